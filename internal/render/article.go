package render

import (
	"fmt"
	"io"
	"strings"

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

// Removed lists what cleaning took out of an article, each with its rule.
func Removed(w io.Writer, a *article.Article) error {
	if len(a.Removed) == 0 {
		_, err := fmt.Fprintln(w, "nothing was removed")
		return err
	}
	for _, r := range a.Removed {
		if _, err := fmt.Fprintf(w, "%-22s %s\n", r.Rule, strings.Join(strings.Fields(r.Text), " ")); err != nil {
			return err
		}
	}
	return nil
}
