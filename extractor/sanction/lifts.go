package sanction

import (
	"github.com/tagwire/tagwire/extractor/tagging"
)

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
			if c.heads = v.antecedent(g-1, v.plural(g)); len(c.heads) == 0 {
				if k := v.describedBy(g - 1); k >= 0 {
					c.plain = []int{k}
				}
			}
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
	if t.lemma == "delist" && c.agent.body == nil && !v.measure && len(f.told) == 0 || c.agent.other || len(c.heads)+len(c.plain) == 0 {
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
