package watchlist

import (
	"math/bits"

	"github.com/tagwire/tagwire/extractor/internal/fold"
	"github.com/tagwire/tagwire/extractor/token"
)

// Words are hashed eight letters at a time, in lower case; finding names
// allocates nothing.
const (
	hashStart = 0x2545F4914F6CDD1D
	hashMix   = 0x9E3779B97F4A7C15
	lowBits   = 0x2020202020202020
	highBits  = 0x8080808080808080
)

// hashOf hashes a folded word; it is 0 for an empty one.
func hashOf[T ~string | ~[]byte](w T) uint64 {
	if len(w) == 0 {
		return 0
	}
	h := start(len(w))
	i := 0
	for ; i+8 < len(w); i += 8 {
		h = mix(h, eight(w, i))
	}
	return mix(h, tail(w, i))
}

func start(n int) uint64 { return hashStart ^ uint64(n)*hashMix }

func mix(h, v uint64) uint64 {
	hi, lo := bits.Mul64(h^v, hashMix)
	return hi ^ lo
}

// eight are bytes [i, i+8) of w as a number.
func eight[T ~string | ~[]byte](w T, i int) uint64 {
	_ = w[i+7]
	return uint64(w[i]) | uint64(w[i+1])<<8 | uint64(w[i+2])<<16 | uint64(w[i+3])<<24 |
		uint64(w[i+4])<<32 | uint64(w[i+5])<<40 | uint64(w[i+6])<<48 | uint64(w[i+7])<<56
}

// tail are the bytes from i on, at most eight, as a number. Shorter rests
// overlap what stands before them.
func tail[T ~string | ~[]byte](w T, i int) uint64 {
	n := len(w)
	switch {
	case n >= 8:
		return eight(w, n-8)
	case n >= 4:
		_ = w[n-1]
		lo := uint64(w[0]) | uint64(w[1])<<8 | uint64(w[2])<<16 | uint64(w[3])<<24
		hi := uint64(w[n-4]) | uint64(w[n-3])<<8 | uint64(w[n-2])<<16 | uint64(w[n-1])<<24
		return lo | hi<<32
	}
	return uint64(w[0]) | uint64(w[n/2])<<8 | uint64(w[n-1])<<16 | 0x6161616161000000
}

// plainBytes reports whether each byte of v, lower case, is an ASCII letter or
// a digit. Tokens hold no control characters, which lower case would make
// digits of.
func plainBytes(v uint64) bool {
	const (
		fromA     = 0x1f1f1f1f1f1f1f1f // 0x80 - 'a'
		fromBrace = 0x0505050505050505 // 0x80 - ('z'+1)
		from0     = 0x5050505050505050 // 0x80 - '0'
		fromColon = 0x4646464646464646 // 0x80 - ('9'+1)
	)
	return v&highBits == 0 && ((v+fromA)&^(v+fromBrace)|(v+from0)&^(v+fromColon))&highBits == highBits
}

// foldHash hashes a token in its folded form. It is 0 for tokens that fold to
// nothing (punctuation), which names skip.
func foldHash(w string) uint64 {
	if len(w) == 0 {
		return 0
	}
	h := start(len(w))
	i := 0
	for ; i+8 < len(w); i += 8 {
		v := eight(w, i) | lowBits
		if !plainBytes(v) {
			return foldHashSlow(w)
		}
		h = mix(h, v)
	}
	v := tail(w, i) | lowBits
	if !plainBytes(v) {
		return foldHashSlow(w)
	}
	return mix(h, v)
}

// foldHashSlow folds first: the token has punctuation or letters
// beyond ASCII.
func foldHashSlow(w string) uint64 {
	if w == "&" {
		w = "and"
	}
	var buf [64]byte
	return hashOf(fold.Append(buf[:0], w))
}

// foldToken is the folded form of one token.
func foldToken(w string) string {
	if w == "&" {
		return "and"
	}
	return fold.String(w)
}

// Fold cuts a name into folded tokens, punctuation left out: "KIM, Jong-Un"
// becomes kim, jong, un.
func Fold(name string) []string {
	d := token.New(name)
	out := make([]string, 0, len(d.Tokens))
	for i := range d.Tokens {
		w := d.Word(i)
		if possessive(w) {
			continue
		}
		if f := foldToken(w); f != "" {
			out = append(out, f)
		}
	}
	return out
}

// possessive reports whether a token is an English possessive ending.
func possessive(w string) bool {
	return len(w) <= 4 && (w == "'s" || w == "’s" || w == "'S" || w == "’S")
}
