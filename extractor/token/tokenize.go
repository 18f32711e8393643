package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// New tokenizes text, which should be valid UTF-8; bytes that are not become
// tokens of kind Symbol.
func New(text string) *Document {
	d := &Document{Text: text}
	d.tokenize()
	d.split()
	return d
}

func (d *Document) tokenize() {
	text := d.Text
	d.Tokens = make([]Token, 0, len(text)/5+8)
	space := true
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			d.add(i, i+1, Symbol, NoCase, space)
			i++
			space = false
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			i += size
			space = true
		case unicode.IsLetter(r) || unicode.IsMark(r):
			end, kind, c := scanWord(text, i)
			// A possessive ending is a token of its own.
			if cut := possessive(text[i:end]); cut > 0 && kind == Word {
				d.add(i, i+cut, kind, caseOf(text[i:i+cut]), space)
				d.add(i+cut, end, Word, Lower, false)
			} else {
				d.add(i, end, kind, c, space)
			}
			i = end
			space = false
		case r >= '0' && r <= '9' || unicode.IsDigit(r):
			end := scanNumber(text, i)
			d.add(i, end, Number, NoCase, space)
			i = end
			space = false
		default:
			kind := Punct
			if unicode.IsSymbol(r) {
				kind = Symbol
			}
			end := i + size
			if !space && isApostrophe(r) && end < len(text) && (text[end] == 's' || text[end] == 'S') {
				// The possessive of an acronym, a number or a bracket.
				if n, _ := utf8.DecodeRuneInString(text[end+1:]); end+1 == len(text) || !unicode.IsLetter(n) {
					d.add(i, end+1, Word, Lower, false)
					i = end + 1
					continue
				}
			}
			// Runs of one mark ("...", "--") are one token.
			if r == '.' || r == '-' {
				for end < len(text) && text[end] == byte(r) {
					end++
				}
			}
			d.add(i, end, kind, NoCase, space)
			i = end
			space = false
		}
	}
}

func (d *Document) add(start, end int, k Kind, c Case, space bool) {
	d.Tokens = append(d.Tokens, Token{Start: uint32(start), End: uint32(end), Kind: k, Case: c, Space: space})
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '`' || r == 'ʻ' }

// scanWord returns the end of the word that starts at i.
func scanWord(text string, i int) (end int, kind Kind, c Case) {
	if strings.HasPrefix(text[i:], "http://") || strings.HasPrefix(text[i:], "https://") {
		end = i
		for end < len(text) && text[end] > ' ' && text[end] < 0x7f && !strings.ContainsRune("\"<>)]}", rune(text[end])) {
			end++
		}
		for end > i && strings.ContainsRune(".,;:!?'", rune(text[end-1])) {
			end--
		}
		return end, URL, NoCase
	}
	j := i
	letters, dots := 0, 0
	for j < len(text) {
		r, size := utf8.DecodeRuneInString(text[j:])
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
			j += size
			letters++
			continue
		}
		if isApostrophe(r) && j > i && j+size < len(text) {
			if n, _ := utf8.DecodeRuneInString(text[j+size:]); unicode.IsLetter(n) {
				j += size
				continue
			}
		}
		break
	}
	// A dotted acronym or an initial: single letters, each with a full stop.
	if letters == 1 && j < len(text) && text[j] == '.' {
		k := j
		for k < len(text) && text[k] == '.' {
			dots++
			k++
			n, size := utf8.DecodeRuneInString(text[k:])
			if !unicode.IsLetter(n) {
				break
			}
			after := k + size
			if after >= len(text) || text[after] != '.' {
				// "U.N" without its last stop ends the acronym there when no
				// further letter follows: keep "U.S" + rest apart otherwise.
				if m, _ := utf8.DecodeRuneInString(text[after:]); after >= len(text) || !unicode.IsLetter(m) && !unicode.IsDigit(m) {
					k = after
				}
				break
			}
			k = after
		}
		first, _ := utf8.DecodeRuneInString(text[i:])
		if dots > 1 || unicode.IsUpper(first) {
			w := text[i:k]
			if dots > 1 {
				return k, Word, Upper
			}
			return k, Word, caseOf(w)
		}
	}
	if j < len(text) && text[j] == '.' && isAbbreviation(text[i:j]) {
		return j + 1, Word, caseOf(text[i:j])
	}
	return j, Word, caseOf(text[i:j])
}

// possessive returns where a possessive ending starts in word, or 0.
func possessive(word string) int {
	n := len(word)
	if n < 3 || word[n-1] != 's' && word[n-1] != 'S' {
		return 0
	}
	r, size := utf8.DecodeLastRuneInString(word[:n-1])
	if !isApostrophe(r) || n-1-size == 0 {
		return 0
	}
	return n - 1 - size
}

// scanNumber returns the end of the number that starts at i: digits with
// inner commas, points, and letters stuck to it ("8J", "1st", "2.5m").
func scanNumber(text string, i int) int {
	j := i
	for j < len(text) {
		r, size := utf8.DecodeRuneInString(text[j:])
		if unicode.IsDigit(r) || unicode.IsLetter(r) {
			j += size
			continue
		}
		if (r == '.' || r == ',' || r == ':') && j+1 < len(text) && text[j+1] >= '0' && text[j+1] <= '9' {
			j++
			continue
		}
		break
	}
	return j
}

func caseOf(w string) Case {
	var upper, lower, n int
	firstUpper := false
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			if n == 0 {
				firstUpper = true
			}
			upper++
			n++
		case unicode.IsLower(r):
			lower++
			n++
		case unicode.IsLetter(r):
			n++
		}
	}
	switch {
	case upper == 0 && lower == 0:
		return NoCase
	case upper == 0:
		return Lower
	case lower == 0 && upper > 1:
		return Upper
	case firstUpper && upper == 1:
		return Title
	default:
		return Mixed
	}
}
