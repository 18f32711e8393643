package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/bus"
	"github.com/tagwire/tagwire/internal/input"
)

// Inputs are what a run begins with.
type Inputs struct {
	// Web are addresses for the fetcher.
	Web []fetcher.Source
	// Local hands over the documents of files, one after the other; its error
	// may join several. Nil means none.
	Local func(ctx context.Context, visit func(article.Page) error) error
}

// Run runs every stage in this process. Without Watch it returns when every
// input is stored or a dead letter, and so is everything that an earlier run
// left under way.
func Run(ctx context.Context, opt Options, in Inputs) error {
	opt = opt.withDefaults()
	extract, err := newExtract(ctx, opt)
	if err != nil {
		return err
	}
	keep, err := newKeep(ctx, opt)
	if err != nil {
		return err
	}
	if in.Web, err = recoverLost(ctx, opt, extract, keep, in.Web); err != nil {
		return err
	}
	fetched, tagged := make(chan struct{}), make(chan struct{})
	group, gctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(fetched)
		return feed(gctx, opt, in)
	})
	group.Go(func() error {
		defer close(tagged)
		return extract.drain(gctx, opt.Workers, fetched)
	})
	group.Go(func() error { return keep.drain(gctx, 1, tagged) })
	if err := group.Wait(); err != nil {
		return err
	}
	return errors.Join(extract.consumer.Trim(ctx, 0), keep.consumer.Trim(ctx, 0))
}

// Fetch runs the fetching and cleaning stage alone.
func Fetch(ctx context.Context, opt Options, in Inputs) error {
	return feed(ctx, opt.withDefaults(), in)
}

// Extract runs the tagging stage alone: until ctx is done or, without Watch,
// until no article waits.
func Extract(ctx context.Context, opt Options) error {
	opt = opt.withDefaults()
	s, err := newExtract(ctx, opt)
	if err != nil {
		return err
	}
	return s.drain(ctx, opt.Workers, opt.upstream())
}

// Keep runs the storing stage alone: until ctx is done or, without Watch,
// until no tagging waits.
func Keep(ctx context.Context, opt Options) error {
	opt = opt.withDefaults()
	s, err := newKeep(ctx, opt)
	if err != nil {
		return err
	}
	return s.drain(ctx, 1, opt.upstream())
}

// upstream is a channel that is closed where a stage may end by itself.
func (o Options) upstream() <-chan struct{} {
	c := make(chan struct{})
	if !o.Watch {
		close(c)
	}
	return c
}

// feed fetches, reads, cleans and publishes.
func feed(ctx context.Context, opt Options, in Inputs) error {
	extract, err := opt.Bus.Consumer(ctx, bus.Extract)
	if err != nil {
		return err
	}
	out := make(chan outgoing, 32)
	pub := &publisher{
		bus: opt.Bus, counters: opt.Counters, limit: opt.MaxBacklog, in: out,
		backlog: func(ctx context.Context) (int, error) {
			b, err := extract.Backlog(ctx)
			return b.Waiting, err
		},
	}
	sink, err := newIntake(ctx, opt, out)
	if err != nil {
		return err
	}
	// The senders end first, then the publisher: two groups, so that its
	// failure stops them.
	sending, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	pub.broke = stop
	published := make(chan error, 1)
	go func() { published <- pub.run(ctx) }()

	group, gctx := errgroup.WithContext(sending)
	if len(in.Web) > 0 {
		crawler := fetcher.NewCrawler(opt.Fetch, opt.State, sink)
		group.Go(func() error {
			if opt.Watch {
				return crawler.Watch(gctx, in.Web)
			}
			return crawler.Crawl(gctx, in.Web)
		})
	}
	if in.Local != nil {
		group.Go(func() error { return readLocal(gctx, opt, sink, in.Local) })
	}
	err = group.Wait()
	close(out)
	if perr := <-published; perr != nil {
		return perr
	}
	return err
}

// readLocal cleans local documents with several workers.
func readLocal(ctx context.Context, opt Options, sink *intake, walk func(context.Context, func(article.Page) error) error) error {
	pages := make(chan article.Page)
	var (
		workers, settling sync.WaitGroup
		mu                sync.Mutex
		lost              error
	)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	for range opt.Workers {
		workers.Go(func() {
			for p := range pages {
				settling.Add(1)
				sink.Page(ctx, p, func(_ string, err error) {
					defer settling.Done()
					if err == nil {
						return
					}
					mu.Lock()
					defer mu.Unlock()
					if lost == nil {
						lost = err
					}
					stop()
				})
			}
		})
	}
	err := walk(ctx, func(p article.Page) error {
		select {
		case pages <- p:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
	close(pages)
	workers.Wait()
	settling.Wait()
	if lost != nil {
		return lost
	}
	return reportUnread(ctx, opt, err)
}

// reportUnread makes dead letters of the inputs that could not be read.
func reportUnread(ctx context.Context, opt Options, err error) error {
	if err == nil || ctx.Err() != nil {
		return err
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			if err := reportUnread(ctx, opt, e); err != nil {
				return err
			}
		}
		return nil
	}
	l := bus.Letter{Stage: stageFetch, Key: fmt.Sprint(err), Tries: 1}
	var unread *input.UnreadError
	if errors.As(err, &unread) {
		if l.Key = unread.Path; unread.Line > 0 {
			l.Key = fmt.Sprintf("%s:%d", unread.Path, unread.Line)
		}
		l.Payload = fileRequest(unread)
	}
	return bury(ctx, opt, l, err)
}

// fileRequest is what a replay needs to read an input again; nothing for
// standard input, which is gone.
func fileRequest(e *input.UnreadError) []byte {
	path := e.Path
	if path == "-" {
		return nil
	}
	if !strings.Contains(path, "://") {
		if abs, err := filepath.Abs(path); err == nil {
			path = abs
		}
	}
	b, err := json.Marshal(Request{File: path, Line: e.Line, Text: e.Text})
	if err != nil {
		return nil // strings and a number: it never happens
	}
	return b
}
