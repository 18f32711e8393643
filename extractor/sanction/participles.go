package sanction

// Participles that describe a name instead of telling an act: in front of it,
// behind it, or as its predicate.

// attributive reports "the sanctioned bank X", "US-sanctioned X",
// "blacklisted tycoon X".
func (v *view) attributive(i int) bool {
	p, n := v.at(i-1), v.at(i+1)
	if p.word == "-" && !p.space {
		return true
	}
	if n.is(cPrep|cPunct|cBe|cHave|cModal|cConj|cRel|cTime|cReason|cDet) || n.word == "that" || n.poss {
		return false
	}
	switch {
	case p.body != nil, p.ent >= 0, p.is(cPron | cTime | cBe | cHave), p.number:
		return false
	case p.poss, p.is(cDet), p.is(cPrep), i == 0:
		return true
	case p.is(cAdv):
		return v.attributive(i-1) || v.at(i-2).is(cDet|cPrep) || v.at(i-2).poss
	case p.is(cPunct | cConj):
		return n.is(cOrgN|cPersonN|cPluralN) || n.title && n.ent < 0
	case p.is(cFinite) && !p.is(cSay):
		return true
	}
	return false
}

// attributive reads the name behind a participle that modifies it.
func (f *finder) attributive(v *view, c *claim) {
	if c.t.need == instrument || c.t.role != verb {
		return
	}
	c.rule, c.past = "attributive", true
	end := len(v.n)
	// The noun phrase ends at the first finite verb or preposition.
	for k := c.i + 1; k < end; k++ {
		n := v.at(k)
		if n.word == "including" || n.word == "such" && v.at(k+1).word == "as" {
			// "other designated groups such as A and B".
			if n.word == "such" {
				k++
			}
			l := v.readList(k+1, len(v.n), false)
			if c.heads, c.to = l.heads, l.stop; len(c.heads) > 0 {
				c.agent = f.prefix(v, c.i)
				f.emit(v, *c)
			}
			return
		}
		if n.word == "known" && v.at(k+1).word == "as" || n.word == "called" || n.word == "dubbed" {
			// "a designated terrorist organization known as X".
			q := k + 1
			for q < k+4 && (v.at(q).word == "as" || v.at(q).is(cDet)) {
				q++
			}
			if v.at(q).canBeTarget() {
				c.heads, c.to = []int{q}, q+1
				c.agent = f.prefix(v, c.i)
				f.emit(v, *c)
			}
			return
		}
		if n.ent < 0 && n.body == nil && (n.is(cBe|cHave|cModal|cFinite|cPrep|cRel|cSub) || n.is(cEd) && k > c.i+1 && v.at(k-1).is(cOrgN|cPersonN|cPluralN) || n.word == "." || n.word == ";") && !n.poss {
			end = k
			break
		}
	}
	l := v.readList(c.i+1, end, false)
	c.heads = l.heads
	if len(c.heads) > 1 && !l.plural {
		c.heads = c.heads[:1]
	}
	if len(c.heads) == 0 {
		// "X is a designated terrorist group".
		g := c.i - 1
		for g > 0 && (v.at(g).is(cDet|cAdv) || v.at(g).word == "-" && !v.at(g).space || v.at(g).body != nil) && !v.at(g).is(cBe) {
			g--
		}
		if p := v.at(g); p.is(cConj) && (v.at(g-1).is(cOrgN|cPersonN) || v.at(g-1).title) {
			// "X, a splinter group and a US-designated terrorist entity".
			for q := g - 1; q > g-8; q-- {
				if m := v.at(q); m.word == "," {
					g = q
					break
				} else if m.is(cPrep | cRel | cFinite | cBe) {
					break
				}
			}
		}
		if p := v.at(g); (p.word == "," || p.is(cDash) && p.space || p.word == "(") && g < c.i-1 && v.at(c.i+1).word != "in" {
			// "X, another designated terrorist group".
			c.rule = "apposition"
			if v.at(c.i-1).word == "-" && v.at(c.i-2).body != nil {
				c.agent = f.name(v.agentAt(c.i - 2))
			}
			if c.t.need == nothing || v.terrorist(c.i) {
				if c.heads = v.antecedent(g, false); len(c.heads) > 0 {
					f.emit(v, *c)
				}
			}
			return
		}
		if v.at(g).is(cBe) && !v.at(g).poss {
			gg := v.group(g)
			if ok, _ := v.stated(gg, c.i); !ok {
				return
			}
			c.rule = "predicate"
			if v.at(c.i-1).word == "-" && v.at(c.i-2).body != nil {
				c.agent = f.name(v.agentAt(c.i - 2))
			}
			if c.t.need != nothing && !v.terrorist(c.i) {
				return
			}
			if v.at(gg - 1).is(cRel) {
				c.heads = v.antecedent(gg-1, v.plural(gg))
			} else {
				c.heads = f.passiveSubject(v, gg, c)
			}
			if len(c.heads) > 0 {
				f.emit(v, *c)
			}
		}
		return
	}
	// A name further off than its own noun phrase is not modified.
	for k := c.i + 1; k < c.heads[0]; k++ {
		if n := v.at(k); n.word == "," && k == c.heads[0]-1 && v.nounOfTarget(k-1) && v.at(c.heads[0]+1).is(cPunct) {
			break // "a US-designated group, X,"
		} else if n.word == "," || n.is(cConj) {
			return
		}
	}
	if v.at(c.i-1).word == "-" {
		if b := v.at(c.i - 2); b.body != nil {
			c.agent = f.name(v.agentAt(c.i - 2))
		} else {
			c.agent = agent{ent: -1}
		}
		c.logit += 0.4
	} else {
		c.agent = f.prefix(v, c.i)
		c.logit -= 0.3
	}
	if c.t.need == imposing && c.agent.body == nil || c.agent.other {
		return
	}
	c.to = c.heads[len(c.heads)-1] + 1
	f.emit(v, *c)
}

// terrorist reports "a listed terrorist organisation".
func (v *view) terrorist(i int) bool {
	for k := i + 1; k < i+4; k++ {
		if w := v.at(k).word; startsWith(w, "terror") || w == "sanctions" {
			return true
		}
	}
	return false
}

// reduced reports "X, sanctioned by the EU in 2019," and "firms sanctioned by
// Britain".
func (v *view) reduced(i int) bool {
	n := v.at(i + 1)
	if n.word == "by" || n.word == "." || n.word == ")" {
		return true
	}
	p := v.at(i - 1)
	for k := i - 1; k > i-4 && (v.at(k).is(cAdv) || v.at(k).word == "itself" || v.at(k).word == "himself"); k-- {
		p = v.at(k - 1)
	}
	if (p.word == "," || p.word == "(" || p.is(cDash) && p.space) && (n.is(cPrep|cAdv|cPunct|cTime) || n.is(cReason)) && n.word != "," {
		// "Treasury, which …, sanctioned in one go X": rare; "X, sanctioned
		// in 2019": common.
		return true
	}
	if (p.ent >= 0 && p.body == nil) && (n.is(cPrep) && !v.timeSoon(i+1) || n.is(cReason|cAdv)) {
		return true
	}
	if p.is(cPluralN|cOrgN|cPersonN) && (n.is(cPrep | cAdv | cPunct | cReason | cTime)) {
		return true
	}
	return false
}

func (v *view) timeSoon(k int) bool { return v.at(k+1).is(cTime) || v.at(k+1).number }

// amongThose reads the subject of "X was among seven Russians added to …", "Y
// is one of the firms sanctioned", where the participle stands at k.
func (f *finder) amongThose(v *view, k int, c *claim) []int {
	for q := k - 1; q > k-9 && q > 0; q-- {
		n := v.at(q)
		switch {
		case n.word == "among" || n.word == "of" && v.at(q-1).word == "one":
			b := q - 1
			if n.word == "of" {
				b--
			}
			if be := v.at(b); !be.is(cBe) || be.poss {
				return nil
			}
			g := v.group(b)
			if ok, _ := v.stated(g, b); !ok {
				return nil
			}
			return f.passiveSubject(v, g, c)
		case n.is(cPunct) && !n.is(cDash), n.is(cBe | cFinite | cHave | cRel), n.ent >= 0 && n.body == nil && !v.at(q+1).poss:
			return nil
		}
	}
	return nil
}

func (f *finder) reducedRelative(v *view, c *claim) {
	if c.t.need == instrument && !v.measureAfter(c.i) {
		return
	}
	c.rule, c.past = "reduced relative", true
	c.agent = f.by(v, c.i+1)
	c.to = v.clauseEnd(c.i + 1)
	k := c.i
	for v.at(k-1).is(cAdv) || v.at(k-1).word == "itself" || v.at(k-1).word == "himself" || v.at(k-1).word == "herself" {
		k--
	}
	for q := k; q < c.i; q++ {
		if v.at(q).is(cNeg) {
			return
		}
	}
	if c.heads = f.amongThose(v, k, c); len(c.heads) > 0 {
		c.past = false
	} else {
		c.heads = v.antecedent(k, false)
	}
	if len(c.heads) == 0 || c.agent.other {
		return
	}
	if c.t.need == imposing && c.agent.body == nil {
		return
	}
	f.emit(v, *c)
}
