package model

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"unicode"
	"unicode/utf8"
)

// Class is a set of things that a word is known to be part of, from lists of
// names. They are clues for the model, never answers.
type Class uint16

// The classes of words.
const (
	Given    Class = 1 << iota // given names
	Family                     // family names
	Place                      // names of populated places, regions
	Country                    // names of countries
	Demonym                    // "Iranian"
	OrgWord                    // words that names of organizations end with
	OrgPart                    // words inside names of organizations
	Legal                      // "LLC", "GmbH"
	Title                      // "President", "Gen."
	Role                       // "spokesman", "minister"
	Speech                     // "said", "told"
	Calendar                   // months and days
	Particle                   // "al", "bin", "de", "von"
	Common                     // words mostly written in lower case
)

// Cluster is a group of words that stand in the same contexts, of two grains.
// 0 is none.
type Cluster struct {
	Fine   uint16
	Coarse uint8
}

// Word is what the lexicon knows of a word.
type Word struct {
	Class   Class
	Cluster Cluster
}

// Lexicon maps folded words to what is known of them: an open-addressing table
// over hashes.
type Lexicon struct {
	keys  []uint32
	words []Word
	mask  uint32
}

// NewLexicon makes a lexicon.
func NewLexicon(words map[string]Word) *Lexicon {
	size := uint32(16)
	for int(size)*3 < len(words)*4 {
		size *= 2
	}
	l := &Lexicon{keys: make([]uint32, size), words: make([]Word, size), mask: size - 1}
	// Words in order: of two with one hash, the same one wins in every run.
	for _, w := range slices.Sorted(maps.Keys(words)) {
		l.put(lexiconKey(lowerHash(w)), words[w])
	}
	return l
}

// lexiconKey is the part of a word's hash that the lexicon keeps; 0 marks a free
// place.
func lexiconKey(hash uint64) uint32 { return max(uint32(hash>>32), 1) }

func (l *Lexicon) put(k uint32, w Word) {
	i := k & l.mask
	for l.keys[i] != 0 && l.keys[i] != k {
		i = (i + 1) & l.mask
	}
	if l.keys[i] == k {
		w.Class |= l.words[i].Class
	}
	l.keys[i], l.words[i] = k, w
}

// of returns what is known of the word with a hash.
func (l *Lexicon) of(hash uint64) Word {
	k := lexiconKey(hash)
	for i := k & l.mask; l.keys[i] != 0; i = (i + 1) & l.mask {
		if l.keys[i] == k {
			return l.words[i]
		}
	}
	return Word{}
}

// Common reports whether texts mostly write word in lower case, so that a
// capital says little about it: "forest", "victory".
func (m *Model) Common(word string) bool { return m.lex.of(lowerHash(word)).Class&Common != 0 }

// wordBytes is a place of the lexicon in its binary form.
const wordBytes = 9

// append writes the lexicon in its binary form.
func (l *Lexicon) append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(l.keys)))
	for i, w := range l.words {
		b = binary.LittleEndian.AppendUint32(b, l.keys[i])
		b = binary.LittleEndian.AppendUint16(b, uint16(w.Class))
		b = binary.LittleEndian.AppendUint16(b, w.Cluster.Fine)
		b = append(b, w.Cluster.Coarse)
	}
	return b
}

var errCut = errors.New("model file is cut short")

func readLexicon(b []byte) (*Lexicon, []byte, error) {
	if len(b) < 4 {
		return nil, nil, errCut
	}
	n := binary.LittleEndian.Uint32(b)
	b = b[4:]
	if n == 0 || n&(n-1) != 0 || uint64(len(b)) < uint64(n)*wordBytes {
		return nil, nil, errCut
	}
	l := &Lexicon{keys: make([]uint32, n), words: make([]Word, n), mask: n - 1}
	free := false
	for i := range l.keys {
		f := b[i*wordBytes:][:wordBytes]
		l.keys[i] = binary.LittleEndian.Uint32(f)
		l.words[i] = Word{
			Class:   Class(binary.LittleEndian.Uint16(f[4:])),
			Cluster: Cluster{Fine: binary.LittleEndian.Uint16(f[6:]), Coarse: f[8]},
		}
		free = free || l.keys[i] == 0
	}
	if !free {
		return nil, nil, errors.New("model file: its lexicon has no free place")
	}
	return l, b[n*wordBytes:], nil
}

// lowerHash hashes a word in lower case without full stops, digits as one
// digit.
func lowerHash(w string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(w); i++ {
		c := w[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		case c >= '0' && c <= '9':
			c = '0'
		case c == '.' && len(w) > 1:
			continue
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(w[i:])
			r = unicode.ToLower(r)
			if r == '’' || r == 'ʼ' {
				r = '\''
			}
			for _, b := range []byte{byte(r), byte(r >> 8), byte(r >> 16)} {
				h = (h ^ uint64(b)) * 1099511628211
			}
			i += size - 1
			continue
		}
		h = (h ^ uint64(c)) * 1099511628211
	}
	return mix(h)
}

// mix spreads the bits of a hash.
func mix(h uint64) uint64 {
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	h ^= h >> 29
	return h
}
