package clean

import (
	"math/bits"
	"slices"

	"golang.org/x/net/html/atom"
)

// Each block is described by a few dozen hashed features; a table of weights
// says how much each speaks for the story.
const (
	weightBits = 15
	numWeights = 1 << weightBits
)

// A feature is a kind and a value, hashed to a weight.
func feature(kind uint32, v uint32) uint32 {
	h := (v ^ kind*0x9e3779b9) * 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h >> (32 - weightBits)
}

// view is what the features of all blocks share: sums over the page.
type view struct {
	*page
	first     int // index of the first heading of level 1, or 0
	paths     map[uint32]pathSum
	best      int32 // the container with most of the page's prose
	ofBest    []int8
	seen      map[uint32]int
	total     int
	proseLeft []int // words of prose from each block to the end
}

type pathSum struct{ n, words, linked int }

// survey sums up a page.
func (v *view) survey(p *page) {
	v.page, v.best, v.first, v.total = p, -1, -1, 0
	if v.paths == nil {
		v.paths, v.seen = make(map[uint32]pathSum, 64), make(map[uint32]int, len(p.nodes))
	}
	for i := range p.nodes {
		n := &p.nodes[i]
		s := v.paths[n.path]
		s.n++
		s.words += n.words
		if n.flags&inLink != 0 {
			s.linked++
		}
		v.paths[n.path] = s
		v.seen[hash(n.text)]++
		v.total += n.words
		if v.first < 0 && n.kind == "heading" && n.level == 1 {
			v.first = i
		}
	}
	v.findBest()
	v.proseLeft = slices.Grow(v.proseLeft[:0], len(p.nodes)+1)[:len(p.nodes)+1]
	v.proseLeft[len(p.nodes)] = 0
	for i := len(p.nodes) - 1; i >= 0; i-- {
		v.proseLeft[i] = v.proseLeft[i+1]
		if n := &p.nodes[i]; n.words >= 15 && n.linked*3 < n.chars {
			v.proseLeft[i] += n.words
		}
	}
}

// forget lets go of a page and keeps the memory.
func (v *view) forget() {
	clear(v.paths)
	clear(v.seen)
	*v = view{paths: v.paths, seen: v.seen, proseLeft: v.proseLeft[:0], ofBest: v.ofBest[:0]}
}

// findBest walks from the root into the child that holds at least three
// quarters of its parent's prose, as deep as it goes.
func (v *view) findBest() {
	if len(v.containers) == 0 {
		return
	}
	v.ofBest = slices.Grow(v.ofBest[:0], len(v.containers))[:len(v.containers)]
	clear(v.ofBest)
	cur := int32(0)
	for {
		next := int32(-1)
		for i := int(cur) + 1; i < len(v.containers); i++ {
			c := &v.containers[i]
			if c.parent < cur { // behind all that cur holds
				break
			}
			if c.parent == cur && c.chars*4 > v.containers[cur].chars*3 && c.chars > 0 && c.tag != atom.P {
				next = int32(i)
				break
			}
		}
		if next < 0 {
			break
		}
		cur = next
	}
	v.best = cur
	// Distance of every container from the best: 0 inside, else the steps up to
	// what holds both. Those on the way to the best have their own, the others
	// that of their parent, which stands before them.
	onPath := make(map[int32]int8, 16)
	for c, k := cur, int8(0); c >= 0; c, k = v.containers[c].parent, min(k+1, 9) {
		onPath[c] = k
	}
	for i := range v.containers {
		if k, ok := onPath[int32(i)]; ok {
			v.ofBest[i] = k
		} else if p := v.containers[i].parent; p >= 0 {
			v.ofBest[i] = v.ofBest[p]
		}
	}
}

// Hashes of words and texts are FNV-1a.
const (
	fnvBasis = 2166136261
	fnvPrime = 16777619
)

func hash[T string | []byte](s T) uint32 {
	h := uint32(fnvBasis)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * fnvPrime
	}
	return h
}

// bin puts a count on a scale of powers of two, two steps each.
func bin(n int) uint32 {
	if n <= 0 {
		return 0
	}
	k := bits.Len(uint(n)) - 1
	half := bit(uint64(n)*uint64(n) >= 1<<(2*k+1)) // n is above 2^k times √2
	return uint32(2*k) + half + 1
}

func share(part, whole, steps int) uint32 {
	if whole <= 0 {
		return 0
	}
	return uint32(min(part, whole) * steps / whole)
}

func bit(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// shape is the coarse form of a block: how long, how linked, how it ends.
func (n *node) shape() uint32 {
	return min(bin(n.words), 15) | share(n.linked, n.chars, 4)<<4 | bit(n.ends)<<7 | bit(n.kind == "heading")<<8 | bit(n.kind == "list-item")<<9
}

// maxFeatures bounds the features of a block.
const maxFeatures = 96

// features appends the features of block i to out.
func (v *view) features(i int, out []uint32) []uint32 {
	n := &v.nodes[i]
	put := func(kind, value uint32) {
		if len(out) < maxFeatures {
			out = append(out, feature(kind, value))
		}
	}
	shape := n.shape()
	words, link := min(bin(n.words), 20), share(n.linked, n.chars, 5)
	put(1, shape)
	put(2, uint32(n.flags))
	put(3, uint32(n.flags)^shape<<18)
	put(4, uint32(n.tag)^words<<26)
	put(5, words|link<<8)
	put(6, share(n.stops, n.words, 10)|words<<8)
	put(7, share(n.upper, n.words, 6)|words<<8)
	put(8, min(uint32(n.commas), 4)|words<<8)
	put(9, uint32(n.tag)|uint32(n.flags&(inList|inTable|inQuote|inFigure|inCaption|inForm|inButton|inHeading))<<8)
	for f := flag(1); f <= inButton; f <<= 1 {
		if n.flags&f != 0 {
			put(10, uint32(f))
			put(11, uint32(f)^words<<26)
		}
	}
	// The class and id words of its elements, nearest first.
	for k, c := range n.classes {
		if k >= 28 {
			break
		}
		put(12, c)
		if k < n.near {
			put(13, c)
		}
	}
	// Where it stands.
	put(14, share(i, len(v.nodes), 10)|words<<8)
	put(15, share(v.proseLeft[i], v.proseLeft[0], 8)|bit(v.proseLeft[i] == 0)<<4|bit(v.proseLeft[i] == v.proseLeft[0])<<5|min(words, 8)<<8)
	after := uint32(0)
	if v.first >= 0 {
		after = 1 + bit(i >= v.first) + bit(i == v.first)
	}
	put(16, after|shape<<4)
	put(17, bin(i-v.first)|bit(i < v.first)<<8|bit(n.words > 12)<<9)
	dist := uint32(9)
	if p := n.parents[0]; p >= 0 && len(v.ofBest) > int(p) {
		dist = uint32(v.ofBest[p])
	}
	put(18, dist|shape<<8)
	put(19, dist|min(words, 10)<<8|link<<16)
	v.prose(n, put, words)
	// Blocks like it.
	s := v.paths[n.path]
	put(21, bin(s.n)|bin(s.words/s.n)<<8|share(s.linked, s.n, 3)<<16)
	put(22, min(uint32(v.seen[hash(n.text)]), 4)|words<<8)
	v.neighbours(i, put, shape)
	n.cues(put, words)
	return out
}

// prose says how much of the page's prose its containers hold.
func (v *view) prose(n *node, put func(kind, value uint32), words uint32) {
	all := 0
	if len(v.containers) > 0 {
		all = v.containers[0].chars
	}
	for k, p := range n.parents {
		if p < 0 {
			break
		}
		put(23+uint32(k), share(v.containers[p].chars, all, 8)|min(words, 8)<<8)
	}
}

// neighbours looks at the blocks before and after.
func (v *view) neighbours(i int, put func(kind, value uint32), shape uint32) {
	at := func(k int) (s, path uint32) {
		if k < 0 || k >= len(v.nodes) {
			return 0xffff, 0
		}
		return v.nodes[k].shape(), v.nodes[k].path
	}
	p1, pp := at(i - 1)
	n1, np := at(i + 1)
	p2, _ := at(i - 2)
	n2, _ := at(i + 2)
	put(30, p1)
	put(31, n1)
	put(32, p1<<16^shape)
	put(33, n1<<16^shape)
	put(34, p1<<16^n1^shape<<8)
	put(35, p2<<16^p1)
	put(36, n2<<16^n1)
	same := bit(pp == v.nodes[i].path) | bit(np == v.nodes[i].path)<<1
	put(37, same|shape<<4)
}
