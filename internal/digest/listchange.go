package digest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tagwire/tagwire/internal/lists"
)

// showChanges is how many changes of the lists are printed.
const showChanges = 40

// ListChange is what happened to an entry of a sanctions list from one version
// that is held to the next.
type ListChange struct {
	List string `json:"list"`
	// From and To are the dates of the versions.
	From string `json:"from"`
	To   string `json:"to"`
	lists.Change
}

// ListJournal tells what new versions of the lists changed. *lists.Folder
// keeps one.
type ListJournal interface {
	// State says, in Seq, how far the journal goes.
	State() (*lists.State, error)
	// ChangesAfter returns the changes with numbers in (from, to].
	ChangesAfter(from, to uint64) ([]lists.Changes, error)
}

// listChanges are the changes of a range that pass a filter. A filter speaks
// of articles: of its conditions only lists and names have a meaning for an
// entry, and one with others passes none.
func listChanges(j ListJournal, from, to uint64, f *Filter) ([]ListChange, error) {
	if j == nil || from >= to || len(f.Authorities)+len(f.Countries)+len(f.Search) > 0 {
		return nil, nil
	}
	versions, err := j.ChangesAfter(from, to)
	if err != nil {
		return nil, fmt.Errorf("changes of the lists: %w", err)
	}
	var out []ListChange
	for _, v := range versions {
		if len(f.Lists) > 0 && !slices.ContainsFunc(f.Lists, func(l string) bool { return strings.EqualFold(l, v.List) }) {
			continue
		}
		for _, c := range v.Entries {
			if len(f.Names) == 0 || slices.ContainsFunc(f.Names, func(n string) bool { return containsFold(c.Name, n) }) {
				out = append(out, ListChange{v.List, v.From, v.To, c})
			}
		}
	}
	return out, nil
}

func containsFold(s, part string) bool {
	return strings.Contains(strings.ToLower(s), strings.ToLower(part))
}

func (d *Digest) listSection() section {
	s := section{Title: "Changes of the lists", Count: d.Counts.ListChanges}
	for i := range d.ListChanges[:min(len(d.ListChanges), showChanges)] {
		s.Items = append(s.Items, item{Line: d.ListChanges[i].line()})
	}
	s.cut(len(d.ListChanges)-len(s.Items), "")
	return s
}

func (c *ListChange) line() string {
	s := fmt.Sprintf("%s %s: %s %s, %s", c.List, c.Action, c.UID, c.Name, strings.ReplaceAll(c.Kind, "_", " "))
	if c.Action != lists.Changed && len(c.Programs) > 0 {
		s += ", " + strings.Join(c.Programs, ", ")
	}
	if n := len(c.What); n > 3 {
		return s + "; " + strings.Join(c.What[:3], "; ") + fmt.Sprintf("; %d more", n-3)
	} else if n > 0 {
		s += "; " + strings.Join(c.What, "; ")
	}
	return s
}

// OldLists are the lists that are too old to be relied on, as disruptions.
func OldLists(standings []lists.Standing) []Disruption {
	var out []Disruption
	for _, s := range standings {
		if !s.Stale {
			continue
		}
		detail := fmt.Sprintf("%s (%s): last known to be up to date %s ago; \"tagwire lists update\" brings it", s.List, s.Title, plural(s.AgeDays, "day"))
		if s.Error != "" {
			detail += "; the last update failed: " + s.Error
		}
		out = append(out, Disruption{"old list", detail})
	}
	return out
}
