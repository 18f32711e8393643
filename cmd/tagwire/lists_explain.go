package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/internal/listing"
	"github.com/tagwire/tagwire/internal/screen"
)

func newListsExplainCommand(a *app) *cobra.Command {
	var format, kind, born, country string
	var limit int
	c := &cobra.Command{
		Use:   "explain NAME…",
		Short: "Show how a name is compared with the lists, weight by weight",
		Long: `Shows the listed names that are the most like NAME, also those that are not
like enough to be a match, and what made their scores: each feature of the two
names, how much of it they have, its weight, and what it adds in log odds. From
a score of 0.5 on, names count as the same.`,
		Example: `  tagwire lists explain "Kim Jong-un"
  tagwire lists explain --kind person --born 1984 "Kim Jong Un"`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := listing.CheckFormat(format, "text", "json"); err != nil {
				return usage(err)
			}
			kinds, err := screen.Kinds(kind)
			if err != nil {
				return usage(err)
			}
			x, err := a.lists().Load(a.log)
			if err != nil {
				return err
			}
			q := watchlist.Query{Name: strings.Join(args, " "), Kinds: kinds, Floor: 0.01, Limit: limit}
			if born != "" {
				q.Born = []string{born}
			}
			if country != "" {
				q.Countries = []string{country}
			}
			if err := screen.Explain(a.stdout, x, q, format); err != nil {
				return fmt.Errorf("explain %s: %w", q.Name, err)
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&format, "format", "text", "text or json")
	f.IntVar(&limit, "limit", 5, "most candidates that are shown")
	f.StringVar(&kind, "kind", "", "only person, organization, vessel or aircraft")
	f.StringVar(&born, "born", "", "date of birth, as YYYY-MM-DD or YYYY")
	f.StringVar(&country, "country", "", "country, as the lists write it")
	return c
}
