package digest_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/internal/digest"
	"github.com/tagwire/tagwire/store"
	"github.com/tagwire/tagwire/store/storetest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func newStore(t testing.TB, now func() time.Time) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), store.FileName), store.Options{NoSync: true, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func put(t testing.TB, s *store.Store, batch ...tagging.Tagging) {
	t.Helper()
	if _, err := s.PutTaggings(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
}

func build(t testing.TB, s *store.Store, r digest.Request) *digest.Digest {
	t.Helper()
	if r.To == 0 {
		last, err := s.LastSeq(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		r.To = last
	}
	d, err := digest.Build(t.Context(), s, r)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func render(t testing.TB, d *digest.Digest, format string, page console.Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := digest.Render(&b, d, format, page); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var stored = time.Date(2025, 3, 5, 5, 30, 0, 0, time.UTC)

// morning is a small day with one of everything: measures reported twice with
// different figures, a delisting, background, ordinary news, hostile text.
func morning(t testing.TB) *store.Store {
	s := newStore(t, func() time.Time { return stored })
	at := func(hour int) time.Time { return time.Date(2025, 3, 4, hour, 15, 0, 0, time.UTC) }

	a := storetest.New("https://herald.example/us-sanctions-fleet", "US sanctions fleet that moved Iranian oil", at(14))
	span := a.Say("The United States on Tuesday sanctioned six individuals and Horvat Shipping of Dubai for moving Iranian oil, the Treasury said.")
	a.Designate(tagging.Organization, "Horvat Shipping", tagging.Designated, "E.O. 13902", "OFAC", "2025-03-04", span)
	a.Entity(tagging.City, "Dubai").Place = &tagging.Place{GeonamesID: 292223, Name: "Dubai", Country: "AE"}
	span = a.Say("Among them is Anton Zubov, who runs the company from an office near the creek.")
	a.Designate(tagging.Person, "Anton Zubov", tagging.Designated, "E.O. 13902", "OFAC", "2025-03-04", span)
	a.Entity(tagging.Person, "Anton Zubov").Listed = []tagging.Listing{{List: "ofac-sdn", UID: "51234", Name: "ZUBOV, Anton", Score: 0.98, Strength: "confirmed"}}
	span = a.Say("His partner Mira Ostrov was designated by the European Union on 12 May 2019.")
	a.Designate(tagging.Person, "Mira Ostrov", tagging.Designated, "", "European Union", "2019-05-12", span)

	b := storetest.New("https://courier.example/oil-fleet", "Treasury targets oil fleet in Dubai", at(16))
	span = b.Say("Washington imposed sanctions on five individuals and on Horvat Shipping, a company in Dubai, over Iranian oil.")
	b.Designate(tagging.Organization, "Horvat Shipping", tagging.Designated, "", "U.S. Treasury", "2025-03-04", span)
	b.Entity(tagging.City, "Dubai")
	b.Entity(tagging.Person, "Anton Zubov")

	c := storetest.New("https://gazette.example/bank", "Council takes bank off its list", at(9))
	span = c.Say("The Council of the European Union removed Lozan Bank from its list on 3 March after a court annulled the entry.")
	c.Designate(tagging.Organization, "Lozan Bank", tagging.Delisted, "Council Decision (CFSP) 2014/512", "Council of the European Union", "2025-03-03", span)

	d := storetest.New("javascript:alert(1)", "Harvest <script>alert('x')</script> \x1b[31mlate* this year", at(8))
	d.Say("Apples in the valley ripened three weeks late because of the frost in April, growers told the regional paper.")
	d.Entity(tagging.City, "Vienna")
	put(t, s, a.Tagging(), b.Tagging(), c.Tagging(), d.Tagging())
	return s
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-update writes it anew) -want +got:\n%s", name, diff)
	}
}

func TestGolden(t *testing.T) {
	s := morning(t)
	zone := time.FixedZone("CET", 3600)
	d := build(t, s, digest.Request{Subscription: "all", Zone: zone, Operations: []digest.Disruption{{What: "silent feed", Detail: "https://herald.example/rss: nothing for 3 days, usually hourly"}}})
	for name, format := range map[string]string{"morning.txt": "text", "morning.md": "markdown", "morning.html": "html", "morning.json": "json", "morning.atom": "atom"} {
		golden(t, name, render(t, d, format, console.Page{Width: 80}))
	}
	golden(t, "narrow.txt", render(t, d, "text", console.Page{Width: 44}))
	golden(t, "colour.txt", render(t, d, "text", console.Page{Width: 80, Colour: true}))
	empty := build(t, s, digest.Request{From: 4, To: 4})
	for name, format := range map[string]string{"empty.txt": "text", "empty.md": "markdown", "empty.html": "html"} {
		golden(t, name, render(t, empty, format, console.Page{Width: 80}))
	}
}

func TestHostileTextStaysText(t *testing.T) {
	d := build(t, morning(t), digest.Request{})
	for _, format := range []string{"text", "markdown", "html", "atom"} {
		out := render(t, d, format, console.Page{Width: 80})
		for _, bad := range []string{"<script>", "javascript:", "\x1b"} {
			if bad == "<script>" && format == "text" {
				continue // harmless there
			}
			if strings.Contains(out, bad) {
				t.Errorf("%s has %q", format, bad)
			}
		}
	}
}

func TestWidths(t *testing.T) {
	d := build(t, morning(t), digest.Request{})
	for _, width := range []int{40, 60, 80, 100, 200} {
		for _, l := range strings.Split(render(t, d, "text", console.Page{Width: width}), "\n") {
			if console.Width(l) > min(width, console.MaxWidth) && !strings.Contains(l, "://") {
				t.Errorf("at width %d: %q", width, l)
			}
		}
	}
}

func TestCountsAddUp(t *testing.T) {
	s := newStore(t, func() time.Time { return stored })
	put(t, s, storetest.Taggings(300, 4)...)
	d := build(t, s, digest.Request{})
	articles := 0
	for _, st := range d.Stories {
		if st.Articles != len(st.Sources) {
			t.Errorf("story %s: %d articles, %d sources", st.ID, st.Articles, len(st.Sources))
		}
		articles += st.Articles
	}
	c := d.Counts
	for _, eq := range []struct {
		what      string
		got, want int
	}{
		{"articles in stories", articles, c.Articles}, {"all articles", c.Articles, 300},
		{"stories", len(d.Stories), c.Stories}, {"designations", len(d.Designations), c.Designations},
		{"first names", len(d.FirstSeen) + c.FirstSeenAbove, c.FirstSeen}, {"watchlisted", len(d.Watchlisted), c.Watchlisted},
	} {
		if eq.got != eq.want {
			t.Errorf("%s: %d, want %d", eq.what, eq.got, eq.want)
		}
	}
	if c.Designations == 0 || c.Stories >= c.Articles {
		t.Errorf("implausible counts %+v", c)
	}
}

// TestNothingTwice: the second half of a day has no measure of the first.
func TestNothingTwice(t *testing.T) {
	s := newStore(t, func() time.Time { return stored })
	batch := storetest.Taggings(400, 6)
	put(t, s, batch...)
	again := make([]tagging.Tagging, len(batch))
	for i := range batch {
		again[i] = batch[i]
		again[i].Tagger.Version = "test-2"
	}
	put(t, s, again...)
	whole := build(t, s, digest.Request{To: 400})
	seen := make(map[string]bool)
	n := 0
	for _, r := range []digest.Request{{To: 150}, {From: 150, To: 400}, {From: 400, To: 800}} {
		d := build(t, s, r)
		for _, m := range d.Designations {
			n++
			key := m.ID + string(m.Action) + strings.Join(m.Dates, ",") + strings.Join(m.Authorities, ",") + strings.Join(m.Agencies, ",")
			if seen[key] {
				t.Errorf("%s is in two digests", key)
			}
			seen[key] = true
		}
		if r.From == 400 && d.Counts.FirstSeen != 0 {
			t.Errorf("%d names first seen when nothing but the tagger changed", d.Counts.FirstSeen)
		}
	}
	if n != whole.Counts.Designations {
		t.Errorf("%d designations bit by bit, %d at once", n, whole.Counts.Designations)
	}
}

func TestFilters(t *testing.T) {
	s := morning(t)
	for _, tc := range []struct {
		name   string
		filter digest.Filter
		want   int
	}{
		{"none", digest.Filter{}, 4},
		{"list", digest.Filter{Lists: []string{"OFAC-SDN"}}, 2},
		{"country", digest.Filter{Countries: []string{"ae"}}, 2},
		{"country by its people", digest.Filter{Countries: []string{"IR"}}, 2},
		{"authority", digest.Filter{Authorities: []string{"e.o. 13902"}}, 1},
		{"other country", digest.Filter{Countries: []string{"NO"}}, 0},
		{"name", digest.Filter{Names: []string{"lozan bank"}}, 1},
		{"part of a word", digest.Filter{Names: []string{"loz"}}, 0},
		{"search", digest.Filter{Search: []string{"apples", "frost"}}, 1},
		{"two conditions", digest.Filter{Countries: []string{"AE"}, Search: []string{"treasury"}}, 2},
	} {
		if got := build(t, s, digest.Request{Filter: tc.filter}).Counts.Articles; got != tc.want {
			t.Errorf("%s: %d articles, want %d", tc.name, got, tc.want)
		}
	}
}

func TestMovers(t *testing.T) {
	s := newStore(t, func() time.Time { return stored })
	day := storetest.Day
	article := func(at time.Time, n int, names ...string) tagging.Tagging {
		b := storetest.New("https://a.example/"+at.Format("20060102150405")+names[0]+string(rune('a'+n)), "About "+names[0], at)
		for _, name := range names {
			b.Entity(tagging.Person, name)
		}
		b.Say("It was an ordinary report about ordinary things, " + at.String())
		return b.Tagging()
	}
	for i := range 20 { // Rosa once in five days, Ivo six times every day
		at := day.AddDate(0, 0, -21+i)
		if i%5 == 0 {
			put(t, s, article(at, 0, "Rosa Lozan"))
		}
		for k := range 6 {
			put(t, s, article(at.Add(time.Duration(k)*time.Hour), k, "Ivo Petran"))
		}
	}
	from, err := s.LastSeq(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for k := range 7 {
		put(t, s, article(day.Add(time.Duration(k)*time.Hour), k, "Rosa Lozan"), article(day.Add(time.Duration(k)*time.Hour), k, "Ivo Petran"))
	}
	d := build(t, s, digest.Request{From: from})
	if len(d.Movers) != 1 || d.Movers[0].Name.Name != "Rosa Lozan" || d.Movers[0].Articles != 7 {
		t.Errorf("movers %+v, want Rosa Lozan only", d.Movers)
	}
}

func TestAtomIsAFeed(t *testing.T) {
	d := build(t, morning(t), digest.Request{Subscription: "all"})
	feed, err := gofeed.NewParser().ParseString(render(t, d, "atom", console.Page{}))
	if err != nil {
		t.Fatal(err)
	}
	if want := 1 + d.Counts.Designations + d.Counts.Delistings; len(feed.Items) != want {
		t.Errorf("%d entries, want %d", len(feed.Items), want)
	}
	if feed.FeedType != "atom" || feed.Title == "" || feed.UpdatedParsed == nil || len(feed.Authors) == 0 {
		t.Errorf("the feed lacks what RFC 4287 asks for: %+v", feed)
	}
	seen := make(map[string]bool)
	for i, it := range feed.Items {
		if seen[it.GUID] || it.GUID == "" || it.Title == "" || it.UpdatedParsed == nil || it.Content == "" || i > 0 && it.Link == "" {
			t.Errorf("entry %q is no entry, or one twice: %+v", it.GUID, it)
		}
		seen[it.GUID] = true
	}
}

// BenchmarkDay is the digest of a day with 20,000 articles, stories included,
// in text.
func BenchmarkDay(b *testing.B) {
	s := newStore(b, func() time.Time { return stored })
	all := storetest.Taggings(20_000, 1)
	for len(all) > 0 {
		put(b, s, all[:1000]...)
		all = all[1000:]
	}
	b.ReportAllocs()
	for b.Loop() {
		d := build(b, s, digest.Request{})
		render(b, d, "text", console.Page{Width: 80})
	}
	b.ReportMetric(20_000*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

func TestDatelines(t *testing.T) {
	for in, want := range map[string]string{
		"SEOUL, Nov. 5 (Peninsula Brief) -- The ministry said no.": "The ministry said no.",
		"WASHINGTON — Today, the Treasury acted.":                  "Today, the Treasury acted.",
		"BRUSSELS (AFP) - The Council met.":                        "The Council met.",
		"The bank - a small one - closed.":                         "The bank - a small one - closed.",
		"US officials - two of them - resigned.":                   "US officials - two of them - resigned.",
	} {
		s := newStore(t, nil)
		b := storetest.New("https://a.example/1", "Title", storetest.Day)
		b.Say(in)
		put(t, s, b.Tagging())
		if got := build(t, s, digest.Request{}).Stories[0].Summary; got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}
