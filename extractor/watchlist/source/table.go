package source

import (
	"encoding/csv"
	"errors"
	"io"
	"unicode/utf8"
)

// table reads a csv file with a header and gives rows by column name.
type table struct {
	file string
	csv  *csv.Reader
	cols map[string]int
	row  []string
	need int // the fewest columns of a row: the wanted ones reach so far
}

// newTable reads the header, whose columns must include want.
func newTable(r io.Reader, file string, comma rune, want ...string) (*table, error) {
	t := &table{file: file, csv: csv.NewReader(r), cols: make(map[string]int)}
	t.csv.Comma = comma
	t.csv.LazyQuotes = true
	t.csv.FieldsPerRecord = -1
	t.csv.ReuseRecord = true
	// Some files carry a line with the date above their header.
	for {
		row, err := t.csv.Read()
		if err != nil {
			return nil, damaged(file, 1, "no header with the columns %q: %v", want, err)
		}
		if len(row) > 2 {
			for i, c := range row {
				t.cols[c] = i
			}
			break
		}
	}
	for _, c := range want {
		if _, ok := t.cols[c]; !ok {
			return nil, damaged(file, 1, "column %q is missing", c)
		}
		t.need = max(t.need, t.cols[c]+1)
	}
	return t, nil
}

// either returns which of the columns, different years' names for the same, is
// there.
func (t *table) either(names ...string) (string, error) {
	for _, c := range names {
		if i, ok := t.cols[c]; ok {
			t.need = max(t.need, i+1)
			return c, nil
		}
	}
	return "", damaged(t.file, 1, "none of the columns %q is there", names)
}

// next moves to the next row; false at the end.
func (t *table) next() (bool, error) {
	row, err := t.csv.Read()
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	line, _ := t.csv.FieldPos(0)
	if err != nil {
		return false, damaged(t.file, line, "%v", err)
	}
	if len(row) < t.need {
		return false, damaged(t.file, line, "%d columns where %d are needed: the file may be cut short", len(row), t.need)
	}
	for _, f := range row {
		if !utf8.ValidString(f) {
			return false, damaged(t.file, line, "not UTF-8: %.40q", f)
		}
	}
	t.row = row
	return true, nil
}

// get is the value of a column, empty where row or file lacks it.
func (t *table) get(col string) string {
	i, ok := t.cols[col]
	if !ok || i >= len(t.row) {
		return ""
	}
	return t.row[i]
}
