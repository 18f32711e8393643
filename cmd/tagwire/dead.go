package main

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/internal/bus"
	"github.com/tagwire/tagwire/internal/datadir"
	"github.com/tagwire/tagwire/internal/deadletter"
	"github.com/tagwire/tagwire/internal/input"
	"github.com/tagwire/tagwire/internal/pipeline"
)

func newDeadCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "dead",
		Short: "List, show and replay what failed",
		Long: `A page that could not be fetched or cleaned, an article that could not be tagged
and a tagging that could not be stored are kept as dead letters, each with its
reason and its input, until they are replayed with success.`,
		Example: `  tagwire dead list
  tagwire dead show 17
  tagwire dead replay`,
	}
	c.AddCommand(askable(a, newDeadListCommand(a)), askable(a, newDeadShowCommand(a)), askable(a, newDeadReplayCommand(a)))
	return c
}

func newDeadListCommand(a *app) *cobra.Command {
	var from busFlags
	var format, stage string
	c := &cobra.Command{
		Use:     "list",
		Short:   "List the dead letters, oldest first",
		Example: "  tagwire dead list --stage fetch\n  tagwire dead list --format jsonl",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := deadletter.CheckFormat(format); err != nil {
				return usage(err)
			}
			return a.withLetters(cmd.Context(), &from, func(b *bus.Bus) error {
				return deadletter.List(cmd.Context(), a.stdout, b, format, stage, a.width())
			})
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text or jsonl")
	c.Flags().StringVar(&stage, "stage", "", "only those of fetch, clean, extract or store")
	from.register(c.Flags())
	return c
}

func newDeadShowCommand(a *app) *cobra.Command {
	var from busFlags
	var payload bool
	c := &cobra.Command{
		Use:     "show NUMBER",
		Short:   "Show a dead letter's reason, stack and input",
		Example: "  tagwire dead show 17\n  tagwire dead show --payload 17 > input.json",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			seqs, err := letterNumbers(args)
			if err != nil {
				return err
			}
			return a.withLetters(cmd.Context(), &from, func(b *bus.Bus) error {
				l, err := b.Letter(cmd.Context(), seqs[0])
				if err != nil {
					return err
				}
				return deadletter.Show(a.stdout, l, payload)
			})
		},
	}
	c.Flags().BoolVar(&payload, "payload", false, "print the input alone")
	from.register(c.Flags())
	return c
}

func newDeadReplayCommand(a *app) *cobra.Command {
	var stages stageFlags
	var fetch fetchFlags
	c := &cobra.Command{
		Use:   "replay [NUMBER…]",
		Short: "Try dead letters again, all or those named",
		Long: `Gives dead letters another try at the stage where they failed and runs the
pipeline until each is stored or dead again.`,
		Example: "  tagwire dead replay\n  tagwire dead replay 17 18",
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			seqs, err := letterNumbers(args)
			if err != nil {
				return err
			}
			b, err := a.openBench(ctx, &stages)
			if err != nil {
				return err
			}
			defer b.Close()
			if err := b.withStore(ctx, a); err != nil {
				return err
			}
			if b.Tagger == nil {
				if err := b.withTagger(cmd.Context(), a); err != nil {
					return err
				}
			}
			if err := b.withFetcher(&fetch); err != nil {
				return err
			}
			client := fetcher.NewClient(b.Fetch)
			defer client.Close()
			b.Input = input.Reader{Open: client.Open}
			letters, kept, err := deadletter.Choose(ctx, b.Bus, seqs)
			if err != nil {
				return err
			}
			for _, l := range kept {
				fmt.Fprintf(a.stderr, "tagwire: dead letter %d of %s: %v\n", l.Seq, l.Key, pipeline.ErrNoPayload)
			}
			b.failed += len(kept)
			return b.run(ctx, a, func(ctx context.Context) error { return pipeline.Replay(ctx, b.Options, letters) })
		},
	}
	stages.register(c.Flags())
	fetch.register(c.Flags())
	return c
}

func letterNumbers(args []string) ([]uint64, error) {
	var out []uint64
	for _, s := range args {
		n, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			return nil, usageError("%q is not the number of a dead letter; \"tagwire dead list\" shows them", s)
		}
		out = append(out, n)
	}
	return out, nil
}

// withLetters connects to the messages just to look.
func (a *app) withLetters(ctx context.Context, from *busFlags, f func(*bus.Bus) error) error {
	if from.url == "" && a.held != nil {
		return f(a.held.Bus)
	}
	if from.url == "" {
		release, err := datadir.Lock(a.dataDir)
		if err != nil {
			return err
		}
		defer release()
	}
	b, err := from.open(ctx, a)
	if err != nil {
		return err
	}
	defer b.Close()
	return f(b)
}
