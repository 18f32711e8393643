package fetcher

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/tagwire/tagwire/fetcher/article"
)

// Source is an address to begin with.
type Source struct {
	URL string
	// Kind is Auto unless the caller knows better.
	Kind Kind
	// Name goes into the pages' Source field; empty means the URL.
	Name string
	// Hint is passed on to a page.
	Hint article.Hint
	// Once says that even Watch visits it only once.
	Once bool
}

// Failure is an address that could not be fetched, after all tries.
type Failure struct {
	URL    string
	Source string
	Kind   Kind
	Hint   article.Hint
	Tries  int
	Err    error
}

// Sink takes what a crawl brings home. Its methods are called from several
// goroutines; when they block, the crawl waits.
type Sink interface {
	// Page takes one page and calls settle exactly once: without an error when
	// the page is durable, with one when it is lost. What it says that became of
	// the page is kept as [Visit.As].
	Page(ctx context.Context, p article.Page, settle func(as string, err error))
	// Failed takes a failure; an error means that it could not be recorded.
	Failed(ctx context.Context, f Failure) error
}

// Crawler visits sources and what they offer.
type Crawler struct {
	opt    Options
	client *Client
	robots *robotsCache
	state  State
	sink   Sink
	log    *slog.Logger
	sched  *schedule
	now    func() time.Time
	watch  bool

	mu      sync.Mutex
	seen    map[string]bool // addresses queued in this crawl
	settled chan settlement
	pages   sync.WaitGroup // handed to the sink and not settled
	stats   Stats
}

// Stats count what a crawl did so far.
type Stats struct {
	Pages, Unchanged, Sources, Failed int
	// Open is how many addresses wait or are under way.
	Open int
}

// NewCrawler returns a crawler. A nil state remembers nothing.
func NewCrawler(opt Options, state State, sink Sink) *Crawler {
	opt = opt.withDefaults()
	if state == nil {
		state = forgetful{}
	}
	client := NewClient(opt)
	return &Crawler{
		opt: opt, client: client, robots: newRobotsCache(client),
		state: state, sink: sink, log: opt.Log, now: time.Now,
	}
}

// Crawl visits every source and every address they offer once, and returns
// when each is durable with the sink or recorded as failed. The error is about
// the crawl itself: the context, the sink or the state.
func (c *Crawler) Crawl(ctx context.Context, sources []Source) error {
	return c.run(ctx, sources, false)
}

// Watch visits sources again and again, each at its own pace, until ctx is
// done.
func (c *Crawler) Watch(ctx context.Context, sources []Source) error {
	return c.run(ctx, sources, true)
}

// Stats returns the counts of the current crawl, or of the last.
func (c *Crawler) Stats() Stats {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.stats
	if c.sched != nil {
		s.Open = c.sched.depth()
	}
	return s
}

func (c *Crawler) run(ctx context.Context, sources []Source, watch bool) error {
	defer c.client.Close()
	c.mu.Lock()
	c.sched, c.watch, c.stats = newSchedule(c.now), watch, Stats{}
	c.seen, c.settled = map[string]bool{}, make(chan settlement, 64)
	c.mu.Unlock()

	group, ctx := errgroup.WithContext(ctx)
	saved := make(chan error, 1)
	go func() { saved <- c.keepState() }()
	for _, s := range sources {
		if err := c.addSource(ctx, s); err != nil {
			group.Go(func() error { return err })
		}
	}
	for range c.opt.Workers {
		group.Go(func() error { return c.work(ctx) })
	}
	err := group.Wait()
	c.pages.Wait()
	close(c.settled)
	return errors.Join(err, <-saved)
}

// addSource queues one of the caller's sources.
func (c *Crawler) addSource(ctx context.Context, s Source) error {
	name := s.Name
	if name == "" {
		name = s.URL
	}
	j := &job{url: s.URL, kind: s.Kind, source: name, hint: s.Hint, root: !s.Once}
	u, err := ParseURL(s.URL)
	if err != nil {
		return c.record(ctx, j, err)
	}
	j.url, j.host = u.String(), u.Host
	if !c.claim(j.url) {
		return nil
	}
	v, ok, err := c.state.Visit(j.url)
	if err != nil {
		return fmt.Errorf("crawl state of %s: %w", j.url, err)
	}
	due := c.now()
	if ok && c.watch && v.Due.After(due) {
		due = v.Due
	}
	c.sched.add(j, due)
	return nil
}

// claim reports whether an address is not queued yet, and marks it.
func (c *Crawler) claim(url string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.seen[url] {
		return false
	}
	c.seen[url] = true
	return true
}

// work takes jobs until none is left.
func (c *Crawler) work(ctx context.Context) error {
	for {
		j, h := c.sched.take(ctx)
		if j == nil {
			return ctx.Err()
		}
		if err := c.visit(ctx, j, h); err != nil {
			return err
		}
	}
}

func (c *Crawler) count(f func(*Stats)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f(&c.stats)
}
