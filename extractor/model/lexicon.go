package model

import (
	"encoding/binary"
	"errors"
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

// Lexicon maps folded words to classes: an open-addressing table over hashes.
type Lexicon struct {
	keys  []uint32
	class []Class
	mask  uint32
}

// NewLexicon makes a lexicon of words and their classes.
func NewLexicon(words map[string]Class) *Lexicon {
	size := uint32(16)
	for int(size)*2 < len(words)*3 {
		size *= 2
	}
	l := &Lexicon{keys: make([]uint32, size), class: make([]Class, size), mask: size - 1}
	for w, c := range words {
		l.put(uint32(lowerHash(w)>>32), c)
	}
	return l
}

func (l *Lexicon) put(k uint32, c Class) {
	if k == 0 {
		k = 1
	}
	for i := k & l.mask; ; i = (i + 1) & l.mask {
		if l.keys[i] == 0 || l.keys[i] == k {
			l.keys[i] = k
			l.class[i] |= c
			return
		}
	}
}

// class returns the classes of the word with a hash.
func (l *Lexicon) of(hash uint64) Class {
	k := uint32(hash >> 32)
	if k == 0 {
		k = 1
	}
	for i := k & l.mask; l.keys[i] != 0; i = (i + 1) & l.mask {
		if l.keys[i] == k {
			return l.class[i]
		}
	}
	return 0
}

// append writes the lexicon in its binary form.
func (l *Lexicon) append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(l.keys)))
	for i := range l.keys {
		b = binary.LittleEndian.AppendUint32(b, l.keys[i])
		b = binary.LittleEndian.AppendUint16(b, uint16(l.class[i]))
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
	if n == 0 || n&(n-1) != 0 || uint64(len(b)) < uint64(n)*6 {
		return nil, nil, errCut
	}
	l := &Lexicon{keys: make([]uint32, n), class: make([]Class, n), mask: n - 1}
	for i := range l.keys {
		l.keys[i] = binary.LittleEndian.Uint32(b[i*6:])
		l.class[i] = Class(binary.LittleEndian.Uint16(b[i*6+4:]))
	}
	return l, b[n*6:], nil
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
