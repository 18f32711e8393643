package input_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/input"
)

// news is a WARC file of n pages, each a gzip member as Common Crawl writes them.
func news(n int) []byte {
	var out bytes.Buffer
	for i := range n {
		answer := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>Story %d.</p></body></html>", i)
		z := gzip.NewWriter(&out)
		fmt.Fprintf(z, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\nWARC-Date: 2025-03-04T06:00:00Z\r\n"+
			"WARC-Target-URI: https://gazette.example/%d\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", i, i, len(answer), answer)
		z.Close()
	}
	return out.Bytes()
}

func TestWARCFromTheWeb(t *testing.T) {
	file := news(300)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/moved.warc.gz":
			http.Redirect(w, r, "/news.warc.gz", http.StatusFound)
		case "/news.warc.gz":
			_, _ = w.Write(file)
		case "/cut.warc.gz":
			w.Header().Set("Content-Length", fmt.Sprint(len(file)))
			_, _ = w.Write(file[:len(file)/2])
		default:
			http.NotFound(w, r)
		}
	}))
	defer site.Close()
	// A body limit that the file exceeds does not apply to it.
	client := fetcher.NewClient(fetcher.Options{AllowPrivate: true, MaxBody: 1000})
	defer client.Close()
	reader := input.Reader{Open: client.Open}
	read := func(path string) (n int, err error) {
		web, files, err := input.Sort([]string{site.URL + path})
		if err != nil || len(web) > 0 {
			t.Fatalf("%s is sorted under %v, %v", path, web, err)
		}
		err = reader.Walk(t.Context(), files, func(p article.Page) error {
			if want := fmt.Sprintf("https://gazette.example/%d", n); p.URL != want {
				t.Fatalf("page %s, want %s", p.URL, want)
			}
			n++
			return nil
		})
		return n, err
	}
	for _, path := range []string{"/news.warc.gz", "/moved.warc.gz", "/news.warc.gz?part=1"} {
		if n, err := read(path); n != 300 || err != nil {
			t.Errorf("%s: %d pages, %v", path, n, err)
		}
	}
	n, err := read("/cut.warc.gz")
	var unread *input.UnreadError
	if n < 100 || n > 200 || !errors.As(err, &unread) || unread.Path != site.URL+"/cut.warc.gz" {
		t.Errorf("cut short: %d pages, %v", n, err)
	}
	var status *fetcher.Error
	if _, err := read("/none.warc.gz"); !errors.As(err, &status) || status.Code != http.StatusNotFound {
		t.Errorf("missing: %v", err)
	}
	guarded := fetcher.NewClient(fetcher.Options{})
	defer guarded.Close()
	reader.Open = guarded.Open
	if _, err := read("/news.warc.gz"); !errors.Is(err, fetcher.ErrForbiddenAddress) {
		t.Errorf("a private address: %v", err)
	}
}
