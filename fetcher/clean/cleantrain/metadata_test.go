package cleantrain_test

import (
	"testing"

	"github.com/tagwire/tagwire/fetcher/clean"
	"github.com/tagwire/tagwire/fetcher/clean/cleantrain"
)

// TestMetadata holds titles, authors and dates of the labelled pages to what
// was reached.
func TestMetadata(t *testing.T) {
	var f cleantrain.Facts
	for _, p := range pages(t) {
		a, _ := clean.HTML(p.HTML, p.URL)
		title, author, date := f.Check(p, a)
		if !*show {
			continue
		}
		if p.Title != "" && !title {
			t.Logf("%s title %q, not %q, from %s", p.ID, a.Title, p.Title, a.Origin["title"])
		}
		if p.Author != "" && !author {
			t.Logf("%s author %q %q, not %q, from %s", p.ID, a.Byline, a.Authors, p.Author, a.Origin["byline"])
		}
		if p.Date != "" && !date {
			t.Logf("%s date %v, not %q, from %s", p.ID, a.Published, p.Date, a.Origin["published"])
		}
	}
	rate := func(right, of int) float64 { return float64(right) / float64(max(of, 1)) }
	for what, r := range map[string][2]float64{"titles": {rate(f.Title, f.Titles), 0.87}, "authors": {rate(f.Author, f.Authors), 0.72}, "dates": {rate(f.Date, f.Dates), 0.81}} {
		if r[0] < r[1] {
			t.Errorf("%s right: %.3f, floor %.2f", what, r[0], r[1])
		}
	}
	t.Logf("title %.3f of %d, author %.3f of %d, date %.3f of %d", rate(f.Title, f.Titles), f.Titles, rate(f.Author, f.Authors), f.Authors, rate(f.Date, f.Dates), f.Dates)
}
