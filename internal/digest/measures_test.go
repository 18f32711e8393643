package digest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/internal/digest"
	"github.com/tagwire/tagwire/store"
	"github.com/tagwire/tagwire/store/storetest"
)

// stated is a report of one measure on Horvat Shipping.
type stated struct{ action, authority, agency, date string }

func report(s *store.Store, t *testing.T, n int, at time.Time, m stated) {
	t.Helper()
	b := storetest.New("https://outlet"+string(rune('a'+n))+".example/"+at.Format(time.DateOnly), "Measures against shipping", at)
	span := b.Say("Something was done about Horvat Shipping, which " + strings.Repeat("sails ", n+1) + ".")
	b.Designate(tagging.Organization, "Horvat Shipping", tagging.Action(m.action), m.authority, m.agency, m.date, span)
	put(t, s, b.Tagging())
}

// TestOneMeasureOrTwo: reports of one act are one measure, with their
// disagreements; two acts are two.
func TestOneMeasureOrTwo(t *testing.T) {
	for _, tc := range []struct {
		name   string
		stated []stated
		want   []string
	}{
		{"one says more than the other", []stated{{"designated", "E.O. 13902", "OFAC", "2025-03-04"}, {"designated", "", "", ""}},
			[]string{"OFAC · E.O. 13902 · 2025-03-04"}},
		{"two names of one agency's house", []stated{{"designated", "", "U.S. Treasury", "2025-03-04"}, {"designated", "E.O. 13902", "OFAC", ""}},
			[]string{"U.S. Treasury, OFAC · E.O. 13902 · 2025-03-04"}},
		{"a day apart", []stated{{"designated", "E.O. 13902", "OFAC", "2025-03-04"}, {"designated", "E.O. 13902", "OFAC", "2025-03-05"}},
			[]string{"OFAC · E.O. 13902 · 2025-03-04 or 2025-03-05"}},
		{"two regimes on one day", []stated{{"designated", "", "OFAC", "2025-03-04"}, {"designated", "", "European Union", "2025-03-04"}},
			[]string{"European Union · 2025-03-04", "OFAC · 2025-03-04"}},
		{"two orders", []stated{{"designated", "E.O. 13902", "OFAC", "2025-03-04"}, {"designated", "E.O. 13224", "OFAC", "2025-03-04"}},
			[]string{"OFAC · E.O. 13224 · 2025-03-04", "OFAC · E.O. 13902 · 2025-03-04"}},
		{"listed and taken off", []stated{{"designated", "", "OFAC", "2025-03-04"}, {"delisted", "", "OFAC", "2025-03-04"}},
			[]string{"OFAC · 2025-03-04", "OFAC · 2025-03-04"}},
		{"a month and a day in it", []stated{{"designated", "", "OFAC", "2025-03"}, {"designated", "", "OFAC", "2025-03-04"}},
			[]string{"OFAC · 2025-03-04"}},
		{"a month alone, long ago", []stated{{"designated", "", "OFAC", "2022-04"}}, []string{"OFAC · April 2022"}},
		{"a year alone", []stated{{"designated", "", "OFAC", "2018"}}, []string{"OFAC · 2018"}},
		{"no date", []stated{{"designated", "", "OFAC", ""}}, []string{"OFAC · date not given, reported 2025-03-05"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := newStore(t, func() time.Time { return stored })
			for i, m := range tc.stated {
				report(s, t, i, stored.Add(-time.Duration(i)*time.Minute), m)
			}
			d := build(t, s, digest.Request{})
			var got []string
			for _, l := range strings.Split(render(t, d, "markdown", console.Page{}), "\n") {
				if h, ok := strings.CutPrefix(l, "**"); ok {
					got = append(got, strings.TrimSuffix(h, "**"))
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
			if n := d.Counts.Designations + d.Counts.Delistings + d.Counts.Recalled; n != len(tc.want) {
				t.Errorf("%d measures, want %d", n, len(tc.want))
			}
			if strings.Contains(tc.name, "long ago") && d.Counts.Recalled != 1 {
				t.Error("a measure of long ago is told as new")
			}
		})
	}
}

// TestKnownBodiesAreNoNews: nobody wants to read that the Treasury was named.
func TestKnownBodiesAreNoNews(t *testing.T) {
	s := newStore(t, func() time.Time { return stored })
	b := storetest.New("https://herald.example/a", "A bank opens", stored)
	for _, name := range []string{"OFAC", "European Union", "herald.example", "Lozan Bank"} {
		b.Entity(tagging.Organization, name)
	}
	b.Say("OFAC, the European Union and Lozan Bank had nothing to say to herald.example about the opening.")
	put(t, s, b.Tagging())
	d := build(t, s, digest.Request{})
	if len(d.FirstSeen) != 1 || d.FirstSeen[0].Name != "Lozan Bank" || d.Counts.FirstSeen != 1 {
		t.Errorf("seen first: %+v", d.FirstSeen)
	}
}

// TestTaggedAgain: an article that was told before is not told again, but a
// measure that only the new tagging finds in it is.
func TestTaggedAgain(t *testing.T) {
	s := newStore(t, func() time.Time { return stored })
	write := func(version string, finds bool) tagging.Tagging {
		b := storetest.New("https://herald.example/a", "Measures against shipping", stored)
		span := b.Say("Nobody at Horvat Shipping wished to speak after what the Treasury had done on Tuesday.")
		if finds {
			b.Designate(tagging.Organization, "Horvat Shipping", tagging.Designated, "", "OFAC", "2025-03-04", span)
		} else {
			b.Entity(tagging.Organization, "Horvat Shipping")
		}
		tagged := b.Tagging()
		tagged.Tagger.Version = version
		return tagged
	}
	for i, tc := range []struct {
		version                string
		finds                  bool
		articles, designations int
	}{{"1", false, 1, 0}, {"2", false, 0, 0}, {"3", true, 0, 1}, {"4", true, 0, 0}} {
		put(t, s, write(tc.version, tc.finds))
		d := build(t, s, digest.Request{From: uint64(i), To: uint64(i + 1)})
		if d.Counts.Articles != tc.articles || d.Counts.Designations != tc.designations || d.Empty() != (tc.articles+tc.designations == 0) {
			t.Errorf("tagged by version %s: %+v, empty %v", tc.version, d.Counts, d.Empty())
		}
		if tc.version == "3" && !strings.Contains(d.Overview(), "tagged again. 1 new designation.") {
			t.Errorf("overview %q", d.Overview())
		}
	}
	whole := build(t, s, digest.Request{})
	if whole.Counts.Articles != 1 || whole.Counts.Designations != 1 {
		t.Errorf("all of it: %+v", whole.Counts)
	}
}
