package clean

import (
	"unicode"
	"unicode/utf8"

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
	classes    []uint32 // stack during the scan
	sizes      []int    // classes of each open element
	opened     []int32  // open containers
	held       []uint32 // the classes of all nodes
	context    []uint32 // those of the block that began last, nil when classes have changed since
	text       []byte   // of all blocks, one after the other
	from       int      // where the current block begins in text
	lineEnd    int      // length of text where the last line ended
	cur        node
	link       int // depth of open links
	kind       article.BlockKind
	level      int
	listDepth  int
	marks      *marks // nil unless they are asked for
}

// maxBlocks bounds the blocks of a page: no story has so many.
const maxBlocks = 30_000

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

// tagFlags are the flags of what an element is by its name.
func tagFlags(a atom.Atom) flag {
	switch a {
	case atom.Article:
		return inArticle
	case atom.Main:
		return inMain
	case atom.Header:
		return inHeader
	case atom.Footer:
		return inFooter
	case atom.Nav:
		return inNav
	case atom.Aside:
		return inAside
	case atom.Figure:
		return inFigure
	case atom.Figcaption, atom.Caption:
		return inCaption
	case atom.Ul, atom.Ol, atom.Dl:
		return inList
	case atom.Table:
		return inTable
	case atom.Form:
		return inForm
	case atom.Blockquote:
		return inQuote
	case atom.Dialog:
		return inDialog
	case atom.Button, atom.Label:
		return inButton
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return inHeading
	}
	return 0
}

// words cuts class names at dashes, underscores, digits and changes of case,
// and pushes the hash of each word.
func (p *page) words(s []byte) {
	const maxClasses = 24
	h := uint32(fnvBasis)
	n, pushed := 0, 0
	prevLower := false
	push := func() {
		if n > 1 && pushed < maxClasses {
			p.classes = append(p.classes, h)
			pushed++
		}
		h, n = fnvBasis, 0
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			if prevLower {
				push()
			}
			h = (h ^ uint32(c|0x20)) * fnvPrime
			n++
			prevLower = false
		case c >= 'a' && c <= 'z':
			h = (h ^ uint32(c)) * fnvPrime
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
func (p *page) add(s []byte, flags flag, path uint32) {
	for i := 0; i < len(s); {
		// Words one blank apart, from one other white space to the next.
		j := i
		for j < len(s) {
			if !gapLead[s[j]] {
				j++
			} else if s[j] == ' ' && j > i && j+1 < len(s) && !gapLead[s[j+1]] {
				j += 2
			} else if n, _ := gapAt(s[j:]); n > 0 {
				break
			} else {
				j++
			}
		}
		if j > i {
			if len(p.text) == p.from {
				p.start(flags, path)
			} else if p.cur.flags&pending != 0 {
				p.text = append(p.text, ' ')
			}
			p.cur.flags &^= pending
			p.text = append(p.text, s[i:j]...)
			if p.link > 0 {
				p.cur.linked += j - i + 1
			}
		}
		for i = j; i < len(s) && gapLead[s[i]]; {
			n, nothing := gapAt(s[i:])
			if n == 0 {
				break
			}
			if !nothing {
				p.cur.flags |= pending
			}
			if p.marks != nil && s[i] == '\n' && p.kind == article.Code && len(p.text) > p.from {
				p.marks.breakAt(len(p.text))
			}
			i += n
		}
	}
}

// gapLead marks the bytes that white space may begin with.
var gapLead = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, '\f': true, '\v': true, 0xc2: true, 0xe1: true, 0xe2: true, 0xe3: true, 0xef: true}

// gapAt returns the length of the white space that b begins with, 0 for none.
// Zero-width characters are gaps of no width at all: nothing.
func gapAt(b []byte) (n int, nothing bool) {
	switch {
	case !gapLead[b[0]]:
		return 0, false
	case b[0] < utf8.RuneSelf:
		return 1, false
	}
	switch r, n := utf8.DecodeRune(b); {
	case r == '\u200b' || r == '\ufeff':
		return n, true
	case unicode.IsSpace(r):
		return n, false
	}
	return 0, false
}

// pending marks white space between words that is not written yet.
const pending flag = 1 << 31

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// start opens a block with the context of its first word.
func (p *page) start(flags flag, path uint32) {
	p.cur.flags = flags
	p.cur.path = path
	p.cur.kind, p.cur.level = p.kind, p.level
	if p.marks != nil {
		p.cur.group, p.cur.number = p.marks.place(p.kind)
	}
	if p.context == nil {
		from := len(p.held)
		for i := len(p.classes) - 1; i >= 0 && len(p.held)-from < maxHeld; i-- {
			p.held = append(p.held, p.classes[i])
		}
		p.context = p.held[from:len(p.held):len(p.held)]
	}
	p.cur.classes = p.context
	near := 0
	for k, i := 0, len(p.sizes)-1; k < 2 && i >= 0; k, i = k+1, i-1 {
		near += p.sizes[i]
	}
	p.cur.near = min(near, maxHeld)
	for k := range p.cur.parents {
		p.cur.parents[k] = -1
		if i := len(p.opened) - 1 - k; i >= 0 {
			p.cur.parents[k] = p.opened[i]
		}
	}
}

// maxHeld is the number of class words that a node keeps.
const maxHeld = 28

// lineBreak ends a line: two in a row end the block.
func (p *page) lineBreak() {
	if len(p.text) == p.from {
		return
	}
	if p.cur.flags&broken != 0 && p.cur.flags&pending != 0 && p.lineEnd == len(p.text) {
		p.flush()
		return
	}
	if p.marks != nil {
		p.marks.breakAt(len(p.text))
	}
	p.cur.flags |= pending | broken
	p.lineEnd = len(p.text)
}

// broken marks that a line ended at page.lineEnd.
const broken flag = 1 << 30

// flush ends the current block.
func (p *page) flush() {
	if len(p.text) == p.from {
		p.cur = node{tag: p.cur.tag}
		return
	}
	n := &p.cur
	n.from = p.from
	n.flags &^= pending | broken
	if n.kind == "" {
		n.kind = article.Paragraph
	}
	n.count(p.text[p.from:])
	if n.linked > n.chars*9/10 {
		n.flags |= inLink
	}
	if n.words >= 15 && n.linked*3 < n.chars {
		for _, at := range p.opened {
			p.containers[at].chars += n.chars
		}
	}
	p.nodes = append(p.nodes, *n)
	p.from = len(p.text)
	p.cur = node{tag: n.tag}
}

// finish gives the blocks their texts.
func (p *page) finish() {
	all := string(p.text[:p.from])
	for i := range p.nodes {
		n := &p.nodes[i]
		n.text = all[n.from : n.from+n.chars]
	}
}
