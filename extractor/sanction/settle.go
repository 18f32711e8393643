package sanction

import (
	"math"
	"sort"
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// authorities returns the legal instruments under which the claim's measure
// was taken: those behind "under", "pursuant to", … in its clause.
func (f *finder) authorities(v *view, c *claim) []int {
	if c.rule == "attributive" || c.rule == "apposition" {
		return nil // "the U.S.-designated X, pursuant to …": the order is another's
	}
	var out []int
	take := func(k int) {
		e := int(v.n[k].ent)
		for _, o := range out {
			if o == e || f.canonical(o) == f.canonical(e) {
				return
			}
		}
		out = append(out, e)
	}
	for k := c.i + 1; k < len(v.n); k++ {
		n := v.at(k)
		if n.typ == tagging.LegalAuthority && n.ent >= 0 {
			if v.invoked(k, c.i) && !(v.using(k, c.i) && v.inReason(c.i+1, k)) {
				take(k)
			}
			continue
		}
		if n.word == ";" && k >= c.to {
			break
		}
		if t := triggers[n.word]; t != nil && n.ent < 0 && k > c.i+1 && v.at(k-1).word != "specially" && (k >= c.to || v.at(k-1).word != "-") && (t.role == verb || t.role == freeze) && t.need != instrument && n.is(cEd) {
			// Another measure's own authority, unless it speaks of the same.
			if v.at(k-1).is(cDet) || t.role == verb && v.at(k-1).is(cPluralN) {
				continue
			}
			break
		}
	}
	if len(out) > 0 {
		f.lastAuths = out
		return out
	}
	if c.rule == "used against" && len(f.lastAuths) > 0 && v.instrumentIn(c.i) {
		return f.lastAuths // "the order has also been used against X"
	}
	for k := c.i + 1; k < len(v.n) && k < c.i+30; k++ {
		// "under the same order".
		if w := v.at(k).word; (w == "under" || w == "pursuant") && len(f.lastAuths) > 0 {
			if v.at(k+1).word == "it" && v.at(k+1).ent < 0 {
				return f.lastAuths
			}
			for q := k + 1; q < k+5; q++ {
				if x := v.at(q).word; (x == "same" || x == "that" || x == "this") && (instrumentWord[v.at(q+1).word]) {
					return f.lastAuths
				}
			}
		}
	}
	for k := c.i + 1; k < len(v.n) && k < c.i+40; k++ {
		// "added to the Uyghur Forced Labor Prevention Act Entity List".
		if n := v.at(k); n.typ == tagging.LegalAuthority && n.ent >= 0 && strings.Contains(c.rule, "list") && (v.at(k+1).is(cListN) || v.at(k+2).is(cListN) || strings.HasSuffix(v.at(k+1).word, "List")) {
			take(k)
		}
	}
	for k := c.i - 1; k >= 0 && k > c.i-40; k-- {
		n := v.at(k)
		if n.word == ";" {
			break
		}
		if n.typ == tagging.LegalAuthority && n.ent >= 0 && (v.invoked(k, -1) || k == c.i-1) {
			take(k)
		}
	}
	return out
}

var instrumentWord = set("decision order authority authorities resolution regulation regulations act law regime program programme decree instrument")

// using reports that "using" leads to the instrument at k.
func (v *view) using(k, from int) bool {
	for q := k - 1; q > from && q > k-8; q-- {
		if w := v.at(q).word; w == "using" || w == "invoking" || w == "based" {
			return true
		}
	}
	return false
}

// invoked reports whether the instrument at k is one that a measure is taken
// under; the words that say so stand between from and k.
func (v *view) invoked(k, from int) bool {
	for q := k - 1; q > from && q > k-26; q-- {
		n := v.at(q)
		if n.typ == tagging.LegalAuthority && n.ent >= 0 {
			continue
		}
		if n.word == "amended" && v.at(q-1).word == "as" && v.at(q+1).word != "by" && v.at(q+1).word != "through" {
			continue // "under E.O. 13694, as amended, and E.O. 13810"
		}
		switch n.word {
		case "under", "pursuant", "accordance", "invoking", "authority", "authorities", "via", "using", "based", "virtue", "basis", "framework", "frame":
			return true
		case "by":
			if w := v.at(q - 1).word; w == "up" || w == "provided" || w == "authorized" || w == "authorised" {
				return true // "set up by"
			}
		case "amended", "violating", "violation", "violations", "violate", "violates", "breach", "breaching", "implementing", "implement", "targets", "which", "who", "supersedes", "replaces":
			return false
		}
		if n.word == "of" || n.word == "to" || n.word == "with" || n.word == "on" || n.word == "by" || n.is(cDet|cConj|cPunct) || n.number || n.title || n.word == "section" || n.word == "sections" || n.word == "subsection" {
			continue
		}
		if n.is(cPrep | cBe | cHave | cFinite | cRel | cSub) {
			return false
		}
	}
	return false
}

// date picks the day of the claim: one that its clause names outside the
// reason.
func (f *finder) date(v *view, c *claim) (string, []dateHit) {
	var best *dateHit
	dist := 1 << 30
	days := v.days()
	for k := range days {
		h := &days[k]
		d := 0
		if h.first > c.i {
			if v.inReason(c.i+1, h.first) {
				continue
			}
			d = h.first - c.i
			// A list of thirty names is no distance.
			for q := c.i + 1; q < h.first; q++ {
				if v.at(q).isName() {
					d -= 2
				}
			}
		} else {
			blocked := false
			for q := h.last; q < c.i; q++ {
				if n := v.at(q); n.word == ";" || n.is(cThat) && !n.is(cDet) {
					blocked = true
				}
			}
			if blocked {
				continue
			}
			d = c.i - h.last + 1
		}
		if other := f.otherTrigger(v, c.i, h); other {
			d += 40
		}
		if d < dist {
			best, dist = h, d
		}
	}
	if best == nil || dist > 60 {
		return "", nil
	}
	return best.resolve(f.own), []dateHit{*best}
}

func (f *finder) pick(dates []dateHit) string {
	if len(dates) == 0 {
		return ""
	}
	return dates[0].resolve(f.own)
}

// otherTrigger reports whether another measure's verb stands between node i
// and the day.
func (f *finder) otherTrigger(v *view, i int, h *dateHit) bool {
	lo, hi := i+1, h.first
	if h.first < i {
		lo, hi = h.last, i
	}
	for q := lo; q < hi; q++ {
		n := v.at(q)
		if n.ent >= 0 || n.body != nil {
			continue
		}
		if t := triggers[n.word]; t != nil && (t.role == verb && t.need != instrument && n.is(cEd|cIng) || t.lemma == "designation") {
			return true
		}
	}
	return false
}

// inReason reports whether a reason opens in [from, to).
func (v *view) inReason(from, to int) bool {
	for q := from; q < to; q++ {
		n := v.at(q)
		if n.ent >= 0 || n.body != nil {
			continue
		}
		if v.forMeasure(q) > 0 {
			continue
		}
		if n.is(cReason) && n.word != "on" && n.word != "since" && n.word != "in" || n.is(cRel) || n.word == ";" || n.word == "connection" || n.word == "response" {
			return true
		}
	}
	return false
}

// regimeOf guesses whose instrument a canonical citation is.
func regimeOf(a string) string {
	switch {
	case strings.HasPrefix(a, "E.O."), strings.Contains(a, "U.S.C."), strings.Contains(a, "C.F.R."), strings.HasPrefix(a, "Pub. L."), strings.HasPrefix(a, "Proclamation"), strings.Contains(a, "Immigration and Nationality"), strings.HasPrefix(a, "Section 7031"), strings.Contains(a, "Countering America"), strings.Contains(a, "International Emergency Economic"):
		return "US"
	case strings.HasPrefix(a, "UNSCR"):
		return "UN"
	case strings.HasPrefix(a, "Council "), strings.HasPrefix(a, "EU "), strings.Contains(a, "(EU)"), strings.Contains(a, "(CFSP)"):
		return "EU"
	case strings.Contains(a, "(EU Exit)"), strings.Contains(a, "(Sanctions)"), strings.Contains(a, "Sanctions and Anti-Money Laundering"), strings.HasPrefix(a, "Global Human Rights Sanctions Regulations"), strings.HasPrefix(a, "Global Anti-Corruption Sanctions Regulations"):
		return "UK"
	case strings.Contains(a, "Autonomous Sanctions"):
		return "AU"
	case strings.Contains(a, "Special Economic Measures"), strings.Contains(a, "Corrupt Foreign Officials"):
		return "CA"
	case strings.HasPrefix(a, "Russia Sanctions Act"), strings.HasPrefix(a, "Russia Sanctions Regulations"):
		return "NZ"
	case strings.HasPrefix(a, "Foreign Exchange and Foreign Trade Act"):
		return "JP"
	case strings.HasPrefix(a, "Embargo Act"), strings.HasPrefix(a, "Ordinance on Measures"), strings.HasPrefix(a, "Ordinance on measures"):
		return "CH"
	case strings.HasPrefix(a, "Anti-Foreign Sanctions Law"):
		return "CN"
	}
	return ""
}

// settle merges events of one target and gives the rest their confidence.
func (f *finder) settle() []Event {
	sort.SliceStable(f.events, func(i, j int) bool { return f.events[i].Target < f.events[j].Target })
	var out []Event
	for i := 0; i < len(f.events); {
		j := i
		for j < len(f.events) && f.events[j].Target == f.events[i].Target {
			j++
		}
		out = append(out, merge(f.events[i:j])...)
		i = j
	}
	kept := out[:0]
	for _, ev := range out {
		x := f.surety(&ev)
		ev.Confidence = 1 / (1 + math.Exp(-x.score()))
		kept = append(kept, ev)
	}
	sort.SliceStable(kept, func(i, j int) bool { return kept[i].Sentence < kept[j].Sentence })
	return kept
}

// merge joins the events of one target that tell one measure: those whose
// action, authority, agency and day do not contradict one another.
func merge(evs []Event) []Event {
	// Events with most said go first, so that vaguer ones join them.
	var out []Event
	for pass := 0; pass < 2; pass++ {
		for _, ev := range evs {
			if (ev.Authority != "") != (pass == 0) {
				continue
			}
			at := -1
			for k := range out {
				if compatible(&out[k], &ev) && (at < 0 || score(&out[k], &ev) > score(&out[at], &ev)) {
					at = k
				}
			}
			if at < 0 {
				out = append(out, ev)
				continue
			}
			o := &out[at]
			if o.Authority == "" && ev.Authority != "" {
				o.Authority, o.AuthorityEntity, o.carried = ev.Authority, ev.AuthorityEntity, ev.carried
			}
			o.carried = o.carried && (ev.carried || ev.Authority == "")
			if o.Agency == "" {
				o.Agency, o.AgencyEntity = ev.Agency, ev.AgencyEntity
			}
			if o.regime == "" {
				o.regime = ev.regime
			}
			if o.Date == "" {
				o.Date = ev.Date
			}
			if ev.logit > o.logit {
				o.Explanation, o.Sentence = ev.Explanation, ev.Sentence
			}
			// Two statements of one measure support each other.
			o.logit = math.Max(o.logit, ev.logit) + 0.3
		}
	}
	return out
}

func score(o, ev *Event) int {
	s := 0
	if o.Agency != "" && o.Agency == ev.Agency {
		s += 4
	}
	if o.Date != "" && o.Date == ev.Date {
		s += 4
	}
	if o.regime != "" && o.regime == ev.regime {
		s += 2
	}
	if o.Date == "" || ev.Date == "" {
		s--
	}
	return s
}

func compatible(a, b *Event) bool {
	ra, rb := a.regime, b.regime
	if ra == "" {
		ra = regimeOf(a.Authority)
	}
	if rb == "" {
		rb = regimeOf(b.Authority)
	}
	return a.Action == b.Action &&
		(a.Authority == b.Authority || a.Authority == "" || b.Authority == "") &&
		(a.Date == b.Date || a.Date == "" || b.Date == "") &&
		(ra == rb || ra == "" || rb == "")
}
