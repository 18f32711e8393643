package watchlist

import (
	"math/bits"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// Form says how a surface form relates to the name that the list prints.
type Form uint8

// The forms of names.
const (
	AsListed  Form = iota // the list's spelling, punctuation and case aside
	Reordered             // "KIM, Jong Un" read as "Jong Un Kim" or "Kim Jong Un"
	Stripped              // a company's name without its legal form
	Shortened             // a person's given and family name without what stands between
)

// posting is one name of one entry under one form.
type posting struct {
	entry uint32
	name  uint16
	form  Form
	words uint8
}

// trie finds names by the hashes of their folded tokens: an open-addressing
// table over the hashes of all prefixes. A prefix's slot tells whether names
// end there and whether longer names go on.
type trie struct {
	keys  []uint64
	slots []slot
	mask  uint64
	n     int
	// first is a filter over the hashes of first tokens: nearly every token of
	// a text ends here.
	first [firstBits / 64]uint64
	// next chains the postings of one name.
	postings []posting
	next     []uint32
}

type slot struct {
	head uint32 // 1 + index of the first posting, 0 for none
	more bool   // longer names go on
}

const firstBits = 1 << 16

func newTrie(names int) *trie {
	size := uint64(1) << bits.Len(uint(max(16, names*4)))
	return &trie{keys: make([]uint64, size), slots: make([]slot, size), mask: size - 1}
}

// step extends a prefix by a token.
func step(prefix, token uint64) uint64 {
	h := (prefix ^ token) * 0x9E3779B97F4A7C15
	h ^= h >> 29
	if h == 0 {
		return 1
	}
	return h
}

// find returns the slot of a prefix, nil if there is none.
func (t *trie) find(key uint64) *slot {
	for i := key & t.mask; ; i = (i + 1) & t.mask {
		switch t.keys[i] {
		case key:
			return &t.slots[i]
		case 0:
			return nil
		}
	}
}

func (t *trie) ensure(key uint64) *slot {
	if uint64(t.n)*4 >= (t.mask+1)*3 {
		t.grow()
	}
	for i := key & t.mask; ; i = (i + 1) & t.mask {
		switch t.keys[i] {
		case key:
			return &t.slots[i]
		case 0:
			t.keys[i] = key
			t.n++
			return &t.slots[i]
		}
	}
}

func (t *trie) grow() {
	keys, slots := t.keys, t.slots
	size := uint64(len(keys)) * 2
	t.keys, t.slots, t.mask, t.n = make([]uint64, size), make([]slot, size), size-1, 0
	for i, k := range keys {
		if k != 0 {
			*t.ensure(k) = slots[i]
		}
	}
}

func (t *trie) mayStart(h uint64) bool {
	b := h % firstBits
	return t.first[b/64]>>(b%64)&1 != 0
}

// add puts one name, given as token hashes.
func (t *trie) add(tokens []uint64, p posting) {
	if len(tokens) == 0 || len(tokens) > maxWords {
		return
	}
	b := tokens[0] % firstBits
	t.first[b/64] |= 1 << (b % 64)
	key := uint64(0)
	for i, h := range tokens {
		key = step(key, h)
		s := t.ensure(key)
		if i+1 < len(tokens) {
			s.more = true
			continue
		}
		for j := s.head; j != 0; j = t.next[j-1] {
			if o := t.postings[j-1]; o.entry == p.entry && o.form <= p.form {
				return // this entry has this spelling already
			}
		}
		p.words = uint8(len(tokens))
		t.postings = append(t.postings, p)
		t.next = append(t.next, s.head)
		s.head = uint32(len(t.postings))
	}
}

// maxWords is the longest name that is indexed, in tokens.
const maxWords = 24

// insert puts every form of every name of an entry.
func (t *trie) insert(e *source.Entry, at uint32) {
	for i, n := range e.Names {
		for _, f := range forms(n.Text, e.Kind) {
			hashes := make([]uint64, len(f.tokens))
			for k, w := range f.tokens {
				hashes[k] = hashOf(w)
			}
			t.add(hashes, posting{entry: at, name: uint16(i), form: f.form})
		}
	}
}
