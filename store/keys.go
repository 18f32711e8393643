package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxKeyPart is the most bytes that an id takes in a key; bbolt refuses keys
// above 32 KB, and a key that long is a mistake of its maker anyway.
const maxKeyPart = 400

// keyPart makes s fit into a key whose parts are separated by NUL. Ids as
// tagwire makes them come out unchanged.
func keyPart(s string) string {
	if len(s) <= maxKeyPart && strings.IndexByte(s, 0) < 0 {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	head := strings.ReplaceAll(s, "\x00", "")
	if len(head) > maxKeyPart-40 {
		head = strings.ToValidUTF8(head[:maxKeyPart-40], "")
	}
	return head + "#" + hex.EncodeToString(sum[:16])
}

// join makes a key of parts separated by NUL.
func join(parts ...string) []byte {
	n := len(parts)
	for _, p := range parts {
		n += len(p)
	}
	out := make([]byte, 0, n)
	for i, p := range parts {
		if i > 0 {
			out = append(out, 0)
		}
		out = append(out, keyPart(p)...)
	}
	return out
}

// under is the prefix of all keys whose first part is p.
func under(p string) []byte { return append([]byte(keyPart(p)), 0) }

func seqKey(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

// timeKey orders by time, also before 1970.
func timeKey(t time.Time) []byte {
	return binary.BigEndian.AppendUint64(nil, uint64(t.Unix())^(1<<63))
}

func keyTime(b []byte) time.Time {
	return time.Unix(int64(binary.BigEndian.Uint64(b)^(1<<63)), 0).UTC()
}

// Fold is the form in which names are looked up: lower case, without accents,
// runs of anything but letters and digits as one space.
func Fold(s string) string {
	out := make([]byte, 0, len(s))
	space := false
	if !ascii(s) {
		s = norm.NFKD.String(s)
	}
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if space && len(out) > 0 {
				out = append(out, ' ')
			}
			space = false
			out = utf8.AppendRune(out, unicode.ToLower(r))
		default:
			space = true
		}
	}
	return string(out)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// keySeq is the number that seqKey wrote; 0, which no item has, for anything
// else.
func keySeq(b []byte) uint64 {
	if len(b) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(b)
}
