package sanction

import "strings"

// class is a set of grammatical and domain properties of a word.
type class uint64

const (
	cDet        class = 1 << iota // the, a, an, this, its …
	cConj                         // and, or, &
	cPrep                         // of, in, by …
	cRel                          // who, which, whose, whom
	cThat                         // that
	cSub                          // subordinators: because, while, after …
	cBe                           // forms of be
	cHave                         // forms of have
	cModal                        // modals that make a claim unreal
	cWill                         // will, shall: announced but not done
	cNeg                          // not, never, no …
	cAdv                          // adverbs that may stand inside a verb group
	cFinite                       // frequent finite verbs that end a noun phrase
	cPron                         // subject pronouns
	cTime                         // weekdays, today, months
	cMeasure                      // nouns of measures: sanctions, asset freeze …
	cUnreal                       // governors that keep a measure from being fact
	cIf                           // if, unless, whether
	cSay                          // verbs of saying
	cInclude                      // including, namely, such
	cReason                       // for, because, over: begins the reason
	cRole                         // role nouns that a name modifies: "X CEO Y"
	cPersonN                      // common nouns that stand for a person
	cOrgN                         // common nouns that stand for an organization
	cPluralN                      // common nouns that stand for several targets
	cListN                        // list, blacklist, Entity List
	cPunct                        // punctuation
	cDash                         // dashes
	cOther                        // subjects whose sanctions are no measures
	cImpose                       // verbs that put a measure on somebody
	cLift                         // verbs that take a measure away
	cPlace                        // add, place, put
	cEd                           // a participle or past form by its ending
	cIng                          // -ing form by its ending
	cLower                        // a word in lower case
	cNumberWord                   // two, three, dozens …
	cSports                       // contexts of sport, church and market
)

func words(s string) []string { return strings.Fields(s) }

var lexicon = func() map[string]class {
	m := map[string]class{}
	add := func(c class, s string) {
		for _, w := range words(s) {
			m[w] |= c
		}
	}
	add(cDet, "the a an this that these those its his her their our my your another other several some many any all both each every such various certain additional more further new top senior former current multiple key numerous")
	add(cConj, "and or & plus")
	add(cPrep, "of in from at with to near between by within behind over under against on through into inside across about upon toward towards around outside beyond without via amid during onto throughout among besides versus pursuant per concerning regarding despite alongside like than out off up down until till")
	add(cRel, "who which whose whom where whereby")
	add(cThat, "that")
	add(cSub, "because while after before when whereas although though since once until as so if unless whether following amid")
	add(cBe, "is are was were be been being am 's get gets got getting 're becomes became become remain remains remained")
	add(cHave, "has have had having 've")
	add(cModal, "could would may might should must can cannot can't couldn't wouldn't shouldn't mightn't ought 'd")
	add(cWill, "will shall 'll")
	add(cNeg, "not never no neither nor n't hasn't haven't hadn't isn't aren't wasn't weren't didn't doesn't don't won't without nobody none rarely hardly")
	add(cAdv, "also already previously newly recently formerly subsequently later then now jointly publicly formally officially separately simultaneously additionally similarly likewise earlier first originally initially effectively further today yesterday still since just again thereby together individually specifically personally currently immediately unilaterally quietly directly allegedly reportedly severally thus long long-since once all both each only even ever yet indeed therefore hereby too simply finally concurrently collectively respectively reciprocally")
	add(cFinite, "stay stays stayed apply applies said says told tells announced announces added reported reports accused accuses alleged alleges claims claimed noted notes called calls warned warns has have had is are was were did does do makes made helps owns runs leads heads controls operates serves works supplies provides produces sells uses employs denied denies wrote writes went goes came comes took takes gave gives began begins met meets faces faced became becomes remains remained comprises aims seeks sought seeks allows bars prohibits follows comes marks means shows 's followed targets describes described responded condemned welcomed criticized criticised argued thinks believes believed expects hopes hoped wants wanted declined refused urged urges demanded asked insists insisted vowed pledged fell rose lost won spoke left brings brought puts keeps kept held holds includes include included stood stands knew lies lives lived appears appeared seems continues continued plans fled flew bought drew hurt cost costs sent grew rose broke drove wore chose hid stole shot paid spent taught caught fought felt dealt built sat slept swore threw understood woke became ran ate drank wins loses hurts gets got lets let saw sees seen showed reads read backs backed joins joined praised blamed rejected dismissed hailed blasted slammed visited attended arrived resigned died happened occurred ended started opened closed sued disputes argues")
	add(cPron, "he she it they we i you who him her them himself herself itself themselves")
	add(cTime, "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec today yesterday tonight tomorrow")
	add(cMeasure, "sanctions sanction designation designations blacklisting blacklist blacklistings restrictions penalties embargo embargoes listing listings sanctioning freeze freezes ban bans measures measure curbs delisting delistings actions action")
	add(cIf, "if unless whether")
	add(cSay, "said says saying announced announces announcing say announce told tells confirmed confirms stated states reported reports declared noted according disclosed revealed added wrote claims claimed clarified")
	add(cInclude, "including namely include includes included")
	add(cReason, "for because over due amid after following accusing accused citing alleging saying since while when so in-connection")
	add(cPersonN, "man woman businessman businesswoman tycoon oligarch billionaire banker lawyer financier leader commander general colonel minister official politician lawmaker senator governor mayor president chief executive director judge prosecutor spokesman spokesperson spokeswoman trader broker officer operative agent terrorist hacker individual person magnate industrialist couple warlord trafficker propagandist journalist cleric ambassador deputy secretary chairman chairwoman ceo son daughter wife husband brother sister owner founder head member smuggler facilitator operator captain engineer scientist")
	add(cOrgN, "company firm bank group entity organization organisation ministry agency network party militia cartel gang exchange airline shipper shipyard manufacturer refinery subsidiary conglomerate institution institute university fund foundation charity corporation enterprise business unit brigade battalion regiment army force forces council committee academy bureau supplier contractor lender insurer bourse broadcaster outlet channel station website platform mixer marketplace vessel ship tanker producer distributor operator refiner trader startup chipmaker telecom carrier retailer importer exporter holding factory plant movement faction service")
	add(cPluralN, "individuals people persons entities companies firms banks groups organizations organisations men women businessmen officials ministers generals commanders vessels ships tankers leaders subsidiaries militias judges prosecutors lawmakers oligarchs nationals citizens names targets executives directors associates members financiers operatives institutions networks brothers others designees parties enterprises traders airlines agencies units suppliers manufacturers shippers hackers officers figures")
	add(cListN, "list lists blacklist sdn register roster schedule")
	add(cRole, "ceo chief chairman chairwoman president director executive head founder owner boss leader minister commander official officials spokesman spokeswoman spokesperson secretary governor general deputy chairperson representative financier financiers facilitator facilitators operative operatives member members lawmaker businessman billionaire tycoon co-founder cofounder manager commander-in-chief ceo's envoy ambassador subsidiary subsidiaries affiliate affiliates unit arm branch leaders commanders executives employees members fighters figure figures associate associates company companies network networks board group owners front fronts shareholders")
	add(cOther, "court courts judge tribunal league federation church parish diocese bishop archbishop pope board referee association regulator regulators university club clubs commission panel umpire stewards jury faculty college bar magistrate watchdog players player team coach umpires conference synod")
	add(cSports, "doping doped match-fixing football soccer tennis cricket boxing rugby basketball athletics tournament championship olympic olympics referee fifa uefa player players coach striker midfielder bowler athlete athletes")
	add(cNumberWord, "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty dozens dozen hundreds scores half")
	add(cDash, "- – — -- ―")
	return m
}()

// The governors that keep a measure from being a fact: what stands before "to
// sanction", "sanctioning", "sanctions on".
var unreal = set(`want wants wanted wanting plan plans planned planning threaten threatens threatened threatening threat threats
 urge urges urged urging consider considers considered considering consideration propose proposes proposed proposing proposal proposals
 vow vows vowed pledge pledges pledged promise promises promised prepare prepares prepared preparing preparation seek seeks sought seeking
 refuse refuses refused refusing refusal fail fails failed failing failure decline declines declined call calls called calling
 push pushes pushed pushing ask asks asked asking try tries tried trying attempt attempts attempted hesitate power powers
 authority bill legislation draft likely unlikely expected set ready able weigh weighs weighed weighing mull mulls mulled mulling debate debates debated debating
 discuss discusses discussed discussing discussion recommend recommends recommended recommending recommendation demand demands demanded demanding
 request requests requested requesting petition petitioned favor favors favored favour favours support supports backed backs oppose opposes opposed opposing opposition
 avoid avoids avoided avoiding block blocks veto vetoed vetoes intend intends intended hope hopes hoped possibility possible potential
 potentially option options mandate mandates authorize authorizes authorized authorizing allow allows allowed allowing permit permits permitted
 reluctant willing wary rule ruled study studies studied examining explores explored exploring suggest suggests suggested suggesting
 need needs needed reject rejects rejected rejecting deny denies denied denying denial talk talks calls chance risk risks fear fears feared
 aim aims aimed hoping reconsider reconsidering shied shy shying rumor rumors rumours lobby lobbied lobbying pressed pressing press pressure pressured
 imminent looming planned prospective future hypothetical eventual eligible deserve deserves deserved advocate advocates advocated advocating
 appeal appeals appealed vote argued argue argues campaign campaigned campaigning encourage encouraged encouraging insist insisted stop stops stopped stopping
 tabled forthcoming threatens prospect prospects postpone postponed postponing delay delayed delaying shelve shelved
 suspend ineligible blocked vetoed thwarted opposes watered consult discussed debate mooted moot unsanctioned`)

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}
