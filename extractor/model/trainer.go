package model

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// Example is an annotated document to learn from.
type Example struct {
	Doc *token.Document
	// Names are spans of tokens [First, Last) with their type: Person,
	// Organization or Location. City counts as Location.
	Names []Name
	// Weight multiplies the steps taken on it; 0 means 1.
	Weight float32
}

// Name is an annotated name.
type Name struct {
	First, Last int
	Type        tagging.Type
}

// Settings of the training. The zero value of a field means its default.
type Settings struct {
	Epochs  int     // passes over the examples (10)
	Rate    float64 // AdaGrad's step (0.05)
	Keep    float64 // share of word features kept in each step (0.3)
	L2      float64 // pull of the weights towards zero, per step (1e-6)
	Seed    uint64
	Seeds   int // models trained with seeds from Seed on, whose mean is kept (1)
	OnEpoch func(epoch int, loss float64)
}

func (s *Settings) defaults() {
	if s.Epochs == 0 {
		s.Epochs = 10
	}
	if s.Rate == 0 {
		s.Rate = 0.05
	}
	if s.Seeds == 0 {
		s.Seeds = 1
	}
	if s.Keep == 0 {
		s.Keep = 0.3
	}
}

// Train fits a model to examples by stochastic gradient steps (AdaGrad) on the
// conditional likelihood of each run of candidates, with word features dropped at
// random. The same examples and settings give the same model. It returns the
// model's binary form.
func Train(ctx context.Context, lex *Lexicon, examples []Example, set Settings) ([]byte, error) {
	set.defaults()
	t := &trainer{set: set, prints: make([]uint8, numBuckets)}
	s := newScratch()
	var work []lesson
	for i := range examples {
		work = t.prepare(s, lex, &examples[i], work)
	}
	t.choose(work)
	if len(work) == 0 {
		return nil, fmt.Errorf("nothing to learn from: no candidates for names")
	}
	mean := newParams()
	for seed := range set.Seeds {
		if err := t.fit(ctx, slices.Clone(work), set.Seed+uint64(seed), mean); err != nil {
			return nil, err
		}
	}
	mean.divide(float32(set.Seeds * averaged(set.Epochs)))
	return encode(lex, &mean.trans, t.prints, mean.weights)
}

// averaged is the number of last epochs whose weights a model is the mean of.
func averaged(epochs int) int { return (epochs + 1) / 2 }

// params are the parameters of a model.
type params struct {
	weights []float32
	trans   [numLabels][numLabels]float32
}

func newParams() *params { return &params{weights: make([]float32, numBuckets*numLabels)} }

func (p *params) add(o *params) {
	for i, w := range o.weights {
		p.weights[i] += w
	}
	for a := range p.trans {
		for b := range p.trans[a] {
			p.trans[a][b] += o.trans[a][b]
		}
	}
}

func (p *params) divide(n float32) {
	for i := range p.weights {
		p.weights[i] /= n
	}
	for a := range p.trans {
		for b := range p.trans[a] {
			p.trans[a][b] /= n
		}
	}
}

// fit trains from scratch and adds the weights after each of the last epochs to
// sum.
func (t *trainer) fit(ctx context.Context, work []lesson, seed uint64, sum *params) error {
	t.params, t.squares = newParams(), newParams()
	t.rng = rand.New(rand.NewPCG(seed, 20))
	for epoch := range t.set.Epochs {
		t.rng.Shuffle(len(work), func(i, j int) { work[i], work[j] = work[j], work[i] })
		loss, tokens := 0.0, 0
		for i := range work {
			if i%256 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			loss += t.step(&work[i])
			tokens += len(work[i].gold)
		}
		if epoch >= t.set.Epochs-averaged(t.set.Epochs) {
			sum.add(t.params)
		}
		if t.set.OnEpoch != nil {
			t.set.OnEpoch(epoch+1, loss/float64(tokens))
		}
	}
	return nil
}

// lesson is a run of candidates ready for steps.
type lesson struct {
	places [][numTemplates]uint32 // unused where the feature has no bucket
	gold   []uint8
	weight float32
}

// unused marks a feature that is too rare, or lost its bucket to another.
const unused = math.MaxUint32

// minCount is how often a feature must occur to be learned.
const minCount = 3

// choose gives each bucket to its most frequent feature and strikes out all
// others.
func (t *trainer) choose(work []lesson) {
	counts := make([]uint8, numBuckets<<printBits)
	for i := range work {
		for j := range work[i].places {
			for _, p := range work[i].places[j] {
				if counts[p] < math.MaxUint8 {
					counts[p]++
				}
			}
		}
	}
	for b := range t.prints {
		best := uint8(minCount - 1)
		for fp, n := range counts[b<<printBits:][:1<<printBits] {
			if n > best {
				best, t.prints[b] = n, uint8(fp)
			}
		}
	}
	for i := range work {
		for j := range work[i].places {
			for k, p := range work[i].places[j] {
				if t.prints[p>>printBits] != uint8(p) {
					work[i].places[j][k] = unused
				} else {
					work[i].places[j][k] = p >> printBits
				}
			}
		}
	}
}

type trainer struct {
	set Settings
	rng *rand.Rand
	*params
	squares *params // sums of squared gradients
	s       scratch
	prints  []uint8 // fingerprint of each bucket's feature, 0 for none
	active  [][]bool
}

// prepare adds the sentences of one example.
func (t *trainer) prepare(s *scratch, lex *Lexicon, ex *Example, work []lesson) []lesson {
	s.describe(ex.Doc, lex)
	gold := make([]uint8, len(ex.Doc.Tokens))
	for _, n := range ex.Names {
		typ := typeIndex(n.Type)
		if typ < 0 || n.First >= n.Last || n.Last > len(gold) {
			continue
		}
		if n.Last-n.First == 1 {
			gold[n.First] = uint8(label(typ, unit))
			continue
		}
		for i := n.First; i < n.Last; i++ {
			pos := inside
			if i == n.First {
				pos = begin
			} else if i == n.Last-1 {
				pos = last
			}
			gold[i] = uint8(label(typ, pos))
		}
	}
	weight := ex.Weight
	if weight == 0 {
		weight = 1
	}
	for _, r := range s.runs {
		if !wellFormed(gold[r.first:r.end]) {
			continue
		}
		w := lesson{places: make([][numTemplates]uint32, r.end-r.first), gold: gold[r.first:r.end], weight: weight}
		for i := range w.places {
			features(s.attrs, r.first+i, r.sent.First, r.sent.Last, &w.places[i])
		}
		work = append(work, w)
	}
	return work
}

// wellFormed reports whether no name crosses the ends of a run.
func wellFormed(gold []uint8) bool {
	return mayStart(int(gold[0])) && mayEnd(int(gold[len(gold)-1]))
}

func typeIndex(typ tagging.Type) int {
	if typ == tagging.City {
		typ = mention.Location
	}
	for i, t := range Types() {
		if t == typ {
			return i
		}
	}
	return -1
}

// step takes one gradient step and returns the sentence's loss.
func (t *trainer) step(w *lesson) float64 {
	n := len(w.gold)
	keep := t.drop(n)
	t.emissions(w, keep)
	logZ := t.expectations(n)
	loss := logZ
	for i := range n {
		loss -= float64(t.s.emit[i][w.gold[i]])
		if i > 0 {
			loss -= float64(t.trans[w.gold[i-1]][w.gold[i]])
		}
	}
	t.update(w, keep)
	return loss
}

// keepGeneral is the share of features without words that a step keeps.
const keepGeneral = 0.6

// drop chooses the features that this step sees. Kept word features count as
// much more as others are missing, so that scores keep their size.
func (t *trainer) drop(n int) [][]bool {
	for len(t.active) < n {
		t.active = append(t.active, make([]bool, numTemplates))
	}
	for i := range n {
		for k := range numTemplates {
			t.active[i][k] = k < firstLexical && t.rng.Float64() < keepGeneral || k >= firstLexical && t.rng.Float64() < t.set.Keep
		}
	}
	return t.active[:n]
}

func (t *trainer) share(k int) float32 {
	if k < firstLexical {
		return 1 / keepGeneral
	}
	return float32(1 / t.set.Keep)
}

func (t *trainer) emissions(w *lesson, keep [][]bool) {
	n := len(w.gold)
	t.s.room(n)
	for i := range n {
		var sum [numLabels]float32
		for k, b := range w.places[i] {
			if b == unused || !keep[i][k] {
				continue
			}
			f := t.share(k)
			for l, v := range t.weights[int(b)*numLabels:][:numLabels] {
				sum[l] += f * v
			}
		}
		t.s.emit[i] = sum
	}
}

// expectations runs forward and backward in logarithms; alpha and beta hold
// log sums. It returns the log of the total.
func (t *trainer) expectations(n int) float64 {
	ninf := float32(math.Inf(-1))
	for l := range numLabels {
		t.s.alpha[0][l] = ninf
		if mayStart(l) {
			t.s.alpha[0][l] = t.s.emit[0][l]
		}
	}
	for i := 1; i < n; i++ {
		for b := range numLabels {
			var vals [numLabels]float32
			for k, a := range before[b] {
				vals[k] = t.s.alpha[i-1][a] + t.trans[a][b]
			}
			t.s.alpha[i][b] = logSum(vals[:len(before[b])]) + t.s.emit[i][b]
		}
	}
	for l := range numLabels {
		t.s.beta[n-1][l] = ninf
		if mayEnd(l) {
			t.s.beta[n-1][l] = 0
		}
	}
	for i := n - 2; i >= 0; i-- {
		for a := range numLabels {
			var vals [numLabels]float32
			k := 0
			for _, b := range after[a] {
				vals[k] = t.trans[a][b] + t.s.emit[i+1][b] + t.s.beta[i+1][b]
				k++
			}
			t.s.beta[i][a] = logSum(vals[:k])
		}
	}
	var vals [numLabels]float32
	for l := range numLabels {
		vals[l] = t.s.alpha[n-1][l] + t.s.beta[n-1][l]
	}
	return float64(logSum(vals[:]))
}

var after = func() (out [numLabels][]uint8) {
	for a := range out {
		for b := range numLabels {
			if allowed(a, b) {
				out[a] = append(out[a], uint8(b))
			}
		}
	}
	return
}()

func logSum(v []float32) float32 {
	top := float32(math.Inf(-1))
	for _, x := range v {
		top = max(top, x)
	}
	if math.IsInf(float64(top), -1) {
		return top
	}
	var sum float32
	for _, x := range v {
		sum += fastExp(x - top)
	}
	return top + float32(math.Log(float64(sum)))
}

func fastExp(x float32) float32 {
	if x < -20 {
		return 0
	}
	return float32(math.Exp(float64(x)))
}

// update moves the weights by the difference of truth and expectation.
func (t *trainer) update(w *lesson, keep [][]bool) {
	n := len(w.gold)
	var vals [numLabels]float32
	for l := range numLabels {
		vals[l] = t.s.alpha[n-1][l] + t.s.beta[n-1][l]
	}
	logZ := logSum(vals[:])
	rate := float32(t.set.Rate)
	for i := range n {
		var grad [numLabels]float32
		for l := range numLabels {
			grad[l] = -fastExp(t.s.alpha[i][l] + t.s.beta[i][l] - logZ)
		}
		grad[w.gold[i]]++
		for l := range grad {
			grad[l] *= w.weight
			if grad[l] < 1e-4 && grad[l] > -1e-4 {
				grad[l] = 0
			}
		}
		for k, b := range w.places[i] {
			if b == unused || !keep[i][k] {
				continue
			}
			f := t.share(k)
			ws := t.weights[int(b)*numLabels:][:numLabels]
			sq := t.squares.weights[int(b)*numLabels:][:numLabels]
			for l, g := range grad {
				if g == 0 {
					continue
				}
				g = g*f - float32(t.set.L2)*ws[l]
				sq[l] += g * g
				ws[l] += rate * g / (sqrt(sq[l]) + 1e-3)
			}
		}
		if i > 0 {
			t.updateTrans(w, i, logZ, rate)
		}
	}
}

func (t *trainer) updateTrans(w *lesson, i int, logZ, rate float32) {
	for a := range numLabels {
		for _, b := range after[a] {
			g := -fastExp(t.s.alpha[i-1][a] + t.trans[a][b] + t.s.emit[i][b] + t.s.beta[i][b] - logZ)
			if int(w.gold[i-1]) == a && w.gold[i] == b {
				g++
			}
			g *= w.weight
			if g == 0 {
				continue
			}
			t.squares.trans[a][b] += g * g
			t.trans[a][b] += rate * g / (sqrt(t.squares.trans[a][b]) + 1e-3)
		}
	}
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }
