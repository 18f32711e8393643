package clean

import (
	"cmp"
	"fmt"

	"github.com/tagwire/tagwire/fetcher/article"
)

// Page makes an Article of a fetched document: HTML, Markdown or plain text, by
// its content type and, where that is missing or wrong, by its bytes. The error
// wraps one of the package's sentinels and names the document.
func Page(p article.Page) (article.Article, error) {
	a, err := read(p)
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

func read(p article.Page) (article.Article, error) {
	if len(p.Body) > MaxBytes {
		return article.Article{}, fmt.Errorf("%w: %d bytes", ErrTooLarge, len(p.Body))
	}
	kind, err := sniff(p.Body, p.ContentType)
	if err != nil {
		return article.Article{}, err
	}
	text := decode(p.Body, p.ContentType)
	s, look, err := readKind(p, text, kind)
	var a article.Article
	if err == nil {
		a, err = s.article(p)
	}
	if err := judge(p, text, look, &a, err); err != nil {
		return article.Article{}, err
	}
	return a, nil
}

// readKind reads a document by its kind. For a page, look tells what it shows
// at first sight; it is nil for anything else.
func readKind(p article.Page, text []byte, kind docKind) (s *story, look func() glimpse, err error) {
	switch kind {
	case kindHTML:
		v, sc := parse(text)
		s, err = readPage(classifier(), v, sc, cmp.Or(p.FinalURL, p.URL))
		return s, func() glimpse { return glance(v, sc) }, err
	case kindMarkdown:
		s, err = readMarkdown(string(text))
	default:
		s, err = readText(string(text))
	}
	return s, nil, err
}
