package story

import (
	"encoding/binary"
	"errors"
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"
)

const (
	sketchSize = 64
	bandRows   = 4
	// shingle is how many words stand together in one shingle.
	shingle = 3
	// maxWords bounds the work on one text.
	maxWords = 20_000
	// minWords is the length below which a text has no sketch: two captions
	// are alike by chance.
	minWords = 25
)

// Sketch is a text's MinHash signature; the zero Sketch resembles nothing.
type Sketch [sketchSize]uint32

// NewSketch sketches a text by its words, whatever their case and
// punctuation.
func NewSketch(text string) Sketch {
	var s Sketch
	var ring [shingle]uint64
	n := 0
	for i := range s {
		s[i] = ^uint32(0)
	}
	eachWord(text, func(word uint64) bool {
		ring[n%shingle] = word
		n++
		if n >= shingle {
			h := uint64(0)
			for k := range shingle {
				h = mix(h*31 + ring[(n+k)%shingle])
			}
			s.add(h)
		}
		return n < maxWords
	})
	if n < minWords {
		return Sketch{}
	}
	return s
}

// add lowers each of the minima that the shingle is below. The permutations
// are h1 + i·h2 (Kirsch and Mitzenmacher, 2006).
func (s *Sketch) add(h uint64) {
	a, b := uint32(h), uint32(h>>32)|1
	for i := range s {
		a += b
		v := a ^ a>>15
		v *= 0x2c1b3c6d
		v ^= v >> 12
		if v < s[i] {
			s[i] = v
		}
	}
}

// Resemblance estimates the share of shingles that two texts have in common.
func (s *Sketch) Resemblance(o *Sketch) float64 {
	if *s == (Sketch{}) || *o == (Sketch{}) {
		return 0
	}
	n := 0
	for i := range s {
		if s[i] == o[i] {
			n++
		}
	}
	return float64(n) / sketchSize
}

// bands are the keys under which near-duplicates meet: at a resemblance of
// one half two texts share one of the sixteen with probability 0.64, at three
// quarters with 0.997.
func (s *Sketch) bands() []uint64 {
	if *s == (Sketch{}) {
		return nil
	}
	out := make([]uint64, 0, sketchSize/bandRows)
	for i := 0; i < sketchSize; i += bandRows {
		h := uint64(i)
		for _, v := range s[i : i+bandRows] {
			h = mix(h<<1 ^ uint64(v))
		}
		out = append(out, h)
	}
	return out
}

func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// eachWord calls f with the hash of each word until f says no.
func eachWord(text string, f func(uint64) bool) {
	var buf [64]byte
	word := buf[:0]
	flush := func() bool {
		if len(word) == 0 {
			return true
		}
		h := xxhash.Sum64(word)
		word = word[:0]
		return f(h)
	}
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			word = utf8.AppendRune(word, unicode.ToLower(r))
			continue
		}
		if !flush() {
			return
		}
	}
	flush()
}

// Hash is the hash of a name or of the parts of a measure.
func Hash(parts ...string) uint64 {
	var d xxhash.Digest
	d.Reset()
	for _, p := range parts {
		d.WriteString(p)
		d.Write([]byte{0})
	}
	return d.Sum64()
}

// Set sorts hashes and drops repeats, as Features want them.
func Set(hashes []uint64) []uint64 {
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

var errShort = errors.New("features end too soon")

// Encode appends the features in a form for storage.
func (f *Features) Encode(out []byte) []byte {
	be := binary.BigEndian
	out = be.AppendUint64(out, f.Seq)
	out = be.AppendUint64(out, uint64(f.Time.Unix()))
	for _, v := range f.Sketch {
		out = be.AppendUint32(out, v)
	}
	out = be.AppendUint32(out, uint32(len(f.Words)))
	out = be.AppendUint32(out, uint32(len(f.Names)))
	out = be.AppendUint32(out, uint32(len(f.Measures)))
	for _, v := range f.Words {
		out = be.AppendUint32(out, v)
	}
	for _, list := range [][]uint64{f.Names, f.Measures} {
		for _, v := range list {
			out = be.AppendUint64(out, v)
		}
	}
	return append(out, f.Article...)
}

// Decode reads what Encode wrote.
func Decode(in []byte) (*Features, error) {
	const fixed = 16 + 4*sketchSize + 12
	be := binary.BigEndian
	if len(in) < fixed {
		return nil, errShort
	}
	f := &Features{Seq: be.Uint64(in), Time: time.Unix(int64(be.Uint64(in[8:])), 0).UTC()}
	for i := range f.Sketch {
		f.Sketch[i] = be.Uint32(in[16+4*i:])
	}
	words, names, measures := uint64(be.Uint32(in[fixed-12:])), uint64(be.Uint32(in[fixed-8:])), uint64(be.Uint32(in[fixed-4:]))
	in = in[fixed:]
	if uint64(len(in)) < 4*words+8*(names+measures) {
		return nil, errShort
	}
	f.Words = make([]uint32, words)
	for i := range f.Words {
		f.Words[i] = be.Uint32(in[4*i:])
	}
	in = in[4*words:]
	all := make([]uint64, names+measures)
	for i := range all {
		all[i] = be.Uint64(in[8*i:])
	}
	f.Names, f.Measures = all[:names:names], all[names:]
	f.Article = string(in[8*len(all):])
	return f, nil
}
