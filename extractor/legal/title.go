package legal

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// maxTitle is the longest title of an act, in tokens.
const maxTitle = 18

// maxHeadFirst is the same for titles that begin with their kind, which states
// other than the English-speaking ones make longer.
const maxHeadFirst = 26

// title reads titles of acts and regulations that the table lacks, by their
// form: capitalized words, with small ones between them, that end with "Act" or
// "Regulations". A title needs two capitalized words before its last, or a
// year after it.
func (p *parser) title(i int) int {
	toks := p.doc.Tokens
	if i >= len(toks) || !capital(&toks[i]) || functionWord(p.doc.Word(i)) || i > 0 && toks[i-1].Sentence == toks[i].Sentence && capital(&toks[i-1]) && !functionWord(p.doc.Word(i-1)) {
		// A capitalized word before this one has tried the same title.
		return i
	}
	if !p.titleWithin(i) {
		return i
	}
	caps, open := 0, 0
	for j := i; j < len(toks) && j < i+maxTitle && toks[j].Sentence == toks[i].Sentence; j++ {
		w := p.doc.Word(j)
		switch {
		case j > i && (closing(w)):
			if end := p.endTitle(i, j, caps); end > i {
				return end
			}
			caps++
		case capital(&toks[j]):
			caps++
		case w == "(":
			open++
		case w == ")":
			// A bracket that closes none of the title's own is a list's mark.
			if open--; open < 0 {
				return i
			}
		case (w == "’s" || w == "'s") && j < i+3 && !common[p.doc.Word(j-1)]:
			// "the EU's Digital Services Act": the title begins behind the owner.
			return i
		case w == "-" || w == "–" || w == "’s" || w == "'s" || w == "," && j > i:
		case open > 0 && toks[j].Kind == token.Number && p.is(j-1, i, "no", "no."):
		case linking(w):
		default:
			return i
		}
	}
	return i
}

// closing reports whether w is the last word of titles.
func closing(w string) bool {
	switch w {
	case "Act", "Regulations", "Ordinance":
		return true
	}
	return false
}

// titleWithin reports whether a title that begins at token i can end within
// its greatest length. Asked with rising i it looks at every token once.
func (p *parser) titleWithin(i int) bool {
	p.titleEnd = max(p.titleEnd, i+1)
	for p.titleEnd < len(p.doc.Tokens) && !closing(p.doc.Word(p.titleEnd)) {
		p.titleEnd++
	}
	return p.titleEnd < i+maxTitle
}

func capital(t *token.Token) bool {
	return t.Kind == token.Word && (t.Case == token.Title || t.Case == token.Upper || t.Case == token.Mixed)
}

func linking(w string) bool {
	switch w {
	case "and", "of", "for", "the", "to", "in", "on", "with", "against", "through", "by", "from", "&":
		return true
	}
	return false
}

// functionWord reports whether a capitalized word opens a sentence rather than
// a title.
func functionWord(w string) bool {
	switch w {
	case "The", "A", "An", "This", "That", "These", "Those", "Under", "In", "On", "At", "By", "Congress", "Section", "For", "And", "But", "If", "His", "Her", "Its", "Their", "Our", "Mr.", "House", "Senate", "President", "When", "Both", "Each", "With", "Since", "After", "Before":
		return true
	}
	return false
}

// common are owners that belong to a title.
var common = map[string]bool{"Women": true, "Children": true, "People": true, "Veterans": true, "Consumers": true, "Workers": true, "World": true, "Nation": true, "America": true, "Victims": true, "Crime": true}

// notTitles are words before "Act" that make no statute.
var notTitles = map[string]bool{"Balancing": true, "Class": true, "Sister": true, "Opening": true, "Disappearing": true, "High-Wire": true, "Final": true, "Founding": true, "Vanishing": true, "Hard": true, "Main": true, "Support": true, "Supporting": true, "Live": true, "Solo": true, "Balance": true, "Best": true, "New": true, "Tribute": true, "Juggling": true, "Second": true, "First": true, "Third": true, "Last": true}

// endTitle cites the title from i to its last word at j.
func (p *parser) endTitle(i, j, caps int) int {
	last := p.doc.Word(j)
	end := p.ofYear(j+1, i)
	dated := end > j+1
	before := p.doc.Word(j - 1)
	switch {
	case notTitles[before] || p.bill(i, end):
		return i
	case last == "Regulations" && !dated && !strings.Contains(p.doc.Text[p.doc.Tokens[i].Start:p.doc.Tokens[j].End], "anction") && before != "Administration" && before != "Control":
		return i
	case caps < 2 && !dated:
		return i
	}
	score := float32(.8)
	if dated || caps > 2 {
		score = .9
	}
	s := p.doc.Span(i, end)
	name := strings.Join(strings.Fields(p.doc.Text[s.Start:s.End]), " ")
	kind := Statute
	if last == "Regulations" {
		kind = Regulation
	}
	canonical := name
	if last == "Act" {
		bare := p.doc.Span(i, j+1)
		canonical = strings.Join(strings.Fields(p.doc.Text[bare.Start:bare.End]), " ")
		if dated && p.doc.Word(j+1) != "of" && p.doc.Word(j+1) != "," {
			canonical = name // British and Commonwealth acts carry their year
		}
	}
	p.cite(i, end, score, Citation{Path: "act/" + slug(canonical), Citation: tagging.Citation{Kind: kind, Canonical: canonical}})
	return end
}

// bill reports whether the words around a title make it a bill, which is no
// authority yet: a bill or its introduction shortly before, or what it would do
// behind.
func (p *parser) bill(i, end int) bool {
	for k := max(i-8, 0); k < i; k++ {
		if p.is(k, i, "bill", "bills", "proposed", "draft", "introduced", "introduce", "introducing", "reintroduced", "sponsored", "sponsor", "co-sponsored", "cosponsored", "enact", "H.R.") ||
			i-k <= 4 && p.is(k, i, "pass", "legislation", "S.", "named", "dubbed") {
			return true
		}
	}
	for k := end; k < end+4; k++ {
		if p.is(k, i, "bill", "would") {
			return true
		}
	}
	// "the Fair Ports Act (H.R. 88)", "…, if passed, …".
	k := p.skip(end, i, ",")
	return p.word(end, i) == "(" && p.is(end+1, i, "H.R.", "H.", "S.") ||
		p.is(k, i, "if") && p.is(k+1, i, "passed", "enacted", "approved", "signed", "adopted")
}

func slug(name string) string {
	var b strings.Builder
	dash := false
	for _, r := range strings.ToLower(name) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			dash = false
			b.WriteRune(r)
		} else if r != '\'' && r != '’' {
			dash = true
		}
	}
	return b.String()
}

// headFirst reads titles that begin with their kind: "Ordinance on Measures
// against Syria", "Law on Countering Foreign Interference", "Act on Special
// Measures Concerning Asset Freezing". All but small words are capitalized, and
// there are at least two.
func (p *parser) headFirst(i int) int {
	if !p.is(i+1, i, "on", "against", "concerning") || i > 0 && capital(&p.doc.Tokens[i-1]) && p.is(i-1, i, "and", "common", "international", "school") {
		return i
	}
	end, caps := i, 0
	for j := i + 2; j < i+maxHeadFirst && p.word(j, i) != ""; j++ {
		w := p.doc.Word(j)
		switch {
		case capital(&p.doc.Tokens[j]):
			caps++
			end = j + 1
		case linking(w) || w == "-" || w == "’s" || w == "'s":
		default:
			j = i + maxHeadFirst
		}
	}
	if caps < 2 || !capital(&p.doc.Tokens[i+2]) && !p.is(i+2, i, "the") {
		return i
	}
	s := p.doc.Span(i, end)
	name := strings.Join(strings.Fields(p.doc.Text[s.Start:s.End]), " ")
	kind := Statute
	if p.doc.Word(i) == "Ordinance" {
		kind = Regulation
	}
	p.cite(i, end, .75, Citation{Path: "act/" + slug(name), Citation: tagging.Citation{Kind: kind, Canonical: name}})
	return end
}
