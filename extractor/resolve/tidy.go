package resolve

import (
	"github.com/tagwire/tagwire/extractor/internal/fold"
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// offices are words for what a person is: they stand before a name and are
// never part of one.
var offices = set(`minister secretary undersecretary president premier chancellor ambassador spokesman spokeswoman spokesperson
	chairman chairwoman chairperson director commander commissioner correspondent reporter editor lawyer attorney prosecutor
	forecaster analyst economist professor senator congressman congresswoman governor mayor lieutenant colonel brigadier sergeant
	captain admiral inspector detective superintendent businessman businesswoman oligarch tycoon financier banker trader dealer
	founder cofounder owner manager coordinator representative envoy delegate negotiator adviser advisor aide deputy officer official
	leader chief coach striker midfielder defender goalkeeper actor actress singer author architect engineer scientist researcher
	doctor nurse teacher pilot driver activist dissident journalist blogger hacker smuggler trafficker kingpin warlord militant
	cleric ayatollah imam archbishop cardinal metropolitan patriarch`)

// tidy cuts candidates to the name itself: no possessive at the end, and no
// office before a person's name ("Foreign Minister Caroline Price").
func tidy(d *token.Document, ms []mention.Mention) {
	for k := range ms {
		m := &ms[k]
		if m.Type == tagging.LegalAuthority {
			continue
		}
		first, last := m.First, m.Last
		for last-1 > first && possessive(d.Word(last-1)) {
			last--
		}
		if m.Type == tagging.Person {
			first = afterOffice(d, first, last)
		}
		if first != m.First || last != m.Last {
			m.First, m.Last, m.Span = first, last, d.Span(first, last)
		}
	}
}

// has reports whether a set has a word, folded. It does not allocate.
func has(set map[string]bool, word string) bool {
	var buf [48]byte
	if len(word) > len(buf)/3 {
		return false // no word of the tables is as long, folded or not
	}
	return set[string(fold.Append(buf[:0], word))]
}

// afterOffice returns where a person's name starts in [first, last).
func afterOffice(d *token.Document, first, last int) int {
	start := first
	for i := first; i < last-1; i++ {
		if has(lineage, d.Word(i+1)) || d.Tokens[i+1].Kind != token.Word {
			continue
		}
		// Words that are names too count only where no name has begun.
		if w := d.Word(i); has(offices, w) || i == start && has(honorifics, w) {
			start = i + 1
		}
	}
	return start
}
