package desk_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/internal/desk"
	"github.com/tagwire/tagwire/internal/listing"
	"github.com/tagwire/tagwire/internal/status"
	"github.com/tagwire/tagwire/store"
	"github.com/tagwire/tagwire/store/storetest"
)

// told is an article with a claim, a name that is markup if it is not escaped,
// and an address that a browser must not be sent to.
func told() tagging.Tagging {
	const text = "The Treasury sanctioned Korund <b>Bank</b> on Monday.\n\nIvan Petrenko owns it."
	t := tagging.Tagging{Entities: []tagging.Entity{
		{ID: "organization/korund-bank", Type: tagging.Organization, Name: "Korund <b>Bank</b>", Sanctioned: true,
			Mentions: []tagging.Mention{{Start: 24, End: 42, Text: "Korund <b>Bank</b>"}},
			Designations: []tagging.Designation{{Action: tagging.Designated, Agency: "Treasury", Authority: "E.O. 13382", Date: "2026-11-02",
				Evidence: tagging.Span{Start: 0, End: 53}, Confidence: .91}}},
		{ID: "person/ivan-petrenko", Type: tagging.Person, Name: "Ivan Petrenko", Mentions: []tagging.Mention{{Start: 55, End: 68, Text: "Ivan Petrenko"}}},
	}}
	t.Article = article.Article{URL: "javascript:alert(1)", Title: "Bank & owner", Site: "Harbour Wire", Text: text, Published: time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC)}
	t.ID, t.Revision = article.NewID("https://harbour.example/1", text), article.NewRevision(t.Title, text)
	return t
}

// asker prints what the commands print, from a store.
func asker(s *store.Store) desk.Asker {
	return func(ctx context.Context, w io.Writer, args ...string) error {
		page := console.Page{Width: 80}
		var words []string
		for i, a := range args {
			if a == "--" {
				words = args[i+1:]
			}
		}
		switch {
		case args[0] == "search":
			return listing.Print(w, page, "jsonl", s.Search(ctx, words), 0, listing.Hits())
		case args[0] == "list" && args[1] == "articles":
			return listing.Print(w, page, "jsonl", s.Published(ctx, time.Time{}, time.Time{}), 0, listing.Articles())
		case args[0] == "list":
			return listing.Print(w, page, "jsonl", listing.QueryEntities(ctx, s, listing.EntityQuery{Kind: args[1], Sanctioned: true, Sort: "last"}), 0, listing.Entities())
		case args[0] == "show" && args[1] == "--revisions":
			return listing.ShowRevisions(ctx, s, w, page, "json", words[0])
		case args[0] == "show":
			return listing.Show(ctx, s, w, page, "json", words[0])
		case args[0] == "status":
			r, err := status.Read(ctx, s, nil, status.Options{})
			if err != nil {
				return err
			}
			return json.NewEncoder(w).Encode(r)
		case args[0] == "export":
			_, err := fmt.Fprintln(w, strings.Join(args, " "))
			return err
		}
		return fmt.Errorf("unknown command %q", args)
	}
}

func serve(t *testing.T, opt desk.Options, taggings ...tagging.Tagging) http.Handler {
	t.Helper()
	if opt.Ask == nil {
		s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), store.FileName), store.Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		if len(taggings) > 0 {
			if _, err := s.PutTaggings(t.Context(), taggings); err != nil {
				t.Fatal(err)
			}
		}
		opt.Ask = asker(s)
	}
	return desk.New(opt)
}

func get(h http.Handler, path string) (int, http.Header, string) {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Host = "127.0.0.1:8080"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Header(), w.Body.String()
}

func TestPages(t *testing.T) {
	one := told()
	h := serve(t, desk.Options{}, append(storetest.Taggings(60, 1), one)...)
	for _, tc := range []struct {
		path   string
		status int
		want   []string
		not    []string
	}{
		{"/", 200, []string{"Older →", "<h1>Articles</h1>"}, []string{"← Newer"}},
		{"/?page=2", 200, []string{"← Newer", "Older →"}, nil},
		{"/?page=3", 200, []string{"← Newer"}, []string{"Older →"}},
		{"/?q=korund", 200, []string{"Bank &amp; owner", "/article/" + one.ID, "Korund &lt;b&gt;Bank"}, []string{"Korund <b>", "Older →"}},
		{"/?q=korund&since=2026-11-03&until=2026-11-03", 200, []string{"Bank &amp; owner"}, nil},
		{"/?q=korund&since=2026-11-04", 200, []string{"No article fits"}, []string{"Bank &amp; owner"}},
		{"/?q=korund&site=harbour", 200, []string{"Bank &amp; owner"}, nil},
		{"/?q=korund&site=relay", 200, []string{"No article fits"}, nil},
		{"/?sanctioned=1&q=korund", 200, []string{"Bank &amp; owner"}, nil},
		{"/?since=yesterday", 400, []string{"is no day"}, nil},
		{"/?page=0", 400, []string{"is no page number"}, nil},
		{"/article/" + one.ID, 200, []string{
			`<span class="evidence" id="s0">The Treasury sanctioned <a class="organization sanctioned" href="/entity/organization/korund-bank"`, "Korund &lt;b&gt;Bank&lt;/b&gt;</a> on Monday.</span>",
			`href="#s0">designated by Treasury under E.O. 13382 on 2026-11-02</a>`, "91 %", `>Ivan Petrenko</a> owns it.</p>`,
		}, []string{"javascript:", "<b>Bank"}},
		{"/article/person/ivan-petrenko", 404, nil, nil},
		{"/article/nothing-like-it", 404, []string{"nothing is stored under"}, nil},
		{"/entity/organization/korund-bank", 200, []string{"The Treasury sanctioned Korund &lt;b&gt;", "/article/" + one.ID, "1 article"}, []string{"<b>Bank"}},
		{"/entity/" + one.ID, 404, nil, nil},
		{"/sanctioned", 200, []string{"Korund &lt;b&gt;Bank", "Persons", "Organizations"}, []string{"Ivan Petrenko"}},
		{"/status", 200, []string{"<dt>Articles</dt><dd>61</dd>"}, nil},
		{"/export", 200, []string{`value="parquet"`}, nil},
		{"/export?format=csv&since=2026-11-01&until=2026-11-30", 200, []string{"export --format=csv --since=2026-11-01 --until=2026-12-01"}, nil},
		{"/export?format=pdf", 400, []string{"no format"}, nil},
		{"/style.css", 200, []string{"color-scheme"}, nil},
		{"/nowhere", 404, []string{"no such page"}, nil},
	} {
		status, _, body := get(h, tc.path)
		if status != tc.status {
			t.Errorf("%s: status %d, want %d", tc.path, status, tc.status)
		}
		for _, want := range tc.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s: %q is missing in\n%s", tc.path, want, body)
			}
		}
		for _, not := range tc.not {
			if strings.Contains(body, not) {
				t.Errorf("%s: %q should not be there", tc.path, not)
			}
		}
	}
}

func TestAPI(t *testing.T) {
	one := told()
	h := serve(t, desk.Options{}, append(storetest.Taggings(60, 1), one)...)
	seen, next := map[string]bool{}, "/api/articles"
	for next != "" {
		var page struct {
			Articles []store.Brief `json:"articles"`
			Next     string        `json:"next"`
		}
		status, _, body := get(h, next)
		if err := json.Unmarshal([]byte(body), &page); err != nil || status != 200 {
			t.Fatalf("%s: %d, %v", next, status, err)
		}
		for _, b := range page.Articles {
			seen[b.ID] = true
		}
		next = page.Next
	}
	if len(seen) != 61 {
		t.Errorf("the pages list %d articles, want 61", len(seen))
	}
	var rec listing.ArticleRecord
	if _, _, body := get(h, "/api/articles/"+one.ID); json.Unmarshal([]byte(body), &rec) != nil || rec.Text != one.Text {
		t.Errorf("article: %q", body)
	}
	var entity listing.EntityRecord
	if _, _, body := get(h, "/api/entities/organization/korund-bank"); json.Unmarshal([]byte(body), &entity) != nil || len(entity.Claims) != 1 {
		t.Errorf("entity: %q", body)
	}
	var wrong struct{ Error string }
	if status, header, body := get(h, "/api/articles/none"); status != 404 || header.Get("Content-Type") != "application/json" || json.Unmarshal([]byte(body), &wrong) != nil || wrong.Error == "" {
		t.Errorf("no such article: %d %q", status, body)
	}
}

// TestOtherHosts refuses what comes under a name that is not the desk's: a page
// from elsewhere whose name now leads to this machine.
func TestOtherHosts(t *testing.T) {
	h := serve(t, desk.Options{Hosts: []string{"desk.example.org"}})
	for host, want := range map[string]int{"desk.example.org": 200, "desk.example.org:8080": 200, "evil.example": http.StatusMisdirectedRequest, "127.0.0.1": http.StatusMisdirectedRequest} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Host = host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%s: status %d, want %d", host, w.Code, want)
		}
	}
}

func TestOnlyReads(t *testing.T) {
	h := serve(t, desk.Options{})
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader("x"))
	r.Host = "localhost"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: status %d", w.Code)
	}
	if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") {
		t.Errorf("policy %q", csp)
	}
}

func TestUnavailableStore(t *testing.T) {
	h := serve(t, desk.Options{Ask: func(context.Context, io.Writer, ...string) error {
		return fmt.Errorf("%w: no store", desk.ErrUnavailable)
	}})
	for _, path := range []string{"/", "/article/x", "/status", "/api/articles", "/export?format=csv", "/readyz"} {
		status, header, _ := get(h, path)
		if status != http.StatusServiceUnavailable || path != "/readyz" && header.Get("Retry-After") == "" {
			t.Errorf("%s: status %d, retry after %q", path, status, header.Get("Retry-After"))
		}
	}
	if status, _, body := get(h, "/metrics"); status != 200 || !strings.Contains(body, "tagwire_desk_store_up 0") {
		t.Errorf("metrics: %d\n%s", status, body)
	}
}

// TestBrokenExport ends the connection where a command fails half-way, so that
// nobody takes the part for the whole.
func TestBrokenExport(t *testing.T) {
	h := serve(t, desk.Options{Ask: func(_ context.Context, w io.Writer, _ ...string) error {
		_, _ = w.Write(bytes.Repeat([]byte("x"), 1<<16))
		return errors.New("the disk went away")
	}, Hosts: []string{"127.0.0.1"}})
	server := httptest.NewServer(h)
	defer server.Close()
	res, err := http.Get(server.URL + "/export?format=csv")
	if err != nil {
		return // ended before its headers
	}
	defer res.Body.Close()
	if _, err := io.ReadAll(res.Body); err == nil {
		t.Error("half an export was sent as a whole one")
	}
}

func TestMetrics(t *testing.T) {
	h := serve(t, desk.Options{Pipeline: func(context.Context) ([]byte, error) {
		return []byte("tagwire_pages_total 7\n"), nil
	}}, told())
	get(h, "/")
	_, _, body := get(h, "/metrics")
	for _, want := range []string{"tagwire_pages_total 7\n", "tagwire_desk_store_up 1\n", "tagwire_desk_store_articles 1\n", `tagwire_desk_request_seconds_count{page="front",status="200"} 1`} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is missing in\n%s", want, body)
		}
	}
	if strings.Contains(body, "go_goroutines") {
		t.Error("the desk's own runtime is told beside the pipeline's")
	}
	for path, want := range map[string]string{"/healthz": "ok\n", "/readyz": "ready\n"} {
		if _, _, body := get(h, path); body != want {
			t.Errorf("%s: %q", path, body)
		}
	}
}

func BenchmarkFront(b *testing.B) { benchmark(b, "/") }
func BenchmarkArticle(b *testing.B) {
	benchmark(b, "/article/"+storetest.Taggings(1, 1)[0].ID)
}

func benchmark(b *testing.B, path string) {
	s, err := store.Open(b.Context(), filepath.Join(b.TempDir(), store.FileName), store.Options{NoSync: true})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for _, batch := range [...]uint64{1, 2, 3, 4} {
		if _, err := s.PutTaggings(b.Context(), storetest.Taggings(500, batch)); err != nil {
			b.Fatal(err)
		}
	}
	h := desk.New(desk.Options{Ask: asker(s)})
	for b.Loop() {
		if status, _, _ := get(h, path); status != 200 {
			b.Fatal(status)
		}
	}
}
