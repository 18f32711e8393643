package digest

import (
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/store/storetest"
)

// busy is a digest whose sections are longer than what is printed of them.
func busy(t *testing.T) *Digest {
	s := filled(t, 0)
	batch := storetest.Taggings(400, 4)
	for i := range batch {
		for k := range batch[i].Entities {
			if e := &batch[i].Entities[k]; e.Type == tagging.Person && i%2 == 0 {
				e.Listed = []tagging.Listing{{List: "ofac-sdn", UID: fmt.Sprint(1000 + i), Strength: "likely"}}
			}
		}
	}
	if _, err := s.PutTaggings(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	d, err := Build(t.Context(), s, Request{To: 400, Operations: []Disruption{{"silent feed", "a"}, {"dead letters", "b"}}})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 14 {
		d.Movers = append(d.Movers, Mover{Name: Name{Name: fmt.Sprint("Mover ", i)}})
	}
	d.Counts.Movers = len(d.Movers)
	return d
}

// TestSectionsAddUp: the number behind each title is that of the things shown,
// of those shown elsewhere and of those left out.
func TestSectionsAddUp(t *testing.T) {
	d := busy(t)
	cut, titles := 0, make(map[string]int)
	for _, s := range d.sections() {
		n := s.Above + s.Hidden
		for i := range s.Items {
			n += s.Items[i].things()
		}
		if n != s.Count {
			t.Errorf("%s: %d in the title, %d shown, above or left out", s.Title, s.Count, n)
		}
		if s.Hidden > 0 {
			cut++
			if !strings.HasPrefix(s.More, fmt.Sprintf("and %d more", s.Hidden)) {
				t.Errorf("%s: %d left out, but %q", s.Title, s.Hidden, s.More)
			}
		}
		if s.Above > 0 && !strings.HasPrefix(s.Note, fmt.Sprint(s.Above)) {
			t.Errorf("%s: %d are above, but %q", s.Title, s.Above, s.Note)
		}
		titles[s.Title] = s.Count
	}
	if cut != 4 {
		t.Errorf("%d sections are cut, want those of names, watchlisted names, movers and stories", cut)
	}
	for title, what := range map[string]string{
		"New designations": "new designations", "Stories": "stories",
		"Names seen for the first time": "names seen", "Watchlisted names in the news": "watchlisted names",
	} {
		m := regexp.MustCompile(`(\d+) ` + what).FindStringSubmatch(d.Overview())
		if m == nil || m[1] != strconv.Itoa(titles[title]) {
			t.Errorf("the overview %q does not agree with %d %s", d.Overview(), titles[title], what)
		}
	}
}

// TestEveryFormatShowsAll: each item and each number is in each format.
func TestEveryFormatShowsAll(t *testing.T) {
	d := busy(t)
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	for format, plain := range map[string]func(string) string{
		"text":     strings.ToUpper, // titles are in capitals there
		"markdown": func(s string) string { return strings.NewReplacer(`\`, "", "*", "").Replace(s) },
		"html": func(s string) string {
			return html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(s, ""))
		},
	} {
		var b strings.Builder
		if err := Render(&b, d, format, console.Page{Width: 100}); err != nil {
			t.Fatal(err)
		}
		out := squeeze(plain(b.String()))
		want := func(what string) {
			if format == "text" {
				what = strings.ToUpper(what)
			}
			if !strings.Contains(out, squeeze(what)) {
				t.Errorf("%s lacks %q", format, what)
			}
		}
		for _, s := range d.sections() {
			want(fmt.Sprintf("%s (%d)", s.Title, s.Count))
			want(s.More)
			want(s.Note)
			for i := range s.Items {
				switch it := &s.Items[i]; {
				case it.Act != nil:
					want(it.Act.Heading)
					for _, f := range it.Act.Findings {
						for _, target := range f.Targets {
							want(target.Name + " – " + target.Facts)
						}
						want(f.Evidence)
						want(f.Foot)
					}
				case it.Name != nil:
					want(it.Name.Name + " – " + it.Name.Facts)
				case it.Story != nil:
					want(it.Story.Title)
					want(it.Story.When)
				default:
					want(it.Line)
				}
			}
		}
	}
}
