package clean

import "bytes"

// attribute reads the next attribute of the tag in b, from i on, and returns
// where it ends. At the end of the tag there is none: key is nil, and next is
// behind the ">". A tag that the page cuts off ends with the page.
func attribute(b []byte, i int) (key, val []byte, next int) {
	for i < len(b) && (b[i] == '/' || space(b[i])) {
		i++
	}
	if i >= len(b) {
		return nil, nil, len(b)
	}
	if b[i] == '>' {
		return nil, nil, i + 1
	}
	start := i
	i++ // a "=" in front belongs to the name
	for i < len(b) && !endsName[b[i]] {
		i++
	}
	key = b[start:i]
	j := i
	for j < len(b) && space(b[j]) {
		j++
	}
	if j >= len(b) || b[j] != '=' {
		return key, nil, i
	}
	for j++; j < len(b) && space(b[j]); j++ {
	}
	if j >= len(b) {
		return key, nil, j
	}
	if q := b[j]; q == '"' || q == '\'' {
		k := bytes.IndexByte(b[j+1:], q)
		if k < 0 {
			return key, b[j+1:], len(b)
		}
		return key, b[j+1 : j+1+k], j + 2 + k
	}
	for i = j; i < len(b) && b[i] != '>' && !space(b[i]); i++ {
	}
	return key, b[j:i], i
}

// endsName marks the bytes that end an attribute's name.
var endsName = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, '\f': true, '/': true, '>': true, '=': true}

// endOfTag is the index after the tag whose attributes begin at i.
func endOfTag(b []byte, i int) int {
	for {
		key, _, next := attribute(b, i)
		if key == nil {
			return next
		}
		i = next
	}
}

// endOfComment is the index after the comment that begins at i: it ends with
// "-->" or "--!>", "<!-->" and "<!--->" being whole comments.
func endOfComment(b []byte, i int) int {
	if startsWith(b[i:], "<!-->") || startsWith(b[i:], "<!--->") {
		return pastByte(b, i, '>')
	}
	for i += len("<!--"); ; i++ {
		k := bytes.Index(b[i:], []byte("--"))
		if k < 0 {
			return len(b)
		}
		i += k
		if startsWith(b[i+2:], ">") {
			return i + 3
		}
		if startsWith(b[i+2:], "!>") {
			return i + 4
		}
	}
}

func foldEqual(b []byte, s string) bool {
	for i := range len(s) {
		if b[i]|0x20 != s[i] {
			return false
		}
	}
	return true
}
