package resolve_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/resolve"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// TestHugeTexts feeds what could make comparisons explode: it must end, and
// keep every mention. A quadratic step would be felt here.
func TestHugeTexts(t *testing.T) {
	const n = 6000
	for _, c := range []struct {
		name string
		word func(int) string
		typ  tagging.Type
	}{
		{"one surname", func(i int) string { return fmt.Sprintf("Kim Chol%d", i) }, tagging.Person},
		{"one surname, in full and bare", func(i int) string { return []string{"Boris Rotenberg", "Arkady Rotenberg", "Rotenberg"}[i%3] }, tagging.Person},
		{"one head", func(i int) string { return fmt.Sprintf("Ministry of Trade%d", i) }, tagging.Organization},
		{"two forms by turns", func(i int) string { return []string{"OFAC", "Office of Foreign Assets Control"}[i%2] }, tagging.Organization},
		{"many owners", func(i int) string { return fmt.Sprintf("Body%d’s Ministry of Trade", i) }, tagging.Organization},
		{"many cities", func(i int) string { return fmt.Sprintf("Town%d", i) }, tagging.City},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			var spans []token.Span
			for i := range n {
				start := b.Len()
				b.WriteString(c.word(i))
				spans = append(spans, token.Span{Start: start, End: b.Len()})
				b.WriteString(" met. ")
			}
			d := token.New(b.String())
			var ms []mention.Mention
			for _, s := range spans {
				m := mention.Mention{Span: s, First: d.At(s.Start), Last: d.At(s.End-1) + 1, Type: c.typ, Score: 0.9, Source: "test"}
				ms = append(ms, m)
			}
			got := 0
			for _, e := range resolve.Merge(d, resolve.Propagate(d, resolve.Settle(d, ms))) {
				got += len(e.Mentions)
			}
			if got < n {
				t.Errorf("%d of %d mentions", got, n)
			}
		})
	}
}
