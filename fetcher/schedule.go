package fetcher

import (
	"container/heap"
	"context"
	"sync"
	"time"
)

// schedule hands out jobs so that each host has at most one at a time and
// rests between two. It is a heap of hosts by the time they are next ready,
// each with a heap of jobs by the time they are due.
type schedule struct {
	mu    sync.Mutex
	hosts map[string]*host
	ready hostHeap
	open  int // jobs added and not yet finished
	seq   int
	wake  chan struct{} // closed and replaced when something changes
	now   func() time.Time
}

// host is the queue of one host and what is known of its health.
type host struct {
	name  string
	jobs  jobHeap
	busy  bool
	next  time.Time // no request before this
	delay time.Duration
	index int // in schedule.ready, or -1

	failures int       // in a row, that speak of the host
	last     error     // the latest of them
	openTill time.Time // the circuit's: no request before this
}

func newSchedule(now func() time.Time) *schedule {
	return &schedule{hosts: map[string]*host{}, wake: make(chan struct{}), now: now}
}

// add queues j for its host, to run at or after due.
func (s *schedule) add(j *job, due time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open++
	s.push(j, due)
}

// again queues a job a second time without counting it anew.
func (s *schedule) again(j *job, due time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.push(j, due)
}

func (s *schedule) push(j *job, due time.Time) {
	h := s.hosts[j.host]
	if h == nil {
		h = &host{name: j.host, index: -1}
		s.hosts[j.host] = h
	}
	s.seq++
	j.due, j.seq = due, s.seq
	heap.Push(&h.jobs, j)
	s.fix(h)
	s.notify()
}

// finish takes one job off the count.
func (s *schedule) finish() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open--
	s.notify()
}

func (s *schedule) notify() {
	close(s.wake)
	s.wake = make(chan struct{})
}

// take waits for the next job whose host is free and rested. It returns nil
// when no job is left or ctx is done. The caller gives the host back with
// release.
func (s *schedule) take(ctx context.Context) (*job, *host) {
	for {
		s.mu.Lock()
		if s.open == 0 {
			s.mu.Unlock()
			return nil, nil
		}
		wake, wait := s.wake, time.Duration(-1)
		if len(s.ready) > 0 {
			h := s.ready[0]
			wait = h.readyAt().Sub(s.now())
			if wait <= 0 {
				j := heap.Pop(&h.jobs).(*job)
				h.busy = true
				s.fix(h)
				s.mu.Unlock()
				return j, h
			}
		}
		s.mu.Unlock()
		if !pause(ctx, wake, wait) {
			return nil, nil
		}
	}
}

// pause waits for wake or, where wait is not negative, until it has passed. It
// reports false when ctx is done.
func pause(ctx context.Context, wake <-chan struct{}, wait time.Duration) bool {
	var timer <-chan time.Time
	if wait >= 0 {
		t := time.NewTimer(wait)
		defer t.Stop()
		timer = t.C
	}
	select {
	case <-ctx.Done():
		return false
	case <-wake:
	case <-timer:
	}
	return ctx.Err() == nil
}

// release frees a host, which then rests at least for rest.
func (s *schedule) release(h *host, rest time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.busy = false
	if next := s.now().Add(max(rest, h.delay)); next.After(h.next) {
		h.next = next
	}
	if len(h.jobs) == 0 && h.failures == 0 && rest == 0 && h.delay == 0 {
		// Nothing to remember: months of one-off hosts must not pile up.
		delete(s.hosts, h.name)
	}
	s.fix(h)
	s.notify()
}

// hold keeps a host from being asked for d.
func (s *schedule) hold(h *host, d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if next := s.now().Add(d); next.After(h.next) {
		h.next = next
		s.fix(h)
	}
}

// slow makes the host's delay at least d.
func (s *schedule) slow(h *host, d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.delay = max(h.delay, d)
}

// health records whether the host answered and returns its failures in a row.
func (s *schedule) health(h *host, err error) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err == nil {
		h.failures, h.last, h.openTill = 0, nil, time.Time{}
	} else {
		h.failures, h.last = h.failures+1, err
	}
	return h.failures
}

// openCircuit makes every job of the host fail at once for d.
func (s *schedule) openCircuit(h *host, d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.openTill = s.now().Add(d)
}

// circuit reports whether the host's circuit is open, and what opened it.
func (s *schedule) circuit(h *host) (open bool, last error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now().Before(h.openTill), h.last
}

// depth is how many jobs are waiting or under way.
func (s *schedule) depth() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.open
}

// readyAt is when the host's next job may run.
func (h *host) readyAt() time.Time {
	if due := h.jobs[0].due; due.After(h.next) {
		return due
	}
	return h.next
}

// fix puts h where it belongs in the ready heap, which holds the hosts that
// have jobs and are not busy.
func (s *schedule) fix(h *host) {
	want := !h.busy && len(h.jobs) > 0
	switch {
	case want && h.index < 0:
		heap.Push(&s.ready, h)
	case want:
		heap.Fix(&s.ready, h.index)
	case h.index >= 0:
		heap.Remove(&s.ready, h.index)
	}
}

type hostHeap []*host

func (q hostHeap) Len() int           { return len(q) }
func (q hostHeap) Less(i, j int) bool { return q[i].readyAt().Before(q[j].readyAt()) }
func (q hostHeap) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}
func (q *hostHeap) Push(x any) {
	h := x.(*host)
	h.index = len(*q)
	*q = append(*q, h)
}
func (q *hostHeap) Pop() any {
	old := *q
	h := old[len(old)-1]
	h.index = -1
	old[len(old)-1] = nil
	*q = old[:len(old)-1]
	return h
}

type jobHeap []*job

func (q jobHeap) Len() int { return len(q) }
func (q jobHeap) Less(i, j int) bool {
	if !q[i].due.Equal(q[j].due) {
		return q[i].due.Before(q[j].due)
	}
	return q[i].seq < q[j].seq
}
func (q jobHeap) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *jobHeap) Push(x any)   { *q = append(*q, x.(*job)) }
func (q *jobHeap) Pop() any {
	old := *q
	j := old[len(old)-1]
	old[len(old)-1] = nil
	*q = old[:len(old)-1]
	return j
}
