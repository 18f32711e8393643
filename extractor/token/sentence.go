package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviations that keep their full stop. titles never end a sentence.
var titles = set("mr mrs ms dr prof gen lt col maj capt cmdr adm brig sgt sen rep gov rev hon st messrs fr sr. pres amb")

var abbreviations = set("co ltd inc corp jr sr bros no nos vs etc jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun ave blvd dept est approx al fig art sec para pp vol ed cf dist gov't mt ft assn intl univ exec pub res reg cl fed")

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

func isAbbreviation(w string) bool {
	if len(w) > 6 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(w)
	l := strings.ToLower(w)
	if titles[l] {
		return unicode.IsUpper(r)
	}
	if !abbreviations[l] {
		return false
	}
	// "no.", "mar.", "sun." in lower case end sentences more often than they
	// abbreviate.
	switch l {
	case "no", "mar", "sun", "sat", "may", "art", "est", "fig", "ft", "al", "res", "reg", "ed", "fed":
		return unicode.IsUpper(r) || l == "al"
	}
	return true
}

// starters open a sentence after an abbreviation that may end one.
var starters = set("the a an he she it they we you i in on at this that these those but and his her its their our as after before when while since if for according meanwhile however also there under with from to both all some many no not last earlier today yesterday")

// maxSentence is the number of tokens after which a sentence is cut where it
// has a comma or a semicolon, or anyhow: what is longer is a table or a list
// without line breaks, and who reads sentences may take time that grows faster
// than their length.
const maxSentence = 512

// cut returns where the sentence [first, first+maxSentence) of tokens is cut.
func (d *Document) cut(first int) int {
	for i := first + maxSentence; i > first+maxSentence/2; i-- {
		if w := d.Word(i - 1); w == ";" || w == "," {
			return i
		}
	}
	return first + maxSentence
}

// split fills Sentences and the tokens' Sentence fields.
func (d *Document) split() {
	toks := d.Tokens
	if len(toks) == 0 {
		return
	}
	first, block := 0, 0
	flush := func(last int) {
		if last <= first {
			return
		}
		for k := first; k < last; k++ {
			toks[k].Sentence = uint32(len(d.Sentences))
		}
		d.Sentences = append(d.Sentences, Sentence{First: first, Last: last, Block: block})
		first = last
	}
	for i := 0; i+1 < len(toks); i++ {
		gap := d.Text[toks[i].End:toks[i+1].Start]
		if nl := strings.Count(gap, "\n"); nl > 0 {
			flush(i + 1)
			if nl > 1 {
				block++
			}
			continue
		}
		if d.ends(i) {
			flush(i + 1)
		} else if i+1-first == maxSentence {
			flush(d.cut(first))
		}
	}
	flush(len(toks))
}

// ends reports whether a sentence ends after token i on the same line.
func (d *Document) ends(i int) bool {
	// Find the terminator, looking back over closing quotes and brackets.
	next := d.Tokens[i+1]
	if !next.Space {
		// "word.”Next": a terminator, closers, no space: only after a quote.
		return false
	}
	j := i
	for j > 0 && closes(d.Word(j)) && !d.Tokens[j].Space {
		j--
	}
	w := d.Word(j)
	if w == "" {
		return false
	}
	start, _ := utf8.DecodeRuneInString(d.Word(i + 1))
	opens := unicode.IsUpper(start) || unicode.IsDigit(start) || strings.ContainsRune("\"“‘'([«•–—-", start) || unicode.IsLetter(start) && !unicode.IsLower(start)
	switch last := w[len(w)-1]; {
	case last == '!' || last == '?':
		return opens
	case last == '.' && d.Tokens[j].Kind == Punct:
		return opens || j < i && !unicode.IsLower(start)
	case last == '.':
		l := strings.ToLower(strings.TrimSuffix(w, "."))
		if titles[l] || !opens {
			return false
		}
		// An initial ("Brian E. Nelson") never ends a sentence; an acronym or
		// another abbreviation does when a sentence visibly starts.
		if utf8.RuneCountInString(w) == 2 {
			return false
		}
		return starters[strings.ToLower(d.Word(i+1))] && d.Tokens[i+1].Case == Title
	case strings.HasSuffix(w, "…"):
		return opens
	}
	return false
}

func closes(w string) bool {
	switch w {
	case "\"", "”", "’", "'", ")", "]", "»":
		return true
	}
	return false
}
