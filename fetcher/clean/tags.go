package clean

import "bytes"

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
