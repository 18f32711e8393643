// Package agency knows the bodies that impose sanctions: treasuries, foreign
// ministries, councils, committees, and the governments that stand for them in
// the news ("Washington", "Britain"). It also knows the bodies whose
// "sanctions" are another thing altogether: sports federations, courts,
// churches, market supervisors.
//
// In goes a name or a position in a tokenized text, out comes the [Body]. The
// table in table.go is data: each row carries an example and a
// counter-example that the tests run. Matching is exact on the words of a
// form, after case, dots, possessives and a leading "the" or nationality are
// put aside; an acronym must stand in capitals, so that "us" and "un" are
// never countries.
package agency

import (
	"strings"
	"sync"

	"github.com/tagwire/tagwire/extractor/token"
)

// Kind says what a body is to a sanctions measure.
type Kind uint8

// The kinds of bodies.
const (
	// Imposer is an agency that designates in its own name.
	Imposer Kind = iota
	// Government is a country, its capital or its head: it imposes, but is no
	// agency ("the United States", "London").
	Government
	// Partner is a body that stands beside sanctions without imposing them:
	// prosecutors, police, monitors.
	Partner
	// Other is a body whose penalties are not sanctions measures: sport,
	// courts, churches, supervisors of markets.
	Other
)

// Body is one row of the table.
type Body struct {
	// Name is the canonical name: "Office of Foreign Assets Control".
	Name string
	// Regime is a short code of who stands behind it: "US", "EU", "UK", "UN",
	// "CA", … . Empty for kind Other.
	Regime string
	Kind   Kind
	// Forms are the ways texts name it, besides Name, without "the".
	Forms []string
	// Example is a text that names the body, Counter one that does not.
	Example, Counter string
}

// Imposes reports whether the body can stand as the author of a measure.
func (b *Body) Imposes() bool { return b.Kind == Imposer || b.Kind == Government }

// Bodies returns the table. Callers must not change it.
func Bodies() []Body { return table }

type form struct {
	words []string // lower case, without dots; acronyms in upper case
	body  *Body
}

type index struct {
	byName  map[string]*Body
	byFirst map[string][]form // longest first
}

var built = sync.OnceValue(func() *index {
	x := &index{byName: map[string]*Body{}, byFirst: map[string][]form{}}
	for i := range table {
		b := &table[i]
		for _, f := range append([]string{b.Name}, b.Forms...) {
			words := strings.Fields(f)
			for j, w := range words {
				words[j] = fold(w)
			}
			if key := strings.ToLower(strings.Join(words, " ")); x.byName[key] == nil {
				x.byName[key] = b
			}
			first := strings.ToLower(words[0])
			fs := append(x.byFirst[first], form{words, b})
			for k := len(fs) - 1; k > 0 && len(fs[k].words) > len(fs[k-1].words); k-- {
				fs[k], fs[k-1] = fs[k-1], fs[k]
			}
			x.byFirst[first] = fs
		}
	}
	return x
})

// fold removes an acronym's dots and puts everything that is no acronym in
// lower case.
func fold(w string) string {
	if strings.Contains(w, ".") {
		w = strings.ReplaceAll(w, ".", "")
	}
	if isAcronym(w) {
		return w
	}
	return strings.ToLower(w)
}

func isAcronym(w string) bool {
	if len(w) < 2 || len(w) > 7 {
		return false
	}
	for i := 0; i < len(w); i++ {
		if w[i] < 'A' || w[i] > 'Z' {
			return false
		}
	}
	return true
}

// prefixes are nationalities that news puts before a body's own name.
var prefixes = map[string]bool{"us": true, "american": true, "america's": true, "united": true, "states": true, "states'": true, "uk": true, "uk's": true, "british": true, "britain's": true, "eu's": true, "canadian": true, "canada's": true, "australian": true, "australia's": true, "swiss": true, "switzerland's": true, "ukrainian": true, "ukraine's": true, "japanese": true, "japan's": true, "japan": true, "un": true, "un's": true, "us's": true, "washington's": true, "kingdom": true, "kingdom's": true, "new": true, "zealand's": true, "zealand": true}

// Of returns the body that name names, or nil. Name is an entity's name or
// one of its forms: "U.S. Treasury Department", "the OFAC".
func Of(name string) *Body {
	x := built()
	name = strings.ReplaceAll(strings.ReplaceAll(name, "’", "'"), ".", "")
	name = strings.TrimSuffix(strings.ToLower(strings.Join(strings.Fields(name), " ")), "'s")
	name = strings.TrimPrefix(name, "the ")
	for {
		if b := x.byName[name]; b != nil {
			return b
		}
		if i := strings.Index(name, ")"); i > 0 && strings.Contains(name[:i], "(") {
			name = strings.TrimSpace(name[:strings.Index(name, "(")]) + name[i+1:]
			continue
		}
		first, rest, ok := strings.Cut(name, " ")
		if !ok {
			return nil
		}
		if !prefixes[first] {
			break
		}
		name = rest
	}
	// "Department of the Treasury's Office of Foreign Assets Control": the
	// body is what is possessed.
	if _, rest, ok := strings.Cut(name, "'s "); ok && rest != "" {
		return Of(rest)
	}
	return nil
}

// At returns the body whose form starts at token i of d and the number of
// tokens it covers, or nil and 0. A leading article is not part of a form.
func At(d *token.Document, i int) (*Body, int) {
	t := d.Tokens[i]
	if t.Kind != token.Word || t.Case == token.Lower || t.Case == token.NoCase {
		return nil, 0
	}
	var buf [32]byte
	first := d.Word(i)
	if len(first) > len(buf) {
		return nil, 0
	}
	n := 0
	for j := 0; j < len(first); j++ {
		c := first[j]
		if c == '.' {
			continue
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[n] = c
		n++
	}
	for _, f := range built().byFirst[string(buf[:n])] {
		if i+len(f.words) <= len(d.Tokens) && matches(d, i, f.words) {
			return f.body, len(f.words)
		}
	}
	return nil, 0
}

func matches(d *token.Document, i int, words []string) bool {
	for j, want := range words {
		w := d.Word(i + j)
		if d.Tokens[i+j].Sentence != d.Tokens[i].Sentence {
			return false
		}
		if isAcronym(want) {
			if w != want && strings.ReplaceAll(w, ".", "") != want {
				return false
			}
			continue
		}
		if !strings.EqualFold(w, want) && !(w == "’s" && want == "'s") {
			return false
		}
	}
	return true
}
