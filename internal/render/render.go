package render

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// formats are those of Write, with the extension of a file of each.
var formats = map[string]string{"text": ".txt", "json": ".json", "jsonl": ".jsonl", "html": ".html"}

// articleFormats are those of Article.
var articleFormats = map[string]string{"text": ".txt", "json": ".json", "jsonl": ".jsonl", "markdown": ".md"}

// Formats lists the formats' names.
func Formats() []string { return slices.Sorted(maps.Keys(formats)) }

// ArticleFormats lists the names of the formats that Article knows.
func ArticleFormats() []string { return slices.Sorted(maps.Keys(articleFormats)) }

// Extension is the file extension of a format, "" for an unknown one.
func Extension(format string) string { return cmp.Or(formats[format], articleFormats[format]) }

// Write writes a tagging in a format: "json" indented, "jsonl" on one line.
func Write(w io.Writer, format string, t *tagging.Tagging) error {
	switch format {
	case "text":
		return Text(w, t)
	case "html":
		return HTML(w, t)
	case "json", "jsonl":
		return encode(w, t, format == "json")
	}
	return fmt.Errorf("unknown format %q: want one of %q", format, Formats())
}

func encode(w io.Writer, v any, indent bool) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if indent {
		e.SetIndent("", " ")
	}
	return e.Encode(v)
}
