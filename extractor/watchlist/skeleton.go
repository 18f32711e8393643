package watchlist

import "strings"

// skeleton reduces a folded name part to what survives transliteration:
// variants of one sound become one letter, vowels after the first letter and
// doubled letters go. "mohammed", "muhammad" and "mohamed" are all "mhmd";
// "sergei" and "sergey" are "srg"; "qaddafi" and "gaddafi" are "gdf".
//
// It is for Latin spellings of Arabic, Slavic, Persian, Korean and Chinese
// names; the table is of sound changes, not of names.
func skeleton(w string) string {
	w = digraphs.Replace(w)
	out := make([]byte, 0, len(w))
	for i := 0; i < len(w); i++ {
		c := w[i]
		switch c {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			if len(out) > 0 || i+1 == len(w) && len(w) > 1 {
				continue
			}
			c = 'a' // any opening vowel
			if w[i] == 'y' && i+1 < len(w) {
				c = 'j' // "yuri", "iuri"
			}
		case 'q', 'c':
			c = 'k'
		case 'w':
			c = 'v'
		case 'z':
			c = 's'
		case 'g':
			c = 'k'
		case 'p':
			c = 'b'
		case 't':
			c = 'd'
		case 'h':
			if i+1 == len(w) && len(out) > 0 {
				continue // a closing h is silent: "abdullah", "abdulla"
			}
		}
		if n := len(out); n > 0 && out[n-1] == c {
			continue
		}
		out = append(out, c)
	}
	return string(out)
}

// digraphs are sounds of two or more letters.
var digraphs = strings.NewReplacer(
	"shch", "S", "sch", "S", "tch", "C", "tsch", "C", "ch", "C", "sh", "S", "kh", "h", "gh", "k", "zh", "J", "dzh", "J", "dj", "J", "th", "t", "dh", "d", "ph", "f",
	"ck", "k", "ks", "x", "ts", "s", "tz", "s", "cz", "C", "sz", "S", "iy", "i", "ij", "i", "yi", "i", "ey", "i", "ei", "i", "ay", "a", "ai", "a", "oo", "u", "ou", "u", "ee", "i", "yu", "u", "iu", "u", "ya", "a", "ia", "a", "yo", "o", "io", "o", "eo", "o", "ae", "a", "oe", "o", "ue", "u", "j", "J",
)
