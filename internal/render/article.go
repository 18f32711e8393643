package render

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/tagwire/tagwire/fetcher/article"
)

// Article writes a cleaned article in a format: "text" is title and text,
// "markdown" keeps headings, lists, quotations and tables and, where the article
// has spans, links and emphasis.
func Article(w io.Writer, format string, a *article.Article) error {
	switch format {
	case "text":
		return text(w, a)
	case "markdown":
		return markdown(w, a)
	case "json", "jsonl":
		return encode(w, a, format == "json")
	}
	return fmt.Errorf("unknown format %q: want one of %q", format, ArticleFormats())
}

func text(w io.Writer, a *article.Article) error {
	var b strings.Builder
	if a.Title != "" {
		b.WriteString(a.Title + "\n\n")
	}
	b.WriteString(a.Text + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// Removed lists what cleaning took out of a document, each piece with its rule,
// below the document's name and what it says of itself.
func Removed(w io.Writer, name string, a *article.Article) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %q, %d blocks kept, %d removed\n", name, a.Title, len(a.Blocks), len(a.Removed))
	for _, f := range []struct{ field, value string }{
		{"title", a.Title}, {"byline", a.Byline}, {"published", date(a.Published)}, {"site", a.Site}, {"section", a.Section}, {"language", a.Language},
	} {
		if f.value != "" && a.Origin[f.field] != "" {
			fmt.Fprintf(&b, "  %-20s %s (from %s)\n", f.field, oneLine(f.value), a.Origin[f.field])
		}
	}
	for _, r := range a.Removed {
		fmt.Fprintf(&b, "- %-20s %s\n", r.Rule, oneLine(r.Text))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
