package sanction

import "github.com/tagwire/tagwire/extractor/tagging"

// role says how a trigger takes its arguments.
type role uint8

const (
	// verb: its object, or its passive subject, is the target.
	verb role = iota
	// noun: a measure; the target follows "on", "against", "of", or possesses it.
	noun
	// freeze: a verb whose object is the property of the target.
	freeze
	// entry: a verb that keeps a person out of a country.
	entry
	// place: a verb that puts the target on a list.
	place
	// lift: a verb that takes a measure or a listing away.
	lift
	// barred: the adjective "ineligible".
	barred
	// against: an instrument used against the target.
	against
	// takes: "took off", "came off", "takes in".
	takes
	// moves: "went after", "took aim at".
	moves
	// enter: "may not enter", "entry is closed to".
	enter
	// dealings: transactions that are prohibited.
	dealings
	// same: "done the same to X".
	same
)

// need says what must stand beside a trigger.
type need uint8

const (
	nothing need = iota
	// imposing: an imposing body as agent, or a noun of measures as subject or
	// instrument.
	imposing
	// instrument: "with sanctions" behind the target, or a noun of measures as
	// subject.
	instrument
	// agentOnly: an imposing body as agent is enough.
	agentOnly
)

// trigger is a row of the table. In its example and counter-example names are
// marked as in the tests: "[o* X]" is an organization that is a target, "[p
// Y]" a person who is not.
type trigger struct {
	lemma  string
	forms  string
	role   role
	need   need
	action tagging.Action
	// logit is the log-odds of a claim by this trigger alone.
	logit            float64
	example, counter string
}

var table = []trigger{
	{"sanction", "sanction sanctioned sanctioning", verb, nothing, tagging.Designated, 2.6,
		"The [o Treasury] sanctioned [o* Korund Bank] on Monday.", "The merger was sanctioned by the board of [o Korund Bank]."},
	{"designate", "designate designates designated designating", verb, nothing, tagging.Designated, 2.6,
		"[o OFAC] is designating [p* Ali Ruzi] for smuggling oil.", "The president designated [p Ali Ruzi] to serve as ambassador."},
	{"blacklist", "blacklist blacklists blacklisted blacklisting", verb, nothing, tagging.Designated, 2.4,
		"Britain has blacklisted [o* Korund Bank].", "The publisher considered whether to blacklist [o Korund Books]."},
	{"re-designate", "redesignate redesignated redesignating", verb, nothing, tagging.Designated, 2.4,
		"[o OFAC] redesignated [o* Korund Bank].", "The park was redesignated by [o Korund City]."},
	{"target", "target targeted targeting", verb, imposing, tagging.Designated, 1.6,
		"The sanctions target [o* Korund Bank].", "Rebels targeted a convoy of [o Korund Bank]."},
	{"affect", "affect affects affected", verb, imposing, tagging.Designated, 1.2,
		"The new sanctions affect 28 people, including [p* Ali Ruzi].", "The sanctions affected [o Korund Bank] badly."},
	{"complete", "complete completes", verb, imposing, tagging.Designated, 1.2,
		"The [o EU] sanctioned [o* Korund Bank] on Monday. Banker [p* Ali Ruzi] completes the list.", "[p Ali Ruzi] completes the course."},
	{"list", "list lists listed", verb, agentOnly, tagging.Designated, 1.2,
		"[p* Ali Ruzi] was listed by the [o EU] in 2019.", "Shares of [o Korund Bank] are listed in London."},
	{"hit", "hit hits hitting slap slaps slapped slapping punish punishes punished punishing penalize penalizes penalized penalizing penalise penalised penalising", verb, instrument, tagging.Designated, 1.6,
		"Canada hit [o* Korund Bank] with sanctions.", "A storm hit [o Korund Bank] in March."},
	{"single out", "singled named naming names declared labelled labeled", verb, instrument, tagging.Designated, 0.8,
		"The new sanctions named [p* Ali Ruzi].", "The board named [p Ali Ruzi] as chief executive."},
	{"identify", "identified identifying identifies", verb, imposing, tagging.Identified, 0.9,
		"[o OFAC] identified [o* Korund Shipping] as blocked property.", "Police identified [p Ali Ruzi] as the driver."},
	{"appoint", "appointed", verb, imposing, tagging.Designated, 0.4,
		"The [o State Department] had appointed [o* Korund Bank] for activities that contributed to proliferation, in a round of sanctions.", "The board appointed [p Ali Ruzi] for his experience."},
	{"proscribe", "proscribe proscribed proscribing", verb, nothing, tagging.Designated, 1.8,
		"The [o Home Office] proscribed [o* Korund Front].", "Dancing was proscribed by the elders of [o Korund Church]."},

	{"sanctions", "sanctions", noun, nothing, tagging.Designated, 2.4,
		"The [o EU] imposed sanctions on [o* Korund Bank].", "[p Ali Ruzi], a sanctions expert, welcomed the step."},
	{"designation", "designation designations", noun, nothing, tagging.Designated, 2.4,
		"The designation of [p* Ali Ruzi] took effect on Friday.", "The site won its designation from [o Unesco]."},
	{"blacklisting", "blacklistings", noun, nothing, tagging.Designated, 2.2,
		"The blacklistings of [p* Ali Ruzi] and [o* Korund Bank] took effect.", "The blacklistings worried [o Korund Bank]."},
	{"penalties", "penalties restrictions curbs embargo measures", noun, imposing, tagging.Designated, 1.0,
		"The [o Treasury] imposed financial restrictions on [o* Korund Bank].", "The bank put restrictions on withdrawals, said [p Ali Ruzi]."},
	{"asset freeze", "freeze freezes", noun, nothing, tagging.Designated, 2.0,
		"The [o EU] imposed an asset freeze on [o* Korund Bank].", "A hiring freeze at [o Korund Bank] continues."},
	{"travel ban", "ban bans", noun, nothing, tagging.Designated, 2.0,
		"Australia announced a travel ban on [p* Ali Ruzi].", "The doping ban on [p Ali Ruzi] was confirmed."},
	{"listing", "listing listings inclusion addition additions", noun, imposing, tagging.Designated, 1.4,
		"The [o EU] announced the sanctions listing of [o* Korund Bank].", "The stock listing of [o Korund Bank] is planned."},

	{"freeze assets", "froze frozen freezing", freeze, nothing, tagging.Designated, 2.2,
		"Switzerland froze the assets of [p* Ali Ruzi].", "[p Ali Ruzi] ate frozen fish."},
	{"block property", "block blocks blocked blocking", freeze, nothing, tagging.Designated, 2.2,
		"[o* Korund Bank], whose property is blocked, closed.", "Protesters blocked the gates of [o Korund Bank]."},

	{"ban entry", "barred banned bar bars banning barring", entry, nothing, tagging.Designated, 2.0,
		"Moscow barred [p* Ali Ruzi] from entering the country.", "The league banned [p Ali Ruzi] from competing."},
	{"ineligible", "ineligible", barred, nothing, tagging.Designated, 1.8,
		"[p* Ali Ruzi] is ineligible for entry into the United States.", "[p Ali Ruzi] is ineligible for the final."},

	{"add to list", "added adds adding add placed places placing place put puts putting included includes include covers cover features contains", place, nothing, tagging.Designated, 2.4,
		"The [o Treasury] added [o* Korund Bank] to its SDN list.", "The chef added [o Korund Salt] to the soup."},

	{"lift", "lift lifts lifted lifting ease eased easing waive waived waiving revoke revoked revoking rescind rescinded rescinding scrap scrapped annul annulled annulling overturned", lift, nothing, tagging.Delisted, 1.8,
		"The [o EU] lifted sanctions on [o* Korund Bank].", "The storm lifted the roof of [o Korund Bank]."},
	{"remove", "remove removes removed removing dropped drop dropping deleted deleting struck removal deletion removals deletions", lift, nothing, tagging.Delisted, 2.0,
		"[o OFAC] removed [p* Ali Ruzi] from its sanctions list.", "The board removed [p Ali Ruzi] from office."},
	{"use against", "used invoked invokes invoking directed aimed applied", against, nothing, tagging.Designated, 1.8,
		"The [o Treasury] invoked [l E.O. 13382] against [o* Korund Bank], as sanctions rules allow.", "The argument was used against [o Korund Bank]."},
	{"off the list", "took taken takes taking came come comes got", takes, nothing, tagging.Delisted, 1.8,
		"[p* Ali Ruzi] came off the EU sanctions list in 2017.", "The lid came off a pot at [o Korund Bank]."},
	{"go after", "went goes moved cracked homed zeroed", moves, imposing, tagging.Designated, 1.2,
		"The [o EU] went after [o* Korund Bank], with sanctions on its owners.", "The dog went after [p Ali Ruzi]."},
	{"no entry", "enter closed travel", enter, nothing, tagging.Designated, 1.6,
		"[p* Ali Ruzi] may not enter the country, the [o Foreign Ministry] said.", "[p Ali Ruzi] could not enter the room."},
	{"dealings", "prohibited prohibits prohibiting forbade", dealings, nothing, tagging.Designated, 1.6,
		"[o OFAC] prohibited any transaction involving [o* Korund Bank].", "The rules prohibited smoking at [o Korund Bank]."},
	{"do the same", "same", same, nothing, tagging.Designated, 1.4,
		"The [o EU] sanctioned [o* Korund Bank] on Monday. Canada did the same to [p* Ali Ruzi].", "The storm did the same to [o Korund Bank]."},
	{"delist", "delist delists delisted delisting", lift, nothing, tagging.Delisted, 1.6,
		"[o OFAC] delisted [p* Ali Ruzi].", "The exchange delisted the shares of [o Korund Bank]."},
}

var triggers = func() map[string]*trigger {
	m := map[string]*trigger{}
	for i := range table {
		for _, w := range words(table[i].forms) {
			m[w] = &table[i]
		}
	}
	return m
}()
