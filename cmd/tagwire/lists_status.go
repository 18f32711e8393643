package main

import (
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/internal/listing"
	"github.com/tagwire/tagwire/internal/lists"
	"github.com/tagwire/tagwire/internal/lists/starter"
)

func newListsStatusCommand(a *app) *cobra.Command {
	var format string
	var stale time.Duration
	c := &cobra.Command{
		Use:   "status",
		Short: "Show each list's date, counts and age",
		Long: `Shows the lists that are held: the publisher's date, entries and names, and the
age, counted from when the publisher last confirmed the list or, for an imported
one, from its date. Lists that are too old are marked "old".`,
		Example: `  tagwire lists status
  tagwire lists status --format json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			state, err := a.lists().State()
			if err != nil {
				return err
			}
			standings := state.Standings(time.Now(), stale)
			if len(state.Names()) == 0 {
				sample, err := starter.List()
				if err != nil {
					return err
				}
				a.say("no list is held; the bundled sample of %d entries (%s) stands in; \"tagwire lists update\" brings the lists", len(sample.Entries), sample.Date)
			}
			return listing.Print(a.stdout, a.page(), format, each(standings), 0, standingShape())
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text, json, jsonl or csv")
	c.Flags().DurationVar(&stale, "stale-after", lists.DefaultStale, "age from which a list counts as old")
	return c
}

func standingShape() listing.Shape[lists.Standing] {
	return listing.Shape[lists.Standing]{
		Columns: []console.Column{
			{Title: "list"}, {Title: "date"}, {Title: "entries", Right: true}, {Title: "names", Right: true},
			{Title: "age"}, {Title: "state", Flexible: true}, {Title: "source", Flexible: true},
		},
		Row: func(s lists.Standing) []string {
			age, state := "", "well"
			if s.Versions > 0 {
				age = fmt.Sprintf("%d d", s.AgeDays)
			}
			switch {
			case s.Error != "" && s.Stale:
				state = "old; last update failed: " + s.Error
			case s.Error != "":
				state = "last update failed: " + s.Error
			case s.Stale:
				state = "old"
			}
			return []string{s.List, s.Date, strconv.Itoa(s.Entries), strconv.Itoa(s.Names), age, state, s.Source}
		},
		Empty: "no lists",
	}
}
