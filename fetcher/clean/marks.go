package clean

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/tagwire/tagwire/fetcher/article"
)

// marks are the links, the emphasis and the structure above the blocks of a
// page, gathered by the scanner where a caller asks for spans. Without that
// there are none, and a page pays one comparison an element for them.
type marks struct {
	all  []mark
	open []openMark
	// groups numbers list items, quotations and rows.
	groups int
	base   string // of a base element
}

// mark is a span of a page, in bytes of page.text.
type mark struct {
	kind     article.SpanKind
	from, to int
	href     string
	column   int
}

// openMark is an open element that marks its text or groups its blocks.
type openMark struct {
	tag   atom.Atom
	depth int // of the stack without it
	mark  mark
	group int
	// next is the number of the next item of a list, row of a table or column of
	// a row; number that of an item or row.
	next, number int
}

// spanKind is the kind of span that an element makes of its text, if any.
func spanKind(a atom.Atom) article.SpanKind {
	switch a {
	case atom.A:
		return article.Link
	case atom.Strong, atom.B:
		return article.Strong
	case atom.Em, atom.I:
		return article.Emphasis
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		return article.CodeSpan
	case atom.Td:
		return article.Cell
	case atom.Th:
		return article.HeaderCell
	}
	return ""
}

// enter opens an element whose attributes begin at i of src. The stack is depth
// elements deep without it, and at bytes of text were written.
func (m *marks) enter(tag atom.Atom, src []byte, i, depth, at int) {
	o := openMark{tag: tag, depth: depth, mark: mark{kind: spanKind(tag), from: at}}
	switch tag {
	case atom.Ol:
		o.next = m.count(src, i, "start", 1)
	case atom.Ul, atom.Menu, atom.Table:
	case atom.Li:
		o.group = m.group()
		if list := m.within(atom.Ol, atom.Ul, atom.Menu); list != nil && list.tag == atom.Ol {
			o.number = m.count(src, i, "value", list.next)
			list.next = o.number + 1
		}
	case atom.Dt, atom.Dd, atom.Blockquote:
		o.group = m.group()
	case atom.Tr:
		o.group = m.group()
		if table := m.within(atom.Table); table != nil {
			table.next++
			o.number = table.next
		}
	case atom.Td, atom.Th:
		if row := m.within(atom.Tr); row != nil {
			row.next++
			o.mark.column = row.next
			row.next += m.count(src, i, "colspan", 1) - 1
		}
	case atom.A:
		m.endLink(at)
		if o.mark.href = attributeOf(src, i, "href"); o.mark.href == "" {
			return
		}
	default:
		if o.mark.kind == "" || slices.ContainsFunc(m.open, func(x openMark) bool { return x.mark.kind == o.mark.kind }) {
			return
		}
	}
	m.open = append(m.open, o)
}

// endLink ends an open link, as the start of another does.
func (m *marks) endLink(at int) {
	for i := range m.open {
		if o := &m.open[i]; o.mark.kind == article.Link {
			o.end(m, at)
			o.mark.kind = ""
		}
	}
}

// end gathers the text of an element up to at.
func (o *openMark) end(m *marks, at int) {
	if k := o.mark; k.kind != "" && k.from < at {
		k.to = at
		m.all = append(m.all, k)
	}
}

// leave closes the element that was opened when the stack was depth elements
// deep, if it is one of those gathered.
func (m *marks) leave(depth, at int) {
	n := len(m.open) - 1
	if n < 0 || m.open[n].depth != depth {
		return
	}
	m.open[n].end(m, at)
	m.open = m.open[:n]
}

// breakAt marks a line break where the text is at bytes long.
func (m *marks) breakAt(at int) {
	m.all = append(m.all, mark{kind: article.Break, from: at, to: at + 1})
}

func (m *marks) group() int {
	m.groups++
	return m.groups
}

// within is the innermost open element of those.
func (m *marks) within(tags ...atom.Atom) *openMark {
	for i := len(m.open) - 1; i >= 0; i-- {
		if slices.Contains(tags, m.open[i].tag) {
			return &m.open[i]
		}
	}
	return nil
}

// place is the group that a block of a kind belongs to, 0 for none, and its
// number.
func (m *marks) place(kind article.BlockKind) (group, number int) {
	var o *openMark
	switch kind {
	case article.ListItem:
		o = m.within(atom.Li, atom.Dt, atom.Dd)
	case article.TableRow:
		o = m.within(atom.Tr)
	case article.Quote:
		o = m.within(atom.Blockquote)
	}
	if o == nil {
		return 0, 0
	}
	return o.group, o.number
}

// most is the largest number that a page may give its items and columns.
const most = 999_999

// count reads an attribute that is a number from 1 on.
func (m *marks) count(src []byte, i int, name string, otherwise int) int {
	if n, err := strconv.Atoi(strings.TrimSpace(attributeOf(src, i, name))); err == nil && n > 0 && n <= most {
		return n
	}
	return otherwise
}

// attributeOf is the value of a tag's attribute, the tag's attributes beginning
// at i.
func attributeOf(src []byte, i int, name string) string {
	for {
		key, val, next := attribute(src, i)
		if key == nil {
			return ""
		}
		if foldEquals(key, name) {
			return html.UnescapeString(string(bytes.TrimSpace(val)))
		}
		i = next
	}
}

// spans are the marks within the kept blocks of a story, in code points of its
// text, whose blocks a has. Addresses are made whole by base.
func (m *marks) spans(blocks []block, a *article.Article, base *resolver) []article.Span {
	slices.SortStableFunc(m.all, func(x, y mark) int {
		if x.from != y.from {
			return cmp.Compare(x.from, y.from)
		}
		return cmp.Compare(y.to, x.to)
	})
	var out []article.Span
	var active []mark
	next, k := 0, 0
	for i := range blocks {
		b := &blocks[i]
		if b.rule != "" {
			continue
		}
		end := b.from + len(b.text)
		for ; next < len(m.all) && m.all[next].from < end; next++ {
			active = append(active, m.all[next])
		}
		active = slices.DeleteFunc(active, func(x mark) bool { return x.to <= b.from })
		if len(active) > 0 {
			points := pointsOf(b.text)
			for _, x := range active {
				from, to := max(x.from-b.from, 0), min(x.to-b.from, len(b.text))
				if s, ok := spanOf(b.text, x, from, to); ok && (s.Kind != article.Link || base.resolve(&s)) {
					s.Start, s.End = a.Blocks[k].Start+points.at(s.Start), a.Blocks[k].Start+points.at(s.End)
					out = append(out, s)
				}
			}
		}
		k++
	}
	return out
}

// spanOf is a mark within the text of a block, in bytes, without the blanks
// around it.
func spanOf(text string, m mark, from, to int) (s article.Span, ok bool) {
	if from >= to {
		return s, false
	}
	s = article.Span{Kind: m.kind, Start: from, End: to, URL: m.href, Column: m.column}
	if m.kind == article.Break {
		return s, text[from] == ' '
	}
	inner := strings.TrimLeft(text[from:to], " ")
	s.Start = to - len(inner)
	s.End = s.Start + len(strings.TrimRight(inner, " "))
	return s, s.Start < s.End
}

// points counts the code points before each byte of a text; nil where each byte
// is one.
type points []int32

func pointsOf(text string) points {
	if utf8.RuneCountInString(text) == len(text) {
		return nil
	}
	p := make(points, len(text)+1)
	n := int32(-1)
	for i := range len(text) {
		if utf8.RuneStart(text[i]) {
			n++
		}
		p[i] = n
	}
	p[len(text)] = n + 1
	return p
}

func (p points) at(i int) int {
	if p == nil {
		return i
	}
	return int(p[i])
}
