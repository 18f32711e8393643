package sanction

var property = set("assets asset property properties accounts account funds fund holdings wealth interests bank-accounts yacht yachts villa")

// investigators freeze property in criminal cases.
var investigators = set("police prosecutors prosecutor investigators detectives judges courts")

// readFreeze reads "froze the assets of X", "X's assets were frozen", "whose
// property and interests in property are blocked".
func (f *finder) readFreeze(v *view, i int, t *trigger) {
	c := claim{t: t, i: i, action: t.action, logit: t.logit, from: i, to: i + 1, rule: "freeze"}
	n := v.at(i)
	g := v.group(i)
	passive := false
	for k := g; k < i; k++ {
		passive = passive || v.at(k).is(cBe) && !v.at(i).is(cIng)
	}
	ed := n.is(cEd) || irregular[n.word]
	if n.word == "blocked" && !passive && (v.at(i+1).word == "since" || v.at(i+1).word == "by" && v.at(i+2).body != nil) {
		f.reducedRelative(v, &c)
		return
	}
	if have := i - 3; ed && have > 0 && property[v.at(i-1).word] && possessive[v.at(i-2).word] && (v.at(have).is(cHave) || v.at(have).word == "saw") {
		// "A and B will have their funds frozen".
		hg := v.group(have)
		if v.at(hg).is(cModal|cNeg) || v.question || v.ifs {
			return
		}
		c.heads, c.from, c.gfrom, c.gto = f.passiveSubject(v, hg, &c), hg, max(0, hg-60), hg
		if c.agent = f.by(v, i+1); len(c.heads) > 0 && !c.agent.other {
			f.emit(v, c)
		}
		return
	}
	if passive || ed && v.at(g-1).is(cLower) && property[v.at(g-1).word] {
		// Left: property words in the subject.
		prop := -1
		for k := g - 1; k >= 0 && k > g-14; k-- {
			if property[v.at(k).word] && v.at(k).ent < 0 {
				prop = k
			} else if v.at(k).word == ";" {
				break
			}
		}
		if r := v.at(g - 1); prop < 0 && n.word == "blocked" && (r.word == "which" || r.word == "who") && (f.measures || v.basis(0, g) || v.says("license") || v.says("licence")) {
			c.heads, c.past, c.rule = v.antecedent(g-1, v.plural(g)), true, "relative clause"
			if c.agent = f.by(v, i+1); len(c.heads) > 0 && !c.agent.other {
				f.emit(v, c)
			}
			return
		}
		if prop < 0 {
			if n.word == "blocked" && v.legalSoon(i) && (v.at(i+1).word == "pursuant" || v.at(i+1).word == "under") {
				f.participle(v, &c)
			}
			return
		}
		if ok, _ := v.happened(i); !ok {
			return
		}
		c.agent = f.by(v, i+1)
		c.from = prop
		for k := prop; k >= 0 && k > prop-8; k-- {
			switch q := v.at(k); {
			case q.word == "whose":
				c.heads, c.past = v.antecedent(k, false), true
			case q.word == "of" || q.word == "belonging" || q.word == "owned":
			case q.poss && v.at(k-1).canBeTarget():
				c.heads = []int{k - 1}
			default:
				continue
			}
			break
		}
		for k := prop + 1; len(c.heads) == 0 && k < prop+6; k++ {
			// "the assets in China of X and Y".
			if v.at(k).word == "of" {
				c.heads = v.readList(k+1, g, false).heads
				break
			}
			if v.at(k).canBeTarget() {
				break
			}
		}
		if len(c.heads) > 0 && !c.agent.other {
			f.emit(v, c)
		}
		return
	}
	// Right: property words in the object.
	prop := -1
	for k := i + 1; k < len(v.n) && k < i+16; k++ {
		q := v.at(k)
		if q.ent < 0 && property[q.word] {
			prop = k
			break
		}
		if q.word == ";" || q.is(cRel) || q.is(cFinite|cBe) && !q.poss {
			break
		}
	}
	if prop < 0 {
		return
	}
	if ok, why := v.happened(i); !ok {
		return
	} else if why != "" {
		c.logit -= 0.9
		c.con = append(c.con, why)
	}
	c.agent = f.subject(v, g)
	if p := v.at(g - 1); c.agent.body == nil && p.ent < 0 && (p.is(cOther) || investigators[p.word]) {
		return
	}
	switch v.at(prop + 1).word {
	case "of", "belonging", "owned", "held", "and", "in":
		k := prop + 1
		for k < prop+10 && v.at(k).word != "of" && v.at(k).word != "to" && v.at(k).word != "by" && k < len(v.n) {
			k++
		}
		l := v.readList(k+1, len(v.n), false)
		c.heads, c.to = l.heads, l.stop
	}
	if len(c.heads) == 0 {
		for k := i + 1; k < prop; k++ {
			if v.at(k).canBeTarget() && v.at(k+1).poss {
				c.heads = append(c.heads, k)
			}
		}
	}
	c.gfrom, c.gto = prop+1, min(len(v.n), prop+24)
	if c.agent.other || len(c.heads) == 0 && c.agent.body == nil {
		return
	}
	if c.agent.body == nil {
		c.logit -= 1
		c.con = append(c.con, "nobody is named who freezes")
	}
	f.emit(v, c)
}

// readEntry reads "barred X from entering", "banned entry for X", "X was
// banned from travelling to".
func (f *finder) readEntry(v *view, i int, t *trigger) {
	entryAt := -1
	for k := i + 1; k < len(v.n) && k < i+120; k++ {
		switch v.at(k).word {
		case "entering", "entry", "travelling", "traveling", "visiting", "enter", "visas":
			entryAt = k
		case "travel":
			if v.at(k-1).word == "from" || v.at(k-1).word == "to" {
				entryAt = k
			}
		case ";":
			k = len(v.n)
		}
		if entryAt >= 0 {
			break
		}
	}
	if entryAt < 0 {
		f.readBan(v, i, t)
		return
	}
	c := claim{t: t, i: i, action: t.action, logit: t.logit, from: v.group(i), to: entryAt + 1, rule: "entry ban"}
	g := c.from
	passive := false
	for k := g; k < i; k++ {
		passive = passive || v.at(k).is(cBe) && !v.at(i).is(cIng)
	}
	if ok, _ := v.happened(i); !ok {
		return
	}
	if passive {
		if v.at(g - 1).is(cRel) {
			c.heads = v.antecedent(g-1, v.plural(g))
		} else {
			c.heads = f.passiveSubject(v, g, &c)
		}
		c.agent = f.by(v, i+1)
	} else {
		c.agent = f.subject(v, g)
		if c.agent.body == nil {
			return
		}
		if entryAt == i+1 || entryAt == i+2 {
			if w := v.at(entryAt + 1).word; w == "for" || w == "to" || w == "of" || w == "by" {
				l := v.readList(entryAt+2, len(v.n), false)
				c.heads, c.to = l.heads, l.stop
			}
		} else {
			end := entryAt
			for k := entryAt; k > i; k-- {
				if v.at(k).word == "from" {
					end = k
					break
				}
			}
			l := v.readList(i+1, end, false)
			c.heads, c.plain = l.heads, l.plain
		}
	}
	c.heads = append(c.heads, without(v.withThem(entryAt), c.heads)...)
	if !passive {
		c.gfrom, c.gto = i+1, entryAt
	}
	if c.agent.other || len(c.heads)+len(c.plain) == 0 && (passive || f.near(v.s) || !v.targetsIn(c.gfrom, c.gto)) {
		return
	}
	f.emit(v, c)
}

// readBan reads "the EU banned the broadcaster X as part of new sanctions".
func (f *finder) readBan(v *view, i int, t *trigger) {
	c := claim{t: t, i: i, action: t.action, logit: t.logit - 0.4, from: v.group(i), to: i + 1, rule: "active"}
	if !v.measureAfter(i) && !v.basis(i, len(v.n)) || v.at(i+1).word == "from" {
		return
	}
	if c.agent = f.subject(v, c.from); c.agent.body == nil {
		return
	}
	for k := c.from; k < i; k++ {
		if v.at(k).is(cBe) {
			return
		}
	}
	if ok, why := v.happened(i); !ok || why != "" && why != "infinitive" {
		return
	}
	l := v.readList(i+1, len(v.n), false)
	if c.heads, c.to = l.heads, l.stop; len(c.heads) > 0 {
		f.emit(v, c)
	}
}

// readBarred reads "X and Y are ineligible for entry".
func (f *finder) readBarred(v *view, i int, t *trigger) {
	ok := false
	for k := i + 1; k < i+10; k++ {
		switch v.at(k).word {
		case "entry", "visa", "visas", "admission", "enter", "travel":
			ok = true
		}
	}
	if !ok {
		return
	}
	c := claim{t: t, i: i, action: t.action, logit: t.logit, from: v.group(i), to: v.clauseEnd(i), rule: "ineligible for entry"}
	g := c.from
	switch {
	case g < i:
		if real, _ := v.stated(g, i); !real {
			return
		}
		if v.at(g - 1).is(cRel) {
			c.heads = v.antecedent(g-1, v.plural(g))
		} else {
			c.heads = f.passiveSubject(v, g, &c)
		}
	default:
		// "designated X and his family ineligible": the verb has them.
		return
	}
	c.agent = agent{ent: -1}
	if len(c.heads) > 0 {
		f.emit(v, c)
	}
}

var listHead = set("stop ban visa sdn sanctions sanction blacklist blacklists entity specially designated restricted military denied terror terrorist terrorists terrorism ofac consolidated unreliable export trade asset-freeze 1267 magnitsky")

// listSoon reports whether a sanctions list is named at or behind node k:
// "to the Entity List", "on its sanctions blacklist", "under sanctions".
func (v *view) listSoon(k int) bool {
	named, head := false, false
	for q := k; q < len(v.n) && q < k+16; q++ {
		n := v.at(q)
		if n.is(cListN) || n.word == "ofac" {
			named = true
		}
		if (n.word == "annex" || n.word == "schedule" || n.word == "appendix") && (v.legalSoon(q) || v.at(q+1).number && v.bodyBefore(k)) {
			return true
		}
		if listHead[n.word] || n.body != nil || n.is(cMeasure) || n.word == "its" && n.ent < 0 && v.agencyBefore(q) {
			head = true
		}
		if n.ent >= 0 && n.body == nil {
			// A list that was tagged as a name: "Entity List".
			for _, w := range words(lower(n.word)) {
				named = named || w == "list"
				head = head || listHead[w]
			}
		}
		if named && head || n.word == "blacklist" || n.word == "sdn" {
			return true
		}
		if n.is(cListN) && v.f != nil && len(v.f.told) > 0 && v.knownList(q) {
			return true
		}
		if n.word == ";" || n.word == "," && named || n.is(cFinite|cRel) && n.word != "designated" {
			return false
		}
	}
	return false
}

// knownList reports "the list", where the article has told of measures and
// nothing says what else the list is of.
func (v *view) knownList(k int) bool {
	d := v.at(k - 1)
	return (d.word == "the" || d.word == "that" || d.word == "this" || d.word == "its" || d.word == "their") && v.at(k+1).word != "of" && (v.at(k+1).is(cPunct|cTime|cPrep|cConj|cAdv|cSub|cFinite|cBe|cHave) || k+1 >= len(v.n))
}
