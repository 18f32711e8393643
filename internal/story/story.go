// Package story groups articles that tell the same event.
//
// What goes in, one article at a time in order of insertion, is its
// [Features]: a MinHash sketch of its words, the entities that it names and
// the measures that it states. What comes out is the article it belongs with,
// and why, or nothing: then it begins a story of its own.
//
//  1. Candidates are the articles of the last [Window] that share a band of
//     the sketch, a measure, or a name that few articles bear.
//  2. Two articles whose sketches agree to [NearDuplicate] or more are copies
//     of one text.
//  3. Otherwise they tell one event when they state the same measure on the
//     same target, or when the rare names that they share weigh enough against
//     those that they don't: each name weighs the less, the more articles of
//     the window bear it.
//
// The sketch is Broder's MinHash over shingles of words (On the resemblance
// and containment of documents, 1997), searched by banding. Nothing depends on
// a map's order or on how many articles are added at a time: the same sequence
// gives the same stories.
package story

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// The bounds of a story.
const (
	// Window is how far apart two articles of one event are published.
	Window = 72 * time.Hour
	// Lookback is how many articles before the newest are candidates.
	Lookback = 20_000
	// NearDuplicate is the share of shingles from which two texts are copies.
	NearDuplicate = 0.5
	// sameEvent is the weighted share of names from which two texts tell the
	// same event; at least two names, or one and a measure, must be shared.
	sameEvent = 0.45
	// common is how many articles of the lookback bear a name that says
	// nothing; longer lists are not followed.
	common = 24
	// bandKeep is how many articles a band remembers: copies of copies share
	// many, and any of them will do.
	bandKeep = 6
)

// Features are what stories are told apart by.
type Features struct {
	Seq     uint64
	Article string
	Time    time.Time
	Sketch  Sketch
	// Names are the hashes of persons and organizations, Measures of target
	// and action of each designation. Both are sorted and without repeats.
	Names    []uint64
	Measures []uint64
}

// Kind says why two articles belong together.
type Kind string

// The reasons, strongest first.
const (
	Copy    Kind = "near-duplicate"
	Measure Kind = "same measure"
	Names   Kind = "shared names"
)

// Match says which article another belongs with, and why.
type Match struct {
	With uint64 // sequence number
	Kind Kind
	// Score is the share of common shingles for a copy, else the weighted
	// share of common names.
	Score float64
	// Shared are the hashes of the measures or names in common.
	Shared []uint64
}

// Clusterer finds the article that a new one belongs with. It is not safe for
// concurrent use.
type Clusterer struct {
	recent   map[uint64]*Features
	order    []uint64
	bands    map[uint64][]uint64
	names    map[uint64][]uint64
	measures map[uint64][]uint64
}

// NewClusterer returns an empty one.
func NewClusterer() *Clusterer {
	return &Clusterer{
		recent: make(map[uint64]*Features), bands: make(map[uint64][]uint64),
		names: make(map[uint64][]uint64), measures: make(map[uint64][]uint64),
	}
}

// Add notes an article without asking where it belongs: one whose story is
// known already.
func (c *Clusterer) Add(f *Features) {
	c.forget(f.Seq)
	c.recent[f.Seq] = f
	c.order = append(c.order, f.Seq)
	for _, b := range f.Sketch.bands() {
		c.bands[b] = keepLast(append(c.bands[b], f.Seq), bandKeep)
	}
	for _, n := range f.Names {
		c.names[n] = keepLast(append(c.names[n], f.Seq), common)
	}
	for _, m := range f.Measures {
		c.measures[m] = keepLast(append(c.measures[m], f.Seq), common)
	}
}

// Place finds the best match of an article among those added, and adds it.
func (c *Clusterer) Place(f *Features) (Match, bool) {
	best, found := Match{}, false
	consider := func(m Match) {
		if !found || better(m, best) {
			best, found = m, true
		}
	}
	for _, seq := range c.candidates(f) {
		if m, ok := c.compare(f, c.recent[seq]); ok {
			consider(m)
		}
	}
	c.Add(f)
	return best, found
}

var rank = map[Kind]int{Copy: 3, Measure: 2, Names: 1}

// better prefers the stronger reason, then the higher score, then the older
// article: so that all copies of a text hang on its first.
func better(a, b Match) bool {
	return cmp.Or(cmp.Compare(rank[a.Kind], rank[b.Kind]), cmp.Compare(a.Score, b.Score), cmp.Compare(b.With, a.With)) > 0
}

// candidates are the articles worth a comparison, in order of insertion.
func (c *Clusterer) candidates(f *Features) []uint64 {
	var out []uint64
	take := func(seqs []uint64) {
		for _, seq := range seqs {
			if c.live(seq, f) {
				out = append(out, seq)
			}
		}
	}
	for _, b := range f.Sketch.bands() {
		take(c.bands[b])
	}
	for _, m := range f.Measures {
		take(c.measures[m])
	}
	for _, n := range f.Names {
		if len(c.names[n]) < common {
			take(c.names[n])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// live reports whether an article is recent enough to go with f.
func (c *Clusterer) live(seq uint64, f *Features) bool {
	o := c.recent[seq]
	if o == nil || seq+Lookback < f.Seq || o.Article == f.Article {
		return false
	}
	d := f.Time.Sub(o.Time)
	return d <= Window && d >= -Window
}

func (c *Clusterer) compare(f, o *Features) (Match, bool) {
	if s := f.Sketch.Resemblance(&o.Sketch); s >= NearDuplicate {
		return Match{With: o.Seq, Kind: Copy, Score: s}, true
	}
	var shared, all float64
	var names []uint64
	rare := 0
	for _, n := range f.Names {
		w := c.weight(n, f.Seq)
		all += w
		if _, ok := slices.BinarySearch(o.Names, n); ok {
			shared += w
			names = append(names, n)
			if len(c.names[n]) < common {
				rare++
			}
		}
	}
	for _, n := range o.Names {
		if _, ok := slices.BinarySearch(f.Names, n); !ok {
			all += c.weight(n, f.Seq)
		}
	}
	score := 0.0
	if all > 0 {
		score = shared / all
	}
	var measures []uint64
	for _, m := range f.Measures {
		if _, ok := slices.BinarySearch(o.Measures, m); ok && len(c.measures[m]) < common {
			measures = append(measures, m)
		}
	}
	switch {
	// A long list of targets shares one by chance only seldom; still a
	// roundup that recalls an old measure is not that measure's story.
	case len(measures) > 0 && 2*len(measures) >= min(len(f.Measures), len(o.Measures)):
		return Match{With: o.Seq, Kind: Measure, Score: score, Shared: measures}, true
	case rare >= 2 && score >= sameEvent:
		return Match{With: o.Seq, Kind: Names, Score: score, Shared: names}, true
	}
	return Match{}, false
}

// weight is how much a name says: next to nothing when many bear it.
func (c *Clusterer) weight(name, seq uint64) float64 {
	n := 0
	for _, s := range c.names[name] {
		if s+Lookback >= seq {
			n++
		}
	}
	return math.Log(float64(common+1) / float64(n+1))
}

// forget drops what lies behind the lookback of an article. It runs seldom,
// as it walks every list.
func (c *Clusterer) forget(seq uint64) {
	if len(c.order) < 2*Lookback {
		return
	}
	cut := 0
	for cut < len(c.order) && c.order[cut]+Lookback < seq {
		delete(c.recent, c.order[cut])
		cut++
	}
	c.order = slices.Delete(c.order, 0, cut)
	for _, lists := range []map[uint64][]uint64{c.bands, c.names, c.measures} {
		for k, list := range lists {
			if list[len(list)-1]+Lookback < seq {
				delete(lists, k)
			}
		}
	}
}

func keepLast(list []uint64, n int) []uint64 {
	if len(list) > n {
		copy(list, list[len(list)-n:])
		return list[:n]
	}
	return list
}
