package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/internal/pipeline"
)

func newExtractCommand(a *app) *cobra.Command {
	var once bool
	var stages stageFlags
	c := &cobra.Command{
		Use:   "extract --nats URL [--once]",
		Short: "Run the tagging stage alone",
		Long: `Tags the articles that wait at a NATS server and publishes the taggings for
"tagwire store". Any number of extract processes share the work.`,
		Example: `  tagwire extract --nats nats://127.0.0.1:4222 --workers 4`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			defer func() { err = stopped(cmd.Context(), !once, err) }()
			ctx := cmd.Context()
			if stages.url == "" {
				return usageError("extract needs --nats; \"tagwire run\" is the one that needs no server")
			}
			b, err := a.openBench(ctx, &stages)
			if err != nil {
				return err
			}
			defer b.Close()
			if err := b.withTagger(ctx, a); err != nil {
				return err
			}
			b.Watch = !once
			return b.run(ctx, a, func(ctx context.Context) error { return pipeline.Extract(ctx, b.Options) })
		},
	}
	c.Flags().BoolVar(&once, "once", false, "end when no article waits")
	stages.register(c.Flags())
	return c
}
