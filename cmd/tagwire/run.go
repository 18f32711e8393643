package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/internal/pipeline"
)

func newRunCommand(a *app) *cobra.Command {
	var once bool
	var stages stageFlags
	var fetch fetchFlags
	var digests digestFlags
	var digestAt string
	c := &cobra.Command{
		Use:   "run [--once] [SOURCE…]",
		Short: "Run the whole pipeline: fetch, clean, tag and store",
		Long: `Runs every stage in one process, over an embedded NATS server and a bbolt file
in the data folder. A SOURCE is a feed, sitemap, front page or page (its address),
a file or folder of documents, a list of addresses (feeds.txt), or "-"; without
one, the configuration's sources are read.

With --once the run ends when everything that the sources offer is stored or
among the dead letters. Otherwise sources are visited again and again, each at
its own pace, until the process is stopped; stopping loses nothing.`,
		Example: `  tagwire run --once --demo
  tagwire run --once https://example.org/feed.xml feeds.txt saved-pages/
  tagwire run --log json --metrics 127.0.0.1:9464`,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			defer func() { err = stopped(cmd.Context(), !once, err) }()
			ctx, cancel := context.WithCancel(cmd.Context())
			defer cancel()
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
			if err := b.withStore(ctx, a); err != nil {
				return err
			}
			if err := b.withTagger(); err != nil {
				return err
			}
			endDigests, err := a.scheduleDigests(ctx, b.file, digestAt, &digests)
			if err != nil {
				return err
			}
			defer endDigests()
			b.Watch = !once
			if err := b.withFetcher(&fetch); err != nil {
				return err
			}
			return b.run(ctx, a, func(ctx context.Context) error { return pipeline.Run(ctx, b.Options, in) })
		},
	}
	c.Flags().BoolVar(&once, "once", false, "end when everything is fetched, tagged and stored")
	stages.register(c.Flags())
	fetch.register(c.Flags())
	digests.register(c.Flags())
	c.Flags().StringVar(&digestAt, "digest-at", "", "deliver digests at these times: cron fields in --zone, such as \"0 7 * * 1-5\"")
	return c
}
