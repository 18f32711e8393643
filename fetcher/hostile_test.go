package fetcher

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// zeros is an endless stream.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// hostile is a site that does what it can to hurt.
func hostile(t *testing.T) *httptest.Server {
	done := make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = io.CopyN(z, zeros{}, 10<<30) // ends when the client hangs up
	})
	mux.HandleFunc("/endless", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.Copy(w, zeros{}) })
	mux.HandleFunc("/drip", func(w http.ResponseWriter, r *http.Request) {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-r.Context().Done():
				return
			case <-tick.C:
				if _, err := w.Write([]byte("x")); err != nil {
					return
				}
				w.(http.Flusher).Flush()
			}
		}
	})
	silent := func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-done:
		}
	}
	mux.HandleFunc("/silent", silent)
	mux.HandleFunc("/reset", func(w http.ResponseWriter, _ *http.Request) {
		c, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			_ = c.(*net.TCPConn).SetLinger(0)
			c.Close()
		}
	})
	mux.HandleFunc("/short", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "5000")
		fmt.Fprint(w, "less")
	})
	mux.HandleFunc("/garbage", func(w http.ResponseWriter, _ *http.Request) {
		c, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			fmt.Fprint(c, "SSH-2.0-OpenSSH\r\n\r\n")
			c.Close()
		}
	})
	mux.HandleFunc("/headers", func(w http.ResponseWriter, _ *http.Request) {
		for i := range 2000 {
			w.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("y", 1000))
		}
	})
	mux.HandleFunc("/zip-lie", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write([]byte("\x1f\x8b\x08\x00 this is not gzip"))
	})
	mux.HandleFunc("/nested-zip", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip, gzip, gzip, gzip")
		fmt.Fprint(w, "x")
	})
	mux.HandleFunc("/metadata", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
	})
	mux.HandleFunc("/sitemap.xml", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<?xml version="1.0"?><urlset>`)
		for i := range 100_000 {
			fmt.Fprintf(w, "<url><loc>/none/%d</loc></url>", i)
		}
		fmt.Fprint(w, "</urlset>")
	})
	mux.HandleFunc("/entities.xml", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">`)
		for c := 'b'; c <= 'j'; c++ {
			fmt.Fprintf(w, `<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
		}
		fmt.Fprint(w, `]><rss version="2.0"><channel><title>&j;</title></channel></rss>`)
	})
	mux.HandleFunc("/deep.xml", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0"><channel>`+strings.Repeat("<a>", 200_000))
	})
	s := httptest.NewServer(mux)
	t.Cleanup(func() { close(done); s.CloseClientConnections(); s.Close() })
	return s
}

// Each attack ends as a named failure, within its limits and in bounded memory.
func TestHostileSite(t *testing.T) {
	s := hostile(t)
	opt := quick()
	opt.Tries = 1
	opt.MaxBody = 4 << 20
	opt.MaxEntries = 1000
	for _, tc := range []struct {
		path string
		kind Kind
		want Reason
	}{
		{"/bomb", Auto, TooLarge}, {"/endless", Auto, TooLarge}, {"/drip", Auto, TooSlow}, {"/silent", Auto, Timeout},
		{"/reset", Auto, Connect}, {"/short", Auto, Connect}, {"/garbage", Auto, Connect}, {"/headers", Auto, Connect},
		{"/zip-lie", Auto, Encoding}, {"/nested-zip", Auto, Encoding}, {"/deep.xml", FeedKind, Format},
	} {
		t.Run(tc.path, func(t *testing.T) {
			opt := opt
			switch tc.want { // limits of time only where time is the attack
			case Timeout:
				opt.HeaderTimeout = 200 * time.Millisecond
			case TooSlow:
				opt.RateWindow, opt.MinRate = 100*time.Millisecond, 10_000
			}
			b := newBasket()
			c := NewCrawler(opt, nil, b)
			peak := peakDuring(func() {
				if err := c.Crawl(t.Context(), []Source{{URL: s.URL + tc.path, Kind: tc.kind}}); err != nil {
					t.Fatal(err)
				}
			})
			var e *Error
			if err := b.failed[s.URL+tc.path]; !errors.As(err, &e) || e.Reason != tc.want {
				t.Errorf("got %v, want reason %s", err, tc.want)
			}
			if peak > 64<<20 {
				t.Errorf("heap grew to %d MB", peak>>20)
			}
		})
	}
}

// peakDuring returns the largest heap seen while f runs.
func peakDuring(f func()) uint64 {
	var peak uint64
	stop := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		var m runtime.MemStats
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc)
			}
		}
	})
	f()
	close(stop)
	watching.Wait()
	return peak
}

func TestEntityExpansionStaysSmall(t *testing.T) {
	s := hostile(t)
	opt := quick()
	peak := peakDuring(func() { crawl(t, opt, nil, s.URL+"/entities.xml") })
	if peak > 32<<20 {
		t.Errorf("heap grew to %d MB", peak>>20)
	}
}

// A hop to the cloud's metadata address is refused where the first was not.
func TestRedirectToMetadataIsRefused(t *testing.T) {
	s := hostile(t)
	opt := quick()
	opt.AllowPrivate = false
	opt.Resolve = map[string]string{"news.example:80": strings.TrimPrefix(s.URL, "http://")}
	b, _ := crawl(t, opt, nil, "http://news.example/metadata")
	var e *Error
	if err := b.failed["http://news.example/metadata"]; !errors.As(err, &e) || e.Reason != Forbidden {
		t.Errorf("got %v, want forbidden", err)
	}
}

func TestHugeSitemapIsCutAndReported(t *testing.T) {
	s := hostile(t)
	opt := quick()
	opt.MaxEntries, opt.Tries = 50, 1
	b, c := crawl(t, opt, nil, s.URL+"/sitemap.xml")
	var e *Error
	if err := b.failed[s.URL+"/sitemap.xml"]; !errors.As(err, &e) || e.Reason != Limit {
		t.Errorf("got %v, want limit", err)
	}
	if n := c.Stats().Failed; n != 51 { // fifty missing pages and the sitemap
		t.Errorf("%d failures, want 51", n)
	}
}
