package watchlist

import "math/bits"

// maxDistanceLen bounds the words that are compared letter by letter, in bytes:
// a word's letters fit the bits of one number.
const maxDistanceLen = 63

// pattern is a string made ready to be compared with many others: for each
// byte, the places where it stands, as bits.
type pattern struct {
	places [256]uint64
	text   string
}

// set makes p the pattern of s, which has at most maxDistanceLen bytes.
func (p *pattern) set(s string) {
	for i := 0; i < len(p.text); i++ {
		p.places[p.text[i]] = 0
	}
	p.text = s
	for i := 0; i < len(s); i++ {
		p.places[s[i]] |= 1 << i
	}
}

// distance counts the letters that must be put in, taken out, replaced or
// swapped with their neighbour to make s of the pattern (optimal string
// alignment). Strings are compared by bytes: they are in Latin letters. A column
// of the table of distances is kept as the bits of its steps up and down, after
// Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit
// distances", 2003.
func (p *pattern) distance(s string) int {
	n := len(p.text)
	if n == 0 {
		return len(s)
	}
	last := uint64(1) << (n - 1)
	up, down, diagonal, before := ^uint64(0), uint64(0), uint64(0), uint64(0)
	d := n
	for i := 0; i < len(s); i++ {
		here := p.places[s[i]]
		swapped := (^diagonal & here) << 1 & before
		diagonal = ((here&up + up) ^ up) | here | down | swapped
		right, left := down|^(diagonal|up), diagonal&up
		d += bits.OnesCount64(right&last) - bits.OnesCount64(left&last)
		right, left = right<<1|1, left<<1
		up, down = left|^(diagonal|right), right&diagonal
		before = here
	}
	return d
}

// distance counts the letters by which a and b differ, as pattern.distance
// does. It gives limit+1 for what is more than limit and for what is too long.
func distance(a, b string, limit int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	switch {
	case len(b)-len(a) > limit || len(b) > maxDistanceLen:
		return limit + 1
	case len(a) == 0:
		return len(b)
	case len(a) == 1 && len(b) == 1:
		return min(1, limit+1)
	}
	var p pattern
	p.set(a)
	return min(p.distance(b), limit+1)
}

// nearness is 1 for equal strings and falls to 0 with their distance.
func nearness(a, b string) float32 {
	n := max(len(a), len(b))
	if n == 0 || n > maxDistanceLen {
		if a == b {
			return 1
		}
		return 0
	}
	return 1 - float32(distance(a, b, n))/float32(n)
}
