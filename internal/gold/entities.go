package gold

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// entitySet collects the entities of one article.
type entitySet struct {
	list []Entity
	// index finds an entity by its type and the normal form of any of its
	// forms.
	index map[entityKey]int
}

type entityKey struct {
	typ  tagging.Type
	name string
}

// find returns the entity of one of the types that has the form name, or -1.
func (s *entitySet) find(name string, types ...tagging.Type) int {
	for _, t := range types {
		if i, ok := s.index[entityKey{t, normalize(name)}]; ok {
			return i
		}
	}
	return -1
}

func (s *entitySet) findCanonical(canonical string) int {
	return slices.IndexFunc(s.list, func(e Entity) bool { return e.Canonical == canonical })
}

// resolve makes entities of the marks: first the links that the source
// states, then those that follow from the names.
func (p *parser) resolve() (*entitySet, error) {
	names, err := p.names()
	if err != nil {
		return nil, err
	}
	set := &entitySet{index: make(map[entityKey]int)}
	byName := make(map[entityKey]int)
	onlyEitherWay := make(map[int]bool)
	for k, m := range p.marks {
		key := entityKey{m.typ, normalize(names[k])}
		i, ok := byName[key]
		if !ok {
			i = len(set.list)
			byName[key] = i
			set.list = append(set.list, Entity{Type: m.typ, Name: m.surface})
			onlyEitherWay[i] = true
		}
		e := &set.list[i]
		if m.typ == tagging.LegalAuthority {
			e.Canonical = names[k]
		}
		e.Optional = e.Optional || m.optional
		onlyEitherWay[i] = onlyEitherWay[i] && m.kind == eitherWay
		e.addForm(m.surface)
		if m.typ == tagging.LegalAuthority {
			e.Forms = append(e.Forms, looserCitations(m.surface)...)
		}
		if m.typ == tagging.Organization && m.owner != "" {
			e.Forms = append(e.Forms, m.owner+" "+m.surface)
		}
		if m.kind == story || m.kind == titleLine {
			p.a.Mentions = append(p.a.Mentions, Mention{Span: m.Span, Type: m.typ, Entity: i})
		}
	}
	for i := range set.list {
		e := &set.list[i]
		e.Optional = e.Optional || onlyEitherWay[i]
		e.tidyForms()
		for _, f := range append([]string{e.Name}, e.Forms...) {
			key := entityKey{e.Type, normalize(f)}
			if _, taken := set.index[key]; !taken {
				set.index[key] = i
			}
		}
	}
	return set, nil
}

// addForm keeps the longest plain form as the name.
func (e *Entity) addForm(form string) {
	if len(form) > len(e.Name) {
		form, e.Name = e.Name, form
	}
	if form != e.Name {
		e.Forms = append(e.Forms, form)
	}
}

// tidyForms drops repeated forms.
func (e *Entity) tidyForms() {
	slices.Sort(e.Forms)
	e.Forms = slices.Compact(e.Forms)
	e.Forms = slices.DeleteFunc(e.Forms, func(f string) bool { return f == e.Name })
	if len(e.Forms) == 0 {
		e.Forms = nil
	}
}

// names gives every mark the name (or canonical form) of its entity.
func (p *parser) names() ([]string, error) {
	names := make([]string, len(p.marks))
	learned := make(map[entityKey]string)
	surfaces := make(map[entityKey]bool)
	for k, m := range p.marks {
		surfaces[entityKey{m.typ, normalize(m.surface)}] = true
		name := m.link + m.canonical
		if name == "" && m.bracketed && p.marks[k-1].typ == m.typ && isAcronym(m.surface) {
			name = names[k-1]
			if name == "" {
				name = p.marks[k-1].surface
			}
		}
		if name == "" && m.typ == tagging.LegalAuthority {
			name = orderCanonical(m.surface)
		}
		if names[k] = name; name == "" {
			continue
		}
		key := entityKey{m.typ, normalize(m.surface)}
		if before, ok := learned[key]; ok && normalize(before) != normalize(name) {
			p.line = m.line
			return nil, p.errorf("%q is linked to %q and to %q", m.surface, before, name)
		}
		learned[key] = name
	}
	for k, m := range p.marks {
		p.line = m.line
		if m.link != "" && !surfaces[entityKey{m.typ, normalize(m.link)}] {
			return nil, p.errorf("%q is linked to %q, which no mark spells", m.surface, m.link)
		}
		if names[k] != "" {
			continue
		}
		if name, ok := learned[entityKey{m.typ, normalize(m.surface)}]; ok {
			names[k] = name
			continue
		}
		names[k] = m.surface
		if m.typ == tagging.Person {
			full, err := p.fullName(m.surface)
			if err != nil {
				return nil, err
			}
			names[k] = full
		}
	}
	// A link may lead to a form that is itself a short form.
	for k, m := range p.marks {
		if name, ok := learned[entityKey{m.typ, normalize(names[k])}]; ok {
			names[k] = name
		}
	}
	return names, nil
}

// fullName finds the one longer person's name that a short form is part of.
func (p *parser) fullName(short string) (string, error) {
	full := short
	for _, m := range p.marks {
		if m.typ != tagging.Person || m.link != "" || normalize(m.surface) == normalize(short) || !partOf(short, m.surface) {
			continue
		}
		switch {
		case full == short, partOf(full, m.surface):
			full = m.surface
		case !partOf(m.surface, full) && normalize(full) != normalize(m.surface):
			return "", p.errorf("%q may be %q or %q: say which with \" > \"", short, full, m.surface)
		}
	}
	return full, nil
}

// partOf reports whether short's words are a run of long's words.
func partOf(short, long string) bool {
	s, l := normalize(short), normalize(long)
	return s != l && strings.Contains(" "+l+" ", " "+s+" ")
}

// isAcronym reports whether s is one word of two capitals or more.
func isAcronym(s string) bool {
	upper := 0
	for _, r := range s {
		if unicode.IsSpace(r) {
			return false
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper >= 2
}

var (
	yearBehind  = regexp.MustCompile(`^(.*[0-9]) \([0-9]{4}\)$`)
	sectionOfIt = regexp.MustCompile(`^(?i:(?:sub)?sections?|paragraphs?|sec\.|title|§) [^ ]+ (?:of|under) (?:the )?(.+)$`)
)

// looserCitations are the shorter spellings of a citation that name the same
// instrument just as well: without the year behind a number, without the
// section in front of an order.
func looserCitations(surface string) []string {
	var out []string
	if m := yearBehind.FindStringSubmatch(surface); m != nil {
		out = append(out, m[1])
	}
	if m := sectionOfIt.FindStringSubmatch(surface); m != nil && orderCanonical(m[1]) != "" {
		out = append(out, m[1])
	}
	return out
}

var order = regexp.MustCompile(`^(?i:executive order|exec\. order|e\.o\.|eo)(?: (?i:no\.|number))? ?([0-9]{5})$`)

// orderCanonical is the canonical form of an executive order, "" for others:
// the one kind of citation so common that spelling it out each time invites
// mistakes.
func orderCanonical(surface string) string {
	if m := order.FindStringSubmatch(surface); m != nil {
		return "E.O. " + m[1]
	}
	return ""
}
