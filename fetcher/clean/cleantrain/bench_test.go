package cleantrain_test

import (
	"testing"

	"github.com/tagwire/tagwire/fetcher/clean"
)

// BenchmarkPages cleans the labelled pages, real ones of all sizes.
func BenchmarkPages(b *testing.B) {
	all := pages(b)
	size := 0
	for _, p := range all {
		size += len(p.HTML)
	}
	b.SetBytes(int64(size / len(all)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		p := &all[i%len(all)]
		i++
		_, _ = clean.HTML(p.HTML, p.URL)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
