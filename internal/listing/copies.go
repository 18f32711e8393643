package listing

import (
	"context"
	"fmt"
	"strings"

	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/internal/story"
	"github.com/tagwire/tagwire/store"
)

// ArticleRecord is a stored article with its place among the others.
type ArticleRecord struct {
	store.Item
	// Story is the id of its story.
	Story string `json:"story"`
	// Copies are the articles that have the same text but for small changes,
	// as syndicated stories do; Related are the others of the story.
	Copies  []store.Brief `json:"copies,omitempty"`
	Related []store.Brief `json:"related,omitempty"`
}

// articleRecord reads an article and who else has it.
func articleRecord(ctx context.Context, s *store.Store, id string) (*ArticleRecord, error) {
	it, err := s.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	rec := &ArticleRecord{Item: it}
	st, err := s.Story(ctx, id)
	if err != nil {
		return nil, err
	}
	rec.Story = st.ID
	same := copiesOf(st.Members, id)
	for _, m := range st.Members {
		if m.Article == id {
			continue
		}
		other, err := s.Article(ctx, m.Article)
		if err != nil {
			return nil, err
		}
		b, err := s.Brief(ctx, other.Seq)
		if err != nil {
			return nil, err
		}
		if same[m.Article] {
			rec.Copies = append(rec.Copies, b)
		} else {
			rec.Related = append(rec.Related, b)
		}
	}
	return rec, nil
}

// copiesOf are the members of a story that are copies of an article, of its
// copies, and so on.
func copiesOf(members []store.Member, id string) map[string]bool {
	next := make(map[string][]string)
	for _, m := range members {
		if m.Why == string(story.Copy) {
			next[m.Article] = append(next[m.Article], m.With)
			next[m.With] = append(next[m.With], m.Article)
		}
	}
	found := map[string]bool{id: true}
	for todo := []string{id}; len(todo) > 0; todo = todo[1:] {
		for _, n := range next[todo[0]] {
			if !found[n] {
				found[n] = true
				todo = append(todo, n)
			}
		}
	}
	return found
}

// copiesText names the copies and how many others tell the same.
func copiesText(page console.Page, rec *ArticleRecord) string {
	var b strings.Builder
	for i := range rec.Copies {
		c := &rec.Copies[i]
		facts := []string{Day(c.Time()), c.URL, "id " + c.ID}
		if c.Site != "" {
			facts = append([]string{c.Site}, facts...)
		}
		b.WriteString(page.Block("  copy: ", "        ", strings.Join(facts, " · ")))
	}
	if n := len(rec.Related); n > 0 {
		b.WriteString(page.Block("  ", "  ", fmt.Sprintf("%s of the same story; \"tagwire digest --why %s\" says why", plural(n, "other article"), rec.Story)))
	}
	return b.String()
}
