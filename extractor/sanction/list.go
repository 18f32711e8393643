package sanction

import "github.com/tagwire/tagwire/extractor/tagging"

// The list reader walks a coordination of noun phrases and keeps the names
// that head one: "the Beijing-based banker A, his wife B, C Ltd, a subsidiary
// of D, and four firms including E" gives A, B, C and E. A name reached only
// through a preposition, a possessive, a relative clause or as the modifier
// of a noun heads nothing.

type listState uint8

const (
	expect   listState = iota // at the start of a noun phrase
	after                     // behind a head
	attached                  // inside a prepositional phrase or participle
	relative                  // inside a relative clause
	reason                    // behind "for", "because", …
)

// list is what the reader found.
type list struct {
	heads []int
	// plain are phrases without a name: pronouns and definite descriptions.
	plain []int
	// plural says that a word for several targets stood in it; count is a
	// number in front of such a word, or 0.
	plural bool
	count  int
	// stop is the node where reading ended.
	stop int
}

// readList reads the noun phrases of [p, end). A subject list starts over
// at a finite verb: "the Treasury said A and B" gives A and B.
func (v *view) readList(p, end int, subject bool) list {
	var l list
	st := expect
	var inner tagging.Type // type of the last name inside a phrase
	headed := false        // the current phrase has a head
	innerTop := false
	role := -1 // the last role noun of the current phrase
	noun, apposed := -1, false
	semi := 0 // the heads in front of the last semicolon
	rel := -1
	// flush takes a definite description that no name followed.
	flush := func() {
		if noun >= 0 && v.describes(noun, p) {
			l.plain = append(l.plain, noun)
		}
		noun = -1
	}
	for k := p; k < end; k++ {
		n := v.at(k)
		if st == expect && n.ent < 0 && n.body == nil && !n.title && !n.poss {
			if objectPronoun[n.word] && (v.at(k+1).is(cPunct|cPrep|cConj|cTime|cReason|cSub) || k+1 >= end) {
				l.plain = append(l.plain, k)
				st, noun = after, -1
				continue
			}
			if v.nounOfTarget(k) {
				noun = k
			}
		}
		if noun >= 0 && noun < k && n.ent < 0 && n.body == nil && (n.word == "," || n.is(cConj|cPrep|cRel|cThat|cReason|cSub|cFinite|cBe|cHave|cModal)) {
			if n.is(cRel|cThat) || n.is(cPrep) && !n.is(cReason) && n.word != "under" && !v.timeSoon(k) {
				noun = -1 // "the brother of X", "the firm that"
			}
			flush()
		}
		if n.word == "(" || n.word == "[" {
			k = v.closing(k, end)
			continue
		}
		switch {
		case n.isName():
			switch st {
			case expect:
				if v.modifies(k, end) {
					continue
				}
				if n.canBeTarget() {
					l.heads = append(l.heads, k)
					st, headed = after, true
					if m := len(l.plain); m > 0 && v.sameThing(l.plain[m-1], k) {
						l.plain = l.plain[:m-1] // "his company, X"
					}
					noun, apposed = -1, false
				} else if n.body != nil && n.typ != tagging.City && !v.at(k+1).poss {
					st = after
				}
			case after:
				// Two names side by side: the first one was a modifier.
				if v.at(k-1).isName() && n.canBeTarget() && len(l.heads) > 0 && l.heads[len(l.heads)-1] == k-1 {
					l.heads[len(l.heads)-1] = k
				}
			case attached:
				if w := v.at(k - 1); !headed && role >= 0 && n.typ == tagging.Person && (w.is(cOrgN) && !w.title || w.isName() && w.typ != tagging.Person || w.title && !w.is(cRole|cPersonN|cDet|cPrep)) && !v.modifies(k, end) {
					// "Minister of the Armed Forces of Cuba X".
					l.heads = append(l.heads, k)
					st, headed = after, true
					continue
				} else if !innerTop && n.typ == tagging.Person && portfolio[w.word] && !v.modifies(k, end) {
					// "General of Police X", "minister of defence X".
					l.heads = append(l.heads, k)
					st, headed = after, true
					continue
				}
				inner, innerTop = n.typ, true
			}
		case n.is(cDash) && n.word == "-" && !n.space:
			// A hyphen inside a compound.
		case n.word == ":" && k <= 4 && len(l.heads) == 1 && l.heads[0] == k-1 && v.transcript(k):
			l.heads, st = nil, expect // "PRICE: They remain designated"
		case n.is(cDash) || n.word == ":":
			if st == reason && n.word != ":" && len(l.heads) > 0 {
				continue
			}
			if k+1 < end {
				st = expect
			}
		case n.word == ";":
			if subject {
				l.heads, l.plain, l.count, l.plural = nil, nil, 0, false
			}
			st, semi = expect, len(l.heads)
		case n.word == ",":
			if subject && st == relative && rel >= 0 && v.at(rel).word == "whose" && k-rel <= 4 {
				st = expect // "whose owner, X, was"
				continue
			}
			st = v.afterComma(k, end, st, &l, inner, headed, innerTop)
			if st == expect {
				innerTop = false
				apposed = v.at(k+1).is(cDet) && len(l.heads) > 0
				headed = headed && !apposed
			}
		case n.poss:
		case n.is(cPunct):
			if n.word == "." && k <= p+1 {
				continue // "1. X"
			}
			if n.word == "." || n.word == "!" || n.word == "?" {
				l.stop = k
				return l
			}
		case n.is(cConj) || n.word == "well" && v.at(k-1).word == "as" || n.word == "along" || n.word == "together" && v.at(k+1).word == "with":
			switch st {
			case after:
				st = expect
			case attached:
				if v.at(k-1).word == "," || !innerTop || inner != tagging.Person && inner != tagging.Organization || headed && v.differs(k+1, end, inner, &l) || !n.is(cConj) {
					st = expect
				}
			case relative, reason:
				if v.at(k-1).word == "," && v.resumes(k+1, end, st) {
					st = expect
				}
			}
			if st == expect {
				headed, innerTop = false, false
				if n.word == "along" || n.word == "together" {
					k++
				} else if n.word == "well" {
					k++
				}
			}
		case n.word == "including" || n.word == "namely" || n.word == "such" && v.at(k+1).word == "as":
			if st == attached || st == after || st == expect || st == reason && len(l.heads) == 0 && v.at(k-1).word == "," {
				st = expect
				if n.word == "such" {
					k++
				}
			}
		case n.word == "but" && v.at(k+1).is(cNeg), n.word == "except", n.word == "excluding", n.word == "according", n.word == "other" && v.at(k+1).word == "than":
			l.stop = k // "all ministers but not X", "…, according to Y"
			return l
		case n.word == "among" && (v.at(k+1).word == "them" || v.at(k+1).word == "whom"):
			// "eight judges, among them X and Y".
			st, k = expect, k+1
			for v.at(k + 1).is(cBe) {
				k++
			}
		case st == reason:
		case n.is(cRel) || n.is(cThat) && (v.at(k-1).isName() || v.at(k-1).is(cLower)):
			st, rel = relative, k
		case st == relative:
		case n.is(cTime) || n.number:
			if n.number && st == expect {
				l.count = small(n.word)
			}
		case n.word == "as" && v.at(k+1).word == "well":
		case n.is(cBe|cModal|cWill|cFinite|cHave|cNeg) && !n.poss && !v.nounHere(k):
			if subject && st == attached && headed && !n.is(cSay) && (v.at(k-1).word == "he" || v.at(k-1).word == "she" || v.at(k-1).word == "it" || v.at(k-1).word == "they") {
				continue // "X, envoy of a country he has visited, was"
			}
			if subject {
				l.heads, l.plain, l.count, l.plural = nil, nil, 0, false
				st, headed, innerTop = expect, false, false
				continue
			}
			if semi > 0 {
				l.heads = l.heads[:semi] // "A; B, its rival, was spared"
			}
			// "A and B, and C was arrested", "A, Price said": the last name is
			// the subject of another clause.
			if m := len(l.heads); m > 0 && l.heads[m-1] == k-1 && (n.is(cSay) || m > 1 && (v.at(k-2).word == "," || v.at(k-3).word == "," && v.at(k-2).is(cConj))) {
				l.heads = l.heads[:m-1]
			}
			l.stop = k
			return l
		case n.word == "for" && apposed && !headed && v.at(k-1).is(cLower) && !v.at(k-1).is(cAdv) && !v.at(k+1).is(cIng):
			st = attached // "X, a slush fund for Y"
		case n.word == "for" || n.word == "as" || n.is(cSub) && !n.is(cAdv) || n.is(cReason) && !n.is(cConj|cPrep) || n.word == "over" || n.word == "after" || n.word == "amid" || n.word == "pursuant" || n.word == "under":
			if subject && (n.is(cSub) && n.word != "as" && n.word != "for") {
				l.plain = nil
				l.heads, l.count, l.plural = nil, 0, false
				st, headed, innerTop = expect, false, false
				continue
			}
			if l.stop == 0 {
				l.stop = k
			}
			st = reason
		case st == expect && n.is(cPrep) && k > p && (n.word == v.at(p-1).word || n.word == "of" && v.at(p-1).word == "of") && (v.at(k-1).is(cConj) || v.at(k-1).word == ";" || v.at(k-1).word == ","):
			// "of A; of B; and of C".
		case n.is(cPrep):
			if nx := v.at(k + 1); nx.is(cTime) || nx.number && n.word != "of" {
				continue
			}
			if st == after || st == expect {
				st = attached
			}
		case n.is(cIng) && !n.title && (v.at(k-1).isName() || v.at(k-1).is(cPluralN|cOrgN|cPersonN)):
			st = attached
		case n.is(cEd) && !n.title && st == after && v.at(k-1).isName():
			st = attached
		case n.is(cNumberWord):
			if st == expect {
				l.count = small(n.word)
			}
		case n.is(cPluralN):
			if st == expect {
				l.plural = true
			}
		case n.is(cRole | cPersonN):
			if st == expect {
				role, headed = k, false
			}
		}
	}
	if l.stop == 0 {
		l.stop = end
	}
	if st == expect {
		flush()
	}
	return l
}

var objectPronoun = set("him her it")

// describes reports whether the noun at k ends a definite description, in a
// phrase that starts at p or later.
func (v *view) describes(k, p int) bool {
	if v.at(k + 1).isName() {
		return false
	}
	for q := k - 1; q >= p && q > k-7; q-- {
		n := v.at(q)
		if n.word == "the" || possessive[n.word] {
			return true
		}
		if n.isName() && v.at(q+1).word != "-" || n.is(cPunct) && !n.is(cDash) || n.is(cPrep|cConj) || n.number || n.is(cNumberWord) || n.poss {
			return false
		}
	}
	return false
}

// sameThing reports whether the description at d and the name at k are one
// thing: "his company, X".
func (v *view) sameThing(d, k int) bool {
	if k-d > 8 || v.at(d+1).word != "," {
		return false
	}
	for q := d + 2; q < k; q++ {
		if n := v.at(q); n.word == "," || n.is(cConj) || n.is(cDet) && possessive[n.word] {
			return false
		}
	}
	return true
}

// afterComma decides what a comma opens.
func (v *view) afterComma(k, end int, st listState, l *list, inner tagging.Type, headed, innerTop bool) listState {
	m := k + 1
	for m < end && v.at(m).is(cAdv) {
		m++
	}
	n := v.at(m)
	switch {
	case st == reason:
		return reason
	case n.is(cRel):
		return relative
	case st == relative:
		// The clause closes; what follows must look like a noun phrase.
		if len(l.heads) == 0 {
			return relative
		}
		return expect
	case n.is(cIng|cEd) && !n.title && !n.isName() && !v.leadsToName(m, end):
		return attached
	case st == attached && innerTop && len(l.heads) == 0 && n.isName() && n.typ == inner && !l.counted(v, m, end):
		return attached
	}
	return expect
}

// counted reports whether the names from node m on are as many as the number
// in front of the list says.
func (l *list) counted(v *view, m, end int) bool {
	if l.count == 0 {
		return false
	}
	names := 0
	for ; m < end; m++ {
		n := v.at(m)
		switch {
		case n.canBeTarget():
			names++
		case n.word == "," || n.is(cConj):
		default:
			return names == l.count
		}
	}
	return names == l.count
}

// leadsToName reports whether a participle at m is an adjective in front of a
// name: "convicted trafficker X".
func (v *view) leadsToName(m, end int) bool {
	for k := m + 1; k < min(end, m+6); k++ {
		n := v.at(k)
		if n.isName() {
			return n.canBeTarget() || v.at(k+1).is(cRole)
		}
		if n.is(cPrep|cPunct|cDet|cConj|cRel|cSub) && n.word != "-" {
			return false
		}
	}
	return false
}

// differs reports whether the next name at k heads a phrase of another type
// than the one inside the phrase before, and of the list's own type.
func (v *view) differs(k, end int, inner tagging.Type, l *list) bool {
	for m := k; m < min(end, k+8); m++ {
		n := v.at(m)
		if n.canBeTarget() && !v.modifies(m, end) {
			return n.typ != inner && len(l.heads) > 0 && v.n[l.heads[len(l.heads)-1]].typ == n.typ
		}
		if n.is(cPrep|cPunct) && n.word != "-" {
			return false
		}
	}
	return false
}

// resumes reports whether, behind a reason or a relative clause, a new target
// stands at k: a name that is followed by its own reason, or the list's end.
func (v *view) resumes(k, end int, st listState) bool {
	for m := k; m < min(end, k+10); m++ {
		n := v.at(m)
		if n.canBeTarget() && !v.modifies(m, end) {
			if st == relative {
				nx := v.at(m + 1)
				return !nx.is(cFinite | cBe | cModal | cHave)
			}
			for q := m + 1; q < min(end, m+8); q++ {
				switch w := v.at(q); {
				case w.word == "for" || w.word == "pursuant" || w.word == "under":
					return true
				case w.is(cFinite | cBe | cModal | cHave | cRel):
					return false
				}
			}
			return false
		}
		if n.is(cPrep | cFinite | cBe | cModal | cIng | cRel) {
			return false
		}
	}
	return false
}

// modifies reports whether the name at k only modifies what follows it:
// "X's banker", "X officials", "X-based", "Rosneft CEO Igor Sechin".
func (v *view) modifies(k, end int) bool {
	n := v.at(k + 1)
	if k+1 >= end {
		return false
	}
	if n.word == "(" {
		// "the Council (SAC) members".
		if q := v.closing(k+1, end); q > k+1 && q < k+5 && v.at(q+1).is(cRole) && q+1 < end {
			return true
		}
	}
	switch {
	case n.poss:
		return true
	case n.word == "-" && !n.space && !v.at(k+2).space:
		return true
	case n.word == "," || n.is(cPunct):
		return false
	case n.isName():
		return n.canBeTarget() && n.typ != v.at(k).typ
	case n.is(cRole) && !n.is(cFinite|cBe):
		return true
	case n.title && !n.number:
		return v.headlineNoun(k+1, end)
	case n.number:
		return false
	}
	const function = cConj | cPrep | cRel | cThat | cSub | cBe | cHave | cModal | cWill | cNeg | cAdv | cFinite | cPron | cTime | cSay | cInclude | cReason | cPunct | cDash | cDet | cEd | cIng
	return n.is(cLower) && !n.is(function) && triggers[n.word] == nil && !v.verbLike(k+1)
}

// headlineNoun reports whether capitalized words from k on end in a noun for
// targets: in "OFAC Sanctions Korund Cartel Fentanyl Network" the cartel only
// says whose network it is.
func (v *view) headlineNoun(k, end int) bool {
	for q := k; q < min(end, k+4); q++ {
		n := v.at(q)
		if !n.title || n.isName() || n.is(cPunct) {
			return false
		}
		if n.is(cOrgN|cPluralN|cPersonN) && !v.at(q+1).isName() && (!v.at(q+1).title || v.at(q+1).is(cConj|cPrep)) {
			return true
		}
	}
	return false
}

// verbLike reports that an unknown word behind a name looks like its verb:
// "X commands the battalion".
func (v *view) verbLike(k int) bool {
	w, n := v.at(k).word, v.at(k+1)
	if len(w) < 4 || w[len(w)-1] != 's' && !(v.at(k-2).is(cConj) && v.at(k-1).isName() && v.at(k).is(cLower)) {
		return false // "A ships", "A and B command"
	}
	if w[len(w)-1] == 's' && (n.is(cDet) || n.word == "as" || n.number) {
		return true
	}
	if k > 12 || v.at(k).is(cRole|cPluralN|cPersonN) {
		return false
	}
	// "X ships diesel": no other verb stands in the clause.
	for q := k + 1; q < len(v.n) && q < k+30; q++ {
		switch m := v.at(q); {
		case m.ent < 0 && m.body == nil && !m.poss && (m.is(cFinite|cBe|cHave|cModal|cWill) || m.is(cEd) && !v.at(q-1).is(cDet)):
			return false
		case m.word == ";" || m.is(cRel|cSub):
			return true
		}
	}
	return true
}

// transcript reports a speaker's label: a colon behind a name that opens the
// sentence, and a clause behind it.
func (v *view) transcript(k int) bool {
	for q := 0; q < k-1; q++ {
		if n := v.at(q); n.is(cFinite|cBe|cPrep) || triggers[n.word] != nil {
			return false
		}
	}
	return true
}

// nounHere reports whether a word that can be a finite verb is a noun here:
// "two reports", "the calls".
func (v *view) nounHere(k int) bool {
	p := v.at(k - 1)
	return v.at(k).is(cFinite) && !v.at(k).is(cBe|cHave) && (p.is(cDet) || p.poss || p.is(cNumberWord))
}

// closing returns the node that closes the bracket at k, or k.
func (v *view) closing(k, end int) int {
	for m := k + 1; m < end && m < k+60; m++ {
		if w := v.at(m).word; w == ")" || w == "]" {
			return m
		}
	}
	return k
}

var portfolio = set("police defence defense finance affairs interior justice state energy economy education health industry trade security intelligence staff transport agriculture culture information communications operations parliament")

var smallNumbers = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20}

// small reads a small cardinal, or returns 0.
func small(w string) int {
	if n, ok := smallNumbers[w]; ok {
		return n
	}
	if len(w) == 0 || len(w) > 2 {
		return 0
	}
	n := 0
	for i := 0; i < len(w); i++ {
		if w[i] < '0' || w[i] > '9' {
			return 0
		}
		n = n*10 + int(w[i]-'0')
	}
	return n
}
