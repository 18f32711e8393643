// Package export writes stored articles for other programs.
//
// What goes in is a sequence of stored taggings; each format turns one article
// at a time into its records, so memory does not grow with the store (but for
// GraphML, which remembers the ids of the nodes that it has written):
//
//	jsonl    one tagged article a line, the public JSON form with offsets
//	csv      one row for each entity of each article and each measure on it
//	parquet  the same rows, typed and compressed
//	ftm      FollowTheMoney entities: Person, Organization, Article, Sanction …
//	graphml  articles and entities as a graph, for Gephi and the like
//
// Articles come in order of insertion; the same store gives the same bytes.
package export

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/store"
)

// writer writes articles in one format.
type writer interface {
	write(*tagging.Tagging) error
	// close writes what ends the document; it does not close the file below.
	close() error
}

var writers = map[string]func(io.Writer) writer{
	"jsonl":   newJSONL,
	"csv":     newCSV,
	"parquet": newParquet,
	"ftm":     newFTM,
	"graphml": newGraphML,
}

// Formats are the names of the formats.
func Formats() []string {
	out := make([]string, 0, len(writers))
	for name := range writers {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// CheckFormat refuses a format that is not known.
func CheckFormat(format string) error {
	if writers[format] == nil {
		return fmt.Errorf("--format %q: want %s", format, strings.Join(Formats(), ", "))
	}
	return nil
}

// Query selects articles by the time of publication: Since ≤ time < Until, a
// zero time is no bound.
type Query struct{ Since, Until time.Time }

func (q Query) wants(t time.Time) bool {
	return (q.Since.IsZero() || !t.Before(q.Since)) && (q.Until.IsZero() || t.Before(q.Until))
}

// Write writes the current articles that q selects to w and returns how many.
func Write(ctx context.Context, w io.Writer, s *store.Store, format string, q Query) (n int, err error) {
	if err := CheckFormat(format); err != nil {
		return 0, err
	}
	buffered := bufio.NewWriterSize(w, 1<<16)
	out := writers[format](buffered)
	for it, err := range s.Items(ctx, 0, 0) {
		if err != nil {
			return n, err
		}
		if !q.wants(published(&it)) {
			continue
		}
		if err := out.write(&it.Tagging); err != nil {
			return n, fmt.Errorf("export article %s: %w", it.ID, err)
		}
		n++
	}
	if err := out.close(); err != nil {
		return n, fmt.Errorf("end the export: %w", err)
	}
	if err := buffered.Flush(); err != nil {
		return n, fmt.Errorf("write the export: %w", err)
	}
	return n, nil
}

func published(it *store.Item) time.Time {
	return cmpTime(it.Published, cmpTime(it.Fetched, it.Stored))
}

func cmpTime(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
}

type jsonl struct{ enc *json.Encoder }

func newJSONL(w io.Writer) writer {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return jsonl{enc}
}

func (j jsonl) write(t *tagging.Tagging) error {
	if t.Entities == nil {
		c := *t
		c.Entities = []tagging.Entity{}
		t = &c
	}
	return j.enc.Encode(t)
}

func (j jsonl) close() error { return nil }

// row is one line of the flat formats: an entity of an article, with one
// measure on it where there is any.
type row struct {
	Article    string  `parquet:"article,dict"`
	URL        string  `parquet:"url"`
	Title      string  `parquet:"title"`
	Site       string  `parquet:"site,dict"`
	Language   string  `parquet:"language,dict"`
	Published  string  `parquet:"published"`
	Entity     string  `parquet:"entity,dict"`
	Type       string  `parquet:"type,dict"`
	Name       string  `parquet:"name"`
	Mentions   int64   `parquet:"mentions"`
	Confidence float64 `parquet:"confidence"`
	Sanctioned bool    `parquet:"sanctioned"`
	Action     string  `parquet:"action,dict"`
	Authority  string  `parquet:"authority,dict"`
	Agency     string  `parquet:"agency,dict"`
	Date       string  `parquet:"date,dict"`
	Evidence   string  `parquet:"evidence"`
	Listed     string  `parquet:"listed"`
	Country    string  `parquet:"country,dict"`
	Paywalled  bool    `parquet:"paywalled"`
}

// rows flattens an article. An article without entities has no row.
func rows(t *tagging.Tagging) []row {
	var out []row
	text := []rune(nil)
	for i := range t.Entities {
		e := &t.Entities[i]
		r := row{
			Article: t.ID, URL: t.URL, Title: t.Title, Site: t.Site, Language: t.Language,
			Entity: e.ID, Type: string(e.Type), Name: e.Name, Mentions: int64(len(e.Mentions)),
			Confidence: e.Confidence, Sanctioned: e.Sanctioned, Paywalled: t.Paywalled,
		}
		if !t.Published.IsZero() {
			r.Published = t.Published.UTC().Format(time.RFC3339)
		}
		if e.Place != nil {
			r.Country = e.Place.Country
		}
		listed := make([]string, 0, len(e.Listed))
		for _, l := range e.Listed {
			listed = append(listed, l.List+":"+l.UID)
		}
		r.Listed = strings.Join(listed, ";")
		if len(e.Designations) == 0 {
			out = append(out, r)
			continue
		}
		if text == nil {
			text = []rune(t.Text)
		}
		for _, d := range e.Designations {
			r.Action, r.Authority, r.Agency, r.Date = string(d.Action), d.Authority, d.Agency, d.Date
			r.Evidence = slice(text, d.Evidence)
			out = append(out, r)
		}
	}
	return out
}

func slice(text []rune, s tagging.Span) string {
	if s.Start < 0 || s.End > len(text) || s.Start >= s.End {
		return ""
	}
	return strings.Join(strings.Fields(string(text[s.Start:s.End])), " ")
}
