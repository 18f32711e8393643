package clean

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/fixtures"
)

// TestClosingParagraphStays cleans pages of the demo site that end in a short
// paragraph right above what the page adds below its story.
func TestClosingParagraphStays(t *testing.T) {
	for _, tt := range []struct{ page, closing, below string }{
		{"harbour/tanker.html", "The company’s bank, Pireos Maritime Bank, is not accused of wrongdoing.", "make a donation"},
		{"peninsula/ice-festival.html", "The hall stays open until Feb. 28.", "(END)"},
		{"peninsula/laos-coders.html", "South Korea's Unification Ministry had no immediate comment.", "Kimchi"},
		{"meridian/oligarch-villa.html", "by which he was listed.", "Most read"},
		{"newsroom/eu-belarus.html", "until 28 February 2027.", "Subscribe to press releases"},
	} {
		t.Run(tt.page, func(t *testing.T) {
			body, err := fs.ReadFile(fixtures.Demo(), tt.page)
			if err != nil {
				t.Fatal(err)
			}
			a, err := Page(article.Page{ContentType: "text/html", Body: body})
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(a.Text, tt.closing) {
				t.Errorf("the story ends in %q, want %q", a.Text[max(0, len(a.Text)-80):], tt.closing)
			}
			if strings.Contains(a.Text, tt.below) {
				t.Errorf("%q was kept", tt.below)
			}
		})
	}
}

func TestAStoryIsKeptOnce(t *testing.T) {
	para := "<p>The harbour office said on Tuesday that four of the six cranes had been repaired and would work again before the week ended.</p>"
	a, err := HTML([]byte("<html><body><article><h1>Cranes work again</h1>"+para+"<p>A fifth crane waits for parts from Gdansk, the office said, and the sixth will be scrapped.</p><div class=mobile>"+para+"</div></article></body></html>"), "https://harbour.example/cranes")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(a.Text, "four of the six cranes"); n != 1 {
		t.Errorf("the paragraph stands %d times in %q", n, a.Text)
	}
}
