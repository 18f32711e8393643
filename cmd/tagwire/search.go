package main

import (
	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/internal/listing"
	"github.com/tagwire/tagwire/store"
)

func newSearchCommand(a *app) *cobra.Command {
	var format string
	var limit int
	c := &cobra.Command{
		Use:   "search WORD…",
		Short: "Find articles by words in title, names or text",
		Long: `Finds the articles that contain every word, in any case, also inside longer
words. Quote words that must stand together. Newest first.`,
		Example: `  tagwire search bitumen tanker
  tagwire search "shadow fleet" --limit 5 --format json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := listing.CheckFormat(format); err != nil {
				return usage(err)
			}
			return a.withStore(cmd.Context(), func(s *store.Store) error {
				return listing.Print(a.stdout, a.page(), format, s.Search(cmd.Context(), args), limit, listing.Hits())
			})
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text, json, jsonl or csv")
	c.Flags().IntVar(&limit, "limit", 20, "at most so many; 0 for all")
	return askable(a, c)
}
