// Package listing prints what the store's queries yield: articles, entities,
// search hits and single records, as a table for people or as JSON and CSV for
// programs.
//
// A listing goes in as a sequence, with a limit; out come rows in the order of
// the query. JSON is one array, JSONL one object a line, both with every field;
// a table and CSV have the columns that matter.
package listing

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/store"
)

// Formats are the names that a listing can be printed in.
var formats = []string{"text", "json", "jsonl", "csv"}

// CheckFormat refuses a format that is not one of the known ones.
func CheckFormat(format string, known ...string) error {
	if len(known) == 0 {
		known = formats
	}
	if !slices.Contains(known, format) {
		return fmt.Errorf("--format %q: want %s", format, strings.Join(known, ", "))
	}
	return nil
}

// Shape says how values of one kind become rows.
type Shape[T any] struct {
	Columns []console.Column
	Row     func(T) []string
	// Empty is what a table says instead of no rows.
	Empty string
}

// Print writes the values of seq to w, at most limit of them where limit is
// above 0.
func Print[T any](w io.Writer, page console.Page, format string, seq iter.Seq2[T, error], limit int, shape Shape[T]) error {
	if err := CheckFormat(format); err != nil {
		return err
	}
	var rows [][]string
	var all []T
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	n := 0
	for v, err := range seq {
		if err != nil {
			return err
		}
		if limit > 0 && n == limit {
			break
		}
		n++
		switch format {
		case "json":
			all = append(all, v)
		case "jsonl":
			if err := enc.Encode(v); err != nil {
				return err
			}
		default:
			rows = append(rows, shape.Row(v))
		}
	}
	switch format {
	case "json":
		enc.SetIndent("", " ")
		if all == nil {
			all = []T{}
		}
		return enc.Encode(all)
	case "csv":
		return writeCSV(w, shape.Columns, rows)
	case "text":
		if n == 0 {
			_, err := fmt.Fprintln(w, shape.Empty)
			return err
		}
		return page.Table(w, shape.Columns, rows)
	}
	return nil
}

func writeCSV(w io.Writer, columns []console.Column, rows [][]string) error {
	out := csv.NewWriter(w)
	titles := make([]string, len(columns))
	for i, c := range columns {
		titles[i] = strings.ToLower(c.Title)
	}
	if err := out.Write(titles); err != nil {
		return err
	}
	return out.WriteAll(rows)
}

// Day is a time's day in UTC, or "" for the zero time.
func Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// Articles is the shape of a list of articles.
func Articles() Shape[store.Brief] {
	return Shape[store.Brief]{
		Columns: []console.Column{{Title: "ID"}, {Title: "DATE"}, {Title: "SITE", Max: 24, Flexible: true}, {Title: "TITLE", Flexible: true}, {Title: "SANCTIONED", Flexible: true, Max: 40}, {Title: "URL", DataOnly: true}, {Title: "PAYWALLED"}},
		Row: func(b store.Brief) []string {
			return []string{b.ID, Day(b.Time()), b.Site, Title(b), strings.Join(sanctioned(b), "; "), b.URL, yes(b.Paywalled)}
		},
		Empty: "No articles. \"tagwire run --once SOURCE\" reads some.",
	}
}

// Title is an article's title, or what stands in for it.
func Title(b store.Brief) string {
	switch {
	case b.Title != "":
		return b.Title
	case len(b.Lead) > 0:
		return b.Lead[0]
	case b.URL != "":
		return b.URL
	}
	return "(untitled)"
}

// yes is for columns that are empty for most rows, and left out where all are.
func yes(is bool) string {
	if is {
		return "yes"
	}
	return ""
}

func sanctioned(b store.Brief) []string {
	var out []string
	for _, e := range b.Entities {
		if e.Sanctioned {
			out = append(out, e.Name)
		}
	}
	return out
}

// Entities is the shape of a list of persons, organizations, cities or
// authorities.
func Entities() Shape[store.Entity] {
	return Shape[store.Entity]{
		Columns: []console.Column{
			{Title: "NAME", Flexible: true, Max: 48}, {Title: "ARTICLES", Right: true}, {Title: "SANCTIONED", Right: true},
			{Title: "FIRST"}, {Title: "LAST"}, {Title: "LISTED", Flexible: true, Max: 30}, {Title: "TYPE", DataOnly: true}, {Title: "ID", DataOnly: true},
		},
		Row: func(e store.Entity) []string {
			return []string{e.Name, strconv.Itoa(e.Articles), strconv.Itoa(e.Sanctioned), Day(e.First), Day(e.Last), Listings(e), string(e.Type), e.ID}
		},
		Empty: "None yet.",
	}
}

// Listings names the watchlist entries of an entity, "ofac-sdn 43134".
func Listings(e store.Entity) string {
	out := make([]string, 0, len(e.Listed))
	for _, l := range e.Listed {
		out = append(out, l.List+" "+l.UID)
	}
	return strings.Join(out, ", ")
}

// Hits is the shape of search results.
func Hits() Shape[store.Hit] {
	return Shape[store.Hit]{
		Columns: []console.Column{{Title: "ID"}, {Title: "DATE"}, {Title: "TITLE", Flexible: true, Max: 50}, {Title: "FOUND", Flexible: true}, {Title: "URL", DataOnly: true}},
		Row: func(h store.Hit) []string {
			found := h.Excerpt
			if found == "" {
				found = "(in the title)"
			}
			return []string{h.ID, Day(h.Time()), Title(h.Brief), found, h.URL}
		},
		Empty: "Nothing found. Words are matched as they are written, in titles, names and texts; all of them must occur.",
	}
}
