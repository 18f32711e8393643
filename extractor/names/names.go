// Package names finds organizations that need no statistics: bodies that all
// the world writes in one way ("IAEA", "Islamic Revolutionary Guard Corps"),
// agencies that impose sanctions, names that end with a legal form ("Belvostok
// Trading LLC"), ministries ("Ministry of Intelligence and Security"), military
// units by number, and acronyms that stand in brackets behind their long form.
//
// It also knows what is not a name of a person, an organization or a city:
// [Keep] strikes out candidates that are countries or peoples, months and
// other words that models take for names.
//
// Its mentions are candidates like those of the other recognizers; their
// scores are the shares of right ones, measured on annotated articles.
package names

import (
	_ "embed"
	"strings"

	"github.com/tagwire/tagwire/extractor/agency"
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

//go:embed known.tsv
var knownTable string

// The scores of the recognizers.
const (
	scoreAgency  = .9
	scoreKnown   = .9
	scoreWord    = .78 // a known body of one common word
	scoreLegal   = .9
	scoreBody    = .85
	scoreUnit    = .85
	scoreAcronym = .8
)

// Recognizer finds organizations by rule. It is safe for concurrent use.
type Recognizer struct {
	known *phrases
}

// New builds the recognizer from its tables.
func New() *Recognizer {
	r := &Recognizer{known: newPhrases()}
	for _, line := range strings.Split(knownTable, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		for _, form := range strings.Split(line, "|") {
			r.known.add(form)
		}
	}
	return r
}

// Find appends the organizations of a document to dst.
func (r *Recognizer) Find(d *token.Document, dst []mention.Mention) []mention.Mention {
	for i := 0; i < len(d.Tokens); i++ {
		t := &d.Tokens[i]
		if t.Kind != token.Word || t.Case == token.Lower {
			// "al-Qaida" is the one kind of name that opens in lower case.
			if d.Word(i) != "al" {
				continue
			}
		}
		if b, n := agency.At(d, i); b != nil && (b.Kind == agency.Imposer || b.Kind == agency.Partner) && !partOfLonger(d, i, i+n) {
			dst = cite(d, i, i+n, scoreAgency, "rule/agency", dst)
		}
		if n := r.known.at(d, i); n > 0 && !partOfLonger(d, i, i+n) {
			dst = cite(d, i, i+n, knownScore(d, i, n), "rule/known", dst)
		}
		if n := body(d, i); n > 0 {
			dst = cite(d, i, i+n, scoreBody, "rule/body", dst)
		}
		if n := unit(d, i); n > 0 {
			dst = cite(d, i, i+n, scoreUnit, "rule/unit", dst)
		}
		if first, ok := company(d, i); ok {
			dst = cite(d, first, i+1, scoreLegal, "rule/company", dst)
		}
		if first, ok := acronym(d, i); ok {
			dst = cite(d, i, i+1, scoreAcronym, "rule/acronym", dst)
			dst = cite(d, first, i-1, scoreAcronym, "rule/acronym", dst)
		}
	}
	return dst
}

func cite(d *token.Document, first, last int, score float32, source string, dst []mention.Mention) []mention.Mention {
	return append(dst, mention.Mention{
		Span: d.Span(first, last), First: first, Last: last,
		Type: tagging.Organization, Score: score, Source: source,
	})
}

// knownScore is lower for single words that also are words of the language.
func knownScore(d *token.Document, i, n int) float32 {
	if n == 1 && d.Tokens[i].Case == token.Title {
		return scoreWord
	}
	return scoreKnown
}

// partOfLonger reports whether tokens [i, j) are the front of a longer name
// ("UN Security Council Resolution" is not among these: the grammar of
// citations outweighs it), as "Congress Party" is longer than "Congress".
func partOfLonger(d *token.Document, i, j int) bool {
	if j >= len(d.Tokens) || d.Tokens[j].Sentence != d.Tokens[i].Sentence {
		return false
	}
	t := &d.Tokens[j]
	if t.Kind != token.Word || t.Case != token.Title || !headWord[d.Word(j)] {
		return false
	}
	return true
}

// headWord are words that make a longer body of a name before them.
var headWord = set("Party Committee Council Commission Bank Foundation Institute University Hospital Street Avenue Tower Building Square Library Museum Award Prize Times Post Journal News Group Holdings Corporation Company Center Centre")

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
