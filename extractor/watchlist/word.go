package watchlist

import (
	"strconv"
	"strings"

	"github.com/mozillazg/go-unidecode"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// class is what a word of a name is worth.
type class uint8

// The classes of words.
const (
	plain      class = iota
	particle         // "al", "bin", "de": says little, comes and goes
	patronymic       // "Ivanovich": may be left out, must not differ
	initial          // a single letter
	generic          // "trading", "group": says little about which company it is
	number           // "2", "44"
	bracketed        // "(Schweiz)"
)

// weight is how much a word counts in its name.
func (c class) weight() float32 {
	switch c {
	case particle:
		return 0.2
	case initial, generic, bracketed:
		return 0.5
	}
	return 1
}

// word is one word of a name, ready to be compared.
type word struct {
	text    string // folded, in Latin letters
	skel    string
	class   class
	letters uint32 // as of letterSet
	// nicks are the short and long forms of the word, a field each. Words of
	// the vocabulary have none: they are compared with words that do.
	nicks string
	// pattern is text's, nil where few words are compared with it.
	pattern *pattern
}

// distance is the distance of two words, limit+1 for more than limit.
func (w *word) distance(o *word, limit int) int {
	if w.pattern == nil || len(o.text) > maxDistanceLen {
		return distance(w.text, o.text, limit)
	}
	return min(w.pattern.distance(o.text), limit+1)
}

// prepared is a name ready to be compared.
type prepared struct {
	words []word
	// legal is the group of the company's legal form, empty if it has none.
	legal string
	// foreign says that the name was transliterated from another script.
	foreign bool
}

// prepare cuts a name into words: titles and legal forms go, abbreviations are
// written out, numbers become digits.
func prepare(name string, kind source.Kind) prepared {
	p := cut(name, kind)
	for i := range p.words {
		p.words[i].ready()
	}
	return p
}

// cut is prepare without what a word needs to be compared, which is the same
// for each name that has the word.
func cut(name string, kind source.Kind) prepared {
	var p prepared
	tokens := latinTokens(name, &p.foreign)
	switch kind {
	case source.Person:
		tokens = without(tokens, titles)
	case source.Vessel, source.Aircraft:
		tokens = dropPrefix(tokens)
		tokens = numbers(tokens)
	default:
		tokens, p.legal = companyTokens(tokens)
		tokens = numbers(without(tokens, smallWords))
	}
	p.words = make([]word, len(tokens))
	for i, t := range tokens {
		p.words[i] = newWord(t, kind)
	}
	if kind != source.Person {
		markBrackets(name, p.words)
	}
	return p
}

// markBrackets classes the words that stand in brackets: a branch, a country, an
// acronym.
func markBrackets(name string, words []word) {
	_, inside, ok := strings.Cut(name, "(")
	if !ok || strings.HasPrefix(strings.TrimSpace(name), "(") {
		return
	}
	inside, _, _ = strings.Cut(inside, ")")
	var foreign bool
	for _, t := range latinTokens(inside, &foreign) {
		for i := range words {
			if i > 0 && words[i].text == t && words[i].class == plain {
				words[i].class = bracketed
			}
		}
	}
}

// latinTokens folds a name and writes it in Latin letters.
func latinTokens(name string, foreign *bool) []string {
	if !latin(name) {
		name = unidecode.Unidecode(name)
		*foreign = true
	}
	return Fold(name)
}

func newWord(t string, kind source.Kind) word {
	w := word{text: t, class: classOf(t, kind)}
	if kind == source.Person && w.class == plain {
		w.text = letterDigits(t)
	}
	return w
}

// ready makes a word ready to be compared.
func (w *word) ready() {
	w.skel, w.letters, w.nicks = skeleton(w.text), letterSet(w.text), nicks[w.text]
}

// letterDigits undoes digits that stand for letters ("ig0r").
func letterDigits(t string) string {
	letters, digits := 0, 0
	for i := 0; i < len(t); i++ {
		if t[i] >= '0' && t[i] <= '9' {
			digits++
		} else {
			letters++
		}
	}
	if digits == 0 || letters < digits {
		return t
	}
	return lookalikes.Replace(t)
}

var lookalikes = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "9", "g")

func classOf(t string, kind source.Kind) class {
	if t[0] >= '0' && t[0] <= '9' {
		if _, err := strconv.Atoi(t); err == nil {
			return number
		}
	}
	if kind == source.Person {
		switch {
		case particles[t]:
			return particle
		case len(t) == 1:
			return initial
		case isPatronymic(t):
			return patronymic
		}
		return plain
	}
	switch {
	case genericWords[t]:
		return generic
	case len(t) == 1:
		return initial
	}
	return plain
}

// isPatronymic reports whether a word is an East Slavic patronymic.
func isPatronymic(t string) bool {
	if len(t) < 6 {
		return false
	}
	for _, s := range [...]string{"vich", "vitch", "vych", "vic", "vna", "ichna", "inichna", "ogly", "oglu", "evich"} {
		if strings.HasSuffix(t, s) {
			return true
		}
	}
	return false
}

func latin(s string) bool {
	for _, r := range s {
		if r >= 0x370 && r < 0x1e00 || r > 0x2fff {
			return false
		}
	}
	return true
}

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var (
	// titles stand before names and are not part of them.
	titles = set(`mr mrs ms miss dr prof professor gen general col colonel maj major capt captain lt haji hajji hajj mullah mawlawi maulavi
		sheikh shaykh sheik shaikh sayyid sayed sir jr sr ii iii president prasident minister monsieur madame herr frau comrade imam ayatollah`)
	// particles of personal names.
	particles = set(`al el ul ad ar as ash at az an bin ibn ben bint binti van von der den de da di du dos das del della la le e y na`)
	// genericWords say little about which company it is.
	genericWords = set(`group trading international general holding holdings services import export industries technology development investment
		investments global enterprise enterprises management commercial national bank shipping logistics foundation association institute
		systems solutions trust organization center committee government ministry department office agency council united`)
	smallWords = set(`the of and for in on a an de du des der die das la le les el y und et i v del di da do e`)
	// vesselPrefixes stand before ships' names.
	vesselPrefixes = set(`mv mt ss ms mts lpg lng tanker vessel`)
)

// without takes words out of a name, but not all that it has.
func without(tokens []string, words map[string]bool) []string {
	kept := make([]string, 0, len(tokens))
	for _, t := range tokens {
		if !words[t] {
			kept = append(kept, t)
		}
	}
	if len(kept) == 0 {
		return tokens
	}
	return kept
}

func dropPrefix(tokens []string) []string {
	if len(tokens) > 2 && tokens[0] == "m" && (tokens[1] == "v" || tokens[1] == "t") {
		return tokens[2:]
	}
	if len(tokens) > 1 && vesselPrefixes[tokens[0]] {
		return tokens[1:]
	}
	return tokens
}

// companyTokens takes legal forms out and writes abbreviations in full.
func companyTokens(tokens []string) ([]string, string) {
	out := make([]string, 0, len(tokens))
	legal := ""
next:
	for i := 0; i < len(tokens); {
		for _, l := range longForms {
			n := len(l) - 1
			if i+n <= len(tokens) && equalTokens(tokens[i:i+n], l[:n]) && (len(out) > 0 || i+n < len(tokens)) {
				legal = l[n][1:]
				i += n
				continue next
			}
		}
		t := tokens[i]
		i++
		if long, ok := abbreviations[t]; ok {
			t = long
		}
		if g := legalForms[t]; g != "" && (len(out) > 0 || len(tokens) > 1 && i == 1 && legalFirst(t)) {
			if legal == "" || legal == "co" || legal == "inc" {
				legal = g
			}
			continue
		}
		if t == "us" || t == "usa" {
			out = append(out, "united", "states")
			continue
		}
		if t == "uk" {
			out = append(out, "united", "kingdom")
			continue
		}
		out = append(out, t)
	}
	if len(out) == 0 {
		return tokens, ""
	}
	return out, legal
}

// legalFirst reports whether a legal form stands before names, too ("OOO
// Romashka", "PT Timah"): most short ones are words of some language there.
func legalFirst(t string) bool {
	switch t {
	case "co", "as", "at", "de", "sa", "se", "na", "ad", "dd", "ab":
		return false
	}
	return true
}

func equalTokens(a, b []string) bool {
	for i := range a {
		if a[i] != b[i] && !(len(a[i]) > 4 && distance(a[i], b[i], 1) <= 1) {
			return false
		}
	}
	return true
}

var numerals = map[string]string{
	"first": "1", "1st": "1", "second": "2", "2nd": "2", "third": "3", "3rd": "3", "fourth": "4", "4th": "4", "fifth": "5", "5th": "5",
	"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
	"eleven": "11", "twelve": "12", "twenty": "20", "thirty": "30", "forty": "40", "fourty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
	"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12", "xiii": "13",
}

// numbers writes numerals as digits: "first", "II", "forty four".
func numbers(tokens []string) []string {
	out := tokens[:0:0]
	for i, t := range tokens {
		n, ok := numerals[t]
		if !ok {
			if i > 0 && (t == "i" || t == "v" || t == "x") {
				n, ok = map[string]string{"i": "1", "v": "5", "x": "10"}[t], true
			} else if len(out) > 0 && len(t) == 1 && t[0] >= '1' && t[0] <= '9' {
				n, ok = t, true
			}
		}
		if !ok {
			out = append(out, t)
			continue
		}
		// "forty" + "four"
		if k := len(out) - 1; k >= 0 && len(n) == 1 && len(out[k]) == 2 && out[k][1] == '0' && out[k][0] >= '2' && out[k][0] <= '9' && len(numerals[tokens[i-1]]) == 2 {
			out[k] = out[k][:1] + n
			continue
		}
		out = append(out, n)
	}
	return out
}
