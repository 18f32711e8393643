package resolve

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/internal/fold"
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// offices are words for what a person is: they stand before a name and are
// never part of one.
var offices = set(`minister secretary undersecretary president premier chancellor ambassador spokesman spokeswoman spokesperson
	chairman chairwoman chairperson director commander commissioner correspondent reporter editor lawyer attorney prosecutor
	forecaster analyst economist professor senator congressman congresswoman governor mayor lieutenant colonel brigadier sergeant
	captain executive admiral inspector detective superintendent businessman businesswoman oligarch tycoon financier banker trader dealer
	founder cofounder owner manager coordinator representative envoy delegate negotiator adviser advisor aide deputy officer official
	leader chief coach striker midfielder defender goalkeeper actor actress singer author architect engineer scientist researcher
	doctor nurse teacher pilot driver activist dissident journalist blogger hacker smuggler trafficker kingpin warlord militant
	cleric ayatollah imam archbishop cardinal metropolitan patriarch`)

// tidy fits candidates to the name itself: no possessive at the end, no office
// before a person's name ("Foreign Minister Caroline Price") and no place
// behind it ("Zuheir Odwan of Khartoum"), but the whole of a family name with
// a hyphen ("Jelena Radulović-Tot").
func tidy(d *token.Document, ms []mention.Mention) {
	for k := range ms {
		m := &ms[k]
		if m.Type == tagging.LegalAuthority {
			continue
		}
		first, last := m.First, m.Last
		for last-1 > first && possessive(d.Word(last-1)) {
			last--
		}
		if m.Type == tagging.Organization {
			last = seatOf(d, first, last)
			first = withBloc(d, first)
		}
		if m.Type == tagging.Person {
			if first = afterOffice(d, first, last); first == last || has(posts, d.Word(last-1)) {
				m.Score = 0 // "Secretary of State"
				continue
			}
			last = pastHyphen(d, first, beforeOf(d, first, last))
		}
		if first != m.First || last != m.Last {
			m.First, m.Last, m.Span = first, last, d.Span(first, last)
		}
	}
	dropBlocs(d, ms)
}

// blocWords is the number of tokens of "United Nations (UN)".
const blocWords = 5

// withBloc returns where an organ's name starts when the bloc stands before it
// with its acronym: "United Nations (UN) Security Council".
func withBloc(d *token.Document, first int) int {
	if i := first - blocWords; i >= 0 && d.Word(first-1) == ")" && d.Word(first-3) == "(" && blocs[strings.ToLower(d.Word(first-2))] != "" &&
		capitalized(d, i) && capitalized(d, i+1) && d.Tokens[i].Sentence == d.Tokens[first].Sentence {
		return i
	}
	return first
}

func capitalized(d *token.Document, i int) bool {
	return d.Tokens[i].Case == token.Title || d.Tokens[i].Case == token.Upper
}

// dropBlocs strikes out blocs that are part of an organ's name.
func dropBlocs(d *token.Document, ms []mention.Mention) {
	var starts map[int]bool
	for _, m := range ms {
		if m.Type == tagging.Organization && m.Last-m.First > blocWords && d.Word(m.First+blocWords-1) == ")" && withBloc(d, m.First+blocWords) == m.First {
			if starts == nil {
				starts = map[int]bool{}
			}
			starts[m.First] = true
		}
	}
	if starts == nil {
		return
	}
	for k := range ms {
		m := &ms[k]
		if m.Type == tagging.Organization && m.Last-m.First <= 3 && (starts[m.First] || starts[m.First-3]) {
			m.Score = 0
		}
	}
}

// joinNicknames adds the whole of names that a nickname in quotation marks
// cuts in two: "Porfirio “Pepe” Lobo Sosa". cands are in order.
func joinNicknames(d *token.Document, cands []mention.Mention) []mention.Mention {
	n := len(cands)
	for i := 0; i < n; i++ {
		a := cands[i]
		if a.Type != tagging.Person || a.Last >= len(d.Tokens) || !isQuote(d.Word(a.Last)) {
			continue
		}
		for j := i + 1; j < n && j <= i+window; j++ {
			b := cands[j]
			gap := b.First - a.Last // a quote, a word or two, a quote
			if b.Type != tagging.Person || gap < 3 || gap > 4 || !isQuote(d.Word(b.First-1)) {
				continue
			}
			whole := a
			whole.Last, whole.Span = b.Last, d.Span(a.First, b.Last)
			whole.Score = max(a.Score, b.Score)
			cands = append(cands, whole)
			break
		}
	}
	return cands
}

// has reports whether a set has a word, folded. It does not allocate.
func has(set map[string]bool, word string) bool {
	var buf [48]byte
	if len(word) > len(buf)/3 {
		return false // no word of the tables is as long, folded or not
	}
	return set[string(fold.Append(buf[:0], word))]
}

// posts are the offices that no family bears as its name: what ends in one is
// no person ("Department Spokesperson").
var posts = set(`minister secretary undersecretary president ambassador spokesman spokeswoman spokesperson chairman chairwoman
	officer official representative commissioner senator director regime administration`)

// portfolios are what offices are for: "Secretary of State", "Under Secretary
// for Terrorism and Financial Intelligence".
var portfolios = set(`state treasury defense defence war interior justice commerce energy labor labour homeland security affairs foreign
	transportation transport trade finance intelligence terrorism financial management political economic military public
	health education agriculture environment development refugees human rights migration staff police army navy government
	parliament cabinet council national internal external international global european asian african western eastern
	general crimes narcotics law enforcement nonproliferation nuclear arms control industry culture information`)

// links join an office to its portfolio.
var links = set("of for the and to at in on")

// afterOffice returns where a person's name starts in [first, last); last
// where an office is all there is.
func afterOffice(d *token.Document, first, last int) int {
	start := first
	for i := first; i < last; i++ {
		if i+1 < last && (has(lineage, d.Word(i+1)) || d.Tokens[i+1].Kind != token.Word) {
			continue
		}
		// Words that are names too count only where no name has begun.
		w := d.Word(i)
		if !(i+1 < last && (has(offices, w) || i == start && has(honorifics, w))) {
			continue
		}
		start = i + 1
		if !has(links, d.Word(start)) {
			continue
		}
		for start < last && (has(links, d.Word(start)) || has(portfolios, d.Word(start))) {
			start++
		}
		i = start - 1
	}
	return start
}

// beforeOf returns where a person's name of two words or more ends when "of"
// stands in [first, last).
func beforeOf(d *token.Document, first, last int) int {
	for i := first + 2; i < last; i++ {
		if d.Word(i) == "of" {
			return i
		}
	}
	return last
}

// ventures end a company's name, so that "of" behind them says where it is:
// "Royal Hinthar Trading of Yangon".
var ventures = set(`trading shipping logistics supply electronics enterprises industries airlines holdings llc ltd limited inc co
	corp jsc pjsc ooo gmbh sa ag plc bhd pte`)

// seatOf returns where an organization's name ends when the place of its seat
// stands behind it in [first, last).
func seatOf(d *token.Document, first, last int) int {
	for i := first + 2; i < last; i++ {
		if d.Word(i) == "of" && has(ventures, d.Word(i-1)) {
			return i
		}
	}
	return last
}

// tails are what stands behind a hyphen and a name without being part of it.
var tails = set(`based led born linked backed owned era style appointed affiliated controlled run like allied aligned friendly
	sponsored ordered brokered held inspired made type`)

// pastHyphen returns the end of a name of two words or more with the parts
// that hyphens join to it.
func pastHyphen(d *token.Document, first, last int) int {
	for last-first > 1 && last+1 < len(d.Tokens) && d.Word(last) == "-" && !d.Tokens[last].Space && !d.Tokens[last+1].Space {
		next := d.Tokens[last+1]
		if next.Kind != token.Word || next.Case != token.Title && !(next.Case == token.Lower && next.End-next.Start <= 5) || has(tails, d.Word(last+1)) {
			break
		}
		last += 2
	}
	return last
}
