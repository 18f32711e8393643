package console

import (
	"bufio"
	"io"
	"strings"
)

// Column is a column of a table.
type Column struct {
	Title string
	// Right sets numbers flush right.
	Right bool
	// Max bounds the column's width in columns; 0 leaves it as wide as need
	// be. A column with Flexible gives way first when the table is too wide.
	Max      int
	Flexible bool
}

// flexibleMin is what a flexible column keeps in any case.
const flexibleMin = 16

// gap stands between two columns.
const gap = "  "

// Table prints rows under their titles, cut to the page's width. Cells are
// cleaned first.
func (p Page) Table(w io.Writer, columns []Column, rows [][]string) error {
	widths := make([]int, len(columns))
	for i, c := range columns {
		widths[i] = Width(c.Title)
	}
	for _, row := range rows {
		for i := range row {
			row[i] = Clean(row[i])
			width := Width(row[i])
			if m := columns[i].Max; m > 0 {
				width = min(width, m)
			}
			widths[i] = max(widths[i], width)
		}
	}
	p.fit(columns, widths)
	out := bufio.NewWriter(w)
	titles := make([]string, len(columns))
	for i, c := range columns {
		titles[i] = c.Title
	}
	out.WriteString(p.Bold(line(columns, widths, titles)) + "\n")
	for _, row := range rows {
		out.WriteString(line(columns, widths, row) + "\n")
	}
	return out.Flush()
}

// fit takes from the flexible columns what the table is too wide.
func (p Page) fit(columns []Column, widths []int) {
	total := len(gap) * (len(columns) - 1)
	for _, w := range widths {
		total += w
	}
	for over := total - p.Width; over > 0; {
		widest := -1
		for i, c := range columns {
			if c.Flexible && widths[i] > flexibleMin && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		widths[widest]--
		over--
	}
}

func line(columns []Column, widths []int, cells []string) string {
	var b strings.Builder
	for i, cell := range cells {
		if i > 0 {
			b.WriteString(gap)
		}
		cell = Truncate(cell, widths[i])
		if columns[i].Right {
			cell = PadLeft(cell, widths[i])
		} else {
			cell = Pad(cell, widths[i])
		}
		b.WriteString(cell)
	}
	return strings.TrimRight(b.String(), " ")
}
