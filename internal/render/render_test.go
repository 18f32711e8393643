package render_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/render"
)

func sample() *tagging.Tagging {
	text := "OFAC sanctioned <Zoë> Marov.\n\nHe lives in Minsk."
	return &tagging.Tagging{
		Article: article.Article{ID: "1", Title: "A *title*", Text: text, Blocks: []article.Block{
			{Kind: article.Paragraph, Start: 0, End: 28}, {Kind: article.ListItem, Level: 1, Start: 30, End: 48}},
			Removed: []article.Removed{{Text: "Read: more", Rule: "related-link"}}},
		Entities: []tagging.Entity{
			{Type: tagging.Person, Name: "Zoë Marov", Sanctioned: true, Mentions: []tagging.Mention{{Start: 17, End: 20, Text: "Zoë"}},
				Designations: []tagging.Designation{{Action: tagging.Designated, Agency: "OFAC", Date: "2026-11-12", Evidence: tagging.Span{Start: 0, End: 28}, Confidence: .9}}},
			{Type: tagging.City, Name: "Minsk", Mentions: []tagging.Mention{{Start: 42, End: 47, Text: "Minsk"}}, Place: &tagging.Place{Country: "BY"}},
		},
	}
}

func TestFormats(t *testing.T) {
	for format, want := range map[string][]string{
		"text":  {"designated by OFAC on 2026-11-12 (90 %)", "“OFAC sanctioned <Zoë> Marov.”", "Minsk, BY ×1"},
		"html":  {`<mark class="person sanctioned" title="Zoë Marov (person)">Zoë</mark>`, "&lt;", `<mark class="city"`},
		"jsonl": {`"start":17,"end":20`},
	} {
		var b bytes.Buffer
		if err := render.Write(&b, format, sample()); err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(b.String(), w) {
				t.Errorf("%s lacks %q:\n%s", format, w, b.String())
			}
		}
	}
	if err := render.Write(&bytes.Buffer{}, "yaml", sample()); err == nil {
		t.Error("an unknown format is written")
	}
}

func TestArticle(t *testing.T) {
	a := &sample().Article
	var md, ex bytes.Buffer
	if err := render.Article(&md, "markdown", a); err != nil {
		t.Fatal(err)
	}
	if want := "# A \\*title\\*\n\nOFAC sanctioned \\<Zoë> Marov.\n\n- He lives in Minsk.\n"; md.String() != want {
		t.Errorf("%q, want %q", md.String(), want)
	}
	if err := render.Removed(&ex, "a.html", a); err != nil || !strings.Contains(ex.String(), "\n- related-link") {
		t.Errorf("%v %q", err, ex.String())
	}
}
