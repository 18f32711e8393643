package legal

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// maxTitle is the longest title of an act, in tokens.
const maxTitle = 18

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
	caps := 0
	for j := i; j < len(toks) && j < i+maxTitle && toks[j].Sentence == toks[i].Sentence; j++ {
		w := p.doc.Word(j)
		switch {
		case j > i && (w == "Act" || w == "Regulations" || w == "Ordinance"):
			if end := p.endTitle(i, j, caps); end > i {
				return end
			}
			caps++
		case capital(&toks[j]):
			caps++
		case w == "(" || w == ")" || w == "-" || w == "–" || w == "’s" || w == "'s" || w == "," && j > i:
		case linking(w):
		default:
			return i
		}
	}
	return i
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

// notTitles are words before "Act" that make no statute.
var notTitles = map[string]bool{"Balancing": true, "Class": true, "Sister": true, "Opening": true, "Disappearing": true, "High-Wire": true, "Final": true, "Second": true, "First": true, "Third": true, "Last": true}

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
// authority yet.
func (p *parser) bill(i, end int) bool {
	for k := i - 4; k < i; k++ {
		if p.is(k, i, "bill", "proposed", "draft", "pass", "introduced", "reintroduced", "H.R.", "S.", "legislation") && k >= 0 {
			return true
		}
	}
	return p.is(end, i, "bill") || p.is(end, i, "would") || p.word(end, i) == "(" && p.is(end+1, i, "H.R.", "H.", "S.")
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
