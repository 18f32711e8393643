package sanction

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/article"
)

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
		if n.ent < 0 && (n.is(cListN) && v.definite(k) || affected[n.word] && v.at(k-1).word == "those" || n.word == "names") {
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
	switch v.governedAsExample(k) {
	case "for", "to", "with", "from":
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

// governedAsExample returns the preposition that governs those whom the name at
// k is an example of: "for other firms in the sector, including X" is for X.
func (v *view) governedAsExample(k int) string {
	q := k - 1
	for ; q >= 0 && q > k-16; q-- {
		n := v.at(q)
		if n.word == "including" || n.word == "such" && v.at(q+1).word == "as" {
			break
		}
		if n.ent < 0 && n.is(cPrep|cFinite|cBe|cHave|cModal|cRel) && n.word != "of" || n.word == ";" {
			return ""
		}
	}
	if w := v.at(q).word; w != "including" && w != "such" {
		return ""
	}
	for q--; q >= 0 && q > k-32 && !v.at(q).is(cPluralN); q-- {
		if n := v.at(q); n.ent < 0 && n.is(cFinite|cBe|cHave|cModal|cRel) {
			return ""
		}
	}
	for q--; q >= 0; q-- {
		switch n := v.at(q); {
		case n.ent < 0 && (n.is(cPrep) || n.word == "for"):
			if !v.at(q - 1).is(cPluralN) {
				return n.word
			}
			// "for other firms in the sector": the firms are meant.
		case n.ent < 0 && n.is(cPunct|cFinite|cBe|cHave|cModal|cRel|cConj) && !n.is(cDash):
			return ""
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
