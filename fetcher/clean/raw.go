package clean

import (
	"bytes"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A tokenizer of HTML reads some elements by rules of their own: what is in
// them is no markup but text up to their end tag (raw text), a script may speak
// of other scripts in a comment, and drawings and formulas are XML of a kind.

// rawText are the elements whose content is text up to their end tag.
func rawText(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Iframe, atom.Textarea, atom.Title, atom.Noframes, atom.Noembed, atom.Xmp:
		return true
	}
	return false
}

// mute are the elements with markup in them that no reader sees. One that is
// never closed ends with the element around it; a browser hides the rest of the
// page behind an open select.
func mute(a atom.Atom) bool {
	switch a {
	case atom.Template, atom.Object, atom.Canvas, atom.Select, atom.Video, atom.Audio, atom.Map, atom.Datalist:
		return true
	}
	return false
}

// raw passes over an element of raw text whose attributes begin at i, and
// returns where its end tag ends. It keeps JSON-LD and the page's title; only
// xmp shows its text.
func (s *scanner) raw(tag atom.Atom, i int) int {
	src := s.src
	from := endOfTag(src, i)
	to := endOfRaw(src, from, tag)
	switch tag {
	case atom.Script:
		if attrs := src[i:from]; bytes.Contains(attrs, []byte("ld+json")) || bytes.Contains(attrs, []byte("LD+JSON")) {
			s.linked = append(s.linked, string(src[from:to]))
		}
	case atom.Title:
		if s.title == "" && len(s.stack) == 0 {
			s.title = tidy(html.UnescapeString(string(src[from:to])))
		}
	case atom.Xmp:
		s.close(closesP)
		s.flush()
		s.literal(src[from:to])
		s.flush()
	}
	return endOfTag(src, min(to+len("</")+len(tag.String()), len(src)))
}

// plaintext reads the rest of the page as text, which this element makes it.
func (s *scanner) plaintext(i int) int {
	s.close(closesP)
	s.flush()
	s.literal(s.src[endOfTag(s.src, i):])
	return len(s.src)
}

// endOfRaw is the index of the end tag of a raw element whose content begins at
// i, or the end of the page.
func endOfRaw(b []byte, i int, tag atom.Atom) int {
	if tag == atom.Script {
		return endOfScript(b, i)
	}
	return indexTag(b, i, "</", tag.String())
}

// indexTag is the index of the first tag of a name from i on, or the end of the
// page; mark is "<" or "</".
func indexTag(b []byte, i int, mark, name string) int {
	n := len(mark) + len(name)
	for i < len(b) {
		k := bytes.Index(b[i:], []byte(mark))
		if k < 0 {
			break
		}
		i += k
		if i+n < len(b) && foldEqual(b[i+len(mark):i+n], name) && (b[i+n] == '>' || b[i+n] == '/' || space(b[i+n])) {
			return i
		}
		i += len(mark)
	}
	return len(b)
}

// endOfScript is the index of the end tag of a script whose content begins at
// i. Behind "<!--" a script is escaped up to "-->": there "<script" opens
// another, whose end tag ends only that one.
func endOfScript(b []byte, i int) int {
	const open, end = "<!--", "-->"
	last := indexTag(b, i, "</", "script")
	closed := -1 // where the next "-->" begins
	for {
		if last < i {
			last = indexTag(b, i, "</", "script")
		}
		k := bytes.Index(b[i:last], []byte(open))
		if k < 0 {
			return last
		}
		i += k + len("<!") // "<!-->" is closed
		for inner := false; ; {
			if closed < i {
				if closed = bytes.Index(b[i:], []byte(end)); closed < 0 {
					closed = len(b)
				} else {
					closed += i
				}
			}
			if last < i {
				last = indexTag(b, i, "</", "script")
			}
			stop := min(closed, last)
			if !inner {
				k := indexTag(b[:min(stop+len("<script>"), len(b))], i, "<", "script")
				if k < stop {
					inner, i = true, k+len("<script")
					continue
				}
			}
			if stop == len(b) {
				return stop
			}
			if closed < last {
				i = closed + len(end)
				break
			}
			if !inner {
				return last
			}
			inner, i = false, last+len("</script")
		}
	}
}

// foreign passes over a drawing or formula whose attributes begin at i and
// returns where it ends: at its end tag, at a start tag that HTML does not let
// stand in one, or at the end tag of an element around it.
func (s *scanner) foreign(root atom.Atom, i int) int {
	src := s.src
	i = endOfTag(src, i)
	if src[i-1] == '>' && src[i-2] == '/' {
		return i
	}
	depth, inside := 1, 0 // inside elements that hold HTML
	for i < len(src) {
		k := bytes.IndexByte(src[i:], '<')
		if k < 0 || i+k+1 >= len(src) {
			break
		}
		i += k
		switch c := src[i+1]; {
		case startsWith(src[i:], "<!--"):
			i = endOfComment(src, i)
		case inside == 0 && startsWith(src[i:], "<![CDATA["):
			if k = bytes.Index(src[i:], []byte("]]>")); k < 0 {
				return len(src)
			}
			i += k + len("]]>")
		case c == '!' || c == '?':
			i = pastByte(src, i, '>')
		case letter(c):
			tag, _, at := nameAt(src, i+1)
			if inside == 0 && breaksOut(tag) {
				return i
			}
			end := endOfTag(src, at)
			switch {
			case src[end-2] == '/' && src[end-1] == '>':
			case tag == root:
				depth++
			case holdsHTML(tag):
				inside++
			case inside > 0 && rawText(tag):
				stop := endOfRaw(src, end, tag)
				end = endOfTag(src, min(stop+len("</")+len(tag.String()), len(src)))
			}
			i = end
		case c == '/' && i+2 < len(src) && letter(src[i+2]):
			tag, name, at := nameAt(src, i+2)
			end := endOfTag(src, at)
			switch {
			case tag == root:
				if depth--; depth == 0 {
					return end
				}
				inside = 0
			case holdsHTML(tag):
				inside = max(0, inside-1)
			case inside == 0 && (tag == atom.P || tag == atom.Br || s.isOpen(tag, name)):
				return i
			}
			i = end
		case c == '/' && i+2 < len(src):
			i = pastByte(src, i, '>')
		default:
			i++
		}
	}
	return len(src)
}

// isOpen reports whether an element of this name is open.
func (s *scanner) isOpen(tag atom.Atom, name uint32) bool {
	for i := range s.stack {
		if e := &s.stack[i]; e.tag == tag && (tag != 0 || e.name == name) {
			return true
		}
	}
	return false
}

// breaksOut are the elements whose start ends a drawing or formula.
func breaksOut(a atom.Atom) bool {
	switch a {
	case atom.B, atom.Big, atom.Blockquote, atom.Body, atom.Br, atom.Center, atom.Code, atom.Dd, atom.Div, atom.Dl, atom.Dt, atom.Em, atom.Embed,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Head, atom.Hr, atom.I, atom.Img, atom.Li, atom.Listing, atom.Menu, atom.Meta,
		atom.Nobr, atom.Ol, atom.P, atom.Pre, atom.Ruby, atom.S, atom.Small, atom.Span, atom.Strong, atom.Strike, atom.Sub, atom.Sup, atom.Table,
		atom.Tt, atom.U, atom.Ul, atom.Var:
		return true
	}
	return false
}

// holdsHTML are the elements of drawings and formulas in which HTML stands.
func holdsHTML(a atom.Atom) bool {
	switch a {
	case atom.Foreignobject, atom.ForeignObject, atom.Desc, atom.Title, atom.AnnotationXml, atom.Mi, atom.Mo, atom.Mn, atom.Ms, atom.Mtext:
		return true
	}
	return false
}
