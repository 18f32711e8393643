package desk

import (
	"net/url"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/article"
)

// FuzzParagraphs cuts texts with any mentions and evidence: nothing is lost,
// said twice or out of order.
func FuzzParagraphs(f *testing.F) {
	f.Add("One. Two.\n\nThree\nfour.", 0, 4, 5, 9, 11, 16)
	f.Add("ä\n\n\n\nö", 0, 5, 0, 1, 3, 2)
	f.Add("\n\n", 0, 1, 1, 2, -1, 9)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d, e, g int) {
		text = strings.ToValidUTF8(text, "?")
		tg := &tagging.Tagging{Article: article.Article{Text: text}, Entities: []tagging.Entity{{
			Type: tagging.Person, Name: "x",
			Mentions:     []tagging.Mention{{Start: a, End: b}, {Start: c, End: d}},
			Designations: []tagging.Designation{{Evidence: tagging.Span{Start: e, End: g}}, {Evidence: tagging.Span{Start: c, End: g}}},
		}}}
		var out strings.Builder
		for _, p := range paragraphs(tg) {
			for _, s := range p {
				for _, x := range s.Pieces {
					out.WriteString(x.Text)
				}
			}
		}
		bare := func(s string) string {
			return strings.Map(func(r rune) rune {
				if r == '\n' || r == ' ' {
					return -1
				}
				return r
			}, s)
		}
		if bare(out.String()) != bare(text) {
			t.Errorf("%q became %q", text, out.String())
		}
	})
}

// FuzzQuery reads any parameters; what is read is written as it was read.
func FuzzQuery(f *testing.F) {
	f.Add("q=tanker&since=2026-11-01&sanctioned=1&page=3&site=x")
	f.Add("page=-1&until=2026-13-01&q=%00")
	f.Fuzz(func(t *testing.T, s string) {
		v, err := url.ParseQuery(s)
		if err != nil {
			return
		}
		q, err := parseQuery(v)
		if err != nil {
			return
		}
		if again, err := parseQuery(q.values()); err != nil || again != q {
			t.Errorf("%+v became %+v, %v", q, again, err)
		}
		for _, a := range q.args()[1:] {
			if a == "--" {
				break
			}
			if q.Words == "" && !strings.HasPrefix(a, "--") && a != "articles" {
				t.Errorf("argument %q", a)
			}
		}
	})
}
