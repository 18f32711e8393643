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
	main := ""
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

// carryAuthority gives current events without an authority the one that the
// article states for its regime, if it states a single set.
func (f *finder) carryAuthority() {
	type key struct {
		regime string
		action tagging.Action
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
			k := key{ev.regime, ev.Action}
			if told[k] == nil {
				told[k] = map[int]bool{}
			}
			told[k][ev.AuthorityEntity] = true
		}
	}
	n := len(f.events)
	for i := 0; i < n; i++ {
		ev := &f.events[i]
		if !ev.current || ev.AuthorityEntity >= 0 {
			continue
		}
		auths, why := f.nearest(stated, ev), "authority stated for all"
		if t := told[key{ev.regime, ev.Action}]; len(auths) == 0 && len(t) == 1 {
			for a := range t {
				auths = []int{a}
			}
			why = "authority of the others"
		}
		for k, a := range auths {
			e := *ev
			e.Authority, e.AuthorityEntity = f.canonical(a), a
			e.Explanation.For = append(e.Explanation.For[:len(e.Explanation.For):len(e.Explanation.For)], why)
			e.logit -= 0.2
			if k == 0 {
				f.events[i] = e
				ev = &f.events[i]
			} else {
				f.events = append(f.events, e)
			}
		}
	}
}

// nearest returns the authorities of the statement that stands nearest to the
// event, of its regime or of an unknown one.
func (f *finder) nearest(stated map[string][]carried, ev *Event) []int {
	best, dist := []int(nil), 1<<30
	try := func(r string, extra int) {
		for _, c := range stated[r] {
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

// carryAgency gives current events without an agency the nearest event's of
// the same regime before it, or the regime's first agency in the text.
func (f *finder) carryAgency() {
	for i := range f.events {
		ev := &f.events[i]
		if ev.Agency != "" || !ev.current {
			continue
		}
		// "X and Y were also targeted. X had bought steel, said the Treasury."
		if next := f.view(ev.Sentence + 1); next != nil && next.block == f.in.Doc.Sentences[ev.Sentence].Block && strings.HasPrefix(ev.Explanation.Rule, "passive") {
			if r := next.reporter(nil); r.body != nil && (ev.regime == "" || ev.regime == r.body.Regime) {
				r = f.name(r)
				ev.Agency, ev.AgencyEntity, ev.regime = r.name, r.ent, r.body.Regime
			}
		}
		for j := i - 1; j >= 0 && ev.Agency == ""; j-- {
			p := &f.events[j]
			if p.current && p.Agency != "" && (ev.regime == "" || ev.regime == p.regime) {
				ev.Agency, ev.AgencyEntity, ev.regime = p.Agency, p.AgencyEntity, p.regime
			}
		}
		if ev.Agency == "" && ev.regime != "" {
			if e := f.agencyOf(ev.regime); e >= 0 {
				ev.Agency, ev.AgencyEntity = f.in.Entities[e].Name, e
			}
		}
	}
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
	for i := range f.events {
		ev := &f.events[i]
		if !ev.current || ev.Date == "" {
			continue
		}
		if !f.recent(ev.Date) {
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
