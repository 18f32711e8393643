package legal

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
)

func resolution(n string) Citation {
	return Citation{Path: "un/scr/" + n, Citation: tagging.Citation{
		Kind: UNResolution, Canonical: "UNSCR " + n, Link: "https://digitallibrary.un.org/search?p=S%2FRES%2F" + n}}
}

// resolution reads Security Council resolutions: "UNSCR 2270", "UN Security
// Council Resolutions 1718 (2006) and 2270", "S/RES/1267", and "Resolution
// 2397" in a text that names the Council.
func (p *parser) resolution(i int) int {
	if p.word(i, i) == "S" {
		return p.document(i)
	}
	j, sure := p.resolutionHead(i)
	if j == i {
		return i
	}
	j = p.skipNo(j, i)
	if !sure && (p.otherBody(i) || !p.namesCouncil()) {
		return i
	}
	n, ok := p.digits(j, i, 3, 4)
	if !ok || len(n) == 4 && n[0] > '2' || !sure && len(n) == 4 && looksLikeYear(n) && p.year(j+1, i) == j+1 {
		return i
	}
	p.cite(i, j+1, .98, resolution(n))
	j = p.year(j+1, i)
	for {
		k := p.and(j, i)
		if k == j {
			return j
		}
		if p.word(j, i) == "/" && looksLikeYear(p.word(k, i)) {
			return k + 1 // "1718/2006"
		}
		k = p.skip(k, i, "resolution", "UNSCR")
		n, ok := p.digits(k, i, 3, 4)
		if !ok || len(n) == 4 && n[0] > '2' || looksLikeYear(n) && p.year(k+1, i) == k+1 && p.is(k-1, i, ",") {
			return j
		}
		p.cite(k, k+1, .96, resolution(n))
		j = p.year(k+1, i)
	}
}

func looksLikeYear(n string) bool { return n >= "1990" && n <= "2039" }

// resolutionHead reads the words before the number; sure says that they name
// the Security Council.
func (p *parser) resolutionHead(i int) (j int, sure bool) {
	j = i
	if p.is(j, i, "UNSCR", "UNSCRs") {
		return j + 1, true
	}
	if p.is(j, i, "UNSC") && p.is(j+1, i, "resolution", "resolutions") {
		return j + 2, true
	}
	if p.is(j, i, "UN", "U.N.") {
		j++
	} else if p.is(j, i, "united") && p.is(j+1, i, "nations") {
		j += 2
		if p.word(j, i) == "(" && p.is(j+1, i, "UN", "U.N.") && p.word(j+2, i) == ")" {
			j += 3
		}
	}
	if p.is(j, i, "security") && p.is(j+1, i, "council") {
		j += 2
		if p.word(j, i) == "(" && p.is(j+1, i, "UNSC") && p.word(j+2, i) == ")" {
			j += 3
		}
		sure = true
	}
	if p.is(j, i, "'s", "’s") {
		j++
	}
	if !p.is(j, i, "resolution", "resolutions") {
		return i, false
	}
	j++
	if p.word(j, i) == "(" && p.is(j+1, i, "UNSCR", "UNSCRs") && p.word(j+2, i) == ")" {
		return j + 3, true
	}
	return j, sure
}

// otherBody reports whether the words before token i make a resolution that of
// another body.
func (p *parser) otherBody(i int) bool {
	return p.is(i-1, i, "house", "senate", "assembly", "board", "joint", "parliament", "committee", "council", "concurrent", "a/res", "bank", "school", "city")
}

// namesCouncil reports whether the text names the Security Council anywhere.
func (p *parser) namesCouncil() bool {
	if p.council == 0 {
		p.council = -1
		for _, s := range []string{"Security Council", "UNSC", "SECURITY COUNCIL"} {
			if strings.Contains(p.doc.Text, s) {
				p.council = 1
			}
		}
	}
	return p.council > 0
}

// document reads the Council's own symbol, "S/RES/2231 (2015)".
func (p *parser) document(i int) int {
	if !p.isSlash(i+1, i) || p.word(i+2, i) != "RES" || !p.isSlash(i+3, i) {
		return i
	}
	n, ok := p.digits(i+4, i, 1, 4)
	if !ok {
		return i
	}
	p.cite(i, i+5, .99, resolution(n))
	return p.year(i+5, i)
}

// unList reads "the 1267/1989/2253 sanctions list": numbers of resolutions that
// name a list.
func (p *parser) unList(i int) int {
	var at []int
	j := i
	for {
		n, ok := p.digits(j, i, 4, 4)
		if !ok || n[0] != '1' && n[0] != '2' {
			return i
		}
		at = append(at, j)
		j++
		if !p.isSlash(j, i) {
			break
		}
		j++
	}
	j = p.skip(p.skip(j, i, "ISIL", "al-Qaida"), i, "sanctions")
	if len(at) < 2 || !p.is(j, i, "list", "regime", "committee") {
		return i
	}
	for _, k := range at {
		n, _ := p.digits(k, i, 4, 4)
		p.cite(k, k+1, .9, resolution(n))
	}
	return j
}
