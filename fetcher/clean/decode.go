package clean

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode returns the document in UTF-8. A byte order mark wins; then bytes that
// are valid UTF-8, whatever a stale header or meta tag says; then the declared
// character set, unless it says UTF-8 of what is none; then Windows-1252. Bytes
// that fit nothing become U+FFFD, so the result is always valid. Zero bytes,
// which no text has, are taken out. The result may share the body's memory.
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
	good, bad := sequences(body)
	if good > 20*bad {
		return sound(body)
	}
	enc, declared, _ := charset.DetermineEncoding(body, contentType)
	if declared == "utf-8" {
		if good >= bad {
			return sound(body)
		}
		enc = charmap.Windows1252
	}
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

// sequences counts the multi-byte sequences that are sound UTF-8 and the bytes
// that are none. A document that was cut by a byte limit, or has a stray byte
// from an advertisement, has many of the first and few of the second.
func sequences(body []byte) (good, bad int) {
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
	return good, bad
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
