package gold

import (
	"regexp"
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// mark is one [[…]] of the source.
type mark struct {
	// The span is of the plain line, then of the article's text.
	token.Span
	line     int
	kind     lineKind
	typ      tagging.Type
	surface  string
	optional bool
	// link is the name after ">", canonical the form after "=".
	link, canonical string
	// bracketed says that the mark stands in brackets right after the
	// preceding one: "Office of Foreign Assets Control (OFAC)".
	bracketed bool
	// owner is a possessive or an adjective of nationality right before the
	// mark ("Treasury's", "Iran's", "Mexican"): annotators differ on whether
	// it belongs to the name of a body, so the form with it is accepted too.
	owner string
}

// types are the letters of the markup. "x" marks what is no mention.
var types = map[string]tagging.Type{
	"p": tagging.Person, "o": tagging.Organization, "c": tagging.City, "l": tagging.LegalAuthority, "x": "",
}

// markup strips the marks from a line and returns them with their spans in
// the plain line.
func (p *parser) markup(line string) (plain string, marks []mark, err error) {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(line, "[[")
		if !ok {
			break
		}
		inner, after, ok := strings.Cut(rest, "]]")
		if !ok {
			return "", nil, p.errorf("[[ without ]] before %q", clip(rest))
		}
		b.WriteString(before)
		m, err := p.mark(inner)
		if err != nil {
			return "", nil, err
		}
		m.owner = ownerBefore(b.String())
		m.Start = b.Len()
		b.WriteString(m.surface)
		m.End = b.Len()
		m.bracketed = len(marks) > 0 && marks[len(marks)-1].typ != "" && before == " (" && strings.HasPrefix(after, ")")
		marks = append(marks, m)
		line = after
	}
	if strings.Contains(line, "]]") {
		return "", nil, p.errorf("]] without [[ in %q", clip(line))
	}
	b.WriteString(line)
	return b.String(), marks, nil
}

// mark reads what stands between the brackets.
func (p *parser) mark(inner string) (mark, error) {
	letter, surface, ok := strings.Cut(inner, " ")
	if !ok {
		return mark{}, p.errorf("[[%s]]: want a type, a space and a name", inner)
	}
	m := mark{line: p.line, surface: surface}
	letter, m.optional = strings.CutSuffix(letter, "?")
	if m.typ, ok = types[letter]; !ok {
		return mark{}, p.errorf("[[%s]]: type %q: want p, o, c, l or x, with ? for optional", inner, letter)
	}
	if s, link, ok := strings.Cut(surface, " > "); ok {
		m.surface, m.link = s, link
	}
	if s, canonical, ok := strings.Cut(m.surface, " = "); ok {
		m.surface, m.canonical = s, canonical
	}
	switch {
	case m.surface == "" || strings.TrimSpace(m.surface) != m.surface:
		return mark{}, p.errorf("[[%s]]: the name is empty or has space around it", inner)
	case m.canonical != "" && m.typ != tagging.LegalAuthority:
		return mark{}, p.errorf("[[%s]]: only legal authorities have a canonical form", inner)
	case strings.Contains(m.surface, "[["):
		return mark{}, p.errorf("[[%s]]: a mark inside a mark", inner)
	}
	return m, nil
}

var owner = regexp.MustCompile(`((?:\p{Lu}[\p{L}.&]*(?: (?:of|for|and|the))* ){0,5}\p{Lu}[\p{L}.]*['’]s|(?:(?:North|South) )?\p{Lu}\p{L}+(?:an|ese|ish|qi|eli|ani|i|ch|aki)|U\.?S\.?A?|U\.?K\.?|U\.?N\.?|EU|European Union|United States|Dutch|Greek|Czech|Swiss|Thai|Kyrgyz) $`)

// ownerBefore returns the possessive or the adjective that a line ends with.
func ownerBefore(line string) string {
	if m := owner.FindStringSubmatch(line); m != nil {
		return m[1]
	}
	return ""
}

// clip shortens a text for a message.
func clip(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
