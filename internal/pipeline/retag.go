package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/store"
)

// TaggedStore is a store whose articles can be tagged again.
type TaggedStore interface {
	Store
	LastSeq(context.Context) (uint64, error)
	Items(ctx context.Context, from, to uint64) iter.Seq2[store.Item, error]
}

// Retag is the work of tagging again what is stored.
type Retag struct {
	Store  TaggedStore
	Tagger Tagger
	// By is what the tagger's taggings carry; what it made already is passed
	// over.
	By tagging.Tagger
	// Workers is how many articles are tagged at a time; zero means one per
	// processor.
	Workers int
	// Report is told of each article that failed.
	Report func(id string, err error)

	// Looked counts the articles that were looked at, Tagged those tagged
	// again, Failed those that could not be. They may be read at any time.
	Looked, Tagged, Failed atomic.Int64
}

// Run tags every article of the store in its current revision again, unless
// this tagger with these lists made its tagging. What is done when ctx ends is
// kept, and the next Run goes on from there.
func (r *Retag) Run(ctx context.Context) error {
	last, err := r.Store.LastSeq(ctx)
	if err != nil {
		return err
	}
	workers := r.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var batch []tagging.Tagging
	for it, err := range r.Store.Items(ctx, 0, last) {
		if err != nil {
			return errors.Join(err, r.again(ctx, workers, batch))
		}
		r.Looked.Add(1)
		if sameTagger(it.Tagger, r.By) {
			continue
		}
		if batch = append(batch, it.Tagging); len(batch) == workers*tagBatch {
			if err := r.again(ctx, workers, batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	return r.again(ctx, workers, batch)
}

// again tags a batch and stores what came of it.
func (r *Retag) again(ctx context.Context, workers int, batch []tagging.Tagging) error {
	done := make([]*tagging.Tagging, len(batch))
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(workers, len(batch)) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(batch) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				t, err := safeTag(ctx, r.Tagger, batch[i].Article)
				switch {
				case err == nil:
					done[i] = &t
				case ctx.Err() == nil:
					r.Failed.Add(1)
					r.Report(batch[i].ID, err)
				}
			}
		})
	}
	wait.Wait()
	var fresh []tagging.Tagging
	for _, t := range done {
		if t != nil {
			fresh = append(fresh, *t)
		}
	}
	if len(fresh) > 0 {
		pctx, cancel := partingContext(ctx)
		defer cancel()
		n, err := r.Store.PutTaggings(pctx, fresh)
		if err != nil {
			return fmt.Errorf("store: %w", err)
		}
		r.Tagged.Add(int64(n))
	}
	return ctx.Err()
}

func sameTagger(a, b tagging.Tagger) bool {
	if a.Version != b.Version || len(a.Lists) != len(b.Lists) {
		return false
	}
	for name, date := range a.Lists {
		if b.Lists[name] != date {
			return false
		}
	}
	return true
}
