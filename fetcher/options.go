package fetcher

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/tagwire/tagwire/fetcher/article"
)

// DefaultUserAgent names the tool to the sites that it visits.
const DefaultUserAgent = "tagwire/1.0 (+https://github.com/tagwire/tagwire; sanctions news reader)"

// Options set how a [Client] and a [Crawler] behave. The zero value is the
// careful default.
type Options struct {
	// UserAgent names the tool; From is an address to complain to. Empty
	// UserAgent means [DefaultUserAgent].
	UserAgent string
	From      string

	// Delay is the pause between two requests to one host; zero means one
	// second, negative means none.
	Delay time.Duration
	// Workers is how many hosts are visited at a time; zero means 16.
	Workers int
	// Tries is how often an address is asked before it counts as failed; zero
	// means 3.
	Tries int
	// RetryPause is the first pause before a second try, doubled for each
	// further one; zero means two seconds.
	RetryPause time.Duration

	// Timeout bounds one request with all its redirects; zero means 60 s.
	// HeaderTimeout bounds the wait for the first byte; zero means 20 s.
	Timeout       time.Duration
	HeaderTimeout time.Duration
	// MinRate is the least bytes per second that a body may come at, averaged
	// over RateWindow; zero means 256 B/s over 10 s.
	MinRate    int64
	RateWindow time.Duration
	// MaxBody bounds a body, compressed and inflated; zero means 16 MiB.
	MaxBody int64
	// MaxRedirects bounds the hops of one request; zero means 8.
	MaxRedirects int

	// MaxEntries bounds what one source may offer in one visit; zero means
	// 50,000. What is above it is reported as a failure of the source.
	MaxEntries int

	// MaxAge leaves out what a feed or sitemap dates longer ago; zero means no
	// limit.
	MaxAge time.Duration

	// Resolve names the address ("127.0.0.1:8080") to connect to in place of a
	// host ("example.org:80"), whatever the name would resolve to. The address
	// guard lets it pass: the caller named it.
	Resolve map[string]string

	// AllowPrivate permits loopback and private addresses too; link-local,
	// multicast and reserved ones stay refused.
	AllowPrivate bool
	// IgnoreRobots fetches what robots.txt disallows.
	IgnoreRobots bool

	// Archive, where set, receives every exchange before it is used.
	Archive Archive
	// Observe, where set, is told how each try to fetch an address ended: "ok",
	// "unchanged" or a [Reason], and how long the request took, which is zero
	// where none was made. It is called from several goroutines.
	Observe func(result string, took time.Duration)

	// transport replaces the HTTP transport in tests of this package.
	transport http.RoundTripper
	// Log receives what happens; nil discards it.
	Log *slog.Logger
}

// Archive keeps raw HTTP exchanges. It is called from several goroutines.
type Archive interface {
	// Keep writes the exchanges of one visit, redirects first. The visit is
	// not used before Keep returns.
	Keep(trail []Exchange, about About) error
}

// About is what a crawl knew of a visit beyond its exchanges, so that a replay
// can give the same page.
type About struct {
	// URL was asked for. Kind is what it turned out to be; Auto where the
	// visit brought nothing.
	URL    string       `json:"url"`
	Kind   Kind         `json:"kind,omitempty"`
	Source string       `json:"source,omitempty"`
	Hint   article.Hint `json:"hint,omitzero"`
}

// Exchange is one request and its answer, as they went over the wire but for
// the transfer encoding.
type Exchange struct {
	URL            string
	When           time.Time
	Request        *http.Request
	Proto          string
	Status         string
	ResponseHeader http.Header
	// Body is the body with its content encoding still on.
	Body []byte
}

func (o Options) withDefaults() Options {
	set := func(d *time.Duration, v time.Duration) {
		if *d == 0 {
			*d = v
		}
	}
	if o.UserAgent == "" {
		o.UserAgent = DefaultUserAgent
	}
	set(&o.Delay, time.Second)
	o.Delay = max(o.Delay, 0)
	set(&o.RetryPause, 2*time.Second)
	set(&o.Timeout, time.Minute)
	set(&o.HeaderTimeout, 20*time.Second)
	set(&o.RateWindow, 10*time.Second)
	if o.Workers <= 0 {
		o.Workers = 16
	}
	if o.Tries <= 0 {
		o.Tries = 3
	}
	if o.MinRate <= 0 {
		o.MinRate = 256
	}
	if o.MaxBody <= 0 {
		o.MaxBody = 16 << 20
	}
	if o.MaxRedirects <= 0 {
		o.MaxRedirects = 8
	}
	if o.MaxEntries <= 0 {
		o.MaxEntries = 50_000
	}
	if o.Observe == nil {
		o.Observe = func(string, time.Duration) {}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}
