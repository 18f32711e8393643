package sanction

import (
	"github.com/tagwire/tagwire/extractor/agency"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/fetcher/article"
)

// listing is a list that an introducing line opened: "The following persons
// have been added:".
type listing struct {
	on    bool
	claim claim
	date  string
	auths []int
	block int
	items int
	// quiet counts short lines without a name in front of the items.
	quiet int
}

// inherit fills what a continuation does not say from the open context.
func (f *finder) inherit(c *claim) {
	if !f.ctx.open {
		return
	}
	if c.agent.body == nil {
		c.agent = f.ctx.claim.agent
	}
	c.action = f.ctx.claim.action
}

// continued reads a sentence that goes on telling who the targets are: "They
// are A and B.", "Those listed include A.", "The others are C and D.". It
// reports whether the sentence was of that kind.
func (f *finder) continued(v *view) bool {
	if !f.ctx.open || v.s-f.ctx.sentence > 3 || f.ctx.sentence == v.s {
		return false
	}
	if w := v.at(0).word; w == "they" || w == "those" || w == "these" {
		// "They are barred from entering and include X and Y".
		for k := 2; k < 12 && k < len(v.n); k++ {
			if n := v.at(k); startsWith(n.word, "include") && v.at(k-1).is(cConj) {
				return f.goOn(v, k, 2)
			}
		}
	}
	k, kind := 0, 0
	if v.at(0).word == "so" && v.at(1).is(cBe) {
		k, kind = 1, 2
	}
	for k < len(v.n) && k < 12 {
		n := v.at(k)
		if n.typ == tagging.LegalAuthority && n.ent >= 0 {
			k++
			continue
		}
		if n.ent >= 0 || n.body != nil {
			return false
		}
		if n.word == ":" && kind > 0 {
			break // "Also on the list: X"
		}
		if n.is(cBe) && v.at(k+1).is(cEd) && k > 1 && v.at(k+2).is(cBe) {
			k += 2
			continue
		}
		if n.is(cBe) && !n.poss || n.word == "figure" && k == 1 || n.word == "include" || n.word == "included" || n.word == "includes" || n.word == "comprise" {
			break
		}
		switch {
		case n.word == "they" || n.word == "these" || n.word == "those" || n.word == "them" || n.word == "others":
			kind = 2
		case n.is(cPluralN):
			if kind == 0 {
				kind = 1
			}
		case n.is(cListN) || n.word == "annex":
			kind = 2
		case kind > 0 && (n.word == "facing" || n.word == "in" || n.word == "network" || n.word == "scheme" || n.word == "ring" || n.word == "behind"):
		case n.word == "on" || n.word == "new" || n.word == "subject" || n.word == "to" || n.word == "under" || n.word == "whose" || n.word == "newly" || ordinal[n.word]:
		case affected[n.word] && v.at(k+1).is(cBe):
			kind = 2 // "Still covered are X and Y"
		case n.is(cDet|cAdv|cNumberWord|cPunct|cListN|cMeasure) || n.number || n.word == "among" || n.word == "of" || n.word == "the" || n.title || n.is(cEd) && (triggers[n.word] != nil || affected[n.word]):
		case n.is(cOrgN | cPersonN):
			if kind == 0 {
				kind = 1
			}
		default:
			return false
		}
		k++
	}
	if kind == 0 || k >= len(v.n) || k >= 12 {
		return false
	}
	if kind == 1 && v.at(0).word != "among" && !v.definite(k) && !v.definite(k-1) && v.at(0).word != "the" && v.at(0).word != "both" {
		return false
	}
	return f.goOn(v, k, kind)
}

// goOn reads the names behind the verb at k of a sentence that continues the
// open claim.
func (f *finder) goOn(v *view, k, kind int) bool {
	n := v.at(k)
	if nx := v.at(k + 1); n.is(cBe) && (nx.is(cPrep|cNeg|cAdv) && nx.word != "also" || nx.is(cEd|cIng) && !v.leadsToName(k+1, len(v.n))) {
		return false
	}
	l := v.readList(k+1, len(v.n), false)
	if len(l.heads) == 0 || v.question {
		return false
	}
	// A continuation lists names; a description of one ("They are members of
	// X") has none at its head.
	if len(l.heads) == 1 && kind == 1 && v.plural(k) && v.at(l.heads[0]-1).is(cPrep) {
		return false
	}
	c := f.ctx.claim
	c.heads, c.i, c.from, c.to = l.heads, k, 0, l.stop
	c.rule = "continued list"
	c.con = append([]string(nil), c.con...)
	c.logit -= 0.4
	auths := f.ctx.auths
	if own := f.authorities(v, &claim{t: c.t, i: 0, from: 0, to: k}); len(own) > 0 && f.legal[v.s] {
		auths = own
	}
	date, _ := f.date(v, &c)
	if date == "" {
		date = f.pick(f.ctx.dates)
	}
	f.write(v, c, auths, date)
	f.ctx.sentence = v.s
	return true
}

var affected = set("covered hit blacklisted penalised affected concerned included mentioned targeted named extended penalized")

var ordinal = set("first second third fourth fifth sixth last other remaining latest")

// intro opens a listing where the sentence ends with a colon, or is a heading
// that speaks of targets.
func (f *finder) intro(v *view) {
	last := v.at(len(v.n) - 1)
	heading := f.kind(v.s) == article.Heading
	if last.word != ":" && !heading && !v.says("below") {
		f.inline(v)
		return
	}
	next := v.s + 1
	if next >= len(f.in.Doc.Sentences) {
		return
	}
	var c claim
	for i := range v.n {
		if t := triggers[v.n[i].word]; t != nil && v.n[i].ent < 0 && (t.role == verb && t.need == nothing || t.role == noun && t.need == nothing || t.role == place && v.listSoon(i+1) || t.role == lift && v.listIn() || t.need == agentOnly && last.word == ":" && f.measures || t.need == imposing && (v.measure || f.measures) && last.word == ":" && t.role == verb) {
			c = claim{t: t, i: i, action: t.action, logit: t.logit - 0.4, from: 0, to: len(v.n), rule: "list under an introduction"}
			break
		}
	}
	if c.t == nil || v.question {
		return
	}
	if g := v.group(c.i); c.t.role != noun {
		for k := g; k < c.i; k++ {
			if v.at(k).is(cModal | cNeg) {
				return
			}
		}
	}
	for i := 0; i < c.i; i++ {
		if unreal[v.at(i).word] || v.at(i).is(cIf|cModal|cNeg) {
			return
		}
	}
	if heading && f.kind(next) != article.ListItem {
		return
	}
	c.agent = f.subject(v, c.i)
	if c.agent.body == nil && f.ctx.open && v.s-f.ctx.sentence <= 6 && f.ctx.claim.action == c.action {
		c.agent = f.ctx.claim.agent
	}
	if c.agent.other {
		return
	}
	auths := f.authorities(v, &c)
	date, _ := f.date(v, &c)
	f.listing = listing{on: true, claim: c, date: date, auths: auths, block: f.in.Doc.Sentences[v.s].Block}
}

// listIn reports whether a sanctions list is named somewhere.
func (v *view) listIn() bool {
	for k := range v.n {
		if v.n[k].is(cListN) || v.n[k].body != nil {
			if v.listSoon(k) {
				return true
			}
		}
	}
	return false
}

// inline reads "In the list just published: X, a shipowner; Y; and Z".
func (f *finder) inline(v *view) {
	colon, list := -1, false
	for k := 0; k < len(v.n) && k < 24; k++ {
		n := v.at(k)
		if n.word == ":" {
			colon = k
			break
		}
		if n.ent >= 0 && n.body == nil || n.ent < 0 && n.body == nil && (n.is(cNeg|cIf|cModal|cBe|cHave) && !n.poss || unreal[n.word]) {
			return
		}
		list = list || n.is(cListN) || n.word == "listed"
	}
	if colon < 0 || !list || v.question || f.claimedIn(v.s) || !f.measures && !v.measure && !v.bodyBefore(colon) {
		return
	}
	c := claim{t: listed, i: colon, action: tagging.Designated, logit: 1.8, from: 0, rule: "list under an introduction", agent: agent{ent: -1}}
	if f.ctx.open && v.s-f.ctx.sentence <= 6 {
		c.agent, c.action = f.ctx.claim.agent, f.ctx.claim.action
	}
	if b := f.subject(v, colon); b.body != nil {
		c.agent = b
	}
	l := v.readList(colon+1, len(v.n), false)
	if c.heads, c.to = l.heads, l.stop; len(c.heads) > 0 {
		f.emit(v, c)
	}
}

// claimedIn reports whether sentence s made a claim.
func (f *finder) claimedIn(s int) bool {
	return len(f.events) > 0 && f.events[len(f.events)-1].Sentence == s
}

// item reads sentence s as an item of the open listing, or closes it.
func (f *finder) item(s int) {
	v := f.view(s)
	l := &f.listing
	first := s == 0 || f.in.Doc.Sentences[s-1].Block != v.block || f.newLine(s)
	stub := func(k int) bool {
		sen := f.in.Doc.Sentences[k]
		for i := sen.First; i < sen.Last; i++ {
			if i-sen.First > 2 || f.in.Doc.Tokens[i].Kind == token.Word {
				return false
			}
		}
		return true
	}
	if first && stub(s) {
		return // "1."
	}
	if !first && !(stub(s-1) && (f.newLine(s-1) || s < 2)) {
		return // the rest of an item
	}
	kind := f.kind(s)
	if kind == article.Heading || l.items > 2000 {
		// Sub-headings ("Individuals") keep the list open when short.
		if len(v.n) > 4 {
			l.on = false
		}
		return
	}
	heads := v.itemHeads(kind == article.ListItem)
	if len(heads) == 0 {
		if kind == article.ListItem && l.items < 2000 {
			return
		}
		if len(v.n) <= 4 && l.quiet < 3 {
			l.quiet++
			return // "Entities", "Russia:", "A. Individuals"
		}
		l.on = false
		return
	}
	l.items++
	l.quiet = 0
	c := l.claim
	c.heads, c.i, c.from, c.to = heads, heads[0], 0, len(v.n)
	auths := l.auths
	if own := f.authorities(v, &claim{t: c.t, i: 0, from: 0, to: len(v.n)}); len(own) > 0 {
		auths = own
	}
	date := l.date
	f.write(v, c, auths, date)
	trig := l.claim.t.lemma
	for k := len(f.events) - 1; k >= 0 && f.events[k].Sentence == s && f.events[k].Explanation.Rule == c.rule; k-- {
		f.events[k].Explanation.Trigger = trig
	}
}

// newLine reports whether sentence s starts a line.
func (f *finder) newLine(s int) bool {
	d := f.in.Doc
	a, b := d.SentenceSpan(s-1).End, d.SentenceSpan(s).Start
	for _, c := range d.Text[a:b] {
		if c == '\n' {
			return true
		}
	}
	return false
}

// itemHeads returns the names that open an item: "1. X, a banker", "Banker X
// (born 1970)".
func (v *view) itemHeads(bullet bool) []int {
	for k := 0; k < len(v.n); k++ {
		n := v.at(k)
		if n.canBeTarget() && !v.modifies(k, len(v.n)) {
			if v.reported(k) {
				return nil
			}
			end := len(v.n)
			// The item's own sentence about its head ends the names.
			for q := k + 1; q < end; q++ {
				if m := v.at(q); m.ent < 0 && m.body == nil && !m.poss && (m.is(cBe|cHave|cFinite|cModal|cRel|cReason) || m.word == "(" || m.word == ":" || m.is(cDash) && m.space) {
					end = q
					break
				}
			}
			return v.readList(0, end, false).heads
		}
		if !bullet && k > 8 || n.ent < 0 && n.body == nil && !n.poss && n.is(cBe|cHave|cModal|cPron|cPrep|cFinite) {
			return nil
		}
	}
	return nil
}

// kind is the kind of the block of sentence s.
func (f *finder) kind(s int) article.BlockKind {
	if len(f.in.Blocks) == 0 {
		d := f.in.Doc
		sp := d.SentenceSpan(s)
		switch c := d.Text[sp.Start]; {
		case c == '-' || c == '*' || len(d.Text) >= sp.Start+3 && d.Text[sp.Start:sp.Start+3] == "•":
			return article.ListItem
		}
		return article.Paragraph
	}
	off := f.in.Doc.SentenceSpan(s).Start
	lo, hi := 0, len(f.in.Blocks)
	for lo < hi {
		m := (lo + hi) / 2
		if f.in.Blocks[m].End > off {
			hi = m
		} else {
			lo = m + 1
		}
	}
	if lo < len(f.in.Blocks) && f.in.Blocks[lo].Start <= off {
		return f.in.Blocks[lo].Kind
	}
	return article.Paragraph
}

// authorityOnly remembers a sentence that says under which authority the
// measures told around it were taken: "These sanctions were imposed under …",
// "The legal basis is …", "It invoked …".
func (f *finder) authorityOnly(v *view, told bool) {
	if told || v.question || !f.ctx.open && len(f.told) == 0 {
		return
	}
	var auths []int
	for k := range v.n {
		n := v.at(k)
		if n.ent < 0 || n.typ != tagging.LegalAuthority {
			continue
		}
		if v.based(k) || v.invoked(k, -1) && v.measured(k) {
			auths = append(auths, int(n.ent))
		}
	}
	if len(auths) > 0 {
		f.lastAuths = auths
		c := carried{v.s, auths, ""}
		for k := range v.n {
			if b := v.n[k].body; b != nil && b.Kind == agency.Imposer && v.n[k].ent >= 0 && c.agency == "" {
				c.agency = f.in.Entities[v.n[k].ent].Name
			}
		}
		f.carries = append(f.carries, c)
	}
}

// based reports "the legal basis is X", "the sanctions rest on X", "OFAC
// invoked X", "it used the order, X".
func (v *view) based(k int) bool {
	if d := v.at(k - 2); v.at(k-1).word == "," && d.ent < 0 && instrumentWord[d.word] && v.definite(k-2) {
		return true // "The decision, Council Decision (CFSP) …, prolongs"
	}
	for q := k - 1; q >= 0 && q > k-14; q-- {
		n := v.at(q)
		if n.ent >= 0 && n.typ != tagging.LegalAuthority {
			return false
		}
		switch n.word {
		case "invoked", "invoking", "invokes", "used", "using", "cited", "cites", "citing":
			return true
		case "rest", "rests", "based", "relies", "rely":
			return v.at(q+1).word == "on"
		case "basis", "hook", "authority", "acts", "instrument", "instruments":
			return v.at(q-1).word == "legal" || v.at(q+1).is(cBe) || v.at(q+1).word == ","
		case "amend", "amends":
			return v.measured(q) || v.instrumentIn(q)
		case "violating", "violation", "breach", "amended", "unlike", "which", "targets":
			return false
		}
	}
	return false
}

// instrumentIn reports a word for an instrument in front of node k.
func (v *view) instrumentIn(k int) bool {
	for q := 0; q < k; q++ {
		if n := v.at(q); n.ent < 0 && instrumentWord[n.word] || v.at(q).word == "they" {
			return true
		}
	}
	return false
}

// actWord are the words that stand for the measure that was told.
var actWord = set("step steps decision move acted acting action actions round package regulations regulation listing listings permission licence license imposed all both they those regime framework decree announcement rules these moves")

// measured reports that a measure, or those it hits, are spoken of in front of
// the instrument at k, and that nothing makes it unreal.
func (v *view) measured(k int) bool {
	ok := false
	for q := 0; q < k; q++ {
		n := v.at(q)
		if n.ent >= 0 || n.body != nil {
			continue
		}
		if n.is(cModal | cNeg) {
			return false
		}
		ok = ok || n.is(cMeasure) || n.is(cPluralN) && v.definite(q) || actWord[n.word] || triggers[n.word] != nil
	}
	return ok
}
