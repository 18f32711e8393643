package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"
	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/internal/boltfile"
	"github.com/tagwire/tagwire/internal/datadir"
	"github.com/tagwire/tagwire/internal/pipeline"
	"github.com/tagwire/tagwire/store/crawl"
)

// crawlFile keeps the crawl state of a fetch process, which has no store.
const crawlFile = "crawl.db"

func newFetchCommand(a *app) *cobra.Command {
	var once bool
	var stages stageFlags
	var fetch fetchFlags
	c := &cobra.Command{
		Use:   "fetch --nats URL [--once] [SOURCE…]",
		Short: "Run the fetching stage alone: fetch, clean and publish",
		Long: `Fetches and cleans what the sources offer and publishes the articles to a NATS
server, where "tagwire extract" processes wait for them. Several fetch processes
need data folders of their own.`,
		Example: `  tagwire fetch --nats nats://127.0.0.1:4222 --data fetch-1 feeds.txt`,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			defer func() { err = stopped(cmd.Context(), !once, err) }()
			ctx := cmd.Context()
			if stages.url == "" {
				return usageError("fetch needs --nats; \"tagwire run\" is the one that needs no server")
			}
			in, stop, err := fetch.inputs(ctx, a, args)
			if err != nil {
				return err
			}
			defer stop()
			b, err := a.openBench(ctx, &stages)
			if err != nil {
				return err
			}
			defer b.Close()
			if err := b.withCrawlFile(a); err != nil {
				return err
			}
			b.Watch = !once
			if err := b.withFetcher(&fetch); err != nil {
				return err
			}
			return b.run(ctx, a, func(ctx context.Context) error { return pipeline.Fetch(ctx, b.Options, in) })
		},
	}
	c.Flags().BoolVar(&once, "once", false, "end when everything that the sources offer is published")
	stages.register(c.Flags())
	fetch.register(c.Flags())
	return c
}

// withCrawlFile takes the data folder for a process without a store.
func (b *bench) withCrawlFile(a *app) error {
	release, err := datadir.Lock(a.dataDir)
	if err != nil {
		return err
	}
	b.close = append(b.close, release)
	if err := boltfile.Make(a.path(crawlFile)); err != nil {
		return err
	}
	db, err := bolt.Open(a.path(crawlFile), 0o600, &bolt.Options{Timeout: time.Second})
	if err != nil {
		return fmt.Errorf("open %s: %w", a.path(crawlFile), err)
	}
	b.close = append(b.close, func() { db.Close() })
	state, err := crawl.New(db)
	if err != nil {
		return err
	}
	b.State, b.crawl = state, state
	_, err = state.Forget(time.Now().Add(-forgetPages))
	return err
}
