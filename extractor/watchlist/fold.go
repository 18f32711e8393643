package watchlist

import (
	"unicode/utf8"

	"github.com/tagwire/tagwire/extractor/internal/fold"
	"github.com/tagwire/tagwire/extractor/token"
)

// FNV-1a, 64 bits: folded tokens are hashed as they are folded, so that
// finding names allocates nothing.
const (
	hashStart = 14695981039346656037
	hashPrime = 1099511628211
)

// foldHash hashes a token in its folded form. It is 0 for tokens that fold to
// nothing (punctuation), which names skip.
func foldHash(w string) uint64 {
	h := uint64(hashStart)
	for i := 0; i < len(w); i++ {
		c := w[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		case c >= utf8.RuneSelf:
			var buf [64]byte
			return hashOf(fold.Append(buf[:0], w))
		default:
			if w == "&" {
				return andHash
			}
			continue
		}
		h = (h ^ uint64(c)) * hashPrime
	}
	if h == hashStart {
		return 0
	}
	return h
}

// andHash is the hash of "and": "&" and "and" are one word in names.
var andHash = hashOf([]byte("and"))

// hashOf hashes a folded word; it is 0 for an empty one.
func hashOf[T ~string | ~[]byte](folded T) uint64 {
	if len(folded) == 0 {
		return 0
	}
	h := uint64(hashStart)
	for i := 0; i < len(folded); i++ {
		h = (h ^ uint64(folded[i])) * hashPrime
	}
	return h
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
