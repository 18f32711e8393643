package clean

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
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
	if len(v.nodes) >= maxBlocks {
		return nil, fmt.Errorf("%w: more than %d blocks of text", ErrTooLarge, maxBlocks)
	}
	s := &story{}
	s.meta.readMetadata(doc, linked, address)
	keep := c.label(v)
	if !slices.Contains(keep, true) {
		keep = v.proseBlocks()
	}
	v.keepClosing(keep)
	s.take(v, keep)
	s.dropRepeats()
	removeByRule(s.blocks)
	if !s.any() {
		return nil, emptyPage(text, doc, v)
	}
	return s, nil
}

// proseBlocks marks the blocks that read like prose, for pages that are like
// none that the classifier learned from.
func (v *view) proseBlocks() []bool {
	keep := make([]bool, len(v.nodes))
	for i := range v.nodes {
		n := &v.nodes[i]
		keep[i] = n.words >= 12 && n.linked*3 < n.chars && n.ends && n.stops*12 > n.words && n.flags&(inNav|inFooter|inAside|inForm) == 0
	}
	return keep
}

// keepClosing keeps the sentences that follow the story's last paragraph as its
// like among its siblings. A short closing paragraph beside what the page adds
// below a story looks to the classifier like the first of that; being set like
// the story tells it apart.
func (v *view) keepClosing(keep []bool) {
	last := -1
	for i, k := range keep {
		if k {
			last = i
		}
	}
	if last < 0 || !v.nodes[last].ends {
		return
	}
	for i := last + 1; i < len(v.nodes); i++ {
		n := &v.nodes[i]
		if n.path != v.nodes[last].path || n.parents[1] != v.nodes[last].parents[1] || !n.ends || n.words < 5 || n.links > 0 {
			return
		}
		if name, _ := ruleFor(n.text); name != "" {
			return
		}
		keep[i] = true
	}
}

// take makes the blocks that are kept the story's. Blocks between them that are
// not kept are recorded as removed; what stands before and after is the page's
// frame and is not.
func (s *story) take(v *view, keep []bool) {
	first, last := -1, -1
	for i, k := range keep {
		if k {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return
	}
	title, byline := plainLine(s.meta.Title), plainLine(s.meta.Byline)
	for i := first; i <= last; i++ {
		b := v.nodes[i].block
		line := plainLine(b.text)
		switch {
		case !keep[i]:
			b.rule = "not-story"
		case line == title:
			b.rule = "title"
		case line == byline:
			b.rule = "byline"
		}
		s.blocks = append(s.blocks, b)
	}
}

// minRepeat is the least number of words of a block that a story would not say
// twice.
const minRepeat = 10

// dropRepeats strikes out blocks that stood before word for word: pages carry
// their story twice, once for phones, or repeat a teaser.
func (s *story) dropRepeats() {
	seen := make(map[string]bool, len(s.blocks))
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.rule != "" || strings.Count(b.text, " ") < minRepeat-1 {
			continue
		}
		if seen[b.text] {
			b.rule = "repeated"
		}
		seen[b.text] = true
	}
}

// any reports whether a block of the story is left.
func (s *story) any() bool {
	return slices.ContainsFunc(s.blocks, func(b block) bool { return b.rule == "" })
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
