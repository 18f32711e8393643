package clean

import (
	"bytes"
	"strings"
)

// prescan cuts from a page what the parser need not see: comments, scripts,
// styles, drawings and templates, most of a news page's bytes. It keeps the
// contents of JSON-LD scripts apart.
//
// It reads tags as a browser does, quoted attributes and all, so that "<script"
// inside an attribute opens nothing; raw-text elements end at their end tag and
// nowhere else.
func prescan(page []byte) (html []byte, linked []string) {
	out := make([]byte, 0, len(page)/2)
	kept := 0 // page[kept:i] is still to be copied
	for i := 0; i < len(page); {
		k := bytes.IndexByte(page[i:], '<')
		if k < 0 {
			break
		}
		i += k
		if bytes.HasPrefix(page[i:], []byte("<!--")) {
			out = append(out, page[kept:i]...)
			i = endOfComment(page, i)
			kept = i
			continue
		}
		name := tagName(page[i:])
		if name == "" {
			i++
			continue
		}
		open := i
		i = endOfTag(page, i)
		if !raw[name] || page[max(0, i-2)] == '/' && name == "svg" {
			continue
		}
		out = append(out, page[kept:open]...)
		body := i
		end := closing(page, i, name)
		if name == "script" && bytes.Contains(bytes.ToLower(page[open:body]), []byte("ld+json")) {
			linked = append(linked, string(page[body:end]))
		}
		i = endOfTag(page, end)
		kept = i
	}
	return append(out, page[kept:]...), linked
}

// raw are the elements that are cut with their content.
var raw = map[string]bool{"script": true, "style": true, "svg": true, "template": true, "noscript": true, "iframe": true, "math": true, "canvas": true, "object": true}

// tagName is the name of a start tag in lower case, "" for anything else.
func tagName(b []byte) string {
	n := 1
	for n < len(b) && n < 12 && (b[n] >= 'a' && b[n] <= 'z' || b[n] >= 'A' && b[n] <= 'Z') {
		n++
	}
	if n == 1 {
		return ""
	}
	switch b[1] | 0x20 {
	case 's', 't', 'n', 'i', 'm', 'c', 'o':
		return strings.ToLower(string(b[1:n]))
	}
	return "x" // some tag that is not cut
}

// endOfTag is the index after the tag that begins at i.
func endOfTag(b []byte, i int) int {
	for i < len(b) {
		switch b[i] {
		case '>':
			return i + 1
		case '"', '\'':
			// A quotation mark opens a value only behind "=".
			j := i - 1
			for j > 0 && b[j] == ' ' {
				j--
			}
			if j >= 0 && b[j] == '=' {
				k := bytes.IndexByte(b[i+1:], b[i])
				if k < 0 {
					return len(b)
				}
				i += k + 1
			}
		}
		i++
	}
	return len(b)
}

func endOfComment(b []byte, i int) int {
	// "<!-->" and "<!--->" are whole comments.
	for _, short := range []string{"<!-->", "<!--->"} {
		if bytes.HasPrefix(b[i:], []byte(short)) {
			return i + len(short)
		}
	}
	k := bytes.Index(b[i+4:], []byte("-->"))
	if k < 0 {
		return len(b)
	}
	return i + 4 + k + 3
}

// closing is the index of the end tag of a raw element whose content begins at
// i, or the end of the page.
func closing(b []byte, i int, name string) int {
	for depth := 1; i < len(b); i++ {
		k := bytes.IndexByte(b[i:], '<')
		if k < 0 {
			return len(b)
		}
		i += k
		if i+2+len(name) <= len(b) && b[i+1] == '/' && foldEqual(b[i+2:i+2+len(name)], name) {
			if depth--; depth == 0 {
				return i
			}
		} else if name == "svg" && i+4 < len(b) && foldEqual(b[i+1:i+4], "svg") {
			if e := endOfTag(b, i); b[e-2] != '/' {
				depth++
			}
		}
	}
	return len(b)
}

func foldEqual(b []byte, s string) bool {
	for i := range len(s) {
		if b[i]|0x20 != s[i] {
			return false
		}
	}
	return true
}
