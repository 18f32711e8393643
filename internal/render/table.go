package render

import (
	"strings"

	"github.com/tagwire/tagwire/fetcher/article"
)

// maxColumns bounds the columns of a table that is written as one.
const maxColumns = 40

// table writes the rows from block i on as one table, its first row as the
// header, and returns the block after it. Rows of a single cell, which pages use
// to place things, are paragraphs.
func (m *markdownWriter) table(blocks []article.Block, i int) int {
	last, columns := i, 0
	var rows [][]string
	for ; last < len(blocks) && blocks[last].Kind == article.TableRow; last++ {
		b := &blocks[last]
		if last > i && !b.Continues && b.Number <= blocks[last-1].Number {
			break // another table
		}
		if last == i || !b.Continues {
			rows = append(rows, nil)
		}
		row := &rows[len(rows)-1]
		for _, c := range m.cells(b) {
			for len(*row) < c.column {
				*row = append(*row, "")
			}
			cell := &(*row)[c.column-1]
			if *cell != "" {
				*cell += " "
			}
			*cell += c.text
		}
		columns = max(columns, len(*row))
	}
	if columns < 2 {
		for k := i; k < last; k++ {
			m.chunk(m.inline(&blocks[k], 0), "")
		}
		return last
	}
	var out strings.Builder
	for k, row := range rows {
		for c := range columns {
			text := ""
			if c < len(row) {
				text = row[c]
			}
			out.WriteString("| " + text + " ")
		}
		out.WriteString("|\n")
		if k == 0 {
			out.WriteString(strings.Repeat("| --- ", columns) + "|\n")
		}
	}
	m.chunk(strings.TrimSuffix(out.String(), "\n"), "")
	return last
}

// tableCell is a piece of a row.
type tableCell struct {
	column int // from 1
	text   string
}

// cells are the cells of a block; a block without any is one.
func (m *markdownWriter) cells(b *article.Block) []tableCell {
	var out []tableCell
	at := b.Start
	add := func(column, start, end int) {
		for start < end && m.text[start] == ' ' {
			start++
		}
		for start < end && m.text[end-1] == ' ' {
			end--
		}
		if s := m.inline(&article.Block{Kind: b.Kind, Start: start, End: end}, inCell); s != "" {
			out = append(out, tableCell{column, s})
		}
	}
	for _, s := range append([]article.Span(nil), m.of(b)...) {
		if (s.Kind != article.Cell && s.Kind != article.HeaderCell) || s.Start < at {
			continue
		}
		column := min(max(1, s.Column), maxColumns)
		add(column, at, s.Start) // what stands in no cell goes before
		add(column, s.Start, min(s.End, b.End))
		at = s.End
	}
	if at < b.End {
		column := 1
		if len(out) > 0 {
			column = out[len(out)-1].column
		}
		add(column, at, b.End)
	}
	return out
}
