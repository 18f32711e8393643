package clean

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// parse cuts a page and surveys its blocks.
func parse(src []byte) (*view, *scanner) {
	sc := scan(src)
	return sc.survey(), sc
}

// classifier is decoded once.
var classifier = sync.OnceValue(func() *Classifier { return decodeClassifier(embeddedWeights) })

func readPage(c *Classifier, v *view, sc *scanner, address string) (*story, error) {
	if len(v.nodes) >= maxBlocks {
		return nil, fmt.Errorf("%w: more than %d blocks of text", ErrTooLarge, maxBlocks)
	}
	s := &story{marks: sc.marks}
	s.meta.readMetadata(v, sc, address)
	keep := c.label(v)
	if !slices.Contains(keep, true) {
		keep = v.proseBlocks()
	}
	v.keepClosing(keep)
	s.take(v, keep)
	s.dropRepeats()
	removeByRule(s.blocks)
	if !s.any() {
		return nil, emptyPage(sc, v)
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
	buf := make([]byte, 0, longestRuled)
	plain := func(t string) string { return string(plainLine(t, buf).text) }
	title, byline := plain(s.meta.Title), plain(s.meta.Byline)
	s.blocks = make([]block, 0, last-first+1)
	for i := first; i <= last; i++ {
		b := v.nodes[i].block
		switch {
		case !keep[i]:
			b.rule = "not-story"
		case len(b.text) > 2*max(len(title), len(byline)): // as long as neither
		case plain(b.text) == title:
			b.rule = "title"
		case plain(b.text) == byline:
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
func emptyPage(sc *scanner, v *view) error {
	switch scripts := bytes.Count(sc.src, []byte("<script")); {
	case sc.frames:
		return ErrFrames
	case v.total < shellWords && scripts >= 2, v.total == 0 && scripts > 0, v.total < shellWords && wantsScripts(sc.src):
		return ErrScriptOnly
	}
	return ErrNotArticle
}

// shellWords is the number of words from which a page is no empty shell.
const shellWords = 60

// wantsScripts reports whether a page asks its readers to switch scripts on, as
// shells do in a noscript element.
func wantsScripts(src []byte) bool {
	text := bytes.ToLower(src[:min(len(src), 1<<20)])
	for _, plea := range []string{"enable javascript", "javascript enabled", "requires javascript", "javascript is disabled", "javascript is required", "turn on javascript", "activate javascript", "javascript aktivieren", "activer javascript", "active javascript"} {
		if bytes.Contains(text, []byte(plea)) {
			return true
		}
	}
	return false
}
