package clean

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// declare reads what an element of the head says of the page.
func (s *scanner) declare(tag atom.Atom, attrs []byte) {
	var names [4][]byte
	var content, href []byte
	canonical, n := false, 0
	for len(attrs) > 0 {
		var key, val []byte
		key, val, attrs = nextAttribute(attrs)
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

// look reads an element's attributes: its classes and ids go on the stack, its
// role becomes flags.
func (p *page) look(tag atom.Atom, attrs []byte) (f flag) {
	f = tagFlags(tag)
	for len(attrs) > 0 {
		var key, val []byte
		key, val, attrs = nextAttribute(attrs)
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

// nextAttribute reads the first attribute of what is left of a tag.
func nextAttribute(b []byte) (key, val, rest []byte) {
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
