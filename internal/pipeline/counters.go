package pipeline

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Counters count what the stages did in this process. The zero value is ready.
type Counters struct {
	Pages atomic.Int64 // fetched or read from files
	// FetchFailed are addresses that were given up.
	FetchFailed atomic.Int64
	Known       atomic.Int64 // cleaned, and in the store already
	Published   atomic.Int64 // articles handed to the tagger
	Tagged      atomic.Int64
	Stored      atomic.Int64 // taggings committed, repeats included
	Commits     atomic.Int64
	Dead        atomic.Int64
	Repeated    atomic.Int64 // messages handed out more than once

	fetch, clean, publish, tag, store atomic.Int64 // nanoseconds of work

	once    sync.Once
	latency prometheus.Histogram
	fetches *prometheus.CounterVec
}

// measures makes what Prometheus keeps, on first use.
func (c *Counters) measures() {
	c.once.Do(func() {
		c.latency = prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "tagwire_tag_seconds", Help: "Time to tag one article.",
			Buckets: prometheus.ExponentialBuckets(0.0005, 2, 14),
		})
		c.fetches = prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "tagwire_fetches_total", Help: "Tries to fetch an address, by how they ended.",
		}, []string{"result"})
	})
}

// tagSeconds is the histogram of tagging times.
func (c *Counters) tagSeconds() prometheus.Histogram {
	c.measures()
	return c.latency
}

// fetched counts a try to fetch an address; it is a fetcher.Options' Observe.
func (c *Counters) fetched(result string, took time.Duration) {
	c.measures()
	c.fetches.WithLabelValues(result).Inc()
	c.fetch.Add(int64(took))
}

// Shares is the time that each kind of work took, summed over workers.
type Shares struct {
	Fetch, Clean, Publish, Tag, Store time.Duration
}

// Shares returns the time spent so far.
func (c *Counters) Shares() Shares {
	return Shares{
		Fetch: time.Duration(c.fetch.Load()), Clean: time.Duration(c.clean.Load()), Publish: time.Duration(c.publish.Load()),
		Tag: time.Duration(c.tag.Load()), Store: time.Duration(c.store.Load()),
	}
}

// spent adds the time since start to a sum.
func spent(sum *atomic.Int64, start time.Time) { sum.Add(int64(time.Since(start))) }
