package link

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/tagwire/tagwire/extractor/gazetteer"
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// story is what an article says around its names.
type story struct {
	doc       *token.Document
	words     map[string]bool // folded words of four letters and more
	countries []place
	sanctions bool // speaks of sanctions
	published time.Time
}

// place is one naming of a country: its code and token.
type place struct {
	code string
	at   int
}

func readStory(d *token.Document, published time.Time) *story {
	s := &story{doc: d, words: make(map[string]bool, len(d.Tokens)/3), published: published}
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if t.Kind != token.Word {
			continue
		}
		if t.End-t.Start > 2 {
			for _, f := range watchlist.Fold(d.Word(i)) {
				s.words[f] = true
				if sanctionWord(f) {
					s.sanctions = true
				}
			}
		}
		if t.Case == token.Title || t.Case == token.Upper {
			s.addCountry(i)
		}
	}
	return s
}

// addCountry reads the longest country's name that begins at token i.
func (s *story) addCountry(i int) {
	d := s.doc
	for n := min(3, len(d.Tokens)-i); n > 0; n-- {
		span := d.Span(i, i+n)
		if c, ok := gazetteer.CountryOf(d.Text[span.Start:span.End]); ok {
			if k := len(s.countries); k == 0 || s.countries[k-1].at+2 < i || s.countries[k-1].code != c.Code {
				s.countries = append(s.countries, place{c.Code, i})
			}
			return
		}
	}
}

func sanctionWord(f string) bool {
	for _, p := range [...]string{"sanction", "blacklist", "designat", "embargo", "ofac"} {
		if strings.HasPrefix(f, p) {
			return true
		}
	}
	return false
}

// senders impose sanctions, so that articles about them name these countries
// whoever is meant.
var senders = set("US GB EU CA AU JP CH NZ")

// foreign reports whether the article names a country that is no sender.
func (s *story) foreign() bool {
	return slices.ContainsFunc(s.countries, func(p place) bool { return !senders[p.code] })
}

// says reports whether the article has a word that begins with one of starts
// and is none of own.
func (s *story) says(starts, own []string) bool {
	for w := range s.words {
		for _, p := range starts {
			if strings.HasPrefix(w, p) && !slices.Contains(own, w) {
				return true
			}
		}
	}
	return false
}

// countryCode is the ISO code of a country as lists print it: "ru", "russia",
// "korea, north", "iran, islamic republic of". Empty where it is none.
func countryCode(name string) string {
	name = strings.TrimSpace(name)
	if len(name) == 2 {
		if c, ok := gazetteer.CountryByCode(strings.ToUpper(name)); ok {
			return c.Code
		}
		return ""
	}
	tries := []string{titled(name)}
	if head, tail, ok := strings.Cut(name, ","); ok {
		tries = append(tries, titled(strings.TrimSpace(tail)+" "+head), titled(head))
	}
	if head, _, ok := strings.Cut(name, "("); ok {
		tries = append(tries, titled(strings.TrimSpace(head)))
	}
	tries = append(tries, strings.ToUpper(name))
	for _, t := range tries {
		if c, ok := gazetteer.CountryOf(t); ok {
			return c.Code
		}
	}
	return ""
}

func titled(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if w == "of" || w == "the" || w == "and" {
			continue
		}
		r := []rune(w)
		r[0] = unicode.ToUpper(r[0])
		words[i] = string(r)
	}
	return strings.Join(words, " ")
}

// countriesOf are the codes of an entry's countries, and of those that its
// programmes are about.
func countriesOf(e *source.Entry, about []topic) []string {
	var out []string
	for _, c := range e.Countries {
		if code := countryCode(c); code != "" && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	for _, t := range about {
		if t.Country != "" && !slices.Contains(out, t.Country) {
			out = append(out, t.Country)
		}
	}
	return out
}

// nearness of a country to a mention.
const (
	nowhere = iota
	elsewhere
	nearby
)

// country says where the article names one of codes: in a sentence of e's
// mentions, elsewhere, or not at all. others reports whether it names other
// countries beside the mentions instead.
func (s *story) country(e *mention.Entity, codes []string) (where int, others bool) {
	for _, p := range s.countries {
		ours := slices.Contains(codes, p.code)
		if ours {
			where = max(where, elsewhere)
		}
		for i := range e.Mentions {
			if s.doc.Tokens[p.at].Sentence != s.doc.Tokens[e.Mentions[i].First].Sentence {
				continue
			}
			if ours {
				where = nearby
			} else if s.doc.Word(min(p.at+2, len(s.doc.Tokens)-1)) == "born" {
				continue // "Uzbek-born" says where he does not live
			} else if !senders[p.code] && p.at < e.Mentions[i].First && e.Mentions[i].First-p.at <= 5 || p.at < e.Mentions[i].First && e.Mentions[i].First-p.at <= 3 && gazetteer.IsDemonym(s.doc.Word(p.at)) {
				others = true
			}
		}
	}
	return where, others && where != nearby
}

// around calls do with the folded words within n tokens of e's mentions, in
// their sentences.
func (s *story) around(e *mention.Entity, n int, do func(w string)) {
	d := s.doc
	for i := range e.Mentions {
		m := &e.Mentions[i]
		sent := d.Sentences[d.Tokens[m.First].Sentence]
		for k := max(sent.First, m.First-n); k < min(sent.Last, m.Last+n); k++ {
			if k >= m.First && k < m.Last || d.Tokens[k].Kind != token.Word {
				continue
			}
			for _, f := range watchlist.Fold(d.Word(k)) {
				do(f)
			}
		}
	}
}

// role returns the word that says what e does where that is a work that people
// on lists rarely have, and its stem: "the novelist X", "X, a cricketer from
// Durban". A role that leads to the name by a preposition is another's: "a
// lawyer for X".
func (s *story) role(e *mention.Entity) (word, stem string) {
	d := s.doc
	look := func(k int) bool {
		st, ok := roles[folded(d.Word(k))]
		if ok {
			word, stem = d.Word(k), st
		}
		return ok
	}
	for i := range e.Mentions {
		m := &e.Mentions[i]
		sent := d.Sentences[d.Tokens[m.First].Sentence]
		for k := m.First - 1; k >= max(sent.First, m.First-6) && !leadsOn(d.Word(k)); k-- {
			if look(k) {
				return word, stem
			}
		}
		if m.Last < sent.Last && d.Word(m.Last) == "," {
			for k := m.Last + 1; k < min(sent.Last, m.Last+9) && !leadsOn(d.Word(k)); k++ {
				if look(k) {
					return word, stem
				}
			}
		}
	}
	return "", ""
}

// leadsOn reports whether a word leads from one party to another.
func leadsOn(w string) bool {
	switch w {
	case "for", "of", "to", "by", "with", "against", "about", "from", "told", "who", "whom", "whose", "that", "which", "(", ";", "on":
		return true
	}
	return false
}

// byline reports whether the article names e as its author: "By Mark Taylor",
// "Reporting by …".
func (s *story) byline(e *mention.Entity) bool {
	for i := range e.Mentions {
		first := e.Mentions[i].First
		sent := s.doc.Sentences[s.doc.Tokens[first].Sentence]
		for k := max(sent.First, first-4); k < first; k++ {
			w := s.doc.Word(k)
			if (w == "By" || w == "BY") && k == sent.First || (w == "by" && k > sent.First && strings.HasSuffix(strings.ToLower(s.doc.Word(k-1)), "ing") && k-1 == sent.First) {
				return true
			}
		}
	}
	return false
}

// birthYears are the years of birth that the article gives for e, from "born in
// 1968" and from an age behind the name, less its date of publication; exact
// says that they are given as such.
func (s *story) birthYears(e *mention.Entity) (years []int, exact bool) {
	d := s.doc
	for i := range e.Mentions {
		m := &e.Mentions[i]
		sent := d.Sentences[d.Tokens[m.First].Sentence]
		for k := sent.First; k < sent.Last; k++ {
			if w := d.Word(k); w == "born" || w == "Born" || w == "b." {
				for j := k + 1; j < min(sent.Last, k+8); j++ {
					if y, err := strconv.Atoi(d.Word(j)); err == nil && y > 1900 && y < 2030 {
						return []int{y}, true
					}
				}
			}
		}
		if s.published.IsZero() {
			continue
		}
		if age := s.age(m, sent); age > 15 && age < 110 {
			years = append(years, s.published.Year()-age, s.published.Year()-age-1)
		}
	}
	return years, false
}

// age reads "Name, 56," and "56-year-old Name".
func (s *story) age(m *mention.Mention, sent token.Sentence) int {
	d := s.doc
	if m.Last+2 < sent.Last && d.Word(m.Last) == "," {
		if n, err := strconv.Atoi(d.Word(m.Last + 1)); err == nil && (d.Word(m.Last+2) == "," || d.Word(m.Last+2) == ".") {
			return n
		}
		if w := d.Word(m.Last + 1); w == "aged" || w == "age" {
			if n, err := strconv.Atoi(d.Word(m.Last + 2)); err == nil {
				return n
			}
		}
	}
	for k := max(sent.First, m.First-10); k+4 < m.First; k++ {
		if d.Word(k+2) == "year" && d.Word(k+4) == "old" {
			if n, err := strconv.Atoi(d.Word(k)); err == nil {
				return n
			}
		}
	}
	return 0
}
