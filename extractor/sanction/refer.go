package sanction

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// What pronouns and definite descriptions stand for: "him", "the company",
// "his conglomerate", "the latter".

var reflexive = set("himself herself itself themselves")

// personNoun reports a common noun that stands for a person.
func (v *view) personNoun(k int) bool {
	n := v.at(k)
	return n.ent < 0 && n.body == nil && !n.is(cOrgN) && (n.is(cPersonN) || n.is(cLower) && !n.is(cAdv|cPrep|cFinite|cDet|cConj|cSub|cPron|cReason) && agentNoun(n.word))
}

// nounOfTarget reports a common noun that can stand for one target.
func (v *view) nounOfTarget(k int) bool {
	return v.personNoun(k) || v.at(k).is(cOrgN) && v.at(k).ent < 0
}

// describedReach is how many sentences back a description is looked for.
const describedReach = 12

// described finds the name that the definite description ending at noun k of v
// repeats: the one with the noun in its name ("the bank", Korund Bank), or that
// was introduced by it ("X, a Dubai firm", "the shell company X", "X is a
// banker"). It returns the view and node of the name, or nil.
func (f *finder) described(v *view, k int, want tagging.Type) (*view, int) {
	w := v.at(k).word
	for s := v.s; s >= 0 && s >= v.s-describedReach; s-- {
		p := f.view(s)
		for q := len(p.n) - 1; q >= 0; q-- {
			m := p.at(q)
			if s == v.s && q >= k || !m.canBeTarget() || m.typ != want {
				continue
			}
			if want == tagging.Organization && s >= v.s-4 && strings.Contains(strings.ToLower(m.word), w) || p.introduced(q, w) {
				return p, q
			}
		}
	}
	return nil, 0
}

// introduced reports whether the name at q is introduced by the noun w.
func (v *view) introduced(q int, w string) bool {
	k := q - 1
	if v.at(k).word == "," {
		k--
	}
	if v.at(k).word == w && v.at(k).ent < 0 {
		return true
	}
	k = q + 1
	if v.at(k).word == "(" {
		k = v.closing(k, len(v.n)) + 1
	}
	if v.at(k).word != "," && !v.at(k).is(cDash) && !(v.at(k).is(cBe) && !v.at(k).poss) {
		return false
	}
	for r := k + 1; r < k+8; r++ {
		n := v.at(r)
		if n.word == w && n.ent < 0 {
			return true
		}
		if n.is(cDash) && !n.space || n.isName() && v.at(r+1).is(cDash) {
			continue
		}
		if n.is(cPunct|cPrep|cRel|cFinite|cBe|cConj) || n.isName() && !v.at(r+1).poss && v.at(r+1).typ == n.typ {
			return false
		}
	}
	return false
}

// spokenOf finds the name of a type that the sentences before v are about:
// the first one of the nearest sentence that has one.
func (f *finder) spokenOf(v *view, want tagging.Type) (*view, int) {
	for s := v.s - 1; s >= 0 && s >= v.s-4; s-- {
		p := f.view(s)
		if p.block+1 < v.block {
			return nil, 0
		}
		for q := range p.n {
			// Companies tell of themselves, persons of others.
			if m := p.at(q); m.canBeTarget() && m.typ == want && !p.modifies(q, len(p.n)) && (!p.reported(q) || corporateName(m.word)) {
				return p, q
			}
		}
	}
	return nil, 0
}

// describedBy returns the noun of the definite description that the relative
// pronoun at k goes with, or -1: "The billionaire, who was sanctioned in 2022",
// "the company, which was".
func (v *view) describedBy(k int) int {
	q := k - 1
	if v.at(q).word == "," {
		q--
	}
	if w := v.at(k).word; w == "who" && v.personNoun(q) && v.describes(q, 0) || w == "which" && v.at(q).is(cOrgN) && v.at(q).ent < 0 && v.describes(q, 0) {
		return q
	}
	return -1
}

// ofTwo finds the former or the latter of the two names that the sentence
// before ends with.
func (f *finder) ofTwo(v *view, latter bool) (*view, int) {
	for _, s := range [2]int{v.s, v.s - 1} {
		p := f.view(s)
		if p == nil {
			continue
		}
		var two []int
		for q := range p.n {
			if s == v.s && (p.at(q).word == "former" || p.at(q).word == "latter") {
				break
			}
			if p.at(q).canBeTarget() {
				two = append(two, q)
			}
		}
		if len(two) < 2 {
			continue
		}
		if latter {
			return p, two[len(two)-1]
		}
		return p, two[len(two)-2]
	}
	return nil, 0
}

// possessive are the determiners of descriptions that need their own
// introduction: "his company" is not the company spoken of last.
var possessive = set("his her its their")

// institutions are nouns that say which body is meant by themselves: "the
// defence ministry" is not the party spoken of last.
var institutions = set("ministry agency department army navy police guard council committee court party university institute embassy parliament government union regulator watchdog treasury")

// referent finds what the pronoun or description at node k of v, an object or
// a member of a list, stands for.
func (f *finder) referent(v *view, k int) (*view, int) {
	n := v.at(k)
	want := tagging.Organization
	switch {
	case n.word == "him" || n.word == "her":
		want = tagging.Person
	case n.word == "it":
	case n.word == "them" || n.is(cPluralN):
		return nil, 0
	default:
		if v.personNoun(k) {
			want = tagging.Person
		}
		if p, h := f.described(v, k, want); p != nil {
			return p, h
		}
		if institutions[n.word] {
			return nil, 0
		}
		for q := k - 1; q > k-5; q-- {
			if possessive[v.at(q).word] {
				return nil, 0
			}
		}
	}
	for q := range k {
		if m := v.at(q); n.is(cPron) && m.canBeTarget() && m.typ == want && !v.modifies(q, len(v.n)) && (v.clauseApart(q, k) || !v.reported(q) && q > v.predicate()) {
			return v, q
		}
	}
	return f.spokenOf(v, want)
}

// clauseApart reports whether another clause begins between nodes q and k: the
// object of a clause is not its subject.
func (v *view) clauseApart(q, k int) bool {
	for r := q + 1; r < k; r++ {
		if n := v.at(r); n.is(cThat|cSub|cRel) || n.word == ";" || n.word == "," && v.at(r+1).body != nil {
			return true
		}
	}
	return false
}

// stand adds to a claim the names that its pronouns and descriptions stand
// for, as nodes behind the end of a copy of v.
func (f *finder) stand(v *view, c *claim) *view {
	w := v
	for _, k := range c.plain {
		p, h := f.referent(v, k)
		if p == nil || f.hasHead(w, c, int(p.n[h].ent)) {
			continue
		}
		if w == v {
			cp := *v
			cp.n = append(make([]node, 0, len(v.n)+len(c.plain)), v.n...)
			w = &cp
		}
		n := p.n[h]
		n.first, n.last = v.n[len(v.n)-1].first, v.n[len(v.n)-1].last
		c.heads = append(c.heads, len(w.n))
		w.n = append(w.n, n)
		c.con = append(c.con, "a target is named by “"+v.at(k).word+"” only")
		if len(c.heads) == 1 {
			c.logit -= 0.5
		}
	}
	c.plain = nil
	return w
}

func (f *finder) hasHead(v *view, c *claim, e int) bool {
	for _, h := range c.heads {
		if int(v.n[h].ent) == e {
			return true
		}
	}
	return false
}
