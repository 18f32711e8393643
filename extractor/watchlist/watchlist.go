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
	"sync"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// Index holds all names of a set of lists in a few flat tables, which is also
// how it is saved.
type Index struct {
	lists   []listed
	entries entryTable
	trie    trie
	words   vocabulary
	names   nameTable
	marks   markTable
	rare    []float32 // of each word, its rarity
	scratch *sync.Pool
}

// listed is one list; its entries begin at number first.
type listed struct {
	ListInfo
	First uint32
}

// Build indexes lists.
func Build(lists ...source.List) *Index {
	x := new(Index)
	names := 0
	for i := range lists {
		for j := range lists[i].Entries {
			names += len(lists[i].Entries[j].Names)
		}
	}
	var wait sync.WaitGroup
	wait.Go(func() {
		tb, first := newTrieBuilder(names), uint32(0)
		for i := range lists {
			for j := range lists[i].Entries {
				e := &lists[i].Entries[j]
				tb.insert(e, first)
				first += uint32(len(e.Names))
			}
		}
		x.trie = tb.pack()
	})
	wb := newWordsBuilder()
	for i := range lists {
		info := ListInfo{Name: lists[i].Name, Date: lists[i].Date, Entries: len(lists[i].Entries)}
		first := uint32(x.entries.len())
		for j := range lists[i].Entries {
			e := &lists[i].Entries[j]
			for _, m := range e.Marks {
				x.marks.add(m, first+uint32(j))
			}
			x.entries.add(e)
			info.Names += len(e.Names)
			for _, n := range e.Names {
				wb.add(n.Text, e.Kind)
			}
		}
		x.lists = append(x.lists, listed{info, first})
	}
	sort.Sort(&x.marks)
	x.words, x.names = wb.pack()
	x.ready()
	wait.Wait()
	return x
}

// Len is the number of entries.
func (x *Index) Len() int { return x.entries.len() }

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
		out[i] = x.lists[i].ListInfo
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

// list returns the name of the list that entry n stands on.
func (x *Index) list(n uint32) string {
	i := sort.Search(len(x.lists), func(i int) bool { return x.lists[i].First > n }) - 1
	return x.lists[i].Name
}

// Marks returns the entries that an exact identifier (an IMO number
// "IMO9220639", a tail number "EP-MNF", a crypto address) belongs to, in the
// order of the lists.
func (x *Index) Marks(id string) []Match {
	var out []Match
	for _, n := range x.marks.find(id) {
		e := x.entries.get(n)
		for _, m := range e.Marks {
			if m == id {
				out = append(out, Match{Entry: e, List: x.list(n), Name: source.Name{Text: id}, Similarity: Similarity{Score: 1}})
			}
		}
	}
	return out
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
}

// match makes the Match of a name by its number.
func (x *Index) match(name uint32) Match {
	n := x.entries.owner[name]
	e := x.entries.get(n)
	return Match{Entry: e, List: x.list(n), Name: e.Names[name-x.entries.first[n]]}
}

// Kinds lists the kinds of the entries that a hit stands for, without decoding
// them.
func (x *Index) Kinds(h Hit) []source.Kind {
	var out []source.Kind
	for i := h.head - 1; ; i++ {
		p := x.trie.postings[i]
		out = append(out, source.Kind(x.entries.kinds[x.entries.owner[p>>3]]))
		if p&1 != 0 {
			return out
		}
	}
}

// Rarity says how rare each word of a name is among the lists: the logarithm of
// how many of 50,000 names one with the word stands among, 10.8 for a word that
// no name has.
func (x *Index) Rarity(name string, kind source.Kind) []float32 {
	p := prepare(name, kind)
	out := make([]float32, len(p.words))
	for i := range p.words {
		out[i] = rarity(0, 0)
		if id, ok := x.words.find(p.words[i].text); ok {
			out[i] = x.rare[id]
		}
	}
	return out
}

// Matches lists the entries that a hit stands for, in the order of the lists.
func (x *Index) Matches(h Hit) []Match { return x.run(h.head, h.Words) }

// run decodes the postings that begin at head-1.
func (x *Index) run(head uint32, words int) []Match {
	if head == 0 {
		return nil
	}
	var out []Match
	for i := head - 1; ; i++ {
		p := x.trie.postings[i]
		m := x.match(p >> 3)
		m.Form, m.Words, m.Score = Form(p>>1&3), words, 1
		out = append(out, m)
		if p&1 != 0 {
			return out
		}
	}
}

// Exact returns the entries that have name, in any of its forms.
func (x *Index) Exact(name string) []Match {
	key, s, words := uint64(0), uint32(0), 0
	for _, f := range Fold(name) {
		key = step(key, hashOf(f))
		words++
		if s = x.trie.find(key); s == 0 {
			return nil
		}
	}
	return x.run(s&^more, words)
}
