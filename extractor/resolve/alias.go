package resolve

import (
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// introductions are the words between a name and another name of the same
// thing, as they stand in the text without white space and in lower case. Each
// has an example.
var introductions = []struct{ gap, example string }{
	{"(", "Second Academy of Natural Sciences (SANS)"},
	{"(\"", "Second Academy of Natural Sciences (\"SANS\")"},
	{"(“", "Second Academy of Natural Sciences (“SANS”)"},
	{"(the“", "Second Academy of Natural Sciences (the “Academy”)"},
	{"(the\"", "Second Academy of Natural Sciences (the \"Academy\")"},
	{"(alsoknownas", "Kang Mun Kil (also known as Jian Wenji)"},
	{",alsoknownas", "Kang Mun Kil, also known as Jian Wenji"},
	{"alsoknownas", "Kang Mun Kil also known as Jian Wenji"},
	{",betterknownas", "Rubén Oseguera Cervantes, better known as El Mencho"},
	{"betterknownas", "Rubén Oseguera Cervantes better known as El Mencho"},
	{",knownas", "Rubén Oseguera Cervantes, known as El Mencho"},
	{"(knownas", "Rubén Oseguera Cervantes (known as El Mencho)"},
	{"(aka", "Kang Mun Kil (aka Jian Wenji)"},
	{"(a.k.a.", "Kang Mun Kil (a.k.a. Jian Wenji)"},
	{",aka", "Kang Mun Kil, aka Jian Wenji"},
	{",a.k.a.", "Kang Mun Kil, a.k.a. Jian Wenji"},
	{"aka", "Kang Mun Kil aka Jian Wenji"},
	{"a.k.a.", "Kang Mun Kil a.k.a. Jian Wenji"},
	{",alias", "Kang Mun Kil, alias Jian Wenji"},
	{"alias", "Kang Mun Kil alias Jian Wenji"},
	{"(formerly", "Parsek Trading (formerly Orbita)"},
	{",formerlyknownas", "Parsek Trading, formerly known as Orbita"},
	{"(formerlyknownas", "Parsek Trading (formerly known as Orbita)"},
	{",or", "Islamic Revolutionary Guard Corps, or IRGC"},
	{"—or", "Islamic Revolutionary Guard Corps — or IRGC"},
}

var introduced = func() map[string]string {
	m := make(map[string]string, len(introductions))
	for _, in := range introductions {
		m[in.gap] = in.gap
	}
	return m
}()

// longestGap is the number of tokens of the longest introduction.
const longestGap = 7

// aliases returns the pairs of mentions, as indexes into ms, of which the text
// says that the second is another name of the first.
func aliases(d *token.Document, ms []mention.Mention, which []int) [][2]int {
	var out [][2]int
	for k := 1; k < len(which); k++ {
		a, b := which[k-1], which[k]
		if ms[a].Type != ms[b].Type || ms[a].Type != tagging.Person && ms[a].Type != tagging.Organization {
			continue
		}
		gap, ok := gapOf(d, ms[a].Last, ms[b].First)
		if !ok {
			continue
		}
		short := acronymLike(d, ms[b]) || acronymLike(d, ms[a])
		switch {
		case gap == "(" || gap == ",or" || gap == "—or":
			// In plain brackets stands an acronym, or a remark.
			if short && (gap != "(" || closed(d, ms[b].Last)) {
				out = append(out, [2]int{a, b})
			}
		default:
			out = append(out, [2]int{a, b})
		}
	}
	return out
}

// gapOf returns the introduction that tokens [from, to) are.
func gapOf(d *token.Document, from, to int) (string, bool) {
	if from >= to || to-from > longestGap {
		return "", false
	}
	var buf [64]byte
	gap := buf[:0]
	for i := from; i < to; i++ {
		w := d.Word(i)
		if possessive(w) {
			continue
		}
		if len(gap)+len(w) > len(buf) {
			return "", false
		}
		for k := 0; k < len(w); k++ {
			c := w[k]
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			gap = append(gap, c)
		}
	}
	in, ok := introduced[string(gap)]
	return in, ok
}

// closed reports whether a bracket closes at token i.
func closed(d *token.Document, i int) bool {
	return i < len(d.Tokens) && (d.Word(i) == ")" || d.Word(i) == "," || d.Word(i) == ";")
}

// acronymLike reports whether a mention is written as an acronym.
func acronymLike(d *token.Document, m mention.Mention) bool {
	if m.Type != tagging.Organization || m.Last-m.First > 3 {
		return false
	}
	upper, n := 0, 0
	for _, c := range d.Text[m.Start:m.End] {
		switch {
		case c >= 'A' && c <= 'Z':
			upper++
			n++
		case c >= 'a' && c <= 'z':
			n++
		}
	}
	return upper >= 2 && upper*2 >= n && n <= 12
}
