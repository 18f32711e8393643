package model

import (
	"math"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/token"
)

// viterbi fills the best labels of a run.
func (m *Model) viterbi(s *scratch, emit [][numLabels]float32) {
	n := len(emit)
	s.back, s.labels = grow(s.back, n), grow(s.labels, n)
	var prev, cur [numLabels]float32
	for l := range prev {
		prev[l] = emit[0][l]
		if !mayStart(l) {
			prev[l] = float32(math.Inf(-1))
		}
	}
	for i := 1; i < n; i++ {
		for b := range cur {
			best, arg := float32(math.Inf(-1)), 0
			for _, a := range before[b] {
				if v := prev[a] + m.trans[a][b]; v > best {
					best, arg = v, int(a)
				}
			}
			cur[b] = best + emit[i][b]
			s.back[i][b] = uint8(arg)
		}
		prev = cur
	}
	best, arg := float32(math.Inf(-1)), 0
	for l := range prev {
		if mayEnd(l) && prev[l] > best {
			best, arg = prev[l], l
		}
	}
	for i := n - 1; i >= 0; i-- {
		s.labels[i] = uint8(arg)
		arg = int(s.back[i][arg])
	}
}

// before lists for each label those that may stand before it.
var before = func() (out [numLabels][]uint8) {
	for b := range out {
		for a := range numLabels {
			if allowed(a, b) {
				out[b] = append(out[b], uint8(a))
			}
		}
	}
	return
}()

// names turns the labels of a run into mentions. The sums over all paths are
// made only where there is a name.
func (m *Model) names(d *token.Document, s *scratch, r run, dst []mention.Mention) []mention.Mention {
	first, n := r.first, r.end-r.first
	any := false
	for i := range n {
		any = any || s.labels[i] != outside || doubtful(s, first+i)
	}
	if !any {
		return dst
	}
	if !r.summed {
		m.sums(s, first, r.end)
	}
	for i := 0; i < n; i++ {
		typ, pos := split(int(s.labels[i]))
		if typ < 0 {
			if doubtful(s, first+i) {
				dst = m.second(d, s, first, n, i, dst)
			}
			continue
		}
		j := i
		for pos != unit && pos != last && j+1 < n {
			j++
			_, pos = split(int(s.labels[j]))
		}
		p := m.probability(s, first, i, j)
		dst = append(dst, mention.Mention{
			Span: d.Span(first+i, first+j+1), First: first + i, Last: first + j + 1,
			Type: Types()[typ], Score: p, Source: mention.Model,
		})
		i = j
	}
	return dst
}

// minSecond is the least probability at which a run of capitalized words that
// the best labelling leaves out is proposed all the same.
const minSecond = 0.2

// doubtful reports whether token i opens a run of capitalized words, within a
// sentence, that may be a name.
func doubtful(s *scratch, i int) bool {
	a := &s.attrs[i]
	return a.capped && a.runAt == 0 && a.runLen <= 6 && a.flags&(flagStart|flagCapsSentence|flagTitleSentence) == 0
}

// second proposes the run of capitalized words at i, all outside in the best
// labelling, with its likeliest type.
func (m *Model) second(d *token.Document, s *scratch, first, n, i int, dst []mention.Mention) []mention.Mention {
	length := int(s.attrs[first+i].runLen)
	if i+length > n {
		return dst
	}
	for k := i; k < i+length; k++ {
		if s.labels[k] != outside {
			return dst
		}
	}
	best, typ := float32(0), 0
	for t := range numTypes {
		for k := i; k < i+length; k++ {
			s.labels[k] = uint8(label(t, position(k-i, length)))
		}
		if p := m.probability(s, first, i, i+length-1); p > best {
			best, typ = p, t
		}
	}
	for k := i; k < i+length; k++ {
		s.labels[k] = outside
	}
	if best < minSecond {
		return dst
	}
	return append(dst, mention.Mention{
		Span: d.Span(first+i, first+i+length), First: first + i, Last: first + i + length,
		Type: Types()[typ], Score: best, Source: mention.SecondModel,
	})
}

// position is the label position of token k of a name of n tokens.
func position(k, n int) int {
	switch {
	case n == 1:
		return unit
	case k == 0:
		return begin
	case k == n-1:
		return last
	}
	return inside
}

// sums runs forward and backward over tokens [first, end), in exponentials
// scaled by each token's sum.
func (m *Model) sums(s *scratch, first, end int) {
	emit, exp, alpha, beta := s.emit[first:end], s.exp[first:end], s.alpha[first:end], s.beta[first:end]
	n := len(emit)
	for i := range emit {
		// Emissions become exponentials relative to their greatest.
		top := emit[i][0]
		for _, v := range emit[i] {
			top = max(top, v)
		}
		for l, v := range emit[i] {
			exp[i][l] = exp32(v - top)
		}
	}
	for l := range numLabels {
		alpha[0][l] = 0
		if mayStart(l) {
			alpha[0][l] = exp[0][l]
		}
	}
	scale(&alpha[0])
	for i := 1; i < n; i++ {
		for b := range numLabels {
			var v float32
			for _, a := range before[b] {
				v += alpha[i-1][a] * m.expTr[a][b]
			}
			alpha[i][b] = v * exp[i][b]
		}
		scale(&alpha[i])
	}
	for l := range numLabels {
		beta[n-1][l] = 0
		if mayEnd(l) {
			beta[n-1][l] = 1
		}
	}
	for i := n - 2; i >= 0; i-- {
		beta[i] = [numLabels]float32{}
		for b := range numLabels {
			v := exp[i+1][b] * beta[i+1][b]
			for _, a := range before[b] {
				beta[i][a] += m.expTr[a][b] * v
			}
		}
		scale(&beta[i])
	}
}

// exp32 is e to the power of x for x of at most 0, to five digits: two to the
// whole part by its bits, to the rest by a polynomial.
func exp32(x float32) float32 {
	const log2e = 1.44269504
	y := x * log2e
	if y < -60 {
		return 0
	}
	whole := float32(int32(y)) // towards zero
	f := y - whole             // in (-1, 0]
	p := 1 + f*(0.69314718+f*(0.24022651+f*(0.05550411+f*(0.00961813+f*0.00133336))))
	return p * math.Float32frombits(uint32(127+int32(whole))<<23)
}

func scale(v *[numLabels]float32) {
	var sum float32
	for _, x := range v {
		sum += x
	}
	if sum > 0 {
		for l := range v {
			v[l] /= sum
		}
	}
}

// probability is the share of all paths that label tokens [i, j] of a run as
// they are labelled: the product of the label's marginal at i and of the steps
// to j. first is the run's first token.
func (m *Model) probability(s *scratch, first, i, j int) float32 {
	p := marginal(s, first+i, s.labels[i])
	for k := i + 1; k <= j; k++ {
		// P(label k | label k-1) from the backward sums.
		exp, beta := &s.exp[first+k], &s.beta[first+k]
		a := s.labels[k-1]
		var sum float32
		for b := range numLabels {
			sum += m.expTr[a][b] * exp[b] * beta[b]
		}
		b := s.labels[k]
		if sum > 0 {
			p *= m.expTr[a][b] * exp[b] * beta[b] / sum
		}
	}
	return p
}

// marginal is the probability of a label at token i of the document.
func marginal(s *scratch, i int, label uint8) float32 {
	var sum float32
	for l := range numLabels {
		sum += s.alpha[i][l] * s.beta[i][l]
	}
	if sum == 0 {
		return 0
	}
	return s.alpha[i][label] * s.beta[i][label] / sum
}
