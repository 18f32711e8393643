package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/tagwire/tagwire/fetcher/article"
)

// node is a block of text of a page, with what its place in the page says.
type node struct {
	block
	tag     atom.Atom
	words   int
	chars   int // bytes of text
	linked  int // bytes of text inside links
	links   int
	flags   flag
	classes []uint32 // hashes of the class and id words of its ancestors, nearest first
	near    int      // how many of classes are of the two nearest elements
	path    uint32   // hash of tags and classes down to the block: like blocks share it
	parents [4]int32 // containers, nearest first, as indexes into page.containers; -1 none
	stops   int      // words of the language's frame: "the", "of", "and"
	upper   int      // capitalized words
	commas  int
	ends    bool // ends like a sentence
}

// flag is a set of kinds of ancestors.
type flag uint32

const (
	inArticle flag = 1 << iota
	inMain
	inHeader
	inFooter
	inNav
	inAside
	inFigure
	inList
	inTable
	inForm
	inQuote
	inBody // itemprop=articleBody and the like
	inHidden
	inLink // the whole block is one link
	inHeading
	inCaption
	inDialog
	inButton
)

// container sums the text of one element.
type container struct {
	parent int32
	depth  int32
	chars  int // bytes of text of paragraph-like blocks
	tag    atom.Atom
}

// page is a parsed page cut into blocks.
type page struct {
	nodes      []node
	containers []container
	classes    []uint32 // stack during the walk
	sizes      []int    // classes of each open element
	open       []int32  // open containers
	text       strings.Builder
	cur        node
	link       int // depth of open links
	kind       article.BlockKind
	level      int
	listDepth  int
}

// cut walks a document and returns its blocks.
func cut(root *html.Node) *page {
	p := &page{}
	p.walk(root, 0, 0, 0)
	p.flush()
	return p
}

// maxDepth bounds the walk; what lies deeper is left out. maxBlocks bounds the
// blocks of a page: no story has so many.
const (
	maxDepth  = 400
	maxBlocks = 30_000
)

func (p *page) walk(n *html.Node, flags flag, path uint32, depth int) {
	if depth > maxDepth || len(p.nodes) >= maxBlocks {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			p.add(c.Data, flags, path)
		case html.ElementNode:
			p.element(c, flags, path, depth)
		}
	}
}

func (p *page) element(n *html.Node, flags flag, path uint32, depth int) {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Head, atom.Template, atom.Iframe, atom.Select, atom.Option, atom.Textarea, atom.Svg, atom.Object, atom.Video, atom.Audio, atom.Map, atom.Datalist, atom.Title:
		return
	case atom.Br:
		p.lineBreak()
		return
	case atom.Hr:
		p.flush()
		return
	}
	isBlock := blockTag(n.DataAtom)
	if isBlock {
		p.flush()
	}
	kept := len(p.classes)
	flags |= p.look(n)
	path = (path ^ uint32(n.DataAtom)) * 16777619
	for _, c := range p.classes[kept:] {
		path = (path ^ c) * 16777619
	}
	p.sizes = append(p.sizes, len(p.classes)-kept)
	if isBlock {
		parent := int32(-1)
		if len(p.open) > 0 {
			parent = p.open[len(p.open)-1]
		}
		p.open = append(p.open, int32(len(p.containers)))
		p.containers = append(p.containers, container{parent: parent, depth: int32(len(p.open)), tag: n.DataAtom})
		p.cur.tag = n.DataAtom
	}
	kind, level, list := p.kind, p.level, p.listDepth
	p.enter(n.DataAtom)
	if n.DataAtom == atom.A {
		p.link++
	}
	p.walk(n, flags, path, depth+1)
	if isBlock {
		p.flush()
		p.open = p.open[:len(p.open)-1]
	}
	if n.DataAtom == atom.A {
		p.link--
		p.cur.links++
	}
	p.kind, p.level, p.listDepth = kind, level, list
	p.classes = p.classes[:kept]
	p.sizes = p.sizes[:len(p.sizes)-1]
}

// enter sets the kind of the blocks inside an element.
func (p *page) enter(a atom.Atom) {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.kind, p.level = article.Heading, int(a.String()[1]-'0')
	case atom.Ul, atom.Ol:
		p.listDepth++
	case atom.Li, atom.Dd, atom.Dt:
		p.kind, p.level = article.ListItem, max(1, p.listDepth)
	case atom.Blockquote:
		p.kind, p.level = article.Quote, 0
	case atom.Pre:
		p.kind, p.level = article.Code, 0
	case atom.Tr:
		p.kind, p.level = article.TableRow, 0
	}
}

// blockTag reports whether an element breaks the line.
func blockTag(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Nav, atom.Aside,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd,
		atom.Blockquote, atom.Figure, atom.Figcaption, atom.Table, atom.Tbody, atom.Thead, atom.Tr, atom.Form, atom.Fieldset,
		atom.Pre, atom.Address, atom.Body, atom.Html, atom.Center, atom.Details, atom.Summary, atom.Dialog, atom.Caption, atom.Button, atom.Label, atom.Hgroup, atom.Menu:
		return true
	}
	return false
}

// look reads an element's attributes: its classes and ids go on the stack, its
// role becomes flags.
func (p *page) look(n *html.Node) (f flag) {
	switch n.DataAtom {
	case atom.Article:
		f |= inArticle
	case atom.Main:
		f |= inMain
	case atom.Header:
		f |= inHeader
	case atom.Footer:
		f |= inFooter
	case atom.Nav:
		f |= inNav
	case atom.Aside:
		f |= inAside
	case atom.Figure:
		f |= inFigure
	case atom.Figcaption, atom.Caption:
		f |= inCaption
	case atom.Ul, atom.Ol, atom.Dl:
		f |= inList
	case atom.Table:
		f |= inTable
	case atom.Form:
		f |= inForm
	case atom.Blockquote:
		f |= inQuote
	case atom.Dialog:
		f |= inDialog
	case atom.Button, atom.Label:
		f |= inButton
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		f |= inHeading
	}
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "class", "id", "data-component", "data-testid":
			p.words(a.Val)
		case "role":
			switch a.Val {
			case "main":
				f |= inMain
			case "navigation", "menu", "menubar", "search":
				f |= inNav
			case "complementary":
				f |= inAside
			case "banner":
				f |= inHeader
			case "contentinfo":
				f |= inFooter
			case "dialog", "alertdialog":
				f |= inDialog
			case "article":
				f |= inArticle
			}
		case "itemprop":
			if strings.EqualFold(a.Val, "articleBody") || strings.EqualFold(a.Val, "text") {
				f |= inBody
			}
		case "hidden":
			f |= inHidden
		case "aria-hidden":
			if a.Val == "true" {
				f |= inHidden
			}
		case "style":
			if v := strings.ReplaceAll(a.Val, " ", ""); strings.Contains(v, "display:none") || strings.Contains(v, "visibility:hidden") {
				f |= inHidden
			}
		}
	}
	return f
}

// words cuts class names at dashes, underscores, digits and changes of case,
// and pushes the hash of each word.
func (p *page) words(s string) {
	const maxClasses = 24
	h := uint32(2166136261)
	n, pushed := 0, 0
	prevLower := false
	push := func() {
		if n > 1 && pushed < maxClasses {
			p.classes = append(p.classes, h)
			pushed++
		}
		h, n = 2166136261, 0
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			if prevLower {
				push()
			}
			h = (h ^ uint32(c|0x20)) * 16777619
			n++
			prevLower = false
		case c >= 'a' && c <= 'z':
			h = (h ^ uint32(c)) * 16777619
			n++
			prevLower = true
		default:
			push()
			prevLower = false
		}
	}
	push()
}

// add appends text to the current block, white space folded.
func (p *page) add(s string, flags flag, path uint32) {
	for i := 0; i < len(s); {
		// A word, from one white space to the next.
		for i < len(s) && space(s[i]) {
			i++
			p.cur.flags |= pending
		}
		j := i
		for j < len(s) && !space(s[j]) {
			j++
		}
		if j == i {
			break
		}
		if p.text.Len() == 0 {
			p.start(flags, path)
		} else if p.cur.flags&pending != 0 {
			p.text.WriteByte(' ')
		}
		p.cur.flags &^= pending
		p.text.WriteString(s[i:j])
		if p.link > 0 {
			p.cur.linked += j - i + 1
		}
		i = j
	}
}

// pending marks white space between words that is not written yet.
const pending flag = 1 << 31

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// start opens a block with the context of its first word.
func (p *page) start(flags flag, path uint32) {
	p.cur.flags = flags
	p.cur.path = path
	p.cur.kind, p.cur.level = p.kind, p.level
	p.cur.classes = append([]uint32(nil), p.classes...)
	reverse(p.cur.classes)
	near := 0
	for k, i := 0, len(p.sizes)-1; k < 2 && i >= 0; k, i = k+1, i-1 {
		near += p.sizes[i]
	}
	p.cur.near = near
	for k := range p.cur.parents {
		p.cur.parents[k] = -1
		if i := len(p.open) - 1 - k; i >= 0 {
			p.cur.parents[k] = p.open[i]
		}
	}
}

func reverse(s []uint32) {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
}

// lineBreak ends a line: two in a row end the block.
func (p *page) lineBreak() {
	if p.text.Len() == 0 {
		return
	}
	if strings.HasSuffix(p.text.String(), "\n") {
		p.flush()
		return
	}
	p.text.WriteByte('\n')
	p.cur.flags &^= pending
}

// flush ends the current block.
func (p *page) flush() {
	raw := p.text.String()
	p.text.Reset()
	n := p.cur
	p.cur = node{tag: n.tag}
	text := strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(raw, "\u00a0", " "), "\u200b", ""))
	text = strings.ReplaceAll(text, " \n", "\n")
	text = strings.ReplaceAll(text, "\n", " ")
	if text == "" {
		return
	}
	n.flags &^= pending
	n.text = text
	if n.kind == "" {
		n.kind = article.Paragraph
	}
	n.count()
	if n.linked > n.chars*9/10 {
		n.flags |= inLink
	}
	at := len(p.open) - 1
	if n.words >= 15 && n.linked*3 < n.chars {
		for ; at >= 0; at-- {
			p.containers[p.open[at]].chars += n.chars
		}
	}
	p.nodes = append(p.nodes, n)
}

// frameWords are the commonest words of English and its neighbours: prose has
// them, menus do not.
var frameWords = map[string]bool{"the": true, "of": true, "and": true, "to": true, "in": true, "a": true, "is": true, "that": true, "for": true, "was": true, "on": true, "with": true, "as": true, "it": true, "at": true, "by": true, "be": true, "from": true, "are": true, "this": true, "have": true, "has": true, "had": true, "not": true, "but": true, "were": true, "which": true, "their": true, "he": true, "she": true, "they": true, "his": true, "her": true, "an": true, "or": true, "its": true, "said": true, "you": true, "we": true, "i": true, "der": true, "die": true, "und": true, "le": true, "et": true, "de": true, "la": true, "que": true, "en": true, "el": true}

// count fills the counts of words and marks.
func (n *node) count() {
	n.chars = len(n.text)
	inWord := false
	start := 0
	word := func(end int) {
		n.words++
		w := n.text[start:end]
		if c, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(c) {
			n.upper++
		}
		if len(w) <= 5 && frameWords[lowerASCII(w)] {
			n.stops++
		}
	}
	for i, r := range n.text {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '’'
		if letter && !inWord {
			start = i
		} else if !letter && inWord {
			word(i)
		}
		inWord = letter
		if r == ',' {
			n.commas++
		}
	}
	if inWord {
		word(len(n.text))
	}
	t := strings.TrimRight(n.text, "\"”’')]» ")
	n.ends = strings.HasSuffix(t, ".") || strings.HasSuffix(t, "!") || strings.HasSuffix(t, "?") || strings.HasSuffix(t, "…")
}

func lowerASCII(w string) string {
	for i := 0; i < len(w); i++ {
		if w[i] >= 'A' && w[i] <= 'Z' {
			return strings.ToLower(w)
		}
	}
	return w
}
