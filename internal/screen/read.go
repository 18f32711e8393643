package screen

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxName is the longest name that is checked, in bytes.
const maxName = 4 << 10

// Columns say where in a CSV file names stand: by the header's text or, where
// they are numbers, by position from 1 in a file without a header.
type Columns struct {
	Name, Born, Country string
}

// Reader reads names. Lines that hold none that can be checked are told to Bad
// and passed over.
type Reader struct {
	// File is for messages.
	File string
	Bad  func(error)
	next func() (Name, int, error) // a name, its line, io.EOF at the end
}

// Lines reads one name a line.
func Lines(r io.Reader, file string, bad func(error)) *Reader {
	lines := bufio.NewReaderSize(r, 64<<10)
	at := 0
	return &Reader{File: file, Bad: bad, next: func() (Name, int, error) {
		at++
		s, err := lines.ReadString('\n')
		if s != "" && errors.Is(err, io.EOF) {
			err = nil
		}
		if at == 1 {
			s = strings.TrimPrefix(s, "\ufeff")
		}
		return Name{Text: s}, at, err
	}}
}

// Table reads the columns of a CSV file.
func Table(r io.Reader, file string, c Columns, bad func(error)) (*Reader, error) {
	b := bufio.NewReader(r)
	if bom, _ := b.Peek(3); string(bom) == "\ufeff" {
		_, _ = b.Discard(3)
	}
	table := csv.NewReader(b)
	table.FieldsPerRecord = -1
	table.ReuseRecord = true
	at, err := c.resolve(table, file)
	if err != nil {
		return nil, err
	}
	cell := func(row []string, i int) string {
		if i < 0 || i >= len(row) {
			return ""
		}
		return strings.Clone(row[i])
	}
	return &Reader{File: file, Bad: bad, next: func() (Name, int, error) {
		row, err := table.Read()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				err = fmt.Errorf("%s: %w", file, err)
			}
			return Name{}, 0, err
		}
		line, _ := table.FieldPos(0)
		return Name{cell(row, at[0]), cell(row, at[1]), cell(row, at[2])}, line, nil
	}}, nil
}

// resolve finds the columns; -1 is one that is not wanted.
func (c Columns) resolve(table *csv.Reader, file string) (at [3]int, err error) {
	wanted := [3]string{c.Name, c.Born, c.Country}
	byNumber := true
	for i, w := range wanted {
		at[i] = -1
		if w == "" {
			continue
		}
		n, err := strconv.Atoi(w)
		if err != nil || n < 1 {
			byNumber = false
		} else {
			at[i] = n - 1
		}
	}
	if byNumber {
		return at, nil
	}
	row, err := table.Read()
	if err != nil {
		return at, fmt.Errorf("%s: no header with the column %q: %w", file, c.Name, err)
	}
	for i, w := range wanted {
		if w == "" {
			continue
		}
		at[i] = -1
		for j, h := range row {
			if strings.EqualFold(strings.TrimSpace(h), w) {
				at[i] = j
			}
		}
		if at[i] < 0 {
			return at, fmt.Errorf("%s:1: no column %q; there are %q", file, w, row)
		}
	}
	return at, nil
}

// Next returns the next name; false at the end.
func (r *Reader) Next() (Name, bool, error) {
	for {
		n, line, err := r.next()
		if errors.Is(err, io.EOF) {
			return Name{}, false, nil
		}
		if err != nil {
			return Name{}, false, err
		}
		n.Text, n.Born, n.Country = strings.TrimSpace(n.Text), strings.TrimSpace(n.Born), strings.TrimSpace(n.Country)
		switch {
		case n.Text == "":
		case !utf8.ValidString(n.Text):
			r.Bad(fmt.Errorf("%s:%d: %.60q is not UTF-8; convert the file first", r.File, line, n.Text))
		case len(n.Text) > maxName:
			r.Bad(fmt.Errorf("%s:%d: a name of %d bytes; %d are the most", r.File, line, len(n.Text), maxName))
		default:
			return n, true, nil
		}
	}
}
