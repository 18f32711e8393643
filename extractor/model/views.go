package model

import "math"

// One sentence often leaves open what another of the same document makes
// plain: "Montalvo" alone may be a place, "Daniel Montalvo said" is a person.
// After a first look at all runs, every capitalized word hears what its other
// occurrences were taken for, before the labels are chosen.

// view is what the occurrences of a word were taken for, summed.
type view struct {
	types [numTypes + 1]float32 // outside, then the types
	n     float32
}

// How much the other occurrences weigh against the sentence's own evidence, and
// the doubt that they leave. Both were chosen on the dev splits.
const (
	viewWeight = 0.8
	viewDoubt  = 0.1
)

// shareViews moves the emissions of words that occur more than once towards
// what their other occurrences were taken for.
func (m *Model) shareViews(s *scratch) {
	clear(s.views)
	again := false
	for _, r := range s.runs {
		for i := r.first; i < r.end; i++ {
			if s.attrs[i].capped {
				v := s.views[s.attrs[i].word]
				v.n++
				again = again || v.n > 1
				s.views[s.attrs[i].word] = v
			}
		}
	}
	if !again {
		return
	}
	for k := range s.runs {
		r := &s.runs[k]
		m.sums(s, r.first, r.end)
		r.summed = true
		for i := r.first; i < r.end; i++ {
			if s.attrs[i].capped {
				s.look(i)
			}
		}
	}
	for k := range s.runs {
		r := &s.runs[k]
		for i := r.first; i < r.end; i++ {
			if s.attrs[i].capped && s.hear(i) {
				r.summed = false
			}
		}
	}
}

// look adds the types' probabilities of token i to its word's view.
func (s *scratch) look(i int) {
	var sum float32
	var types [numTypes + 1]float32
	for l := range numLabels {
		p := s.alpha[i][l] * s.beta[i][l]
		types[(l+perType-1)/perType] += p
		sum += p
	}
	v := s.views[s.attrs[i].word]
	if sum > 0 {
		for t := range types {
			types[t] /= sum
			v.types[t] += types[t]
		}
	}
	s.types[i] = types
	s.views[s.attrs[i].word] = v
}

// hear moves the emissions of token i by what the others of its word say, and
// reports whether there are any.
func (s *scratch) hear(i int) bool {
	v := s.views[s.attrs[i].word]
	if v.n < 2 {
		return false
	}
	var step [numTypes + 1]float32
	for t := range step {
		others := (v.types[t] - s.types[i][t]) / (v.n - 1)
		step[t] = viewWeight * float32(math.Log(float64(max(others, 0)+viewDoubt)))
	}
	for l := range numLabels {
		s.emit[i][l] += step[(l+perType-1)/perType]
	}
	return true
}
