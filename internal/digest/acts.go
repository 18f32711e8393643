package digest

import (
	"slices"
	"strings"
	"time"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// act is the measures of one kind that a story tells of one day under the same
// authorities: what a reader takes for one event.
type act struct {
	Action   tagging.Action
	Heading  string
	Findings []finding
}

// finding is the targets that one sentence names.
type finding struct {
	Targets  []target
	Evidence string
	Source   Source
	// Foot names the outlets and the cities that go with none of several
	// targets.
	Foot string
}

// target is a name with what there is to say of it, and the address of its
// entry on a list, or none.
type target struct{ Name, Facts, Entry string }

// gathered is an act while its measures come in.
type gathered struct {
	key      string
	first    *Measure
	agencies []string
	findings []*gatheredFinding
}

type gatheredFinding struct {
	measures []*Measure
	reports  int
	outlets  []string
	cities   []string
}

// acts gathers measures, which come in order, for display.
func (d *Digest) acts(measures []Measure) []act {
	var all []*gathered
	for i := range measures {
		m := &measures[i]
		key := actKey(m)
		if n := len(all); n == 0 || all[n-1].key != key {
			all = append(all, &gathered{key: key, first: m})
		}
		all[len(all)-1].add(m)
	}
	out := make([]act, len(all))
	for i, g := range all {
		out[i] = g.act(d)
	}
	return out
}

func (g *gathered) add(m *Measure) {
	for _, agency := range m.Agencies {
		g.agencies = with(g.agencies, agency)
	}
	at := slices.IndexFunc(g.findings, func(f *gatheredFinding) bool {
		return f.measures[0].Evidence == m.Evidence && f.measures[0].Source.Article == m.Source.Article
	})
	if at < 0 {
		at = len(g.findings)
		g.findings = append(g.findings, new(gatheredFinding))
	}
	f := g.findings[at]
	f.measures = append(f.measures, m)
	f.reports = max(f.reports, m.Reports)
	for _, o := range m.Outlets {
		f.outlets = with(f.outlets, o)
	}
	for _, c := range m.Cities {
		f.cities = with(f.cities, c)
	}
}

func (g *gathered) act(d *Digest) act {
	a := act{Action: g.first.Action, Heading: d.heading(g.first, g.agencies)}
	for _, f := range g.findings {
		a.Findings = append(a.Findings, f.finding())
	}
	return a
}

func (f *gatheredFinding) finding() finding {
	out := finding{Evidence: f.measures[0].Evidence, Source: f.measures[0].Source, Foot: outletList(f.outlets, f.reports)}
	alone := len(f.measures) == 1
	for _, m := range f.measures {
		var cities []string
		if alone {
			cities = m.Cities
		}
		out.Targets = append(out.Targets, target{m.Target, m.facts(cities), entryAddress(m.Listed)})
	}
	if !alone && len(f.cities) > 0 {
		out.Foot = "cities named: " + strings.Join(f.cities, ", ") + " · " + out.Foot
	}
	return out
}

func actKey(m *Measure) string {
	return strings.Join([]string{string(m.Action), m.Regime, m.Story, strings.Join(m.Dates, " "), strings.Join(m.Authorities, " ")}, "|")
}

// heading is who acted, under what, when.
func (d *Digest) heading(m *Measure, agencies []string) string {
	var parts []string
	switch m.Action {
	case tagging.Identified:
		parts = append(parts, "Identified as blocked property")
	case tagging.Extended:
		parts = append(parts, "Extended")
	}
	agency := strings.Join(agencies, ", ")
	if agency == "" {
		agency = "agency not named"
	}
	parts = append(parts, agency)
	if len(m.Authorities) > 0 {
		parts = append(parts, strings.Join(m.Authorities, ", "))
	}
	date := when(m.Dates)
	if date == "" {
		date = "date not given, reported " + d.day(m.Source.Time)
	}
	return strings.Join(append(parts, date), " · ")
}

// when says dates in words: a day in figures, a month or a year alone as people
// write it. Several are what reports disagree on.
func when(dates []string) string {
	words := make([]string, len(dates))
	for i, date := range dates {
		words[i] = date
		if month, err := time.Parse("2006-01", date); err == nil {
			words[i] = month.Format("January 2006")
		}
	}
	return strings.Join(words, " or ")
}
