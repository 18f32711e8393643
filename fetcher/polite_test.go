package fetcher

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

// One request at a time and the delay between two, in a bubble with a clock of
// its own.
func TestOneRequestAtATimeWithADelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var at []time.Time
		var busy atomic.Int32
		opt := Options{Workers: 8, transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			if busy.Add(1) > 1 {
				t.Error("two requests to one host at a time")
			}
			time.Sleep(300 * time.Millisecond) // on the bubble's clock
			mu.Lock()
			at = append(at, time.Now())
			mu.Unlock()
			busy.Add(-1)
			body := page
			switch r.URL.Path {
			case "/feed":
				body = strings.ReplaceAll(rssTwo, "SITE", "http://h.example")
			case "/robots.txt":
				body = "User-agent: *\nCrawl-delay: 3\n"
			}
			return answer(r, 200, body), nil
		})}
		c := NewCrawler(opt, nil, newBasket())
		if err := c.Crawl(t.Context(), []Source{{URL: "http://h.example/feed"}}); err != nil {
			t.Fatal(err)
		}
		if len(at) != 4 { // robots.txt, the feed, two pages
			t.Fatalf("%d requests", len(at))
		}
		for i := 1; i < len(at); i++ {
			if gap := at[i].Sub(at[i-1]); i > 1 && gap < 3*time.Second || gap < time.Second {
				t.Errorf("request %d came %s after the last", i, gap)
			}
		}
	})
}

func TestHostsDoNotWaitForOneAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		opt := Options{IgnoreRobots: true, Delay: 10 * time.Second, Workers: 4, transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			return answer(r, 200, page), nil
		})}
		var sources []Source
		for i := range 20 {
			sources = append(sources, Source{URL: fmt.Sprintf("http://h%d.example/x", i)})
		}
		if err := NewCrawler(opt, nil, newBasket()).Crawl(t.Context(), sources); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took > time.Second {
			t.Errorf("took %s", took)
		}
	})
}

func TestRetryAfterIsHonoured(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var at []time.Time
		opt := Options{IgnoreRobots: true, Delay: -1, transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			if at = append(at, time.Now()); len(at) == 1 {
				res := answer(r, http.StatusTooManyRequests, "")
				res.Header.Set("Retry-After", "90")
				return res, nil
			}
			return answer(r, 200, page), nil
		})}
		b := newBasket()
		if err := NewCrawler(opt, nil, b).Crawl(t.Context(), []Source{{URL: "http://h.example/x"}}); err != nil {
			t.Fatal(err)
		}
		if len(at) != 2 || at[1].Sub(at[0]) < 90*time.Second || len(b.pages) != 1 {
			t.Errorf("asked at %v, pages %v", at, b.paths())
		}
	})
}

// A host that does not answer is left alone after a few tries, and what is
// queued for it is named as failed without being asked.
func TestCircuitOpens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		opt := Options{IgnoreRobots: true, Delay: -1, Workers: 1, transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			asked++
			return nil, errors.New("connection refused")
		})}
		var sources []Source
		for i := range 50 {
			sources = append(sources, Source{URL: fmt.Sprintf("http://h.example/%d", i)})
		}
		b := newBasket()
		if err := NewCrawler(opt, nil, b).Crawl(t.Context(), sources); err != nil {
			t.Fatal(err)
		}
		if len(b.failed) != 50 {
			t.Errorf("%d of 50 are named as failed", len(b.failed))
		}
		if asked > tripAfter+3 {
			t.Errorf("asked %d times", asked)
		}
	})
}

// Watching asks a feed again and again, less often while nothing changes.
func TestWatchAdapts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var at []time.Time
		ctx, cancel := contextFor(t, 48*time.Hour)
		defer cancel()
		opt := Options{IgnoreRobots: true, Delay: -1, transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			if r.URL.Path == "/feed" {
				at = append(at, time.Now())
				return answer(r, 200, strings.ReplaceAll(rssTwo, "SITE", "http://h.example")), nil
			}
			return answer(r, 200, page), nil
		})}
		_ = NewCrawler(opt, newMemory(), newBasket()).Watch(ctx, []Source{{URL: "http://h.example/feed"}})
		if len(at) < 4 {
			t.Fatalf("asked %d times in two days", len(at))
		}
		for i := 2; i < len(at); i++ {
			if a, b := at[i-1].Sub(at[i-2]), at[i].Sub(at[i-1]); b+time.Second < a && b < 6*time.Hour || b < time.Hour {
				t.Errorf("pauses %s, then %s; the feed's ttl is an hour", a, b)
			}
		}
	})
}

func TestSkippedHours(t *testing.T) {
	at := time.Date(2026, 1, 5, 10, 30, 0, 0, time.UTC) // a Monday
	for _, tc := range []struct {
		name  string
		hours []int
		days  []time.Weekday
		want  time.Time
	}{
		{"none", nil, nil, at},
		{"this hour and the next", []int{10, 11}, nil, time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)},
		{"Mondays", nil, []time.Weekday{time.Monday}, time.Date(2026, 1, 6, 0, 0, 0, 0, time.UTC)},
		{"every hour is not believed", []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}, nil, at},
	} {
		if got := afterSkipped(at, tc.hours, tc.days); !got.Equal(tc.want) {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

// The pauses stay within their bounds whatever happens in whatever order.
func TestIntervalsStayInBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var source, page time.Duration
		for _, changed := range rapid.SliceOfN(rapid.Bool(), 1, 60).Draw(t, "changed") {
			source, page = sourceInterval(source, changed, 0), pageInterval(page, changed)
			if source < minPoll || source > maxPoll || page < firstRevisit || page > maxRevisit {
				t.Fatalf("source %s, page %s", source, page)
			}
		}
	})
}

func TestRobots(t *testing.T) {
	for _, tc := range []struct {
		name, file string
		status     int
		want       bool
	}{
		{"nothing said", "", 200, true},
		{"disallowed", "User-agent: *\nDisallow: /x", 200, false},
		{"another robot's rules", "User-agent: other\nDisallow: /\n", 200, true},
		{"ours by name", "User-agent: *\nAllow: /\n\nUser-agent: Tagwire\nDisallow: /x\n", 200, false},
		{"the longer rule wins", "User-agent: *\nDisallow: /\nAllow: /x/y\n", 200, true},
		{"missing", "", 404, true},
		{"forbidden means no rules", "", 403, true},
		{"a broken server means hands off", "", 503, false},
		{"HTML in its place", "<html><body>Disallow: /</body></html>", 200, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					w.WriteHeader(tc.status)
					fmt.Fprint(w, tc.file)
					return
				}
				fmt.Fprint(w, page)
			}))
			defer s.Close()
			opt := quick()
			opt.Tries = 1
			b, _ := crawl(t, opt, nil, s.URL+"/x/y")
			if got := len(b.pages) == 1; got != tc.want {
				t.Errorf("fetched: %v, want %v (%v)", got, tc.want, b.failed)
			}
		})
	}
}

func TestRobotsIsBounded(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("User-agent: *\nDisallow: /secret\n")
	for i := range 40_000 {
		fmt.Fprintf(&b, "Disallow: /*a*b*c*%d$\n", i)
	}
	out := boundRobots(b.Bytes())
	if n := bytes.Count(out, []byte("*a*b")); n > robotsWildcards {
		t.Errorf("%d patterns are kept", n)
	}
	r := parseRobots(b.Bytes(), "tagwire", time.Now())
	if r.group.Test("/secret/x") {
		t.Error("the plain rule is lost")
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /*.php$\nCrawl-delay: 5\nSitemap: /s"))
	f.Fuzz(func(t *testing.T, body []byte) {
		if r := parseRobots(body, "tagwire", time.Time{}); r.group != nil {
			r.group.Test("/a/b?c=d")
		}
	})
}

func FuzzFeed(f *testing.F) {
	f.Add([]byte(rssTwo))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","items":[{"url":"/x"}]}`))
	base, _ := ParseURL("https://example.org/feed")
	f.Fuzz(func(t *testing.T, body []byte) {
		if looksLikeFeed(body) {
			_, _ = parseFeed(body, base)
		}
		entries, _, _ := parseSitemap(body, base, 10)
		if len(entries) > 10 {
			t.Errorf("%d entries, the limit is 10", len(entries))
		}
		if n := len(discoverFeeds(body, base)); n > maxDiscovered {
			t.Errorf("%d feeds discovered", n)
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00"), "gzip")
	f.Add([]byte("x"), "br, zstd")
	f.Fuzz(func(t *testing.T, body []byte, header string) {
		out, err := DecodeBody(body, header, 1<<16)
		if err == nil && len(out) > 1<<16 {
			t.Errorf("%d bytes came out", len(out))
		}
	})
}

func TestRetryAfterHeader(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for v, want := range map[string]time.Duration{
		"": 0, "120": 2 * time.Minute, "-5": 0, "soon": 0, "999999999": maxRetryAfter,
		"Fri, 02 Jan 2026 03:05:05 GMT": time.Minute, "Fri, 02 Jan 2025 03:05:05 GMT": 0,
	} {
		if got := retryAfter(v, now); got != want {
			t.Errorf("%q: %s, want %s", v, got, want)
		}
	}
}

func TestJitterOnlyLengthens(t *testing.T) {
	var seen []time.Duration
	for range 100 {
		seen = append(seen, jitter(time.Second))
	}
	if slices.Min(seen) < time.Second || slices.Max(seen) > 1251*time.Millisecond {
		t.Errorf("%v", seen)
	}
}
