package sanction

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/agency"
	"github.com/tagwire/tagwire/extractor/tagging"
)

func (v *view) agentAt(k int) agent {
	n := v.at(k)
	return agent{body: n.body, ent: int(n.ent), name: n.word}
}

// subject finds the imposing body in front of the verb group that starts at
// g: the nearest one of its clause.
func (f *finder) subject(v *view, g int) agent {
	for k := g - 1; k >= 0 && k > g-40; k-- {
		n := v.at(k)
		switch {
		case n.word == ";":
			return agent{ent: -1}
		case n.body != nil && n.body.Kind == agency.Government && v.at(k-1).word == "in":
		case n.body != nil && n.body.Imposes():
			return f.name(v.agentAt(k))
		case k >= g-3 && n.ent >= 0 && n.body == nil && n.typ == tagging.Organization && officeName(n.word) && !v.at(k+1).poss:
			// A body that the table does not know, in front of the verb.
			return agent{body: &unknownOffice, ent: int(n.ent), name: f.in.Entities[n.ent].Name}
		case n.body != nil && n.body.Kind == agency.Other, n.ent < 0 && n.is(cOther) && !v.council(k):
			return agent{ent: -1, other: true}
		}
	}
	return agent{ent: -1}
}

// unknownOffice is an authority that the table of bodies lacks.
var unknownOffice = agency.Body{Kind: agency.Imposer}

var officeHeads = set("ministry administration secretariat directorate cabinet department authority bureau office commission")

// officeName reports a name that is an authority's: "International Trade
// Administration", "Ministry of National Security".
func officeName(name string) bool {
	w := words(lower(name))
	return len(w) > 1 && (officeHeads[w[0]] || officeHeads[w[len(w)-1]])
}

// council reports whether a word such as "commission" or "committee" belongs
// to the name of a sanctions body: "the UN sanctions panel".
func (v *view) council(k int) bool {
	for q := k - 1; q >= 0 && q > k-4; q-- {
		if v.at(q).body != nil || v.at(q).is(cMeasure) {
			return true
		}
	}
	return false
}

// by finds the agent of a passive or participle behind node k: "by the EU".
func (f *finder) by(v *view, k int) agent {
	for q := k; q < k+14 && q < len(v.n); q++ {
		n := v.at(q)
		if m := v.forMeasure(q); m > 0 {
			return f.prefix(v, m)
		}
		if n.word == ";" || n.is(cReason) && n.word != "in" {
			break
		}
		if n.word != "by" {
			continue
		}
		for r := q + 1; r < q+7 && r < len(v.n); r++ {
			m := v.at(r)
			if m.body != nil && m.body.Imposes() {
				// "the Treasury's OFAC": the possessed one acts.
				if v.at(r+1).poss && v.at(r+2).body != nil {
					return f.name(v.agentAt(r + 2))
				}
				return f.name(v.agentAt(r))
			}
			if m.body != nil && m.body.Kind == agency.Other || m.ent < 0 && m.is(cOther) || m.ent >= 0 && m.body == nil && f.supervises(int(m.ent)) {
				return agent{ent: -1, other: true}
			}
			if m.is(cPunct) || m.is(cIng) {
				break
			}
		}
		return agent{ent: -1, other: v.at(q+1).word != "a" && v.otherBy(q)}
	}
	return agent{ent: -1}
}

// supervisors are the heads of names of bodies that punish in their own trade:
// their penalties are no sanctions measures.
var supervisors = set("authority federation association league tribunal regulator society union church board stewards jury club exchange")

// supervises reports whether an entity is such a body by its name.
func (f *finder) supervises(ent int) bool {
	e := &f.in.Entities[ent]
	if e.Type != tagging.Organization {
		return false
	}
	words := strings.Fields(strings.ToLower(e.Name))
	return len(words) > 1 && supervisors[words[len(words)-1]] && !strings.Contains(e.Name, "European Union")
}

// plainImposers are words for imposers without a name.
var plainImposers = set("west western country countries nation nations ally allies government governments president presidents state states power powers parliament bloc washington's ministry authorities minister secretary members member capitals decree order partners")

// otherBy reports whether the phrase behind "by" is a body of no measures.
func (v *view) otherBy(q int) bool {
	for r := q + 1; r < q+6 && r < len(v.n); r++ {
		if n := v.at(r); n.isName() || n.title || n.is(cIng|cPron|cTime|cMeasure|cNumberWord) || n.number || plainImposers[n.word] {
			return false
		} else if n.is(cPunct | cConj | cPrep) {
			return r > q+1
		}
		if v.at(r).is(cOther) || v.at(r).word == "government" && v.at(r+1).word == "of" {
			return v.at(r).is(cOther)
		}
	}
	return false
}

// prefix finds the body in front of a noun: "US sanctions", "the Treasury's
// June 15 designation", "fresh EU asset freezes".
func (f *finder) prefix(v *view, i int) agent {
	for k := i - 1; k >= 0 && k > i-9; k-- {
		n := v.at(k)
		if n.body != nil && n.body.Imposes() {
			return f.name(v.agentAt(k))
		}
		if n.body != nil && n.body.Kind == agency.Other || n.ent < 0 && n.is(cOther) && !v.council(k) {
			return agent{ent: -1, other: true}
		}
		ok := n.poss || n.number || n.is(cTime) || n.word == "," || n.word == "-" || n.is(cConj) || n.title && n.ent < 0
		if !ok && (n.is(cPrep|cDet|cPunct|cBe|cHave|cModal|cRel|cThat|cSub|cFinite) || n.is(cEd) && n.word != "targeted" || n.ent >= 0) {
			break
		}
	}
	return agent{ent: -1}
}

// reporter finds an agency that the sentence credits: "…, the Treasury said".
func (v *view) reporter(heads []int) agent {
	for k := range v.n {
		n := &v.n[k]
		if n.body == nil || n.body.Kind != agency.Imposer || v.at(k+1).poss {
			continue
		}
		said := v.at(k+1).is(cSay) || v.at(k-1).is(cSay) || v.at(k-1).is(cDet) && v.at(k-2).is(cSay) ||
			v.at(k+1).is(cTime) && v.at(k+2).is(cSay) || v.at(k+1).is(cPrep) && v.at(k+2).is(cTime) && v.at(k+3).is(cSay) ||
			v.at(k-1).word == "to" && v.at(k-2).word == "according" || v.at(k-1).is(cDet) && v.at(k-2).word == "to" && v.at(k-3).word == "according"
		if said {
			return v.agentAt(k)
		}
	}
	return agent{ent: -1}
}
