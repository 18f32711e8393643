package clean

import (
	_ "embed"
	"encoding/binary"
	"math"
)

// The weights of the block classifier, one signed byte each, made by the
// training in package cleantrain: see docs/cleaning.md.
//
//go:embed blocks.weights
var embeddedWeights []byte

// Classifier decides which blocks of a page are its story. It is a chain: the
// score of a block comes from its features, and a change between story and
// rest from one block to the next has its cost. The best labelling of the
// whole page wins.
type Classifier struct {
	weights []float32
	// trans are the scores of [before][after], 1 being story; start that of
	// the first block.
	trans [2][2]float32
	start [2]float32
}

const headWeights = 4 + 2 // transitions and start, as float32

// decodeClassifier reads the form that Encode writes; an empty one gives a
// classifier without knowledge.
func decodeClassifier(b []byte) *Classifier {
	c := &Classifier{weights: make([]float32, numWeights)}
	if len(b) != 4*headWeights+4+numWeights {
		return c
	}
	next := func() float32 {
		f := math.Float32frombits(binary.LittleEndian.Uint32(b))
		b = b[4:]
		return f
	}
	for i := range c.trans {
		for j := range c.trans[i] {
			c.trans[i][j] = next()
		}
	}
	c.start[0], c.start[1] = next(), next()
	scale := next()
	for i := range c.weights {
		c.weights[i] = float32(int8(b[i])) * scale
	}
	return c
}

// Encode writes the classifier with one byte a weight.
func (c *Classifier) Encode() []byte {
	var top float32
	for _, w := range c.weights {
		top = max(top, float32(math.Abs(float64(w))))
	}
	scale := max(top/127, 1e-9)
	var b []byte
	put := func(f float32) { b = binary.LittleEndian.AppendUint32(b, math.Float32bits(f)) }
	for i := range c.trans {
		for j := range c.trans[i] {
			put(c.trans[i][j])
		}
	}
	put(c.start[0])
	put(c.start[1])
	put(scale)
	for _, w := range c.weights {
		b = append(b, byte(int8(math.Round(float64(w/scale)))))
	}
	return b
}

// label marks the story's blocks.
func (c *Classifier) label(v *view) []bool {
	n := len(v.nodes)
	if n == 0 {
		return nil
	}
	score := make([]float32, n)
	var buf [maxFeatures]uint32
	for i := range score {
		for _, f := range v.features(i, buf[:0]) {
			score[i] += c.weights[f]
		}
	}
	back := make([][2]int8, n)
	best := [2]float32{c.start[0], c.start[1] + score[0]}
	for i := 1; i < n; i++ {
		var now [2]float32
		for b := range 2 {
			from0, from1 := best[0]+c.trans[0][b], best[1]+c.trans[1][b]
			now[b], back[i][b] = from0, 0
			if from1 > from0 {
				now[b], back[i][b] = from1, 1
			}
		}
		now[1] += score[i]
		best = now
	}
	out := make([]bool, n)
	at := int8(0)
	if best[1] > best[0] {
		at = 1
	}
	for i := n - 1; i >= 0; i-- {
		out[i] = at == 1
		at = back[i][at]
	}
	return out
}
