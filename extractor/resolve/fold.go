package resolve

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/internal/fold"
	"github.com/tagwire/tagwire/extractor/token"
)

// lexicon holds every word of a document as names are compared: lower case,
// without diacritics, full stops and apostrophes ("U.S." is "us", "Sana’a" is
// "sanaa"). Punctuation and possessive endings are the empty string, "&" is
// "and". All words share one buffer.
type lexicon struct {
	d    *token.Document
	word []string
}

func newLexicon(d *token.Document) *lexicon {
	buf := make([]byte, 0, len(d.Text)+16)
	ends := make([]uint32, len(d.Tokens))
	for i := range d.Tokens {
		buf = appendFolded(buf, d, i)
		ends[i] = uint32(len(buf))
	}
	all := string(buf)
	lx := &lexicon{d: d, word: make([]string, len(d.Tokens))}
	start := uint32(0)
	for i, end := range ends {
		lx.word[i] = all[start:end]
		start = end
	}
	return lx
}

func appendFolded(buf []byte, d *token.Document, i int) []byte {
	t := &d.Tokens[i]
	w := d.Word(i)
	switch {
	case w == "&":
		return append(buf, "and"...)
	case t.Kind == token.Punct || t.Kind == token.Symbol || possessive(w):
		return buf
	}
	return fold.Append(buf, w)
}

// words returns the words of tokens [first, last), without the empty ones.
func (lx *lexicon) words(first, last int) []string {
	ws := lx.word[first:last]
	for i, w := range ws {
		if w == "" {
			out := append(make([]string, 0, len(ws)), ws[:i]...)
			for _, w := range ws[i:] {
				if w != "" {
					out = append(out, w)
				}
			}
			return out
		}
	}
	return ws[:len(ws):len(ws)]
}

// possessive reports whether w is a possessive ending.
func possessive(w string) bool {
	if len(w) < 2 || len(w) > 4 || w[len(w)-1]|0x20 != 's' {
		return false
	}
	switch w[:len(w)-1] {
	case "'", "’", "ʼ", "`", "ʻ":
		return true
	}
	return false
}

// surface is the text of tokens [first, last) as a name is shown: white space
// made single, a possessive ending at the end and a leading article left out.
func surface(d *token.Document, first, last int) string {
	for last-1 > first && possessive(d.Word(last-1)) {
		last--
	}
	if last-first > 1 && (d.Word(first) == "the" || d.Word(first) == "The") {
		first++
	}
	s := d.Span(first, last)
	t := d.Text[s.Start:s.End]
	if !strings.ContainsAny(t, "\n\t\r\u00a0") && !strings.Contains(t, "  ") {
		return t
	}
	return strings.Join(strings.Fields(t), " ")
}

// oneEdit reports whether a and b differ by at most one inserted, removed or
// changed letter, or by two that swapped places.
func oneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if i == len(a) {
		return true
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	return a[i+1:] == b[i+1:] ||
		i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
