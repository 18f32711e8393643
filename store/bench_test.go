package store_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/tagwire/tagwire/store"
	"github.com/tagwire/tagwire/store/storetest"
)

// BenchmarkPut stores batches of different sizes; articles/s is what matters,
// bytes/article what the file grows by.
func BenchmarkPut(b *testing.B) {
	for _, size := range []int{1, 100, 1000} {
		b.Run(fmt.Sprint("batch=", size), func(b *testing.B) {
			b.ReportAllocs()
			s := newStore(b)
			n := 0
			for seed := uint64(0); b.Loop(); seed++ {
				n += put(b, s, storetest.Taggings(size, seed)...)
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
			if info, err := os.Stat(s.Path()); err == nil {
				b.ReportMetric(float64(info.Size())/float64(n), "bytes/article")
			}
		})
	}
}

func benchStore(b *testing.B, n int) *store.Store {
	s := newStore(b)
	put(b, s, storetest.Taggings(n, 1)...)
	return s
}

func BenchmarkBriefs(b *testing.B) {
	s := benchStore(b, 5000)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for _, err := range s.Briefs(b.Context(), 0, 0) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "briefs/s")
}

func BenchmarkSearch(b *testing.B) {
	s := benchStore(b, 5000)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for _, err := range s.Search(b.Context(), []string{"no such word anywhere"}) {
			if err != nil {
				b.Fatal(err)
			}
		}
		n += 5000
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}
