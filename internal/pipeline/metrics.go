package pipeline

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/tagwire/tagwire/internal/bus"
)

// ServeMetrics serves /metrics for Prometheus, /healthz (the process lives) and
// /readyz (its message server can be reached and keeps messages) until stop is called.
func ServeMetrics(address string, opt Options) (stop func(), err error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("serve metrics: %w", err)
	}
	server := &http.Server{Handler: MetricsHandler(opt), ReadHeaderTimeout: 10 * time.Second}
	var serving sync.WaitGroup
	serving.Go(func() { _ = server.Serve(l) }) // always ErrServerClosed
	return func() { server.Close(); serving.Wait() }, nil
}

// MetricsHandler serves the same over a server of the caller's.
func MetricsHandler(opt Options) http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), &collector{opt})
	opt.Counters.measures()
	registry.MustRegister(opt.Counters.latency, opt.Counters.fetches)
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if err := opt.Bus.Ready(); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	return mux
}

// collector reads counters and queue depths when it is asked.
type collector struct{ opt Options }

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("tagwire_"+name, help, labels, nil)
}

// Describe sends nothing: the collector is unchecked, for what it reports
// depends on which stages have consumers.
func (c *collector) Describe(chan<- *prometheus.Desc) {}

func (c *collector) Collect(out chan<- prometheus.Metric) {
	n := c.opt.Counters
	for _, m := range []struct {
		name, help string
		value      int64
	}{
		{"pages_total", "Pages fetched or read from files.", n.Pages.Load()},
		{"pages_known_total", "Pages whose article is in the store already.", n.Known.Load()},
		{"fetch_failed_total", "Addresses that could not be fetched.", n.FetchFailed.Load()},
		{"articles_published_total", "Articles handed to the tagger.", n.Published.Load()},
		{"articles_tagged_total", "Articles tagged.", n.Tagged.Load()},
		{"taggings_stored_total", "Taggings committed, repeats included.", n.Stored.Load()},
		{"store_commits_total", "Transactions of the store.", n.Commits.Load()},
		{"dead_letters_total", "Dead letters written.", n.Dead.Load()},
		{"messages_repeated_total", "Messages handed out more than once.", n.Repeated.Load()},
	} {
		out <- prometheus.MustNewConstMetric(desc(m.name, m.help), prometheus.CounterValue, float64(m.value))
	}
	c.queues(out)
}

// queues reports the depth and age of each queue, as far as the server answers
// in time.
func (c *collector) queues(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	waiting := desc("queue_waiting", "Messages that were not handed out yet.", "stage")
	inHand := desc("queue_in_hand", "Messages that were handed out and are not ended.", "stage")
	age := desc("queue_oldest_seconds", "Age of the oldest message that is not done with.", "stage")
	for _, stage := range []bus.Stage{bus.Extract, bus.Keep} {
		q, err := c.opt.Bus.Queue(ctx, stage)
		if err != nil {
			continue // the server is away: /readyz says so
		}
		gauge := func(d *prometheus.Desc, v float64) {
			out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, string(stage))
		}
		gauge(waiting, float64(q.Waiting))
		gauge(inHand, float64(q.InHand))
		gauge(age, q.Oldest.Seconds())
	}
	if n, err := c.opt.Bus.CountLetters(ctx); err == nil {
		out <- prometheus.MustNewConstMetric(desc("dead_letters", "Dead letters that are kept."), prometheus.GaugeValue, float64(n))
	}
}
