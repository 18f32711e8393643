package pipeline_test

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tagwire/tagwire/extractor"
	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/fetcher/clean"
	"github.com/tagwire/tagwire/fixtures"
	"github.com/tagwire/tagwire/internal/bus"
	"github.com/tagwire/tagwire/internal/pipeline"
	"github.com/tagwire/tagwire/store"
	"github.com/tagwire/tagwire/store/crawl"
)

// demoPages are the demo site's articles as they lie.
func demoPages(tb testing.TB) []string {
	var pages []string
	err := fs.WalkDir(fixtures.Demo(), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && path.Ext(p) == ".html" && p != "index.html" {
			var body []byte
			if body, err = fs.ReadFile(fixtures.Demo(), p); err == nil {
				pages = append(pages, string(body))
			}
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return pages
}

// generated is a site of n pages, each one of the demo's with a number of its
// own in place of its canonical address.
func generated(tb testing.TB, n int) *httptest.Server {
	pages := demoPages(tb)
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/feed" {
			fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>`)
			for i := range n {
				fmt.Fprintf(w, "<item><link>http://%s/%d</link></item>", r.Host, i)
			}
			fmt.Fprint(w, "</channel></rss>")
			return
		}
		i, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		body := strings.ReplaceAll(pages[i%len(pages)], "rel=\"canonical\"", "rel=\"x\"")
		body = strings.ReplaceAll(body, fixtures.Host, fmt.Sprintf("n%d.invalid", i))
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, body)
	}))
}

// BenchmarkRun measures articles from a local site to the store, with the real
// stages: one operation is a run over TAGWIRE_BENCH_PAGES pages (default 200).
func BenchmarkRun(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("TAGWIRE_BENCH_PAGES"))
	if err != nil {
		n = 200
	}
	for _, sync := range []bus.Sync{bus.SyncAlways, bus.SyncInterval} {
		b.Run(fmt.Sprintf("sync=%s", sync), func(b *testing.B) {
			for b.Loop() {
				runOnce(b, sync, n)
			}
		})
	}
}

func runOnce(b *testing.B, sync bus.Sync, n int) {
	site := generated(b, n)
	defer site.Close()
	dir := b.TempDir()
	ctx := b.Context()
	messages, err := bus.Open(ctx, bus.Options{Dir: filepath.Join(dir, "nats"), Sync: sync})
	if err != nil {
		b.Fatal(err)
	}
	defer messages.Close()
	s, err := store.Open(ctx, filepath.Join(dir, store.FileName), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	state, err := crawl.New(s.DB())
	if err != nil {
		b.Fatal(err)
	}
	tagger, err := extractor.New()
	if err != nil {
		b.Fatal(err)
	}
	c := new(pipeline.Counters)
	opt := pipeline.Options{
		Bus: messages, Clean: clean.Page, Tagger: tagger, Store: s, State: state, Counters: c,
		Fetch: fetcher.Options{AllowPrivate: true, Delay: -1, IgnoreRobots: true},
	}
	start := time.Now()
	if err := pipeline.Run(ctx, opt, pipeline.Inputs{Web: []fetcher.Source{{URL: site.URL + "/feed"}}}); err != nil {
		b.Fatal(err)
	}
	took := time.Since(start)
	if got := int(c.Stored.Load() + c.Dead.Load()); got < n {
		b.Fatalf("%d of %d pages came through", got, n)
	}
	shares := c.Shares()
	b.ReportMetric(float64(n)/took.Seconds(), "articles/s")
	for name, d := range map[string]time.Duration{"fetch": shares.Fetch, "clean": shares.Clean, "publish": shares.Publish, "tag": shares.Tag, "store": shares.Store} {
		b.ReportMetric(d.Seconds(), name+"-s")
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys)/(1<<20), "sys-MB")
}

// BenchmarkBacklog measures that memory does not grow with what waits: it
// publishes TAGWIRE_BENCH_PAGES articles while nobody tags, and reports the
// heap.
func BenchmarkBacklog(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("TAGWIRE_BENCH_PAGES"))
	if err != nil {
		n = 2000
	}
	text := strings.Repeat("The ministry said on Monday that it had imposed sanctions on a shipping firm. ", 40)
	for b.Loop() {
		messages, err := bus.Open(b.Context(), bus.Options{Dir: b.TempDir(), Sync: bus.SyncInterval})
		if err != nil {
			b.Fatal(err)
		}
		in := pipeline.Inputs{Local: func(_ context.Context, visit func(article.Page) error) error {
			for i := range n {
				if err := visit(article.Page{URL: fmt.Sprintf("https://example.org/%d", i), Body: []byte(text)}); err != nil {
					return err
				}
			}
			return nil
		}}
		opt := pipeline.Options{Bus: messages, Clean: plainClean, MaxBacklog: 1 << 30}
		if err := pipeline.Fetch(b.Context(), opt, in); err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MB")
		b.ReportMetric(float64(m.Sys)/(1<<20), "sys-MB")
		messages.Close()
	}
}
