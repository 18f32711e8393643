package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/internal/listing"
	"github.com/tagwire/tagwire/internal/lists"
)

// listChange is a change with the list that it is of.
type listChange struct {
	List string `json:"list"`
	From string `json:"from"`
	To   string `json:"to"`
	lists.Change
}

func newListsDiffCommand(a *app) *cobra.Command {
	var format, since string
	c := &cobra.Command{
		Use:   "diff [LIST…]",
		Short: "Show what changed between two versions of a list",
		Long: `Compares each list's version in force with the one before it, or with the newest
that is of the day given by --since or older. How many versions are kept,
--list-versions of update and import says.`,
		Example: `  tagwire lists diff
  tagwire lists diff ofac-sdn --since 2026-01-01 --format csv`,
		RunE: func(_ *cobra.Command, args []string) error {
			folder := a.lists()
			named := len(args) > 0
			if !named {
				state, err := folder.State()
				if err != nil {
					return err
				}
				args = state.Names()
			}
			var all []listChange
			for _, name := range args {
				d, err := folder.Diff(name, since)
				if errors.Is(err, lists.ErrNothingToCompare) && !named {
					a.say("%v", err)
					continue
				}
				if err != nil {
					return err
				}
				if d.Renumbered {
					a.say("%s: the versions of %s and %s number their entries differently and cannot be compared", name, d.From, d.To)
				}
				for _, e := range d.Entries {
					all = append(all, listChange{name, d.From, d.To, e})
				}
			}
			return listing.Print(a.stdout, a.page(), format, each(all), 0, listing.Shape[listChange]{
				Columns: []console.Column{
					{Title: "list"}, {Title: "action"}, {Title: "uid"}, {Title: "name", Flexible: true}, {Title: "kind"}, {Title: "programs"}, {Title: "what", Flexible: true},
				},
				Row: func(c listChange) []string {
					return []string{c.List, string(c.Action), c.UID, c.Name, c.Kind, strings.Join(c.Programs, ", "), strings.Join(c.What, "; ")}
				},
				Empty: "nothing changed",
			})
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text, json, jsonl or csv")
	c.Flags().StringVar(&since, "since", "", "compare with the newest version of this day (YYYY-MM-DD) or older")
	return c
}

// each makes a sequence of values for a listing.
func each[T any](values []T) func(func(T, error) bool) {
	return func(yield func(T, error) bool) {
		for _, v := range values {
			if !yield(v, nil) {
				return
			}
		}
	}
}

// say writes a line to standard error, without control characters.
func (a *app) say(format string, args ...any) {
	fmt.Fprintln(a.stderr, console.Clean(fmt.Sprintf(format, args...)))
}
