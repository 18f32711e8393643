package sanction

import (
	"github.com/tagwire/tagwire/extractor/agency"
	"github.com/tagwire/tagwire/extractor/tagging"
)

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

// readPlace reads "added X and Y to the SDN List", "X was placed under
// sanctions", "put X on its blacklist".
func (f *finder) readPlace(v *view, i int, t *trigger) {
	c := claim{t: t, i: i, action: t.action, logit: t.logit, from: v.group(i), to: i + 1, rule: "put on a list"}
	n := v.at(i)
	if (n.word == "included" || n.word == "added") && f.near(v.s) && v.at(i+1).is(cBe) && f.inverted(v, &c) {
		return
	}
	if startsWith(n.word, "include") || startsWith(n.word, "cover") || startsWith(n.word, "feature") || startsWith(n.word, "contain") {
		if f.includes(v, &c) || !startsWith(n.word, "include") {
			return
		}
	}
	// The preposition in front of the list.
	at := -1
	for k := i + 1; k < len(v.n) && k < i+150; k++ {
		w := v.at(k)
		if w.word == ";" {
			break
		}
		if w.ent < 0 && (w.word == "to" || w.word == "on" || w.word == "in" || w.word == "onto" || w.word == "under") {
			if w.word == "under" {
				for q := k + 1; q < k+6; q++ {
					if m := v.at(q); m.word == "sanctions" || m.word == "sanction" {
						at = k
					}
				}
			} else if v.listSoonPhrase(k + 1) {
				at = k
			}
			if at >= 0 {
				break
			}
		}
	}
	g := c.from
	passive := false
	for k := g; k < i; k++ {
		passive = passive || v.at(k).is(cBe) && !v.at(i).is(cIng)
	}
	if at < 0 && passive && (startsWith(n.word, "added") || n.word == "included") && len(f.told) > 0 && f.near(v.s) && (v.at(i-1).is(cAdv) || v.at(i-2).is(cAdv) || v.says("also") || v.says("too") || v.at(i+1).is(cPunct|cTime) || v.at(i+1).is(cPrep) && v.timeSoon(i+1)) && (v.at(i+1).word != "in" || v.timeSoon(i+1)) {
		at = i // "two firms, X and Y, are also being added"
	}
	if at < 0 {
		return
	}
	if ok, why := v.happened(i); !ok {
		return
	} else if why != "" && why != "infinitive" {
		c.logit -= 0.9
		c.con = append(c.con, why)
	}
	c.to = v.clauseEnd(at)
	if !passive && n.is(cEd) && at == i+1 && v.at(i-1).is(cConj) && v.at(at).word == "under" {
		passive = true // "was stripped of his awards and placed under sanctions"
	}
	switch {
	case passive:
		c.agent = f.by(v, i+1)
		if c.agent.body == nil {
			c.agent = f.prefixSpan(v, at, c.to)
		}
		if v.at(g-1).is(cRel) || v.at(g-1).is(cThat) && v.at(g-2).isName() {
			c.heads, c.past = v.antecedent(g-1, v.plural(g)), true
		} else {
			c.heads = f.passiveSubject(v, g, &c)
			c.gfrom, c.gto = max(0, g-60), g
			if len(c.heads) == 0 && !c.agent.other {
				f.pronoun(v, &c, g)
				return
			}
		}
	case at == i+1 || at == i+2 && v.at(i+1).is(cAdv):
		// "added to the list: X", "X, added to the list in 2019,", "Added to
		// the list were X and Y".
		if h := f.amongThose(v, i, &c); len(h) > 0 {
			c.heads = h
		} else if v.at(i-1).word == "," || v.at(i-1).isName() {
			c.heads, c.past = v.antecedent(i, false), true
		} else {
			for k := at; k < len(v.n) && k < at+16; k++ {
				if q := v.at(k); q.is(cBe) || q.word == ":" || q.word == "include" || q.word == "included" {
					l := v.readList(k+1, len(v.n), false)
					c.heads = l.heads
					break
				}
			}
		}
		if c.agent = f.by(v, i+1); c.agent.body == nil && !c.agent.other {
			c.agent = f.prefixSpan(v, at, c.to)
		}
	default:
		l := v.readList(i+1, at, false)
		c.heads, c.plain = l.heads, l.plain
		c.agent = f.subject(v, g)
		if len(c.heads) == 0 {
			// "added to its list the names of X": behind the list.
			l = v.readList(at+3, len(v.n), false)
			c.heads = l.heads
			if l.count == 0 && !l.plural {
				c.heads = nil
			}
		}
	}
	if !passive && at > i+2 {
		// "added 23 firms to its list, among them X and Y".
		for k := at + 1; k < len(v.n) && k < at+16; k++ {
			if w := v.at(k).word; w == "including" || w == "among" && (v.at(k+1).word == "them" || v.at(k+1).word == "which") || w == "namely" || w == ":" {
				c.heads = append(c.heads, v.readList(k, len(v.n), false).heads...)
				break
			}
		}
		c.gfrom, c.gto = i+1, at
	}
	if len(c.heads)+len(c.plain) == 0 && !passive && !c.agent.other && at > i+2 {
		f.emit(v, c)
	}
	if len(c.heads) == 0 && len(c.plain) > 0 && !c.agent.other && c.agent.body != nil {
		f.emit(v, c)
		return
	}
	if len(c.heads) == 0 || c.agent.other || !passive && v.governor(c.heads[0], 5, false) != "" {
		return
	}
	f.emit(v, c)
}

func (v *view) listSoonPhrase(k int) bool {
	// The list must be the head of the phrase: no other preposition but "of".
	for q := k; q < k+14 && q < len(v.n); q++ {
		n := v.at(q)
		if n.ent < 0 && n.is(cPrep) && n.word != "of" && n.word != "per" {
			return false
		}
		if n.word == "annex" || n.word == "schedule" || n.is(cListN) || n.word == "ofac" || n.ent >= 0 && n.body == nil && v.listSoon(q) {
			return v.listSoon(k)
		}
		if n.word == "," || n.is(cRel) {
			return false
		}
	}
	return false
}

// prefixSpan finds a body inside a list's name: "to the EU's sanctions list".
func (f *finder) prefixSpan(v *view, from, to int) agent {
	for k := from; k < to && k < from+10; k++ {
		if n := v.at(k); n.body != nil && n.body.Imposes() {
			return f.name(v.agentAt(k))
		}
	}
	return agent{ent: -1}
}

// includes reads "The list includes X and Y", "The sanctions list included".
func (f *finder) includes(v *view, c *claim) bool {
	subject := false
	for k := c.i - 1; k >= 0 && k > c.i-10; k-- {
		n := v.at(k)
		if k == c.i-1 && n.word == "which" && v.at(k-1).word == "," {
			k-- // "the additions, which include X"
			continue
		}
		subject = subject || n.word == "additions" || n.is(cListN) || n.is(cMeasure) && (len(f.told) > 0 || n.word != "action" && n.word != "actions" && n.word != "measure" && n.word != "measures") || n.word == "targets" || n.word == "targeted" || n.word == "designees" || n.word == "sanctioned" || n.word == "designated" || n.word == "blacklisted" || n.word == "listed"
		if n.word == "," && v.at(0).word == "the" && v.at(1).is(cListN) {
			subject = true // "The list, published on Tuesday, features X"
			break
		}
		if n.word == "," || n.word == ";" || n.is(cRel) {
			return false
		}
	}
	if !subject || !(v.measure || f.ctx.open && v.s-f.ctx.sentence <= 2) {
		return false
	}
	for k := c.i - 1; k >= 0 && k > c.i-10; k-- {
		if t := triggers[v.at(k).word]; t != nil && v.at(k).is(cEd) {
			return true // the participle's own rule has it
		}
	}
	p := c.i + 1
	if v.at(p).word == "in" {
		p++
	}
	l := v.readList(p, len(v.n), false)
	if len(l.heads) == 0 || v.question {
		return true
	}
	c.heads, c.to, c.rule = l.heads, l.stop, "the list includes"
	c.logit -= 0.5
	c.agent = f.prefix(v, c.i)
	f.inherit(c)
	f.emit(v, *c)
	return true
}

// agencyBefore reports an agency, not merely a country, in front of node k.
func (v *view) agencyBefore(k int) bool {
	for q := 0; q < k; q++ {
		if b := v.at(q).body; b != nil && b.Kind == agency.Imposer {
			return true
		}
	}
	return false
}

// entries reports "the entry of X" as the subject in front of g.
func (v *view) entries(g int) bool {
	for k := 0; k < g; k++ {
		if w := v.at(k).word; (w == "entry" || w == "entries" || w == "listing" || w == "name" || w == "names") && (v.at(k+1).word == "of" || v.at(k+1).word == "for") {
			return true
		}
	}
	return false
}

// readLift reads "removed X from the SDN List", "X was removed from", "X was
// delisted"; "lifted sanctions on X" is the noun's.
func (f *finder) readLift(v *view, i int, t *trigger) {
	c := claim{t: t, i: i, action: tagging.Delisted, logit: t.logit, from: v.group(i), to: i + 1, rule: "removal"}
	g := c.from
	passive := false
	for k := g; k < i; k++ {
		passive = passive || v.at(k).is(cBe) && !v.at(i).is(cIng)
	}
	if ok, why := v.happened(i); !ok {
		f.wantsOff(v, &c)
		return
	} else if why != "" {
		c.logit -= 0.9
	}
	if v.at(i).is(cIng) && g == i && f.subject(v, g).body == nil {
		return // "delisting X would be a hurdle" tells no removal
	}
	at := -1
	if t.lemma == "remove" {
		for k := i + 1; k < len(v.n) && k < i+100; k++ {
			if w := v.at(k); w.ent < 0 && (w.word == "from" || w.word == "off") && v.listSoonPhrase(k+1) {
				at = k
				break
			}
			if v.at(k).word == ";" {
				break
			}
		}
		if at < 0 && (!passive || !v.entries(g)) {
			return
		}
	}
	switch {
	case t.lemma == "lift":
		f.revoked(v, &c)
		return // the noun beside it has it
	case v.at(i).word == "removal" || v.at(i).word == "deletion":
		if v.at(i+1).word != "of" {
			return
		}
		c.heads = v.readList(i+2, at, false).heads
		c.agent = f.prefix(v, i)
		if bad := v.governor(i, 6, false); bad != "" {
			return
		}
	case passive:
		c.agent = f.by(v, i+1)
		if v.at(g - 1).is(cRel) {
			c.heads = v.antecedent(g-1, v.plural(g))
		} else {
			c.heads = f.passiveSubject(v, g, &c)
			for k := 0; (at < 0 || v.entries(g)) && k < g && len(c.heads) == 0; k++ {
				if v.at(k).word == "of" || v.at(k).word == "for" {
					c.heads = v.readList(k+1, g, false).heads
				}
			}
			if len(c.heads) == 0 {
				f.pronoun(v, &c, g)
				return
			}
		}
	default:
		end := len(v.n)
		if at > 0 {
			end = at
		}
		c.agent = f.subject(v, g)
		c.heads = v.readList(i+1, end, false).heads
		for k := end; k < len(v.n) && len(c.heads) == 0; k++ {
			if v.at(k).word == ":" {
				c.heads = v.readList(k+1, len(v.n), false).heads
			}
		}
	}
	if c.agent.body == nil && at > 0 {
		c.agent = f.prefixSpan(v, at, len(v.n))
	}
	if t.lemma == "delist" && c.agent.body == nil && !v.measure && len(f.told) == 0 || c.agent.other || len(c.heads) == 0 {
		return
	}
	c.to = v.clauseEnd(i)
	f.emit(v, c)
}

// standing are the verbs that say, with "on the list", that somebody is on it.
var standing = set("found landed got ended appears appeared features featured stayed stays remained remains spent joined joins figures wound stood stands")

// standing returns such a verb in front of "on" at node k, or -1.
func (v *view) standing(k int) int {
	for q := k - 1; q >= 0 && q > k-7; q-- {
		n := v.at(q)
		if n.ent < 0 && standing[n.word] && !n.title {
			return q
		}
		if n.word == "," || n.word == ";" || n.is(cRel|cThat) || n.body != nil || n.is(cPrep) && n.word != "up" {
			return -1
		}
	}
	return -1
}

var bids = set("bid effort efforts request appeal attempt attempts petition fight application campaign asked sought seeks seeking hopes wants failed trying tried battle")

// revoked reads "revoked the visas of X and his family".
func (f *finder) revoked(v *view, c *claim) {
	if !startsWith(v.at(c.i).word, "revok") {
		return
	}
	for k := c.i + 1; k < c.i+5; k++ {
		if w := v.at(k).word; (w == "visa" || w == "visas") && v.at(k+1).word == "of" {
			l := v.readList(k+2, len(v.n), false)
			c.agent = f.subject(v, c.from)
			c.action, c.rule, c.heads, c.to = tagging.Designated, "entry ban", l.heads, l.stop
			if c.agent.body != nil && len(c.heads) > 0 {
				f.emit(v, *c)
			}
			return
		}
	}
}

// wantsOff reads "X lost his bid to be removed from the sanctions list": who
// wants off a list is on it.
func (f *finder) wantsOff(v *view, c *claim) {
	bid := false
	for k := c.from - 1; k >= 0 && k > c.from-5; k-- {
		bid = bid || v.at(k).ent < 0 && bids[v.at(k).word]
	}
	if !bid || !v.listIn() || v.question || v.ifs {
		return
	}
	l := v.readList(0, min(v.predicate(), c.from), false)
	if len(l.heads) != 1 || !v.opens(l.heads[0]) {
		return
	}
	c.action, c.rule, c.past, c.heads = tagging.Designated, "on a list", true, l.heads
	c.logit -= 0.4
	c.agent = f.prefixSpan(v, c.i, len(v.n))
	f.emit(v, *c)
}

// onList reads "X is on the EU sanctions list", "X, on the SDN List since
// 2012,": a state, not an act.
func (f *finder) onList(v *view, i int) bool {
	on := -1
	for k := i - 1; k >= 0 && k > i-12; k-- {
		n := v.at(k)
		if n.word == "on" && n.ent < 0 {
			on = k
			break
		}
		if n.ent < 0 && n.body == nil && !n.poss && (n.is(cPrep|cBe|cHave|cModal|cRel) && n.word != "of" || n.word == ",") {
			return false
		}
	}
	if on <= 0 || !v.listSoon(on) {
		return false
	}
	c := claim{t: listed, i: i, action: tagging.Designated, logit: 2.2, from: on, to: v.clauseEnd(i), rule: "on a list", past: true}
	c.agent = f.prefixSpan(v, on, i+4)
	g := on
	for v.at(g - 1).is(cAdv) {
		g--
	}
	if len(f.told) > 0 && (v.says("also") || v.says("too") || v.knownList(i)) && !v.says("since") {
		c.past = false
	}
	p := v.at(g - 1)
	if k := v.standing(g); k >= 0 {
		// "X landed on the list", "X spent eight years on the list".
		g, p = k+1, v.at(k)
	}
	switch {
	case p.is(cBe) && !p.poss || standing[p.word]:
		gg := v.group(g)
		if standing[p.word] {
			gg = v.group(g - 1)
		}
		if v.at(on-1).word == "longer" && v.at(on-2).word == "no" {
			c.action, gg = tagging.Delisted, v.group(on-2)
		} else if ok, _ := v.stated(gg, g); !ok {
			return true
		}
		if r := v.at(gg - 1); r.is(cRel) || r.is(cThat) && v.at(gg-2).isName() {
			c.heads = v.antecedent(gg-1, v.plural(gg))
		} else if c.heads = f.passiveSubject(v, gg, &c); len(c.heads) == 0 {
			f.pronoun(v, &c, gg)
			return true
		}
	case p.word == "," || p.word == "(" || p.canBeTarget():
		for k := g; k < on; k++ {
			if v.at(k).is(cNeg) {
				return true
			}
		}
		c.heads = v.antecedent(g, false)
		if len(c.heads) > 0 && p.canBeTarget() && v.governor(c.heads[0], 5, false) != "" {
			return true
		}
	default:
		return false
	}
	if len(c.heads) > 0 {
		f.emit(v, c)
	}
	return true
}
