package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/internal/datadir"
	"github.com/tagwire/tagwire/internal/pipeline"
)

func newStoreCommand(a *app) *cobra.Command {
	var once bool
	var stages stageFlags
	c := &cobra.Command{
		Use:     "store --nats URL [--once]",
		Short:   "Run the storing stage alone",
		Long:    `Stores the taggings that wait at a NATS server in the data folder's bbolt file.`,
		Example: `  tagwire store --nats nats://127.0.0.1:4222`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			defer func() { err = stopped(cmd.Context(), !once, err) }()
			ctx := cmd.Context()
			if stages.url == "" {
				return usageError("store needs --nats; \"tagwire run\" is the one that needs no server")
			}
			release, err := datadir.Lock(a.dataDir)
			if err != nil {
				return err
			}
			defer release()
			b, err := a.openBench(ctx, &stages)
			if err != nil {
				return err
			}
			defer b.Close()
			if err := b.withStore(ctx, a); err != nil {
				return err
			}
			b.announceLists(ctx, a)
			b.Watch = !once
			return b.run(ctx, a, func(ctx context.Context) error { return pipeline.Keep(ctx, b.Options) })
		},
	}
	c.Flags().BoolVar(&once, "once", false, "end when no tagging waits")
	stages.register(c.Flags())
	return c
}
