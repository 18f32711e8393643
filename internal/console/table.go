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
	// DataOnly leaves the column out of tables: it is for CSV.
	DataOnly bool
}

// shown drops the columns that are for data only and those without content.
func shown(columns []Column, rows [][]string) ([]Column, [][]string) {
	var keep []int
	for i, c := range columns {
		content := len(rows) == 0
		for _, row := range rows {
			content = content || row[i] != ""
		}
		if content && !c.DataOnly {
			keep = append(keep, i)
		}
	}
	outColumns := make([]Column, len(keep))
	outRows := make([][]string, len(rows))
	for k, i := range keep {
		outColumns[k] = columns[i]
	}
	for r, row := range rows {
		outRows[r] = make([]string, len(keep))
		for k, i := range keep {
			outRows[r][k] = Clean(row[i])
		}
	}
	return outColumns, outRows
}

// flexibleMin is what a flexible column keeps in any case.
const flexibleMin = 16

// gap stands between two columns.
const gap = "  "

// Table prints rows under their titles, cut to the page's width unless the page
// says Whole. Cells are cleaned first, and columns that are empty are left out.
func (p Page) Table(w io.Writer, columns []Column, rows [][]string) error {
	columns, rows = shown(columns, rows)
	widths := make([]int, len(columns))
	for i, c := range columns {
		widths[i] = Width(c.Title)
	}
	for _, row := range rows {
		for i := range row {
			width := Width(row[i])
			if m := columns[i].Max; m > 0 && !p.Whole {
				width = min(width, m)
			}
			widths[i] = max(widths[i], width)
		}
	}
	if !p.Whole {
		p.fit(columns, widths)
	}
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
