package resolve

import (
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// introductions are the words between a name and another name of the same
// thing, as they stand in the text without white space and quotation marks, in
// lower case, a dash as a comma. Each has an example.
var introductions = []struct{ gap, example string }{
	{"(", "Second Academy of Natural Sciences (SANS)"},
	{"(the", "Second Academy of Natural Sciences (the “Academy”)"},
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
	{"(previously", "Parsek Trading (previously Orbita)"},
	{"(hereinafter", "Kang Mun Kil (hereinafter Kang)"},
	{",nicknamed", "Rubén Oseguera Cervantes, nicknamed El Mencho"},
	{"nicknamed", "Rubén Oseguera Cervantes nicknamed El Mencho"},
	{",or", "Islamic Revolutionary Guard Corps, or IRGC"},
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
		gap, quoted, ok := gapOf(d, ms[a].Last, ms[b].First)
		if !ok {
			continue
		}
		short := acronymLike(d, ms[b]) || acronymLike(d, ms[a])
		switch {
		case gap == "(" || gap == ",or":
			// In plain brackets stands an acronym, another name of a person or
			// one in quotation marks, or a remark.
			other := ms[b].Type == tagging.Person && gap == "("
			if (short || quoted || other) && (gap != "(" || closed(d, ms[b].Last)) {
				out = append(out, [2]int{a, b})
			}
		default:
			out = append(out, [2]int{a, b})
		}
	}
	return out
}

// gapOf returns the introduction that tokens [from, to) are, and whether it
// opens a quotation.
func gapOf(d *token.Document, from, to int) (gap string, quoted, ok bool) {
	if from >= to || to-from > longestGap {
		return "", false, false
	}
	var buf [64]byte
	text := buf[:0]
	for i := from; i < to; i++ {
		w := d.Word(i)
		if isQuote(w) {
			quoted = true
			continue
		}
		if possessive(w) {
			continue
		}
		switch w {
		case "–", "—", "--", "-", ";":
			w = ","
		}
		if len(text)+len(w) > len(buf) {
			return "", false, false
		}
		for k := 0; k < len(w); k++ {
			c := w[k]
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			text = append(text, c)
		}
	}
	gap, ok = introduced[string(text)]
	return gap, quoted, ok
}

// closed reports whether a bracket closes at token i.
func closed(d *token.Document, i int) bool {
	if i < len(d.Tokens) && isQuote(d.Word(i)) {
		i++
	}
	return i < len(d.Tokens) && (d.Word(i) == ")" || d.Word(i) == "," || d.Word(i) == ";")
}

// acronymLike reports whether a short mention is written as an acronym, or has
// one ("Belarusian KGB").
func acronymLike(d *token.Document, m mention.Mention) bool {
	if m.Type != tagging.Organization || m.Last-m.First > 3 {
		return false
	}
	for i := m.First; i < m.Last; i++ {
		if t := d.Tokens[i]; (t.Case == token.Upper || t.Case == token.Mixed) && t.End-t.Start <= 10 && manyCapitals(d.Word(i)) {
			return true
		}
	}
	return false
}

// manyCapitals reports whether a word has two capitals or more, and no fewer
// than other letters.
func manyCapitals(w string) bool {
	upper := 0
	for i := 0; i < len(w); i++ {
		if w[i] >= 'A' && w[i] <= 'Z' {
			upper++
		}
	}
	return upper >= 2 && upper*2 >= len(w)
}
