package screen

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/tagwire/tagwire/internal/console"
)

// Formats are the formats of results.
func Formats() []string { return []string{"text", "jsonl", "csv"} }

// Writer writes results. Close it to write what is left.
type Writer struct {
	buf  *bufio.Writer
	json *json.Encoder
	csv  *csv.Writer
}

// NewWriter returns a writer of a format of Formats.
func NewWriter(w io.Writer, format string) (*Writer, error) {
	out := &Writer{buf: bufio.NewWriterSize(w, 64<<10)}
	switch format {
	case "jsonl":
		out.json = json.NewEncoder(out.buf)
		out.json.SetEscapeHTML(false)
	case "csv":
		out.csv = csv.NewWriter(out.buf)
		return out, out.csv.Write([]string{"name", "score", "list", "uid", "listed_name", "matched", "kind", "programs"})
	}
	return out, nil
}

// Write writes one result: an object a line as JSONL, a row for each match as
// CSV, where a name without a match has one row that says no more.
func (w *Writer) Write(r Result) error {
	switch {
	case w.json != nil:
		return w.json.Encode(r)
	case w.csv != nil:
		if len(r.Matches) == 0 {
			return w.csv.Write([]string{r.Name, "", "", "", "", "", "", ""})
		}
		for i := range r.Matches {
			m := &r.Matches[i]
			err := w.csv.Write([]string{r.Name, fmt.Sprintf("%.3f", m.Score), m.List, m.UID, m.Name, m.Matched, m.Kind, strings.Join(m.Programs, ";")})
			if err != nil {
				return err
			}
		}
		return nil
	}
	return w.text(&r)
}

func (w *Writer) text(r *Result) error {
	if len(r.Matches) == 0 {
		_, err := fmt.Fprintf(w.buf, "%s: on no list\n", console.Clean(r.Name))
		return err
	}
	if _, err := fmt.Fprintf(w.buf, "%s\n", console.Clean(r.Name)); err != nil {
		return err
	}
	for i := range r.Matches {
		m := &r.Matches[i]
		alias := ""
		if m.Matched != m.Name {
			alias = " as " + m.Matched
		}
		line := fmt.Sprintf("%s %s: %s%s, %s", m.List, m.UID, m.Name, alias, m.Kind)
		if len(m.Programs) > 0 {
			line += ", " + strings.Join(m.Programs, ", ")
		}
		if _, err := fmt.Fprintf(w.buf, "  %.2f  %s\n", m.Score, console.Clean(line)); err != nil {
			return err
		}
	}
	return nil
}

// Close writes what is left.
func (w *Writer) Close() error {
	if w.csv != nil {
		w.csv.Flush()
		if err := w.csv.Error(); err != nil {
			return err
		}
	}
	return w.buf.Flush()
}
