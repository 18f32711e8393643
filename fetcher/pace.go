package fetcher

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/cenkalti/backoff/v5"
)

const (
	// minPoll and maxPoll bound how often a source is asked.
	minPoll   = 5 * time.Minute
	maxPoll   = 24 * time.Hour
	firstPoll = 15 * time.Minute

	// firstRevisit and maxRevisit bound how soon a page still named by its
	// feed is asked whether it changed.
	firstRevisit = 6 * time.Hour
	maxRevisit   = 30 * 24 * time.Hour

	// patience is the longest Retry-After that a job waits for within a run;
	// maxHold the longest that it keeps a host from being asked.
	patience = 2 * time.Minute
	maxHold  = time.Hour

	// tripAfter failures in a row that speak of the host, it is left alone.
	tripAfter = 5
)

// sourceInterval is when to ask a source again: sooner when it had something
// new, later when not, never more often than it asks for.
func sourceInterval(last time.Duration, changed bool, asks time.Duration) time.Duration {
	switch {
	case last <= 0:
		last = firstPoll
	case changed:
		last /= 2
	default:
		last += last / 2
	}
	return min(max(last, minPoll, asks), max(maxPoll, asks))
}

// afterSkipped moves t past the hours and days in which a feed says that it
// need not be asked. A feed that skips every hour is not believed.
func afterSkipped(t time.Time, hours []int, days []time.Weekday) time.Time {
	for u, n := t.UTC(), 0; n < 8*24; n++ {
		if !slices.Contains(hours, u.Hour()) && !slices.Contains(days, u.Weekday()) {
			return u
		}
		u = u.Truncate(time.Hour).Add(time.Hour)
	}
	return t
}

// pageInterval is when to ask a page again: three times as long each time that
// it did not change.
func pageInterval(last time.Duration, changed bool) time.Duration {
	if changed || last <= 0 {
		return firstRevisit
	}
	return min(last*3, maxRevisit)
}

// failurePause is how long an address is left alone after n failed visits.
func failurePause(n int) time.Duration {
	return min(minPoll<<min(n, 16), maxPoll)
}

// retryPause is the pause before try n+1 within one visit.
func (c *Crawler) retryPause(n int) time.Duration {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval, b.Multiplier, b.MaxInterval = c.opt.RetryPause, 2, patience
	d := b.NextBackOff()
	for range n - 1 {
		d = b.NextBackOff()
	}
	return d
}

// jitter lengthens a delay by up to a quarter, so that the requests of many
// installations do not beat in time.
func jitter(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	return d + rand.N(d/4+1)
}

// trip counts a failure against the host; enough of them open its circuit,
// each time for longer.
func (c *Crawler) trip(h *host, e *Error) {
	n := c.sched.health(h, e)
	if n < tripAfter {
		return
	}
	c.sched.openCircuit(h, min(time.Minute<<min(n-tripAfter, 10), 6*time.Hour))
	c.log.Warn("host left alone", "host", h.name, "failures", n, "err", e)
}
