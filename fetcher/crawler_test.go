package fetcher

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/tagwire/tagwire/fetcher/article"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// basket is a Sink that keeps everything.
type basket struct {
	mu     sync.Mutex
	pages  map[string]article.Page
	times  map[string]int
	failed map[string]error
	lose   map[string]bool
}

func newBasket() *basket {
	return &basket{pages: map[string]article.Page{}, times: map[string]int{}, failed: map[string]error{}, lose: map[string]bool{}}
}

func (b *basket) Page(_ context.Context, p article.Page, settle func(string, error)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.pages[p.URL] = p
	b.times[p.URL]++
	if b.lose[p.URL] {
		settle("", errors.New("lost"))
		return
	}
	settle("", nil)
}

func (b *basket) Failed(_ context.Context, f Failure) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.failed[f.URL] = f.Err
	return nil
}

func (b *basket) paths() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []string
	for u := range b.pages {
		out = append(out, u[strings.Index(u, "//")+2+strings.Index(u[strings.Index(u, "//")+2:], "/"):])
	}
	slices.Sort(out)
	return out
}

// memory is a State in a map.
type memory struct {
	mu     sync.Mutex
	visits map[string]Visit
}

func newMemory() *memory { return &memory{visits: map[string]Visit{}} }

func (m *memory) Visit(url string) (Visit, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.visits[url]
	return v, ok, nil
}

func (m *memory) Save(vs []Visit) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, v := range vs {
		m.visits[v.URL] = v
	}
	return nil
}

// quick are options for tests: loopback, no delays.
func quick() Options {
	return Options{AllowPrivate: true, Delay: -1, Tries: 2, RetryPause: time.Millisecond, Workers: 4}
}

func crawl(t *testing.T, opt Options, state State, sources ...string) (*basket, *Crawler) {
	t.Helper()
	b := newBasket()
	c := NewCrawler(opt, state, b)
	var list []Source
	for _, s := range sources {
		list = append(list, Source{URL: s})
	}
	if err := c.Crawl(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	return b, c
}

// site serves fixed documents and counts requests per path.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	asked map[string]int
}

func serve(t *testing.T, docs map[string]string) *site {
	s := &site{asked: map[string]int{}}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked[r.URL.Path]++
		s.mu.Unlock()
		doc, ok := docs[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		doc = strings.ReplaceAll(doc, "SITE", s.URL)
		tag := fmt.Sprintf(`"%x"`, len(doc))
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		if strings.HasPrefix(doc, "<?xml") {
			w.Header().Set("Content-Type", "application/xml")
		}
		fmt.Fprint(w, doc)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *site) requests() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.asked)
}

const rssTwo = `<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><ttl>60</ttl>
<item><title>One</title><link>SITE/a/1</link><pubDate>Wed, 24 Jul 2024 10:00:00 GMT</pubDate></item>
<item><title>Two</title><link>/a/2</link></item></channel></rss>`

const page = `<html><head><title>T</title></head><body><p>Text.</p></body></html>`

func TestSources(t *testing.T) {
	atomFeed := `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><title>x</title><link href="SITE/a/1"/></entry></feed>`
	jsonFeed := `{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","url":"SITE/a/1","title":"x"}]}`
	front := `<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed"></head><body></body></html>`
	index := `<?xml version="1.0"?><sitemapindex xmlns="x"><sitemap><loc>SITE/news.xml</loc></sitemap></sitemapindex>`
	news := `<?xml version="1.0"?><urlset xmlns="x" xmlns:news="n"><url><loc>SITE/a/1</loc><news:news><news:publication><news:name>N</news:name></news:publication><news:title>Hello</news:title><news:publication_date>2024-07-24</news:publication_date></news:news></url><url><loc>SITE/a/2</loc></url></urlset>`
	for _, tc := range []struct {
		name, start string
		docs        map[string]string
		want        []string
	}{
		{"rss with a relative link", "/feed.xml", map[string]string{"/feed.xml": rssTwo}, []string{"/a/1", "/a/2"}},
		{"atom", "/atom", map[string]string{"/atom": atomFeed}, []string{"/a/1"}},
		{"json feed", "/feed.json", map[string]string{"/feed.json": jsonFeed}, []string{"/a/1"}},
		{"a page", "/a/1", nil, []string{"/a/1"}},
		{"a front page names its feed", "/", map[string]string{"/": front, "/feed.xml": rssTwo}, []string{"/a/1", "/a/2"}},
		{"a front page without feeds has sitemaps", "/", map[string]string{"/": page, "/robots.txt": "Sitemap: SITE/index.xml\n", "/index.xml": index, "/news.xml": news}, []string{"/a/1", "/a/2"}},
		{"a front page alone is a page", "/", map[string]string{"/": page}, []string{"/"}},
		{"an index of sitemaps", "/index.xml", map[string]string{"/index.xml": index, "/news.xml": news}, []string{"/a/1", "/a/2"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			docs := map[string]string{"/a/1": page, "/a/2": page}
			maps.Copy(docs, tc.docs)
			s := serve(t, docs)
			b, _ := crawl(t, quick(), nil, s.URL+tc.start)
			if len(b.failed) > 0 {
				t.Errorf("failed: %v", b.failed)
			}
			if diff := cmp.Diff(tc.want, b.paths()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHintsComeFromTheFeed(t *testing.T) {
	s := serve(t, map[string]string{"/feed.xml": rssTwo, "/a/1": page, "/a/2": page})
	b, _ := crawl(t, quick(), nil, s.URL+"/feed.xml")
	got := b.pages[s.URL+"/a/1"]
	want := article.Hint{Title: "One", Site: "Wire", Published: time.Date(2024, 7, 24, 10, 0, 0, 0, time.UTC)}
	if diff := cmp.Diff(want, got.Hint); diff != "" {
		t.Error(diff)
	}
	if got.Source != s.URL+"/feed.xml" || string(got.Body) != page {
		t.Errorf("source %q, body %q", got.Source, got.Body)
	}
}

func TestSecondRunAsksConditionally(t *testing.T) {
	s := serve(t, map[string]string{"/feed.xml": rssTwo, "/a/1": page, "/a/2": page})
	state := newMemory()
	crawl(t, quick(), state, s.URL+"/feed.xml", s.URL+"/a/1")
	b, c := crawl(t, quick(), state, s.URL+"/feed.xml", s.URL+"/a/1")
	if len(b.pages) != 0 || c.Stats().Unchanged != 2 {
		t.Errorf("second run brought %v, stats %+v", b.paths(), c.Stats())
	}
	if n := s.requests()["/a/2"]; n != 1 {
		t.Errorf("a known entry was asked for %d times", n)
	}
}

// A page that was lost on its way must be offered again: neither its own nor
// its feed's validators may have been kept.
func TestLostPageIsFetchedAgain(t *testing.T) {
	s := serve(t, map[string]string{"/feed.xml": rssTwo, "/a/1": page, "/a/2": page})
	state := newMemory()
	b := newBasket()
	b.lose[s.URL+"/a/2"] = true
	c := NewCrawler(quick(), state, b)
	if err := c.Crawl(t.Context(), []Source{{URL: s.URL + "/feed.xml"}}); err != nil {
		t.Fatal(err)
	}
	if v, ok, _ := state.Visit(s.URL + "/feed.xml"); !ok || v.Entries != 2 || v.ETag != "" || v.LastModified != "" || !v.Due.IsZero() {
		t.Errorf("the feed counts as done although an entry was lost: %+v", v)
	}
	again, _ := crawl(t, quick(), state, s.URL+"/feed.xml")
	if diff := cmp.Diff([]string{"/a/2"}, again.paths()); diff != "" {
		t.Error(diff)
	}
}

func TestFailures(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			fmt.Fprint(w, "User-agent: *\nDisallow: /private/\n")
		case "/500":
			w.WriteHeader(500)
		case "/circle":
			http.Redirect(w, r, "/circle2", http.StatusFound)
		case "/circle2":
			http.Redirect(w, r, "/circle", http.StatusFound)
		case "/long":
			http.Redirect(w, r, "/long?x"+r.URL.RawQuery, http.StatusFound)
		case "/ftp":
			w.Header().Set("Location", "ftp://example.org/x")
			w.WriteHeader(http.StatusFound)
		case "/announced":
			w.Header().Set("Content-Length", "99999999999")
		case "/lie":
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, "short")
		case "/notgzip":
			w.Header().Set("Content-Encoding", "br")
			fmt.Fprint(w, "not brotli at all, whatever the header says")
		case "/html-feed":
			fmt.Fprint(w, page)
		default:
			http.NotFound(w, r)
		}
	}))
	defer s.Close()
	for _, tc := range []struct {
		path string
		kind Kind
		want Reason
	}{
		{"/404", Auto, Status}, {"/500", Auto, Status}, {"/circle", Auto, Redirects}, {"/long", Auto, Redirects},
		{"/ftp", Auto, BadAddress}, {"/announced", Auto, TooLarge}, {"/lie", Auto, Connect}, {"/notgzip", Auto, Encoding},
		{"/html-feed", FeedKind, Format}, {"/private/x", Auto, Robots},
	} {
		t.Run(tc.path, func(t *testing.T) {
			b := newBasket()
			c := NewCrawler(quick(), nil, b)
			if err := c.Crawl(t.Context(), []Source{{URL: s.URL + tc.path, Kind: tc.kind}}); err != nil {
				t.Fatal(err)
			}
			var e *Error
			if err := b.failed[s.URL+tc.path]; !errors.As(err, &e) || e.Reason != tc.want {
				t.Errorf("got %v, want reason %s", err, tc.want)
			}
			if len(b.pages) != 0 {
				t.Errorf("pages %v", b.paths())
			}
		})
	}
}

func TestAddressesThatAreNotFetched(t *testing.T) {
	b, _ := crawl(t, Options{Tries: 1}, nil, "ftp://example.org/", "http://127.0.0.1:1/", "http://[::ffff:10.0.0.1]/", "file:///etc/passwd", "http://")
	for u, want := range map[string]Reason{
		"ftp://example.org/": BadAddress, "http://127.0.0.1:1/": Forbidden, "http://[::ffff:10.0.0.1]/": Forbidden,
		"file:///etc/passwd": BadAddress, "http://": BadAddress,
	} {
		var e *Error
		if !errors.As(b.failed[u], &e) || e.Reason != want {
			t.Errorf("%s: got %v, want %s", u, b.failed[u], want)
		}
	}
}
