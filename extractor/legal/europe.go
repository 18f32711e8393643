package legal

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// european reads acts of the European Union: "Council Implementing Regulation
// (EU) 2022/336", "Regulation (EU) No 833/2014", "Council Decision (CFSP)
// 2016/849", "Decision 2014/145/CFSP", "Common Position 2001/931/CFSP".
func (p *parser) european(i int) int {
	j := i
	var head []string
	take := func(words ...string) bool {
		if p.is(j, i, words...) {
			head = append(head, p.word(j, i))
			j++
			return true
		}
		return false
	}
	_ = take("Council", "Commission")
	_ = take("Implementing", "Delegated")
	switch {
	case take("Regulation", "Decision", "Directive"):
	case p.is(j, i, "Common") && p.is(j+1, i, "Position"):
		head = append(head, "Common", "Position")
		j += 2
	default:
		return i
	}
	kind, what := EURegulation, "reg"
	if !strings.EqualFold(head[len(head)-1], "Regulation") {
		kind, what = EUDecision, "dec"
	}
	body := ""
	if p.word(j, i) == "(" && p.is(j+1, i, "EU", "EC", "EEC", "CFSP") {
		body = p.word(j+1, i)
		j += 2
		for j < i+10 && p.word(j, i) != ")" {
			j++
		}
		j++
	} else if p.is(j, i, "EU", "EC", "CFSP") {
		body = p.word(j, i)
		j++
	}
	numbered := p.is(j, i, "no", "no.")
	j = p.skipNo(j, i)
	a, ok := p.digits(j, i, 1, 4)
	if !ok || !p.isSlash(j+1, i) {
		return i
	}
	b, ok := p.digits(j+2, i, 1, 4)
	if !ok {
		return i
	}
	j += 3
	suffix := ""
	if p.isSlash(j, i) && p.is(j+1, i, "CFSP", "EU", "EC", "EEC", "JHA") {
		suffix = "/" + p.word(j+1, i)
		j += 2
	}
	if body == "" && suffix == "" && !looksLikeYear(a) && !looksLikeYear(b) {
		return i
	}
	name := strings.Join(head, " ")
	if body != "" {
		name += " (" + body + ")"
	}
	if numbered && !looksLikeYear(a) {
		name += " No"
	}
	p.cite(i, j, .97, Citation{Path: "eu/" + what + "/" + a + "/" + b, Citation: tagging.Citation{
		Kind: kind, Canonical: name + " " + a + "/" + b + suffix, Link: eurLex(kind, head, a, b)}})
	return j
}

// eurLex is the act's CELEX address: sector 3, the year, the type, the number.
func eurLex(kind string, head []string, a, b string) string {
	year, n := a, b
	if !looksLikeYear(a) {
		year, n = b, a
	}
	letter := "R"
	switch last := head[len(head)-1]; {
	case strings.EqualFold(last, "Directive"):
		letter = "L"
	case last == "Position":
		letter = "E"
	case kind == EUDecision:
		letter = "D"
	}
	if len(year) == 2 {
		year = "19" + year
	}
	for len(n) < 4 {
		n = "0" + n
	}
	return "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:3" + year + letter + n
}

// statutoryInstrument reads "S.I. 2019/855" and "SI 2019 No. 411".
func (p *parser) statutoryInstrument(i int) int {
	year, ok := p.digits(i+1, i, 4, 4)
	if !ok || !looksLikeYear(year) {
		return i
	}
	j := i + 2
	if p.isSlash(j, i) {
		j++
	} else {
		k := p.skipNo(j, i)
		if k == j {
			return i
		}
		j = k
	}
	n, ok := p.digits(j, i, 1, 4)
	if !ok {
		return i
	}
	p.cite(i, j+1, .96, Citation{Path: "uk/si/" + year + "/" + n, Citation: tagging.Citation{
		Kind: Regulation, Canonical: "S.I. " + year + "/" + n, Link: "https://www.legislation.gov.uk/uksi/" + year + "/" + n}})
	return j + 1
}

// decree reads "Decree No. 726/2022", "Presidential Decree No. 266", "Decree of
// the President of Ukraine No. 726/2022".
func (p *parser) decree(i int) int {
	j := p.skip(i, i, "presidential")
	if !p.is(j, i, "decree") {
		return i
	}
	j++
	if p.is(j, i, "of") {
		for k := j; k < j+6 && p.word(k, i) != ""; k++ {
			if p.is(k, i, "no", "no.", "number") {
				j = k
				break
			}
		}
	}
	k := p.skipNo(j, i)
	if k == j && !p.isSlash(j+1, i) {
		return i
	}
	n, ok := p.digits(k, i, 1, 4)
	if !ok {
		return i
	}
	k++
	if p.isSlash(k, i) {
		if y, ok := p.digits(k+1, i, 4, 4); ok {
			n += "/" + y
			k += 2
		}
	}
	p.cite(i, k, .88, Citation{Path: "decree/" + n, Citation: tagging.Citation{Kind: Decree, Canonical: "Decree No. " + n}})
	return k
}

// russianLaw reads "Federal Law No. 127-FZ".
func (p *parser) russianLaw(i int) int {
	if !p.is(i+1, i, "law") {
		return i
	}
	j := p.skipNo(i+2, i)
	n, ok := p.digits(j, i, 1, 3)
	if !ok || !p.is(j+1, i, "-") || !p.is(j+2, i, "FZ") {
		return i
	}
	p.cite(i, j+3, .97, Citation{Path: "ru/fz/" + n, Citation: tagging.Citation{Kind: Statute, Canonical: "Federal Law No. " + n + "-FZ"}})
	return j + 3
}

// foreignLaw reads "Law of Ukraine “On Sanctions”".
func (p *parser) foreignLaw(i int) int {
	if !p.is(i+1, i, "of") || !p.is(i+2, i, "ukraine") {
		return i
	}
	j := p.skip(i+3, i, "\"", "“", "«")
	if !p.is(j, i, "on") {
		return i
	}
	k := j + 1
	for k < j+8 && p.word(k, i) != "" && !p.is(k, i, "\"", "”", "»", ",", ".") {
		k++
	}
	title := strings.ToLower(p.doc.Text[p.doc.Tokens[j].Start:p.doc.Tokens[k-1].End])
	end := p.skip(k, i, "\"", "”", "»")
	p.cite(i, end, .9, Citation{Path: "ua/law/" + strings.ReplaceAll(title, " ", "-"), Citation: tagging.Citation{
		Kind: Statute, Canonical: "Law of Ukraine “" + strings.ToUpper(title[:1]) + title[1:] + "”"}})
	return end
}
