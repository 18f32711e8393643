package story

import (
	"cmp"
	"math"
	"slices"
)

// weighed is an article with the weights of its words and names.
type weighed struct {
	noted
	wordWeights, nameWeights vector
}

// vector are the weights of sorted features, and their Euclidean length.
type vector struct {
	weights []float64
	length  float64
}

// log is the natural logarithm of a whole number.
func (c *Clusterer) log(n int) float64 {
	for len(c.logs) <= n {
		c.logs = append(c.logs, math.Log(float64(len(c.logs))))
	}
	return c.logs[n]
}

// weight is how much a feature with this posting says.
func (c *Clusterer) weight(p *posting) float64 {
	all := c.log(max(len(c.recent), fewArticles))
	if p == nil {
		return all
	}
	return max(0, all-c.log(p.count))
}

func (c *Clusterer) weigh(f *Features) *weighed {
	w := &weighed{noted: noted{f, c.words.find(f.Words), c.names.find(f.Names)}}
	w.wordWeights, w.nameWeights = c.vector(w.words, wordsFloor), c.vector(w.names, namesFloor)
	return w
}

// vector weighs features. Its length is never less than that of the floor: two
// texts that have only common words are not alike for having the same ones.
func (c *Clusterer) vector(list []*posting, floor float64) vector {
	v := vector{weights: make([]float64, len(list))}
	sum := floor
	for i, p := range list {
		w := c.weight(p)
		v.weights[i] = w
		sum += w * w
	}
	v.length = math.Sqrt(sum)
	return v
}

// candidates are the articles worth a comparison: those whose features in
// common weigh most, in a settled order.
func (c *Clusterer) candidates(f *weighed) []*noted {
	common := make(map[uint64]float64)
	var seqs []uint64
	take := func(p *posting, weight float64) {
		if p == nil {
			return
		}
		for _, seq := range p.seqs {
			if _, ok := common[seq]; !ok {
				if !live(c.recent[seq], f.Features) {
					continue
				}
				seqs = append(seqs, seq)
			}
			common[seq] += weight
		}
	}
	for i, p := range f.words {
		if p != nil && p.count < rareWords {
			take(p, f.wordWeights.weights[i])
		}
	}
	for i, p := range f.names {
		take(p, f.nameWeights.weights[i])
	}
	for _, p := range c.measures.find(f.Measures) {
		take(p, c.weight(p))
	}
	for _, p := range c.bands.find(f.Sketch.bands()) {
		take(p, c.weight(nil))
	}
	slices.SortFunc(seqs, func(a, b uint64) int { return cmp.Or(cmp.Compare(common[b], common[a]), cmp.Compare(a, b)) })
	seqs = seqs[:min(len(seqs), compared)]
	out := make([]*noted, len(seqs))
	for i, seq := range seqs {
		out[i] = c.recent[seq]
	}
	return out
}

// compare says whether two articles tell one event, and why.
func (c *Clusterer) compare(f *weighed, o *noted) (Match, bool) {
	if s := f.Sketch.Resemblance(&o.Sketch); s >= NearDuplicate {
		return Match{With: o.Seq, Kind: Copy, Score: s}, true
	}
	words, names := likeness(c, f.Words, f.wordWeights, o.Words, o.words, wordsFloor), likeness(c, f.Names, f.nameWeights, o.Names, o.names, namesFloor)
	m := Match{With: o.Seq, Kind: Likeness, Score: wordsCount*words + (1-wordsCount)*names}
	measures := shared(f.Measures, o.Measures)
	// A roundup that names one measure of many is not that measure's story.
	same := len(measures) > 0 && 2*len(measures) >= min(len(f.Measures), len(o.Measures))
	if same {
		m.Score += measureCounts
	}
	if m.Score < sameEvent {
		return Match{}, false
	}
	if m.Names = shared(f.Names, o.Names); same {
		m.Kind, m.Names = Measure, measures
	}
	m.Words = c.heaviest(shared(f.Words, o.Words))
	return m, true
}

// likeness is the cosine of two sets of features.
func likeness[K cmp.Ordered](c *Clusterer, a []K, av vector, b []K, postings []*posting, floor float64) float64 {
	dot, sum := 0.0, floor
	i := 0
	for n, k := range b {
		w := c.weight(postings[n])
		sum += w * w
		for i < len(a) && a[i] < k {
			i++
		}
		if i < len(a) && a[i] == k {
			dot += w * av.weights[i]
		}
	}
	if dot == 0 {
		return 0
	}
	return dot / (av.length * math.Sqrt(sum))
}

func shared[K cmp.Ordered](a, b []K) []K {
	var both []K
	for _, k := range a {
		if _, ok := slices.BinarySearch(b, k); ok {
			both = append(both, k)
		}
	}
	return both
}

// heaviestKeep is how many shared words are told.
const heaviestKeep = 5

func (c *Clusterer) heaviest(words []uint32) []uint32 {
	slices.SortFunc(words, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(c.words.lists[a].count, c.words.lists[b].count), cmp.Compare(a, b))
	})
	return words[:min(len(words), heaviestKeep)]
}
