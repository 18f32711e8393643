package render

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tagwire/tagwire/fetcher/article"
)

// markdown writes an article as CommonMark with the tables of GitHub's dialect.
func markdown(w io.Writer, a *article.Article) error {
	m := &markdownWriter{text: []rune(a.Text), spans: a.Spans}
	if a.Title != "" {
		m.chunk("# "+plainInline(oneLine(a.Title)), "")
	}
	for i := 0; i < len(a.Blocks); {
		i = m.block(a.Blocks, i)
	}
	if m.out.Len() > 0 {
		m.out.WriteByte('\n')
	}
	_, err := io.WriteString(w, m.out.String())
	return err
}

// markdownWriter writes the blocks of one article.
type markdownWriter struct {
	out   strings.Builder
	text  []rune
	spans []article.Span
	// list is the last item written, while nothing but items followed it.
	list *listItem
}

// listItem is an open item of a list.
type listItem struct {
	outer  *listItem
	level  int
	number int  // in an ordered list; 0 in others
	sign   byte // behind the number
	indent int  // columns to its text
}

// block writes the block at i, with those that it forms one thing with, and
// returns the next.
func (m *markdownWriter) block(blocks []article.Block, i int) int {
	b := &blocks[i]
	if b.Kind == article.ListItem {
		m.item(b)
		return i + 1
	}
	m.list = nil
	switch b.Kind {
	case article.Heading:
		m.chunk(strings.Repeat("#", min(6, max(2, b.Level)))+" "+m.inline(b, inHeading), "")
	case article.Quote:
		last := i
		for last+1 < len(blocks) && blocks[last+1].Kind == article.Quote && blocks[last+1].Continues {
			last++
		}
		parts := make([]string, 0, last-i+1)
		for k := i; k <= last; k++ {
			parts = append(parts, indented(m.inline(&blocks[k], 0), "> "))
		}
		m.chunk("> "+strings.Join(parts, "\n>\n> "), "")
		return last + 1
	case article.Code:
		m.chunk(m.code(b), "")
	case article.TableRow:
		return m.table(blocks, i)
	default:
		m.chunk(m.inline(b, 0), "")
	}
	return i + 1
}

// chunk writes a piece of its own, an empty line before it; further lines begin
// with the prefix.
func (m *markdownWriter) chunk(s, prefix string) {
	if m.out.Len() > 0 {
		m.out.WriteString("\n\n")
	}
	m.out.WriteString(prefix + indented(s, prefix))
}

// indented puts a prefix before all lines but the first.
func indented(s, prefix string) string { return strings.ReplaceAll(s, "\n", "\n"+prefix) }

// item writes an item of a list, or goes on with one.
func (m *markdownWriter) item(b *article.Block) {
	level := max(1, b.Level)
	for m.list != nil && m.list.level > level {
		m.list = m.list.outer
	}
	fresh := m.list == nil
	if b.Continues && m.list != nil && m.list.level == level {
		m.chunk(m.inline(b, 0), strings.Repeat(" ", m.list.indent))
		return
	}
	it := &listItem{level: level, number: b.Number, sign: '.', outer: m.list}
	if before := m.list; before != nil && before.level == level {
		it.outer, it.sign = before.outer, before.sign
		fresh = (before.number > 0) != (it.number > 0)
		if it.number > 0 && it.number <= before.number {
			// Another list: another sign tells it from the one before.
			fresh, it.sign = true, '.'+')'-before.sign
		}
	} else if it.number != 1 && it.number > 0 {
		fresh = true // only the first item may follow a line of text
	}
	at := 0
	if it.outer != nil {
		at = it.outer.indent
	}
	mark := "- "
	if it.number > 0 {
		mark = fmt.Sprintf("%d%c ", it.number, it.sign)
	}
	it.indent = at + len(mark)
	if m.out.Len() > 0 {
		m.out.WriteByte('\n')
		if fresh {
			m.out.WriteByte('\n')
		}
	}
	m.out.WriteString(strings.Repeat(" ", at) + mark + indented(m.inline(b, 0), strings.Repeat(" ", it.indent)))
	m.list = it
}

// code writes a block of code between fences longer than any in it.
func (m *markdownWriter) code(b *article.Block) string {
	text := []rune(string(m.text[b.Start:b.End]))
	for _, s := range m.of(b) {
		if s.Kind == article.Break {
			text[s.Start-b.Start] = '\n'
		}
	}
	fence := strings.Repeat("`", max(3, longestRun(string(text), '`')+1))
	return fence + "\n" + string(text) + "\n" + fence
}

// of are the spans that begin in a block.
func (m *markdownWriter) of(b *article.Block) []article.Span {
	begins := func(s article.Span, at int) int { return cmp.Compare(s.Start, at) }
	from, _ := slices.BinarySearchFunc(m.spans, b.Start, begins)
	to, _ := slices.BinarySearchFunc(m.spans, b.End, begins)
	return m.spans[from:max(from, to)]
}

func longestRun(s string, c byte) (longest int) {
	run := 0
	for i := range len(s) {
		if s[i] != c {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
