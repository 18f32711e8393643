// Package model recognizes names with a linear-chain conditional random field.
//
// Every token is described by hashed features of its spelling, its neighbours,
// the run of capitalized words that it stands in, lists of known words, and
// what the rest of the document says of the same word; a bucket of weights per
// feature scores the labels (BILOU over person, organization, location), and
// Viterbi's algorithm finds the best sequence for each run of candidates. The forward
// and backward sums give each name the probability that the model sees in it.
//
// Words in lower case, far from any capital, are outside names without a look
// (candidates.go); what a word is taken for in one sentence speaks for its other
// occurrences in the document (views.go).
//
// The weights are one signed byte each, compiled in; package train makes them.
package model

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	_ "embed"

	"github.com/klauspost/compress/zstd"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/token"
)

//go:embed names.model
var embedded []byte

// Model is a trained recognizer, safe for concurrent use.
type Model struct {
	lex   *Lexicon
	rows  []uint64 // numBuckets rows of two, see widen
	scale float32
	trans [numLabels][numLabels]float32 // -inf where not allowed
	expTr [numLabels][numLabels]float32
	pool  sync.Pool
}

// scratch is the working memory of one document.
type scratch struct {
	attrs []attr
	clues map[uint64]uint16
	runs  []run
	views map[uint64]view
	// By token, set for candidates: the emission scores, their exponentials, and
	// the forward and backward sums.
	emit, exp, alpha, beta [][numLabels]float32
	types                  [][numTypes + 1]float32
	// For the run at work:
	back   [][numLabels]uint8
	labels []uint8
}

// room makes place for the tokens of a document.
func (s *scratch) room(n int) {
	s.emit, s.exp, s.alpha, s.beta = grow(s.emit, n), grow(s.exp, n), grow(s.alpha, n), grow(s.beta, n)
	s.types = grow(s.types, n)
}

func newScratch() *scratch {
	return &scratch{clues: make(map[uint64]uint16), views: make(map[uint64]view)}
}

// run is a run of candidate tokens [first, end) of a sentence.
type run struct {
	first, end int
	sent       token.Sentence
	summed     bool // the sums hold for the emissions as they are
}

// Load returns the model that is compiled in.
func Load() (*Model, error) { return Read(embedded) }

const magic = "tagwire names 3\n"

// maxBytes is the most that a model file may hold once it is unpacked.
const maxBytes = 32 << 20

// Read decodes a model.
func Read(b []byte) (*Model, error) {
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return nil, errors.New("not a name model of this version")
	}
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxBytes))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	// The frame carries a checksum, and its size, so that one slice is made.
	b, err = z.DecodeAll(b[len(magic):], nil)
	if err != nil {
		return nil, fmt.Errorf("name model is damaged: %w", err)
	}
	lex, b, err := readLexicon(b)
	if err != nil {
		return nil, err
	}
	m := &Model{lex: lex}
	if len(b) != 4+4*numLabels*numLabels+numBuckets*row {
		return nil, errCut
	}
	m.scale = math.Float32frombits(binary.LittleEndian.Uint32(b))
	b = b[4:]
	for i := range m.trans {
		for j := range m.trans[i] {
			m.trans[i][j] = math.Float32frombits(binary.LittleEndian.Uint32(b))
			b = b[4:]
		}
	}
	m.rows = widen(b)
	m.finish()
	return m, nil
}

// encode writes a model from float weights, quantized to a byte each. The few
// greatest weights are cut, for the sake of the others' precision.
func encode(lex *Lexicon, trans *[numLabels][numLabels]float32, prints []uint8, weights []float32) ([]byte, error) {
	z, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	sizes := make([]float32, len(weights))
	for i, w := range weights {
		sizes[i] = float32(math.Abs(float64(w)))
	}
	slices.Sort(sizes)
	top := sizes[len(sizes)-1-len(sizes)/20000]
	scale := max(top, 1e-6) / 127
	b := lex.append(nil)
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(scale))
	for i := range trans {
		for j := range trans[i] {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(trans[i][j]))
		}
	}
	for i, fp := range prints {
		b = append(b, fp)
		for _, w := range weights[i*numLabels:][:numLabels] {
			b = append(b, byte(int8(max(-127, min(127, math.Round(float64(w/scale)))))))
		}
	}
	return z.EncodeAll(b, []byte(magic)), nil
}

func (m *Model) finish() {
	for i := range m.trans {
		for j := range m.trans[i] {
			if !allowed(i, j) {
				m.trans[i][j] = float32(math.Inf(-1))
				continue
			}
			m.expTr[i][j] = float32(math.Exp(float64(m.trans[i][j])))
		}
	}
	m.pool.New = func() any { return newScratch() }
}

// Tag appends the persons, organizations and locations of a document, in text
// order and without overlap.
func (m *Model) Tag(d *token.Document, dst []mention.Mention) []mention.Mention {
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	s.describe(d, m.lex)
	s.room(len(d.Tokens))
	for _, r := range s.runs {
		m.score(s, r)
	}
	m.shareViews(s)
	for _, r := range s.runs {
		m.viterbi(s, s.emit[r.first:r.end])
		dst = m.names(d, s, r, dst)
	}
	return dst
}

// grow makes room for n tokens, without keeping what was there.
func grow[T any](v []T, n int) []T {
	if cap(v) < n {
		return make([]T, n, n+n/4)
	}
	return v[:n]
}

// maxRun is the most tokens that are labelled at once.
const maxRun = 400
