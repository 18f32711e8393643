package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/internal/export"
	"github.com/tagwire/tagwire/internal/listing"
	"github.com/tagwire/tagwire/store"
)

func newExportCommand(a *app) *cobra.Command {
	var format, since, until, out string
	c := &cobra.Command{
		Use:   "export",
		Short: "Write stored articles for other programs",
		Long: `Writes the stored articles in order of insertion. jsonl is one tagged article a
line with text and offsets; csv and parquet have a row for each entity and
measure; ftm is FollowTheMoney; graphml is a graph of articles and entities.`,
		Example: `  tagwire export > articles.jsonl
  tagwire export --format csv --since 2025-03-01 --out march.csv
  tagwire export --format parquet --out all.parquet`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := export.CheckFormat(format); err != nil {
				return usage(err)
			}
			var q export.Query
			var err error
			if q.Since, err = listing.ParseDay(since, time.UTC); err != nil {
				return usage(err)
			}
			if q.Until, err = listing.ParseDay(until, time.UTC); err != nil {
				return usage(err)
			}
			return a.withStore(cmd.Context(), func(s *store.Store) error {
				if out == "" || out == "-" {
					_, err := export.Write(cmd.Context(), a.stdout, s, format, q)
					return err
				}
				n, err := export.WriteFile(cmd.Context(), out, s, format, q)
				if err == nil {
					fmt.Fprintf(a.stderr, "wrote %d articles to %s\n", n, out)
				}
				return err
			})
		},
	}
	f := c.Flags()
	f.StringVar(&format, "format", "jsonl", strings.Join(export.Formats(), ", "))
	f.StringVar(&since, "since", "", "articles from this day or time on (UTC)")
	f.StringVar(&until, "until", "", "articles before this day or time (UTC)")
	f.StringVar(&out, "out", "", "file to write (default standard output)")
	return c
}
