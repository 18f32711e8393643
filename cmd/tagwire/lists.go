package main

import (
	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/internal/lists"
)

// lists is the folder of the sanctions lists.
func (a *app) lists() *lists.Folder { return &lists.Folder{Dir: a.path("lists")} }

// heldLists is a holder of the lists in force.
func (a *app) heldLists() (*watchlist.Holder, error) {
	x, err := a.lists().Load(a.log)
	if err != nil {
		return nil, err
	}
	return watchlist.NewHolder(x), nil
}

func newListsCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "lists",
		Short: "Update, import and compare sanctions lists",
		Long: `Keeps copies of official sanctions lists in the data folder. Names in articles
are linked to them, and "tagwire screen" checks names against them. A running
"tagwire run" or "tagwire extract" takes new lists up by itself; "tagwire retag"
brings what is stored up to date.

Until the first list is there, a bundled sample of 300 entries stands in.`,
		Example: `  tagwire lists update
  tagwire lists import sdn.csv alt.csv
  tagwire lists status
  tagwire lists diff ofac-sdn
  tagwire lists explain "Kim Jong-un"`,
	}
	c.AddCommand(newListsUpdateCommand(a), newListsImportCommand(a), newListsStatusCommand(a), newListsDiffCommand(a), newListsExplainCommand(a))
	return c
}

// takeFlags say what may replace a list.
type takeFlags struct {
	force  bool
	shrink int
	keep   int
}

func (t *takeFlags) register(c *cobra.Command) {
	f := c.Flags()
	f.BoolVar(&t.force, "force", false, "take a list also if it lost implausibly many entries")
	f.IntVar(&t.shrink, "list-shrink", int(100*lists.DefaultShrink), "most entries that a list may lose at once, in percent")
	f.IntVar(&t.keep, "list-versions", lists.DefaultKeep, "versions of each list that are kept")
}

func (t *takeFlags) check() (lists.Check, error) {
	if t.shrink < 0 || t.shrink > 100 || t.keep < 1 {
		return lists.Check{}, usageError("--list-shrink wants a percentage, --list-versions a number above 0")
	}
	return lists.Check{Shrink: float64(t.shrink) / 100, Force: t.force}, nil
}

// report says on standard error what became of a list.
func (a *app) report(o *lists.Outcome) {
	switch {
	case o.Err != nil:
		a.say("tagwire: %v; the list stays as it was", o.Err)
	case !o.New:
		a.say("%s: unchanged, %s with %d entries", o.List, o.Version.Date, o.Version.Entries)
	case o.Changes.Renumbered:
		a.say("%s: %s with %d entries; its publisher numbers them anew, so they were not compared", o.List, o.Version.Date, o.Version.Entries)
	case o.Changes.From == "":
		a.say("%s: %s with %d entries and %d names", o.List, o.Version.Date, o.Version.Entries, o.Version.Names)
	default:
		a.say("%s: %s with %d entries: %d added, %d removed, %d changed since %s", o.List, o.Version.Date, o.Version.Entries,
			o.Changes.Count(lists.Added), o.Changes.Count(lists.Removed), o.Changes.Count(lists.Changed), o.Changes.From)
	}
}
