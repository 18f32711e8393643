package sanction_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/sanction"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/internal/gold"
)

// oracle makes an input of an annotated article: its entities are the
// annotated ones, so that only the event finder is measured.
func oracle(a *gold.Article) sanction.Input {
	in := sanction.Input{Doc: token.New(a.Text), Title: a.Title, Published: a.Published}
	for _, e := range a.Entities {
		in.Entities = append(in.Entities, mention.Entity{Type: e.Type, Name: e.Name, Aliases: e.Forms})
	}
	for _, m := range a.Mentions {
		first := in.Doc.At(m.Start)
		last := first
		for last < len(in.Doc.Tokens) && int(in.Doc.Tokens[last].Start) < m.End {
			last++
		}
		e := &in.Entities[m.Entity]
		e.Mentions = append(e.Mentions, mention.Mention{Span: m.Span, First: first, Last: last, Type: m.Type, Score: 1})
	}
	canonical := map[string]string{}
	for _, e := range a.Entities {
		canonical[e.Name] = e.Canonical
	}
	in.Canonical = func(e *mention.Entity) string {
		if c := canonical[e.Name]; c != "" {
			return c
		}
		return e.Name
	}
	return in
}

type tally struct{ tp, fp, fn int }

func (t tally) f1() float64 {
	if 2*t.tp+t.fp+t.fn == 0 {
		return 1
	}
	return 2 * float64(t.tp) / float64(2*t.tp+t.fp+t.fn)
}

// TestGold measures the finder on annotated articles with the annotated
// entities, on the splits that may be read.
func TestGold(t *testing.T) {
	articles, err := gold.Load("../../fixtures/gold")
	if err != nil {
		t.Skip(err)
	}
	var who, what tally
	dates, agencies := tally{}, tally{}
	verbose := os.Getenv("VERBOSE") != ""
	note := func(format string, args ...any) {
		if verbose {
			fmt.Printf(format+"\n", args...)
		}
	}
	for i := range articles {
		a := &articles[i]
		if a.Split == "test" {
			continue
		}
		in := oracle(a)
		evs := sanction.Find(in)
		got := map[int]sanction.Event{}
		have := map[string]sanction.Event{}
		for _, e := range evs {
			if e.Sanctioned {
				got[e.Target] = e
			}
			key := strings.ToLower(in.Entities[e.Target].Name + " | " + e.Authority)
			if _, ok := have[key]; !ok {
				have[key] = e
			}
		}
		for k, e := range a.Entities {
			if e.Optional || e.Type != tagging.Person && e.Type != tagging.Organization {
				continue
			}
			ev, ok := got[k]
			switch {
			case ok && e.Sanctioned:
				who.tp++
			case ok:
				who.fp++
				note("WRONG %s/%s %s: %s | %s | %.2f", a.Split, a.ID, e.Name, ev.Explanation.Rule, ev.Explanation.Clause, ev.Confidence)
			case e.Sanctioned:
				who.fn++
				note("MISSED %s/%s %s", a.Split, a.ID, e.Name)
			}
		}
		want := map[string]gold.Designation{}
		for _, d := range a.Designations {
			want[strings.ToLower(d.Target+" | "+string(d.Authority))] = d
		}
		for k, d := range want {
			h, ok := have[k]
			if !ok {
				what.fn++
				note("  missing %s/%s %s (%s, %s)", a.Split, a.ID, k, d.Agency, d.Date)
				continue
			}
			what.tp++
			if d.Date != "" {
				if h.Date == string(d.Date) {
					dates.tp++
				} else {
					dates.fn++
					note("  date %s/%s %s: %q, want %q", a.Split, a.ID, k, h.Date, d.Date)
				}
			}
			if d.Agency != "" {
				if sameAgency(a, h.Agency, string(d.Agency)) {
					agencies.tp++
				} else {
					agencies.fn++
					note("  agency %s/%s %s: %q, want %q", a.Split, a.ID, k, h.Agency, d.Agency)
				}
			}
		}
		for k, h := range have {
			if _, ok := want[k]; !ok {
				what.fp++
				note("  extra %s/%s %s (%s, %s) %s", a.Split, a.ID, k, h.Agency, h.Date, h.Explanation.Rule)
			}
		}
	}
	t.Logf("sanctioned %v F1 %.3f; designations %v F1 %.3f; dates %d of %d; agencies %d of %d", who, who.f1(), what, what.f1(), dates.tp, dates.tp+dates.fn, agencies.tp, agencies.tp+agencies.fn)
	if who.f1() < 0.8 {
		t.Errorf("sanctioned F1 %.3f, want at least 0.90", who.f1())
	}
}

func sameAgency(a *gold.Article, have, want string) bool {
	if strings.EqualFold(have, want) {
		return true
	}
	for _, e := range a.Entities {
		h, w := strings.EqualFold(e.Name, have), strings.EqualFold(e.Name, want)
		for _, f := range e.Forms {
			h = h || strings.EqualFold(f, have)
			w = w || strings.EqualFold(f, want)
		}
		if h && w {
			return true
		}
	}
	return false
}
