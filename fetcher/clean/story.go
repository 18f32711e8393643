package clean

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"github.com/tagwire/tagwire/fetcher/article"
)

// block is one paragraph, heading, list item, quotation or row on its way into
// the article.
type block struct {
	kind  article.BlockKind
	level int
	text  string
	rule  string // the rule that removed it; empty while it is part of the story
	from  int    // where its text begins in page.text
	// Its list item, quotation or row, and the number of that; 0 where marks are
	// not gathered.
	group, number int
}

// story is a document between reading and assembly.
type story struct {
	blocks []block
	meta   metadata
	marks  *marks // nil unless they were asked for
}

// metadata is what the document says of itself, with where it said so.
type metadata struct {
	article.Article
	canonical string
}

func (m *metadata) from(field, source string) {
	if m.Origin == nil {
		m.Origin = make(map[string]string, 8)
	}
	m.Origin[field] = source
}

// article puts text, blocks and removals together and fills in identity.
func (s *story) article(p article.Page) (article.Article, error) {
	a := s.meta.Article
	size, kept := 0, 0
	for i := range s.blocks {
		if b := &s.blocks[i]; b.rule == "" {
			size += len(b.text) + len("\n\n")
			kept++
		}
	}
	var text strings.Builder
	text.Grow(size)
	if kept > 0 {
		a.Blocks = make([]article.Block, 0, kept)
	}
	if removed := len(s.blocks) - kept; removed > 0 {
		a.Removed = make([]article.Removed, 0, removed)
	}
	at := 0
	for _, b := range s.blocks {
		if b.rule != "" {
			a.Removed = append(a.Removed, article.Removed{Text: b.text, Rule: b.rule})
			continue
		}
		if text.Len() > 0 {
			text.WriteString("\n\n")
			at += 2
		}
		text.WriteString(b.text)
		n := utf8.RuneCountInString(b.text)
		a.Blocks = append(a.Blocks, article.Block{Kind: b.kind, Level: b.level, Start: at, End: at + n})
		at += n
	}
	a.Text = text.String()
	if a.Text == "" {
		return a, ErrNotArticle
	}
	s.identify(&a, p)
	if s.marks != nil {
		s.structure(&a, p)
	}
	return a, nil
}

// structure adds what the marks say.
func (s *story) structure(a *article.Article, p article.Page) {
	seen := make(map[int]bool)
	k := 0
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.rule != "" {
			continue
		}
		if b.group > 0 {
			a.Blocks[k].Number, a.Blocks[k].Continues = b.number, seen[b.group]
			seen[b.group] = true
		}
		k++
	}
	address := cmp.Or(p.FinalURL, p.URL, a.URL)
	a.Spans = s.marks.spans(s.blocks, a, newResolver(address, s.marks.base))
}

func (s *story) identify(a *article.Article, p article.Page) {
	a.URL = p.URL
	if p.FinalURL != "" {
		a.URL = p.FinalURL
	}
	if s.meta.canonical != "" {
		a.URL = s.meta.canonical
	}
	a.URL = article.CleanURL(a.URL)
	if a.Title == "" && p.Hint.Title != "" {
		a.Title = p.Hint.Title
		s.meta.from("title", "feed")
	}
	if a.Byline == "" && p.Hint.Byline != "" {
		a.Byline = p.Hint.Byline
		s.meta.from("byline", "feed")
	}
	if a.Site == "" && p.Hint.Site != "" {
		a.Site = p.Hint.Site
		s.meta.from("site", "feed")
	}
	if a.Language == "" && p.Hint.Language != "" {
		a.Language = p.Hint.Language
		s.meta.from("language", "feed")
	}
	if a.Published.IsZero() && !p.Hint.Published.IsZero() {
		a.Published = p.Hint.Published
		s.meta.from("published", "feed")
	}
	if a.Language == "" {
		if a.Language = detectLanguage(a.Text); a.Language != "" {
			s.meta.from("language", "text")
		}
	}
	a.Origin = s.meta.Origin
	a.Fetched = p.Fetched
	a.Source = p.Source
	a.ID = article.NewID(a.URL, a.Text)
	a.Revision = article.NewRevision(a.Title, a.Text)
}
