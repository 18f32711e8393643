package sanction

// plainVerbs follow the noun "sanctions" as its verb.
var plainVerbs = set("target hit bite hurt work fail loom mount threaten have are were will would could may can do did aim come came follow affect include included block blocked bar barred freeze froze cover cut force forced remain stay apply continue prohibit squeeze mean meant imposed announced against on over for in at and or to of as from by with that which who take took go went began begin seek sought also now still")

// headlineVerb reads "Britain sanctions four Chinese firms: A, B, C and D",
// where "sanctions" is a verb.
func (f *finder) headlineVerb(v *view, c *claim) bool {
	i := c.i
	p, n := v.at(i-1), v.at(i+1)
	if p.body == nil || !p.body.Imposes() || i+1 >= len(v.n) {
		return false
	}
	if compound[n.word] || plainVerbs[n.word] || triggers[n.word] != nil && !n.is(cEd) || n.poss {
		return false
	}
	if n.is(cPunct|cPrep|cConj|cBe|cHave|cModal|cWill|cNeg|cRel|cReason|cTime|cSub|cAdv) && !n.number && n.ent < 0 {
		return false
	}
	sure := n.is(cDet|cNumberWord) || n.number || n.isName() || n.is(cOrgN|cPersonN|cPluralN) || n.title
	if n.is(cDet) && (n.word == "that" || n.word == "all" || n.word == "both") {
		sure = false
	}
	if w := n.word; w == "pro" || w == "ex" || w == "anti" {
		sure = true
	}
	if !sure && !v.actsAt(i) {
		return false
	}
	from := i + 1
	if n.is(cEd) && n.ent < 0 && !n.title {
		from++ // "sanctions alleged financier X"
	}
	l := v.readList(from, len(v.n), false)
	c.heads, c.to, c.rule = l.heads, l.stop, "headline verb"
	c.gfrom, c.gto = i+1, l.stop
	c.agent = f.name(v.agentAt(i - 1))
	if v.question || v.ifs {
		return true
	}
	f.emit(v, *c)
	return true
}
