package resolve

import (
	"cmp"
	"slices"

	"github.com/tagwire/tagwire/extractor/mention"
)

// bucket bounds how many entities with one word in common are compared with a
// name: the most recent ones.
const bucket = 48

// personForm is one way in which the article writes a person's name.
type personForm struct {
	name     personName
	mentions []int
}

// personIndex groups the mentions of persons.
type personIndex struct {
	ms       []mention.Mention
	clusters []personCluster
	byPart   map[string][]int // clusters with the part, in order of creation
	byFamily map[string][]int // clusters by their last part's consonants
}

type personCluster struct {
	full     personName
	mentions []int
	// named are the mentions that have two parts or more: those that say who
	// a surname means from there on.
	named    []int
	unsorted bool
}

// namings returns the named mentions in text order.
func (c *personCluster) namings() []int {
	if c.unsorted {
		slices.Sort(c.named)
		c.unsorted = false
	}
	return c.named
}

// groupPersons returns groups of indexes into ms, all of persons. which are
// the mentions to group, in text order.
func groupPersons(lx *lexicon, ms []mention.Mention, which []int) [][]int {
	ix := &personIndex{ms: ms, byPart: map[string][]int{}, byFamily: map[string][]int{}}
	for _, f := range personForms(lx, ms, which) {
		if len(f.name.parts) > 1 {
			ix.addFull(f)
		} else {
			ix.addShort(f)
		}
	}
	out := make([][]int, 0, len(ix.clusters))
	for _, c := range ix.clusters {
		out = append(out, c.mentions)
	}
	return out
}

// personForms lists the distinct forms, those of most parts first, so that
// each form meets the fuller ones.
func personForms(lx *lexicon, ms []mention.Mention, which []int) []*personForm {
	byKey := make(map[string]*personForm, 16)
	bySurface := make(map[string]*personForm, 16) // most mentions repeat
	forms := make([]*personForm, 0, 16)
	for _, i := range which {
		written := lx.d.Text[ms[i].Start:ms[i].End]
		if f := bySurface[written]; f != nil {
			f.mentions = append(f.mentions, i)
			continue
		}
		n := parsePerson(lx.words(ms[i].First, ms[i].Last))
		k := n.key()
		f := byKey[k]
		if f == nil {
			f = &personForm{name: n}
			byKey[k] = f
			forms = append(forms, f)
		} else if len(n.parts) > len(f.name.parts) {
			f.name = n // "Jong Un" tells more than "Jongun"
		}
		bySurface[written] = f
		f.mentions = append(f.mentions, i)
	}
	slices.SortStableFunc(forms, func(a, b *personForm) int {
		return cmp.Compare(len(b.name.parts), len(a.name.parts))
	})
	return forms
}

// addFull files a form of two parts or more.
func (ix *personIndex) addFull(f *personForm) {
	var fits []int
	for _, p := range f.name.parts {
		for _, c := range recent(ix.byPart[p]) {
			if !slices.Contains(fits, c) && ix.clusters[c].full.covers(f.name) {
				fits = append(fits, c)
			}
		}
	}
	if len(fits) == 0 {
		ix.open(f)
		return
	}
	ix.assign(f, fits, true)
}

// addShort files a form of one part: it goes to the persons whose name it can
// best stand for.
func (ix *personIndex) addShort(f *personForm) {
	var fits []int
	best := 0
	if len(f.name.parts) == 1 {
		word := f.name.parts[0]
		for _, c := range recent(ix.byPart[word]) {
			switch r := ix.clusters[c].full.rank(word); {
			case r == 0 || r < best || len(ix.clusters[c].full.parts) < 2:
			case r > best:
				best, fits = r, append(fits[:0], c)
			default:
				fits = append(fits, c)
			}
		}
	}
	if len(fits) == 0 {
		fits = ix.spelledLike(f.name)
	}
	if len(fits) == 0 {
		ix.open(f)
		return
	}
	ix.assign(f, fits, false)
}

// spelledLike returns the persons whose family name is another spelling of a
// name of one long part: "Zelensky" and "Zelenskyy".
func (ix *personIndex) spelledLike(n personName) []int {
	if len(n.parts) != 1 || len(n.parts[0]) < 6 {
		return nil
	}
	var fits []int
	s := skeleton(n.parts[0])
	for _, c := range recent(ix.byFamily[s]) {
		if full := ix.clusters[c].full; len(s) >= 4 && n.lineage == full.lineage {
			fits = append(fits, c)
		}
	}
	return fits
}

func (ix *personIndex) open(f *personForm) {
	c := len(ix.clusters)
	ix.clusters = append(ix.clusters, personCluster{full: f.name, mentions: slices.Clone(f.mentions)})
	if len(f.name.parts) > 1 {
		ix.clusters[c].named = slices.Clone(f.mentions)
	}
	if n := len(f.name.parts); n > 0 {
		s := skeleton(f.name.parts[n-1])
		ix.byFamily[s] = append(ix.byFamily[s], c)
	}
	for k, p := range f.name.parts {
		if !slices.Contains(f.name.parts[:k], p) {
			ix.byPart[p] = append(ix.byPart[p], c)
		}
	}
}

// assign gives each mention of f to one of the clusters that fit it: where
// there are several, to the one that was named in full last before it.
func (ix *personIndex) assign(f *personForm, fits []int, full bool) {
	for _, m := range f.mentions {
		to := fits[0]
		if len(fits) > 1 {
			to = nearest(fits, m, func(c int) []int { return ix.clusters[c].namings() })
		}
		c := &ix.clusters[to]
		c.mentions = append(c.mentions, m)
		if full {
			c.unsorted = c.unsorted || len(c.named) > 0 && m < c.named[len(c.named)-1]
			c.named = append(c.named, m)
		}
	}
}

// nearest returns the candidate whose last naming before mention m is latest,
// or, where none is named before, the one that is named first after it.
// Mentions are numbered in text order; named lists are sorted.
func nearest(cands []int, m int, named func(int) []int) int {
	best, bestAt := cands[0], -1
	after, afterAt := cands[0], int(^uint(0)>>1)
	for _, c := range cands {
		at, _ := slices.BinarySearch(named(c), m)
		if at > 0 && named(c)[at-1] > bestAt {
			best, bestAt = c, named(c)[at-1]
		}
		if at < len(named(c)) && named(c)[at] < afterAt {
			after, afterAt = c, named(c)[at]
		}
	}
	if bestAt >= 0 {
		return best
	}
	return after
}

func recent(ids []int) []int {
	if len(ids) > bucket {
		return ids[len(ids)-bucket:]
	}
	return ids
}
