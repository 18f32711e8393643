package watchlist

import (
	"github.com/tagwire/tagwire/extractor/token"
)

// Hit is one listed name in a text: tokens [First, Last) of its document.
type Hit struct {
	token.Span
	First, Last int
	// head is the first posting of the name.
	head uint32
	// Words counts the name's tokens, punctuation left out.
	Words int
}

// maxSkip bounds the punctuation between two words of a name.
const maxSkip = 2

// Find appends the longest listed name at each place of the text where one
// stands, names within a found name left out. It takes time linear in the text
// and allocates only for dst.
//
// Only tokens that can begin a name are tried: capitalized ones, numbers,
// scripts without case, and the particles that open names in lower case.
func (x *Index) Find(d *token.Document, dst []Hit) []Hit {
	t := &x.trie
	toks := d.Tokens
	for i := 0; i < len(toks); i++ {
		if toks[i].Kind > token.Number || toks[i].Case == token.Lower && (toks[i].End-toks[i].Start > 5 || !lowerStart(d.Word(i))) {
			continue
		}
		h := foldHash(d.Word(i))
		if h == 0 || !t.mayStart(h) {
			continue
		}
		key := step(0, h)
		s := t.find(key)
		if s == 0 {
			continue
		}
		best := Hit{}
		if s&^more != 0 {
			best = Hit{First: i, Last: i + 1, head: s &^ more, Words: 1}
		}
		words, skipped := 1, 0
		for j := i + 1; s&more != 0 && j < len(toks) && words < maxWords && toks[j].Sentence == toks[i].Sentence; j++ {
			h := uint64(0)
			w := d.Word(j)
			if toks[j].Kind <= token.Number && !possessive(w) || w == "&" {
				h = foldHash(w)
			}
			if h == 0 {
				if skipped++; skipped > maxSkip || !inner(w) {
					break
				}
				continue
			}
			skipped = 0
			key = step(key, h)
			if s = t.find(key); s == 0 {
				break
			}
			words++
			if s&^more != 0 {
				best = Hit{First: i, Last: j + 1, head: s &^ more, Words: words}
			}
		}
		if best.head != 0 {
			best.Span = d.Span(best.First, best.Last)
			dst = append(dst, best)
			i = best.Last - 1
		}
	}
	return dst
}

// inner reports whether punctuation may stand inside a name.
func inner(w string) bool {
	switch w {
	case "-", "‐", "‑", "–", ".", ",", "'", "’", "`", "\"", "“", "”", "/", "(", ")":
		return true
	}
	return false
}

// lowerStart reports whether a lower-case word may open a name.
func lowerStart(w string) bool {
	switch w {
	case "al", "el", "ul", "bin", "ibn", "bint", "abu", "de", "da", "di", "del", "della", "van", "von", "der", "den", "le", "la", "ad", "ar", "as", "ash", "at", "az", "an":
		return true
	}
	return false
}
