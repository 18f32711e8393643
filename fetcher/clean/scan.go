package clean

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/tagwire/tagwire/fetcher/article"
)

// scanner reads a page in one pass, without a tree: it keeps the stack of open
// elements, closes what HTML closes by itself, and hands text to the page being
// cut. Most bytes of a news page (scripts, styles, drawings, comments) it skips
// as a browser's tokenizer would: raw-text elements end at their end tag and
// nowhere else, and "<script" inside a quoted attribute opens nothing.
type scanner struct {
	*page
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
	s := &scanner{page: &page{}, src: src, metas: make(map[string]string, 32), head: -1, heading: -1}
	s.text = make([]byte, 0, 4096)
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
	if s.head < 0 {
		s.head = 0
	}
	return s
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
	case c == '/':
		if i+2 >= len(src) || !letter(src[i+2]) {
			return i
		}
		s.chars(src[from:i])
		tag, name, _ := nameAt(src, i+2)
		s.endTag(tag, name)
		return pastByte(src, i, '>')
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

// skipped are the elements whose content is not text of the page.
func skipped(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Textarea, atom.Svg, atom.Object, atom.Math, atom.Canvas, atom.Title,
		atom.Select, atom.Video, atom.Audio, atom.Map, atom.Datalist, atom.Noframes, atom.Noembed, atom.Xmp:
		return true
	}
	return false
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
	end := endOfTag(s.src, i)
	attrs := s.src[at:end]
	switch {
	case skipped(tag):
		return s.skip(tag, i, at, end)
	case tag == atom.Br:
		s.lineBreak()
		return end
	case tag == atom.Hr:
		s.close(closesP)
		s.flush()
		return end
	case tag == atom.Meta || tag == atom.Link || tag == atom.Html:
		s.declare(tag, attrs)
		return end
	case void(tag), tag == atom.Head:
		return end
	case tag == atom.Frameset:
		s.frames = true
		return end
	}
	if s.head < 0 && (tag == atom.Body || blockTag(tag)) {
		s.head = i
	}
	if tag == atom.Body {
		// A second body is none; the classes of the first count.
		if len(s.stack) > 0 {
			return end
		}
	}
	if tag == atom.H1 && s.heading < 0 {
		s.heading = i
	}
	s.closeImplied(tag)
	if len(s.stack) < maxOpen {
		s.open(tag, name, attrs)
	}
	switch {
	case tag == atom.A:
		s.link = 1
	case cell(tag):
		s.cur.flags |= pending // cells stand apart
	}
	return end
}

// skip passes over an element whose content is no text, and keeps JSON-LD.
func (s *scanner) skip(tag atom.Atom, i, at, end int) int {
	src := s.src
	if end >= 2 && src[end-2] == '/' && (tag == atom.Svg || tag == atom.Math) {
		return end
	}
	stop := closing(src, end, tag.String())
	if tag == atom.Script && (bytes.Contains(src[at:end], []byte("ld+json")) || bytes.Contains(src[at:end], []byte("LD+JSON"))) {
		s.linked = append(s.linked, string(src[end:stop]))
	}
	if tag == atom.Title && s.title == "" && len(s.stack) == 0 {
		s.title = tidy(html.UnescapeString(string(src[end:stop])))
	}
	return endOfTag(src, stop)
}

// declare reads what an element of the head says of the page.
func (s *scanner) declare(tag atom.Atom, attrs []byte) {
	var names [4][]byte
	var content, href []byte
	canonical, n := false, 0
	for len(attrs) > 0 {
		var key, val []byte
		key, val, attrs = attribute1(attrs)
		switch {
		case foldEquals(key, "property"), foldEquals(key, "name"), foldEquals(key, "itemprop"), foldEquals(key, "http-equiv"):
			if n < len(names) {
				names[n] = val
				n++
			}
		case foldEquals(key, "content"):
			content = val
		case foldEquals(key, "href"):
			href = val
		case foldEquals(key, "rel"):
			canonical = foldEquals(val, "canonical")
		case foldEquals(key, "lang") && tag == atom.Html && s.language == "":
			s.language = string(val)
		}
	}
	if tag == atom.Link && canonical && s.canonical == "" {
		s.canonical = html.UnescapeString(string(href))
	}
	if tag != atom.Meta || len(content) == 0 {
		return
	}
	for _, name := range names[:n] {
		k := strings.ToLower(strings.TrimSpace(string(name)))
		if _, have := s.metas[k]; !have {
			s.metas[k] = html.UnescapeString(string(content))
		}
	}
}

// foldEquals reports whether b is s, a word in lower case, in any case.
func foldEquals(b []byte, s string) bool { return len(b) == len(s) && foldEqual(b, s) }

// open pushes an element.
func (s *scanner) open(tag atom.Atom, name uint32, attrs []byte) {
	flags, path := flag(0), uint32(0)
	if n := len(s.stack); n > 0 {
		flags, path = s.stack[n-1].flags, s.stack[n-1].path
	}
	e := element{tag: tag, name: name, classes: len(s.classes), block: blockTag(tag), kind: s.kind, level: s.level, listDepth: s.listDepth}
	if e.block {
		s.flush()
	}
	flags |= s.look(tag, attrs)
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
	s.stack = append(s.stack, e)
}

// pop closes the innermost open element.
func (s *scanner) pop() {
	e := &s.stack[len(s.stack)-1]
	if e.block {
		s.flush()
		s.opened = s.opened[:len(s.opened)-1]
	}
	s.kind, s.level, s.listDepth = e.kind, e.level, e.listDepth
	s.classes = s.classes[:e.classes]
	s.sizes = s.sizes[:len(s.sizes)-1]
	s.stack = s.stack[:len(s.stack)-1]
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
		// An inline element ends within its block, a block within its cell.
		if !block && e.block || cell(e.tag) && !tableTag(tag) {
			return
		}
	}
}

func heading(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

func cell(a atom.Atom) bool { return a == atom.Td || a == atom.Th || a == atom.Caption }

func tableTag(a atom.Atom) bool {
	switch a {
	case atom.Table, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption:
		return true
	}
	return false
}

// closing rules: which open elements a start tag closes, and where the search
// for them ends.
type implied struct {
	closes func(atom.Atom) bool
	stops  func(atom.Atom) bool
}

var (
	closesP = implied{
		closes: func(a atom.Atom) bool { return a == atom.P },
		stops: func(a atom.Atom) bool {
			return cell(a) || a == atom.Table || a == atom.Button || a == atom.Div || a == atom.Section || a == atom.Article || a == atom.Li || a == atom.Blockquote || a == atom.Body
		},
	}
	closesLi = implied{
		closes: func(a atom.Atom) bool { return a == atom.Li },
		stops: func(a atom.Atom) bool {
			return a == atom.Ul || a == atom.Ol || a == atom.Menu || cell(a) || a == atom.Table
		},
	}
	closesDd = implied{
		closes: func(a atom.Atom) bool { return a == atom.Dd || a == atom.Dt },
		stops:  func(a atom.Atom) bool { return a == atom.Dl || cell(a) || a == atom.Table },
	}
	closesCell = implied{
		closes: cell,
		stops: func(a atom.Atom) bool {
			return a == atom.Tr || a == atom.Table || a == atom.Tbody || a == atom.Thead || a == atom.Tfoot
		},
	}
	closesRow = implied{
		closes: func(a atom.Atom) bool { return a == atom.Tr },
		stops:  func(a atom.Atom) bool { return a == atom.Table },
	}
	closesPart = implied{
		closes: func(a atom.Atom) bool {
			return a == atom.Tbody || a == atom.Thead || a == atom.Tfoot || a == atom.Caption
		},
		stops: func(a atom.Atom) bool { return a == atom.Table },
	}
)

// closeImplied closes what the start of an element ends without an end tag.
func (s *scanner) closeImplied(tag atom.Atom) {
	switch tag {
	case atom.Li:
		s.close(closesLi)
		s.close(closesP)
	case atom.Dd, atom.Dt:
		s.close(closesDd)
		s.close(closesP)
	case atom.Td, atom.Th:
		s.close(closesCell)
	case atom.Tr:
		s.close(closesRow)
	case atom.Tbody, atom.Thead, atom.Tfoot:
		s.close(closesPart)
	case atom.Button, atom.Label, atom.Caption, atom.Body, atom.Legend:
	default:
		if blockTag(tag) {
			s.close(closesP)
			if heading(tag) && len(s.stack) > 0 && heading(s.stack[len(s.stack)-1].tag) {
				s.pop()
			}
		}
	}
}

func (s *scanner) close(rule implied) {
	for k := len(s.stack) - 1; k >= 0; k-- {
		switch t := s.stack[k].tag; {
		case rule.closes(t):
			for len(s.stack) > k {
				s.pop()
			}
			return
		case rule.stops(t):
			return
		}
	}
}

// chars adds text to the current block, character references resolved.
func (s *scanner) chars(b []byte) {
	if len(b) == 0 || s.head < 0 && len(s.stack) == 0 && blank(b) {
		return
	}
	flags, path := flag(0), uint32(0)
	if n := len(s.stack); n > 0 {
		flags, path = s.stack[n-1].flags, s.stack[n-1].path
	}
	if bytes.IndexByte(b, '&') >= 0 {
		b = []byte(html.UnescapeString(string(b)))
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

// look reads an element's attributes: its classes and ids go on the stack, its
// role becomes flags.
func (p *page) look(tag atom.Atom, attrs []byte) (f flag) {
	f = tagFlags(tag)
	for len(attrs) > 0 {
		var key, val []byte
		key, val, attrs = attribute1(attrs)
		if len(key) == 0 {
			continue
		}
		switch len(key) {
		case 5:
			if foldEqual(key, "class") {
				p.words(val)
			} else if foldEqual(key, "style") && hides(val) {
				f |= inHidden
			}
		case 2:
			if foldEqual(key, "id") {
				p.words(val)
			}
		case 14:
			if foldEqual(key, "data-component") {
				p.words(val)
			}
		case 11:
			if foldEqual(key, "data-testid") {
				p.words(val)
			} else if foldEqual(key, "aria-hidden") && string(val) == "true" {
				f |= inHidden
			}
		case 4:
			if foldEqual(key, "role") {
				f |= roleFlags(val)
			}
		case 8:
			if foldEqual(key, "itemprop") && (bytes.EqualFold(val, []byte("articleBody")) || bytes.EqualFold(val, []byte("text"))) {
				f |= inBody
			}
		case 6:
			if foldEqual(key, "hidden") {
				f |= inHidden
			}
		}
	}
	return f
}

func hides(style []byte) bool {
	for _, hidden := range [...]struct{ property, value string }{{"display", "none"}, {"visibility", "hidden"}} {
		i := bytes.Index(style, []byte(hidden.property))
		if i < 0 {
			continue
		}
		rest := bytes.TrimLeft(style[i+len(hidden.property):], " ")
		if len(rest) > 0 && rest[0] == ':' && bytes.HasPrefix(bytes.TrimLeft(rest[1:], " "), []byte(hidden.value)) {
			return true
		}
	}
	return false
}

func roleFlags(val []byte) flag {
	switch string(val) {
	case "main":
		return inMain
	case "navigation", "menu", "menubar", "search":
		return inNav
	case "complementary":
		return inAside
	case "banner":
		return inHeader
	case "contentinfo":
		return inFooter
	case "dialog", "alertdialog":
		return inDialog
	case "article":
		return inArticle
	}
	return 0
}

// attribute1 reads the first attribute of what is left of a tag.
func attribute1(b []byte) (key, val, rest []byte) {
	i := 0
	for i < len(b) && (space(b[i]) || b[i] == '/' || b[i] == '>') {
		i++
	}
	start := i
	for i < len(b) && b[i] != '=' && b[i] != '>' && b[i] != '/' && !space(b[i]) {
		i++
	}
	if i == start { // a stray "=" belongs to no name
		return nil, nil, b[min(i+1, len(b)):]
	}
	key = b[start:i]
	j := i
	for j < len(b) && space(b[j]) {
		j++
	}
	if j >= len(b) || b[j] != '=' {
		return key, nil, b[i:]
	}
	for j++; j < len(b) && space(b[j]); j++ {
	}
	if j >= len(b) {
		return key, nil, nil
	}
	if q := b[j]; q == '"' || q == '\'' {
		k := bytes.IndexByte(b[j+1:], q)
		if k < 0 {
			return key, b[j+1:], nil
		}
		return key, b[j+1 : j+1+k], b[j+2+k:]
	}
	for i = j; i < len(b) && b[i] != '>' && !space(b[i]); i++ {
	}
	return key, b[j:i], b[i:]
}

// add appends text to the current block, white space folded.
func (p *page) add(s []byte, flags flag, path uint32) {
	for i := 0; i < len(s); {
		// A word, from one white space to the next.
		j := i
		for j < len(s) {
			if n, _ := gapAt(s[j:]); n > 0 {
				break
			}
			j++
		}
		if j > i {
			if len(p.text) == 0 {
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
		for i = j; i < len(s); {
			n, nothing := gapAt(s[i:])
			if n == 0 {
				break
			}
			if !nothing {
				p.cur.flags |= pending
			}
			i += n
		}
	}
}

// gapAt returns the length of the white space that b begins with, 0 for none.
// Zero-width characters are gaps of no width at all: nothing.
func gapAt(b []byte) (n int, nothing bool) {
	if b[0] < utf8.RuneSelf {
		if space(b[0]) || b[0] == '\v' {
			return 1, false
		}
		return 0, false
	}
	switch b[0] {
	case 0xc2, 0xe1, 0xe2, 0xe3, 0xef: // the lead bytes of all there are
	default:
		return 0, false
	}
	switch r, n := utf8.DecodeRune(b); {
	case r == '\u200b' || r == '\ufeff':
		return n, true
	case unicode.IsSpace(r):
		return n, false
	}
	return 0, false
}
