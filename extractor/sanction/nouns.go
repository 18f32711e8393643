package sanction

import "github.com/tagwire/tagwire/extractor/tagging"

// compound are the nouns that "sanctions" modifies: nobody is a target of a
// "sanctions expert".
var compound = set("expert experts chief envoy coordinator official officials regime regimes list lists policy policies evasion evader evaders relief violation violations violator monitor monitors monitoring package packages waiver waivers lawyer lawyers law laws program programs programme specialist analyst researcher compliance busting buster pressure enforcement committee panel office team unit authority authorities rules rule risk risks designation designations notice guidance framework architecture measures threat threats review breach breaches screening bill legislation director adviser advisor consultant resolution")

var imposeWords = set("impose imposes imposed imposing levy levies levied levying slap slaps slapped slapping announce announces announced announcing unveil unveils unveiled unveiling issue issues issued issuing enact enacts enacted enacting adopt adopts adopted adopting introduce introduces introduced introducing place places placed placing apply applies applied applying put puts putting order orders ordered ordering approve approves approved approving broaden broadens broadened broadening expand expands expanded expanding widen widens widened widening tighten tightens tightened tightening agreed agree implement implements implemented implementing declare declared launched launch launches clapped rolled publish published reimpose reimposed reimposes reimposing target targeting")

var liftWords = set("lift lifts lifted lifting ease eases eased easing waive waives waived waiving revoke revokes revoked revoking rescind rescinds rescinded rescinding remove removes removed removing scrap scraps scrapped cancel cancels cancelled canceled terminate terminates terminated suspend suspends suspended drop drops dropped end ends ended annul annuls annulled withdraw withdraws withdrew withdrawn overturn overturned loosen loosened relax relaxed")

var extendWords = set("extend extends extended extending renew renews renewed renewing prolong prolongs prolonged prolonging maintain maintains maintained")

// readNoun reads a noun of measures.
func (f *finder) readNoun(v *view, i int, t *trigger) {
	n := v.at(i)
	c := claim{t: t, i: i, action: t.action, logit: t.logit, from: i, to: i + 1}
	if n.word == "sanctions" && f.headlineVerb(v, &c) {
		return
	}
	nx := v.at(i + 1)
	if compound[nx.word] && nx.word != "list" && nx.word != "lists" {
		return
	}
	switch n.word {
	case "ban", "bans":
		if v.at(i-1).body != nil && (nx.word == "entry" || nx.word == "entries") {
			f.readEntry(v, i, triggers["barred"])
			return
		}
		if p := v.at(i - 1).word; p != "travel" && p != "visa" && p != "entry" && !v.imposedList(i) {
			return
		}
	case "freeze", "freezes":
		if v.at(i-1).word != "asset" && v.at(i-1).word != "assets" && v.propertySoon(i) {
			f.readFreeze(v, i, triggers["froze"])
			return
		}
		if p := v.at(i - 1).word; p != "asset" && p != "assets" && p != "financial" {
			return
		}
	case "listing":
		for k := v.group(i); k < i; k++ {
			if v.at(k).is(cBe) {
				f.readVerb(v, i, triggers["listed"])
				return
			}
		}
	case "inclusion", "addition":
		if !v.listSoon(i + 1) {
			return
		}
		c.t = listed
	case "restrictions", "curbs", "measures", "penalties", "embargo":
		if n.word != "restrictions" || v.at(i-1).word != "visa" {
			break
		}
		c.logit += 1
	}
	if f.possessed(v, &c) || f.under(v, &c) || f.againstWhom(v, &c) {
		return
	}
	c.agent = f.prefix(v, i)
	if c.agent.other {
		return
	}
	p := v.toTarget(i)
	if p < 0 {
		f.hitWith(v, &c)
		return
	}
	l := v.readList(p, len(v.n), false)
	if t.need == imposing && len(l.heads) > 0 && !v.firstPhrase(p, l.heads[0]) {
		return // "restrictions on their schooling, work and travel, X said"
	}
	c.heads, c.to, c.rule, c.plain = l.heads, l.stop, "nominal", l.plain
	c.gfrom, c.gto = p, l.stop
	if c.agent.body == nil {
		c.agent = f.by(v, i+1)
	}
	f.nounFact(v, &c)
}

// firstPhrase reports whether the name at h stands in the first phrase of the
// list at p, or behind one that is of targets: "on two firms, X and Y".
func (v *view) firstPhrase(p, h int) bool {
	for k := p; k < h; k++ {
		n := v.at(k)
		if n.ent < 0 && (v.nounOfTarget(k) || n.is(cPluralN) || personWords[n.word] || orgWords[n.word]) {
			return true
		}
		if n.word == "," {
			return false
		}
	}
	return true
}

// againstWhom reads "X, against whom the sanctions were imposed in 2018".
func (f *finder) againstWhom(v *view, c *claim) bool {
	g := v.phraseStart(c.i)
	if p := v.at(g - 1); p.word != "whom" && p.word != "which" {
		return false
	}
	if p := v.at(g - 2).word; p != "against" && p != "on" && p != "upon" {
		return false
	}
	c.heads, c.rule, c.past = v.antecedent(g-2, false), "relative clause", true
	c.to = v.clauseEnd(c.i)
	if ok, _ := v.stated(c.i, min(c.i+6, len(v.n))); !ok || len(c.heads) == 0 {
		return true
	}
	f.emit(v, *c)
	return true
}

// propertySoon reports "freeze the assets of", "freezes X's assets".
func (v *view) propertySoon(i int) bool {
	for k := i + 1; k < i+9; k++ {
		n := v.at(k)
		if n.ent < 0 && property[n.word] {
			return true
		}
		if n.is(cPunct|cFinite|cRel|cBe) || n.word == "on" || n.word == "against" {
			return false
		}
	}
	return false
}

// listed is the row for an addition whose list is named.
var listed = func() *trigger {
	t := *triggers["listing"]
	t.need = nothing
	return &t
}()

// imposedList reports "asset freezes and bans": another measure beside.
func (v *view) imposedList(i int) bool {
	return v.at(i-1).is(cConj) && v.at(i-2).is(cMeasure)
}

// toTarget returns the node where the target phrase of the noun at i starts,
// or -1: "sanctions imposed on Wednesday by the EU on X".
func (v *view) toTarget(i int) int {
	w := v.at(i).word
	for k := i + 1; k < len(v.n) && k < i+22; k++ {
		n := v.at(k)
		switch {
		case n.word == "on" || n.word == "against" || n.word == "upon" || n.word == "versus":
			if nx := v.at(k + 1); nx.is(cTime) || nx.number && (v.at(k+2).is(cTime) || v.at(k+2).word == "," || len(nx.word) == 4) || nx.word == "behalf" || nx.word == "grounds" {
				continue
			}
			return k + 1
		case n.word == "of" && (w == "designation" || w == "designations" || w == "blacklisting" || w == "blacklistings" || w == "listing" || w == "listings" || w == "inclusion" || w == "addition") && (k == i+1 || startsWith(w, "designation")):
			return k + 1
		case n.word == "from" && v.lifted(i):
			return k + 1
		case (n.word == "apply" || n.word == "applies" || n.word == "extend" || n.word == "extends") && v.at(k+1).word == "to":
			return k + 2
		case n.word == "at" && aimed[v.at(k-1).word]:
			return k + 1
		case aimed[n.word]:
		case n.word == "targeting" || n.word == "for" && (w == "ban" || w == "bans") && k == i+1:
			return k + 1
		case n.word == "to" && v.at(i).is(cMeasure) && k == i+1 && v.at(k+1).ent >= 0:
			return k + 1
		case n.is(cAdv|cTime|cBe|cHave|cDet|cConj|cMeasure) || n.number || n.body != nil || n.typ == tagging.LegalAuthority || imposeWords[n.word] || n.poss:
		case n.word == "by" || n.word == "under" || n.word == "pursuant" || n.word == "to" || n.word == "in" || n.word == "at" || n.word == "with" || n.word == "," || n.word == "-" || n.word == "(" || n.word == ")" || n.word == "last" || agoWords[n.word] || n.word == "place" || n.word == "effect" || n.word == "visa" || n.word == "asset" || n.word == "that" || n.word == "weighed" || n.word == "weigh" || n.word == "since" || n.word == "travel":
		default:
			return -1
		}
	}
	return -1
}

// agoWords tell how long ago a measure was taken, between its noun and "on".
var agoWords = set("day days week weeks month months year years decade ago earlier later before same few")

// lifted reports a verb of lifting in front of the noun at i.
func (v *view) lifted(i int) bool {
	for k := i - 1; k >= 0 && k > i-5; k-- {
		if n := v.at(k); n.ent < 0 && liftWords[n.word] {
			return true
		}
	}
	return false
}

// aimed stand between a measure and its target.
var aimed = set("aimed directed levelled leveled used invoked employed")

// nounFact decides whether the measure of a noun is a fact and emits it.
func (f *finder) nounFact(v *view, c *claim) {
	i := c.i
	g := v.phraseStart(i)
	// The verb that governs the noun, to its left or, in the passive, right.
	gov, passive := -1, false
	for k := g - 1; k >= 0 && k > g-7; k-- {
		w := v.at(k)
		if w.ent >= 0 || w.body != nil {
			continue
		}
		if imposeWords[w.word] || liftWords[w.word] || extendWords[w.word] {
			gov = k
			break
		}
		if w.word == "," || w.word == ";" || w.is(cFinite|cRel|cThat|cSub) {
			break
		}
	}
	if gov < 0 {
		for k := i + 1; k < min(len(v.n), i+9); k++ {
			w := v.at(k)
			if w.is(cEd) && w.ent < 0 && (imposeWords[w.word] || liftWords[w.word] || extendWords[w.word]) {
				gov, passive = k, true
				break
			}
		}
	}
	if gov < 0 && len(c.heads) > 0 {
		// "sanctions on X were lifted / extended".
		for k := c.heads[len(c.heads)-1] + 1; k < min(len(v.n), c.heads[len(c.heads)-1]+8); k++ {
			w := v.at(k)
			if w.word == "," || w.word == ";" || w.is(cRel) {
				break
			}
			if w.ent < 0 && w.is(cEd) && v.group(k) < k && (liftWords[w.word] || extendWords[w.word] || unreal[w.word] || w.word == "expired") {
				gov, passive = k, true
				break
			}
			if w.is(cModal) {
				return
			}
		}
	}
	if gov >= 0 {
		word := v.at(gov).word
		switch {
		case liftWords[word]:
			c.action = tagging.Delisted
			c.logit -= 0.3
		case extendWords[word]:
			c.action = tagging.Extended
		case unreal[word] && !imposeWords[word]:
			return
		}
		if ok, why := v.happened(gov); !ok {
			if c.action == tagging.Designated || c.past || v.question {
				return
			}
			// Measures that may be lifted or extended are in force.
			c.action = tagging.Designated
			c.logit -= 0.8
			c.con = append(c.con, why)
			c.past = true
		} else if why != "" && why != "infinitive" {
			c.logit -= 0.9
			c.con = append(c.con, why)
		}
		c.from = min(gov, g)
		c.pro = append(c.pro, "“"+word+"”")
		if !passive && c.agent.body == nil && !c.agent.other {
			c.agent = f.subject(v, v.group(gov))
		}
	} else {
		if bad := v.governor(g, 7, false); bad != "" || v.question {
			return
		}
		if v.unrealPhrase(g, i) || v.onTable(c) {
			return
		}
		if startsWith(c.t.lemma, "designation") || c.t.lemma == "listing" || c.t.lemma == "blacklisting" {
			c.logit -= 0.2
		} else {
			c.past = true
			c.logit -= 0.7
			c.con = append(c.con, "no verb imposes it here")
		}
		if c.agent.body == nil && !c.agent.other {
			c.agent = f.subject(v, g)
			if c.agent.other {
				c.agent = agent{ent: -1}
			}
		}
	}
	if v.unrealPhrase(g, i) || c.agent.other {
		return
	}
	if c.t.need == imposing && c.agent.body == nil && !f.measures {
		return
	}
	if c.t.need == imposing && c.agent.body == nil {
		c.logit -= 0.6
	}
	f.emit(v, *c)
}

// onTable reports measures that are only thought of: "sanctions on X are still
// on the table", "are under consideration".
func (v *view) onTable(c *claim) bool {
	k := c.i
	if len(c.heads) > 0 {
		k = c.heads[len(c.heads)-1]
	}
	for end := min(len(v.n), k+10); k < end; k++ {
		switch v.at(k).word {
		case "table", "consideration", "discussion", "review":
			if w := v.at(k - 1).word; w == "the" || w == "under" || w == "active" {
				return true
			}
		}
	}
	return false
}

// phraseStart returns where the noun phrase that ends with noun i starts.
func (v *view) phraseStart(i int) int {
	g := i
	for k := i - 1; k >= 0 && k > i-14; k-- {
		n := v.at(k)
		if n.ent < 0 && n.body == nil && (n.is(cPrep|cBe|cHave|cModal|cWill|cRel|cThat|cSub|cFinite|cNeg|cPron) && !n.poss || n.word == ";" || imposeWords[n.word] || liftWords[n.word] || extendWords[n.word]) {
			break
		}
		if n.word == "," && !v.at(k-1).number && !v.at(k+1).is(cMeasure) && !v.at(k+1).number {
			break
		}
		g = k
	}
	return g
}

// unrealPhrase reports "possible sanctions", "no sanctions", "proposed …".
func (v *view) unrealPhrase(g, i int) bool {
	for k := g; k < i; k++ {
		if n := v.at(k); n.ent < 0 && n.body == nil && (unreal[n.word] && n.word != "set" || n.is(cNeg|cIf)) {
			return true
		}
	}
	return v.at(g-1).is(cNeg|cIf) && v.at(g-1).ent < 0
}

// possessed reads "X's designation", "his blacklisting".
func (f *finder) possessed(v *view, c *claim) bool {
	i := c.i
	if c.t.lemma != "designation" && c.t.lemma != "listing" && c.t.lemma != "blacklisting" && c.t.lemma != "verb" {
		return false
	}
	k := i - 1
	for k > i-8 && k > 0 && (v.at(k).number || v.at(k).is(cTime|cAdv|cMeasure) || v.at(k).word == "," || v.at(k).is(cLower) && !v.at(k).is(cPrep|cBe|cHave|cFinite|cDet)) {
		k--
	}
	switch w := v.at(k); {
	case w.poss && v.at(k-1).canBeTarget() && v.at(i+1).word != "of":
		c.heads = []int{k - 1}
	case possessive[w.word] && w.word != "their" && w.ent < 0 && (v.listSoon(i) || c.t.lemma == "designation" || v.at(i-1).is(cMeasure)):
		// "X is challenging his listing".
		for q := range k {
			m := v.at(q)
			if m.canBeTarget() && (m.typ == tagging.Person) == (w.word != "its") && !v.modifies(q, len(v.n)) {
				c.heads = []int{q}
				break
			}
		}
		if len(c.heads) == 0 {
			return false
		}
		c.logit -= 0.3
	default:
		return false
	}
	c.rule = "possessed noun"
	c.agent = f.by(v, i+1)
	if v.unrealPhrase(k, i) || v.question {
		return true
	}
	if bad := v.governor(k-1, 5, false); bad != "" {
		return true
	}
	c.past = true
	c.to = v.clauseEnd(i)
	f.emit(v, *c)
	return true
}

// under reads "X is under EU sanctions", "X, subject to an asset freeze
// since 2012", "a bank under US sanctions, X".
func (f *finder) under(v *view, c *claim) bool {
	i := c.i
	k := i - 1
	for k > i-9 && k >= 0 {
		n := v.at(k)
		if n.word == "under" || n.word == "to" {
			break
		}
		if n.ent < 0 && n.body == nil && (n.is(cPrep|cBe|cHave|cFinite|cModal|cRel) && !n.poss || n.word == ",") {
			return false
		}
		k--
	}
	w := v.at(k)
	g := k
	switch {
	case w.word == "under" && !v.at(k-1).is(cSay):
	case w.word == "to" && v.at(k-1).word == "subject":
		g = k - 1
	default:
		return false
	}
	for v.at(g-1).is(cAdv) || v.at(g-1).word == "itself" || v.at(g-1).word == "himself" {
		g--
	}
	if v.at(g-1).word == "longer" && v.at(g-2).word == "no" {
		c.action = tagging.Delisted
		g -= 2
	}
	if p := v.at(g - 1); p.word == "placed" || p.word == "put" {
		return true // readPlace takes it
	}
	c.agent = f.prefix(v, i)
	c.past = true
	for q := max(0, g-3); q < k; q++ {
		if w := v.at(q).word; w == "longer" || w == "today" || w == "now" || w == "newly" {
			c.past = false
		}
	}
	c.rule = "under a measure"
	c.to = v.clauseEnd(i)
	if v.unrealPhrase(k+1, i) {
		return true
	}
	p := v.at(g - 1)
	switch {
	case p.is(cBe) && !p.poss || p.word == "fell" || p.word == "fall" || p.word == "falls" || p.word == "came" || p.word == "come" || p.word == "comes" || p.word == "placed":
		gg := v.group(g)
		if !p.is(cBe) {
			gg = g - 1
		}
		if ok, _ := v.stated(gg, g); !ok {
			return true
		}
		if v.at(gg-1).is(cRel) || v.at(gg-1).is(cThat) {
			c.heads = v.antecedent(gg-1, v.plural(gg))
		} else {
			c.heads = f.passiveSubject(v, gg, c)
			if len(c.heads) == 0 {
				f.pronoun(v, c, gg)
				return true
			}
		}
	case p.word == "," || p.word == "(" || p.canBeTarget() || p.is(cOrgN|cPersonN):
		c.heads = v.antecedent(g, false)
	default:
		return true
	}
	if len(c.heads) > 0 {
		f.emit(v, *c)
	}
	return true
}

// stated reports whether the verb group [g, end) states a fact.
func (v *view) stated(g, end int) (bool, string) {
	if v.question {
		return false, "question"
	}
	for k := g; k < end; k++ {
		if n := v.at(k); n.is(cModal|cNeg|cWill) && n.ent < 0 {
			return false, n.word
		}
	}
	if bad := v.embedded(g); bad != "" {
		return false, bad
	}
	return true, ""
}

// hitWith reads nothing itself: "hit X with sanctions" belongs to the verb.
// "X faces EU sanctions" does belong here.
func (f *finder) hitWith(v *view, c *claim) {
	g := v.phraseStart(c.i)
	p := v.at(g - 1)
	for k := g - 1; k >= 0 && k > g-4; k-- {
		if imposeWords[v.at(k).word] && v.at(k).ent < 0 {
			// "Britain announced new sanctions on Tuesday.": on whom is told
			// later.
			if ok, _ := v.happened(k); ok && !v.unrealPhrase(g, c.i) {
				if c.agent.body == nil {
					c.agent = f.subject(v, v.group(k))
				}
				c.rule = "nominal, unnamed"
				f.emit(v, *c)
			}
			return
		}
	}
	if p.word != "faces" && p.word != "faced" && p.word != "facing" || v.unrealPhrase(g, c.i) || c.agent.body == nil {
		return
	}
	if ok, _ := v.stated(v.group(g-1), g-1); !ok {
		return
	}
	c.heads = f.passiveSubject(v, v.group(g-1), c)
	c.rule, c.past = "faces a measure", true
	c.logit -= 1.2
	c.con = append(c.con, "“"+p.word+"” may mean a threat")
	f.emit(v, *c)
}
