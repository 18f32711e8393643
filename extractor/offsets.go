package extractor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/tagwire/tagwire/extractor/sanction"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/fetcher/article"
)

// stride is the distance in bytes between two remembered offsets.
const stride = 256

// offsets converts byte offsets of a text to code points in constant time: it
// remembers the count at every stride.
type offsets struct {
	text  string
	ascii bool
	marks []int
}

func newOffsets(text string) *offsets {
	o := &offsets{text: text, ascii: true}
	n := 0
	for i := 0; i < len(text); i++ {
		if i%stride == 0 {
			o.marks = append(o.marks, n)
		}
		if text[i] >= utf8.RuneSelf {
			o.ascii = false
		}
		if text[i]&0xC0 != 0x80 {
			n++
		}
	}
	return o
}

// at is the number of code points before byte i, which starts a code point.
func (o *offsets) at(i int) int {
	if o.ascii {
		return i
	}
	k := min(i/stride, len(o.marks)-1)
	if k < 0 {
		return 0
	}
	n := o.marks[k]
	for j := k * stride; j < i; j++ {
		if o.text[j]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

func (o *offsets) span(s token.Span) tagging.Span {
	return tagging.Span{Start: o.at(s.Start), End: o.at(s.End)}
}

// byteBlocks converts an article's blocks, in code points, to bytes of its
// text. Blocks that do not fit the text are left out.
func byteBlocks(text string, blocks []article.Block) []sanction.Block {
	out := make([]sanction.Block, 0, len(blocks))
	pos, n := 0, 0 // byte offset and code points before it
	seek := func(want int) (int, bool) {
		if want < n {
			return 0, false
		}
		for n < want && pos < len(text) {
			_, size := utf8.DecodeRuneInString(text[pos:])
			pos += size
			n++
		}
		return pos, n == want
	}
	for _, b := range blocks {
		start, ok := seek(b.Start)
		if !ok {
			break
		}
		end, ok := seek(b.End)
		if !ok {
			break
		}
		out = append(out, sanction.Block{Kind: b.Kind, Span: token.Span{Start: start, End: end}})
	}
	return out
}

// Slug folds a name to the last part of an entity's id: lower case, without
// diacritics and apostrophes, every run of other characters a dash.
func Slug(name string) string {
	var b strings.Builder
	dash := false
	for _, r := range norm.NFKD.String(name) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			dash = false
			b.WriteRune(unicode.ToLower(r))
		default:
			dash = true
		}
	}
	return b.String()
}
