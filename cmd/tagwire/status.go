package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"
	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/internal/bus"
	"github.com/tagwire/tagwire/internal/digest"
	"github.com/tagwire/tagwire/internal/listing"
	"github.com/tagwire/tagwire/internal/status"
	"github.com/tagwire/tagwire/store"
	"github.com/tagwire/tagwire/store/crawl"
)

func newStatusCommand(a *app) *cobra.Command {
	var format string
	var rebuild bool
	var opt status.Options
	var from busFlags
	c := &cobra.Command{
		Use:   "status",
		Short: "Show counts, queues, feeds, digests and the store's health",
		Long: `Shows how much is stored, what waits in the queues and among the dead letters,
when each source last had something new, and how far each digest subscription
is. --feeds lists every source, those in trouble first. --check reads every record of the store and verifies its checksum; --rebuild
makes everything that is derived from articles and taggings anew.`,
		Example: `  tagwire status
  tagwire status --feeds
  tagwire status --check
  tagwire status --format json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			if err := listing.CheckFormat(format, "text", "json"); err != nil {
				return usage(err)
			}
			if rebuild && a.held != nil {
				return fmt.Errorf("--rebuild wants the store to itself; stop process %d, which holds it, and try again", os.Getpid())
			}
			if rebuild {
				if err := a.withStoreOpts(ctx, store.Options{}, func(s *store.Store) error { return s.Rebuild(ctx) }); err != nil {
					return err
				}
				fmt.Fprintln(a.stderr, "rebuilt")
			}
			opt.Now = time.Now()
			r, err := a.statusReport(ctx, opt)
			if err != nil {
				return err
			}
			if err := a.withLetters(ctx, &from, func(b *bus.Bus) error { return r.Queues(ctx, b) }); err != nil {
				r.Note(err)
			}
			if err := r.Print(a.stdout, a.page(), format); err != nil {
				return err
			}
			return r.Err()
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text or json")
	c.Flags().BoolVar(&opt.Check, "check", false, "read and verify every record")
	c.Flags().BoolVar(&opt.Feeds, "feeds", false, "list every source: when it answered, when it had something new, how often it fails")
	c.Flags().DurationVar(&opt.DeadAfter, "dead-after", digest.DeadAfter, "time that a feed may fail until it is called dead")
	c.Flags().BoolVar(&rebuild, "rebuild", false, "make indexes and stories anew first")
	from.register(c.Flags())
	return askable(a, c)
}

// statusReport reads the store's state or, in the folder of a fetching process,
// which has no store, that of its sources.
func (a *app) statusReport(ctx context.Context, opt status.Options) (r *status.Report, err error) {
	sources := func(state *crawl.State) (*status.Report, error) {
		visits, err := state.Sources()
		return status.Sources(visits, opt), err
	}
	if a.held != nil && a.held.file == nil {
		return sources(a.held.crawl)
	}
	if _, err := os.Stat(a.path(store.FileName)); errors.Is(err, fs.ErrNotExist) {
		if db, err := bolt.Open(a.path(crawlFile), 0o600, &bolt.Options{ReadOnly: true, Timeout: time.Second}); err == nil {
			defer db.Close()
			return sources(crawl.Reader(db))
		}
	}
	err = a.withStore(ctx, func(s *store.Store) error {
		visits, err := crawl.Reader(s.DB()).Sources()
		if err == nil {
			r, err = status.Read(ctx, s, visits, opt)
		}
		return err
	})
	return r, err
}
