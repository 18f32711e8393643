package clean

import (
	"bytes"
	"cmp"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/tagwire/tagwire/fetcher/article"
)

// scanner reads a page in one pass, without a tree: it keeps the stack of open
// elements, closes what HTML closes by itself, and hands text to the page being
// cut. Most bytes of a news page (scripts, styles, drawings, comments) it skips
// as a browser's tokenizer would: see raw.go.
type scanner struct {
	page
	view   view
	src    []byte
	stack  []element
	linked []string // contents of JSON-LD scripts
	// What the head says: meta elements by name or property in lower case, the
	// first of each; the title; the canonical address; the page's language.
	metas                      map[string]string
	title, canonical, language string
	// head is where the body begins; heading where the first heading of level 1
	// does, or -1. Both are offsets into src.
	head, heading int
	frames        bool
	muted         int // open elements whose text no reader sees
}

// element is an open element.
type element struct {
	tag     atom.Atom
	name    uint32 // hash of the name of an element without an atom
	flags   flag
	path    uint32
	classes int // length of the class stack before it
	block   bool
	// What the blocks inside it are, restored when it closes.
	kind      article.BlockKind
	level     int
	listDepth int
}

// maxOpen bounds the open elements; deeper ones are read as if they were not
// there.
const maxOpen = 400

// scan cuts a page into blocks.
func scan(src []byte) *scanner {
	s := new(scanner)
	s.read(src)
	return s
}

// read cuts a page into blocks, in the memory that the last one used.
func (s *scanner) read(src []byte) {
	s.src, s.head, s.heading = src, -1, -1
	if s.metas == nil {
		s.metas = make(map[string]string, 32)
	}
	if s.text == nil {
		s.text = make([]byte, 0, 16<<10)
		s.nodes = make([]node, 0, 256)
	}
	text := 0 // src[text:i] is text that is still to be added
	for i := 0; i < len(src) && len(s.nodes) < maxBlocks; {
		k := bytes.IndexByte(src[i:], '<')
		if k < 0 {
			break
		}
		i += k
		next := s.markup(i, text)
		if next == i { // a bare "<"
			i++
			continue
		}
		i, text = next, next
	}
	s.chars(src[min(text, len(src)):])
	s.flush()
	if s.marks != nil {
		for len(s.stack) > 0 {
			s.pop()
		}
	}
	s.finish()
	if s.head < 0 {
		s.head = 0
	}
}

// forget lets go of a page and keeps the memory.
func (s *scanner) forget() {
	clear(s.nodes)
	clear(s.linked)
	clear(s.metas)
	s.view.forget()
	p := page{
		nodes: s.nodes[:0], containers: s.containers[:0], classes: s.classes[:0], sizes: s.sizes[:0],
		opened: s.opened[:0], held: s.held[:0], text: s.text[:0],
	}
	*s = scanner{page: p, view: s.view, stack: s.stack[:0], linked: s.linked[:0], metas: s.metas}
}

// survey sums up the page.
func (s *scanner) survey() *view {
	s.view.survey(&s.page)
	return &s.view
}

// markup reads what begins with "<" at i, if it is markup, and returns where it
// ends. The text since from is added first.
func (s *scanner) markup(i, from int) int {
	src := s.src
	if i+1 >= len(src) {
		return i
	}
	switch c := src[i+1]; {
	case c == '!':
		s.chars(src[from:i])
		if bytes.HasPrefix(src[i:], []byte("<!--")) {
			return endOfComment(src, i)
		}
		return pastByte(src, i, '>')
	case c == '?':
		s.chars(src[from:i])
		return pastByte(src, i, '>')
	case c == '/' && i+2 < len(src):
		s.chars(src[from:i])
		if !letter(src[i+2]) { // a comment by mistake
			return pastByte(src, i, '>')
		}
		tag, name, at := nameAt(src, i+2)
		s.endTag(tag, name)
		return endOfTag(src, at)
	case letter(c):
		s.chars(src[from:i])
		return s.startTag(i)
	}
	return i
}

func pastByte(b []byte, i int, c byte) int {
	k := bytes.IndexByte(b[i:], c)
	if k < 0 {
		return len(b)
	}
	return i + k + 1
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// nameAt reads an element's name at i: its atom, or a hash of it where it has
// none, and where it ends.
func nameAt(b []byte, i int) (tag atom.Atom, name uint32, end int) {
	var low [24]byte
	n := 0
	name = 2166136261
	for end = i; end < len(b); end++ {
		c := b[end]
		if c == '>' || c == '/' || space(c) {
			break
		}
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if n < len(low) {
			low[n] = c
		}
		n++
		name = (name ^ uint32(c)) * 16777619
	}
	if n <= len(low) {
		tag = atom.Lookup(low[:n])
	}
	return tag, name, end
}

func void(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr, atom.Br, atom.Frame, atom.Keygen, atom.Bgsound, atom.Basefont:
		return true
	}
	return false
}

// startTag opens the element whose tag begins at i and returns where the tag,
// or all of an element that is skipped, ends.
func (s *scanner) startTag(i int) int {
	tag, name, at := nameAt(s.src, i+1)
	switch {
	case rawText(tag):
		return s.raw(tag, at)
	case tag == atom.Svg || tag == atom.Math:
		return s.foreign(tag, at)
	case tag == atom.Plaintext:
		return s.plaintext(at)
	case tag == atom.Br:
		s.lineBreak()
		return endOfTag(s.src, at)
	case tag == atom.Hr:
		s.close(closesP)
		s.flush()
		return endOfTag(s.src, at)
	case tag == atom.Meta || tag == atom.Link || tag == atom.Html:
		return s.declare(tag, at)
	case tag == atom.Base && s.marks != nil:
		s.marks.base = cmp.Or(s.marks.base, attributeOf(s.src, at, "href"))
		return endOfTag(s.src, at)
	case void(tag), tag == atom.Head:
		return endOfTag(s.src, at)
	case tag == atom.Frameset:
		s.frames = true
		return endOfTag(s.src, at)
	}
	if s.head < 0 && (tag == atom.Body || blockTag(tag)) {
		s.head = i
	}
	if tag == atom.Body {
		// A second body is none; the classes of the first count.
		if len(s.stack) > 0 {
			return endOfTag(s.src, at)
		}
	}
	if tag == atom.H1 && s.heading < 0 {
		s.heading = i
	}
	s.closeImplied(tag)
	end := 0
	if len(s.stack) < maxOpen {
		end = s.open(tag, name, at)
	} else {
		end = endOfTag(s.src, at)
	}
	switch {
	case tag == atom.A:
		s.link = 1
	case cell(tag):
		s.cur.flags |= pending // cells stand apart
	}
	return end
}

// open pushes an element whose attributes begin at i and returns where its tag
// ends.
func (s *scanner) open(tag atom.Atom, name uint32, i int) (end int) {
	flags, path := flag(0), uint32(0)
	if n := len(s.stack); n > 0 {
		flags, path = s.stack[n-1].flags, s.stack[n-1].path
	}
	e := element{tag: tag, name: name, classes: len(s.classes), block: blockTag(tag), kind: s.kind, level: s.level, listDepth: s.listDepth}
	if e.block {
		s.flush()
	}
	own, end := s.look(tag, i)
	flags |= own
	if len(s.classes) > e.classes {
		s.context = nil
	}
	path = (path ^ uint32(tag)) * 16777619
	for _, c := range s.classes[e.classes:] {
		path = (path ^ c) * 16777619
	}
	e.flags, e.path = flags, path
	s.sizes = append(s.sizes, len(s.classes)-e.classes)
	if e.block {
		parent := int32(-1)
		if len(s.opened) > 0 {
			parent = s.opened[len(s.opened)-1]
		}
		s.opened = append(s.opened, int32(len(s.containers)))
		s.containers = append(s.containers, container{parent: parent, depth: int32(len(s.opened)), tag: tag})
		s.cur.tag = tag
	}
	s.enter(tag)
	if mute(tag) {
		s.muted++
	}
	if s.marks != nil {
		s.marks.enter(tag, s.src, i, len(s.stack), len(s.text))
	}
	s.stack = append(s.stack, e)
	return end
}

// pop closes the innermost open element.
func (s *scanner) pop() {
	e := &s.stack[len(s.stack)-1]
	if e.block {
		s.flush()
		s.opened = s.opened[:len(s.opened)-1]
	}
	if mute(e.tag) {
		s.muted--
	}
	s.kind, s.level, s.listDepth = e.kind, e.level, e.listDepth
	if len(s.classes) > e.classes {
		s.classes, s.context = s.classes[:e.classes], nil
	}
	s.sizes = s.sizes[:len(s.sizes)-1]
	s.stack = s.stack[:len(s.stack)-1]
	if s.marks != nil {
		s.marks.leave(len(s.stack), len(s.text))
	}
}

// endTag closes an element by its end tag, with all that is open inside it. An
// end tag of nothing that is open does nothing, nor does one that would close a
// table from within a cell of another.
func (s *scanner) endTag(tag atom.Atom, name uint32) {
	switch tag {
	case atom.A:
		if s.link > 0 {
			s.link = 0
			s.cur.links++
		}
	case atom.Br:
		s.lineBreak()
		return
	case atom.Body, atom.Html, atom.Head:
		return
	}
	block := blockTag(tag)
	if tag == atom.P {
		s.flush()
	}
	for k := len(s.stack) - 1; k >= 0; k-- {
		e := &s.stack[k]
		if e.tag == tag && (tag != 0 || e.name == name) || heading(tag) && heading(e.tag) {
			for len(s.stack) > k {
				s.pop()
			}
			return
		}
		// An inline element ends within its block, a block within its cell; a
		// template is a page of its own.
		if !block && e.block || cell(e.tag) && !tableTag(tag) || e.tag == atom.Template {
			return
		}
	}
}

// chars adds text to the current block, character references resolved.
func (s *scanner) chars(b []byte) {
	if len(b) == 0 || s.head < 0 && len(s.stack) == 0 && blank(b) {
		return
	}
	if bytes.IndexByte(b, '&') >= 0 {
		b = []byte(html.UnescapeString(string(b)))
	}
	s.literal(b)
}

// literal adds text as it stands.
func (s *scanner) literal(b []byte) {
	if s.muted > 0 {
		return
	}
	flags, path := flag(0), uint32(0)
	if n := len(s.stack); n > 0 {
		flags, path = s.stack[n-1].flags, s.stack[n-1].path
	}
	s.add(b, flags, path)
}

func blank(b []byte) bool {
	for _, c := range b {
		if !space(c) {
			return false
		}
	}
	return true
}
