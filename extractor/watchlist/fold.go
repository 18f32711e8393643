package watchlist

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/tagwire/tagwire/extractor/token"
)

// FNV-1a, 64 bits: folded tokens are hashed as they are folded, so that
// finding names allocates nothing.
const (
	hashStart = 14695981039346656037
	hashPrime = 1099511628211
)

// foldHash hashes a token in its folded form: lower case, without diacritics,
// apostrophes, full stops and inner hyphens. It is 0 for tokens that fold to
// nothing (punctuation), which names skip.
func foldHash(w string) uint64 {
	h := uint64(hashStart)
	n := 0
	for i := 0; i < len(w); i++ {
		c := w[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		case c >= utf8.RuneSelf:
			return foldHashSlow(w)
		case c == '&':
			// "&" and "and" are one word in names.
			if len(w) == 1 {
				return hashOf("and")
			}
			continue
		default:
			continue
		}
		h = (h ^ uint64(c)) * hashPrime
		n++
	}
	if n == 0 {
		return 0
	}
	return h
}

func hashOf(folded string) uint64 {
	h := uint64(hashStart)
	for i := 0; i < len(folded); i++ {
		h = (h ^ uint64(folded[i])) * hashPrime
	}
	return h
}

// foldHashSlow folds text beyond ASCII.
func foldHashSlow(w string) uint64 {
	f := foldToken(w)
	if f == "" {
		return 0
	}
	return hashOf(f)
}

// foldToken is the folded form of one token.
func foldToken(w string) string {
	var b strings.Builder
	b.Grow(len(w))
	for _, r := range norm.NFKD.String(w) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r):
			r = unicode.ToLower(r)
			if s, ok := letters[r]; ok {
				b.WriteString(s)
			} else {
				b.WriteRune(r)
			}
		case unicode.IsDigit(r):
			b.WriteRune(r)
		case r == '&' && len(w) == 1:
			return "and"
		}
	}
	return b.String()
}

// letters that do not decompose into a base letter and a mark.
var letters = map[rune]string{
	'ø': "o", 'đ': "d", 'ð': "d", 'ł': "l", 'ı': "i", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ħ': "h", 'ŧ': "t", 'ə': "a",
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
	return w == "'s" || w == "’s" || w == "'S" || w == "’S"
}
