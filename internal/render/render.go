package render

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// Formats are the names that Format knows, with the extension of a file of each.
var formats = map[string]string{"text": ".txt", "json": ".json", "jsonl": ".jsonl", "html": ".html"}

// Formats lists the formats' names.
func Formats() []string {
	names := make([]string, 0, len(formats))
	for n := range formats {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// Extension is the file extension of a format, "" for an unknown one.
func Extension(format string) string { return formats[format] }

// Write writes a tagging in a format: "json" indented, "jsonl" on one line.
func Write(w io.Writer, format string, t *tagging.Tagging) error {
	switch format {
	case "text":
		return Text(w, t)
	case "html":
		return HTML(w, t)
	case "json", "jsonl":
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		if format == "json" {
			e.SetIndent("", " ")
		}
		return e.Encode(t)
	}
	return fmt.Errorf("unknown format %q: want one of %q", format, Formats())
}
