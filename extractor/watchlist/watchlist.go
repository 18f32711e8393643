// Package watchlist finds the names of official sanctions lists in text, and
// says how likely a name in the news is the listed one.
//
// Lists come from package source. [Build] makes an [Index] of all their names:
//
//   - Finding ([Index.Find]) walks the tokens that the extractor already has
//     against a trie over hashes of folded tokens, in time linear in the text.
//     Folding drops case, diacritics, apostrophes and punctuation, so that
//     "Kim Jong-un" meets "KIM, Jong Un"; persons stand in both orders and
//     without their middle names, companies without their legal forms.
//   - Searching ([Index.Search]) answers for one name, also a misspelled or a
//     differently transliterated one: candidates come from blocks of names that
//     share a word's skeleton, and are scored by [Compare].
//   - Linking ([Index.Link]) decides for the entities of one article, where a
//     short or common name needs support from the article: countries, roles,
//     other entries of the same programme.
//
// An Index is immutable and safe for concurrent use; new lists make a new one.
package watchlist

import (
	"sort"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// Index holds all names of a set of lists.
type Index struct {
	lists   []source.List
	first   []uint32 // of each list, the number of its first entry
	trie    *trie
	marks   map[string]uint32
	blocks  *blocks
	entries int
}

// Build indexes lists. The lists must not be changed afterwards.
func Build(lists ...source.List) *Index {
	x := &Index{lists: lists, marks: make(map[string]uint32)}
	names := 0
	for i := range lists {
		x.first = append(x.first, uint32(x.entries))
		x.entries += len(lists[i].Entries)
		for j := range lists[i].Entries {
			names += len(lists[i].Entries[j].Names)
		}
	}
	x.trie = newTrie(names)
	for i := range lists {
		for j := range lists[i].Entries {
			at := x.first[i] + uint32(j)
			e := &lists[i].Entries[j]
			x.trie.insert(e, at)
			for _, m := range e.Marks {
				x.marks[m] = at
			}
		}
	}
	x.blocks = newBlocks(x)
	return x
}

// Len is the number of entries.
func (x *Index) Len() int { return x.entries }

// ListInfo describes one list of an index.
type ListInfo struct {
	Name string // tagwire's short name, as in source.List
	Date string // YYYY-MM-DD, empty if the publisher does not say
	// Entries and Names are counts.
	Entries, Names int
}

// Lists describes the index's lists, in the order they were given to Build.
func (x *Index) Lists() []ListInfo {
	out := make([]ListInfo, len(x.lists))
	for i := range x.lists {
		l := &x.lists[i]
		out[i] = ListInfo{Name: l.Name, Date: l.Date, Entries: len(l.Entries)}
		for j := range l.Entries {
			out[i].Names += len(l.Entries[j].Names)
		}
	}
	return out
}

// Dates maps each list's name to its date.
func (x *Index) Dates() map[string]string {
	m := make(map[string]string, len(x.lists))
	for i := range x.lists {
		m[x.lists[i].Name] = x.lists[i].Date
	}
	return m
}

// entry returns the entry with a number, and its list's name.
func (x *Index) entry(n uint32) (*source.Entry, string) {
	i := sort.Search(len(x.first), func(i int) bool { return x.first[i] > n }) - 1
	return &x.lists[i].Entries[n-x.first[i]], x.lists[i].Name
}

// Mark returns the entry that an exact identifier (an IMO number "IMO9220639",
// a tail number "EP-MNF", a crypto address) belongs to, and its list's name.
func (x *Index) Mark(id string) (*source.Entry, string, bool) {
	n, ok := x.marks[id]
	if !ok {
		return nil, "", false
	}
	e, l := x.entry(n)
	return e, l, true
}

// Match is one listed name that a hit or a search leads to.
type Match struct {
	// Entry is the listed entry; it is not to be changed. List is the short
	// name of its list.
	Entry *source.Entry
	List  string
	// Name is the list's spelling; Form how the text's relates to it.
	Name source.Name
	Form Form
	// Words counts the words of the matched form.
	Words int
	Similarity
	number uint32
}

// Matches lists the entries that a hit stands for, in the order of the lists.
func (x *Index) Matches(h Hit) []Match { return x.postings(h.head) }

func (x *Index) postings(head uint32) []Match {
	var out []Match
	for j := head; j != 0; j = x.trie.next[j-1] {
		p := x.trie.postings[j-1]
		e, l := x.entry(p.entry)
		out = append(out, Match{Entry: e, List: l, Name: e.Names[p.name], Form: p.form, Words: int(p.words), Similarity: Similarity{Score: 1}, number: p.entry})
	}
	for i, k := 0, len(out)-1; i < k; i, k = i+1, k-1 {
		out[i], out[k] = out[k], out[i]
	}
	return out
}

// Exact returns the entries that have name, in any of its forms.
func (x *Index) Exact(name string) []Match {
	key := uint64(0)
	var s *slot
	for _, f := range Fold(name) {
		key = step(key, hashOf(f))
		if s = x.trie.find(key); s == nil {
			return nil
		}
	}
	if s == nil {
		return nil
	}
	return x.postings(s.head)
}
