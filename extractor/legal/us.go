package legal

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

func executiveOrder(n string) Citation {
	return Citation{Path: "us/eo/" + n, Citation: tagging.Citation{
		Kind: ExecutiveOrder, Canonical: "E.O. " + n,
		Link: "https://www.federalregister.gov/documents/search?conditions%5Bpresidential_document_type%5D=executive_order&conditions%5Bterm%5D=%22Executive+Order+" + n + "%22",
	}}
}

// executiveOrder reads "Executive Order (E.O.) 13224", "E.O.s 13551 and
// 13687", "Exec. Order No. 13,818".
func (p *parser) executiveOrder(i int) int {
	j := i
	switch w := p.word(i, i); {
	case strings.EqualFold(w, "E.O.") || w == "EO" || w == "E.O.s" || w == "EOs" || w == "E.Os":
		j++
	case w == "E." && p.is(i+1, i, "O.", "O.s"):
		j += 2
	case p.is(i, i, "presidential") && p.is(i+1, i, "executive") && p.is(i+2, i, "order", "orders"):
		j += 3
	case p.is(i, i, "presidential") && p.is(i+1, i, "order", "orders", "decree") && p.orderNumber(p.skipNo(i+2, i), i):
		j += 2 // as translations have it
	case p.is(i, i, "executive", "exec", "exec."):
		j = p.skip(i+1, i, ".")
		if !p.is(j, i, "order", "orders", "decree") {
			return i
		}
		j++
	default:
		return i
	}
	// The acronym in brackets between head and number.
	if p.word(j, i) == "(" {
		k := p.skip(p.skip(j+1, i, "\"", "“"), i, "E.O.", "EO", "E.O", "E.O.s", "EOs")
		if k == j+1 && p.is(k, i, "E.") && p.is(k+1, i, "O.") {
			k += 2
		}
		k = p.skip(k, i, "\"", "”")
		if k > j+1 && p.word(k, i) == ")" {
			j = k + 1
		}
	}
	if p.word(j, i) == "-" && !p.doc.Tokens[j].Space {
		j++ // "EO-14024"
	}
	j = p.skipNo(j, i)
	return p.list(i, j, 4, 5, .99, executiveOrder)
}

// orderNumber reports whether token j is the number of an executive order of
// the last fifty years: five digits, which no decree has.
func (p *parser) orderNumber(j, from int) bool {
	n, ok := p.digits(j, from, 5, 5)
	return ok && n >= "12000" && n < "16000"
}

// numbered reads "No. 13224" shortly behind the word "order".
func (p *parser) numbered(i int) int {
	j := p.skipNo(i, i)
	if !p.orderNumber(j, i) {
		return i
	}
	for k := max(i-8, 0); k < i; k++ {
		if p.is(k, i, "order", "orders") {
			return p.list(i, j, 5, 5, .85, executiveOrder)
		}
	}
	return i
}

// list reads the number at j that the head at i opens, and the numbers that
// follow it; each is a mention, the first with the head.
func (p *parser) list(i, j, least, most int, score float32, make func(string) Citation) int {
	n, ok := p.digits(j, i, least, most)
	if !ok {
		return i
	}
	p.cite(i, j+1, score, make(n))
	j++
	for {
		k := p.and(p.asAmended(j, i), i)
		if k == j {
			return j
		}
		at := p.skipNo(k, i)
		n, ok := p.digits(at, i, max(least, 5), most)
		if !ok {
			return j
		}
		p.cite(at, at+1, score-.02, make(n))
		j = at + 1
	}
}

// asAmended skips ", as amended" before the next member of a list.
func (p *parser) asAmended(j, from int) int {
	k := p.skip(j, from, ",")
	if p.is(k, from, "as") && p.is(k+1, from, "amended") && p.is(k+2, from, ",", "and", "or") {
		return k + 2
	}
	return j
}

// glued reads "EO13687" and "GL8J", whose spaces were lost.
func (p *parser) glued(i int) int {
	w := p.word(i, i)
	if n := w[2:]; w[:2] == "EO" && len(n) >= 4 && len(n) <= 5 && strings.Trim(n, "0123456789") == "" {
		p.cite(i, i+1, .97, executiveOrder(n))
		return i + 1
	}
	return i
}

func (p *parser) proclamation(i int) int {
	j := p.skip(i, i, "presidential")
	if !p.is(j, i, "proclamation", "proclamations") && p.word(j, i) != "PP" && p.word(j, i) != "P.P." {
		return i
	}
	j++
	if p.word(j, i) == "(" && p.is(j+1, i, "PP", "P.P.") && p.word(j+2, i) == ")" {
		j += 3
	}
	j = p.skipNo(j, i)
	return p.list(i, j, 4, 5, .96, func(n string) Citation {
		return Citation{Path: "us/proc/" + n, Citation: tagging.Citation{Kind: Proclamation, Canonical: "Proclamation " + n}}
	})
}

// publicLaw reads "Public Law 115-44", "Pub. L. No. 114–122", "P.L. 111-195".
func (p *parser) publicLaw(i int) int {
	j := i
	switch {
	case p.is(i, i, "P.L."):
		j++
	case p.is(i, i, "public") && p.is(i+1, i, "law"):
		j += 2
	case p.is(i, i, "pub", "pub."):
		j = p.skip(i+1, i, ".")
		if !p.is(j, i, "L", "L.") {
			return i
		}
		j = p.skip(j+1, i, ".")
	default:
		return i
	}
	j = p.skipNo(j, i)
	congress, ok := p.digits(j, i, 2, 3)
	if !ok || !p.is(j+1, i, "-", "–", "‑") {
		return i
	}
	n, ok := p.digits(j+2, i, 1, 3)
	if !ok {
		return i
	}
	p.cite(i, j+3, .98, Citation{Path: "us/pl/" + congress + "-" + n, Citation: tagging.Citation{
		Kind: PublicLaw, Canonical: "Pub. L. " + congress + "-" + n, Link: publicLawLink(congress, n)}})
	return j + 3
}

// publicLawLink is the law's slip at congress.gov, which has those since 1995.
func publicLawLink(congress, n string) string {
	if len(congress) < 3 || congress < "104" {
		return ""
	}
	return "https://www.congress.gov/" + congress + "/plaws/publ" + n + "/PLAW-" + congress + "publ" + n + ".pdf"
}

// number reads citations that begin with a number: codes, the Federal Register,
// and the numbers of United Nations lists.
func (p *parser) number(i int) int {
	title, ok := p.digits(i, i, 1, 4)
	if !ok {
		return i
	}
	switch w := p.word(i+1, i); {
	case len(title) <= 2 && (w == "U.S.C." || w == "USC" || w == "U.S.C" || w == "U.S." && p.is(i+2, i, "Code")):
		return p.code(i, title, USCode, "U.S.C.", "us/usc/")
	case len(title) <= 2 && (w == "C.F.R." || w == "CFR" || w == "C.F.R"):
		return p.code(i, title, CFR, "C.F.R.", "us/cfr/")
	case w == "Fed." || w == "Fed" || w == "FR":
		return p.fedReg(i, title)
	case w == "/" && len(title) == 4:
		return p.unList(i)
	}
	return i
}

// code reads "50 U.S.C. §§ 1701-1708", "31 C.F.R. part 510".
func (p *parser) code(i int, title, kind, short, path string) int {
	j := i + 2
	if p.is(j, i, "code") {
		j++
	}
	part := ""
	switch {
	case p.is(j, i, "part", "parts"):
		part = "part "
		j++
	case p.is(j, i, "§", "sec.", "section", "sections"):
		j++
		j = p.skip(j, i, "§")
	}
	pin, end := p.pinpoint(j, i)
	if pin == "" {
		return i
	}
	if kind == CFR && part == "" && !strings.Contains(pin, ".") {
		part = "part "
	}
	p.cite(i, end, .98, Citation{Path: path + title + "/" + pin, Pinpoint: pin, Citation: tagging.Citation{
		Kind: kind, Canonical: title + " " + short + " " + part + pin, Link: codeLink(kind, title, pin)}})
	if k := p.and(end, i); part != "" && k > end {
		if more, ok := p.digits(k, i, 3, 4); ok {
			p.cite(k, k+1, .93, Citation{Path: path + title + "/" + more, Citation: tagging.Citation{
				Kind: kind, Canonical: title + " " + short + " part " + more, Link: codeLink(kind, title, more)}})
			return k + 1
		}
	}
	// "et seq." and the end of a range belong to the citation.
	if p.is(end, i, "-", "–") && p.doc.Tokens[end].Kind != token.Number {
		if _, ok := p.digits(end+1, i, 1, 5); ok {
			end += 2
		}
	}
	return end
}

func codeLink(kind, title, pin string) string {
	pin, _, _ = strings.Cut(pin, "(")
	if kind == USCode {
		return "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title" + title + "-section" + pin
	}
	part, _, _ := strings.Cut(pin, ".")
	return "https://www.ecfr.gov/current/title-" + title + "/part-" + part
}

func (p *parser) fedReg(i int, volume string) int {
	j := i + 2
	if p.is(i+1, i, "fed", "fed.") {
		j = p.skip(j, i, ".")
		if !p.is(j, i, "reg", "reg.") {
			return i
		}
		j = p.skip(j+1, i, ".")
	}
	page, ok := p.digits(j, i, 3, 6)
	if !ok {
		return i
	}
	p.cite(i, j+1, .95, Citation{Path: "us/fr/" + volume + "/" + page, Citation: tagging.Citation{
		Kind: FedReg, Canonical: volume + " Fed. Reg. " + page, Link: "https://www.federalregister.gov/citation/" + volume + "-FR-" + page}})
	return j + 1
}

// generalLicense reads "General License 8J", "GL No. 44A".
func (p *parser) generalLicense(i int) int {
	j := i + 1
	if p.is(i, i, "general") {
		if !p.is(j, i, "license", "licence", "licenses", "licences") {
			return i
		}
		j++
	}
	j = p.skipNo(j, i)
	w := p.word(j, i)
	if w == "" || p.doc.Tokens[j].Kind != token.Number || len(w) > 4 {
		return i
	}
	digits := strings.TrimRight(w, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	if digits == "" || strings.Trim(digits, "0123456789") != "" || len(w)-len(digits) > 2 {
		return i
	}
	p.cite(i, j+1, .9, Citation{Path: "us/gl/" + strings.ToLower(w), Citation: tagging.Citation{Kind: GeneralLicense, Canonical: "General License " + w}})
	return j + 1
}

// directive reads "Directive 4 under E.O. 14024".
func (p *parser) directive(i int) int {
	n, ok := p.digits(i+1, i, 1, 1)
	if !ok || !p.is(i+2, i, "under", "of", "pursuant") {
		return i
	}
	j := p.skip(p.skip(i+3, i, "to"), i, "the")
	before := len(p.out)
	end := p.executiveOrder(j)
	if end == j || len(p.out) == before {
		return i
	}
	eo := p.out[before].Ref.(*Citation)
	p.cite(i, i+2, .93, Citation{Path: eo.Path + "/directive/" + n, Citation: tagging.Citation{
		Kind: Directive, Canonical: "Directive " + n + " under " + eo.Canonical, Link: eo.Link}})
	return end
}
