package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/internal/export"
	"github.com/tagwire/tagwire/internal/listing"
	"github.com/tagwire/tagwire/internal/remote"
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
			n := 0
			write := func(w io.Writer) error {
				return a.withStore(cmd.Context(), func(s *store.Store) (err error) {
					n, err = export.Write(cmd.Context(), w, s, format, q)
					return err
				})
			}
			if !toFile(out) || a.held != nil {
				err = write(a.stdout)
			} else {
				err = export.File(out, write)
			}
			if err == nil && toFile(out) {
				fmt.Fprintf(a.stderr, "wrote %d articles to %s\n", n, out)
			}
			return err
		},
	}
	f := c.Flags()
	f.StringVar(&format, "format", "jsonl", strings.Join(export.Formats(), ", "))
	f.StringVar(&since, "since", "", "articles from this day or time on (UTC)")
	f.StringVar(&until, "until", "", "articles before this day or time (UTC)")
	f.StringVar(&out, "out", "", "file to write (default standard output)")
	// The process that is asked writes to us: the file is ours to make.
	answered := askable(a, c).RunE
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if a.held != nil || !toFile(out) {
			return answered(cmd, args)
		}
		err := export.File(out, func(w io.Writer) error { return a.ask(cmd, args, w, nil) })
		if errors.Is(err, remote.ErrNobody) {
			return answered(cmd, args)
		}
		return err
	}
	return c
}

func toFile(out string) bool { return out != "" && out != "-" }
