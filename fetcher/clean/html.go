package clean

import (
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/tagwire/tagwire/fetcher/article"
)

func readHTML(text string) (*story, error) {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("parse HTML: %w", err)
	}
	s := &story{}
	s.meta.Title = strings.Join(strings.Fields(doc.Find("title").First().Text()), " ")
	s.meta.canonical, _ = doc.Find("link[rel=canonical]").First().Attr("href")
	root := doc.Find("article,main").First()
	if root.Length() == 0 {
		root = doc.Find("body")
	}
	root.Find("p,h2,h3,li,blockquote").Each(func(_ int, e *goquery.Selection) {
		if t := strings.Join(strings.Fields(e.Text()), " "); t != "" {
			s.blocks = append(s.blocks, block{kind: article.Paragraph, text: t})
		}
	})
	removeByRule(s.blocks)
	return s, nil
}
