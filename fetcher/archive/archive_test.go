package archive_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/fetcher/archive"
	"github.com/tagwire/tagwire/fetcher/article"
)

type basket struct {
	mu    sync.Mutex
	pages []article.Page
}

func (b *basket) Page(_ context.Context, p article.Page, settle func(string, error)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.pages = append(b.pages, p)
	settle("", nil)
}

func (b *basket) Failed(context.Context, fetcher.Failure) error { return nil }

func byURL(a, b article.Page) int { return strings.Compare(a.URL, b.URL) }

// Replaying an archive hands over the very pages that the crawl did.
func TestReplayGivesTheSamePages(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed":
			fmt.Fprintf(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>`+
				`<item><title>One</title><link>http://%[1]s/1</link></item><item><link>http://%[1]s/moved</link></item>`+
				`<item><link>http://%[1]s/zip</link></item><item><link>http://%[1]s/gone</link></item></channel></rss>`, r.Host)
		case "/1", "/2":
			fmt.Fprint(w, "<p>Story "+r.URL.Path)
		case "/moved":
			http.Redirect(w, r, "/2", http.StatusFound)
		case "/zip":
			w.Header().Set("Content-Type", "text/html; charset=windows-1252")
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			fmt.Fprint(z, "<p>caf\xe9")
			z.Close()
		default:
			http.NotFound(w, r)
		}
	}))
	defer site.Close()
	dir := t.TempDir()
	w, err := archive.NewWriter(dir, "tagwire test")
	if err != nil {
		t.Fatal(err)
	}
	b := &basket{}
	c := fetcher.NewCrawler(fetcher.Options{AllowPrivate: true, Delay: -1, Tries: 1, Archive: w}, nil, b)
	if err := c.Crawl(t.Context(), []fetcher.Source{{URL: site.URL + "/feed"}}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	if len(files) != 1 {
		t.Fatalf("files %v", files)
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	var got []article.Page
	err = archive.Read(t.Context(), bytes.NewReader(data), files[0], func(p article.Page) error {
		got = append(got, p)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(got, byURL)
	slices.SortFunc(b.pages, byURL)
	if len(got) != 3 {
		t.Errorf("%d pages replayed, want 3", len(got))
	}
	if diff := cmp.Diff(b.pages, got); diff != "" {
		t.Error(diff)
	}

	t.Run("a file cut short gives what is before", func(t *testing.T) {
		n := 0
		err := archive.Read(t.Context(), bytes.NewReader(data[:len(data)*3/4]), "cut", func(article.Page) error { n++; return nil })
		if err == nil || n == 0 {
			t.Errorf("%d pages, error %v; want some of both", n, err)
		}
	})
	t.Run("the visitor's error ends it", func(t *testing.T) {
		stop := errors.New("stop")
		err := archive.Read(t.Context(), bytes.NewReader(data), "x", func(article.Page) error { return stop })
		if !errors.Is(err, stop) {
			t.Errorf("got %v", err)
		}
	})
}

// Files of other crawlers have no metadata of ours.
func TestForeignArchive(t *testing.T) {
	block := func(status, kind, body string) string {
		return "HTTP/1.1 " + status + "\r\nContent-Type: " + kind + "\r\nX-Crawler-Content-Encoding: gzip\r\n\r\n" + body
	}
	var b strings.Builder
	record := func(kind, uri, content string) {
		fmt.Fprintf(&b, "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%d>\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-01-02T03:04:05Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
			kind, b.Len(), uri, len(content), content)
	}
	record("warcinfo", "", "software: x\r\n")
	record("response", "https://n.org/robots.txt", block("200 OK", "text/plain", "User-agent: *"))
	record("response", "https://n.org/a", block("200 OK", "text/html", "<p>A"))
	record("response", "https://n.org/feed", block("200 OK", "text/xml", "<?xml version=\"1.0\"?><rss></rss>"))
	record("response", "https://n.org/pic", block("200 OK", "image/png", "\x89PNG"))
	record("response", "https://n.org/old", block("301 Moved", "text/html", ""))
	record("response", "https://n.org/b", block("200 OK", "text/html; charset=utf-8", "<p>B"))
	var got []string
	err := archive.Read(t.Context(), strings.NewReader(b.String()), "cc.warc", func(p article.Page) error {
		got = append(got, p.URL+" "+string(p.Body)+" "+p.Source)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"https://n.org/a <p>A cc.warc", "https://n.org/b <p>B cc.warc"}, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n\r\n\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_ = archive.Read(t.Context(), bytes.NewReader(data), "f", func(article.Page) error { return nil })
	})
}
