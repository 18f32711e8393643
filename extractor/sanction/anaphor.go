package sanction

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
)

func lower(w string) string {
	return strings.ToLower(strings.Trim(w, ".,:;!?\"'’‘“”()"))
}

// antecedent finds the name that a relative clause or participle at node k
// describes: "who" asks for a person, "which" and "that" for anything else.
// Between the name and k there may be an apposition, brackets, adverbs.
func (v *view) antecedent(k int, plural bool) []int {
	w := v.at(k).word
	person, thing := w == "who" || w == "whom", w == "which"
	for q := k - 1; q >= 0 && q > k-22; q-- {
		n := v.at(q)
		if n.word == ")" {
			for q > 0 && v.at(q).word != "(" {
				q--
			}
			continue
		}
		if n.word == ";" || n.word == "." || n.ent < 0 && n.body == nil && !n.poss && (n.is(cFinite|cModal) || n.is(cBe) && q < k-1) {
			return nil
		}
		if !n.canBeTarget() {
			continue
		}
		if v.at(q+1).poss && q+1 < k-0 && v.at(q+2).word != "," && q+2 != k {
			// "X's bank, which": the bank, not X.
			if !person {
				return nil
			}
			continue
		}
		isPerson := n.typ == tagging.Person
		if person && !isPerson || thing && isPerson {
			if thing && q == k-1 {
				return nil
			}
			continue
		}
		if !v.appositive(q, k) {
			if person && isPerson {
				// "X, the head of Bank Y, who": not adjacent, but no other
				// person stands between.
				return []int{q}
			}
			return nil
		}
		if v.innerName(q) && !person && v.at(k).word != "which" && v.at(q+1).word == "," && v.headBefore(q) >= 0 && !thing && !v.at(k).is(cThat) && v.at(k).word != "whose" {
			// ", sanctioned in 2019" behind "X, the head of Y": X.
			return []int{v.headBefore(q)}
		}
		heads := []int{q}
		if plural {
			for p := q - 1; p > 0; p-- {
				switch m := v.at(p); {
				case m.word == "," || m.is(cConj):
					continue
				case m.canBeTarget():
					heads = append([]int{p}, heads...)
					continue
				}
				break
			}
		}
		return heads
	}
	return nil
}

// appositive reports whether what lies between the name at q and node k is
// nothing, or an apposition set off by a comma: ", an entity".
func (v *view) appositive(q, k int) bool {
	p := q + 1
	for p < k && (v.at(p).word == "(" || v.at(p).is(cAdv)) {
		if v.at(p).word == "(" {
			c := v.closing(p, k)
			if c == p {
				return p+1 >= k || c == p && v.bracketed(p, k)
			}
			p = c
		}
		p++
	}
	if v.at(p).word == "in" || v.at(p).word == "of" || v.at(p).word == "at" {
		// "X in Syria, another …".
		for q := p + 1; q < p+5 && q <= k; q++ {
			if v.at(q).word == "," {
				p = q
				break
			}
		}
	}
	if p >= k || p == k-1 && (v.at(p).is(cPunct)) {
		return true
	}
	if v.at(p).word != "," && !v.at(p).is(cDash) {
		return false
	}
	for r := p + 1; r < k; r++ {
		n := v.at(r)
		if n.ent < 0 && n.body == nil && (n.is(cBe|cModal|cFinite|cRel) && !n.poss || n.is(cConj)) {
			return false
		}
	}
	return true
}

// bracketed reports an open bracket that k stands in: "X (designated in 2019)".
func (v *view) bracketed(p, k int) bool { return k-p <= 4 }

// innerName reports whether the name at q stands behind a preposition.
func (v *view) innerName(q int) bool {
	for p := q - 1; p >= 0 && p > q-6; p-- {
		n := v.at(p)
		if n.ent < 0 && n.is(cPrep) {
			return true
		}
		if n.isName() || n.word == "," || n.is(cConj) {
			return false
		}
	}
	return false
}

// headBefore returns the name whose apposition the name at q stands in, or -1:
// "X, the head of Y" gives X for Y.
func (v *view) headBefore(q int) int {
	comma := -1
	for p := q - 1; p >= 0 && p > q-14; p-- {
		n := v.at(p)
		if n.word == "," {
			comma = p
		}
		if comma > 0 && n.canBeTarget() {
			if p == comma-1 && v.at(comma+1).is(cDet|cRole|cPersonN) {
				return p
			}
			return -1
		}
		if n.ent < 0 && n.is(cFinite|cBe|cRel) && !n.poss {
			return -1
		}
	}
	return -1
}

// pronoun reads a passive or stative clause whose subject is "he", "it",
// "they" or "the company": the name comes from what was said before.
func (f *finder) pronoun(v *view, c *claim, g int) {
	if c.agent.other || !f.allowed(v, c, g) {
		return
	}
	if ok, _ := v.happened(c.i); !ok && v.at(c.i).is(cEd) {
		return
	} else if !ok {
		if ok, _ := v.stated(g, c.i); !ok {
			return
		}
	}
	k := g - 1
	for k > 0 && (v.at(k).is(cAdv) && !v.at(k).is(cPron) || reflexive[v.at(k).word]) {
		k--
	}
	if v.at(0).is(cDet) && !(v.at(k).is(cOrgN|cPersonN|cPluralN) && v.definite(k)) && !(v.at(k).is(cPron) && k == 0) {
		// "The judge of the court had been sanctioned", "The senator, whose
		// group builds hotels, was sanctioned".
		for q := 1; q < min(k, 8); q++ {
			m := v.at(q)
			if m.isName() && v.at(q+1).word != "-" || m.is(cPrep|cPunct) && m.word != "-" {
				break
			}
			if v.nounOfTarget(q) && !v.at(q+1).is(cOrgN|cPersonN) {
				k = q
				break
			}
		}
	}
	if w := v.at(k).word; w == "former" || w == "latter" {
		if p, h := f.ofTwo(v, w == "latter"); p != nil {
			f.emitAt(v, p, []int{h}, c)
		}
		return
	}
	n := v.at(k)
	var want tagging.Type
	many := false
	if !n.is(cPron) && v.governedBy(k) != "" {
		n = &noNode // "inspectors of the central bank": the bank is not meant
	}
	switch {
	case n.word == "he" || n.word == "she" || n.word == "who":
		want = tagging.Person
	case n.word == "it":
		want = tagging.Organization
	case n.word == "they" || n.word == "both" || n.word == "all":
		many = true
	case v.personNoun(k) && v.definite(k):
		want = tagging.Person
	case n.is(cOrgN) && v.definite(k):
		want = tagging.Organization
	case n.is(cPluralN) && v.definite(k):
		many = true
	default:
		if c.agent.body == nil && !f.measures && !f.titled() {
			return // a trade's own sanctions, most likely
		}
		c.rule += ", unnamed"
		f.emit(v, *c)
		return
	}
	c.logit -= 0.5
	c.con = append(c.con, "the target is named by “"+n.word+"” only")
	c.rule += ", pronoun"
	if many {
		// The names come from the previous sentence's subject.
		f.several(v, c, n.word == "both")
		return
	}
	if !n.is(cPron) {
		if p, h := f.described(v, k, want); p != nil {
			f.emitAt(v, p, []int{h}, c)
			return
		}
	}
	// In the same sentence first, then back up to two sentences.
	for q := 0; q < k; q++ {
		if m := v.at(q); m.canBeTarget() && m.typ == want && !v.modifies(q, len(v.n)) && !v.reported(q) {
			f.emitAt(v, v, []int{q}, c)
			return
		}
	}
	for q := 0; q < k; q++ {
		if m := v.at(q); m.canBeTarget() && m.typ == want && want == tagging.Person {
			return // somebody else is spoken of here
		}
	}
	if p, h := f.spokenOf(v, want); p != nil {
		f.emitAt(v, p, []int{h}, c)
	}
}

// definite reports "the X", "both X", "the Novi Sad-based X" ending at k.
func (v *view) definite(k int) bool {
	for q := k - 1; q >= 0 && q > k-8; q-- {
		n := v.at(q)
		switch n.word {
		case "the", "these", "those", "both", "this", "that", "all":
			return true
		}
		if n.is(cDash) && !n.space || n.isName() && v.at(q+1).is(cDash) && !v.at(q+1).space {
			continue
		}
		if n.isName() || n.is(cPunct|cPrep) {
			return false
		}
	}
	return false
}

// reported reports a speaker: "Price said", "…,” said spokesman Price".
func (v *view) reported(q int) bool {
	if v.at(q+1).is(cSay) && v.at(q+1).ent < 0 {
		return true
	}
	k := q - 1
	for k > q-6 && k > 0 && v.at(k).ent < 0 && !v.at(k).is(cSay) && (v.at(k).is(cRole|cPersonN|cDet) || v.at(k).title || outside[v.at(k).word] || v.at(k).poss) || k > q-6 && k > 0 && v.at(k).body != nil {
		k--
	}
	// "She said X had planned it" tells of X; "…,” said X" lets X speak.
	return v.at(k).is(cSay) && v.at(k).ent < 0 && (k == 0 || v.at(k-1).is(cPunct) || v.at(k-1).is(cAdv))
}

// emitAt emits a claim of view v whose targets stand in view p.
func (f *finder) emitAt(v, p *view, heads []int, c *claim) {
	if v == p {
		c.heads = heads
		f.emit(v, *c)
		return
	}
	// The targets' nodes are added to v behind its end, so that one path
	// emits every claim.
	w := *v
	w.n = append(make([]node, 0, len(v.n)+len(heads)), v.n...)
	for _, h := range heads {
		n := p.n[h]
		n.first, n.last = v.n[len(v.n)-1].first, v.n[len(v.n)-1].last
		c.heads = append(c.heads, len(w.n))
		w.n = append(w.n, n)
	}
	f.emit(&w, *c)
}

// several emits a claim on "they", "both", "all": the members of the open
// group as far as they are named, or the names that led the sentences before.
func (f *finder) several(v *view, c *claim, both bool) {
	w := *v
	w.n = append(make([]node, 0, len(v.n)+8), v.n...)
	at := v.n[len(v.n)-1]
	have := map[int32]bool{}
	add := func(e int32, typ tagging.Type) {
		if !have[e] {
			have[e] = true
			c.heads = append(c.heads, len(w.n))
			w.n = append(w.n, node{ent: e, typ: typ, first: at.first, last: at.last})
		}
	}
	if f.group.open && len(f.group.named) > 1 && v.s-f.group.last <= groupReach {
		for _, e := range f.group.named {
			add(int32(e), f.in.Entities[e].Type)
		}
	} else {
		for s := v.s - 1; s >= 0 && s >= v.s-4 && len(c.heads) < 2; s-- {
			p := f.view(s)
			if p.block+1 < v.block {
				break
			}
			end := p.predicate()
			if p.speaks(end) || p.outsider(0, end) {
				continue
			}
			for _, h := range p.readList(0, end, false).heads {
				if p.opens(h) || h > 0 && len(c.heads) > 0 {
					add(p.n[h].ent, p.n[h].typ)
				}
			}
		}
		if len(c.heads) < 2 {
			c.heads = nil
			f.emit(v, *c)
			return
		}
	}
	if both && len(c.heads) != 2 {
		c.logit -= 0.5
	}
	f.emit(&w, *c)
}
