package watchlist

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// Query is a name to search for, with what is known of its bearer.
type Query struct {
	Name string
	// Kinds are the kinds of entries to look among; none means all of them.
	Kinds []source.Kind
	// Born are dates of birth, complete or not ("1965-03-02", "1965");
	// Countries names or codes as in source.Entry. Both may be empty.
	Born, Countries []string
	// Floor is the least score of a match, Threshold if zero.
	Floor float64
	// Limit bounds the matches, 10 if zero.
	Limit int
}

// How a search is bounded: the postings that are walked, and the names that
// the model scores.
const (
	maxPostings   = 30000
	maxCandidates = 64
	maxBlock      = 200
	// leastShare of the query's rarity must stand in a name: below it the
	// model's answer is no.
	leastShare = 0.27
)

// Search returns the entries whose names are like the query's, the best first.
// A name may be misspelled, in another order, differently transliterated or in
// another script.
func (x *Index) Search(q Query) []Match {
	if q.Floor == 0 {
		q.Floor = Threshold
	}
	if q.Limit == 0 {
		q.Limit = 10
	}
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	s.found = s.found[:0]
	x.search(&q, s)
	slices.SortFunc(s.found, func(a, b found) int {
		return cmp.Or(cmp.Compare(x.entries.owner[a.name], x.entries.owner[b.name]), -cmp.Compare(a.score, b.score), cmp.Compare(a.name, b.name))
	})
	s.found = slices.CompactFunc(s.found, func(a, b found) bool { return x.entries.owner[a.name] == x.entries.owner[b.name] })
	slices.SortFunc(s.found, func(a, b found) int {
		return cmp.Or(-cmp.Compare(a.score, b.score), cmp.Compare(a.name, b.name))
	})
	if len(s.found) == 0 {
		return nil
	}
	out := make([]Match, 0, min(len(s.found), q.Limit))
	for i := range s.found[:min(len(s.found), 2*q.Limit)] {
		f := &s.found[i]
		m := x.match(f.name)
		m.Words = int(x.names.off[f.name+1] - x.names.off[f.name])
		m.Similarity = Similarity{Score: f.score, Factors: searchWeightsOf(m.Entry.Kind).factors(&f.features)}
		m.consider(&q)
		if m.Score >= q.Floor {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b Match) int { return -cmp.Compare(a.Score, b.Score) })
	return out[:min(len(out), q.Limit)]
}

func wants(kinds []source.Kind, k source.Kind) bool {
	return len(kinds) == 0 || slices.Contains(kinds, k)
}

// found is one name that the model scored.
type found struct {
	name     uint32
	score    float64
	features Features
}

// scratch is what a search needs, kept for the next one.
type scratch struct {
	weight  []float32 // of each name, what the query's words add up to
	touched []uint32
	spread  []spread
	top     []ranked
	found   []found
	words   []word
	query   []float32 // rarity of the query's words
	rarity  []float32 // rarity of a candidate's words
	// patterns are those of the query's words.
	patterns [maxAligned]pattern
}

// spread is a word of the vocabulary that is like one of the query's.
type spread struct {
	id     uint32
	weight float32
}

type ranked struct {
	name uint32
	rank float32
}

// ready makes what is derived from the tables.
func (x *Index) ready() {
	x.rare = make([]float32, x.words.len())
	for i := range x.rare {
		x.rare[i] = x.words.rarity(uint32(i), len(x.entries.owner))
	}
	x.scratch = newScratchPool(x)
}

func newScratchPool(x *Index) *sync.Pool {
	return &sync.Pool{New: func() any { return &scratch{weight: make([]float32, len(x.entries.owner))} }}
}

// search scores names of the kinds that are wanted. Persons' names and others
// are cut into words in their own ways; where both give the same words, the
// candidates are gathered once.
func (x *Index) search(q *Query, s *scratch) {
	person := prepare(q.Name, source.Person)
	body := prepare(q.Name, source.Organization)
	wantsPerson := wants(q.Kinds, source.Person)
	wantsBody := wants(q.Kinds, source.Organization) || wants(q.Kinds, source.Vessel) || wants(q.Kinds, source.Aircraft)
	if wantsPerson && wantsBody && sameWords(person.words, body.words) {
		x.gather(x.spreadWords(&person, s), func(k source.Kind) bool { return wants(q.Kinds, k) }, s)
		body.words = body.words[:len(person.words)]
		for i := range body.words {
			body.words[i].pattern = person.words[i].pattern
		}
		x.score(q, &person, &body, s)
		return
	}
	if wantsPerson {
		x.gather(x.spreadWords(&person, s), func(k source.Kind) bool { return k == source.Person }, s)
		x.score(q, &person, &body, s)
	}
	if wantsBody {
		x.gather(x.spreadWords(&body, s), func(k source.Kind) bool { return k != source.Person && wants(q.Kinds, k) }, s)
		x.score(q, &person, &body, s)
	}
}

func sameWords(a, b []word) bool {
	return slices.EqualFunc(a, b, func(u, v word) bool { return u.text == v.text })
}

// score asks the model for each candidate.
func (x *Index) score(q *Query, person, body *prepared, s *scratch) {
	var al alignment
	least := q.least()
	for _, c := range s.top {
		k := source.Kind(x.entries.kinds[x.entries.owner[c.name]])
		p := body
		if k == source.Person {
			p = person
		}
		n := prepared{words: s.words[:0], legal: legalGroups[x.names.legal[c.name]], foreign: x.names.foreign[c.name] != 0}
		s.rarity = s.rarity[:0]
		for _, id := range x.names.words[x.names.off[c.name]:x.names.off[c.name+1]] {
			n.words = append(n.words, x.words.word(id, k == source.Person))
			s.rarity = append(s.rarity, x.rare[id])
		}
		s.words = n.words
		if len(n.words) == 0 {
			continue
		}
		f := compareQuickly(p, &n, &al)
		weighRarity(&f, &al, s.query, s.rarity)
		w := searchWeightsOf(k)
		if w.bound(&f) < least {
			continue
		}
		compareLetters(p, &n, &al, &f)
		if w.odds(&f) >= least {
			s.found = append(s.found, found{c.name, w.score(&f), f})
		}
	}
}

// spreadWords collects the words that are like the query's, rarest first, and
// returns what the query's own words weigh.
func (x *Index) spreadWords(p *prepared, s *scratch) (total float32) {
	p.words = p.words[:min(len(p.words), maxAligned)]
	s.spread, s.query = s.spread[:0], s.query[:0]
	v := &x.words
	first := 0 // of the query's word at hand
	add := func(id uint32, sim float32) {
		for i := range s.spread[first:] {
			if s.spread[first+i].id == id {
				return
			}
		}
		s.spread = append(s.spread, spread{id, sim * x.rare[id]})
	}
	for i := range p.words {
		w := &p.words[i]
		if len(w.text) <= maxDistanceLen {
			w.pattern = &s.patterns[i]
			w.pattern.set(w.text)
		}
		best := float32(0)
		first = len(s.spread)
		if id, ok := v.find(w.text); ok {
			add(id, 1)
			best = x.rare[id]
		}
		for other := range strings.FieldsSeq(w.nicks) {
			if id, ok := v.find(other); ok {
				add(id, nickSim*nickSim)
			}
		}
		var keys [maxKeys]uint32
		limit := editLimit(len(w.text) + 1)
		for k, key := range blockKeys(w.skel, keys[:0]) {
			lo, hi := equalRange(v.keys, key)
			for _, id := range v.ids[lo:min(hi, lo+maxBlock)] {
				if !v.mayBeAlike(id, w, limit, k > 0 || len(w.skel) < 3) {
					continue
				}
				o := v.word(id, true)
				if o.text == w.text {
					continue
				}
				if sim, h, _ := spelledAlike(w, &o); sim > 0 && (k == 0 || h != sound) {
					add(id, sim*sim)
					best = max(best, sim*x.rare[id])
				}
			}
		}
		if best == 0 {
			best = rarity(0, 0)
		}
		total += best
		s.query = append(s.query, best)
	}
	slices.SortFunc(s.spread, func(a, b spread) int {
		return cmp.Or(-cmp.Compare(x.rare[a.id], x.rare[b.id]), cmp.Compare(a.id, b.id))
	})
	return total
}

// gather finds the names that share the most with the query, whose words weigh
// total.
func (x *Index) gather(total float32, wanted func(source.Kind) bool, s *scratch) {
	s.touched = s.touched[:0]
	walked := 0
	for _, sp := range s.spread {
		posts := x.words.postings(sp.id)
		if walked += len(posts); walked > maxPostings && len(s.touched) > 0 {
			break
		}
		for _, n := range posts {
			if s.weight[n] == 0 {
				s.touched = append(s.touched, n)
			}
			s.weight[n] += sp.weight
		}
	}
	s.top = s.top[:0]
	least := float32(0)
	for _, n := range s.touched {
		w := s.weight[n]
		s.weight[n] = 0
		if w < leastShare*total || !wanted(source.Kind(x.entries.kinds[x.entries.owner[n]])) {
			continue
		}
		r := w / (total + float32(x.names.rarity[n])/4)
		if r <= least {
			continue
		}
		s.top = append(s.top, ranked{n, r})
		if len(s.top) == 2*maxCandidates {
			s.cut()
			least = s.top[maxCandidates-1].rank
		}
	}
	s.cut()
}

func (s *scratch) cut() {
	slices.SortFunc(s.top, func(a, b ranked) int { return cmp.Or(-cmp.Compare(a.rank, b.rank), cmp.Compare(a.name, b.name)) })
	s.top = s.top[:min(len(s.top), maxCandidates)]
}

// What is known of the bearer moves the score, in log odds.
const (
	bornSame     = 1.5
	bornDiffers  = -3
	countrySame  = 0.7
	countryOther = -0.7
)

// least is the least score of a name, in log odds, with which what is known of
// its bearer may still lift it to the floor.
func (q *Query) least() float32 {
	if q.Floor < 0 {
		return float32(math.Inf(-1))
	}
	z := odds(q.Floor)
	if len(q.Born) > 0 {
		z -= bornSame
	}
	if len(q.Countries) > 0 {
		z -= countrySame
	}
	const rounding = 1e-3
	return float32(z - rounding)
}

// consider weighs dates of birth and countries where both sides have them.
func (m *Match) consider(q *Query) {
	if len(q.Born) > 0 && len(m.Entry.Born) > 0 {
		if sameBirth(q.Born, m.Entry.Born) {
			m.Similarity.add("born in the same year", bornSame)
		} else {
			m.Similarity.add("born in another year", bornDiffers)
		}
	}
	if len(q.Countries) > 0 && len(m.Entry.Countries) > 0 {
		if shareCountry(q.Countries, m.Entry.Countries) {
			m.Similarity.add("of the same country", countrySame)
		} else {
			m.Similarity.add("of another country", countryOther)
		}
	}
}

func sameBirth(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			n := min(len(x), len(y))
			if n >= 4 && x[:n] == y[:n] {
				return true
			}
		}
	}
	return false
}

func shareCountry(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if strings.EqualFold(x, y) {
				return true
			}
		}
	}
	return false
}
