package sanction

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// A name is a target because a clause says so (the rules), or because of the
// part it plays in an article whose news is a measure: the lead sanctions "a
// banker and two firms", and the story then tells what X, Y and Z did. What
// speaks for and against either is weighed by a log-linear model that was
// fitted on annotated articles (weights.go); its score is the log-odds that the
// name is a target.

// toldNews is a measure that the article tells as its news.
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

// newsOf makes what a claim tells into a piece of news.
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
	end := f.storyEnd()
	for e := range ev {
		if ev[e] != nil && claimed[e] == 0 && f.odds[e] > least && f.seen[e] < end {
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

// An article's story is its own news: a measure in one of the first leadLast+1
// sentences, and names within storyReach sentences of it. What briefings,
// interviews and long reports say of measures on the way is no story, and those
// who are named around it are no targets. No annotated article goes further.
const (
	leadLast   = 8
	storyReach = 20
)

// storyEnd returns the first sentence of the part behind the story in which a
// release names whom to ask, or the number of sentences.
func (f *finder) storyEnd() int {
	d := f.in.Doc
	for s := len(d.Sentences) - 1; s > 0 && s > len(d.Sentences)-storyReach; s-- {
		sen := d.Sentences[s]
		if sen.Last-sen.First > 4 {
			continue
		}
		for i := sen.First; i < sen.Last; i++ {
			switch strings.ToLower(d.Word(i)) {
			case "contact", "contacts":
				return s
			}
		}
	}
	return len(d.Sentences)
}

// pointsBack reports a sentence on those who were named before it: "these
// individuals and their employer were designated".
func (v *view) pointsBack() bool {
	for k := 0; k < min(len(v.n), 12); k++ {
		switch v.at(k).word {
		case "these", "both":
			return v.at(k+1).is(cPluralN|cPersonN|cOrgN) || v.at(k+1).is(cBe|cHave)
		case "they":
			return true
		}
	}
	return false
}

// tell claims the news of the article for entity e.
func (f *finder) tell(e int, ev *evidence) {
	var n *toldNews
	inReach := false
	for i := range f.told {
		t := &f.told[i]
		d := f.seen[e] - t.sentence
		if d < 0 && (d < -storyReach/4 || !f.view(t.sentence).pointsBack()) {
			continue
		}
		inReach = inReach || t.sentence <= leadLast && d <= storyReach
		n = t // the one told last before it
	}
	if !inReach {
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
