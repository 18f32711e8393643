package cleantrain

import (
	"slices"
	"strings"

	"github.com/tagwire/tagwire/fetcher/article"
)

// Facts counts, of the pages that have a label, those whose metadata is right.
type Facts struct {
	Title, Author, Date    int // right
	Titles, Authors, Dates int // labelled
}

// Check compares a page's metadata with its labels and returns which of the
// labelled facts are right. Titles are the same when their words are; an author
// when the words of one of the names are; a date when its day is, in the time
// zone that the page gives.
func (f *Facts) Check(p Page, a article.Article) (title, author, date bool) {
	same := func(a, b string) bool { return slices.Equal(Words(a), Words(b)) }
	if p.Title != "" {
		f.Titles++
		if title = same(a.Title, p.Title); title {
			f.Title++
		}
	}
	if p.Author != "" {
		f.Authors++
		author = same(a.Byline, p.Author) || slices.ContainsFunc(a.Authors, func(n string) bool {
			return same(n, p.Author) || strings.Contains(" "+strings.Join(Words(p.Author), " ")+" ", " "+strings.Join(Words(n), " ")+" ") && len(Words(n)) > 1
		})
		if author {
			f.Author++
		}
	}
	if len(p.Date) >= len("2006-01-02") {
		f.Dates++
		day := p.Date[:len("2006-01-02")]
		if date = a.Published.Format("2006-01-02") == day || a.Published.UTC().Format("2006-01-02") == day; date {
			f.Date++
		}
	}
	return title, author, date
}
