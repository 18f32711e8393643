// Package legal finds citations of legal instruments in text: executive
// orders, Security Council resolutions, statutes, codes, regulations and
// decisions of the European Union, and those of the other states that impose
// sanctions.
//
// [Find] walks the shared tokens once. A token that can open a citation ("E.O.",
// "Resolution", "Section", a number before "U.S.C.") calls the parser of its
// family, which either accepts tokens up to the citation's end or nothing, so
// that the time is linear in the text. Instruments that are known by name stand
// in a table (see instruments); titles of acts that the table lacks are found
// by their form, with a lower score.
//
// Each mention refers to a [Citation]: the canonical form, a stable path and a
// link to the official text. A section of an executive order is a pinpoint on
// the order; a section of a statute is cited as an authority of its own, since
// sanctions are imposed under sections. Numbers that share a head
// ("resolutions 1695, 1718 and 2270") are mentions of their own.
//
// When all of a text is read, its citations are related: an order points at
// the one it amends, and an act's bare name is the section of it that the text
// cites, where it cites one only. Bills are no authorities, nor are resolutions
// without a number.
package legal

import (
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// Citation is what a mention refers to.
type Citation struct {
	tagging.Citation
	// Path is stable and unique: "us/eo/13382", "un/scr/2270",
	// "us/act/caatsa/s231".
	Path string
	// Pinpoint is the part that the text cites, "1(a)(ii)".
	Pinpoint string
	// Name is the instrument without its section, where that differs from the
	// canonical form.
	Name string
	// Amends is the path of the instrument that the text says this one amends
	// ("E.O. 13694, as amended by E.O. 13757"), or "".
	Amends string
	// base is the path without a section.
	base string
}

// Identity is equal for citations of one instrument.
func (c *Citation) Identity() string { return c.Path }

// Kinds of instruments.
const (
	ExecutiveOrder = "executive-order"
	Proclamation   = "proclamation"
	UNResolution   = "un-resolution"
	Statute        = "statute"
	PublicLaw      = "public-law"
	USCode         = "us-code"
	CFR            = "cfr"
	FedReg         = "federal-register"
	GeneralLicense = "general-license"
	Directive      = "directive"
	EURegulation   = "eu-regulation"
	EUDecision     = "eu-decision"
	Regulation     = "regulation"
	Decree         = "decree"
)

// Find appends the citations of a document in text order.
func Find(d *token.Document, dst []mention.Mention) []mention.Mention {
	p := parser{doc: d, out: dst}
	first := len(dst)
	for i := 0; i < len(d.Tokens); {
		if next := p.at(i); next > i {
			i = next
		} else {
			i++
		}
	}
	p.relate(first)
	return p.out
}

// parser reads one document.
type parser struct {
	doc *token.Document
	out []mention.Mention
	// introduced are acronyms whose long form the text has given, by the path
	// of the instrument.
	introduced map[string]bool
	council    int8 // whether the text speaks of the Security Council: 0 unknown, 1 yes, -1 no
	// titleEnd is the first token at or after the last asked one that can end a
	// title ("Act"), so that runs of names without one are not walked.
	titleEnd int
}

// at tries every family whose citations can begin at token i and returns the
// index after the citation, or i.
func (p *parser) at(i int) int {
	t := &p.doc.Tokens[i]
	switch {
	case t.Kind == token.Number:
		return p.number(i)
	case t.Kind != token.Word:
		if p.doc.Word(i) == "§" {
			return p.section(i)
		}
		return i
	}
	w := p.doc.Word(i)
	lower := t.Case == token.Lower || t.Case == token.NoCase
	if lower && !lowerOpener(w[0]) {
		return i
	}
	if fs, ok := openers[w]; ok {
		for _, f := range fs {
			if next := f(p, i); next > i {
				return next
			}
		}
		return i
	}
	if lower {
		return i
	}
	if len(w) > 2 && (w[:2] == "EO" || w[:2] == "GL") && w[2] >= '0' && w[2] <= '9' {
		return p.glued(i)
	}
	return p.named(i)
}

// cite appends a mention of tokens [first, last).
func (p *parser) cite(first, last int, score float32, c Citation) {
	p.out = append(p.out, mention.Mention{
		Span: p.doc.Span(first, last), First: first, Last: last,
		Type: tagging.LegalAuthority, Score: score, Source: "legal", Ref: &c,
	})
}
