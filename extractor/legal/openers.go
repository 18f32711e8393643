package legal

import "strings"

// family parses the citations of one kind that begin at token i. It returns
// the index after the citation, or i.
type family func(p *parser, i int) int

// openers are the words that open citations, with the families to try in
// order. Other capitalized words can open an instrument's name only.
var openers = index([]opener{
	{"Executive executive EXECUTIVE Exec Exec. E.O. EO E.O.s EOs E.Os E. Presidential presidential PRESIDENTIAL", []family{(*parser).executiveOrder, (*parser).decree, (*parser).proclamation, (*parser).named}},
	{"Proclamation proclamation PROCLAMATION", []family{(*parser).proclamation}},
	{"PP P.P.", []family{(*parser).proclamation, (*parser).named}},
	{"UNSCR UNSCRs UNSC UN U.N. United Security Resolution Resolutions resolution resolutions S UNITED SECURITY RESOLUTION", []family{(*parser).resolution, (*parser).named}},
	{"Section Sections section sections SECTION Sec.", []family{(*parser).section}},
	{"Title", []family{(*parser).section, (*parser).named}},
	{"Public Pub Pub. P.L.", []family{(*parser).publicLaw, (*parser).named}},
	{"General general GL GLs", []family{(*parser).generalLicense, (*parser).named}},
	{"Council Commission Regulation Regulations regulation Implementing Decision Common Delegated COUNCIL", []family{(*parser).european, (*parser).named}},
	{"Directive directive", []family{(*parser).directive, (*parser).european}},
	{"Decree decree", []family{(*parser).decree}},
	{"Federal", []family{(*parser).russianLaw, (*parser).named}},
	{"Law Ordinance Act", []family{(*parser).foreignLaw, (*parser).named, (*parser).headFirst}},
	{"No. Nos.", []family{(*parser).numbered}},
	{"S.I. SI", []family{(*parser).statutoryInstrument, (*parser).named}},
})

// lowerOpener reports whether a lower-case word of openers begins with c. Most
// words of a text end here.
func lowerOpener(c byte) bool {
	switch c {
	case 'd', 'e', 'g', 'p', 'r', 's':
		return true
	}
	return false
}

// opener is a row of openers: its words are separated by spaces.
type opener struct {
	words    string
	families []family
}

func index(rows []opener) map[string][]family {
	m := make(map[string][]family)
	for _, r := range rows {
		for _, w := range strings.Fields(r.words) {
			m[w] = r.families
		}
	}
	return m
}
