package main

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/internal/listing"
	"github.com/tagwire/tagwire/store"
)

func newListCommand(a *app) *cobra.Command {
	var format, since, until string
	var limit int
	q := listing.EntityQuery{}
	c := &cobra.Command{
		Use:   "list articles|persons|organizations|cities|authorities",
		Short: "List stored articles, or who and what they name",
		Long: `Lists articles, newest first, or entities with the number of articles that name
them and that say they are sanctioned.`,
		Example: `  tagwire list articles --since 2025-03-01
  tagwire list persons --sanctioned --sort last
  tagwire list organizations --format csv --limit 0 > organizations.csv`,
		Args:      cobra.ExactArgs(1),
		ValidArgs: append([]string{"articles"}, listing.Kinds()...),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			if err := listing.CheckFormat(format); err != nil {
				return usage(err)
			}
			from, err := listing.ParseDay(since, time.UTC)
			if err != nil {
				return usage(err)
			}
			to, err := listing.ParseDay(until, time.UTC)
			if err != nil {
				return usage(err)
			}
			if q.Kind = args[0]; q.Kind != "articles" {
				if err := q.Check(); err != nil {
					return usage(err)
				}
			}
			return a.withStore(ctx, func(s *store.Store) error {
				if q.Kind == "articles" {
					return listing.Print(a.stdout, a.page(), format, s.Published(ctx, from, to), limit, listing.Articles())
				}
				return listing.Print(a.stdout, a.page(), format, listing.QueryEntities(ctx, s, q), limit, listing.Entities())
			})
		},
	}
	f := c.Flags()
	f.StringVar(&format, "format", "text", "text, json, jsonl or csv")
	f.IntVar(&limit, "limit", 50, "at most so many; 0 for all")
	f.StringVar(&since, "since", "", "articles from this day or time on (UTC)")
	f.StringVar(&until, "until", "", "articles before this day or time (UTC)")
	f.BoolVar(&q.Sanctioned, "sanctioned", false, "only entities that an article says are sanctioned")
	f.BoolVar(&q.Listed, "listed", false, "only entities that are linked to a watchlist")
	f.StringVar(&q.Sort, "sort", "articles", "order of entities: articles, name, first or last")
	return askable(a, c)
}
