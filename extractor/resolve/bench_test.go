package resolve_test

import (
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/resolve"
)

// story is a paragraph as dense in names as releases on sanctions are.
const story = "The [O U.S. Department of the Treasury]’s [O Office of Foreign Assets Control] ([O OFAC]) sanctioned [P Choe Chol Min], " +
	"a [C Beijing]-based representative of the [O Second Academy of Natural Sciences] ([O SANS]), under [A E.O. 13382]. " +
	"[P Brian E. Nelson], who spoke for [O Treasury], said that [O SANS] had paid [O Parsek LLC] in [C Dalian]. [P Nelson] did not name [P Choe]. " +
	"The measures, which take effect at once, freeze all property of those named and forbid dealings with them, officials told reporters.\n\n"

func BenchmarkResolve(b *testing.B) {
	var t testing.T
	d, ms := annotated(&t, strings.Repeat(story, 100))
	cands := make([]mention.Mention, len(ms))
	b.SetBytes(int64(len(d.Text)))
	b.ReportAllocs()
	for b.Loop() {
		copy(cands, ms)
		resolve.Merge(d, resolve.Propagate(d, resolve.Settle(d, cands)))
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
