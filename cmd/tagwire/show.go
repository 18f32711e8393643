package main

import (
	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/internal/listing"
	"github.com/tagwire/tagwire/store"
)

func newShowCommand(a *app) *cobra.Command {
	var format string
	var revisions bool
	c := &cobra.Command{
		Use:   "show ID",
		Short: "Show an article or an entity",
		Long: `Prints the article with this id, or what all articles say of an entity. The
beginning of an id is enough where it fits only one; an entity may also be
asked for by name. An article comes with the outlets that carry the same text.
--revisions shows instead what changed each time that the article's text was
found changed, sentence by sentence.`,
		Example: `  tagwire show 4f0c2a
  tagwire show 4f0c2a --revisions
  tagwire show person/choe-chol-min
  tagwire show "Choe Chol Min" --format json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := listing.CheckFormat(format, "text", "json"); err != nil {
				return usage(err)
			}
			return a.withStore(cmd.Context(), func(s *store.Store) error {
				if revisions {
					return listing.ShowRevisions(cmd.Context(), s, a.stdout, a.page(), format, args[0])
				}
				return listing.Show(cmd.Context(), s, a.stdout, a.page(), format, args[0])
			})
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text or json")
	c.Flags().BoolVar(&revisions, "revisions", false, "what changed between the versions of an article")
	return askable(a, c)
}
