package main

import (
	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/internal/listing"
	"github.com/tagwire/tagwire/store"
)

func newShowCommand(a *app) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "show ID",
		Short: "Show an article or an entity",
		Long: `Prints the article with this id, or what all articles say of an entity. The
beginning of an id is enough where it fits only one; an entity may also be
asked for by name.`,
		Example: `  tagwire show 4f0c2a
  tagwire show person/choe-chol-min
  tagwire show "Choe Chol Min" --format json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := listing.CheckFormat(format, "text", "json"); err != nil {
				return usage(err)
			}
			return a.withStore(cmd.Context(), func(s *store.Store) error {
				return listing.Show(cmd.Context(), s, a.stdout, a.page(), format, args[0])
			})
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text or json")
	return askable(a, c)
}
