// Package story groups articles that tell the same event.
//
// What goes in, one article at a time in order of insertion, is its
// [Features]: a MinHash sketch of its text, the words of its opening, the
// entities that it names and the measures that it states. What comes out is the
// article it belongs with, and why, or nothing: then it begins a story of its
// own.
//
//  1. Candidates are the articles of the last [Window] that share a band of
//     the sketch, or whose words, names and measures in common weigh most.
//  2. Two articles whose sketches agree to [NearDuplicate] or more are copies
//     of one text.
//  3. Otherwise they tell one event when their words and their names are alike:
//     the cosine of each, every word and name weighing the less, the more recent
//     articles bear it. To state the same new measure on the same target counts
//     for them, but is not enough: what a court says of a measure is another
//     event than the measure.
//
// The sketch is Broder's MinHash over shingles of words (On the resemblance
// and containment of documents, 1997), searched by banding; the weights are
// inverse document frequencies (Spärck Jones, 1972). Nothing depends on a map's
// order or on how many articles are added at a time: the same sequence gives the
// same stories. testdata/events.txt has articles whose events are known, and a
// test measures the grouping on them.
package story

import (
	"cmp"
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
	// sameEvent is the likeness from which two texts tell the same event. It is
	// wordsCount parts that of their words, the rest that of their names, and
	// measureCounts more when they state the same measure.
	sameEvent     = 0.27
	wordsCount    = 0.6
	measureCounts = 0.1
	// wordsFloor and namesFloor are the squares of the least lengths with which
	// the likeness of words and of names is reckoned.
	wordsFloor = 300
	namesFloor = 40
	// listKeep is how many articles are remembered of each word, name or
	// measure; who looks for more has looked for something common.
	listKeep = 24
	// bandKeep is the same for bands: copies of copies share many, and any of
	// them will do.
	bandKeep = 6
	// rareWords is the number of articles from which on a word leads to none of
	// them: too many bear it.
	rareWords = 4 * listKeep
	// compared is how many candidates are looked at closely.
	compared = 24
	// fewArticles is the number of articles below which frequencies mean
	// little: with fewer, weights are as with so many.
	fewArticles = 1000
)

// Features are what stories are told apart by.
type Features struct {
	Seq     uint64
	Article string
	Time    time.Time
	Sketch  Sketch
	// Words are those of the opening: see [Words]. Names are the hashes of
	// persons, organizations, vessels and cities, Measures of target and action
	// of each new designation. All are sorted and without repeats.
	Words    []uint32
	Names    []uint64
	Measures []uint64
}

// Kind says why two articles belong together.
type Kind string

// The reasons, strongest first.
const (
	Copy     Kind = "near-duplicate"
	Measure  Kind = "same measure"
	Likeness Kind = "shared words and names"
)

// Match says which article another belongs with, and why.
type Match struct {
	With uint64 // sequence number
	Kind Kind
	// Score is the share of common shingles for a copy, else the likeness.
	Score float64
	// Names are the hashes of the names or, for the same measure, the measures
	// in common; Words those of the words in common that weigh most, heaviest
	// first.
	Names []uint64
	Words []uint32
}

// noted is a recent article with the postings of its words and names.
type noted struct {
	*Features
	words, names []*posting
}

// Clusterer finds the article that a new one belongs with. It is not safe for
// concurrent use.
type Clusterer struct {
	recent   map[uint64]*noted
	order    []*noted
	logs     []float64 // of whole numbers
	bands    postings[uint64]
	words    postings[uint32]
	names    postings[uint64]
	measures postings[uint64]
}

// NewClusterer returns an empty one.
func NewClusterer() *Clusterer {
	return &Clusterer{
		recent: make(map[uint64]*noted), bands: newPostings[uint64](bandKeep), words: newPostings[uint32](listKeep),
		names: newPostings[uint64](listKeep), measures: newPostings[uint64](listKeep),
	}
}

// Add notes an article without asking where it belongs: one whose story is
// known already.
func (c *Clusterer) Add(f *Features) {
	c.forget(f.Seq)
	c.bands.add(f.Seq, f.Sketch.bands())
	c.measures.add(f.Seq, f.Measures)
	n := &noted{f, c.words.add(f.Seq, f.Words), c.names.add(f.Seq, f.Names)}
	c.recent[f.Seq] = n
	c.order = append(c.order, n)
}

// forget drops what lies behind the lookback of an article.
func (c *Clusterer) forget(seq uint64) {
	for len(c.order) > 0 && c.order[0].Seq+Lookback < seq {
		f := c.order[0]
		c.order = c.order[1:]
		delete(c.recent, f.Seq)
		c.bands.drop(f.Seq, f.Sketch.bands())
		c.words.drop(f.Seq, f.Words)
		c.names.drop(f.Seq, f.Names)
		c.measures.drop(f.Seq, f.Measures)
	}
}

// Place finds the best match of an article among those added, and adds it.
func (c *Clusterer) Place(f *Features) (Match, bool) {
	c.forget(f.Seq)
	best, found := Match{}, false
	subject := c.weigh(f)
	for _, o := range c.candidates(subject) {
		if m, ok := c.compare(subject, o); ok && (!found || better(m, best)) {
			best, found = m, true
		}
	}
	c.Add(f)
	return best, found
}

// better prefers copies, then the higher score, then the older article: so that
// all copies of a text hang on its first.
func better(a, b Match) bool {
	if a, b := a.Kind == Copy, b.Kind == Copy; a != b {
		return a
	}
	return cmp.Or(cmp.Compare(a.Score, b.Score), cmp.Compare(b.With, a.With)) > 0
}

// live reports whether an article is recent enough to go with f.
func live(o *noted, f *Features) bool {
	if o == nil || o.Article == f.Article {
		return false
	}
	d := f.Time.Sub(o.Time)
	return d <= Window && d >= -Window
}
