package sanction

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/article"
)

// A name is a target because a clause says so (the rules), or because of the
// part it plays in an article whose news is a measure: the lead sanctions "a
// banker and two firms", and the story then tells what X, Y and Z did. What
// speaks for and against either is weighed by a log-linear model that was
// fitted on annotated articles (weights.go); its score is the log-odds that the
// name is a target.

// sign is one piece of evidence on a name.
type sign int

const (
	// Names that a rule claims.
	ruled sign = iota
	ruledPerson
	ruleScore // the rule's own log-odds
	ruledTwice
	ruledAgency // an imposer acts in the clause
	ruledPast
	byActive
	byPassive
	byNominal
	byList // put or standing on a list
	byFreeze
	byEntry
	byAttribute // attributive, predicate, apposition
	byRelative
	byIntroduction
	byContinuation
	byPronoun
	byAgainst
	ruledOutsider
	ruledSpeaker
	ruledPublic
	ruledSpared
	// Names that no rule claims, in an article that tells a measure.
	storied
	storyPerson
	before // first named in front of the news
	beside // in the sentence that tells it
	next   // in one of the two sentences behind it
	near   // up to five behind
	far    // up to ten behind
	remote
	single
	often      // three times or more
	subject    // opens a sentence, in front of its verb
	opener     // so, at the first mention
	withTarget // coordinated with a name that a rule claims
	withOther  // coordinated with another name
	speaker
	outsider
	modifier // at the first mention it only modifies a noun
	inPlace  // behind "in", "at"
	ofWhat
	forWhom
	toWhom
	withWhom
	byWhom
	fromWhom
	againstWhom
	inReasonOf // in the reason of a claim
	spared
	accused
	roomy // the news has room for more of the type
	roomless
	exact  // as many new names of the type as there is room for
	echoed // introduced by a noun of the news's target phrase
	bulleted
	public
	corporate
	quoting // its sentence holds a quotation
	sourced // an imposer is the source of its sentence
	acting  // subject of a verb of conduct
	related // "his brother, X", "the firm, X,"
	included
	measured // a measure is spoken of in its sentence
	told     // "told X"
	aged     // ", 45,"
	victim
	solo    // no rule claims any target
	crowded // rules claim three targets or more
	unnamedNews
	inTitle
	weakNews     // the measure is only spoken of, no rule reads it
	leader       // "a network led by X"
	bypassed     // a rule claims others in its sentence
	chained      // its sentence and the one before or behind each open with a name
	onTheList    // the sentence speaks of the list or of "those covered"
	clean        // nothing marks it as one who stands outside
	cleanPerson  // so, a person
	cleanFirm    // so, with a company's name
	cleanOpener  // so, and opens a sentence
	cleanMate    // so, and coordinated
	cleanActing  // so, and acts
	cleanWeak    // so, but the measure is only spoken of
	cleanNear    // so, and named soon after the news
	cleanUnnamed // so, and the news names nobody
	byLater      // a guess of the group's reader (group.go)
	byAmong
	byImposer
	byDescription
	byAccusation
	byNext
	byGroupList
	byCount
	signs
)

var signNames = [signs]string{
	"ruled", "ruled-person", "rule-score", "ruled-twice", "ruled-agency", "ruled-past", "by-active", "by-passive", "by-nominal", "by-list",
	"by-freeze", "by-entry", "by-attribute", "by-relative", "by-introduction", "by-continuation", "by-pronoun", "by-against",
	"ruled-outsider", "ruled-speaker", "ruled-public", "ruled-spared",
	"storied", "story-person", "before", "beside", "next", "near", "far", "remote", "single", "often", "subject", "opener", "with-target", "with-other",
	"speaker", "outsider", "modifier", "in-place", "of-what", "for-whom", "to-whom", "with-whom", "by-whom", "from-whom", "against-whom", "in-reason",
	"spared", "accused", "roomy", "roomless", "exact", "echoed", "bulleted", "public", "corporate", "quoting", "sourced", "acting", "related",
	"included", "measured", "told", "aged", "victim", "solo", "crowded", "unnamed-news", "in-title",
	"weak-news", "leader", "bypassed", "chained", "on-the-list", "clean", "clean-person", "clean-firm", "clean-opener", "clean-mate", "clean-acting", "clean-weak", "clean-near", "clean-unnamed",
	"by-later", "by-among", "by-imposer", "by-description", "by-accusation", "by-next", "by-group-list", "by-count",
}

type evidence [signs]float64

func (e *evidence) set(s sign) { e[s] = 1 }

// score is the log-odds that the evidence is of a target.
func (e *evidence) score() float64 {
	w := weights()
	z := 0.0
	for i, x := range e {
		z += x * w[i]
	}
	return z
}

// told is a measure that the article tells as its news.
type toldNews struct {
	sentence int
	claim    claim
	date     string
	auths    []int
	nouns    []string // of the phrase that tells the targets
	weak     bool     // only spoken of
	// persons and orgs are how many targets of each type its phrase counts
	// without naming them.
	persons, orgs int
}

// news makes what a claim tells into a piece of news.
func (f *finder) newsOf(v *view, c *claim, date string, auths []int) toldNews {
	n := toldNews{sentence: v.s, claim: *c, date: date, auths: auths, nouns: v.nouns(c.gfrom, c.gto)}
	if c.gto > c.gfrom {
		n.persons, n.orgs = v.room(c.gfrom, c.gto)
	}
	// Measures on a country or a sector are no news of targets.
	bare := len(c.heads) == 0 && n.persons+n.orgs <= 0
	n.weak = c.t.need != nothing && (c.agent.body == nil || bare) || len(c.heads) == 0 && c.gto > c.gfrom && n.persons+n.orgs <= 0 && !v.targetsIn(c.gfrom, c.gto)
	for _, h := range c.heads {
		if v.n[h].typ == tagging.Person {
			n.persons--
		} else {
			n.orgs--
		}
	}
	return n
}

// targetsIn reports a noun for targets in [from, to).
func (v *view) targetsIn(from, to int) bool {
	for k := from; k < min(to, len(v.n)); k++ {
		if n := v.at(k); n.ent < 0 && n.body == nil && (v.nounOfTarget(k) || n.is(cPluralN) || n.is(cPron) || personWords[n.word] || orgWords[n.word]) {
			return true
		}
	}
	return false
}

// ruleSign says which kind of rule an explanation names.
func ruleSign(rule string) sign {
	switch {
	case strings.HasSuffix(rule, "pronoun"):
		return byPronoun
	}
	switch rule {
	case "named later, among the targets":
		return byAmong
	case "named later, told by the imposer", "named later, told by the agency":
		return byImposer
	case "named later, definite description":
		return byDescription
	case "named later, accused":
		return byAccusation
	case "named later, told next":
		return byNext
	case "list in the story of a group":
		return byGroupList
	case "active", "headline verb", "went after", "done the same", "completes the list":
		return byActive
	case "passive", "inverted":
		return byPassive
	case "nominal", "possessed noun", "faces a measure":
		return byNominal
	case "put on a list", "on a list", "removal", "off a list", "the list includes":
		return byList
	case "freeze":
		return byFreeze
	case "entry ban", "ineligible for entry", "dealings prohibited":
		return byEntry
	case "attributive", "predicate", "apposition", "under a measure":
		return byAttribute
	case "relative clause", "reduced relative", "object relative clause":
		return byRelative
	case "list under an introduction":
		return byIntroduction
	case "continued list":
		return byContinuation
	case "as many names as targets":
		return byCount
	case "used against":
		return byAgainst
	}
	return byActive
}

// weigh scores every name that can be a target, drops the claims that the
// evidence does not carry, and makes claims on names whose part in the story
// says that they are targets.
func (f *finder) weigh() {
	ev := f.evidence()
	if ev == nil {
		return
	}
	claimed := make([]int, len(f.in.Entities))
	for i := range f.events {
		claimed[f.events[i].Target]++
	}
	f.odds = make([]float64, len(f.in.Entities))
	for e := range ev {
		if ev[e] != nil {
			f.odds[e] = ev[e].score()
		}
	}
	f.agree(ev)
	// Where no trigger tells a measure by itself, more is asked.
	least := leastStory + 1
	for i := range f.told {
		if !f.told[i].weak && f.told[i].claim.t.need == nothing {
			least = leastStory
		}
	}
	for e := range ev {
		if ev[e] != nil && claimed[e] == 0 && f.odds[e] > least {
			f.tell(e, ev[e])
		}
	}
	kept := f.events[:0]
	for _, x := range f.events {
		if f.odds[x.Target] > leastRuled {
			kept = append(kept, x)
		}
	}
	f.events = kept
}

// agree lets names that are coordinated in the story share their odds: "A, B
// and C arranged transport" are targets together or not at all.
func (f *finder) agree(ev []*evidence) {
	sum, n := make([]float64, len(ev)), make([]float64, len(ev))
	for _, m := range f.mates {
		for _, p := range [2][2]int{m, {m[1], m[0]}} {
			if a, b := ev[p[0]], ev[p[1]]; a != nil && b != nil && a[storied] > 0 && b[storied] > 0 {
				sum[p[0]] += f.odds[p[1]]
				n[p[0]]++
			}
		}
	}
	for e := range ev {
		if n[e] > 0 {
			f.odds[e] = (f.odds[e] + sum[e]/n[e]) / 2
		}
	}
}

// storyRule names the rule of claims that rest on the story alone.
const storyRule = "part in the story"

// leastRuled is the least log-odds of a rule's claim that is kept.
const leastRuled = 0.0

// leastStory is the least log-odds at which a name that no rule claims is
// taken for a target.
const leastStory = 0.2

// tell claims the news of the article for entity e.
func (f *finder) tell(e int, ev *evidence) {
	var n *toldNews
	for i := range f.told {
		if n == nil || f.told[i].sentence <= f.seen[e] {
			n = &f.told[i]
		}
	}
	if n == nil {
		return
	}
	v := f.view(f.seen[e])
	for k := range v.n {
		if int(v.n[k].ent) != e {
			continue
		}
		c := n.claim
		c.heads, c.i, c.from, c.to, c.rule = []int{k}, k, 0, len(v.n), storyRule
		c.logit, c.plain = 0.5, nil
		c.pro, c.con = nil, []string{"named apart from the measure"}
		w := weights()
		for s, x := range ev {
			if x != 0 && sign(s) > storied && w[s] > 0.4 {
				c.pro = append(c.pro, signNames[s])
			} else if x != 0 && sign(s) > storied && w[s] < -0.4 {
				c.con = append(c.con, signNames[s])
			}
		}
		at := len(f.events)
		f.write(v, c, n.auths, n.date)
		for i := at; i < len(f.events); i++ {
			f.events[i].Explanation.Trigger = n.claim.t.lemma
		}
		return
	}
}

// evidence gathers what is known of each name that can be a target; nil where
// the article tells no measure at all.
func (f *finder) evidence() []*evidence {
	if len(f.told) == 0 {
		f.spoken()
	}
	if len(f.events) == 0 && len(f.told) == 0 {
		return nil
	}
	ev := make([]*evidence, len(f.in.Entities))
	targets := map[int]bool{}
	for i := range f.events {
		if ruleSign(f.events[i].Explanation.Rule) < storied {
			targets[f.events[i].Target] = true
		}
	}
	if !f.masked {
		f.ruledEvidence(ev)
	}
	if len(f.told) > 0 {
		f.storyEvidence(ev, targets)
	}
	for i := range f.events {
		// What the reader of groups guesses is one more sign.
		if s, x := ruleSign(f.events[i].Explanation.Rule), ev[f.events[i].Target]; s > storied && x != nil && x[storied] > 0 {
			x.set(byLater)
			x.set(s)
		}
	}
	return ev
}

// spoken takes for the article's news a measure that is spoken of in its first
// sentences, with an imposer, as something that happened.
func (f *finder) spoken() {
	for s := 0; s < len(f.in.Doc.Sentences) && s < 8; s++ {
		if !f.triggerHere(s) {
			continue
		}
		v := f.view(s)
		if v.question || v.ifs || v.sports {
			continue
		}
		for k := range v.n {
			n := v.at(k)
			t := triggers[n.word]
			if n.ent >= 0 || n.body != nil || t == nil || t.need != nothing || t.role != verb && t.role != noun && !n.is(cListN) && t.role != enter || n.word == "ban" || n.word == "bans" || n.word == "freeze" || n.word == "freezes" || n.word == "travel" || n.word == "enter" || n.word == "closed" {
				continue
			}
			if startsWith(n.word, "designat") && !v.sanctions() {
				continue
			}
			if p := v.toTarget(k); t.role == noun && p >= 0 && !v.targetsIn(p, p+14) && len(v.readList(p, len(v.n), false).heads) == 0 {
				continue // on a country
			}
			body := f.subject(v, len(v.n))
			if body.body == nil || body.other || v.governor(k, 12, false) != "" || v.unrealPhrase(v.phraseStart(k), k) || v.spared() {
				continue
			}
			c := claim{t: t, i: k, action: tagging.Designated, from: k, to: k + 1, rule: "spoken of", agent: body, gfrom: k + 1, gto: len(v.n)}
			auths := f.authorities(v, &c)
			date, _ := f.date(v, &c)
			told := f.newsOf(v, &c, date, auths)
			told.weak = true
			f.told = append(f.told, told)
			return
		}
	}
}

// sanctions reports whether the sentence speaks of sanctions by that name, of
// a list, or of terrorists.
func (v *view) sanctions() bool {
	for k := range v.n {
		n := v.at(k)
		if n.ent < 0 && (startsWith(n.word, "sanction") || startsWith(n.word, "terroris") || n.is(cListN) || n.word == "assets") || n.typ == tagging.LegalAuthority && n.ent >= 0 {
			return true
		}
	}
	return false
}

func (f *finder) ruledEvidence(ev []*evidence) {
	for i := range f.events {
		x := &f.events[i]
		if ruleSign(x.Explanation.Rule) > storied {
			continue
		}
		e := ev[x.Target]
		if e == nil {
			e = new(evidence)
			e.set(ruled)
			e[ruleScore] = -10
			e.set(ruledPast)
			ev[x.Target] = e
			if f.in.Entities[x.Target].Type == tagging.Person {
				e.set(ruledPerson)
			}
			if publicBody(f.in.Entities[x.Target].Name) {
				e.set(ruledPublic)
			}
		} else if e[ruled] > 0 {
			e.set(ruledTwice)
		}
		if x.logit > e[ruleScore] {
			e[ruleScore] = x.logit
		}
		e.set(ruleSign(x.Explanation.Rule))
		if x.regime != "" {
			e.set(ruledAgency)
		}
		if x.current {
			e[ruledPast] = 0
		}
	}
}

// storyEvidence gathers the parts that names play.
func (f *finder) storyEvidence(ev []*evidence, targets map[int]bool) {
	first := f.told[0].sentence
	count := make([]int, len(f.in.Entities))
	claims := f.ruledSentences()
	openers := make([]int, len(f.in.Doc.Sentences)) // who opens a sentence, -1 if nobody or a speaker
	for s := range f.in.Doc.Sentences {
		v := f.view(s)
		var p *part
		openers[s] = -1
		for k := range v.n {
			e := int(v.n[k].ent)
			if !v.n[k].canBeTarget() || f.masked && f.claimedAt(e, s) {
				continue
			}
			if p == nil {
				p = f.part(v, targets, claims[s])
			}
			x := ev[e]
			if x == nil {
				x = new(evidence)
				x.set(storied)
				if v.n[k].typ == tagging.Person {
					x.set(storyPerson)
				}
				f.position(x, s, first)
				ev[e] = x
			}
			count[e]++
			if openers[s] < 0 && p.head(k) && !p.speaks && !p.out(v, k) && !v.reported(k) {
				openers[s] = e
			}
			if x[ruled] > 0 {
				if p.out(v, k) {
					x.set(ruledOutsider)
				}
				if p.speaks && p.head(k) || v.reported(k) {
					x.set(ruledSpeaker)
				}
				if p.spared {
					x.set(ruledSpared)
				}
				continue
			}
			f.role(x, v, k, p, count[e] == 1)
		}
	}
	for s := 1; s < len(openers); s++ {
		if a, b := openers[s-1], openers[s]; a >= 0 && b >= 0 && a != b && f.in.Doc.Sentences[s].Block-f.in.Doc.Sentences[s-1].Block <= 1 {
			for _, e := range [2]int{a, b} {
				if ev[e] != nil && ev[e][storied] > 0 {
					ev[e].set(chained)
				}
			}
		}
	}
	f.crowd(ev, count, targets)
}

// ruledSentences lists by sentence the events that rules found in it.
func (f *finder) ruledSentences() map[int][]*Event {
	out := make(map[int][]*Event)
	for i := range f.events {
		if ev := &f.events[i]; ruleSign(ev.Explanation.Rule) <= storied {
			out[ev.Sentence] = append(out[ev.Sentence], ev)
		}
	}
	return out
}

// claimedAt reports whether a rule claims entity e in sentence s.
func (f *finder) claimedAt(e, s int) bool {
	for i := range f.events {
		if f.events[i].Target == e && f.events[i].Sentence == s && ruleSign(f.events[i].Explanation.Rule) < storied {
			return true
		}
	}
	return false
}

func (f *finder) position(x *evidence, s, first int) {
	switch d := s - first; {
	case d < 0:
		x.set(before)
	case d == 0:
		x.set(beside)
	case d <= 2:
		x.set(next)
	case d <= 5:
		x.set(near)
	case d <= 10:
		x.set(far)
	default:
		x.set(remote)
	}
}

// part is what a sentence says of the names in it.
type part struct {
	end     int
	heads   []int // the names that its subject lists
	related []int
	speaks  bool
	out1    bool
	spared  bool
	accused bool
	quoted  bool
	source  bool
	acts    bool
	victim  bool
	bullet  bool
	list    bool
	ruled   bool // a rule claims somebody
	claims  int  // the trigger's node of a claim, or -1
	targets map[int]bool
}

func (p *part) head(k int) bool {
	for _, h := range p.heads {
		if h == k {
			return true
		}
	}
	return false
}

// out reports a name described as one who stands outside.
func (p *part) out(v *view, k int) bool {
	if p.out1 && (p.head(k) || k < p.end && k < 8) {
		return true
	}
	from := k - 1
	if v.at(from).word == "," {
		from-- // "the Minister of Foreign Affairs, X,"
	}
	for q := from; q >= 0 && q > from-5; q-- {
		n := v.at(q)
		if n.ent < 0 && (outside[n.word] || officeTitle[n.word]) {
			return v.at(q-1).word != "former" && v.at(q-1).word != "ex"
		}
		if n.is(cPunct|cPrep|cConj) && n.word != "of" || n.ent >= 0 && n.body == nil && n.typ != tagging.City {
			break
		}
	}
	if v.at(k+1).word == "," {
		for q := k + 2; q < k+9; q++ {
			n := v.at(q)
			if n.ent < 0 && outside[n.word] && !v.at(q+1).is(cSay) {
				return v.at(q-1).word != "former"
			}
			if n.is(cPunct|cRel|cFinite|cConj) && n.word != "-" {
				break
			}
		}
	}
	return false
}

var officeTitle = set("secretary president undersecretary under-secretary ambassador premier prime chancellor spokesperson spokeswoman spokesman captain dr prof professor judge mr mrs ms senator rep congressman justice representative commissioner")

var victims = set("victim victims survivor survivors detained imprisoned kidnapped tortured murdered killed poisoned jailed freed escaped fled")

// conduct are verbs of what targets are said to have done, or of what they are.
var conduct = set("owns owned owning controls controlled runs ran operates operated manages managed led leads heads headed supplied supplies sold sells bought buys shipped ships transported transports procured procures moved moves arranged arranges helped helps provided provides raised raises laundered launders registered served serves acted acts facilitated facilitates oversees oversaw commands commanded directed directs smuggled smuggles financed finances funded funds worked works used uses transferred transfers sent sends built builds made makes produces produced manufactures manufactured exported exports imported imports carried carries delivered delivers received receives paid pays recruited recruits trained trains organised organized organises organizes coordinated coordinates collected collects ordered orders signed set founded established is was are were has have had")

func (f *finder) part(v *view, targets map[int]bool, claims []*Event) *part {
	p := &part{end: v.predicate(), claims: -1, targets: targets}
	p.speaks = v.speaks(p.end)
	p.out1 = v.outsider(0, min(p.end, v.firstRel()))
	p.spared = v.spared()
	p.accused = v.accused(p.end)
	p.source = f.reportedHere(v)
	if l := v.readList(0, p.end, false); len(l.heads) > 0 && l.heads[0] <= 14 && v.opens(l.heads[0]) {
		p.heads = l.heads
	}
	p.related = v.apposed(p.end)
	p.acts = p.end < len(v.n) && conduct[v.at(p.end).word] || v.verbLike(p.end)
	for k := range v.n {
		n := v.at(k)
		if n.word == "“" || n.word == "\"" || n.word == "”" {
			p.quoted = true
		}
		if n.ent < 0 && victims[n.word] {
			p.victim = true
		}
		if n.ent < 0 && (n.is(cListN) && v.definite(k) || affected[n.word] && v.at(k-1).word == "those" || n.word == "targets") {
			p.list = true
		}
	}
	p.bullet = f.kind(v.s) == article.ListItem
	p.ruled = len(claims) > 0
	for i := 0; i < len(claims) && p.claims < 0; i++ {
		for k := range v.n {
			if v.at(k).ent < 0 && v.at(k).word == claims[i].Explanation.Trigger {
				p.claims = k
			}
		}
	}
	return p
}

// firstRel is the first relative pronoun, or the sentence's end.
func (v *view) firstRel() int {
	for k := range v.n {
		if v.n[k].is(cRel) {
			return k
		}
	}
	return len(v.n)
}

// role notes what part the name at node k plays in its sentence.
func (f *finder) role(x *evidence, v *view, k int, p *part, first bool) {
	n := v.at(k)
	if p.head(k) {
		x.set(subject)
		if first {
			x.set(opener)
		}
		if p.acts {
			x.set(acting)
		}
		if p.source {
			x.set(sourced)
		}
		if p.accused {
			x.set(accused)
		}
		if p.speaks {
			x.set(speaker)
		}
	}
	if v.reported(k) {
		x.set(speaker)
	}
	if p.out(v, k) {
		x.set(outsider)
	}
	if p.spared {
		x.set(spared)
	}
	if p.victim && k < p.end+6 {
		x.set(victim)
	}
	if v.measure {
		x.set(measured)
	}
	if p.list {
		x.set(onTheList)
	}
	if p.ruled {
		x.set(bypassed)
	}
	if v.at(k-1).word == "by" && (v.at(k-2).word == "led" || v.at(k-2).word == "run" || v.at(k-2).word == "headed" || v.at(k-2).word == "controlled") {
		for q := k - 3; q > k-7; q-- {
			if w := v.at(q).word; w == "network" || w == "ring" || w == "group" || startsWith(w, "network") || startsWith(w, "compan") {
				x.set(leader)
			}
		}
	}
	for _, h := range p.related {
		if h == k {
			x.set(related)
		}
	}
	if o := v.coordinate(k); o >= 0 {
		if p.targets[int(v.n[o].ent)] {
			x.set(withTarget)
		} else {
			x.set(withOther)
			f.mates = append(f.mates, [2]int{int(n.ent), int(v.n[o].ent)})
		}
	}
	if v.at(k-1).word == "told" || v.at(k-2).word == "told" {
		x.set(told)
	}
	if w := v.at(k - 1).word; w == "including" || w == "like" || v.at(k-2).word == "including" || v.at(k-2).word == "such" || v.at(k-2).word == "among" {
		x.set(included)
	}
	if v.at(k+1).word == "," && v.at(k+2).number && v.at(k+3).word == "," {
		x.set(aged)
	}
	if p.bullet && (p.head(k) || k < 2) {
		x.set(bulleted)
	}
	if p.quoted {
		x.set(quoting)
	}
	if !first {
		return
	}
	if v.modifies(k, len(v.n)) {
		x.set(modifier)
	}
	if p.claims >= 0 && v.inReason(p.claims+1, k) {
		x.set(inReasonOf)
	}
	if n.typ != tagging.Person {
		if publicBody(n.word) {
			x.set(public)
		}
		if corporateName(n.word) {
			x.set(corporate)
		}
	}
	if s, ok := prepositions[v.governedBy(k)]; ok {
		x.set(s)
	}
	for i := range f.told {
		for _, w := range f.told[i].nouns {
			if v.introduced(k, w) || n.typ != tagging.Person && strings.Contains(strings.ToLower(n.word), w) {
				x.set(echoed)
			}
		}
	}
}

var prepositions = map[string]sign{"in": inPlace, "at": inPlace, "near": inPlace, "of": ofWhat, "for": forWhom, "to": toWhom, "with": withWhom, "by": byWhom, "from": fromWhom, "against": againstWhom, "on": againstWhom}

// governedBy returns the preposition that governs the name at k, or "".
func (v *view) governedBy(k int) string {
	for q := k - 1; q >= 0 && q > k-7; q-- {
		n := v.at(q)
		if n.ent >= 0 && n.body == nil && !v.at(q+1).poss && v.at(q+1).word != "-" || n.is(cPunct) && !n.is(cDash) || n.is(cFinite|cBe|cHave|cRel|cConj) && !n.poss {
			return ""
		}
		if n.ent < 0 && n.is(cPrep) {
			return n.word
		}
	}
	return ""
}

// coordinate returns another name that the one at k is coordinated with, or
// -1.
func (v *view) coordinate(k int) int {
	for _, step := range [2]int{-1, 1} {
		joined, conj := false, false
		for q := k + step; q >= 0 && q < len(v.n) && q > k-9 && q < k+9; q += step {
			n := v.at(q)
			if n.canBeTarget() && v.n[q].ent != v.n[k].ent {
				if first := min(k, q); joined && !conj && v.governedBy(first) != "" {
					break // "affiliated with X, Y operates"
				}
				if joined {
					return q
				}
				break
			}
			if n.word == "," || n.is(cConj) || n.word == ";" {
				joined, conj = true, conj || n.is(cConj)
				continue
			}
			if n.body != nil || n.poss || n.is(cFinite|cBe|cHave|cModal|cRel|cPrep|cSub) || n.is(cPunct) && !n.is(cDash) {
				break
			}
		}
	}
	return -1
}

var corporateWords = set("ltd llc inc co corp corporation company limited gmbh sa sarl sal jsc ooo ojsc pjsc plc ag fze fzco fzc dmcc bv nv oy ab kft doo trading shipping logistics holding holdings group bank exchange petroleum energy industries technology technologies electronics marine maritime aviation airlines international enterprises import export general trade gold mining steel chemical pharmaceutical bhd pte pty sdn srl spa")

// corporateName reports a name with a company's legal form or trade.
func corporateName(name string) bool {
	for _, w := range words(lower(name)) {
		if corporateWords[strings.Trim(w, ".,()")] {
			return true
		}
	}
	return false
}

// crowd notes what the names and the news as a whole say of each.
func (f *finder) crowd(ev []*evidence, count []int, targets map[int]bool) {
	persons, orgs := 0, 0
	for e, x := range ev {
		if x == nil || x[storied] == 0 || f.seen[e] <= f.told[0].sentence || x[speaker]+x[outsider]+x[public]+x[spared]+x[told]+x[modifier] > 0 {
			continue
		}
		if x[storyPerson] > 0 {
			persons++
		} else {
			orgs++
		}
	}
	unnamed, weak := false, true
	for i := range f.told {
		unnamed = unnamed || len(f.told[i].claim.heads) == 0
		weak = weak && f.told[i].weak
	}
	for e, x := range ev {
		if x == nil || x[storied] == 0 {
			continue
		}
		room, new := 0, orgs
		if x[storyPerson] > 0 {
			new = persons
		}
		for i := range f.told {
			if x[storyPerson] > 0 {
				room = max(room, f.told[i].persons)
			} else {
				room = max(room, f.told[i].orgs)
			}
		}
		switch {
		case room <= 0:
			x.set(roomless)
		default:
			x.set(roomy)
			if room == new {
				x.set(exact)
			}
		}
		if count[e] == 1 {
			x.set(single)
		} else if count[e] > 2 {
			x.set(often)
		}
		if len(targets) == 0 {
			x.set(solo)
		} else if len(targets) > 2 {
			x.set(crowded)
		}
		if unnamed {
			x.set(unnamedNews)
		}
		if strings.Contains(f.in.Title, f.in.Entities[e].Name) {
			x.set(inTitle)
		}
		if weak {
			x.set(weakNews)
		}
		if x[speaker]+x[outsider]+x[public]+x[spared]+x[told]+x[modifier]+x[victim]+x[inReasonOf] > 0 {
			continue
		}
		x.set(clean)
		for _, c := range [...]struct {
			has  float64
			sign sign
		}{
			{x[storyPerson], cleanPerson}, {x[corporate], cleanFirm}, {x[opener], cleanOpener}, {x[withOther] + x[withTarget], cleanMate},
			{x[acting], cleanActing}, {x[weakNews], cleanWeak}, {x[beside] + x[next] + x[near], cleanNear}, {x[unnamedNews], cleanUnnamed},
		} {
			if c.has > 0 {
				x.set(c.sign)
			}
		}
	}
}

// nouns returns the common nouns of [from, to) that can introduce a target.
func (v *view) nouns(from, to int) []string {
	var out []string
	for k := max(from, 0); k < min(to, len(v.n)) && k < from+40; k++ {
		n := v.at(k)
		if n.ent < 0 && n.body == nil && n.is(cLower) && v.nounOfTarget(k) && n.word != "head" && n.word != "member" && n.word != "official" && n.word != "company" && n.word != "group" {
			out = append(out, n.word)
		}
	}
	return out
}
