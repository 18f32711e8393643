package sanction

import (
	"strings"
	"time"

	"github.com/tagwire/tagwire/extractor/agency"
	"github.com/tagwire/tagwire/extractor/tagging"
)

// carry completes the article's own news from what is said around it: "These
// sanctions were imposed under E.O. 13382", an agency that is named once, a
// day that is told in the lead. What the article tells as background keeps
// only what its own clause says.
func (f *finder) carry() {
	f.outdate()
	main := ""
	for i := range f.told {
		n := &f.told[i]
		if n.claim.agent.body != nil {
			main = n.claim.agent.body.Regime
		}
		if main == "" && len(n.auths) > 0 {
			main = regimeOf(f.canonical(n.auths[0]))
		}
		if main != "" {
			break
		}
	}
	for i := range f.events {
		ev := &f.events[i]
		if ev.regime == "" {
			ev.regime = regimeOf(ev.Authority)
		}
		if main == "" && ev.current {
			main = ev.regime
		}
	}
	for _, h := range f.headless {
		if main == "" && h.agent.body != nil {
			main = h.agent.body.Regime
		}
	}
	for i := range f.events {
		ev := &f.events[i]
		if ev.current && ev.regime == "" {
			ev.regime = main
		}
	}
	f.carryAuthority()
	f.carryAgency()
	f.carryDate()
}

// outdate takes from the news what is dated well before the rest of it: "On
// July 22 it had sanctioned X. Today …".
func (f *finder) outdate() {
	last := ""
	for i := range f.events {
		if ev := &f.events[i]; ev.current && ev.Date > last {
			last = ev.Date
		}
	}
	for _, h := range f.headless {
		last = max(last, h.date)
	}
	newest, err := time.Parse(time.DateOnly, last)
	if err != nil {
		return
	}
	for i := range f.events {
		ev := &f.events[i]
		if t, err := time.Parse(time.DateOnly, ev.Date); err == nil && ev.current && newest.Sub(t) > 5*24*time.Hour {
			ev.current = false
		}
	}
}

// carryAuthority gives current events without an authority the one that the
// article states for its regime, if it states a single set.
func (f *finder) carryAuthority() {
	agencies, own := map[string]bool{}, false
	for i := range f.events {
		if ev := &f.events[i]; ev.current {
			own = own || ev.AuthorityEntity >= 0
			if ev.Agency != "" {
				agencies[family(ev.Agency)] = true
			}
		}
	}
	f.divided = len(agencies) > 1 && own
	type key struct {
		regime string
		action tagging.Action
		agency string
	}
	stated := map[string][]carried{}
	for _, c := range f.carries {
		r := regimeOf(f.canonical(c.auths[0]))
		stated[r] = append(stated[r], c)
	}
	told := map[key]map[int]bool{}
	for i := range f.events {
		ev := &f.events[i]
		if ev.current && ev.AuthorityEntity >= 0 {
			k := key{ev.regime, ev.Action, family(ev.Agency)}
			if told[k] == nil {
				told[k] = map[int]bool{}
			}
			told[k][ev.AuthorityEntity] = true
		}
	}
	n := len(f.events)
	for i := range n {
		ev := &f.events[i]
		if !ev.current || ev.AuthorityEntity >= 0 {
			continue
		}
		auths, why := f.nearest(stated, ev), "authority stated for all"
		if len(auths) == 0 {
			// The one set of instruments of the others' measures by the same
			// agency, or by nobody named.
			set := map[int]bool{}
			for _, agency := range [2]string{family(ev.Agency), ""} {
				for a := range told[key{ev.regime, ev.Action, agency}] {
					set[a] = true
				}
			}
			if ev.Agency == "" {
				for k, t := range told {
					for a := range t {
						if k.regime == ev.regime && k.action == ev.Action {
							set[a] = true
						}
					}
				}
			}
			if len(set) == 1 {
				for a := range set {
					auths = []int{a}
				}
				why = "authority of the others"
			}
		}
		if len(auths) == 0 && len(told) == 0 && len(f.carries) == 0 {
			auths, why = f.sole(ev.regime), "the only instrument that the article names"
		}
		for k, a := range auths {
			e := *ev
			e.Authority, e.AuthorityEntity = f.canonical(a), a
			e.Explanation.For = append(e.Explanation.For[:len(e.Explanation.For):len(e.Explanation.For)], why)
			e.logit -= 0.2
			e.carried = true
			if k == 0 {
				f.events[i] = e
				ev = &f.events[i]
			} else {
				f.events = append(f.events, e)
			}
		}
	}
}

// enabling are acts that sanctions rules are made under, not sanctions
// themselves.
var enabling = map[string]bool{"Sanctions and Anti-Money Laundering Act 2018": true, "International Emergency Economic Powers Act": true, "National Emergencies Act": true}

// sole returns the one legal instrument that the article names, if it can be
// of the regime and is one that sanctions are imposed under.
func (f *finder) sole(regime string) []int {
	found := -1
	for e := range f.in.Entities {
		if f.in.Entities[e].Type != tagging.LegalAuthority || len(f.in.Entities[e].Mentions) == 0 {
			continue
		}
		if enabling[f.canonical(e)] {
			continue
		}
		if found >= 0 && f.canonical(found) != f.canonical(e) {
			return nil
		}
		found = e
	}
	if found < 0 {
		return nil
	}
	a := f.canonical(found)
	r := regimeOf(a)
	if r == "" || r != regime || r == "US" && !strings.HasPrefix(a, "E.O.") && !strings.Contains(a, "Sanction") || r == "UN" {
		return nil
	}
	return []int{found}
}

// family names the department that an agency belongs to, so that the
// Treasury's office and the Treasury count as one.
func family(name string) string {
	b := agency.Of(name)
	if b == nil {
		return name
	}
	switch b.Name {
	case "Office of Foreign Assets Control":
		return "Department of the Treasury"
	case "Bureau of Industry and Security":
		return "Department of Commerce"
	case "European Union", "European Commission":
		return "Council of the European Union"
	case "United Nations", "1267 Committee":
		return "United Nations Security Council"
	case "Office of Financial Sanctions Implementation", "HM Treasury", "UK government":
		return "Foreign, Commonwealth and Development Office"
	}
	return b.Name
}

// nearest returns the authorities of the statement that stands nearest to the
// event, of its regime or of an unknown one.
func (f *finder) nearest(stated map[string][]carried, ev *Event) []int {
	best, dist := []int(nil), 1<<30
	mine := family(ev.Agency)
	try := func(r string, extra int) {
		for _, c := range stated[r] {
			if mine != "" && c.agency != "" && family(c.agency) != mine {
				continue
			}
			if f.divided && (mine == "" || c.agency == "") && f.in.Doc.Sentences[c.sentence].Block != f.in.Doc.Sentences[ev.Sentence].Block {
				continue // of several agencies' measures it may tell another's
			}
			d := c.sentence - ev.Sentence
			if d < 0 {
				d = -d + 1
			}
			if d+extra < dist {
				best, dist = c.auths, d+extra
			}
		}
	}
	try(ev.regime, 0)
	if ev.regime == "" {
		for r := range stated {
			if r != "" && len(stated) == 1 {
				try(r, 0)
			}
		}
	} else {
		try("", 3)
	}
	return best
}

// agencyReach is how many events before one are asked for their agency.
const agencyReach = 256

// carryAgency gives current events without an agency the nearest event's of
// the same regime before it, or the regime's first agency in the text.
func (f *finder) carryAgency() {
	defer f.prefer()
	first := map[string]int{} // by regime: the agency that is named first
	for i := range f.events {
		ev := &f.events[i]
		if ev.Agency != "" || !ev.current {
			continue
		}
		if ev.Agency == "" {
			// The agency of the news that was told last before it.
			for k := len(f.told) - 1; k >= 0; k-- {
				if a := f.told[k].claim.agent; f.told[k].sentence <= ev.Sentence && a.name != "" && (ev.regime == "" || ev.regime == a.body.Regime) {
					ev.Agency, ev.AgencyEntity, ev.regime = a.name, a.ent, a.body.Regime
					break
				}
			}
		}
		// "X and Y were also targeted. X had bought steel, said the Treasury."
		if next := f.view(ev.Sentence + 1); next != nil && next.block == f.in.Doc.Sentences[ev.Sentence].Block && strings.HasPrefix(ev.Explanation.Rule, "passive") {
			if r := next.reporter(nil); r.body != nil && (ev.regime == "" || ev.regime == r.body.Regime) {
				r = f.name(r)
				ev.Agency, ev.AgencyEntity, ev.regime = r.name, r.ent, r.body.Regime
			}
		}
		for j := i - 1; j >= 0 && j >= i-agencyReach && ev.Agency == ""; j-- {
			p := &f.events[j]
			if p.current && p.Agency != "" && (ev.regime == "" || ev.regime == p.regime) {
				ev.Agency, ev.AgencyEntity, ev.regime = p.Agency, p.AgencyEntity, p.regime
			}
		}
		if ev.Agency == "" && ev.regime != "" {
			e, known := first[ev.regime]
			if !known {
				e = f.agencyOf(ev.regime)
				first[ev.regime] = e
			}
			if e >= 0 {
				ev.Agency, ev.AgencyEntity = f.in.Entities[e].Name, e
			}
		}
	}
}

// special are the bodies that act for the wider one an article also names: the
// Treasury's sanctions are its office's.
var special = map[string][]string{
	"Department of the Treasury": {"Office of Foreign Assets Control"},
	"Department of Commerce":     {"Bureau of Industry and Security"},
	"European Union":             {"Council of the European Union"},
	"European Commission":        {"Council of the European Union"},
	"United Nations":             {"1267 Committee", "United Nations Security Council"},
	"UK government":              {"Foreign, Commonwealth and Development Office"},
	"Government of Canada":       {"Global Affairs Canada"},
	"HM Treasury":                {"Office of Financial Sanctions Implementation"},
}

// prefer names the special body for the news of a wider one, where the article
// names both.
func (f *finder) prefer() {
	instead := map[string]int{} // by agency: the entity that stands for it, or -1
	for i := range f.events {
		ev := &f.events[i]
		if ev.Agency == "" || !ev.current {
			continue
		}
		e, known := instead[ev.Agency]
		if !known {
			e = f.specialOf(ev.Agency)
			instead[ev.Agency] = e
		}
		if e >= 0 {
			ev.Agency, ev.AgencyEntity = f.in.Entities[e].Name, e
		}
	}
}

// specialOf returns the entity of the special body of a wider one that is
// named so, or -1.
func (f *finder) specialOf(name string) int {
	if b := agency.Of(name); b != nil {
		for _, s := range special[b.Name] {
			if e := f.bodyNamed(s); e >= 0 {
				return e
			}
		}
	}
	return -1
}

// bodyNamed returns the first organization that names a body, or -1.
func (f *finder) bodyNamed(name string) int {
	for e, b := range f.bodies {
		if b != nil && b.Name == name && f.in.Entities[e].Type == tagging.Organization {
			return e
		}
	}
	return -1
}

// agencyOf returns the first agency of a regime that the text names, or -1.
func (f *finder) agencyOf(regime string) int {
	best := -1
	for e, b := range f.bodies {
		if b == nil || b.Kind != agency.Imposer || b.Regime != regime || f.in.Entities[e].Type != tagging.Organization {
			continue
		}
		if b.Name == "White House" || b.Name == "Congress" || b.Name == "Department of Defense" || b.Name == "Department of Homeland Security" || b.Name == "European Commission" {
			continue
		}
		if best < 0 || f.first[e] < f.first[best] {
			best = e
		}
	}
	return best
}

// carryDate gives current events without a day the one of the article's news:
// the first current event's that is dated.
func (f *finder) carryDate() {
	day := map[string]string{}
	for _, h := range f.headless {
		if h.agent.body != nil && h.date != "" && day[h.agent.body.Regime] == "" && f.recent(h.date) {
			day[h.agent.body.Regime] = h.date
		}
	}
	undated := map[string]int{} // by regime: a target of the news, told first and without a day
	for i := range f.events {
		ev := &f.events[i]
		if !ev.current || ev.Explanation.Rule == storyRule {
			continue
		}
		if ev.Date == "" {
			if _, ok := undated[ev.regime]; !ok {
				undated[ev.regime] = ev.Target
			}
			continue
		}
		if !f.recent(ev.Date) {
			ev.current = false
			continue
		}
		// Of an article without a date of its own nobody knows whether a day is
		// the news's: "OFAC is designating X. Y was designated on May 4, 2021."
		if t, ok := undated[ev.regime]; ok && f.own.IsZero() && t != ev.Target {
			ev.current = false
			continue
		}
		if day[ev.regime] == "" {
			day[ev.regime] = ev.Date
		}
	}
	for i := range f.events {
		ev := &f.events[i]
		if ev.current && ev.Date == "" {
			ev.Date = day[ev.regime]
		}
	}
}

// recent reports whether a day can be that of the article's news.
func (f *finder) recent(date string) bool {
	t, err := time.Parse("2006-01-02", date)
	return err == nil && (f.own.IsZero() || f.own.Sub(t) < 30*24*time.Hour)
}
