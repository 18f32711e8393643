package listing

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/store"
)

// Revision is one version of an article's title and text, with what changed
// from the one before.
type Revision struct {
	Revision string    `json:"revision"`
	Fetched  time.Time `json:"fetched,omitzero"`
	Stored   time.Time `json:"stored"`
	Title    string    `json:"title,omitempty"`
	// Current says that this is the article now.
	Current bool `json:"current,omitempty"`
	// Taggings is how often this revision was tagged.
	Taggings int `json:"taggings"`
	// Changes are in the order of the text, sentence by sentence; none for the
	// first revision.
	Changes []Change `json:"changes,omitempty"`

	text string
}

// Change is a line of a comparison.
type Change struct {
	// Kind is "removed", "added", or "same" for the sentences around a change;
	// "gap" stands for sentences left out.
	Kind string `json:"kind"`
	Text string `json:"text,omitempty"`
}

// Revisions are the versions of the article with this id, oldest first.
func Revisions(ctx context.Context, s *store.Store, id string) ([]Revision, error) {
	versions, err := s.Versions(ctx, id)
	if err != nil {
		return nil, err
	}
	var out []Revision
	at := make(map[string]int)
	for _, v := range versions {
		i, known := at[v.Revision]
		if !known {
			it, err := s.Tagging(ctx, v.Seq)
			if err != nil {
				return nil, err
			}
			i = len(out)
			at[v.Revision] = i
			out = append(out, Revision{Revision: v.Revision, Fetched: it.Fetched, Stored: it.Stored, Title: it.Title, text: it.Text})
			if i > 0 {
				out[i].Changes = compare(&out[i-1], &out[i])
			}
		}
		out[i].Taggings++
		out[i].Current = out[i].Current || v.Current
	}
	return out, nil
}

// compare lists what changed from one revision to the next: the title and then
// the sentences, each a line.
func compare(old, new *Revision) []Change {
	unified := diff.Diff("old", sentenceLines(old), "new", sentenceLines(new))
	if len(unified) == 0 {
		return nil
	}
	var out []Change
	const header = 3 // "diff", "---" and "+++"
	for _, line := range strings.Split(strings.TrimSuffix(string(unified), "\n"), "\n")[header:] {
		kind := ""
		switch {
		case strings.HasPrefix(line, "@@ "):
			if len(out) > 0 {
				out = append(out, Change{Kind: "gap"})
			}
			continue
		case line[0] == '-':
			kind = "removed"
		case line[0] == '+':
			kind = "added"
		default:
			kind = "same"
		}
		out = append(out, Change{kind, line[1:]})
	}
	return out
}

// sentenceLines is a revision with a line for its title and for each sentence.
func sentenceLines(r *Revision) []byte {
	var b strings.Builder
	b.WriteString(console.Clean(r.Title) + "\n")
	doc := token.New(r.text)
	for i := range doc.Sentences {
		span := doc.SentenceSpan(i)
		if s := console.Clean(r.text[span.Start:span.End]); s != "" {
			b.WriteString(s + "\n")
		}
	}
	return []byte(b.String())
}

// ShowRevisions prints the versions of the article that id names.
func ShowRevisions(ctx context.Context, s *store.Store, w io.Writer, page console.Page, format, id string) error {
	if err := CheckFormat(format, "text", "json"); err != nil {
		return err
	}
	article, err := s.ResolveArticle(ctx, id)
	if err != nil {
		var many *store.AmbiguousError
		switch {
		case errors.Is(err, store.ErrNotFound):
			return fmt.Errorf("no article is stored under %q; \"tagwire list articles\" shows ids", id)
		case errors.As(err, &many):
			return fmt.Errorf("%q fits several articles: %s; give more of the id", id, strings.Join(many.Matches, ", "))
		}
		return err
	}
	revisions, err := Revisions(ctx, s, article)
	if err != nil {
		return err
	}
	if format == "json" {
		return printJSON(w, revisions)
	}
	_, err = io.WriteString(w, revisionsText(page, article, revisions))
	return err
}

func revisionsText(page console.Page, article string, revisions []Revision) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s of article %s\n", plural(len(revisions), "revision"), article)
	for i := range revisions {
		r := &revisions[i]
		when := r.Fetched
		if when.IsZero() {
			when = r.Stored
		}
		facts := []string{when.UTC().Format("2006-01-02 15:04 MST"), r.Revision}
		if r.Taggings > 1 {
			facts = append(facts, fmt.Sprintf("tagged %d times", r.Taggings))
		}
		if r.Current {
			facts = append(facts, "current")
		}
		fmt.Fprintf(&b, "\n%s  %s\n", page.Bold(fmt.Sprintf("Revision %d", i+1)), page.Dim(strings.Join(facts, " · ")))
		if i == 0 {
			b.WriteString(page.Block("  ", "  ", r.Title))
		}
		for _, c := range r.Changes {
			b.WriteString(changeText(page, c))
		}
	}
	return b.String()
}

func changeText(page console.Page, c Change) string {
	paint, mark := page.Dim, "    "
	switch c.Kind {
	case "gap":
		return "    …\n"
	case "removed":
		paint, mark = page.Red, "  - "
	case "added":
		paint, mark = page.Green, "  + "
	}
	var b strings.Builder
	for i, l := range console.Wrap(c.Text, page.Columns()-4) {
		if i > 0 {
			mark = "    "
		}
		b.WriteString(paint(mark+l) + "\n")
	}
	return b.String()
}
