// Package fold writes words as names are compared, in one way for every
// recognizer: lower case, without diacritics, full stops and apostrophes
// ("U.S." is "us", "Sana’a" is "sanaa", "Côte" is "cote").
package fold

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Append appends w, folded, to buf. Bytes that are not UTF-8 fold to nothing.
func Append(buf []byte, w string) []byte {
	start := len(buf)
	for k := 0; k < len(w); k++ {
		c := w[k]
		switch {
		case c >= utf8.RuneSelf:
			return appendUnicode(buf[:start], w)
		case c >= 'A' && c <= 'Z':
			buf = append(buf, c+'a'-'A')
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			buf = append(buf, c)
		}
	}
	return buf
}

// String is Append for a single word.
func String(w string) string { return string(Append(make([]byte, 0, len(w)), w)) }

// appendUnicode takes each code point apart by itself: marks are dropped, so
// that their order, which whole strings would be brought into, does not matter.
// Hangul syllables stay whole.
func appendUnicode(buf []byte, w string) []byte {
	for len(w) > 0 {
		p := norm.NFKD.PropertiesString(w)
		if p.Size() == 0 { // no UTF-8
			w = w[1:]
			continue
		}
		if d := p.Decomposition(); d != nil {
			for len(d) > 0 {
				r, n := utf8.DecodeRune(d)
				d = d[n:]
				buf = appendBase(buf, r)
			}
		} else {
			r, n := utf8.DecodeRuneInString(w)
			if r != utf8.RuneError || n > 1 {
				buf = appendBase(buf, r)
			}
		}
		w = w[p.Size():]
	}
	return buf
}

// appendBase appends what is a letter or a digit.
func appendBase(buf []byte, r rune) []byte {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return appendLetter(buf, unicode.ToLower(r))
	}
	return buf
}

// appendLetter spells out Latin letters that have no decomposition.
func appendLetter(buf []byte, r rune) []byte {
	switch r {
	case 'ø':
		return append(buf, 'o')
	case 'ł':
		return append(buf, 'l')
	case 'đ', 'ð':
		return append(buf, 'd')
	case 'ı':
		return append(buf, 'i')
	case 'ß':
		return append(buf, "ss"...)
	case 'æ':
		return append(buf, "ae"...)
	case 'œ':
		return append(buf, "oe"...)
	case 'þ':
		return append(buf, "th"...)
	case 'ə':
		return append(buf, 'a')
	}
	return utf8.AppendRune(buf, r)
}
