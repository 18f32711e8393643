package gold

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// normalize gives the form in which names are compared: without case,
// accents, punctuation, possessives or a leading "the"; "U.S." equals "US".
// Letters outside a–z that have no such base letter separate words.
func normalize(s string) string {
	folded := cases.Fold().String(norm.NFKD.String(s))
	runes := make([]rune, 0, len(folded))
	for i, r := range folded {
		if norm.NFKD.PropertiesString(folded[i:]).CCC() == 0 {
			runes = append(runes, r)
		}
	}
	runes = joinAcronyms(dropPossessives(runes))
	var b strings.Builder
	gap := false
	for _, r := range runes {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteRune(r)
			gap = false
		} else {
			gap = true
		}
	}
	return strings.TrimPrefix(b.String(), "the ")
}

// dropPossessives removes each 's that ends a word.
func dropPossessives(r []rune) []rune {
	out := r[:0]
	for i := 0; i < len(r); i++ {
		if (r[i] == '’' || r[i] == '\'') && i+1 < len(r) && r[i+1] == 's' && (i+2 == len(r) || !isWordRune(r[i+2])) {
			i++
			continue
		}
		out = append(out, r[i])
	}
	return out
}

// joinAcronyms removes the full stops of runs like "u.s." that start a word.
func joinAcronyms(r []rune) []rune {
	out := r[:0]
	previous := ' '
	for i := 0; i < len(r); i++ {
		starts := !isWordRune(previous)
		previous = r[i]
		if !starts || !isLatin(r[i]) || i+1 >= len(r) || r[i+1] != '.' {
			out = append(out, r[i])
			continue
		}
		for i+1 < len(r) && isLatin(r[i]) && r[i+1] == '.' {
			out = append(out, r[i])
			i += 2
		}
		i--
		previous = '.'
	}
	return out
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' }

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_' }
