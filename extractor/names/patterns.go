package names

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/token"
)

func capped(t *token.Token) bool {
	return t.Kind == token.Word && (t.Case == token.Title || t.Case == token.Upper || t.Case == token.Mixed)
}

// heads of bodies of state that carry their field behind "of" or "for".
var heads = set("Ministry Department Office Bureau Agency Directorate Directorate-General Committee Commission Council Academy Institute Bank Court Chamber Federation Association Union Academy Center Centre Service Command Organization Organisation Foundation University College House Board Secretariat Authority Administration Party")

// longestBody is the most tokens that the name of such a body has.
const longestBody = 12

// body reads "Ministry of Intelligence and Security" at i and returns its
// length, 0 for none. The part after "of" must be capitalized.
func body(d *token.Document, i int) int {
	if !heads[d.Word(i)] || i+2 >= len(d.Tokens) {
		return 0
	}
	j := i + 1
	if w := d.Word(j); w != "of" && w != "for" {
		return 0
	}
	j++
	if d.Word(j) == "the" {
		j++
	}
	end := 0
	for j < len(d.Tokens) && j <= i+longestBody+1 && d.Tokens[j].Sentence == d.Tokens[i].Sentence {
		switch w := d.Word(j); {
		case capped(&d.Tokens[j]):
			j++
			end = j
			continue
		case (w == "and" || w == "&" || w == "-") && j+1 < len(d.Tokens) && capped(&d.Tokens[j+1]) && end == j && fieldWord(d.Word(j+1)):
			j++
			continue
		case w == "of" && end == j && j+1 < len(d.Tokens) && capped(&d.Tokens[j+1]):
			j++
			continue
		}
		break
	}
	if end == 0 || end-i > longestBody {
		return 0
	}
	return end - i
}

// fields of ministries: after "and" they belong to the name, other capitalized
// words are most often a second name.
var fields = set("Security Defense Defence Trade Industry Technology Science Sciences Sports Sport Culture Tourism Commerce Energy Mines Mining Water Forestry Fisheries Agriculture Environment Social Development Planning Finance Economy Economic Research Communications Telecommunications Transport Communication Information Human Cultural Foreign European International Legal Policy Welfare Labour Labor Public Emergency Logistics Armed Support Urban Rural Natural Resources Investment Export Exports Supply Innovation Guidance Law Order Drug Crime Prevention Nuclear Strategic Regional Local Islamic Financial Coordination Control Education Health Services Administration Management Heritage Religious Maritime Aviation Railway Railroad Highway Veterans Revenue Tax Customs Prisons Space Port Ports Food Park Roads Housing")

func fieldWord(w string) bool { return fields[w] }

// unit reads "Unit 29155", "Bureau 121", "92nd Assault Brigade" by its number.
func unit(d *token.Document, i int) int {
	switch d.Word(i) {
	case "Unit", "Bureau", "Division", "Office", "Department", "Brigade", "Regiment", "Battalion", "Section", "Center", "Room", "Lab", "Laboratory", "Military":
	default:
		return 0
	}
	j := i + 1
	if d.Word(i) == "Military" {
		if j >= len(d.Tokens) || d.Word(j) != "Unit" {
			return 0
		}
		j++
	}
	if j >= len(d.Tokens) || d.Tokens[j].Kind != token.Number || d.Tokens[j].Sentence != d.Tokens[i].Sentence {
		return 0
	}
	n := d.Word(j)
	if len(n) < 2 || len(n) > 6 || strings.Trim(n, "0123456789") != "" || d.Word(i) == "Section" || d.Word(i) == "Room" && len(n) != 2 {
		return 0
	}
	return j + 1 - i
}

// legalForms end names of companies. Those that also are words or initials
// count only with a capital and a company before them.
var legalForms = set("LLC L.L.C. Ltd Ltd. Limited Inc Inc. Incorporated Corp Corp. Corporation PLC plc Plc JSC OJSC PJSC CJSC OAO PAO ZAO OOO AO GmbH AG S.A. SA S.A.S. SAS SARL S.r.l. SRL B.V. BV N.V. NV A.S. A/S Oy Oyj AB ASA SpA S.p.A. Co. KG FZE FZCO FZC FZ-LLC DMCC LLP L.L.P. LP L.P. Pte Pte. Pty Pvt Pvt. Bhd Sdn KK d.o.o. DOO EOOD OOD sp. LTDA Ltda Ltda. S.L. SAL S.A.L. WLL W.L.L.")

// company reads back from a legal form at token i to the first word of the
// name.
func company(d *token.Document, i int) (first int, ok bool) {
	if !legalForms[d.Word(i)] {
		return 0, false
	}
	// "Co., Ltd." and "Pte. Ltd." end with the last of their forms.
	if j := nextForm(d, i); j > i {
		return 0, false
	}
	j := i
	words := 0
	for j > 0 && d.Tokens[j-1].Sentence == d.Tokens[i].Sentence && i-j < 12 {
		w := d.Word(j - 1)
		switch {
		case legalForms[w] || capped(&d.Tokens[j-1]) && !sentenceOpener(d, j-1):
			if !legalForms[w] {
				words++
			}
			j--
			continue
		case w == "," && j-1 > 0 && (legalForms[d.Word(j-2)] || j-1 == i-0 && capped(&d.Tokens[j-2])):
			j--
			continue
		case (w == "&" || w == "and" || w == "of" || w == "-" || w == "for") && j-1 > 0 && capped(&d.Tokens[j-2]) && words > 0:
			j--
			continue
		case d.Tokens[j-1].Kind == token.Number && len(w) < 5 && words > 0:
			j--
			continue
		}
		break
	}
	return j, words > 0
}

// nextForm returns the token of a further legal form right after i, or i.
func nextForm(d *token.Document, i int) int {
	j := i + 1
	if j < len(d.Tokens) && d.Word(j) == "," {
		j++
	}
	if j < len(d.Tokens) && d.Tokens[j].Sentence == d.Tokens[i].Sentence && legalForms[d.Word(j)] {
		return j
	}
	return i
}

// sentenceOpener reports whether a capitalized word is most likely no part of
// the name that follows it.
func sentenceOpener(d *token.Document, i int) bool {
	switch d.Word(i) {
	case "The", "A", "An", "And", "But", "In", "On", "At", "By", "From", "For", "With", "Its", "His", "Their", "Russian", "Chinese", "Iranian", "Turkish", "Syrian", "Korean", "Lebanese", "Ukrainian", "Emirati", "CEO", "Director", "Company", "Companies", "Firm", "Firms", "Also", "Both":
		return true
	}
	return false
}

// acronym reports whether token i is an acronym in brackets behind its long
// form, and where that begins.
func acronym(d *token.Document, i int) (first int, ok bool) {
	w := d.Word(i)
	if d.Tokens[i].Case != token.Upper || len(w) < 3 || len(w) > 9 || strings.Contains(w, ".") || i < 3 || i+1 >= len(d.Tokens) || d.Word(i-1) != "(" || d.Word(i+1) != ")" {
		return 0, false
	}
	// Walk back over words, taking each initial from the acronym's end.
	k := len(w) - 1
	j := i - 2
	for ; j >= 0 && k >= 0 && d.Tokens[j].Sentence == d.Tokens[i].Sentence && i-j < 16; j-- {
		v := d.Word(j)
		if capped(&d.Tokens[j]) && upper(v[0]) == w[k] {
			k--
			continue
		}
		switch v {
		case "of", "the", "for", "and", "-", "&", "on", "to", "in", "de", "'s", "’s":
			if upper(v[0]) == w[k] && v != "'s" && v != "’s" && lowerTaken(d, j, w, k) {
				k--
			}
			continue
		}
		return 0, false
	}
	if k >= 0 || i-2-j < 2 || !capped(&d.Tokens[j+1]) {
		return 0, false
	}
	return j + 1, true
}

// lowerTaken decides whether a small word gives the acronym its letter: only
// where the word before it does not.
func lowerTaken(d *token.Document, j int, w string, k int) bool {
	return j == 0 || !capped(&d.Tokens[j-1]) || upper(d.Word(j - 1)[0]) != w[k]
}

func upper(c byte) byte {
	if c >= 'a' && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}
