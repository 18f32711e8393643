package render

import (
	"slices"
	"strings"
	"unicode"

	"github.com/tagwire/tagwire/fetcher/article"
)

// mode is where a piece of Markdown stands.
type mode uint8

const (
	inHeading mode = 1 << iota // on one line
	inCell                     // on one line, without "|"
)

// style is a set of what emphasis a letter has.
type style uint8

const (
	strong style = 1 << iota
	emphasis
	code
	broken // the blank is a line break
)

// inlineWriter writes the text of one block.
type inlineWriter struct {
	out    strings.Builder
	text   []rune
	styles []style
	links  []string // the address at each letter, nil without any
	escape []bool   // letters that would mean something where a line begins
	mode   mode
}

// inline writes a block's text with its spans.
func (m *markdownWriter) inline(b *article.Block, where mode) string {
	w := &inlineWriter{text: m.text[b.Start:b.End], mode: where}
	w.styles = make([]style, len(w.text))
	for _, s := range m.of(b) {
		w.span(s, s.Start-b.Start, min(s.End, b.End)-b.Start)
	}
	return w.write()
}

// plainInline writes a text without spans, as a heading is written.
func plainInline(s string) string {
	w := &inlineWriter{text: []rune(s), mode: inHeading}
	w.styles = make([]style, len(w.text))
	return w.write()
}

// span marks the letters of a span.
func (w *inlineWriter) span(s article.Span, from, to int) {
	var add style
	switch s.Kind {
	case article.Strong:
		add = strong
	case article.Emphasis:
		add = emphasis
	case article.CodeSpan:
		add = code
	case article.Break:
		if w.mode == 0 {
			add = broken
		}
	case article.Link:
		if w.links == nil {
			w.links = make([]string, len(w.text))
		}
		for i := from; i < to; i++ {
			w.links[i] = s.URL
		}
	}
	// A heading that is bold is a heading.
	if w.mode == inHeading && (add == strong || add == emphasis) && from == 0 && to == len(w.text) {
		return
	}
	for i := from; i < to; i++ {
		w.styles[i] |= add
	}
}

func (w *inlineWriter) write() string {
	for i, s := range w.styles {
		if s&broken != 0 {
			w.styles[i] = broken
		} else if s&code != 0 {
			w.styles[i] = code
		}
	}
	w.codeInLinks()
	w.lineStarts()
	for i := 0; i < len(w.text); {
		end := w.linkEnd(i)
		if address := w.link(i); address != "" {
			w.out.WriteByte('[')
			w.pieces(i, end)
			w.out.WriteString("](" + destination(address) + ")")
		} else {
			w.pieces(i, end)
		}
		i = end
	}
	return w.out.String()
}

// codeInLinks makes text of code in a link that has a "]" in it: with ":" behind
// it that ends the label of a definition, even in code.
func (w *inlineWriter) codeInLinks() {
	for i := 0; i < len(w.text); {
		end := w.linkEnd(i)
		if w.link(i) != "" && slices.Contains(w.text[i:end], ']') {
			for k := i; k < end; k++ {
				w.styles[k] &^= code
			}
		}
		i = end
	}
}

// linkEnd is where the link, or the text outside of links, that i is in ends.
func (w *inlineWriter) linkEnd(i int) int {
	end := i + 1
	for end < len(w.text) && w.link(end) == w.link(i) {
		end++
	}
	return end
}

func (w *inlineWriter) link(i int) string {
	if w.links == nil || i >= len(w.text) || i < 0 {
		return ""
	}
	return w.links[i]
}

// pieces writes a stretch inside one link or outside of all: code as code, the
// rest with its emphasis.
func (w *inlineWriter) pieces(from, to int) {
	for i := from; i < to; {
		end := i + 1
		for end < to && w.styles[end]&code == w.styles[i]&code {
			end++
		}
		if w.styles[i]&code != 0 {
			w.code(i, end)
		} else {
			w.emphasized(i, end)
		}
		i = end
	}
}

// code writes a code span, in which nothing is escaped.
func (w *inlineWriter) code(from, to int) {
	inner := w.trimmed(segment{from: from, to: to})
	if inner.from == inner.to {
		w.plain(from, to)
		return
	}
	w.plain(from, inner.from)
	defer w.plain(inner.to, to)
	text := string(w.text[inner.from:inner.to])
	if w.mode == inCell {
		text = strings.ReplaceAll(text, "|", `\|`)
	}
	fence := strings.Repeat("`", longestRun(text, '`')+1)
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	w.out.WriteString(fence + text + fence)
}

// segment is a stretch of one emphasis.
type segment struct {
	from, to int
	style    style
}

// emphasized writes a stretch without code. Its marks are where they count: they
// touch no blank on the inside, no marks of another stretch, and where a sign
// stands on the inside no letter on the outside.
func (w *inlineWriter) emphasized(from, to int) {
	var segments []segment
	for i := from; i < to; {
		end := i + 1
		for end < to && w.styles[end] == w.styles[i] {
			end++
		}
		if s := w.trimmed(segment{i, end, w.styles[i] &^ broken}); s.style != 0 && s.from < s.to {
			if k := len(segments) - 1; k >= 0 && segments[k].to == s.from {
				if both := segments[k].style & s.style; both != 0 {
					segments[k].to, segments[k].style = s.to, both
				}
			} else {
				segments = append(segments, s)
			}
		}
		i = end
	}
	at := from
	for _, s := range segments {
		if s = w.flanked(s); s.from >= s.to {
			continue
		}
		mark := [...]string{strong: "**", emphasis: "*", strong | emphasis: "***"}[s.style]
		w.plain(at, s.from)
		w.out.WriteString(mark)
		w.plain(s.from, s.to)
		w.out.WriteString(mark)
		at = s.to
	}
	w.plain(at, to)
}

func (w *inlineWriter) trimmed(s segment) segment {
	for s.from < s.to && w.text[s.from] == ' ' {
		s.from++
	}
	for s.from < s.to && w.text[s.to-1] == ' ' {
		s.to--
	}
	return s
}

// flanked leaves signs at the ends of a segment outside where marks between them
// and a letter would be none.
func (w *inlineWriter) flanked(s segment) segment {
	if w.isLetter(s.from-1) && s.from > 0 && w.link(s.from-1) == w.link(s.from) {
		for s.from < s.to && !w.isLetter(s.from) {
			s.from++
		}
	}
	if s.to < len(w.text) && w.isLetter(s.to) && w.link(s.to) == w.link(s.to-1) {
		for s.from < s.to && !w.isLetter(s.to-1) {
			s.to--
		}
	}
	return s
}

// isLetter reports whether the rune at i is neither a blank nor a sign, as
// Markdown sees it. Behind both ends of the text are blanks; code stands between
// signs.
func (w *inlineWriter) isLetter(i int) bool {
	return i >= 0 && i < len(w.text) && w.styles[i]&code == 0 && !isSign(w.text[i]) && !unicode.IsSpace(w.text[i])
}

func isSign(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// plain writes text, escaped.
func (w *inlineWriter) plain(from, to int) {
	for i := from; i < to; i++ {
		if w.styles[i]&broken != 0 {
			if i > 0 && w.text[i-1] == '\\' {
				w.out.WriteString("  \n") // not all readers count backslashes
			} else {
				w.out.WriteString("\\\n")
			}
			continue
		}
		if w.escape[i] || w.special(i) {
			w.out.WriteByte('\\')
		}
		w.out.WriteRune(w.text[i])
	}
}

// special reports whether the sign at i means something wherever it stands.
func (w *inlineWriter) special(i int) bool {
	next := rune(0)
	if i+1 < len(w.text) {
		next = w.text[i+1]
	}
	switch w.text[i] {
	case '\\', '*', '`', '[', ']', '~':
		return true
	case '_':
		// Between letters of one emphasis it is one of them.
		return !w.isLetter(i-1) || !w.isLetter(i+1) || w.styles[i-1] != w.styles[i] || w.styles[i+1] != w.styles[i] || w.link(i-1) != w.link(i) || w.link(i+1) != w.link(i)
	case '<':
		return next != 0 && next != ' ' // a tag, a comment or an address
	case '&':
		return unicode.IsLetter(next) || next == '#'
	case '!':
		return w.link(i) == "" && w.link(i+1) != ""
	case '|':
		return w.mode == inCell
	case '#':
		return w.mode == inHeading && (i == 0 || w.text[i-1] == ' ')
	}
	return false
}

// lineStarts marks the signs that would make something else of a line.
func (w *inlineWriter) lineStarts() {
	w.escape = make([]bool, len(w.text))
	if w.mode != 0 {
		return // behind the mark of a heading or cell nothing begins
	}
	for i := range w.text {
		if i > 0 && w.styles[i-1]&broken == 0 {
			continue
		}
		line := w.text[i:]
		if k := slices.IndexFunc(w.styles[i:], func(s style) bool { return s&broken != 0 }); k >= 0 {
			line = line[:k]
		}
		if k := lineStart(line); k >= 0 {
			w.escape[i+k] = true
		}
	}
}

// lineStart is the index of a sign that makes a heading, an item, a quotation, a
// rule or a row of a line, or -1.
func lineStart(line []rune) int {
	if len(line) == 0 {
		return -1
	}
	next := ' '
	if len(line) > 1 {
		next = line[1]
	}
	switch line[0] {
	case '#', '>', '|':
		return 0
	case '-', '=', ':':
		if isSign(next) || next == ' ' {
			return 0
		}
	case '+':
		if next == ' ' {
			return 0
		}
	}
	digits := 0
	for digits < len(line) && digits < 9 && line[digits] >= '0' && line[digits] <= '9' {
		digits++
	}
	if digits > 0 && digits < len(line) && (line[digits] == '.' || line[digits] == ')') && (digits+1 == len(line) || line[digits+1] == ' ') {
		return digits
	}
	return -1
}

// destination is an address as a link's destination: what would end it or mean
// something in it is written in percent.
func destination(address string) string {
	var b strings.Builder
	for i := range len(address) {
		switch c := address[i]; {
		case c <= ' ' || c == 0x7f || strings.IndexByte("()<>\\\"`|[]{}^", c) >= 0:
			const hex = "0123456789ABCDEF"
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		case c == '&' && i+1 < len(address) && (address[i+1] == '#' || strings.IndexByte(address[i:], ';') > 0):
			b.WriteString(`\&`) // no character reference
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
