package clean

import (
	"cmp"
	"fmt"
	"sync"

	"github.com/tagwire/tagwire/fetcher/article"
)

// Cleaner cleans documents. The zero value is ready for use, by several
// goroutines at once. It keeps the memory that a page needed for the next.
type Cleaner struct {
	// Spans asks for the links, the emphasis and the cells of HTML pages as
	// [article.Span], and for the numbers of blocks.
	Spans bool

	scanners sync.Pool // of *scanner
}

// std serves the functions of the package.
var std Cleaner

// Page is the method of a [Cleaner] for callers who need none of their own.
func Page(p article.Page) (article.Article, error) { return std.Page(p) }

// Page makes an Article of a fetched document: HTML, Markdown or plain text, by
// its content type and, where that is missing or wrong, by its bytes. The error
// wraps one of the package's sentinels and names the document.
func (c *Cleaner) Page(p article.Page) (article.Article, error) {
	a, err := c.read(p)
	if err != nil {
		return article.Article{}, fmt.Errorf("clean %s: %w", name(p), err)
	}
	return a, nil
}

// HTML cleans one HTML document. The url may be empty: the page's canonical
// link, if any, then names it.
func HTML(body []byte, url string) (article.Article, error) {
	return Page(article.Page{URL: url, Body: body, ContentType: "text/html"})
}

// Text cleans plain text, line by line.
func Text(text string, url string) (article.Article, error) {
	return Page(article.Page{URL: url, Body: []byte(text), ContentType: "text/plain; charset=utf-8"})
}

func name(p article.Page) string {
	for _, s := range []string{p.FinalURL, p.URL, p.Source} {
		if s != "" {
			return s
		}
	}
	return "document"
}

func (c *Cleaner) read(p article.Page) (a article.Article, err error) {
	if len(p.Body) > MaxBytes {
		return a, fmt.Errorf("%w: %d bytes", ErrTooLarge, len(p.Body))
	}
	kind, err := sniff(p.Body, p.ContentType)
	if err != nil {
		return a, err
	}
	text := decode(p.Body, p.ContentType)
	var s *story
	var look func() glimpse // what a page shows at first sight
	switch kind {
	case kindHTML:
		sc := c.scanner()
		defer c.keep(sc)
		if c.Spans {
			sc.marks = new(marks)
		}
		sc.read(text)
		v := sc.survey()
		look = func() glimpse { return glance(v, sc) }
		s, err = readPage(classifier(), v, sc, cmp.Or(p.FinalURL, p.URL))
	case kindMarkdown:
		s, err = readMarkdown(string(text))
	default:
		s, err = readText(string(text))
	}
	if err == nil {
		a, err = s.article(p)
	}
	if err := judge(p, text, look, &a, err); err != nil {
		return article.Article{}, err
	}
	return a, nil
}

// scanner is one that another page has used, or a new one.
func (c *Cleaner) scanner() *scanner {
	if s, ok := c.scanners.Get().(*scanner); ok {
		return s
	}
	return new(scanner)
}

// What a scanner may hold that is kept for the next page. Pages beyond it are
// rare.
const (
	keptNodes = 8 << 10
	keptText  = 1 << 20 // bytes
)

// keep keeps a scanner for the next page.
func (c *Cleaner) keep(s *scanner) {
	if cap(s.nodes) <= keptNodes && cap(s.text) <= keptText && cap(s.containers) <= 2*keptNodes {
		s.forget()
		c.scanners.Put(s)
	}
}
