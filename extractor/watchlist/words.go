package watchlist

import (
	"math"
	"math/bits"
	"slices"
	"sort"
	"strings"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// vocabulary is every word of every name, with the names that have it. Words
// are numbered in the order of their text.
type vocabulary struct {
	text, skel       []byte // one behind the other
	textOff, skelOff []uint32
	person, body     []byte // class in a person's name, in another name
	letters          []uint32
	// posts[postOff[i]:postOff[i+1]] are the names with word i, ascending.
	postOff, posts []uint32
	// Blocks: keys are hashes of skeletons and of skeletons without one of
	// their letters, ascending; ids the words that have them.
	keys, ids []uint32
}

// nameTable is every name as words: the words of name i are
// words[off[i]:off[i+1]].
type nameTable struct {
	off, words []uint32
	legal      []byte // index into legalGroups
	foreign    []byte
	// rarity is the sum of the words' rarity, in halves, at most 255.
	rarity []byte
}

// legalGroups are the groups of legal forms, by number.
var legalGroups = []string{"", "llc", "ltd", "inc", "plc", "jsc", "co", "fsue", "sue", "npo", "lp", "est"}

func (v *vocabulary) len() int { return max(0, len(v.textOff)-1) }

func (v *vocabulary) word(i uint32, person bool) word {
	w := word{text: text(v.text, v.textOff, i), skel: text(v.skel, v.skelOff, i), letters: v.letters[i]}
	if person {
		w.class = class(v.person[i])
	} else {
		w.class = class(v.body[i])
	}
	return w
}

// mayBeAlike refuses quickly what is not like w. Words of one skeleton may differ in more than limit letters,
// unless the skeleton is short.
func (v *vocabulary) mayBeAlike(id uint32, w *word, limit int, strict bool) bool {
	if !strict {
		return true
	}
	d := int(v.textOff[id+1]-v.textOff[id]) - len(w.text)
	return d <= limit && -d <= limit && bits.OnesCount32(w.letters^v.letters[id]) <= min(2*limit, 4)
}

func (v *vocabulary) postings(i uint32) []uint32 { return v.posts[v.postOff[i]:v.postOff[i+1]] }

// find returns the number of a word.
func (v *vocabulary) find(w string) (uint32, bool) {
	n := v.len()
	i := sort.Search(n, func(i int) bool { return text(v.text, v.textOff, uint32(i)) >= w })
	return uint32(i), i < n && text(v.text, v.textOff, uint32(i)) == w
}

// rarity of a word is high where few names have it.
func (v *vocabulary) rarity(i uint32, names int) float32 {
	return rarity(int(v.postOff[i+1]-v.postOff[i]), names)
}

// usualNames is the number of names that rarity is told for: about OFAC's
// list, which the weights were learnt on.
const usualNames = 50000

// rarity is the logarithm of how many of usualNames names one with the word
// stands among. It does not depend on the size of the index.
func rarity(have, names int) float32 {
	share := float64(have) * usualNames / float64(max(names, usualNames))
	return float32(math.Log((usualNames + 1) / (share + 1)))
}

// wordsBuilder collects names.
type wordsBuilder struct {
	ids   map[string]uint32
	list  []word
	names nameTable
}

func newWordsBuilder() *wordsBuilder {
	return &wordsBuilder{ids: make(map[string]uint32), names: nameTable{off: []uint32{0}}}
}

func (b *wordsBuilder) add(name string, kind source.Kind) {
	p := cut(name, kind)
	for i := range p.words[:min(len(p.words), maxAligned)] {
		w := &p.words[i]
		id, ok := b.ids[w.text]
		if !ok {
			id = uint32(len(b.list))
			w.text = strings.Clone(w.text)
			w.ready()
			b.ids[w.text] = id
			b.list = append(b.list, *w)
		}
		b.names.words = append(b.names.words, id)
	}
	b.names.off = append(b.names.off, uint32(len(b.names.words)))
	b.names.legal = append(b.names.legal, byte(max(0, slices.Index(legalGroups, p.legal))))
	foreign := byte(0)
	if p.foreign {
		foreign = 1
	}
	b.names.foreign = append(b.names.foreign, foreign)
}

// pack numbers the words by their text and makes the tables.
func (b *wordsBuilder) pack() (v vocabulary, t nameTable) {
	order := make([]uint32, len(b.list))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(i, j uint32) int { return strings.Compare(b.list[i].text, b.list[j].text) })
	renumber := make([]uint32, len(order))
	v.textOff, v.skelOff = []uint32{0}, []uint32{0}
	type block struct{ key, id uint32 }
	var blocks []block
	for i, old := range order {
		renumber[old] = uint32(i)
		w := &b.list[old]
		v.text = append(v.text, w.text...)
		v.textOff = append(v.textOff, uint32(len(v.text)))
		v.skel = append(v.skel, w.skel...)
		v.skelOff = append(v.skelOff, uint32(len(v.skel)))
		v.letters = append(v.letters, w.letters)
		v.person = append(v.person, byte(classOf(w.text, source.Person)))
		v.body = append(v.body, byte(classOf(w.text, source.Organization)))
		var keys [maxKeys]uint32
		for _, k := range blockKeys(w.skel, keys[:0]) {
			blocks = append(blocks, block{k, uint32(i)})
		}
	}
	slices.SortFunc(blocks, func(p, q block) int {
		if p.key != q.key {
			return int(int64(p.key) - int64(q.key))
		}
		return int(int64(p.id) - int64(q.id))
	})
	v.keys, v.ids = make([]uint32, len(blocks)), make([]uint32, len(blocks))
	for i, p := range blocks {
		v.keys[i], v.ids[i] = p.key, p.id
	}
	t = b.names
	for i, id := range t.words {
		t.words[i] = renumber[id]
	}
	v.invert(&t)
	return v, t
}

// invert makes the postings, and the names' rarity from them.
func (v *vocabulary) invert(t *nameTable) {
	names := len(t.off) - 1
	counts := make([]uint32, v.len()+1)
	each := func(do func(word, name uint32)) {
		for n := range names {
			ws := t.words[t.off[n]:t.off[n+1]]
			for k, w := range ws {
				if !slices.Contains(ws[:k], w) {
					do(w, uint32(n))
				}
			}
		}
	}
	each(func(w, _ uint32) { counts[w+1]++ })
	for i := 1; i < len(counts); i++ {
		counts[i] += counts[i-1]
	}
	v.postOff = slices.Clone(counts)
	v.posts = make([]uint32, counts[len(counts)-1])
	each(func(w, n uint32) {
		v.posts[counts[w]] = n
		counts[w]++
	})
	t.rarity = make([]byte, names)
	for n := range names {
		sum := float32(0)
		for _, w := range t.words[t.off[n]:t.off[n+1]] {
			sum += v.rarity(w, names)
		}
		t.rarity[n] = byte(min(255, 2*sum))
	}
}

// maxKeys bounds the blocks that one word stands in.
const maxKeys = 10

// blockKeys are the hashes that lead to words of like skeletons: the whole
// one and, where it is long enough to tell, those without one letter.
func blockKeys(skel string, dst []uint32) []uint32 {
	if skel == "" {
		return dst
	}
	dst = append(dst, fold32(hashOf(skel)))
	if len(skel) < 3 || len(skel) >= maxKeys || skel[0] == '=' {
		return dst
	}
	var buf [maxKeys]byte
	for i := range skel {
		short := append(append(buf[:0], skel[:i]...), skel[i+1:]...)
		dst = append(dst, fold32(hashOf(short)+1)) // apart from whole skeletons
	}
	return dst
}

func fold32(h uint64) uint32 { return uint32(h>>32) ^ uint32(h) }
