package watchlist_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// BenchmarkFind finds names in texts that are tokenized already, as the
// extractor's are.
func BenchmarkFind(b *testing.B) {
	b.Run("ofac", func(b *testing.B) { benchmarkFind(b, official(b, 1)) })
	b.Run("all", func(b *testing.B) { benchmarkFind(b, official(b, len(officialFiles))) })
	b.Run("million", func(b *testing.B) { benchmarkFind(b, []source.List{invented(1_000_000)}) })
}

func benchmarkFind(b *testing.B, lists []source.List) {
	x := watchlist.Build(lists...)
	texts := news(b, 300, lists)
	docs := make([]*token.Document, len(texts))
	size := 0
	for i, t := range texts {
		docs[i] = token.New(t)
		size += len(t)
	}
	hits := make([]watchlist.Hit, 0, 1000)
	found := 0
	best := time.Hour
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		start := time.Now()
		found = 0
		for _, d := range docs {
			hits = x.Find(d, hits[:0])
			found += len(hits)
		}
		best = min(best, time.Since(start))
	}
	if found == 0 {
		b.Fatal("nothing found")
	}
	// The best pass: the others shared the processor.
	b.ReportMetric(float64(best.Nanoseconds())/1e3*3000/float64(size), "µs/3kB")
	b.ReportMetric(float64(size)/best.Seconds()/1e6, "MB/s")
	b.ReportMetric(float64(found)/float64(len(docs)), "hits/text")
}

// BenchmarkTokens is what the extractor spends on tokens in any case.
func BenchmarkTokens(b *testing.B) {
	texts := news(b, 300, []source.List{invented(100)})
	size := 0
	for _, t := range texts {
		size += len(t)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, t := range texts {
			token.New(t)
		}
	}
}

// BenchmarkBuild builds the index; the figures are its time from lists in
// memory and what it keeps on the heap.
func BenchmarkBuild(b *testing.B) {
	b.Run("ofac", func(b *testing.B) { benchmarkBuild(b, official(b, 1)) })
	b.Run("all", func(b *testing.B) { benchmarkBuild(b, official(b, len(officialFiles))) })
	b.Run("million", func(b *testing.B) { benchmarkBuild(b, []source.List{invented(1_000_000)}) })
}

func benchmarkBuild(b *testing.B, lists []source.List) {
	var x *watchlist.Index
	before := heap()
	for b.Loop() {
		x = watchlist.Build(lists...)
	}
	b.ReportMetric(heap()-before, "MB-heap")
	runtime.KeepAlive(lists)
	runtime.KeepAlive(x)
}

func heap() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / 1e6
}

// BenchmarkFromFiles reads and indexes all official files.
func BenchmarkFromFiles(b *testing.B) {
	for b.Loop() {
		watchlist.Build(official(b, len(officialFiles))...)
	}
}

// BenchmarkOpen opens the saved index of all official lists.
func BenchmarkOpen(b *testing.B) {
	x := all(b)
	path := filepath.Join(b.TempDir(), "lists")
	var buf bytes.Buffer
	if _, err := x.WriteTo(&buf); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(path, buf.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := watchlist.Open(path); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(buf.Len())/1e6, "MB-file")
}

// BenchmarkSearch searches all official lists for names of strangers, which
// most names of a batch are, for misspelled listed names and for listed names
// as they are printed. The times are each name's best of the passes: the others
// shared the processor.
func BenchmarkSearch(b *testing.B) {
	x := all(b)
	for _, c := range []struct {
		name  string
		names []string
	}{
		{"strangers", unlisted(b)[:4000]},
		{"misspelled", slices.Concat(listedVariants(b), misspelled(b, 1500))},
		{"listed", listedNames(b, 2000)},
	} {
		b.Run(c.name, func(b *testing.B) { benchmarkSearch(b, x, c.names) })
	}
}

func benchmarkSearch(b *testing.B, x *watchlist.Index, names []string) {
	best := make([]time.Duration, len(names))
	b.ReportAllocs()
	for b.Loop() {
		for i, n := range names {
			start := time.Now()
			x.Search(watchlist.Query{Name: n, Limit: 3})
			if d := time.Since(start); best[i] == 0 || d < best[i] {
				best[i] = d
			}
		}
	}
	slices.Sort(best)
	sum := time.Duration(0)
	for _, d := range best {
		sum += d
	}
	b.ReportMetric(float64(best[len(best)/2].Nanoseconds())/1e3, "µs-p50")
	b.ReportMetric(float64(best[len(best)*99/100].Nanoseconds())/1e3, "µs-p99")
	b.ReportMetric(float64(best[len(best)-1].Nanoseconds())/1e3, "µs-max")
	b.ReportMetric(float64(len(names))/sum.Seconds(), "names/s")
}
