package resolve

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/gazetteer"
)

// legalForms are what companies of the world add to their names.
var legalForms = set(`llc lllp llp lp ltd limited inc incorporated corp corporation co company plc pte pty bhd sdn
	gmbh ag kg kgaa ug se sa sas sarl sl sro spa srl bv nv ab as asa oy oyj aps kft zrt doo dd ad ead eood ood
	ooo oao zao pao ao jsc ojsc cjsc pjsc too fze fzco fzc dmcc est wll kscc saog pjs psc bsc kk jsk tov
	sal ccc pvt private`)

// leadingForms are the legal forms that stand in front ("OOO Parsek").
var leadingForms = set("ooo oao zao pao ao jsc ojsc cjsc pjsc pt too tov llc cv ud")

// weakWords follow a name that is complete without them.
var weakWords = set("news agency group holding holdings party newspaper magazine television tv network")

// tradeWords say what a company does or is; a name of two words or more is
// complete without them.
var tradeWords = set(`ventures capital partners bank trading shipping logistics industries industry technologies technology systems energy oil
	petroleum petrochemical maritime marine aviation airlines airways insurance foundation institute association international
	enterprise enterprises services solutions investments investment management engineering construction electronics
	commercial general import export trade transport metals mining security consulting media exchange fund network`)

// productWords say what a company makes, behind its own name.
var productWords = set(`optics precision information science sciences equipment machinery chemical chemicals materials material development
	tools tooling semiconductor semiconductors chips software hardware networks telecom communications power electric electrical
	auto automotive motors steel metal aluminium aluminum copper gold rubber plastics textile textiles pharma pharmaceutical
	pharmaceuticals medical biotech foods food agro timber wood paper cement construction machine aerospace space aviation drone
	drones robotics instruments devices components supply cloud hosting data systems lines line tankers ships freight cargo forwarding`)

// generic words never stand for a company alone.
var generic = set(`united first new national global world royal imperial northern southern eastern western central north south east west
	great grand general international federal state public private people peoples popular islamic christian arab american russian
	chinese korean iranian european asian african bank chamber red blue green black white golden silver star sun moon`)

// heads are what bodies are; alone, with a capital, they mean the one named
// before ("the Committee").
var heads = set(`committee commission council department ministry bureau agency bank board authority court parliament
	directorate fund foundation union office university party corps guard army navy institute association federation panel assembly`)

// smallWords carry no initial in an acronym, or may.
var smallWords = set("of the for and in on to de la del des du et y e von und al against with at")

// spellings are written in two ways by the two Englishes, or for short.
var spellings = map[string]string{
	"defence": "defense", "labour": "labor", "centre": "center", "organisation": "organization", "programme": "program",
	"dept": "department", "min": "ministry", "intl": "international", "natl": "national", "corp": "corporation",
	"qods": "quds", "hizballah": "hezbollah", "hizbullah": "hezbollah", "hizbollah": "hezbollah", "hezballah": "hezbollah",
	"qaida": "qaeda", "qaidah": "qaeda", "alqaida": "qaeda", "houthis": "houthi", "huthi": "houthi", "huthis": "houthi",
	"taleban": "taliban", "shabab": "shabaab", "katibat": "kataib", "guards": "guard", "ctr": "center", "govt": "government", "organisations": "organizations", "univ": "university",
}

// namesakes are names of one body that share no words.
var namesakes = map[string]string{
	"treasury": "department treasury", "pentagon": "department defense", "foreign office": "ministry foreign",
	"foggy bottom": "department state", "exchequer": "ministry finance", "eu council": "council",
	"federal bureau investigation": "fbi", "central intelligence agency": "cia", "nato": "north atlantic treaty organization",
	"islamic state iraq syria": "islamic state", "islamic state iraq levant": "islamic state", "isis": "islamic state", "isil": "islamic state",
	"daesh": "islamic state", "isil daesh": "islamic state", "ansarallah": "houthi", "ansar allah": "houthi", "houthi movement": "houthi", "houthi rebels": "houthi", "revolutionary guard": "islamic revolutionary guard corps", "revolutionary guard corps": "islamic revolutionary guard corps",
}

// blocs are bodies that stand before the names of their organs as countries
// do.
var blocs = map[string]string{"un": "UN", "eu": "EU", "nato": "NATO"}

// orgName is an organization's name, taken apart.
type orgName struct {
	// base is what identifies it: no country, owner, legal form, article;
	// words in one order and spelling.
	base []string
	// owner is the country or bloc in front or behind ("RU", "UN"), or "".
	owner string
	// form is the legal form ("llc"), or "".
	form string
	// acronym is the name's letters where it is one word in capitals.
	acronym string
	// full are all its words.
	full []string
}

func (o *orgName) key() string { return strings.Join(o.base, " ") }

// parseOrg takes apart the name in tokens [first, last).
func parseOrg(lx *lexicon, first, last int) orgName {
	first, last = trimOrg(lx, first, last)
	o := orgName{full: lx.words(first, last), acronym: acronymOf(lx, first, last)}
	// What stands before a possessive owns the rest: a country or another
	// body, whose name the rest does not need.
	start := first
	for i := first + 1; i < last-1; i++ {
		if possessive(lx.d.Word(i)) && lx.word[i+1] != "" {
			if c, n := countryAt(lx, first, i); n == i-first {
				o.owner = c
			}
			start = i + 1
		}
	}
	words := unbracketed(lx, start, last)
	if o.owner == "" {
		if c, n := countryAt(lx, start, last); n > 0 && start+n < last {
			o.owner = c
			words = unbracketed(lx, start+n, last)
		} else if n > 0 && len(c) > 0 && blocs[strings.ToLower(c)] != "" {
			words = []string{strings.ToLower(c)} // "United Nations" is "UN"
		}
	}
	words = o.stripTail(lx, words, last)
	words = o.stripForms(words)
	o.base = reorder(respell(words))
	if s, ok := namesakes[o.key()]; ok {
		o.base = strings.Fields(s)
	}
	if len(o.base) == 0 {
		o.base = o.full
	}
	if len(o.base) == 0 { // no letters at all
		s := lx.d.Span(first, last)
		o.base = []string{lx.d.Text[s.Start:s.End]}
	}
	return o
}

// trimOrg drops articles in front and possessives behind.
func trimOrg(lx *lexicon, first, last int) (int, int) {
	for last-1 > first && lx.word[last-1] == "" && lx.d.Word(last-1) != ")" {
		last--
	}
	for first < last-1 && (lx.word[first] == "the" || lx.word[first] == "") {
		first++
	}
	return first, last
}

// unbracketed returns the words of [first, last) that do not stand in brackets.
func unbracketed(lx *lexicon, first, last int) []string {
	out := make([]string, 0, last-first)
	depth := 0
	for i := first; i < last; i++ {
		switch w := lx.d.Word(i); {
		case w == "(":
			depth++
		case w == ")":
			depth = max(0, depth-1)
		case depth == 0 && lx.word[i] != "":
			out = append(out, lx.word[i])
		}
	}
	return out
}

// acronymOf returns the letters of a name that is one acronym ("OFAC",
// "IRGC-QF"), or "".
func acronymOf(lx *lexicon, first, last int) string {
	var b strings.Builder
	for i := first; i < last; i++ {
		w := lx.d.Word(i)
		if lx.word[i] == "" {
			if w == "-" || w == "/" || w == "." || possessive(w) {
				continue
			}
			return ""
		}
		upper := 0
		for _, c := range w {
			if c >= 'A' && c <= 'Z' {
				upper++
			}
		}
		if upper < 2 || upper*2 < len(lx.word[i]) || last-first > 3 {
			return ""
		}
		b.WriteString(lx.word[i])
	}
	if b.Len() < 2 || b.Len() > 10 {
		return ""
	}
	return b.String()
}

// countryAt returns the country or bloc that tokens from first name, and how
// many tokens its name takes, 0 where they name none.
func countryAt(lx *lexicon, first, last int) (string, int) {
	for n := min(6, last-first); n > 0; n-- {
		if lx.word[first+n-1] == "" {
			continue
		}
		s := lx.d.Span(first, first+n)
		if c, ok := gazetteer.CountryOf(lx.d.Text[s.Start:s.End]); ok {
			return c.Code, n
		}
	}
	switch w := lx.word[first]; {
	case blocs[w] != "":
		return blocs[w], 1
	case last-first > 1 && w == "united" && lx.word[first+1] == "nations":
		n := 2
		// "United Nations (UN) Security Council"
		if first+5 <= last && lx.d.Word(first+2) == "(" && lx.d.Word(first+4) == ")" {
			n = 5
		}
		return "UN", n
	case last-first > 1 && w == "european" && lx.word[first+1] == "union":
		return "EU", 2
	}
	return "", 0
}

// stripTail drops a country at the end ("Bank Melli Iran", "Sberbank of
// Russia") where a name is left that does not need it.
func (o *orgName) stripTail(lx *lexicon, words []string, last int) []string {
	if o.owner != "" || len(words) < 3 {
		return words
	}
	for n := min(3, len(words)-1); n > 0; n-- {
		first := last - n
		if first < 0 || lx.word[first] == "" {
			continue
		}
		s := lx.d.Span(first, last)
		c, ok := gazetteer.CountryOf(lx.d.Text[s.Start:s.End])
		if !ok {
			continue
		}
		rest := words[:len(words)-n]
		for len(rest) > 0 && (rest[len(rest)-1] == "of" || rest[len(rest)-1] == "the") {
			rest = rest[:len(rest)-1]
		}
		// "Bank of China", "Workers' Party of Korea": a word or two that could
		// be anybody's do not stand alone.
		if len(rest) < 2 {
			return words
		}
		o.owner = c.Code
		return rest
	}
	return words
}

// stripForms drops legal forms behind and in front.
func (o *orgName) stripForms(words []string) []string {
	for len(words) > 1 && legalForms[words[len(words)-1]] {
		if o.form == "" || words[len(words)-1] != "co" {
			o.form = respelled(words[len(words)-1])
		}
		words = words[:len(words)-1]
	}
	for len(words) > 1 && leadingForms[words[0]] {
		o.form = words[0]
		words = words[1:]
	}
	return words
}

func respelled(w string) string {
	if s, ok := spellings[w]; ok {
		return s
	}
	return w
}

func respell(words []string) []string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		out = append(out, respelled(w))
	}
	return out
}

// reorder writes "Department of the Treasury" and "Treasury Department" the
// same: head first, without small words.
func reorder(words []string) []string {
	n := len(words)
	if n < 2 {
		return words
	}
	out := words[:0:n]
	tail := words[n-1]
	if tail == "department" || tail == "ministry" || tail == "embassy" {
		rest := append([]string{tail}, words[:n-1]...)
		words, out = rest, make([]string, 0, n)
	}
	for i, w := range words {
		if i > 0 && (w == "of" || w == "the" || w == "for" || w == "affairs" && i == n-1 && n > 2) {
			continue
		}
		out = append(out, w)
	}
	return out
}

// initials returns the acronyms that the words can make: without and with
// their small words.
func initials(words []string) (string, string) {
	var short, long strings.Builder
	for _, w := range words {
		if w == "" {
			continue
		}
		long.WriteByte(w[0])
		if !smallWords[w] {
			short.WriteByte(w[0])
		}
	}
	return short.String(), long.String()
}

// core is the word that sets a company apart when it alone is left of its
// name: "Kaibo" of "Shenzhen Kaibo Optics", "Parsek" of "Parsek Trading LLC". What
// follows must be words of trades or goods, unless a legal form makes sure that
// it is a company. It is "" where there is no such word.
func core(base []string, form string) string {
	if len(base) < 2 {
		return ""
	}
	i := 0
	if g, err := gazetteer.Load(); err == nil && g.Names(base[:1], cityOfFirms) {
		i = 1
	}
	if i == len(base)-1 || len(base[i]) < 4 || heads[base[i]] || tradeWords[base[i]] || weakWords[base[i]] || generic[base[i]] {
		return ""
	}
	if form != "" {
		return base[i]
	}
	for _, w := range base[i+1:] {
		if !tradeWords[w] && !weakWords[w] && !productWords[w] {
			return ""
		}
	}
	return base[i]
}

// cityOfFirms is the number of inhabitants from which a city in front of a
// company's name is taken for its seat.
const cityOfFirms = 50000

// extends reports whether long is the name short with words behind it that it
// can do without ("Yonhap", "Yonhap News Agency"; "Ember Ridge", "Ember Ridge
// Ventures"). A company with a legal form is known by its first two words.
func extends(long, short []string, form string) bool {
	if len(short) == 0 || len(long) <= len(short) {
		return false
	}
	for i, w := range short {
		if long[i] != w {
			return false
		}
	}
	if form != "" && len(short) > 1 {
		return true
	}
	for _, w := range long[len(short):] {
		if !weakWords[w] && !(len(short) > 1 && tradeWords[w]) {
			return false
		}
	}
	return true
}
