package pipeline

import (
	"context"
	"fmt"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/internal/bus"
)

// Ledger is a fetcher.State that can name the pages whose way was not seen to
// its end.
type Ledger interface {
	fetcher.State
	// Unsettled returns the visits with an As.
	Unsettled() ([]fetcher.Visit, error)
}

// asDead says of a page that it became a dead letter of its own address.
const asDead = "dead"

// asArticle says of a page that it became an article in its stream.
func asArticle(id, revision string) string { return id + " " + revision }

// ledgerBatch is how many visits are written in one transaction.
const ledgerBatch = 1000

// recoverLost finishes what an earlier run left under way and then looks
// whether every page that it fetched is in the store or among the dead letters.
// Streams lose accepted messages when their files are damaged from outside, and
// the fetcher, which remembers the page, would not ask for it again. What is
// missing is added to the addresses to visit.
func recoverLost(ctx context.Context, opt Options, extract, keep *stage, web []fetcher.Source) ([]fetcher.Source, error) {
	ledger, ok := opt.State.(Ledger)
	if !ok || opt.Store == nil {
		return web, nil
	}
	visits, err := ledger.Unsettled()
	if err != nil || len(visits) == 0 {
		return web, err
	}
	if err := finish(ctx, opt, extract, keep); err != nil {
		return nil, err
	}
	dead := make(map[string]bool)
	if err := opt.Bus.Letters(ctx, func(l bus.Letter) error { dead[l.Key] = true; return nil }); err != nil {
		return nil, err
	}
	lost := 0
	for i := range visits {
		v := &visits[i]
		id, revision, isArticle := strings.Cut(v.As, " ")
		if dead[v.URL] || isArticle && dead[id] {
			continue // looked for again next time: nothing but the letter tells of it
		}
		stored := false
		if isArticle {
			if stored, err = opt.Store.Seen(ctx, id, revision); err != nil {
				return nil, fmt.Errorf("look up %s: %w", v.URL, err)
			}
		}
		if stored {
			v.As = ""
			continue
		}
		// Asked with its validators the page would not come again. Until it has
		// come it stays unsettled.
		v.ETag, v.LastModified = "", ""
		web = append(web, fetcher.Source{URL: v.URL, Kind: fetcher.PageKind, Name: v.Source, Once: true})
		lost++
	}
	for len(visits) > 0 {
		n := min(len(visits), ledgerBatch)
		if err := ledger.Save(visits[:n]); err != nil {
			return nil, err
		}
		visits = visits[n:]
	}
	if lost > 0 {
		opt.Log.Warn("pages were fetched before and are neither stored nor dead letters; the message streams were damaged, and they are fetched again", "pages", lost)
		// As long as a stream remembers what it lost it would not take it again.
		wait(ctx, opt.Bus.Remembers())
	}
	return web, nil
}

// finish runs the stages until nothing is under way.
func finish(ctx context.Context, opt Options, extract, keep *stage) error {
	ended, tagged := make(chan struct{}), make(chan struct{})
	close(ended)
	group, gctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(tagged)
		return extract.drain(gctx, opt.Workers, ended)
	})
	group.Go(func() error { return keep.drain(gctx, 1, tagged) })
	return group.Wait()
}
