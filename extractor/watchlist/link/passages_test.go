package link_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/tagwire/tagwire/extractor"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
	"github.com/tagwire/tagwire/fetcher/article"
)

const folder = "../../../fixtures/watchlist/"

// sample is the small list that the passages are written for.
func sample(tb testing.TB) *watchlist.Index {
	tb.Helper()
	b, err := os.ReadFile(folder + "list.json")
	if err != nil {
		tb.Fatal(err)
	}
	var l source.List
	if err := json.Unmarshal(b, &l); err != nil {
		tb.Fatal(err)
	}
	return watchlist.Build(l)
}

// passage is one annotated text.
type passage struct {
	text      string
	published time.Time
	names     []named
}

// named is one annotated mention, in code points; uid is empty for one who is
// not listed.
type named struct {
	start, end int
	text, uid  string
}

var annotation = regexp.MustCompile(`\[\[(\w+) ([^\]]+)\]\]`)

func passages(tb testing.TB, file string) []passage {
	tb.Helper()
	b, err := os.ReadFile(folder + file)
	if err != nil {
		tb.Fatal(err)
	}
	var out []passage
	for _, block := range strings.Split(string(b), "\n---\n")[1:] {
		head, body, ok := strings.Cut(block, "\n")
		date, ok2 := strings.CutPrefix(head, "published: ")
		when, err := time.Parse(time.DateOnly, date)
		if !ok || !ok2 || err != nil {
			tb.Fatalf("%s: a passage begins with %q, not its date", file, head)
		}
		p := passage{published: when}
		var text strings.Builder
		n, at := 0, 0
		write := func(s string) { text.WriteString(s); n += len([]rune(s)) }
		for _, m := range annotation.FindAllStringSubmatchIndex(body, -1) {
			write(body[at:m[0]])
			uid, name := body[m[2]:m[3]], body[m[4]:m[5]]
			if uid == "none" {
				uid = ""
			}
			start := n
			write(name)
			p.names = append(p.names, named{start, n, name, uid})
			at = m[1]
		}
		write(body[at:])
		p.text = strings.TrimRight(text.String(), "\n")
		out = append(out, p)
	}
	return out
}

// counts are links of one file of passages.
type counts struct {
	mentions, traps, right, wrong, missed int
}

func (c counts) String() string {
	return fmt.Sprintf("%d mentions, %d of them traps; links: precision %.3f, recall %.3f (right %d, wrong %d, missed %d)",
		c.mentions, c.traps, c.precision(), c.recall(), c.right, c.wrong, c.missed)
}

func (c counts) precision() float64 { return float64(c.right) / float64(max(1, c.right+c.wrong)) }
func (c counts) recall() float64    { return float64(c.right) / float64(max(1, c.right+c.missed)) }

// measure counts the links of a file's passages: every shown link of an entity
// counts, annotated or not.
func measure(t *testing.T, x *extractor.Tagger, file string) (c counts) {
	for _, p := range passages(t, file) {
		out, err := x.Tag(context.Background(), article.Article{ID: file, Text: p.text, Published: p.published})
		if err != nil {
			t.Fatal(err)
		}
		used := make(map[int]bool)
		for _, n := range p.names {
			c.mentions++
			if n.uid == "" {
				c.traps++
			}
			e := entityAt(out, n)
			got := ""
			if e >= 0 {
				used[e] = true
				if l := out.Entities[e].Listed; len(l) > 0 {
					got = l[0].UID
				}
			}
			switch {
			case got == n.uid && got != "":
				c.right++
			case got == "" && n.uid != "":
				c.missed++
				t.Logf("MISSED %q = %s in %q: %s", n.text, n.uid, p.text, found(out, e))
			case got != n.uid:
				c.wrong++
				if n.uid != "" {
					c.missed++
				}
				t.Logf("WRONG %q = %q, not %q, in %q: %v", n.text, got, n.uid, p.text, out.Entities[e].Listed)
			}
		}
		for i, e := range out.Entities {
			if len(e.Listed) > 0 && !used[i] {
				c.wrong++
				t.Logf("WRONG %q, which is not annotated, in %q: %v", e.Name, p.text, e.Listed)
			}
		}
	}
	return c
}

// entityAt is the entity that has a mention over n, -1 if there is none.
func entityAt(out tagging.Tagging, n named) int {
	for i, e := range out.Entities {
		for _, m := range e.Mentions {
			if m.Start < n.end && n.start < m.End && e.Type != tagging.City {
				return i
			}
		}
	}
	return -1
}

func found(out tagging.Tagging, e int) string {
	if e < 0 {
		return "no entity there"
	}
	return string(out.Entities[e].Type) + " " + out.Entities[e].Name
}

// TestPassages holds linking to what it reaches on the passages that we wrote,
// half of whose names are traps.
func TestPassages(t *testing.T) {
	x, err := extractor.New(extractor.WithLists(watchlist.NewHolder(sample(t))))
	if err != nil {
		t.Fatal(err)
	}
	var sum counts
	for _, f := range []string{"dev.txt", "test.txt", "last.txt"} {
		c := measure(t, x, f)
		t.Logf("%s: %s", f, c)
		if c.precision() < 0.97 || c.recall() < 0.85 {
			t.Errorf("%s: below precision 0.97 or recall 0.85", f)
		}
		sum.mentions += c.mentions
		sum.traps += c.traps
		sum.right += c.right
		sum.wrong += c.wrong
		sum.missed += c.missed
	}
	t.Logf("all: %s", sum)
	if sum.mentions < 200 || sum.precision() < 0.97 || sum.recall() < 0.90 {
		t.Error("below precision 0.97 or recall 0.90, or fewer than 200 mentions")
	}
}
