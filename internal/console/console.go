// Package console lays text out for a terminal: wrapped to its width, in
// columns, with colour where the terminal wants it.
//
// Everything printed here was written by strangers, so [Clean] takes out
// control characters first: an article's title must not move the cursor. Widths
// are columns as a terminal counts them, two for a wide character.
package console

import (
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
)

// Page is the paper: how wide, and whether colours show.
type Page struct {
	Width  int
	Colour bool
	// Whole says that tables are not cut to the width: nobody looks at a pipe,
	// and whoever reads it wants the whole cell.
	Whole bool
}

// The narrowest and the widest text is set; beyond that lines are hard to read.
const (
	MinWidth = 40
	MaxWidth = 100
)

// Columns is the width to set running text in.
func (p Page) Columns() int { return min(max(p.Width, MinWidth), MaxWidth) }

func (p Page) paint(code, s string) string {
	if !p.Colour || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// Bold, Dim, Red, Green, Yellow and Cyan paint s where the page has colour.
func (p Page) Bold(s string) string   { return p.paint("1", s) }
func (p Page) Dim(s string) string    { return p.paint("2", s) }
func (p Page) Red(s string) string    { return p.paint("1;31", s) }
func (p Page) Green(s string) string  { return p.paint("32", s) }
func (p Page) Yellow(s string) string { return p.paint("33", s) }
func (p Page) Cyan(s string) string   { return p.paint("36", s) }

// Clean makes s safe for one line of a terminal: control and direction
// characters go, white space is one space.
func Clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\ufeff':
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// Width is the number of columns that s takes.
func Width(s string) int { return runewidth.StringWidth(s) }

// Truncate cuts s to at most width columns, with an ellipsis where it cut.
func Truncate(s string, width int) string {
	if Width(s) <= width {
		return s
	}
	return strings.TrimRight(runewidth.Truncate(s, max(width-1, 0), ""), " ") + "…"
}

// Pad fills s with spaces to width columns.
func Pad(s string, width int) string {
	if n := width - Width(s); n > 0 {
		return s + strings.Repeat(" ", n)
	}
	return s
}

// PadLeft fills s with spaces in front to width columns.
func PadLeft(s string, width int) string {
	if n := width - Width(s); n > 0 {
		return strings.Repeat(" ", n) + s
	}
	return s
}

// Wrap breaks s at spaces into lines of at most width columns. A word that is
// wider stands alone on its line: an address that is cut cannot be followed.
func Wrap(s string, width int) []string {
	var lines []string
	var line strings.Builder
	used := 0
	for _, word := range strings.Fields(s) {
		w := Width(word)
		if used > 0 && used+1+w > width {
			lines = append(lines, line.String())
			line.Reset()
			used = 0
		}
		if used > 0 {
			line.WriteByte(' ')
			used++
		}
		line.WriteString(word)
		used += w
	}
	if used > 0 {
		lines = append(lines, line.String())
	}
	return lines
}

// Block is s wrapped to the page with first before its first line and rest
// before the others, a newline at its end. Indents count as columns.
func (p Page) Block(first, rest, s string) string {
	lines := Wrap(Clean(s), p.Columns()-max(Width(first), Width(rest)))
	var b strings.Builder
	for i, l := range lines {
		if i == 0 {
			b.WriteString(first)
		} else {
			b.WriteString(rest)
		}
		b.WriteString(l)
		b.WriteByte('\n')
	}
	return b.String()
}
