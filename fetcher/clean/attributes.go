package clean

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// declare reads what an element of the head says of the page, from the
// attributes at i, and returns where its tag ends.
func (s *scanner) declare(tag atom.Atom, i int) (end int) {
	var names [4][]byte
	var content, href []byte
	canonical, n := false, 0
	for {
		key, val, next := attribute(s.src, i)
		i = next
		if key == nil {
			break
		}
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
		return i
	}
	for _, name := range names[:n] {
		k := strings.ToLower(strings.TrimSpace(string(name)))
		if _, have := s.metas[k]; !have {
			s.metas[k] = html.UnescapeString(string(content))
		}
	}
	return i
}

// foldEquals reports whether b is s, a word in lower case, in any case.
func foldEquals(b []byte, s string) bool { return len(b) == len(s) && foldEqual(b, s) }

// look reads an element's attributes, those at i: its classes and ids go on the
// stack, its role becomes flags. It returns where the tag ends.
func (s *scanner) look(tag atom.Atom, i int) (f flag, end int) {
	f = tagFlags(tag)
	p := &s.page
	for {
		key, val, next := attribute(s.src, i)
		i = next
		if key == nil {
			return f, i
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
