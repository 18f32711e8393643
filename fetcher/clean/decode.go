package clean

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
)

// decode returns the document in UTF-8. A byte order mark wins; then bytes that
// are valid UTF-8, whatever a stale header or meta tag says; then the declared
// character set; then Windows-1252. Bytes that fit nothing become U+FFFD, so
// the result is always valid. Zero bytes and carriage returns are normalized
// away where no text has them. The result may share the body's memory.
func decode(body []byte, contentType string) []byte {
	switch {
	case hasUTF16BOM(body):
		return sound(utf16(body, unicode.BigEndian, unicode.UseBOM))
	case len(body) >= 3 && body[0] == 0xEF && body[1] == 0xBB && body[2] == 0xBF:
		return sound(body[3:])
	}
	head := body
	if len(head) > 4096 {
		head = head[:4096]
	}
	if isUTF16(head) {
		order := unicode.LittleEndian
		if body[0] == 0 {
			order = unicode.BigEndian
		}
		return sound(utf16(body, order, unicode.IgnoreBOM))
	}
	if utf8.Valid(body) {
		return noZeros(body)
	}
	if almostUTF8(body) {
		return sound(body)
	}
	enc, _, _ := charset.DetermineEncoding(body, contentType)
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return sound(body)
	}
	return sound(out)
}

func utf16(body []byte, order unicode.Endianness, bom unicode.BOMPolicy) []byte {
	out, err := unicode.UTF16(order, bom).NewDecoder().Bytes(body)
	if err != nil {
		return body
	}
	return out
}

// almostUTF8 accepts a document whose multi-byte sequences are nearly all
// sound: one cut by a byte limit, or with a stray byte from an advertisement.
func almostUTF8(body []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > 20*bad
}

func noZeros(b []byte) []byte {
	if bytes.IndexByte(b, 0) >= 0 {
		b = bytes.ReplaceAll(b, []byte{0}, nil)
	}
	return b
}

func sound(b []byte) []byte {
	b = noZeros(b)
	if !utf8.Valid(b) {
		b = bytes.ToValidUTF8(b, []byte("\ufffd"))
	}
	return b
}
