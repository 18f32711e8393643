package sanction

// group finds where the verb group that ends at node i starts: "has not yet
// been publicly sanctioned" starts at "has".
func (v *view) group(i int) int {
	g := i
	for k := i - 1; k >= 0; k-- {
		n := v.at(k)
		if n.ent >= 0 || n.body != nil || n.poss {
			break
		}
		if n.is(cBe | cHave | cModal | cWill | cNeg) {
			g = k
			continue
		}
		if n.is(cAdv) || n.word == "to" || reflexive[n.word] || n.word == "longer" && v.at(k-1).word == "no" {
			if n.word == "to" && (v.at(k+1).is(cBe|cHave|cAdv) || k+1 == i) {
				g = k
			}
			continue
		}
		break
	}
	return g
}

// happened says whether the measure told by the verb at i is a fact, or why
// not. Modal, negated, conditional, demanded and planned measures are none.
func (v *view) happened(i int) (ok bool, why string) {
	g := v.group(i)
	if v.question {
		return false, "question"
	}
	infinitive, progressive := false, false
	for k := g; k < i; k++ {
		n := v.at(k)
		switch {
		case n.is(cModal):
			return false, "modal “" + n.word + "”"
		case n.is(cNeg) && n.word == "no" && v.at(k+1).word == "longer":
		case n.is(cNeg):
			return false, "negation “" + n.word + "”"
		case n.is(cWill):
			if v.ifs {
				return false, "condition"
			}
			why = "announced, not done"
		case n.word == "to":
			infinitive = true
		case n.is(cBe):
			progressive = true
		}
	}
	n := v.at(i)
	gerund := n.is(cIng) && !progressive
	if infinitive {
		if bad := v.governor(g, 9, true); bad != "" {
			return false, bad
		}
		return true, "infinitive"
	}
	if gerund {
		if bad := v.governor(g, 6, false); bad != "" {
			return false, bad
		}
		return true, why
	}
	if bad := v.embedded(g); bad != "" {
		return false, bad
	}
	return true, why
}

// embedded looks for what makes a finite clause at g unreal: a condition, or
// a complement of "denied that", "urged that".
func (v *view) embedded(g int) string {
	for k := g - 1; k >= 0 && k >= g-12; k-- {
		n := v.at(k)
		switch {
		case n.ent >= 0 || n.body != nil:
		case n.is(cIf):
			return "condition “" + n.word + "”"
		case n.is(cThat) && unreal[v.at(k-1).word]:
			return "governed by “" + v.at(k-1).word + "”"
		case n.is(cThat) && v.disowned(k):
			return "a report that is denied"
		case n.is(cThat), n.word == ",", n.word == ";", n.is(cRel):
			return ""
		}
	}
	return ""
}

var hearsay = set("reports claims rumours rumors allegations suggestions speculation assertions notion idea stories")

// disowned reports "dismissed reports on social media that": what follows the
// "that" at k is hearsay somebody rejects.
func (v *view) disowned(k int) bool {
	said := false
	for q := k - 1; q >= 0 && q > k-10; q-- {
		switch w := v.at(q).word; {
		case hearsay[w]:
			said = true
		case said && (w == "dismissed" || w == "denied" || w == "denies" || w == "rejected" || w == "rejects" || w == "dismisses" || w == "refuted" || w == "no" || w == "false"):
			return true
		}
	}
	return false
}

// governor looks left of node g, within its clause, for what keeps the clause
// from being a fact, and returns it, or "". With must, something has to say
// that it is a fact: an infinitive alone says nothing.
func (v *view) governor(g, window int, must bool) string {
	for k := g - 1; k >= 0 && k >= g-window; k-- {
		n := v.at(k)
		if n.ent >= 0 || n.body != nil {
			continue
		}
		switch {
		case n.is(cIf):
			return "condition “" + n.word + "”"
		case n.is(cModal):
			return "modal “" + n.word + "”"
		case n.is(cNeg):
			return "negation “" + n.word + "”"
		case must && factual[n.word]:
			return ""
		case unreal[n.word] && (must || strongUnreal(v, k, g)):
			if v.negatedAt(k) {
				return "“" + n.word + "”"
			}
			return "governed by “" + n.word + "”"
		case n.word == ";" || n.is(cRel) || n.word == ":" || n.is(cDash) && n.space:
			if must {
				return "an aim, not a fact"
			}
			return ""
		case n.is(cThat) || n.word == "," && !must:
			if n.is(cThat) && unreal[v.at(k-1).word] {
				return "governed by “" + v.at(k-1).word + "”"
			}
			return ""
		}
	}
	if must {
		return "an aim, not a fact"
	}
	return ""
}

// strongUnreal reports whether the unreal word at k governs g: it stands
// directly before, or only nouns, names and small words lie between.
func strongUnreal(v *view, k, g int) bool {
	for q := k + 1; q < g; q++ {
		if n := v.at(q); n.is(cFinite|cBe|cHave) && !n.poss || n.is(cImpose) {
			return false
		}
	}
	return true
}

func (v *view) negatedAt(k int) bool { return v.at(k-1).is(cNeg) || v.at(k-2).is(cNeg) }

// factual are the words after which "to sanction" tells a fact.
var factual = set("decided decides agreed agrees moved moves acted acts voted continued continues continuing went joined joins began chose proceeded action actions step steps used using uses authority's decision first latest last only announced announces adopted enough order orders signed measures taking took takes announcing")

// forMeasure returns the noun of measures that a "for" at k leads to, or -1:
// "designated for a UN asset freeze" gives no reason.
func (v *view) forMeasure(k int) int {
	if v.at(k).word != "for" {
		return -1
	}
	for q := k + 1; q < k+7 && q < len(v.n); q++ {
		n := v.at(q)
		if n.ent >= 0 || n.body != nil {
			continue
		}
		if n.is(cMeasure) && n.word != "action" && n.word != "actions" {
			return q
		}
		if n.is(cIng|cPunct|cRel|cFinite) || n.poss || n.is(cPrep) {
			return -1
		}
	}
	return -1
}
