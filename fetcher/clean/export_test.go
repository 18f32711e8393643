package clean

import "github.com/tagwire/tagwire/fetcher/article"

// Everything is a page with all its blocks, as if all were its story, and its
// spans.
func Everything(page, url string) (article.Article, error) {
	var s scanner
	s.marks = new(marks)
	s.read([]byte(page))
	st := story{marks: s.marks}
	for i := range s.nodes {
		st.blocks = append(st.blocks, s.nodes[i].block)
	}
	return st.article(article.Page{URL: url})
}
