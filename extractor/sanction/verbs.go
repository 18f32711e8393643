package sanction

import (
	"github.com/tagwire/tagwire/extractor/agency"
	"github.com/tagwire/tagwire/extractor/tagging"
)

// readVerb reads a verb whose object, or passive subject, is the target.
func (f *finder) readVerb(v *view, i int, t *trigger) {
	n := v.at(i)
	c := claim{t: t, i: i, action: t.action, logit: t.logit, from: v.group(i), to: i + 1}
	if v.prime(i) || v.misused(i) || n.is(cListN) && !v.listVerb(i) {
		return
	}
	switch {
	case n.is(cEd) || irregular[n.word]:
		f.participle(v, &c)
	default:
		f.active(v, &c)
	}
}

// listVerb reports that "list", "lists" is a verb: "Canada lists two banks".
func (v *view) listVerb(i int) bool {
	p, n := v.at(i-1), v.at(i+1)
	if p.is(cDet) || p.poss || n.word == "of" || n.is(cPunct) {
		return false
	}
	return p.body != nil || p.is(cAdv|cModal) || p.word == "to" || instrumentNoun[p.word]
}

// prime reports "Prime Minister-designate", "designated survivor".
func (v *view) prime(i int) bool {
	return v.at(i-1).word == "-" && v.at(i).word == "designate"
}

// misused reports other meanings: "designated X to serve as", "designated
// Ambassador X as chargé", "state-sanctioned".
func (v *view) misused(i int) bool {
	w := v.at(i).word
	if v.at(i-1).word == "specially" || v.at(i+1).word == "nationals" {
		return true
	}
	if v.at(i-1).word == "-" && !v.at(i-1).space {
		switch p := v.at(i - 2); {
		case p.body != nil:
		case p.word == "un" && v.at(i-2).title, p.word == "newly", p.word == "previously", p.word == "re", p.word == "already", p.word == "western", p.word == "internationally":
		default:
			return true
		}
	}
	if startsWith(w, "sanction") && v.punished(i+1) {
		return true
	}
	if !startsWith(w, "designat") {
		return false
	}
	for k := i + 1; k < i+14 && k < len(v.n); k++ {
		n := v.at(k)
		switch {
		case n.word == "for" && k > i+1:
			return false
		case n.word == "to" && (v.at(k+1).word == "serve" || v.at(k+1).word == "lead" || v.at(k+1).word == "be" && v.at(k+2).is(cDet) || v.at(k+1).word == "act" && v.at(k+2).word == "as" || v.at(k+1).word == "head" || v.at(k+1).word == "represent"):
			return true
		case n.word == "as" && !v.at(k+1).is(cDet):
			switch v.at(k + 1).word {
			case "chargé", "ambassador", "envoy", "director", "coordinator", "chief", "heir", "successor", "candidate", "leader", "secretary", "minister", "host", "undesirable", "extremist":
				return true
			}
		case n.word == "as" && (v.at(k-1).word == "known" || v.at(k-1).word == "such" || v.at(k+1).word == "well" || v.at(k-1).word == "well"):
		case n.word == "as":
			for q := k + 1; q < k+9; q++ {
				if n := v.at(q); marks[n.word] || n.typ == tagging.LegalAuthority && n.ent >= 0 {
					return false
				} else if n.word == "," || n.word == ";" {
					break
				}
			}
			return true
		case n.word == "ally" || n.word == "allies":
			return true
		}
	}
	return false
}

// marks are what those who are sanctioned are designated as: "as a Specially
// Designated Global Terrorist", "as a foreign narcotics trafficker", "as blocked
// property".
var marks = set("terrorist terrorists terrorism terror sdn sdgt sdgts fto ftos sdntk specially designated global kingpin kingpins blocked trafficker traffickers narcotics criminal criminals cybercriminal sanctioned prohibited banned proscribed listed unlawful concern sponsor sponsors person persons nationals subject perpetrator perpetrators violator violators abuser abusers evader evaders supporter supporters entity entities target targets part front alias branch affiliate arm proxy")

// penalties are what bodies punish with in their own trade: "sanctioned with a
// fine of $60,000".
var penalties = set("fine fines suspension reprimand warning penalty penalties demotion deduction disqualification caution card")

// punished reports whether "with" and such a penalty stand at node k.
func (v *view) punished(k int) bool {
	if v.at(k).word != "with" {
		return false
	}
	for q := k + 1; q < k+6; q++ {
		if penalties[v.at(q).word] {
			return true
		}
	}
	return false
}

func startsWith(s, p string) bool { return len(s) >= len(p) && s[:len(p)] == p }

// active reads "OFAC sanctions / is sanctioning / to sanction X".
func (f *finder) active(v *view, c *claim) {
	i := c.i
	g := v.group(i)
	n := v.at(i)
	if c.t.lemma == "complete" {
		if len(f.told) > 0 && v.at(i+1).word == "the" && v.at(i+2).is(cListN) {
			c.heads, c.rule, c.agent = f.passiveSubject(v, g, c), "completes the list", agent{ent: -1}
			f.inherit(c)
			f.emit(v, *c)
		}
		return
	}
	if n.is(cIng) && v.at(i+1).word == "of" {
		if c.t.need != nothing && !v.measure {
			return
		}
		f.ofNoun(v, c)
		return
	}
	p := i + 1
	if m := v.forMeasure(p); m > 0 {
		p = m + 1 // "is designating for sanctions X"
	} else if (v.at(p).word == "," && (v.at(p+1).word == "under" || v.at(p+1).word == "pursuant")) || v.at(p).word == "under" || v.at(p).word == "pursuant" {
		// "is designating, under E.O. 13224, X".
		for k := p + 1; k < p+24 && k < len(v.n); k++ {
			if w := v.at(k); w.word == "," && v.at(k-1).typ == tagging.LegalAuthority || w.typ == tagging.LegalAuthority && v.at(k+1).isName() {
				p = k + 1
				break
			}
		}
	}
	l := v.readList(p, len(v.n), false)
	c.heads, c.to, c.plain = l.heads, l.stop, l.plain
	c.gfrom, c.gto = p, l.stop
	if c.t.lemma == "affect" && l.count == 0 && !l.plural {
		return // whom measures hurt is no target
	}
	c.agent = f.subject(v, g)
	c.rule = "active"
	if c.agent.body == nil && c.t.need != nothing {
		c.plain = nil
	}
	if r := v.gap(g); r >= 0 {
		c.heads, c.rule, c.past, c.to, c.plain = v.antecedent(r, false), "object relative clause", true, v.clauseEnd(i), nil
	} else if len(c.heads) > 0 {
		c.heads = append(c.heads, v.besides(g)...)
	}
	if !f.allowed(v, c, g) {
		return
	}
	// "The UN, by adding …, targeting X": a bare -ing form follows its agent.
	if ok, why := v.happened(i); !ok {
		return
	} else if why != "" {
		c.logit -= 0.9
		c.con = append(c.con, why)
	}
	if n.is(cIng) && g == i && c.agent.body == nil {
		c.logit -= 0.5
	}
	if len(c.heads) == 0 && c.agent.body != nil && v.sameMany(p) {
		c.rule = "active, pronoun"
		f.several(v, c, v.at(p).word == "both")
		return
	}
	f.emit(v, *c)
}

// sameMany reports "them", "both men", "the same men", "the two" at node p.
func (v *view) sameMany(p int) bool {
	switch v.at(p).word {
	case "them", "both":
		return true
	case "the":
		n := v.at(p + 1)
		return n.word == "same" || (n.is(cNumberWord) || n.number) && (v.at(p+2).is(cPluralN|cPunct|cPrep) || personWords[v.at(p+2).word])
	}
	return false
}

// gap returns the relative pronoun whose clause the verb group at g belongs to
// as "whom OFAC designated", or -1.
func (v *view) gap(g int) int {
	body := false
	for k := g - 1; k >= 0 && k > g-7; k-- {
		n := v.at(k)
		switch {
		case n.body != nil:
			body = true
		case n.word == "which" || n.word == "whom" || n.word == "who" && body || n.is(cThat) && (v.at(k-1).canBeTarget() || v.at(k-1).is(cOrgN|cPersonN)):
			if body && !v.at(k-1).is(cPrep) {
				return k
			}
			return -1
		case n.ent >= 0 || n.is(cDet|cPrep|cTime|cAdv) || n.poss || n.number || n.title:
		default:
			return -1
		}
	}
	return -1
}

// allowed checks what the trigger needs beside it.
func (f *finder) allowed(v *view, c *claim, g int) bool {
	if c.agent.other {
		return false
	}
	switch c.t.need {
	case nothing:
		if c.agent.body == nil {
			c.logit -= 0.4
		}
		return true
	case agentOnly:
		if c.agent.body != nil || v.measureSubject(g) && f.measures {
			return true
		}
		if nx := v.at(c.i + 1).word; f.measures && (nx != "on" && nx != "as" && nx != "at" || v.listSoon(c.i)) {
			c.logit -= 0.4
			return f.near(v.s) || f.titled() || v.listSoon(c.i)
		}
		return false
	case imposing:
		if v.measureSubject(g) {
			c.logit += 0.6
			c.pro = append(c.pro, "a measure is the subject")
			return true
		}
		if v.measureAfter(c.i) {
			return true
		}
		if c.agent.body == nil {
			return f.ctx.open && v.s-f.ctx.sentence <= 2 && c.rule == "passive" && f.measures
		}
		return f.measures || f.titled()
	case instrument:
		if f.near(v.s) && (v.at(c.i-1).word == "also" || v.at(g-1).word == "also") && (c.agent.body != nil || v.at(g-1).word == "it" || v.at(g-2).word == "it") {
			c.logit -= 0.3 // "It also named X"
			f.inherit(c)
			return true
		}
		if p, o := v.room(c.i+1, min(c.gto, c.i+12)); len(c.heads) > 0 && c.agent.body != nil && c.agent.body.Kind == agency.Government && len(f.told) > 0 && f.near(v.s) && p+o > 0 {
			c.logit -= 0.3 // "Estonia named 14 officials, including X"
			return true
		}
		return v.measureSubject(g) || v.measureAfter(c.i)
	}
	return false
}

// titled reports whether the headline speaks of measures.
func (f *finder) titled() bool {
	for _, w := range words(f.in.Title) {
		if lexicon[lower(w)]&cMeasure != 0 || triggers[lower(w)] != nil && triggers[lower(w)].need == nothing {
			return true
		}
	}
	return false
}

// measureSubject reports whether a noun of measures is the subject of the
// verb group at g: "the sanctions also target".
func (v *view) measureSubject(g int) bool {
	for k := g - 1; k >= 0 && k > g-16; k-- {
		n := v.at(k)
		if n.ent < 0 && n.body == nil && (n.is(cMeasure) || instrumentNoun[n.word] && k >= g-9) {
			return true
		}
		if n.word == ";" || n.is(cSay|cThat) {
			return false
		}
	}
	return false
}

// instrumentNoun are what lists names besides agencies: "the package lists X".
var instrumentNoun = set("package annex decree tranche round update schedule")

// measureAfter reports "with sanctions", "for sanctions", "under E.O. …",
// "as blocked property", "to the list" behind node i.
func (v *view) measureAfter(i int) bool {
	for k := i + 1; k < len(v.n) && k < i+60; k++ {
		n := v.at(k)
		if n.word == ";" {
			return false
		}
		if n.is(cMeasure) && n.ent < 0 && n.word != "action" && n.word != "actions" && n.word != "measure" {
			for q := k - 1; q > k-7 && q > i; q-- {
				if w := v.at(q).word; w == "with" || w == "for" || w == "by" || w == "in" || w == "under" {
					return true
				}
			}
		}
		if (n.word == "under" || n.word == "pursuant") && v.legalSoon(k) {
			return true
		}
		if n.word == "specially" && v.at(k+1).word == "designated" || n.word == "foreign" && v.at(k+1).word == "terrorist" || n.word == "terrorist" && startsWith(v.at(k+1).word, "organi") {
			return true
		}
		if n.word == "as" && (v.at(k+1).word == "blocked" || v.at(k+2).word == "blocked" || v.at(k+1).word == "property") {
			return true
		}
	}
	return false
}

func (v *view) legalSoon(k int) bool {
	for q := k + 1; q < k+8 && q < len(v.n); q++ {
		if v.at(q).typ == tagging.LegalAuthority {
			return true
		}
	}
	return false
}

// participle reads the -ed form: passive, reduced relative, attributive or
// plain past.
func (f *finder) participle(v *view, c *claim) {
	i := c.i
	g := v.group(i)
	be, have := false, false
	if reflexive[v.at(g-1).word] {
		g-- // "who was himself listed" is read above, "X himself was listed" here
	}
	for k := g; k < i; k++ {
		n := v.at(k)
		if n.is(cBe) {
			be = true
		} else if n.is(cHave) {
			have = true
		}
	}
	switch {
	case be:
		f.passive(v, c, g)
	case have:
		f.active(v, c)
	case f.inverted(v, c):
	case v.attributive(i):
		f.attributive(v, c)
	case v.reduced(i):
		f.reducedRelative(v, c)
	default:
		f.active(v, c)
	}
}

// passive reads "X, Y and Z were sanctioned by …".
func (f *finder) passive(v *view, c *claim, g int) {
	c.rule = "passive"
	if v.at(c.i-1).word == "longer" && v.at(c.i-2).word == "no" {
		c.action = tagging.Delisted
	}
	c.agent = f.by(v, c.i+1)
	c.to = v.clauseEnd(c.i + 1)
	rel := v.at(g - 1)
	switch {
	case rel.is(cRel) || rel.is(cThat) && (v.at(g-2).isName() || v.at(g-2).is(cOrgN|cPersonN|cPluralN)):
		c.heads = v.antecedent(g-1, v.plural(g))
		c.rule = "relative clause"
		c.past = true
		// "the bank, which was sanctioned" follows reports on several: the one
		// spoken of last is too often another.
		if k := v.describedBy(g - 1); len(c.heads) == 0 && rel.word == "who" && k >= 0 {
			c.plain = []int{k}
		}
	case v.at(g-1).word == "property" || v.at(g-1).word == "interests":
		return
	default:
		c.heads = f.passiveSubject(v, g, c)
	}
	if c.rule != "relative clause" {
		c.heads = append(c.heads, v.withThem(c.i+1)...)
		c.gfrom, c.gto = max(0, g-60), g
		if len(c.heads) == 0 {
			f.pronoun(v, c, g)
			return
		}
	}
	if !f.passiveAllowed(v, c, g) {
		return
	}
	f.emit(v, *c)
}

// withThem reads "X was sanctioned along with Y and Z", "… together with Y",
// "three firms were sanctioned: A, B and C".
func (v *view) withThem(i int) []int {
	for k := i; k < len(v.n) && k < i+60; k++ {
		n := v.at(k)
		if n.ent >= 0 || n.body != nil {
			continue
		}
		switch {
		case (n.word == "along" || n.word == "together") && v.at(k+1).word == "with":
			return v.readList(k+2, len(v.n), false).heads
		case n.word == ":" && !v.at(k+1).is(cPunct):
			return v.readList(k+1, len(v.n), false).heads
		case n.word == ";" || n.is(cRel) || n.is(cPunct) && n.word == "." && k == len(v.n)-1:
			return nil
		}
	}
	return nil
}

// near reports whether measures were told in this sentence or shortly before.
func (f *finder) near(s int) bool { return f.ctx.open && s-f.ctx.sentence <= 4 }

func (f *finder) passiveAllowed(v *view, c *claim, g int) bool {
	if !f.allowed(v, c, g) {
		return false
	}
	ok, why := v.happened(c.i)
	if !ok {
		return false
	}
	if why != "" && why != "infinitive" {
		c.logit -= 0.9
		c.con = append(c.con, why)
	}
	c.from = g
	return true
}

// passiveSubject reads the subject in front of the verb group at g.
func (f *finder) passiveSubject(v *view, g int, c *claim) []int {
	from := max(0, g-400)
	end := g
	for end > from && (v.at(end-1).is(cAdv) || v.at(end-1).word == ",") {
		end--
	}
	if v.at(g - 1).is(cConj) {
		// "X runs Y and was sanctioned": the subject of the first verb.
		for k := from; k < end; k++ {
			if n := v.at(k); n.is(cFinite|cBe|cHave) && !n.poss && !v.nounHere(k) && n.ent < 0 {
				if l := v.readList(from, k, true); len(l.heads) > 0 {
					return l.heads
				}
				break
			}
		}
	}
	l := v.readList(from, end, true)
	if len(l.heads) > 0 {
		c.plain = append(c.plain, l.plain...)
	}
	return l.heads
}

// plural reports whether the verb group at g has a plural form.
func (v *view) plural(g int) bool {
	switch v.at(g).word {
	case "were", "are", "have":
		return true
	}
	return false
}

// inverted reads "Also designated today were X and Y", "Among those
// sanctioned is X", "Those listed include X".
func (f *finder) inverted(v *view, c *claim) bool {
	i := c.i
	for k := i - 1; k >= 0; k-- {
		n := v.at(k)
		if n.ent >= 0 || n.body != nil || !(n.is(cAdv|cDet|cPunct|cPluralN|cNumberWord|cOrgN|cPersonN) || n.number || n.word == "among" || n.word == "of" || n.word == "the" || n.word == "persons" || n.title) {
			return false
		}
		if i-k > 9 {
			return false
		}
	}
	for k := i + 1; k < len(v.n) && k < i+16; k++ {
		n := v.at(k)
		if n.word == ":" || (n.is(cBe) || n.word == "include" || n.word == "included" || n.word == "includes" || n.word == "comprise") && n.ent < 0 && !n.poss {
			if n.is(cBe) && v.at(k+1).is(cEd) && !v.leadsToName(k+1, len(v.n)) {
				return false
			}
			l := v.readList(k+1, len(v.n), false)
			if len(l.heads) == 0 {
				return false
			}
			c.heads, c.rule, c.to = l.heads, "inverted", l.stop
			c.agent = f.by(v, i+1)
			if c.t.need != nothing && !f.near(v.s) && !f.allowed(v, c, i) {
				return true
			}
			action := c.action
			if f.inherit(c); c.t.need == nothing {
				c.action = action // "Also designated is X" behind vessels that were identified
			}
			if v.question {
				return true
			}
			f.emit(v, *c)
			return true
		}
		if n.word == "," || n.word == ";" || n.is(cRel) {
			return false
		}
	}
	return false
}

// clauseEnd is the node where the clause of node k visibly ends.
func (v *view) clauseEnd(k int) int {
	for q := k; q < len(v.n); q++ {
		if n := v.at(q); n.word == ";" || n.word == "." && q == len(v.n)-1 || n.is(cRel) {
			return q
		}
	}
	return len(v.n)
}

// ofNoun reads "the sanctioning of X", "the designation of X".
func (f *finder) ofNoun(v *view, c *claim) {
	l := v.readList(c.i+2, len(v.n), false)
	c.heads, c.to, c.rule = l.heads, l.stop, "nominal"
	c.agent = f.prefix(v, c.i)
	if c.agent.body == nil && !c.agent.other {
		c.agent = f.by(v, c.i+1)
	}
	f.nounFact(v, c)
}

// besides reads "In addition to X, the EU also sanctioned Y": X is a target
// too.
func (v *view) besides(g int) []int {
	p := 0
	switch {
	case v.at(0).word == "in" && v.at(1).word == "addition" && v.at(2).word == "to":
		p = 3
	case v.at(0).word == "besides" || v.at(0).word == "alongside":
		p = 1
	case (v.at(0).word == "along" || v.at(0).word == "together") && v.at(1).word == "with":
		p = 2
	default:
		return nil
	}
	also := false
	for k := g - 2; k < g+6; k++ {
		also = also || v.at(k).word == "also"
	}
	for k := p; also && k < g; k++ {
		if n := v.at(k); n.word == "," && (v.at(k+1).is(cDet) || v.at(k+1).body != nil || v.at(k+1).is(cPron)) {
			return v.readList(p, k, false).heads
		}
	}
	return nil
}
