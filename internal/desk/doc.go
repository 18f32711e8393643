// Package desk is the researchers' view of a store in a browser: articles
// found by words, read with their names marked and their claims beside them,
// entities over time, exports and the state of the pipeline. It only reads.
//
// The desk knows nothing of files: all that it shows comes from an [Asker],
// which runs tagwire's own commands. So it shows what they print, and works
// beside a running pipeline, which answers them.
//
// Pages need no script and load nothing from elsewhere. There is no password:
// the desk refuses requests for hosts that it was not told of, so that no
// page from elsewhere can read it through a name that resolves to this machine.
package desk

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Asker runs a tagwire command and writes what it prints to w as it prints it.
// What went wrong is an error: one that wraps [ErrUnavailable] where it may go
// right later.
type Asker func(ctx context.Context, w io.Writer, args ...string) error

// ErrUnavailable says that there is no store to read, or that it is held by a
// process that does not answer.
var ErrUnavailable = errors.New("the store cannot be read now")

// Options say how a desk is served.
type Options struct {
	Ask Asker
	// Hosts are the names, without ports, that requests may be for; nil means
	// [Local].
	Hosts []string
	// Pipeline gives the metrics of the process that holds the data folder; it
	// fails where there is none. nil leaves them out.
	Pipeline func(ctx context.Context) ([]byte, error)
	Log      *slog.Logger
}

// Local are this machine's own names.
func Local() []string { return []string{"localhost", "127.0.0.1", "::1"} }

// askTimeout bounds what one page may take.
const askTimeout = 30 * time.Second

// desk is what the pages have in common.
type desk struct {
	Options
	requests *prometheus.HistogramVec
}

// New returns the handler of all pages.
func New(opt Options) http.Handler {
	if opt.Hosts == nil {
		opt.Hosts = Local()
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	d := &desk{Options: opt, requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "tagwire_desk_request_seconds", Help: "Time that the desk took to answer, by page and status.",
		Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
	}, []string{"page", "status"})}
	mux := http.NewServeMux()
	page := func(pattern, name string, serve func(http.ResponseWriter, *http.Request) error) {
		mux.Handle("GET "+pattern, d.measured(name, serve))
	}
	page("/{$}", "front", d.front)
	page("/article/{id}", "article", d.article)
	page("/entity/{id...}", "entity", d.entity)
	page("/sanctioned", "sanctioned", d.sanctioned)
	page("/status", "status", d.status)
	page("/export", "export", d.export)
	page("/api/articles", "api", d.apiArticles)
	page("/api/articles/{id}", "api", d.apiOne)
	page("/api/entities/{id...}", "api", d.apiOne)
	page("/api/status", "api", d.apiStatus)
	page("/style.css", "style", style)
	page("/", "none", func(http.ResponseWriter, *http.Request) error { return errNoPage })
	mux.HandleFunc("GET /metrics", d.metrics)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok\n") })
	mux.HandleFunc("GET /readyz", d.ready)
	return d.guarded(mux)
}

// guarded refuses requests for other hosts and says what pages may load.
func (d *desk) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if h, _, err := net.SplitHostPort(host); err == nil {
			host = h
		} else {
			host = strings.Trim(host, "[]") // [::1] at the usual port
		}
		if !slices.Contains(d.Hosts, host) {
			http.Error(w, "this desk is not served under the name "+host+"; --host allows it", http.StatusMisdirectedRequest)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}
