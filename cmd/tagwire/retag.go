package main

import (
	"fmt"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/extractor"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/internal/pipeline"
	"github.com/tagwire/tagwire/store"
)

func newRetagCommand(a *app) *cobra.Command {
	var workers int
	c := &cobra.Command{
		Use:   "retag",
		Short: "Tag again what is stored, after new lists or a new tagger",
		Long: `Tags every stored article again whose tagging another version of tagwire or other
lists made, and makes that its current tagging; the older ones are kept. Cut off,
it goes on where it was the next time. Digests do not tell the articles again.`,
		Example: `  tagwire lists update && tagwire retag`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			tagger, lists, err := a.tagger()
			if err != nil {
				return err
			}
			var mu sync.Mutex
			r := &pipeline.Retag{
				Tagger: tagger, By: tagging.Tagger{Version: buildVersion(), Lists: lists.Index().Dates()}, Workers: workers,
				Report: func(id string, err error) {
					mu.Lock()
					defer mu.Unlock()
					a.say("tagwire: article %s: %v", id, err)
				},
			}
			start := time.Now()
			err = a.withStoreOpts(ctx, store.Options{}, func(s *store.Store) error {
				r.Store = s
				return r.Run(ctx)
			})
			a.say("%d of %d articles tagged again in %s", r.Tagged.Load(), r.Looked.Load(), time.Since(start).Round(time.Millisecond))
			if err != nil {
				return err
			}
			if n := r.Failed.Load(); n > 0 {
				return partialError("%d articles could not be tagged; they stay as they were", n)
			}
			return nil
		},
	}
	c.Flags().IntVar(&workers, "workers", 0, "articles that are tagged at a time; 0 for one per processor")
	return askable(a, c)
}

// tagger is a tagger with the lists in force: the running pipeline's, where
// this is a command that it runs for another process.
func (a *app) tagger() (pipeline.Tagger, *watchlist.Holder, error) {
	if a.held != nil && a.held.lists != nil {
		x, err := a.lists().Load(a.log)
		if err != nil {
			return nil, nil, err
		}
		a.held.lists.Swap(x)
		return a.held.Tagger, a.held.lists, nil
	}
	lists, err := a.heldLists()
	if err != nil {
		return nil, nil, err
	}
	t, err := extractor.New(extractor.WithVersion(buildVersion()), extractor.WithLists(lists))
	if err != nil {
		return nil, nil, fmt.Errorf("retag: %w", err)
	}
	return t, lists, nil
}
