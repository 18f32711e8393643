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
	Reordered             // "KIM, Jong Un" read as "Jong Un Kim"
	Stripped              // a company's name without its legal form
	Shortened             // a person's name with parts left out
)

// trie finds names by the hashes of their folded tokens: an open-addressing
// table over the hashes of all prefixes. A slot holds 32 bits of its prefix's
// hash, whose other bits say where it stands, and tells whether names end there
// and whether longer names go on.
//
// With a million names the table has some five million slots; that two
// prefixes share both place and check happens once in many builds.
type trie struct {
	slots []uint64 // check<<32 | more<<31 | 1+index of the first posting
	// first is a filter over the hashes of first tokens: nearly every token of
	// a text ends here.
	first []uint64
	// postings are the names of each form, one run for each spelling:
	// name<<3 | form<<1 | 1 for the last of its run.
	postings []uint32
}

const more = 1 << 31

// step extends a prefix by a token.
func step(prefix, token uint64) uint64 {
	h := (prefix ^ token) * 0x9E3779B97F4A7C15
	h ^= h >> 29
	if uint32(h) == 0 {
		h |= 1
	}
	return h
}

// at is the place in a table of n slots where a hash belongs.
func at(h uint64, n int) int {
	hi, _ := bits.Mul64(h, uint64(n))
	return int(hi)
}

// find returns the slot of a prefix, 0 if there is none.
func (t *trie) find(key uint64) uint32 {
	n := len(t.slots)
	if n == 0 {
		return 0
	}
	check := uint32(key)
	for i := at(key, n); ; {
		s := t.slots[i]
		if uint32(s>>32) == check {
			return uint32(s)
		}
		if s == 0 {
			return 0
		}
		if i++; i == n {
			i = 0
		}
	}
}

func (t *trie) mayStart(h uint64) bool {
	b := at(h*0x9E3779B97F4A7C15, len(t.first)*64)
	return t.first[b>>6]>>(b&63)&1 != 0
}

// trieBuilder collects prefixes under their whole hashes.
type trieBuilder struct {
	keys  []uint64
	vals  []uint32 // more | 1 + index of the newest posting
	n     int
	posts []uint32 // name<<3 | form<<1
	next  []uint32 // 1 + index of an older posting, 0 for none
	first map[uint64]struct{}
}

func newTrieBuilder(names int) *trieBuilder {
	size := 1 << bits.Len(uint(max(16, names*6)))
	return &trieBuilder{keys: make([]uint64, size), vals: make([]uint32, size), first: make(map[uint64]struct{}, names/3)}
}

func (b *trieBuilder) ensure(key uint64) *uint32 {
	if b.n*4 >= len(b.keys)*3 {
		keys, vals := b.keys, b.vals
		b.keys, b.vals, b.n = make([]uint64, 2*len(keys)), make([]uint32, 2*len(keys)), 0
		for i, k := range keys {
			if k != 0 {
				*b.ensure(k) = vals[i]
			}
		}
	}
	mask := uint64(len(b.keys) - 1)
	for i := key & mask; ; i = (i + 1) & mask {
		switch b.keys[i] {
		case key:
			return &b.vals[i]
		case 0:
			b.keys[i] = key
			b.n++
			return &b.vals[i]
		}
	}
}

// maxWords is the longest name that is indexed, in tokens.
const maxWords = 24

// add puts one form of a name. first is the number of its entry's first name:
// an entry keeps one posting for each spelling.
func (b *trieBuilder) add(tokens []string, name, first uint32, form Form) {
	if len(tokens) == 0 || len(tokens) > maxWords {
		return
	}
	b.first[hashOf(tokens[0])] = struct{}{}
	key := uint64(0)
	for i, w := range tokens {
		key = step(key, hashOf(w))
		s := b.ensure(key)
		if i+1 < len(tokens) {
			*s |= more
			continue
		}
		for j := *s &^ more; j != 0; j = b.next[j-1] {
			if o := b.posts[j-1]; o>>3 >= first && Form(o>>1&3) <= form {
				return
			}
		}
		b.posts = append(b.posts, name<<3|uint32(form)<<1)
		b.next = append(b.next, *s&^more)
		*s = *s&more | uint32(len(b.posts))
	}
}

// pack makes the trie.
func (b *trieBuilder) pack() trie {
	t := trie{
		slots:    make([]uint64, b.n*4/3+1),
		first:    make([]uint64, len(b.first)*16/64+1),
		postings: make([]uint32, 0, len(b.posts)),
	}
	for h := range b.first {
		p := at(h*0x9E3779B97F4A7C15, len(t.first)*64)
		t.first[p>>6] |= 1 << (p & 63)
	}
	for i, k := range b.keys {
		if k == 0 {
			continue
		}
		v := b.vals[i]
		if head := v &^ more; head != 0 {
			start := len(t.postings)
			for j := head; j != 0; j = b.next[j-1] {
				t.postings = append(t.postings, b.posts[j-1])
			}
			reverse(t.postings[start:])
			t.postings[len(t.postings)-1] |= 1
			v = v&more | uint32(start+1)
		}
		p := at(k, len(t.slots))
		for t.slots[p] != 0 {
			if p++; p == len(t.slots) {
				p = 0
			}
		}
		t.slots[p] = uint64(uint32(k))<<32 | uint64(v)
	}
	return t
}

func reverse(s []uint32) {
	for i, k := 0, len(s)-1; i < k; i, k = i+1, k-1 {
		s[i], s[k] = s[k], s[i]
	}
}

// insert puts every form of every name of an entry.
func (b *trieBuilder) insert(e *source.Entry, first uint32) {
	for i, n := range e.Names {
		for _, f := range forms(n.Text, e.Kind) {
			b.add(f.tokens, first+uint32(i), first, f.form)
		}
	}
}
