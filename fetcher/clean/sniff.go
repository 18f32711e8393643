package clean

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"
)

type docKind int

const (
	kindText docKind = iota
	kindHTML
	kindMarkdown
)

// sniff decides what a document is. The declared type is believed where the
// bytes do not contradict it: servers send HTML as text/plain and PDF as
// text/html more often than one would like.
func sniff(body []byte, contentType string) (docKind, error) {
	head := body
	if len(head) > 4096 {
		head = head[:4096]
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return 0, ErrEmpty
	}
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		media, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(contentType)), ";")
	}
	if !hasUTF16BOM(head) {
		if guess := http.DetectContentType(head); isBinaryType(guess) || looksBinary(head) {
			return 0, fmt.Errorf("%w: looks like %s", ErrBinary, guess)
		}
	}
	switch {
	case media == "text/html", media == "application/xhtml+xml":
		return kindHTML, nil
	case media == "text/markdown", media == "text/x-markdown":
		return kindMarkdown, nil
	case startsLikeHTML(head):
		return kindHTML, nil
	case looksMarkdown(head):
		return kindMarkdown, nil
	}
	return kindText, nil
}

func hasUTF16BOM(b []byte) bool {
	return len(b) >= 2 && (b[0] == 0xFF && b[1] == 0xFE || b[0] == 0xFE && b[1] == 0xFF)
}

func isBinaryType(t string) bool {
	for _, p := range []string{"image/", "video/", "audio/", "font/", "application/pdf", "application/zip", "application/x-gzip", "application/x-rar", "application/wasm", "application/vnd", "application/ogg"} {
		if strings.HasPrefix(t, p) {
			return true
		}
	}
	return false
}

// looksBinary counts control bytes that no text has. UTF-16 without a byte
// order mark has a zero in every other byte and is let through.
func looksBinary(head []byte) bool {
	control, zeros := 0, 0
	for _, c := range head {
		switch {
		case c == 0:
			zeros++
		case c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b:
			control++
		}
	}
	if zeros > 0 && isUTF16(head) {
		return false
	}
	return (control+zeros)*20 > len(head)
}

// isUTF16 recognizes UTF-16 text without a byte order mark by its zeros, which
// fall on one parity only.
func isUTF16(head []byte) bool {
	even, odd := 0, 0
	for i, c := range head {
		if c == 0 {
			if i%2 == 0 {
				even++
			} else {
				odd++
			}
		}
	}
	half := len(head) / 2
	return half > 8 && (even*5 > half*3 && odd*20 < half || odd*5 > half*3 && even*20 < half)
}

var htmlOpeners = []string{"<!doctype", "<html", "<head", "<body", "<?xml", "<article", "<main", "<div", "<section", "<meta", "<title", "<p>", "<p ", "<h1", "<!--", "<script", "<frameset", "<table"}

func startsLikeHTML(head []byte) bool {
	s := strings.TrimLeft(strings.TrimPrefix(string(head), "\ufeff"), " \t\r\n")
	if isUTF16(head) || hasUTF16BOM(head) {
		s = strings.TrimLeft(strings.Map(func(r rune) rune {
			if r == 0 || r == utf8.RuneError {
				return -1
			}
			return r
		}, string(head)), " \t\r\n")
	}
	if len(s) > 16 {
		s = s[:16]
	}
	s = strings.ToLower(s)
	for _, o := range htmlOpeners {
		if strings.HasPrefix(s, o) {
			return true
		}
	}
	return false
}

// looksMarkdown wants two signs of Markdown: one alone ("# " or a link) is
// also found in plain text.
func looksMarkdown(head []byte) bool {
	signs := 0
	s := string(head)
	if strings.HasPrefix(s, "# ") || strings.Contains(s, "\n## ") || strings.Contains(s, "\n# ") {
		signs++
	}
	if i := strings.Index(s, "]("); i > 0 && strings.Contains(s[:i], "[") && strings.Contains(s[i:], ")") {
		signs++
	}
	if strings.HasPrefix(s, "---\n") && strings.Contains(s[4:], "\n---\n") {
		signs += 2
	}
	if strings.Contains(s, "**") {
		signs++
	}
	return signs >= 2
}
