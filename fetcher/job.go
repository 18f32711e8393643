package fetcher

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/tagwire/tagwire/fetcher/article"
)

// job is one address to visit.
type job struct {
	url, host string
	kind      Kind
	source    string
	hint      article.Hint
	mark      string
	root      bool   // given by the caller, not offered by a source
	depth     int    // sources between the caller's and this
	parent    *tally // of the source that offered it
	tries     int

	due time.Time
	seq int
}

// tally is a source's visit that waits for its entries: the visit, with its
// validators, may be written only when each entry is durable, or a kill in
// between would lose what the next conditional request no longer offers.
type tally struct {
	mu    sync.Mutex
	open  int
	lost  bool
	job   *job
	visit Visit
	up    *tally
}

// done takes n entries off; it reports whether the visit may now be written.
func (t *tally) done(n int, lost bool) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open -= n
	t.lost = t.lost || lost
	return t.open == 0 && !t.lost
}

// settlement is the end of a job's visit.
type settlement struct {
	job   *job
	visit Visit
	lost  error
	// waits says that the visit is a tally's, to be written later.
	waits bool
	// note says that the visit is to be written and nothing has ended.
	note bool
}

// keepState writes settled visits in batches until settled is closed.
func (c *Crawler) keepState() error {
	var failed error
	for first := range c.settled {
		batch := []settlement{first}
	more:
		for len(batch) < 256 {
			select {
			case s, ok := <-c.settled:
				if !ok {
					break more
				}
				batch = append(batch, s)
			default:
				break more
			}
		}
		var visits []Visit
		for _, s := range batch {
			visits = s.collect(visits)
		}
		if len(visits) > 0 && failed == nil {
			if err := c.state.Save(visits); err != nil {
				failed = fmt.Errorf("save crawl state: %w", err)
				c.log.Error("crawl state is not saved; what was fetched is fetched again next time", "err", err)
			}
		}
		for _, s := range batch {
			if !s.note {
				c.close(s)
			}
		}
	}
	return failed
}

// collect appends the visits that a settlement allows to be written: its own,
// and its source's where it was the last entry.
func (s settlement) collect(visits []Visit) []Visit {
	if s.note {
		return append(visits, s.visit)
	}
	if s.lost == nil && !s.waits && s.visit.URL != "" {
		visits = append(visits, s.visit)
	}
	lost := s.lost != nil
	t := s.job.parent
	if s.waits {
		return visits
	}
	for t != nil && t.done(1, lost) {
		visits = append(visits, t.visit)
		t = t.up
	}
	return visits
}

// close takes a settled job off the schedule, or queues it for its next visit.
func (c *Crawler) close(s settlement) {
	if s.job.root && c.watch {
		next := *s.job
		next.tries = 0
		next.kind = s.visit.Kind
		c.sched.add(&next, laterOf(s.visit.Due, c.now().Add(minPoll)))
	} else if c.watch {
		c.mu.Lock()
		delete(c.seen, s.job.url)
		c.mu.Unlock()
	}
	c.sched.finish()
}

func laterOf(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// settle ends a job.
func (c *Crawler) settle(j *job, v Visit) { c.settled <- settlement{job: j, visit: v} }

// fail tries a job again where that may help, and otherwise records it.
func (c *Crawler) fail(ctx context.Context, j *job, h *host, v Visit, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var e *Error
	if !errors.As(err, &e) {
		e = &Error{URL: j.url, Reason: Format, Err: err}
	}
	j.tries++
	if e.hostTrouble() {
		c.trip(h, e)
	}
	if e.RetryAfter > 0 {
		c.sched.hold(h, min(e.RetryAfter, maxHold))
	}
	if e.Temporary() && e.Reason != HostDown && j.tries < c.opt.Tries && e.RetryAfter <= patience {
		wait := max(e.RetryAfter, c.retryPause(j.tries))
		c.log.Info("will try again", "url", j.url, "try", j.tries, "in", wait, "err", err)
		c.sched.again(j, c.now().Add(wait))
		return nil
	}
	now := c.now().UTC()
	v.URL, v.Failed, v.LastError, v.As = j.url, now, e.Error(), ""
	if v.Failures++; v.FailingSince.IsZero() {
		v.FailingSince = now
	}
	v.Given = v.Given || j.root
	if v.Kind == Auto {
		v.Kind = j.kind
	}
	v.Due = now.Add(max(e.RetryAfter, failurePause(v.Failures)))
	if err := c.record(ctx, j, err); err != nil {
		return err
	}
	c.settle(j, v)
	return nil
}

// record hands a failure to the sink.
func (c *Crawler) record(ctx context.Context, j *job, err error) error {
	c.count(func(s *Stats) { s.Failed++ })
	f := Failure{URL: j.url, Source: j.source, Kind: j.kind, Hint: j.hint, Tries: max(j.tries, 1), Err: err}
	if rerr := c.sink.Failed(ctx, f); rerr != nil {
		return fmt.Errorf("record that %s failed (%v): %w", j.url, err, rerr)
	}
	return nil
}
