package clean

import (
	"bytes"
	"fmt"
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/tagwire/tagwire/fetcher/article"
)

// parse prescans and parses a page and surveys its blocks; linked are its
// JSON-LD scripts.
func parse(page []byte) (v *view, doc *goquery.Document, linked []string, err error) {
	lean, linked := prescan(page)
	root, err := html.Parse(bytes.NewReader(lean))
	if err != nil {
		// Beyond 512 nested elements the parser gives up; the page is then read
		// as a stream of tags.
		root = flat(lean)
	}
	return survey(cut(root)), goquery.NewDocumentFromNode(root), linked, nil
}

// classifier is decoded once.
var classifier = sync.OnceValue(func() *Classifier { return decodeClassifier(embeddedWeights) })

func readHTML(text, address string) (*story, error) {
	return readPage(classifier(), text, address)
}

func readPage(c *Classifier, text, address string) (*story, error) {
	v, doc, linked, err := parse([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("parse HTML: %w", err)
	}
	s := &story{}
	s.meta.readMetadata(doc, linked, address)
	keep := c.label(v)
	title := plainLine(s.meta.Title)
	for i := range v.nodes {
		n := &v.nodes[i]
		if !keep[i] {
			continue
		}
		if n.kind == article.Heading && n.level == 1 && plainLine(n.text) == title {
			continue // the title is metadata
		}
		s.blocks = append(s.blocks, n.block)
	}
	removeByRule(s.blocks)
	if len(s.blocks) == 0 {
		return nil, emptyPage(text, doc, v)
	}
	return s, nil
}

// emptyPage says why a page gave no story.
func emptyPage(text string, doc *goquery.Document, v *view) error {
	switch {
	case doc.Find("frameset").Length() > 0:
		return ErrFrames
	case v.total < 60 && strings.Count(text, "<script") >= 2:
		return ErrScriptOnly
	}
	return ErrNotArticle
}

// flat reads a page as a stream of tags into a tree of two levels: block
// elements under the body, text under them.
func flat(page []byte) *html.Node {
	body := &html.Node{Type: html.ElementNode, Data: "body"}
	cur := body
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return body
		case html.TextToken:
			cur.AppendChild(&html.Node{Type: html.TextNode, Data: string(z.Text())})
		case html.StartTagToken, html.EndTagToken:
			t := z.Token()
			if blockTag(t.DataAtom) {
				cur = &html.Node{Type: html.ElementNode, Data: t.Data, DataAtom: t.DataAtom, Attr: t.Attr}
				body.AppendChild(cur)
			}
		}
	}
}
