package extractor_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/tagwire/tagwire/extractor"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/gold"
)

const story = `MINSK — The U.S. Treasury’s Office of Foreign Assets Control (OFAC) on Tuesday sanctioned Pavel Andreyevich Sorokin, a Minsk-based businessman, under Executive Order 14038.

“Sorokin’s money kept the regime afloat,” said Laura Whitfield, a Treasury official. The café owner from Kraków was not named. OFAC acted under E.O. 14038.`

func tagger(t testing.TB) *extractor.Tagger {
	t.Helper()
	x, err := extractor.New()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func tag(t testing.TB, x *extractor.Tagger, text string) tagging.Tagging {
	t.Helper()
	out, err := x.Tag(context.Background(), article.Article{ID: "x", Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTagJoinsFormsAndCites(t *testing.T) {
	got := make(map[string][]string)
	for _, e := range tag(t, tagger(t), story).Entities {
		got[e.ID] = append([]string{e.Name}, e.Aliases...)
	}
	for id, form := range map[string]string{
		"person/pavel-andreyevich-sorokin": "Sorokin",
		"legal_authority/us/eo/14038":      "E.O. 14038",
		"person/laura-whitfield":           "Laura Whitfield",
	} {
		found := false
		for _, f := range got[id] {
			found = found || f == form
		}
		if !found {
			t.Errorf("%s has forms %q, want %q among them; all: %v", id, got[id], form, got)
		}
	}
}

func TestOffsetsCountCodePoints(t *testing.T) {
	x := tagger(t)
	for _, text := range []string{story, "", "É", "Beijing", "北京 Beijing — “Kraków”, Łódź.", "bad \xff bytes in Minsk", strings.Repeat("Ж", 600) + " Sorokin of Minsk"} {
		out := tag(t, x, text)
		runes := []rune(out.Text)
		for _, e := range out.Entities {
			for _, m := range e.Mentions {
				if m.Start < 0 || m.End > len(runes) || string(runes[m.Start:m.End]) != m.Text {
					t.Errorf("%q: mention %+v", text, m)
				}
			}
			for _, d := range e.Designations {
				if d.Evidence.Start >= d.Evidence.End || d.Evidence.End > len(runes) {
					t.Errorf("%q: evidence %+v", text, d.Evidence)
				}
			}
		}
	}
}

// TestSameBytes runs one tagger from many goroutines: the same article gives
// the same bytes.
func TestSameBytes(t *testing.T) {
	x := tagger(t)
	want, err := json.Marshal(tag(t, x, story))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 5 {
				out, err := x.Tag(context.Background(), article.Article{ID: "x", Text: story})
				if err != nil {
					t.Error(err)
					return
				}
				got, err := json.Marshal(out)
				if err != nil || !cmp.Equal(got, want) {
					t.Errorf("%v: other bytes than before", err)
				}
			}
		})
	}
	wg.Wait()
}

func TestTooLong(t *testing.T) {
	_, err := tagger(t).Tag(context.Background(), article.Article{ID: "x", Text: strings.Repeat("a ", extractor.MaxText)})
	if !errors.Is(err, extractor.ErrTooLong) {
		t.Errorf("got %v", err)
	}
}

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{
		"Choe Chol Min": "choe-chol-min", "Muñoz, José": "munoz-jose", "O’Brien": "obrien", "U.S. Bank": "u-s-bank", "北京": "北京", "--": "",
	} {
		if got := extractor.Slug(name); got != want {
			t.Errorf("Slug(%q) = %q, want %q", name, got, want)
		}
	}
}

func FuzzTag(f *testing.F) {
	x := tagger(f)
	f.Add(story)
	f.Add(strings.Repeat("(", 3000))
	f.Add("The following were sanctioned:\n- A B\n- C D LLC\n")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			text = strings.ToValidUTF8(text, "?")
		}
		out := tag(t, x, text)
		runes := []rune(out.Text)
		for _, e := range out.Entities {
			for _, m := range e.Mentions {
				if string(runes[m.Start:m.End]) != m.Text {
					t.Fatalf("mention %+v", m)
				}
			}
		}
	})
}

func BenchmarkTag(b *testing.B) {
	x := tagger(b)
	a := article.Article{ID: "x", Text: strings.Repeat(story+"\n\n", 10)}
	words := len(strings.Fields(a.Text))
	b.SetBytes(int64(len(a.Text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := x.Tag(context.Background(), a); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkTagArticles tags articles of all kinds as they come.
func BenchmarkTagArticles(b *testing.B) {
	x := tagger(b)
	var articles []article.Article
	size, tokens := 0, 0
	for _, split := range []string{"train", "dev", "test"} {
		gold, err := gold.Load("../fixtures/gold/" + split)
		if err != nil {
			b.Fatal(err)
		}
		for _, g := range gold {
			articles = append(articles, article.Article{ID: g.ID, Title: g.Title, Text: g.Text})
			size += len(g.Text)
			tokens += len(token.New(g.Text).Tokens)
		}
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, a := range articles {
			if _, err := x.Tag(context.Background(), a); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(tokens*b.N)/b.Elapsed().Seconds(), "tokens/s")
	b.ReportMetric(float64(tokens), "tokens")
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		tagger(b)
	}
}
