package legal

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/token"
)

// word is the text of token i, "" beyond the sentence that token from is in.
func (p *parser) word(i, from int) string {
	if i < 0 || i >= len(p.doc.Tokens) || p.doc.Tokens[i].Sentence != p.doc.Tokens[from].Sentence {
		return ""
	}
	return p.doc.Word(i)
}

// is reports whether token i is one of words, case aside.
func (p *parser) is(i, from int, words ...string) bool {
	w := p.word(i, from)
	for _, x := range words {
		if strings.EqualFold(w, x) {
			return true
		}
	}
	return false
}

// skip returns i+1 where token i is one of words, else i.
func (p *parser) skip(i, from int, words ...string) int {
	if p.is(i, from, words...) {
		return i + 1
	}
	return i
}

// skipNo skips "No.", "Nos.", "Number", "#".
func (p *parser) skipNo(i, from int) int {
	if p.is(i, from, "no", "no.", "nos", "nos.", "number", "numbers", "#") {
		i++
		return p.skip(i, from, ".")
	}
	return i
}

// digits returns the number at token i without its commas, and whether it has
// between least and most digits and nothing else.
func (p *parser) digits(i, from, least, most int) (string, bool) {
	w := p.word(i, from)
	if w == "" || p.doc.Tokens[i].Kind != token.Number {
		return "", false
	}
	w = strings.ReplaceAll(w, ",", "")
	if len(w) < least || len(w) > most {
		return "", false
	}
	for _, c := range w {
		if c < '0' || c > '9' {
			return "", false
		}
	}
	return w, true
}

// year reads "(2006)" at i and returns the index after it, or i.
func (p *parser) year(i, from int) int {
	if p.word(i, from) != "(" {
		return i
	}
	if y, ok := p.digits(i+1, from, 4, 4); !ok || y[:2] != "19" && y[:2] != "20" || p.word(i+2, from) != ")" {
		return i
	}
	return i + 3
}

// and skips what joins members of a list: commas, "and", "or", "as well as",
// slashes. It returns i where there is no joint.
func (p *parser) and(i, from int) int {
	j := p.skip(i, from, ",", "/", ";")
	if p.is(j, from, "and", "or", "&") {
		return j + 1
	}
	if p.is(j, from, "as") && p.is(j+1, from, "well") && p.is(j+2, from, "as") {
		return j + 3
	}
	return j
}

// pinpoint reads a section number with its brackets, "1(a)(ii)", "7031(c)",
// "231-A", at token i. It returns its text and the index after it.
func (p *parser) pinpoint(i, from int) (string, int) {
	w := p.word(i, from)
	if w == "" || p.doc.Tokens[i].Kind != token.Number && !(len(w) <= 4 && roman(w)) {
		return "", i
	}
	var b strings.Builder
	b.WriteString(w)
	i++
	for p.word(i, from) == "(" && len(p.word(i+1, from)) > 0 && len(p.word(i+1, from)) <= 4 && p.word(i+2, from) == ")" && !p.doc.Tokens[i].Space {
		b.WriteString("(" + p.word(i+1, from) + ")")
		i += 3
	}
	return b.String(), i
}

func roman(w string) bool { return strings.Trim(w, "IVX") == "" }

// isSlash reports whether tokens i and i+1 are a slash and a number written
// without spaces, as in "2016/849".
func (p *parser) isSlash(i, from int) bool {
	return p.word(i, from) == "/" && !p.doc.Tokens[i].Space && i+1 < len(p.doc.Tokens) && !p.doc.Tokens[i+1].Space
}
