package sanction

import "github.com/tagwire/tagwire/extractor/tagging"

// News tells first what was done and only then to whom: "The Treasury
// sanctioned a Russian bank and two of its managers. … The bank, X, …". A
// group is such a set of targets without names. The sentences that follow may
// name its members, as many of each type as the group has room for.
type group struct {
	open     bool
	sentence int
	block    int
	claim    claim
	date     string
	auths    []int
	// persons and orgs are how many of each type are still without a name.
	persons, orgs int
	// named are the entities that were found to be members.
	named []int
	last  int // the sentence that named the last one
}

const (
	// groupReach is how many sentences after the group, or after its last
	// named member, a member may still be named.
	groupReach = 6
	anyNumber  = 50
)

var personWords = set("individuals people persons men women businessmen officials ministers generals commanders leaders judges prosecutors lawmakers oligarchs nationals citizens executives directors associates members financiers operatives brothers traders hackers officers figures brokers chemical smugglers traffickers managers sons sisters politicians journalists agents bankers facilitators")

var orgWords = set("companies entities firms banks groups organizations organisations subsidiaries militias institutions enterprises airlines agencies suppliers manufacturers shippers factories channels outlets businesses institutes exchanges toolmakers brigades units foundations charities stations refiners refineries shipyards")

// room counts the unnamed targets of the phrase [from, to): "six people and
// two firms", "a general and a logistics company".
func (v *view) room(from, to int) (persons, orgs int) {
	count, article := 0, false
	for k := max(from, 0); k < min(to, len(v.n)); k++ {
		n := v.at(k)
		if n.ent >= 0 || n.body != nil {
			continue
		}
		c := small(n.word)
		if c == 1 {
			c, article = 0, true
		}
		if c == 0 && (n.word == "dozens" || n.word == "several" || n.word == "dozen" || n.word == "hundreds" || n.number) {
			c = anyNumber
		}
		switch {
		case c > 0:
			count = c
		case n.word == "a" || n.word == "an" || n.word == "the" || n.word == "his" || n.word == "her" || n.word == "its" || n.poss:
			article = true
		case n.is(cConj) && count > 0 && (personWords[v.at(k+1).word] || orgWords[v.at(k+1).word]):
			// "five individuals and entities" share their number.
		case count > 0 && personWords[n.word] && v.at(k+1).is(cConj) && orgWords[v.at(k+2).word]:
			persons, orgs = persons+count, orgs+count
			count, article = 0, false
		case personWords[n.word] || count > 0 && n.title && v.lastNoun(k) && len(n.word) > 4 && n.word[len(n.word)-1] == 's':
			persons += or(count, anyNumber)
			count, article = 0, false
		case count > 0 && n.is(cLower) && !n.is(cOrgN|cPersonN|cPluralN) && !orgWords[n.word] && v.lastNoun(k) && len(n.word) > 5 && n.word[len(n.word)-1] == 's' && !timeWord[n.word]:
			// "14 Chinese toolmakers": persons or bodies.
			persons, orgs = persons+count, orgs+count
			count, article = 0, false
		case orgWords[n.word]:
			orgs += or(count, anyNumber)
			count, article = 0, false
		case n.word == "network" || n.word == "ring" || n.word == "persons" || n.word == "names":
			persons, orgs = persons+anyNumber, orgs+anyNumber
			count, article = 0, false
		case article && v.lastNoun(k):
			switch {
			case n.is(cOrgN) || orgLike[n.word]:
				orgs++
			case n.is(cPersonN|cRole) || agentNoun(n.word):
				persons++
			default:
				continue
			}
			count, article = 0, false
		}
	}
	return persons, orgs
}

var timeWord = set("months years weeks hours minutes percent dollars tonnes tons barrels kilometres kilometers vessels missiles countries nations times rounds members rockets goods items products grams pounds euros people's places ballots votes seats")

var orgLike = set("host smelter maker developer builder miner publisher reseller wholesaler jeweller brokerage shipbuilder toolmaker plant mine school hospital")

// agentNoun guesses by its ending that a noun stands for a person.
func agentNoun(w string) bool {
	for _, e := range []string{"er", "or", "ist", "man", "woman", "ian", "eer", "ant"} {
		if len(w) > len(e)+2 && w[len(w)-len(e):] == e {
			return true
		}
	}
	return false
}

// lastNoun reports whether node k ends its noun phrase.
func (v *view) lastNoun(k int) bool {
	n := v.at(k + 1)
	return n.is(cPunct|cConj|cPrep|cRel|cThat|cReason|cBe|cHave|cEd|cIng|cTime|cSub) || k+1 >= len(v.n) || n.isName()
}

func or(a, b int) int {
	if a > 0 {
		return a
	}
	return b
}

// openGroup remembers the unnamed targets of a claim.
func (f *finder) openGroup(v *view, c *claim, date string, auths []int) {
	if c.past || c.action != tagging.Designated || c.rule == "reduced relative" {
		return
	}
	var p, o int
	if c.gto > c.gfrom {
		p, o = v.room(c.gfrom, c.gto)
		for k := c.i + 1; c.rule != "active" && k < c.to && k < c.i+24; k++ {
			if w := v.at(k).word; (w == "along" || w == "together") && v.at(k+1).word == "with" {
				p2, o2 := v.room(k+2, c.to)
				p, o = p+p2, o+o2
				break
			}
		}
	}
	named := make([]int, 0, len(c.heads))
	for _, h := range c.heads {
		named = append(named, int(v.n[h].ent))
		if v.n[h].typ == tagging.Person {
			p--
		} else {
			o--
		}
	}
	if len(c.heads) > 0 {
		if f.group.open && v.s-f.group.last <= groupReach {
			// A named measure inside the story of a group fills the group.
			f.group.fill(v, c.heads)
			f.group.last = v.s
			return
		}
		if p <= 0 && o <= 0 || c.gto == c.gfrom {
			return
		}
	}
	if p <= 0 && o <= 0 {
		return
	}
	f.group = group{open: true, sentence: v.s, block: v.block, claim: *c, date: date, auths: auths, persons: p, orgs: o, named: named, last: v.s}
}

func (g *group) fill(v *view, heads []int) {
	for _, h := range heads {
		n := v.n[h]
		known := false
		for _, e := range g.named {
			known = known || e == int(n.ent)
		}
		if known {
			continue
		}
		g.named = append(g.named, int(n.ent))
		if n.typ == tagging.Person {
			g.persons--
		} else {
			g.orgs--
		}
	}
}

// fits reports whether the group has room for what node n names.
func (g *group) fits(n *node) bool {
	if n.typ == tagging.Person {
		return g.persons > 0
	}
	return g.orgs > 0
}

// member reads a sentence that may name members of the open group.
func (f *finder) member(v *view) {
	g := &f.group
	if v.s <= g.sentence || v.s-g.last > groupReach || v.block-g.block > 9 {
		g.open = g.open && v.s <= g.sentence
		return
	}
	heads, sure, how := f.memberHeads(v)
	if len(heads) == 0 {
		return
	}
	c := g.claim
	c.con = append(c.con[:len(c.con):len(c.con)], "named apart from the measure")
	c.pro = c.pro[:len(c.pro):len(c.pro)]
	kept := heads[:0]
	for _, h := range heads {
		n := v.at(h)
		if n.typ == tagging.Organization && publicBody(n.word) {
			continue
		}
		if (g.fits(n) || how == "definite description" && g.persons+g.orgs > 0) && f.seen[n.ent] >= g.sentence && !f.claimed(int(n.ent)) {
			kept = append(kept, h)
			g.fill(v, []int{h})
		}
	}
	if len(kept) == 0 {
		return
	}
	c.heads, c.i, c.from, c.to = kept, kept[0], 0, min(len(v.n), kept[len(kept)-1]+8)
	c.rule = "named later, " + how
	c.logit = min(c.logit, 2) + sure
	f.write(v, c, g.auths, g.date)
	for i := len(f.events) - len(kept); i < len(f.events) && i >= 0; i++ {
		f.events[i].Explanation.Trigger = g.claim.t.lemma
	}
	g.last = v.s
}

// claimed reports whether a measure on entity e was told already.
func (f *finder) claimed(e int) bool {
	return f.claims[e].events > 0
}

// memberHeads finds the names that a sentence puts forward as members, with
// how sure that is.
func (f *finder) memberHeads(v *view) (heads []int, sure float64, how string) {
	end := v.predicate()
	if !v.spared() && v.bodyBefore(end) {
		if h := f.said(v); len(h) > 0 {
			return h, -0.4, "told by the imposer"
		}
	}
	if v.speaks(end) || v.outsider(0, end) || v.spared() {
		return nil, 0, ""
	}
	if p := f.view(v.s - 1); p != nil && p.block == v.block && p.spared() {
		return nil, 0, ""
	}
	if h := v.among(); len(h) > 0 {
		return h, -0.2, "among the targets"
	}
	if h := f.said(v); len(h) > 0 {
		return h, -0.8, "told by the imposer"
	}
	if h := v.apposed(end); len(h) > 0 {
		return h, -0.3, "definite description"
	}
	from := 0
	if v.at(0).word == "according" || v.at(0).is(cPrep) && v.at(0).word != "of" {
		for k := 1; k < min(end, 16); k++ {
			if v.at(k).word == "," {
				from = k + 1
				break
			}
		}
	}
	l := v.readList(from, end, false)
	if from > 0 && len(l.heads) > 0 && v.opens2(from, l.heads[0]) && v.at(0).word == "according" && v.bodyBefore(from) {
		return l.heads, -0.8, "told by the agency"
	}
	for k := end; k+1 < len(v.n) && len(l.heads) > 0; k++ {
		// "A feeds the fighters; B runs a counting house".
		if v.at(k).word == ";" && v.at(k+1).canBeTarget() && !v.modifies(k+1, len(v.n)) {
			l.heads = append(l.heads, k+1)
		}
	}
	if len(l.heads) == 0 || l.heads[0] > 12 || !v.opens(l.heads[0]) {
		return nil, 0, ""
	}
	if v.accused(end) {
		return l.heads, -0.6, "accused"
	}
	if f.reportedHere(v) {
		return l.heads, -0.8, "told by the agency"
	}
	if v.s-f.group.sentence <= 2 && f.group.last == f.group.sentence || v.s-f.group.last == 1 && v.s-f.group.sentence <= 4 {
		return l.heads, -1.4, "told next"
	}
	return nil, 0, ""
}

// predicate returns the first finite verb of the main clause.
func (v *view) predicate() int {
	depth := false
	for k := range v.n {
		n := v.at(k)
		if n.ent >= 0 || n.body != nil || n.poss {
			continue
		}
		if n.is(cRel) {
			depth = true
			continue
		}
		if depth {
			if n.word == "," {
				depth = false
			}
			continue
		}
		if n.is(cFinite|cBe|cHave|cModal) && !v.nounHere(k) || n.is(cLower) && v.at(k-1).isName() && v.verbLike(k) || n.is(cEd) && !n.title && (v.at(k-1).word == "," && !v.at(k+1).is(cPrep) || v.at(k-1).isName() && !v.at(k+1).is(cPrep)) {
			return k
		}
	}
	return len(v.n)
}

// bodyBefore reports an imposer in front of node k.
func (v *view) bodyBefore(k int) bool {
	for q := 0; q < k; q++ {
		if b := v.at(q).body; b != nil && b.Imposes() {
			return true
		}
	}
	return false
}

// apposed reads "The two firms, A and B, …", "His brother, X, …", "The shell
// company, X,".
func (v *view) apposed(end int) []int {
	d := v.at(0)
	if d.isName() && v.at(1).poss {
		// "X's companies, A and B, mixed the crude".
		for k := 2; k < min(end, 9); k++ {
			n := v.at(k)
			if n.ent < 0 && n.is(cOrgN|cPersonN|cPluralN) && v.at(k+1).word == "," && v.at(k+2).canBeTarget() && !v.modifies(k+2, end) {
				return v.readList(k+2, end, false).heads
			}
			if n.word == "," || n.is(cFinite|cBe|cRel) && !n.poss {
				break
			}
		}
	}
	switch d.word {
	case "the", "both", "his", "her", "its", "their", "two", "three", "four", "five", "six":
	default:
		return nil
	}
	for k := 1; k < min(end, 7); k++ {
		n := v.at(k)
		if n.ent >= 0 || n.body != nil || n.is(cPunct|cPrep|cRel) {
			return nil
		}
		if n.is(cOrgN|cPersonN|cPluralN|cRole) || v.at(k+1).word == "," && agentNoun(n.word) || orgLike[n.word] || personWords[n.word] || orgWords[n.word] {
			switch nx := v.at(k + 1); {
			case (nx.word == "," || nx.is(cDash)) && v.at(k+2).canBeTarget() && !v.modifies(k+2, end):
				return v.readList(k+2, end, false).heads
			case nx.canBeTarget() && !v.modifies(k+1, end) && (d.word == "his" || d.word == "her" || d.word == "its" || d.word == "their" || n.is(cPluralN)):
				return v.readList(k+1, end, false).heads
			}
		}
	}
	return nil
}

// among reads "the firms, among them A and B, had …".
func (v *view) among() []int {
	for k := 1; k+3 < len(v.n); k++ {
		n := v.at(k)
		if n.ent >= 0 || n.body != nil || !(n.is(cPluralN) || orgWords[n.word] || personWords[n.word]) || !v.definite(k) || v.at(k+1).word != "," {
			continue
		}
		p := k + 2
		switch {
		case v.at(p).word == "among" && v.at(p+1).word == "them":
			p += 2
		case v.at(p).word == "including":
			p++
		default:
			continue
		}
		return v.readList(p, len(v.n), false).heads
	}
	return nil
}

// said reads what the imposer says of somebody: "she said A and B had
// planned attacks", "the Treasury said that A was an arm of B".
func (f *finder) said(v *view) []int {
	for k := 1; k < len(v.n); k++ {
		n := v.at(k)
		if n.ent >= 0 || n.body != nil || n.word != "said" && n.word != "says" && n.word != "alleged" && n.word != "announced" {
			continue
		}
		src := false
		for q := k - 1; q >= 0 && q > k-5; q-- {
			p := v.at(q)
			src = src || p.body != nil && p.body.Imposes() || p.word == "it" || p.word == "she" || p.word == "he" || p.word == "statement"
			if p.ent >= 0 && p.body == nil {
				return nil
			}
		}
		if !src {
			return nil
		}
		p := k + 1
		for p < len(v.n) && (v.at(p).is(cTime|cThat) || v.at(p).is(cPrep) && v.at(p+1).is(cTime)) {
			p++
		}
		for e := p; e < len(v.n); e++ {
			if m := v.at(e); m.ent < 0 && m.body == nil && !m.poss && (m.is(cBe|cHave|cFinite|cModal) || m.is(cEd) && m.is(cLower) && v.at(e-1).isName() && !v.at(e+1).is(cPrep)) && !v.nounHere(e) {
				if h := v.readList(p, e, false).heads; len(h) > 0 && v.opens2(p, h[0]) {
					return h
				}
				return nil
			}
		}
		return nil
	}
	return nil
}

// opens2 reports whether only a description stands in [p, h).
func (v *view) opens2(p, h int) bool {
	for k := p; k < h; k++ {
		if n := v.at(k); n.ent < 0 && n.body == nil && n.is(cPrep|cRel|cSub|cPron|cIng) && !n.poss {
			return false
		}
	}
	return true
}

// opens reports whether only titles, articles and descriptions stand before
// the name at h.
func (v *view) opens(h int) bool {
	for k := 0; k < h; k++ {
		n := v.at(k)
		if n.ent < 0 && n.body == nil && n.is(cPrep|cRel|cFinite|cBe|cHave|cModal|cSub|cPron) && !n.poss {
			return false
		}
	}
	return true
}

var speaking = set("told quoted called praised hailed welcomed criticized criticised condemned urged thinks believes argues argued warned responded declined posted tweeted joked laughed shrugged replied commented applauded dismissed counts tracks writes wrote said says announced confirmed noted added asked thanked linked spoke speaks reported reports documented denounced pledged vowed promised protested rejected")

// category reports a line that is nothing but a kind of target:
// "Individuals", "ENTITIES:", "Companies and vessels".
func (v *view) category() bool {
	some := false
	for k := range v.n {
		n := v.at(k)
		switch {
		case n.ent < 0 && n.body == nil && (n.is(cPluralN) || personWords[n.word] || orgWords[n.word] || n.word == "vessels" || n.word == "aircraft"):
			some = true
		case n.is(cConj|cPunct|cNumberWord) || n.number:
		default:
			return false
		}
	}
	return some && len(v.n) < 6
}

// categoryList opens a listing under such a line, where the article's news is
// a measure that was told shortly before.
func (f *finder) categoryList(v *view) {
	for i := len(f.told) - 1; i >= 0; i-- {
		n := &f.told[i]
		if n.weak || v.s-n.sentence > 2*groupReach {
			continue
		}
		c := n.claim
		c.rule, c.heads, c.plain = "list under an introduction", nil, nil
		c.logit = min(c.logit, 2) - 0.6
		f.listing = listing{on: true, claim: c, date: n.date, auths: n.auths, block: v.block}
		return
	}
}

// speaks reports a sentence whose subject comments: "X, an analyst, said".
func (v *view) speaks(end int) bool {
	for k := end; k < min(end+4, len(v.n)); k++ {
		if n := v.at(k); n.ent < 0 && n.body == nil && (speaking[n.word] || n.is(cSay) && n.word != "stated") {
			nx := v.at(k + 1)
			if storyVerbs[n.word] && (nx.is(cDet|cNumberWord) && !nx.is(cThat) || nx.number || reflexive[nx.word] || nx.isName() || nx.is(cLower) && !nx.is(cPrep|cConj|cThat|cAdv|cTime|cSub)) {
				return false // "wrote two laws", "declared himself king"
			}
			return true
		}
	}
	return false
}

// storyVerbs are verbs of saying that also tell what somebody did.
var storyVerbs = set("wrote writes declared reported reports tracks counts documented announced added raised noted pledged promised")

var outside = set("analyst analysts expert experts professor researcher spokesman spokeswoman spokesperson activist lawyer lawyers minister ministry secretary commissioner senator lawmaker critic critics journalist chancellor premier prime embassy ambassador foreign editor historian economist victim victims court union party parliament campaigner campaigners documents teaches undersecretary attorney congressman congresswoman fellow director-general agency newspaper broadcaster daily mission diplomat diplomats")

// outsider reports a subject that is described as one who stands outside: an
// analyst, a spokesman, a minister.
func (v *view) outsider(from, to int) bool {
	for k := from; k < to && k < len(v.n); k++ {
		if n := v.at(k); n.ent < 0 && n.body == nil && outside[n.word] && v.at(k-1).word != "former" {
			return true
		}
	}
	return false
}

// spared reports "was not sanctioned", "has not been listed".
func (v *view) spared() bool {
	for k := range v.n {
		n := v.at(k)
		if n.ent < 0 && n.is(cNeg) {
			for q := k + 1; q < k+6; q++ {
				if w := v.at(q); triggers[w.word] != nil || w.word == "accused" || w.word == "charged" {
					return true
				}
			}
		}
	}
	return false
}

// accused reports "is accused of", "are alleged to".
func (v *view) accused(end int) bool {
	for k := max(0, end-1); k < min(end+6, len(v.n)); k++ {
		switch v.at(k).word {
		case "accused", "alleged", "allegedly", "suspected":
			return true
		}
	}
	return false
}

// reportedHere reports that the imposer is the source of the sentence.
func (f *finder) reportedHere(v *view) bool {
	for k := range v.n {
		n := v.at(k)
		if n.body != nil && n.body.Imposes() && (v.at(k+1).is(cSay) || v.at(k-1).is(cSay) || v.at(k-2).is(cSay) || v.at(k-1).word == "to" || v.at(k-2).word == "to" && v.at(k-3).word == "according") {
			return true
		}
		if n.word == "it" && v.at(k+1).is(cSay) || n.word == "officials" && v.at(k+1).is(cSay) || n.word == "department" && v.at(k+1).is(cSay) {
			return true
		}
	}
	return false
}

// publicBody reports a name that is most likely an authority's.
func publicBody(name string) bool {
	for i, w := range words(lower(name)) {
		switch w {
		case "intelligence", "administration", "customs", "monetary", "ministry", "department", "office", "commission", "council", "court", "parliament", "university", "police", "embassy", "secretariat", "association", "watch", "institute", "mission", "news", "times", "unidad":
			return i < 2 || w != "office"
		}
	}
	return false
}

// groupList opens a listing where a group is open and a sentence without a
// trigger ends with a colon: "The following companies are owned by him:".
func (f *finder) groupList(s int) {
	v := f.view(s)
	if v.category() && !f.listing.on {
		f.categoryList(v)
		return
	}
	if !f.group.open || v.at(len(v.n)-1).word != ":" || f.listing.on || v.s-f.group.last > groupReach || v.spared() || v.question {
		return
	}
	follows := false
	for k := range v.n {
		follows = follows || v.n[k].word == "following" || v.n[k].is(cPluralN) && v.n[k].ent < 0
	}
	if !follows {
		return
	}
	c := f.group.claim
	c.rule, c.heads = "list in the story of a group", nil
	c.logit = min(c.logit, 2) - 0.6
	f.listing = listing{on: true, claim: c, date: f.group.date, auths: f.group.auths, block: v.block}
}
