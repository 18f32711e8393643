package desk

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/tagwire/tagwire/internal/status"
)

// metrics gives those of the process that holds the data folder, where there
// is one, and the desk's own: how long pages took and what the store holds.
func (d *desk) metrics(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 10*time.Second)
	defer cancel()
	own := prometheus.NewRegistry()
	own.MustRegister(d.requests)
	rep, err := one[status.Report](ctx, d.Ask, "status", "--format=json")
	d.gauges(own, &rep, err == nil)
	var held []byte
	if d.Pipeline != nil {
		held, _ = d.Pipeline(ctx) // without a pipeline there are none
	}
	if len(held) == 0 {
		own.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	} else {
		// Both texts are whole and name different metrics.
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		_, _ = w.Write(held)
	}
	r.Header.Del("Accept")
	promhttp.HandlerFor(own, promhttp.HandlerOpts{DisableCompression: true}).ServeHTTP(w, r)
}

func (d *desk) gauges(own *prometheus.Registry, rep *status.Report, read bool) {
	gauge := func(name, help string, value float64) {
		g := prometheus.NewGauge(prometheus.GaugeOpts{Name: "tagwire_desk_" + name, Help: help})
		g.Set(value)
		own.MustRegister(g)
	}
	if !read {
		gauge("store_up", "Whether the store can be read.", 0)
		return
	}
	gauge("store_up", "Whether the store can be read.", 1)
	gauge("dead_letters", "Dead letters that are kept.", float64(rep.DeadLetters))
	if s := rep.Store; s != nil {
		gauge("store_bytes", "Size of the store's file.", float64(s.Bytes))
		gauge("store_articles", "Articles in the store.", float64(s.Articles))
		gauge("store_items", "Taggings ever stored.", float64(s.Items))
		if !s.Stored.IsZero() {
			gauge("store_written_seconds", "When something was stored last, in Unix time.", float64(s.Stored.Unix()))
		}
	}
	for _, stage := range rep.Stages {
		labels := prometheus.Labels{"stage": stage.Name}
		for _, g := range [...]struct {
			name, help string
			value      float64
		}{
			{"queue_waiting", "Messages that were not handed out yet.", float64(stage.Waiting)},
			{"queue_in_hand", "Messages that were handed out and are not ended.", float64(stage.InHand)},
			{"queue_oldest_seconds", "Age of the oldest message that is not done with.", stage.Oldest.Seconds()},
		} {
			m := prometheus.NewGauge(prometheus.GaugeOpts{Name: "tagwire_desk_" + g.name, Help: g.help, ConstLabels: labels})
			m.Set(g.value)
			own.MustRegister(m)
		}
	}
}

// ready says whether the store can be read.
func (d *desk) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	// One article read is the store read; the whole status takes longer.
	if err := d.Ask(ctx, io.Discard, "list", "articles", "--format=jsonl", "--limit=1"); err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	_, _ = w.Write([]byte("ready\n"))
}
