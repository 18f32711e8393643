package sanction

import (
	"github.com/tagwire/tagwire/extractor/agency"
)

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
			if k := v.describedBy(g - 1); len(c.heads) == 0 && k >= 0 {
				c.plain = []int{k}
				f.emit(v, c)
				return
			}
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
		subject = subject || n.word == "additions" || n.is(cListN) || n.is(cMeasure) && (len(f.told) > 0 || n.word != "action" && n.word != "actions" && n.word != "measure" && n.word != "measures") || n.word == "names" || n.word == "targeted" || n.word == "designees" || n.word == "sanctioned" || n.word == "designated" || n.word == "blacklisted" || n.word == "listed"
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
