package clean

import (
	"unicode"
	"unicode/utf8"
)

// count fills the counts of words and marks from a block's text.
func (n *node) count(text []byte) {
	n.chars = len(text)
	start := -1 // of the word, -1 between words
	for i := 0; i < len(text); {
		c, size := text[i], 1
		inWord := wordByte[c]
		if c >= utf8.RuneSelf {
			var r rune
			r, size = utf8.DecodeRune(text[i:])
			inWord = unicode.IsLetter(r) || unicode.IsDigit(r) || r == '’'
		}
		switch {
		case inWord && start < 0:
			start = i
		case !inWord && start >= 0:
			n.word(text[start:i])
			start = -1
		}
		if c == ',' {
			n.commas++
		}
		i += size
	}
	if start >= 0 {
		n.word(text[start:])
	}
	n.ends = endsSentence(text)
}

// wordByte marks the letters of ASCII, its digits and the apostrophe.
var wordByte = func() (t [256]bool) {
	for c := range t {
		t[c] = letter(byte(c)) || c >= '0' && c <= '9' || c == '\''
	}
	return t
}()

// word counts one word.
func (n *node) word(w []byte) {
	n.words++
	switch c := w[0]; {
	case c >= 'A' && c <= 'Z':
		n.upper++
	case c >= utf8.RuneSelf:
		if r, _ := utf8.DecodeRune(w); unicode.IsUpper(r) {
			n.upper++
		}
	}
	if len(w) <= 5 && frameWord(w) {
		n.stops++
	}
}

// frameWord reports whether a word of at most five bytes is one of the
// commonest of English and its neighbours: prose has them, menus do not.
func frameWord(w []byte) bool {
	var low [5]byte
	for i, c := range w {
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		low[i] = c
	}
	switch string(low[:len(w)]) {
	case "the", "of", "and", "to", "in", "a", "is", "that", "for", "was", "on", "with", "as", "it", "at", "by", "be", "from", "are", "this",
		"have", "has", "had", "not", "but", "were", "which", "their", "he", "she", "they", "his", "her", "an", "or", "its", "said", "you", "we", "i",
		"der", "die", "und", "le", "et", "de", "la", "que", "en", "el":
		return true
	}
	return false
}

// endsSentence reports whether a text ends like a sentence, quotation marks and
// brackets behind it aside.
func endsSentence(t []byte) bool {
	for len(t) > 0 {
		r, size := utf8.DecodeLastRune(t)
		switch r {
		case '"', '”', '’', '\'', ')', ']', '»', ' ':
			t = t[:len(t)-size]
			continue
		case '.', '!', '?', '…':
			return true
		}
		break
	}
	return false
}
