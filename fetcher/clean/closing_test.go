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
