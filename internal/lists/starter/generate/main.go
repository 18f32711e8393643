// Command generate makes the bundled sample list from copies of official lists:
//
//	go run ./internal/lists/starter/generate SDN.CSV=2025-12-24 UN.XML EU.CSV.GZ UK.CSV.GZ >internal/lists/starter/sample.jsonl
//
// A date behind a file is for lists that do not say theirs.
//
// The rule: the entries of the first list whose name also stands on the most of
// the others, for the same kind of party and, where both lists give one, with a
// common year of birth; at least three lists in all. They are taken in turn from
// each of the first list's programmes, those on the most lists and with the
// most names first, so that no programme crowds out the others. Names of the other lists
// are taken over where they are strong or in another script.
package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
	"github.com/tagwire/tagwire/internal/lists/starter"
)

const (
	size     = 300
	least    = 3 // lists that an entry stands on
	maxNames = 12
)

func main() {
	if len(os.Args) < 1+least {
		fmt.Fprintf(os.Stderr, "usage: generate LIST LIST LIST…, %d at least\n", least)
		os.Exit(2)
	}
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(paths []string) error {
	header := starter.Header{
		Rule:    fmt.Sprintf("entries of the first list that stand on at least %d of the lists; %d of them, in turn from each programme, those on the most lists and with the most names first", least, size),
		Sources: make(map[string]string),
	}
	all := make([]*source.List, len(paths))
	for i, p := range paths {
		path, date, dated := strings.Cut(p, "=")
		l, err := source.ReadFile(path)
		if err != nil {
			return err
		}
		if dated {
			l.Date = date
		}
		all[i] = l
		header.Sources[l.Name] = l.Date
		header.Date = max(header.Date, l.Date)
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	if err := out.Encode(header); err != nil {
		return err
	}
	for _, e := range choose(all[0], all[1:]) {
		if err := out.Encode(e); err != nil {
			return err
		}
	}
	return nil
}

type chosen struct {
	source.Entry
	lists, names int
}

// choose applies the rule.
func choose(first *source.List, others []*source.List) []source.Entry {
	byName := make([]map[string][]*source.Entry, len(others))
	for i, l := range others {
		byName[i] = index(l)
	}
	var found []chosen
	for i := range first.Entries {
		e := first.Entries[i]
		c := chosen{Entry: e, lists: 1, names: len(e.Names)}
		c.UID = first.Name + "/" + e.UID
		for _, names := range byName {
			if same := counterpart(&e, names); same != nil {
				c.lists++
				c.take(same)
			}
		}
		if c.lists >= least {
			c.Names = c.Names[:min(len(c.Names), maxNames)]
			found = append(found, c)
		}
	}
	slices.SortStableFunc(found, func(a, b chosen) int {
		return cmp.Or(cmp.Compare(b.lists, a.lists), cmp.Compare(b.names, a.names))
	})
	out := make([]source.Entry, 0, size)
	for _, c := range inTurn(found)[:min(len(found), size)] {
		out = append(out, c.Entry)
	}
	slices.SortFunc(out, func(a, b source.Entry) int {
		return cmp.Or(cmp.Compare(len(a.UID), len(b.UID)), strings.Compare(a.UID, b.UID))
	})
	return out
}

// inTurn takes one entry of each programme, then the next of each, keeping the
// order within a programme.
func inTurn(found []chosen) []chosen {
	turn := make(map[string]int)
	order := make([]int, len(found))
	for i := range found {
		program := strings.Join(found[i].Programs[:min(1, len(found[i].Programs))], "")
		order[i] = turn[program]
		turn[program]++
	}
	at := make([]int, len(found))
	for i := range at {
		at[i] = i
	}
	slices.SortStableFunc(at, func(a, b int) int { return cmp.Compare(order[a], order[b]) })
	out := make([]chosen, len(found))
	for i, j := range at {
		out[i] = found[j]
	}
	return out
}

// key is a name without order, case and punctuation.
func key(name string) string {
	words := watchlist.Fold(name)
	slices.Sort(words)
	return strings.Join(words, " ")
}

func index(l *source.List) map[string][]*source.Entry {
	m := make(map[string][]*source.Entry)
	for i := range l.Entries {
		e := &l.Entries[i]
		for _, n := range e.Names {
			if n.Strength != source.Weak {
				m[key(n.Text)] = append(m[key(n.Text)], e)
			}
		}
	}
	return m
}

// counterpart is the entry of another list with e's primary name.
func counterpart(e *source.Entry, byName map[string][]*source.Entry) *source.Entry {
	for _, o := range byName[key(e.Name())] {
		if o.Kind == e.Kind && (len(e.Born) == 0 || len(o.Born) == 0 || commonYear(e.Born, o.Born)) {
			return o
		}
	}
	return nil
}

func commonYear(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return len(x) >= 4 && slices.ContainsFunc(b, func(y string) bool { return len(y) >= 4 && x[:4] == y[:4] })
	})
}

// take adds another list's strong names and those in other scripts.
func (c *chosen) take(o *source.Entry) {
	for _, n := range o.Names {
		if n.Strength == source.Weak {
			continue
		}
		if n.Strength == source.Primary {
			n.Strength = source.Strong
		}
		if !slices.ContainsFunc(c.Names, func(m source.Name) bool { return key(m.Text) == key(n.Text) }) {
			c.Names = append(c.Names[:len(c.Names):len(c.Names)], n)
		}
	}
}
