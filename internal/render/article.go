package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/tagwire/tagwire/fetcher/article"
)

// Article writes a cleaned article in a format: "text" is title and text,
// "markdown" keeps headings, lists and quotations.
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

func markdown(w io.Writer, a *article.Article) error {
	var b strings.Builder
	if a.Title != "" {
		b.WriteString("# " + escape(a.Title) + "\n\n")
	}
	runes := []rune(a.Text)
	for i, bl := range a.Blocks {
		t := escape(string(runes[bl.Start:bl.End]))
		switch bl.Kind {
		case article.Heading:
			b.WriteString(strings.Repeat("#", min(6, max(2, bl.Level))) + " " + t)
		case article.ListItem:
			b.WriteString(strings.Repeat("  ", max(0, bl.Level-1)) + "- " + t)
		case article.Quote:
			b.WriteString("> " + t)
		case article.Code:
			b.WriteString("    " + string(runes[bl.Start:bl.End]))
		default:
			b.WriteString(t)
		}
		b.WriteString("\n")
		// Items of one list stand close.
		if bl.Kind != article.ListItem || i+1 == len(a.Blocks) || a.Blocks[i+1].Kind != article.ListItem {
			b.WriteString("\n")
		}
	}
	_, err := io.WriteString(w, strings.TrimRight(b.String(), "\n")+"\n")
	return err
}

// escape keeps characters of the text from being read as Markdown.
func escape(s string) string { return special.Replace(s) }

var special = strings.NewReplacer("\\", "\\\\", "*", "\\*", "_", "\\_", "`", "\\`", "[", "\\[", "]", "\\]", "<", "\\<", "#", "\\#")

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
