package resolve

import (
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// TestIntroductions reads each row's example: what stands before the gap and
// what stands behind it are one thing.
func TestIntroductions(t *testing.T) {
	for _, in := range introductions {
		d := token.New(in.example + " .")
		var ms []mention.Mention
		for first := 0; first < len(d.Tokens); first++ {
			for last := first + 1; last <= min(len(d.Tokens), first+longestGap); last++ {
				if gap, _, ok := gapOf(d, first, last); !ok || gap != in.gap || len(ms) > 0 || isQuote(d.Word(first)) || last < len(d.Tokens) && isQuote(d.Word(last)) {
					continue
				}
				end := last
				for end < len(d.Tokens) && !strings.ContainsAny(d.Word(end), ")”\".") {
					end++
				}
				for _, span := range [][2]int{{0, first}, {last, end}} {
					ms = append(ms, mention.Mention{First: span[0], Last: span[1], Span: d.Span(span[0], span[1]), Type: tagging.Organization, Score: 0.8})
				}
			}
		}
		if len(ms) != 2 {
			t.Errorf("%q: the gap %q is not in it", in.example, in.gap)
			continue
		}
		if got := Merge(d, ms); len(got) != 1 {
			t.Errorf("%q: %d entities, want one", in.example, len(got))
		}
	}
	for _, apart := range []string{
		"Parsek Trading , Orbita Bank", "Parsek Trading ( Orbita Bank )", "Parsek Trading and Orbita Bank", "Parsek Trading known Orbita Bank",
	} {
		d := token.New(apart)
		last := len(d.Tokens)
		if d.Word(last-1) == ")" {
			last--
		}
		var ms []mention.Mention
		for _, span := range [][2]int{{0, 2}, {last - 2, last}} {
			ms = append(ms, mention.Mention{First: span[0], Last: span[1], Span: d.Span(span[0], span[1]), Type: tagging.Organization, Score: 0.8})
		}
		if got := Merge(d, ms); len(got) != 2 {
			t.Errorf("%q: %d entities, want two", apart, len(got))
		}
	}
}
