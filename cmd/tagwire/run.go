package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/internal/pipeline"
)

func newRunCommand(a *app) *cobra.Command {
	var once, digestAfter bool
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
its own pace, until the process is stopped; stopping loses nothing.

With --once --digest the digest of what is new is delivered at the end, and with
--digest-at at the times of a cron expression, as "tagwire digest" would: see its
help for the other flags of digests.`,
		Example: `  tagwire run --once --demo
  tagwire run --once https://example.org/feed.xml feeds.txt saved-pages/
  tagwire run --once --digest --mail desk@example.org --smtp smtp://mail.example.org
  tagwire run --digest-at "0 7 * * 1-5" --zone Europe/Vienna --subscriptions subscriptions.yaml
  tagwire run --log json --metrics 127.0.0.1:9464`,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			defer func() { err = stopped(cmd.Context(), !once, err) }()
			ctx, cancel := context.WithCancel(cmd.Context())
			defer cancel()
			deliver := digestsOf{a: a, flags: &digests}
			switch {
			case once && digestAt != "":
				return usageError("--digest-at is for a pipeline that goes on; with --once, --digest delivers at its end")
			case !once && digestAfter:
				return usageError("--digest goes with --once; a pipeline that goes on delivers with --digest-at")
			case digestAfter:
				deliver.subs, err = digests.subscriptions(cmd.Flags(), digests.stream(a))
			case digestAt != "":
				deliver.subs, err = digests.subscriptions(cmd.Flags(), nil)
			}
			if err != nil {
				return usage(err)
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
			if err := b.withStore(ctx, a); err != nil {
				return err
			}
			if err := b.withTagger(ctx, a); err != nil {
				return err
			}
			b.announceLists(ctx, a)
			deliver.b = b
			if digestAt != "" {
				stop, err := deliver.schedule(ctx, digestAt)
				if err != nil {
					return err
				}
				defer stop()
			}
			b.Watch = !once
			if err := b.withFetcher(&fetch); err != nil {
				return err
			}
			err = b.run(ctx, a, func(ctx context.Context) error { return pipeline.Run(ctx, b.Options, in) })
			if digestAfter && ctx.Err() == nil {
				err = worse(err, deliver.deliver(ctx))
			}
			return err
		},
	}
	c.Flags().BoolVar(&once, "once", false, "end when everything is fetched, tagged and stored")
	stages.register(c.Flags())
	fetch.register(c.Flags())
	digests.register(c.Flags())
	c.Flags().BoolVar(&digestAfter, "digest", false, "with --once: deliver the digest of what is new at the end")
	c.Flags().StringVar(&digestAt, "digest-at", "", "deliver digests at these times: cron fields in --zone, such as \"0 7 * * 1-5\"")
	return c
}

// worse joins the errors of a run and of its digest; both are said, and the
// exit status is partial only where both got somewhere.
func worse(run, digest error) error {
	if run == nil || digest == nil {
		return errors.Join(run, digest)
	}
	partial := func(err error) bool {
		var e *exitError
		return errors.As(err, &e) && e.code == exitPartial
	}
	joined := fmt.Errorf("%w; %w", run, digest)
	if partial(run) && partial(digest) {
		return &exitError{exitPartial, joined}
	}
	return &exitError{exitFailed, joined}
}
