package lists

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// Action is what happened to an entry.
type Action string

// The actions.
const (
	Added   Action = "added"
	Removed Action = "removed"
	Changed Action = "changed"
)

// Change is what happened to one entry between two versions.
type Change struct {
	Action   Action   `json:"action"`
	UID      string   `json:"uid"`
	Name     string   `json:"name"`
	Kind     string   `json:"kind"`
	Programs []string `json:"programs,omitempty"`
	// What says, for a changed entry, what is new and what is gone: "name +
	// Ivan Petrov", "program - SDGT".
	What []string `json:"what,omitempty"`
}

// Changes are the differences of two versions of a list.
type Changes struct {
	// Seq is the number of the newer version.
	Seq  uint64    `json:"seq"`
	List string    `json:"list"`
	Time time.Time `json:"time"`
	// From and To are the versions' dates; From is empty for the first version,
	// which has no changes.
	From string `json:"from,omitempty"`
	To   string `json:"to"`
	// Renumbered says that the publisher numbers its entries anew, so that they
	// cannot be compared.
	Renumbered bool     `json:"renumbered,omitempty"`
	Entries    []Change `json:"entries,omitempty"`
}

// Count is how many entries had an action.
func (c *Changes) Count(a Action) int {
	n := 0
	for i := range c.Entries {
		if c.Entries[i].Action == a {
			n++
		}
	}
	return n
}

// Compare says what a newer version of a list changed, in the order of the
// lists: what was added or changed, then what was removed.
func Compare(old, now *source.List) *Changes {
	c := &Changes{List: now.Name, From: old.Date, To: now.Date}
	before := make(map[string]*source.Entry, len(old.Entries))
	for i := range old.Entries {
		before[old.Entries[i].UID] = &old.Entries[i]
	}
	after, common := make(map[string]bool, len(now.Entries)), 0
	for i := range now.Entries {
		e := &now.Entries[i]
		after[e.UID] = true
		was := before[e.UID]
		if was == nil {
			c.Entries = append(c.Entries, change(Added, e))
			continue
		}
		common++
		if what := differences(was, e); len(what) > 0 {
			ch := change(Changed, e)
			ch.What = what
			c.Entries = append(c.Entries, ch)
		}
	}
	for i := range old.Entries {
		if !after[old.Entries[i].UID] {
			c.Entries = append(c.Entries, change(Removed, &old.Entries[i]))
		}
	}
	if few := min(len(old.Entries), len(now.Entries)); few >= 20 && 10*common < few {
		c.Renumbered, c.Entries = true, nil
	}
	return c
}

func change(a Action, e *source.Entry) Change {
	return Change{Action: a, UID: e.UID, Name: e.Name(), Kind: e.Kind.String(), Programs: e.Programs}
}

// differences lists what was added to and taken from an entry.
func differences(a, b *source.Entry) []string {
	var out []string
	if a.Kind != b.Kind {
		out = append(out, fmt.Sprintf("kind %s, was %s", b.Kind, a.Kind))
	}
	if a.Name() != b.Name() {
		out = append(out, fmt.Sprintf("primary name %s, was %s", b.Name(), a.Name()))
	}
	out = setDifference(out, "name", nameTexts(a), nameTexts(b))
	out = setDifference(out, "program", a.Programs, b.Programs)
	out = setDifference(out, "country", a.Countries, b.Countries)
	out = setDifference(out, "born", a.Born, b.Born)
	out = setDifference(out, "identifier", a.Marks, b.Marks)
	if a.Title != b.Title {
		out = append(out, fmt.Sprintf("title %q, was %q", b.Title, a.Title))
	}
	return out
}

func nameTexts(e *source.Entry) []string {
	out := make([]string, len(e.Names))
	for i := range e.Names {
		out[i] = e.Names[i].Text
	}
	return out
}

func setDifference(out []string, what string, a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			out = append(out, what+" + "+s)
		}
	}
	for _, s := range a {
		if !slices.Contains(b, s) {
			out = append(out, what+" - "+s)
		}
	}
	return out
}

func (f *Folder) changesPath(seq uint64) string {
	return f.path("changes", strconv.FormatUint(seq, 10)+".json")
}

func (f *Folder) keepChanges(c *Changes) error {
	data, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return replaceFile(f.changesPath(c.Seq), append(data, '\n'))
}

// ChangesAfter returns what the versions with numbers in (from, to] changed, in
// their order. Versions that were the first of their list are among them; a
// change whose version was not put in force is not.
func (f *Folder) ChangesAfter(from, to uint64) ([]Changes, error) {
	var out []Changes
	for seq := from + 1; seq <= to; seq++ {
		data, err := os.ReadFile(f.changesPath(seq))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		var c Changes
		if err := json.Unmarshal(data, &c); err != nil {
			return nil, fmt.Errorf("%s: %w", f.changesPath(seq), err)
		}
		out = append(out, c)
	}
	return out, nil
}

// Diff compares the version of a list in force with an older one that is kept:
// the newest from since or before, or, where since is empty, the one before
// the last.
func (f *Folder) Diff(list, since string) (*Changes, error) {
	state, err := f.State()
	if err != nil {
		return nil, err
	}
	held := state.Lists[list]
	if held == nil || len(held.Versions) == 0 {
		return nil, fmt.Errorf("%w: %s; held are %s", ErrNotHeld, list, orNone(state.Names()))
	}
	v := held.Versions
	from := len(v) - 2
	if since != "" {
		for from = len(v) - 1; from > 0 && v[from].Date > since; from-- {
		}
	}
	if from < 0 {
		return nil, fmt.Errorf("%s has only one version, of %s: %w", list, v[0].Date, ErrNothingToCompare)
	}
	old, err := f.read(list, &v[from])
	if err != nil {
		return nil, err
	}
	now, err := f.read(list, held.Current())
	if err != nil {
		return nil, err
	}
	c := Compare(old, now)
	c.Seq, c.Time = held.Current().Seq, held.Current().Taken
	return c, nil
}

// Errors of Diff.
var (
	ErrNotHeld          = errors.New("no such list is held")
	ErrNothingToCompare = errors.New("nothing to compare")
)

func orNone(names []string) string {
	if len(names) == 0 {
		return "none; \"tagwire lists update\" brings them"
	}
	return strings.Join(names, ", ")
}

// replaceDir names files by their source in a message.
func replaceDir(msg, dir, source string) string {
	return strings.ReplaceAll(msg, dir+string(os.PathSeparator), source+": ")
}
