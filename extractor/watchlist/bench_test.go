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
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		for _, d := range docs {
			hits = x.Find(d, hits[:0])
			found = max(found, len(hits))
		}
	}
	if found == 0 {
		b.Fatal("nothing found")
	}
	perText := float64(b.Elapsed().Nanoseconds()) / float64(b.N*len(docs))
	b.ReportMetric(perText/1e3*3000/(float64(size)/float64(len(docs))), "µs/3kB")
	b.ReportMetric(float64(size)/float64(len(docs))/perText*1e3, "MB/s")
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

// BenchmarkSearch searches names that are on no list and names that are, over
// all official lists.
func BenchmarkSearch(b *testing.B) {
	x := all(b)
	names := slices.Concat(unlisted(b)[:2000], listedVariants(b))
	times := make([]time.Duration, 0, len(names))
	for b.Loop() {
		times = times[:0]
		for _, n := range names {
			start := time.Now()
			x.Search(watchlist.Query{Name: n, Limit: 3})
			times = append(times, time.Since(start))
		}
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds()), "µs-p50")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds()), "µs-p99")
	b.ReportMetric(float64(b.N*len(names))/b.Elapsed().Seconds(), "names/s")
}
