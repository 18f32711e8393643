package watchlist

import (
	"sort"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// blocks lead from a word's skeleton to the names that have it: the candidates
// of a fuzzy search. A name stands in the block of each of its words; blocks
// of words that nearly every name has ("mhmd", "trdnk") are cut by the search
// rather than by the index, rarest first.
type blocks struct {
	names []nameRef
	heads map[uint64][]uint32
}

// nameRef is one prepared name of one entry.
type nameRef struct {
	entry uint32
	name  uint16
	prepared
}

func newBlocks(x *Index) *blocks {
	b := &blocks{heads: make(map[uint64][]uint32)}
	for i := range x.lists {
		for j := range x.lists[i].Entries {
			e := &x.lists[i].Entries[j]
			if e.Kind == source.Vessel || e.Kind == source.Aircraft || e.Kind == source.Crypto {
				continue
			}
			for k, n := range e.Names {
				p := prepare(n.Text, e.Kind)
				if len(p.tokens) == 0 {
					continue
				}
				at := uint32(len(b.names))
				b.names = append(b.names, nameRef{x.first[i] + uint32(j), uint16(k), p})
				for _, s := range p.skeletons {
					if len(s) > 1 {
						h := hashOf(s)
						if list := b.heads[h]; len(list) == 0 || list[len(list)-1] != at {
							b.heads[h] = append(list, at)
						}
					}
				}
			}
		}
	}
	return b
}

// maxCandidates bounds the names that one search scores.
const maxCandidates = 4000

// Query is a name to search for.
type Query struct {
	Name string
	// Kinds are the kinds of entries to look among; none means all of them.
	Kinds []source.Kind
	// Floor is the least score of a match, Threshold if zero.
	Floor float64
	// Limit bounds the matches, 10 if zero.
	Limit int
}

// Search returns the entries whose names are like the query's, the best first.
// A name may be misspelled, in another order or differently transliterated.
func (x *Index) Search(q Query) []Match {
	if q.Floor == 0 {
		q.Floor = Threshold
	}
	if q.Limit == 0 {
		q.Limit = 10
	}
	kinds := q.Kinds
	if len(kinds) == 0 {
		kinds = []source.Kind{source.Organization, source.Person}
	}
	best := make(map[uint32]Match)
	for _, kind := range kinds {
		x.search(q, kind, best)
	}
	out := make([]Match, 0, len(best))
	for _, m := range best {
		out = append(out, m)
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Score != out[j].Score {
			return out[i].Score > out[j].Score
		}
		return out[i].number < out[j].number
	})
	if len(out) > q.Limit {
		out = out[:q.Limit]
	}
	return out
}

func (x *Index) search(q Query, kind source.Kind, best map[uint32]Match) {
	p := prepare(q.Name, kind)
	for _, at := range x.candidates(p) {
		ref := &x.blocks.names[at]
		e, l := x.entry(ref.entry)
		if e.Kind != kind {
			continue
		}
		s := compare(p, ref.prepared, kind)
		if s.Score < q.Floor {
			continue
		}
		if old, ok := best[ref.entry]; ok && old.Score >= s.Score {
			continue
		}
		best[ref.entry] = Match{Entry: e, List: l, Name: e.Names[ref.name], Words: len(ref.tokens), Similarity: s, number: ref.entry}
	}
}

// candidates are the names that share words' skeletons with q. Names that
// share two words come first; the rest come from the rarest word alone.
func (x *Index) candidates(q prepared) []uint32 {
	lists := make([][]uint32, 0, len(q.skeletons))
	for _, s := range q.skeletons {
		if l := x.blocks.heads[hashOf(s)]; len(s) > 1 && len(l) > 0 {
			lists = append(lists, l)
		}
	}
	sort.Slice(lists, func(i, j int) bool { return len(lists[i]) < len(lists[j]) })
	var out []uint32
	if len(lists) > 1 {
		out = shared(lists)
	}
	if len(lists) > 0 && len(lists[0]) <= maxCandidates {
		out = append(out, lists[0]...)
	}
	if len(out) > maxCandidates {
		out = out[:maxCandidates]
	}
	return out
}

// shared returns the names that stand in at least two of the ascending lists.
func shared(lists [][]uint32) []uint32 {
	var out []uint32
	for i := range lists {
		for j := i + 1; j < len(lists); j++ {
			out = intersect(lists[i], lists[j], out)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	kept := out[:0]
	for i, v := range out {
		if i == 0 || v != out[i-1] {
			kept = append(kept, v)
		}
	}
	return kept
}

// intersect walks the shorter list and searches the longer one.
func intersect(short, long, dst []uint32) []uint32 {
	if len(short) > len(long) {
		short, long = long, short
	}
	for _, v := range short {
		i := sort.Search(len(long), func(i int) bool { return long[i] >= v })
		if i < len(long) && long[i] == v {
			dst = append(dst, v)
		}
		long = long[min(i, len(long)):]
	}
	return dst
}
