package watchlist

import "strings"

// skeleton reduces a folded name part to what survives transliteration:
// variants of one sound become one letter, vowels after the first letter and
// doubled letters go. "mohammed", "muhammad" and "mohamed" are all "mhmd";
// "sergei" and "sergey" are "srk"; "qaddafi" and "gaddafi" are "kdf".
//
// It is for Latin spellings of Arabic, Slavic, Persian, Korean and Chinese
// names; the table is of sound changes, not of names. The few family names of
// one syllable whose spellings share no letters stand in romanized.
func skeleton(w string) string {
	if s, ok := romanized[w]; ok {
		return s
	}
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
		case 'q', 'c', 'g':
			c = 'k'
		case 'w':
			c = 'v'
		case 'x', 'z':
			c = 's'
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
	"shch", "S", "sch", "S", "tch", "J", "tsch", "J", "ch", "J", "sh", "S", "kh", "h", "gh", "k", "zh", "J", "dzh", "J", "dj", "J", "th", "t", "dh", "d", "ph", "f",
	"ck", "k", "ks", "x", "hs", "s", "ts", "s", "tz", "s", "cz", "J", "sz", "S", "iy", "i", "ij", "i", "yi", "i", "ey", "i", "ei", "i", "ay", "a", "ai", "a", "oo", "u", "ou", "u", "ee", "i", "yu", "u", "iu", "u", "ya", "a", "ia", "a", "yo", "o", "io", "o", "eo", "o", "ae", "a", "oe", "o", "ue", "u", "j", "J",
)

// romanized gives spellings of one East Asian family name one skeleton, by its
// Revised or pinyin form.
var romanized = map[string]string{
	"ri": "=i", "lee": "=i", "yi": "=i", "rhee": "=i", "li": "=i", "ree": "=i",
	"pak": "=bak", "park": "=bak", "bak": "=bak",
	"choe": "=choe", "choi": "=choe",
	"ryu": "=yu", "yu": "=yu", "yoo": "=yu", "ryoo": "=yu", "liu": "=yu",
	"paek": "=baek", "baek": "=baek", "paik": "=baek",
	"rim": "=im", "lim": "=im", "im": "=im",
	"no": "=no", "noh": "=no", "roh": "=no",
	"oh": "=o", "o": "=o", "u": "=u", "woo": "=u",
	"jo": "=jo", "cho": "=jo", "jeong": "=jong", "chong": "=jong", "jong": "=jong", "jung": "=jong", "chung": "=jong",
	"jang": "=jang", "chang": "=jang", "zhang": "=jang",
	"tsai": "=cai", "cai": "=cai", "hsu": "=xu", "xu": "=xu", "hsieh": "=xie", "xie": "=xie", "chow": "=zhou", "zhou": "=zhou", "chou": "=zhou",
}
