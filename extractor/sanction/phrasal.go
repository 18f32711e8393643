package sanction

import (
	"github.com/tagwire/tagwire/extractor/agency"
	"github.com/tagwire/tagwire/extractor/tagging"
)

// Verbs that tell a measure only together with what stands beside them: an
// instrument used against somebody, a list that somebody came off, entry that
// is closed to somebody, dealings that are prohibited.

// basis reports that a measure, an instrument or a legal authority stands in
// [from, to).
func (v *view) basis(from, to int) bool {
	for k := max(from, 0); k < min(to, len(v.n)); k++ {
		n := v.at(k)
		if n.ent >= 0 && n.typ == tagging.LegalAuthority {
			return true
		}
		if n.ent < 0 && n.body == nil && (n.is(cMeasure) && n.word != "action" && n.word != "actions" || n.word == "order" || n.word == "powers") {
			return true
		}
	}
	return false
}

// readAgainst reads "the order had been used against X and against Y", "the
// Treasury invoked E.O. 13382 against X", "measures directed at X".
func (f *finder) readAgainst(v *view, i int, t *trigger) {
	if !f.measures && !v.measure && !v.legalSoon(i) {
		return
	}
	c := claim{t: t, i: i, action: t.action, logit: t.logit, from: v.group(i), to: i + 1, rule: "used against"}
	at := -1
	for k := i + 1; k < i+18 && k < len(v.n); k++ {
		n := v.at(k)
		if n.word == "against" || k == i+1 && n.word == "at" {
			at = k
			break
		}
		if n.word == ";" || n.is(cRel|cFinite) && !n.poss {
			return
		}
	}
	if at < 0 || !v.basis(c.from-14, at) || v.at(c.from-1).is(cMeasure) && c.from == i {
		return // "sanctions aimed at X" is the noun's
	}
	if ok, why := v.happened(i); !ok {
		return
	} else if why != "" && why != "infinitive" {
		c.logit -= 0.9
		c.con = append(c.con, why)
	}
	c.agent = f.subject(v, c.from)
	if c.agent.body == nil && !c.agent.other {
		c.agent = f.by(v, i+1)
	}
	if c.agent.other {
		return
	}
	for k := at; k < len(v.n); k++ {
		if n := v.at(k); n.word == ";" || n.is(cRel) {
			break
		} else if n.word == "against" || k == at {
			l := v.readList(k+1, len(v.n), false)
			c.heads = append(c.heads, without(l.heads, c.heads)...)
			c.plain = append(c.plain, l.plain...)
			c.to = max(c.to, l.stop)
		}
	}
	c.gfrom, c.gto = at+1, c.to
	if v.at(at+1).word == "both" && len(c.heads) == 0 {
		c.rule += ", pronoun"
		f.several(v, &c, true)
		return
	}
	if len(c.heads)+len(c.plain) > 0 {
		f.emit(v, c)
	}
}

// without returns the nodes of a that b lacks.
func without(a, b []int) []int {
	var out []int
	for _, x := range a {
		seen := false
		for _, y := range b {
			seen = seen || x == y
		}
		if !seen {
			out = append(out, x)
		}
	}
	return out
}

// readTakes reads "took X off its list", "X came off the list", "the list also
// takes in X".
func (f *finder) readTakes(v *view, i int, t *trigger) {
	c := claim{t: t, i: i, action: tagging.Delisted, logit: t.logit, from: v.group(i), to: i + 1, rule: "off a list"}
	if v.at(i+1).word == "in" && (v.at(i).word == "takes" || v.at(i).word == "took") {
		c.action, c.rule = tagging.Designated, "put on a list"
		f.includes(v, &c)
		return
	}
	off := -1
	for k := i + 1; k < i+40 && k < len(v.n); k++ {
		if n := v.at(k); n.ent < 0 && n.word == "off" && v.listSoonPhrase(k+1) {
			off = k
			break
		} else if n.word == ";" {
			return
		}
	}
	if off < 0 {
		return
	}
	if ok, why := v.happened(i); !ok {
		return
	} else if why != "" && why != "infinitive" {
		c.logit -= 0.9
	}
	passive := false
	for k := c.from; k < i; k++ {
		passive = passive || v.at(k).is(cBe)
	}
	switch {
	case passive || v.at(i).word != "taken" && off == i+1:
		if r := v.at(c.from - 1); (r.word == "name" || r.word == "entry") && v.at(c.from-2).poss && v.at(c.from-3).canBeTarget() {
			c.heads = []int{c.from - 3}
		} else if r.is(cRel|cThat) && !r.is(cDet) {
			c.heads = v.antecedent(c.from-1, v.plural(c.from))
		} else if c.heads = f.passiveSubject(v, c.from, &c); len(c.heads) == 0 {
			f.pronoun(v, &c, c.from)
			return
		}
	default:
		l := v.readList(i+1, off, false)
		c.heads, c.plain = l.heads, l.plain
		c.agent = f.subject(v, c.from)
	}
	if c.agent.body == nil {
		c.agent = f.prefixSpan(v, off, len(v.n))
	}
	c.to = v.clauseEnd(off)
	if !c.agent.other && len(c.heads)+len(c.plain) > 0 {
		f.emit(v, c)
	}
}

// readMoves reads "Canada went after X and Y", where the article tells
// measures.
func (f *finder) readMoves(v *view, i int, t *trigger) {
	k := i + 1
	if v.at(k).word == "aim" || v.at(k).word == "action" || v.at(k).word == "down" {
		k++
	}
	if w := v.at(k).word; w != "after" && w != "against" && w != "at" && w != "on" && w != "in" || !f.measures && !v.measure {
		return
	}
	if v.at(k).word == "in" {
		k++
		if v.at(k).word != "on" {
			return
		}
	}
	c := claim{t: t, i: i, action: t.action, logit: t.logit, from: v.group(i), to: k, rule: "went after"}
	if ok, why := v.happened(i); !ok || why != "" {
		return
	}
	if c.agent = f.subject(v, c.from); c.agent.body == nil || c.agent.other || c.from-c.agentNode(v) > 6 {
		return
	}
	l := v.readList(k+1, len(v.n), false)
	c.heads, c.to, c.gfrom, c.gto = l.heads, l.stop, k+1, l.stop
	if len(c.heads) > 0 {
		f.emit(v, c)
	}
}

// readSame reads "Beijing had done the same to X and to Y".
func (f *finder) readSame(v *view, i int, t *trigger) {
	do := v.at(i - 2).word
	if v.at(i-1).word != "the" || v.at(i+1).word != "to" || do != "did" && do != "done" && do != "doing" || len(f.told) == 0 {
		return
	}
	c := claim{t: t, i: i, action: f.told[len(f.told)-1].claim.action, logit: t.logit, from: v.group(i - 2), rule: "done the same", past: true}
	if ok, why := v.happened(i - 2); !ok || why != "" {
		return
	}
	c.agent = f.subject(v, c.from)
	for k := i + 1; k < len(v.n); k++ {
		if n := v.at(k); n.word == "to" && n.ent < 0 {
			l := v.readList(k+1, len(v.n), false)
			c.heads = append(c.heads, without(l.heads, c.heads)...)
			c.to = max(c.to, l.stop)
		} else if n.word == ";" || n.is(cRel) {
			break
		}
	}
	if len(c.heads) > 0 && !c.agent.other {
		f.emit(v, c)
	}
}

// agentNode returns the last node in front of the clause that names a body.
func (c *claim) agentNode(v *view) int {
	for k := c.from - 1; k >= 0; k-- {
		if v.at(k).body != nil {
			return k
		}
	}
	return -100
}

// readNoEntry reads "X may not enter the mainland", "entry to Russia is closed
// to X and Y".
func (f *finder) readNoEntry(v *view, i int, t *trigger) {
	c := claim{t: t, i: i, action: t.action, logit: t.logit, from: v.group(i), to: v.clauseEnd(i), rule: "entry ban"}
	imposed := f.measures || v.measure || v.at(i).word == "closed" && v.bodyBefore(i)
	for k := range v.n {
		imposed = imposed || v.at(k).body != nil && v.at(k).body.Kind == agency.Imposer
	}
	if !imposed || v.question || v.ifs {
		return
	}
	if v.at(i).word == "travel" {
		if v.at(i+1).word != "to" || v.group(i) == i {
			return
		}
	}
	if v.at(i).word == "closed" {
		entry := false
		for k := c.from - 1; k >= 0 && k > c.from-6; k-- {
			entry = entry || v.at(k).word == "entry"
		}
		if w := v.at(i + 1).word; possessive[w] && (v.at(i+2).word == "borders" || v.at(i+2).word == "border" || v.at(i+2).word == "doors") && (v.at(i+3).word == "to" || v.at(i+3).word == "for") {
			// "Estonia has closed its borders to X".
			if c.agent = f.subject(v, c.from); c.agent.body == nil {
				return
			}
			l := v.readList(i+4, len(v.n), false)
			c.heads, c.gfrom, c.gto = l.heads, i+4, l.stop
			f.emit(v, c)
			return
		}
		if w := v.at(i + 1).word; !entry || w != "to" && w != "for" {
			return
		}
		l := v.readList(i+2, len(v.n), false)
		c.heads, c.gfrom, c.gto = l.heads, i+2, l.stop
		f.emit(v, c)
		return
	}
	never := false
	for k := c.from; k < i; k++ {
		n := v.at(k)
		never = never || n.is(cNeg) || n.word == "longer" || n.word == "cannot" || n.word == "can't" || n.word == "barred" || n.word == "prohibited"
	}
	if !never {
		return
	}
	if c.heads = f.passiveSubject(v, c.from, &c); len(c.heads) > 0 {
		f.emit(v, c)
	}
}

// readDealings reads "OFAC has prohibited any transaction involving X, Y or
// Z".
func (f *finder) readDealings(v *view, i int, t *trigger) {
	c := claim{t: t, i: i, action: t.action, logit: t.logit, from: v.group(i), to: i + 1, rule: "dealings prohibited"}
	deal := -1
	for k := i + 1; k < i+24 && k < len(v.n) && deal < 0; k++ {
		switch v.at(k).word {
		case "involving", "with":
			for q := k - 1; q > k-4; q-- {
				if startsWith(v.at(q).word, "transaction") || startsWith(v.at(q).word, "dealing") || v.at(q).word == "business" {
					deal = k
				}
			}
		case ";":
			return
		}
	}
	if deal < 0 {
		return
	}
	if ok, why := v.happened(i); !ok || why != "" && why != "infinitive" {
		return
	}
	if c.agent = f.subject(v, c.from); c.agent.body == nil || c.agent.body.Kind != agency.Imposer {
		return
	}
	l := v.readList(deal+1, len(v.n), false)
	c.heads, c.to = l.heads, l.stop
	if len(c.heads) > 0 {
		f.emit(v, c)
	}
}
