package link

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// What speaks for or against an entry.
const (
	ePrior = iota
	eOneWord
	eOwnWord
	eAcronym
	eShipName
	eLongName
	eCommon
	eHalfCommon
	eCommonBody
	eWeakAlias
	eNickname
	eLonger
	eShortened
	eStripped
	eSpelling
	eNamesakes
	eTarget
	eSanctions
	eCountryNear
	eCountry
	eCountryOther
	eOtherNear
	eTopic
	ePost
	eBirth
	eOtherBirth
	eOtherRole
	eByline
	eOtherNumber
	eTogether
	kinds
)

// row is one kind of evidence: what people read and its weight in log odds.
type row struct {
	reason string
	weight float64
}

// table weighs the evidence. Weights are of the order of what each says by
// itself: a name of two uncommon words alone leaves it open (the prior), one
// good sign makes it likely, two confirm it.
var table = [kinds]row{
	ePrior:        {"same name", 0.1},
	eOneWord:      {"a single word", -4.2},
	eOwnWord:      {"a single word of its own", -0.4},
	eAcronym:      {"an acronym", -2.4},
	eShipName:     {"a ship's name of one word", -1.8},
	eLongName:     {"three words and more agree", 1.6},
	eCommon:       {"a common name", -2.6},
	eHalfCommon:   {"partly a common name", -0.5},
	eCommonBody:   {"words that many bodies have", -2.4},
	eWeakAlias:    {"a weak alias by the list's own word", -2.2},
	eNickname:     {"an alias that is no name and family name", -1.5},
	eLonger:       {"the article has a longer name for it, which the list has not", -2.5},
	eShortened:    {"parts of the listed name left out", -0.7},
	eStripped:     {"without its legal form", -0.2},
	eSpelling:     {"another spelling", -1},
	eNamesakes:    {"namesakes on the list", -0.7},
	eTarget:       {"the article says that a measure was taken", 2.6},
	eSanctions:    {"the article speaks of sanctions", 0.9},
	eCountryNear:  {"its country beside the name", 1.7},
	eCountry:      {"its country in the article", 1},
	eCountryOther: {"the article speaks of other countries", -1.4},
	eOtherNear:    {"another country before the name", -1.3},
	eTopic:        {"the matter of its programme", 1.1},
	ePost:         {"its post or description", 1.9},
	eBirth:        {"year of birth", 3},
	eOtherBirth:   {"another year of birth", -6},
	eOtherRole:    {"another profession", -3.4},
	eByline:       {"the article's author", -7},
	eOtherNumber:  {"another IMO number", -8},
	eTogether:     {"named together with others of its programme", 1.2},
}

// evidence is how much of each kind there is.
type evidence [kinds]float64

func (e *evidence) add(kind int, much float64) { e[kind] = much }

func (e *evidence) score() float64 {
	z := 0.0
	for k, v := range e {
		z += v * table[k].weight
	}
	return 1 / (1 + math.Exp(-z))
}

// reasons lists the evidence, for and against, in the order of the table.
func (c *candidate) reasons() []string {
	if c.exact {
		return []string{"the identifier " + c.Name.Text}
	}
	var out []string
	for k, v := range c.evidence {
		if v != 0 {
			w := v * table[k].weight
			out = append(out, table[k].reason+" "+strconv.FormatFloat(w, 'f', 1, 64))
		}
	}
	return out
}

// weigh collects the evidence for candidate c of entity i. namesakes counts the
// entries of c's list that have the name.
func (l *linker) weigh(i int, c *candidate, number string, namesakes int) evidence {
	var ev evidence
	ev.add(ePrior, 1)
	e := &l.Entities[i]
	l.weighName(&ev, c)
	if longer(e.Name, c) {
		ev.add(eLonger, 1)
	}
	if namesakes > 1 {
		ev.add(eNamesakes, math.Log(float64(namesakes)))
	}
	if number != "" {
		ev.add(eOtherNumber, 1)
	}
	s := l.read()
	if l.Targets[i] {
		ev.add(eTarget, 1)
	}
	if s.sanctions {
		ev.add(eSanctions, 1)
	}
	about := topicsOf(c.Entry.Programs)
	own := watchlist.Fold(e.Name)
	for _, t := range about {
		if s.says(t.Words, own) {
			ev.add(eTopic, 1)
		}
	}
	l.weighCountry(&ev, e, countriesOf(c.Entry, about))
	post := strings.Join(watchlist.Fold(c.Entry.Title), " ")
	if sharesPost(s, e, post) {
		ev.add(ePost, 1)
	}
	if c.Entry.Kind == source.Person {
		l.weighPerson(&ev, e, c.Entry, post)
	}
	return ev
}

// weighName says how much the name by itself tells.
func (l *linker) weighName(ev *evidence, c *candidate) {
	words := content(c.text)
	if c.Score < 1 {
		ev.add(eSpelling, 1+6*(1-c.Score))
	}
	switch {
	case c.Form == watchlist.Shortened && !onlyPatronymics(c.Name.Text, words):
		ev.add(eShortened, 1)
	case c.Form == watchlist.Stripped:
		ev.add(eStripped, 1)
	}
	if c.Name.Strength == source.Weak {
		ev.add(eWeakAlias, 1)
	}
	if c.Entry.Kind == source.Person && !strings.Contains(c.Name.Text, ",") && strings.Contains(c.Entry.Name(), ",") {
		ev.add(eNickname, 1)
	}
	switch {
	case len(words) > 2 && c.Score == 1:
		ev.add(eLongName, 1)
	case len(words) > 1:
	default:
		l.weighWord(ev, c)
	}
	if c.Entry.Kind != source.Person {
		if len(words) > 1 && c.Entry.Kind == source.Organization && l.allCommon(c.text) {
			ev.add(eCommonBody, 1)
		}
		return
	}
	if ev[eLongName] > 0 {
		return
	}
	n := 0
	for _, w := range words {
		if common[w] {
			n++
		}
	}
	switch {
	case n >= len(words):
		ev.add(eCommon, 1)
	case n > 0:
		ev.add(eHalfCommon, 1)
	}
}

// longer reports whether name, the fullest that the article has, says more than
// what matched, and says it otherwise than the list.
func longer(name string, c *candidate) bool {
	words := content(name)
	if len(words) <= len(content(c.text)) {
		return false
	}
	for _, w := range words {
		if titles[w] || isLegal(w) {
			continue
		}
		if !slices.ContainsFunc(c.Entry.Names, func(n source.Name) bool { return slices.Contains(content(n.Text), w) }) {
			return true
		}
	}
	return false
}

// weighWord weighs a name of one word. A body may have a word of its own
// ("Garantex"), which short words, everyday words and aliases are not.
func (l *linker) weighWord(ev *evidence, c *candidate) {
	letters := len(strings.Join(watchlist.Fold(c.text), ""))
	switch {
	case c.Entry.Kind == source.Vessel:
		ev.add(eShipName, 1)
	case c.Entry.Kind != source.Organization || c.Name.Strength == source.Weak || l.allCommon(c.text):
		ev.add(eOneWord, 1)
	case letters <= 4:
		ev.add(eAcronym, 1+float64(4-letters)/2)
	case letters <= 6:
		ev.add(eOwnWord, 2)
	default:
		ev.add(eOwnWord, 1)
	}
}

// onlyPatronymics reports whether what the article leaves out of a listed name
// are patronymics, which news hardly ever writes.
func onlyPatronymics(listed string, words []string) bool {
	for _, w := range content(listed) {
		if !slices.Contains(words, w) && !watchlist.IsPatronymic(w) {
			return false
		}
	}
	return true
}

// allCommon reports whether a body's name has no word that is its own.
func (l *linker) allCommon(name string) bool {
	for _, f := range watchlist.Fold(name) {
		if everyday[f] || isLegal(f) || watchlist.IsParticle(f) || l.Common != nil && l.Common(f) {
			continue
		}
		if r := l.Index.Rarity(f, source.Organization); len(r) > 0 && r[0] > commonBody {
			return false
		}
	}
	return true
}

// content are the words of a name that say something: particles left out.
func content(name string) []string {
	var out []string
	for _, w := range watchlist.Fold(name) {
		if len(w) > 1 && !watchlist.IsParticle(w) {
			out = append(out, w)
		}
	}
	return out
}

func (l *linker) weighCountry(ev *evidence, e *mention.Entity, codes []string) {
	if len(codes) == 0 {
		return
	}
	where, others := l.read().country(e, codes)
	switch where {
	case nearby:
		ev.add(eCountryNear, 1)
	case elsewhere:
		ev.add(eCountry, 1)
	case nowhere:
		if l.read().foreign() && ev[eTopic] == 0 {
			ev.add(eCountryOther, 1)
		}
	}
	if others {
		ev.add(eOtherNear, 1)
	}
}

// weighPerson looks at what tells people of one name apart.
func (l *linker) weighPerson(ev *evidence, e *mention.Entity, entry *source.Entry, post string) {
	s := l.read()
	if word, stem := s.role(e); word != "" && !strings.Contains(post, stem) && ev[eTarget] == 0 {
		ev.add(eOtherRole, 1)
	}
	if s.byline(e) {
		ev.add(eByline, 1)
	}
	years, exact := s.birthYears(e)
	if len(years) == 0 || len(entry.Born) == 0 {
		return
	}
	nearest := 1000
	for _, b := range entry.Born {
		if y, err := strconv.Atoi(b[:min(4, len(b))]); err == nil {
			for _, have := range years {
				nearest = min(nearest, max(y-have, have-y))
			}
		}
	}
	switch {
	case nearest == 1000:
	case nearest == 0:
		ev.add(eBirth, 1)
	case exact || nearest > 2:
		ev.add(eOtherBirth, 1)
	}
}

// sharesPost reports whether the words beside the name are those of the entry's
// description: two of them, or one that is rare in such descriptions.
func sharesPost(s *story, e *mention.Entity, post string) bool {
	if post == "" {
		return false
	}
	have := make(map[string]bool)
	for w := range strings.FieldsSeq(post) {
		if len(w) > 4 && !plainPost[w] {
			have[w] = true
		}
	}
	n := 0
	s.around(e, 12, func(w string) {
		if have[w] {
			n++
			delete(have, w)
		}
	})
	return n > 0
}

// plainPost are words of descriptions that say nothing about who it is.
var plainPost = set(`former member deputy individual person since until between current previously information gender passport number national linked about their which where other under place birth known also alias believed reportedly based responsible associate
	first second third office position general state republic federation united people years listed review conducted pursuant security council resolution interpol special notice photo available inclusion concluded`)
