package gazetteer

import (
	"math"
	"strings"

	"github.com/tagwire/tagwire/extractor/gazetteer/internal/index"
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// together is how much of a hit's evidence is that of all hits of its name.
const together = 0.4

// weigh gathers the evidence on hit k.
func (g *Gazetteer) weigh(d *token.Document, w *workspace, cands []mention.Mention, k int) (ev evidence) {
	h := &w.hits[k]
	ev[bias] = 1
	g.prior(d, w, h, &ev)
	g.neighbours(d, w, h, &ev)
	g.shape(d, w, h, &ev)
	w.model(d, cands, h, &ev)
	g.company(d, w, k, &ev)
	return ev
}

func flag(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// prior is what the name says by itself.
func (g *Gazetteer) prior(d *token.Document, w *workspace, h *hit, ev *evidence) {
	e := h.entry
	p := g.ix.Place(e.Ref(0).N())
	ev[odds] = min(max(e.Odds(), -4), 4)
	ev[people] = math.Log10(float64(p.Population)+100) - 4.5
	ev[seatOfState] = flag(p.Flags&index.Capital != 0)
	ev[seatOfRegion] = flag(p.Flags&index.Seat != 0)
	ev[alternate] = flag(!e.Main())
	if h.last-h.first == 1 {
		ev[persons] = min(e.Person(), 6)
		if e.Odds() > 1 || ev[seatOfState] == 1 {
			ev[persons] /= 2 // places first
		}
		ev[commonWord] = min(e.Word(), 6)
		w.buf = index.AppendWord(w.buf[:0], d.Word(h.first))
		ev[familyName] = flag(w.families[index.Extend(index.Start, w.buf)])
	} else {
		ev[severalWords] = 1
	}
	ev[unseen] = flag(e.Odds() == 0 && e.Person() == 0 && e.Word() == 0)
	switch {
	case h.country >= 0 && !cityStates[g.ix.CountryCode(h.country)]:
		ev[countryToo] = 1
		if ev[seatOfState] == 1 && p.Country == h.country && isDateline(d, h, d.Sentences[d.Tokens[h.first].Sentence]) {
			ev[countryToo] = 0 // "LUXEMBOURG (Agency) -"
		}
	case h.container:
		ev[divisionToo] = 2
	case h.region, h.among:
		ev[divisionToo] = 1.5
	case h.division >= 0 && g.saysDivision(d, h) && ev[seatOfState] == 0 && (p.Division != h.division || !e.Main()):
		ev[divisionToo] = 1
		if home := g.ix.DivisionCountry(h.division); home != p.Country && w.countries[home] >= w.countries[p.Country] {
			ev[divisionToo] = 1.5 // "Ontario" in an article on Canada
		}
	}
}

// neighbours is what the words next to the name say.
func (g *Gazetteer) neighbours(d *token.Document, w *workspace, h *hit, ev *evidence) {
	s := d.Sentences[d.Tokens[h.first].Sentence]
	if p := h.first - 1; p >= s.First {
		word := w.lower(d, p)
		ev[wordBefore] = before[word]
		if word == "of" && p > s.First {
			switch kind := w.lower(d, p-1); {
			case h.division >= 0 && (kind == "state" || kind == "province" || kind == "region"):
				ev[divisionToo] = 1.5
			case kinds[kind] || quarters[kind]:
				ev[kindOf] = 1
			case d.Tokens[p-1].Kind == token.Word && capital(d, p-1) && p-1 > s.First && !rulers[kind]:
				ev[ofTitle] = 1
			default:
				ev[ofOther] = 1
			}
		}
	}
	if h.last < s.Last {
		ev[wordAfter] = after[w.lower(d, h.last)]
		if ev[wordAfter] <= -2 && h.division >= 0 {
			ev[divisionToo] = 1 // "New York state"
		}
		if d.Word(h.last) == "-" && !d.Tokens[h.last].Space && h.last+1 < s.Last {
			switch w.lower(d, h.last+1) {
			case "based", "headquartered":
				ev[based] = 1
			case "born", "area", "bound", "controlled", "registered":
				ev[based] = 0.5
			default:
				ev[hyphenated] = 1.7 * flag(capital(d, h.last+1)) // "Miami-Dade"
			}
		}
	}
}

// shape is what capitals and position say.
func (g *Gazetteer) shape(d *token.Document, w *workspace, h *hit, ev *evidence) {
	s := d.Sentences[d.Tokens[h.first].Sentence]
	loud := isLoud(d, s)
	ev[headline] = flag(loud)
	ev[dateline] = flag(isDateline(d, h, s))
	if d.Tokens[h.first].Case == token.Upper && !loud && ev[dateline] == 0 {
		ev[shouted] = 1
		ev[acronym] = flag(d.Tokens[h.last-1].End-d.Tokens[h.first].Start <= 4)
	}
	if loud {
		return
	}
	if p := h.first - 1; p >= s.First {
		if d.Tokens[p].Kind == token.Word && capital(d, p) && d.Tokens[h.first].Space {
			switch word := w.lower(d, p); {
			case quarters[word] || before[word] < -1:
			case p == s.First:
				ev[runsUpFirst] = 1
			default:
				ev[runsUp] = 1
			}
		}
		if d.Word(p) == "-" && !d.Tokens[p].Space {
			ev[hyphenated] = 1
		}
	}
	if n := h.last; n < s.Last && d.Tokens[n].Kind == token.Word && capital(d, n) && d.Tokens[n].Space &&
		!roles[w.lower(d, n)] && !IsDemonym(d.Word(n)) {
		ev[runsOn] = 1
	}
}

func capital(d *token.Document, i int) bool {
	c := d.Tokens[i].Case
	return c == token.Title || c == token.Upper || c == token.Mixed
}

// isLoud reports whether a sentence is in capitals throughout, as headlines
// are.
func isLoud(d *token.Document, s token.Sentence) bool {
	upper, other := 0, 0
	for i := s.First; i < s.Last && i < s.First+24; i++ {
		if d.Tokens[i].Kind != token.Word {
			continue
		}
		if d.Tokens[i].Case == token.Upper {
			upper++
		} else {
			other++
		}
	}
	return upper > 2 && upper > 4*other
}

// isDateline reports whether the name opens a paragraph as a dateline does:
// "WASHINGTON --", "KYIV, Ukraine (Agency) —", "MOSCOW, July 3 -", "LONDON:".
func isDateline(d *token.Document, h *hit, s token.Sentence) bool {
	if h.first != s.First || h.last >= len(d.Tokens) || !opensBlock(d, int(d.Tokens[h.first].Sentence)) {
		return false
	}
	if d.Word(h.last) == "," && h.last+1 < len(d.Tokens) && (months[d.Word(h.last+1)] || d.Tokens[h.last+1].Kind == token.Number) {
		return true // "KYIV, June 3 /Agency/."
	}
	for i := h.last; i < len(d.Tokens) && i < h.last+12 && d.Sentences[d.Tokens[i].Sentence].Block == s.Block; i++ {
		switch d.Word(i) {
		case "--", "—", "–":
			return true
		case "-":
			return d.Tokens[i].Space && i+1 < len(d.Tokens) && d.Tokens[i+1].Space
		case ":":
			return i == h.last && d.Tokens[h.first].Case == token.Upper
		case "(", ",", ")", "/", ".":
			continue
		}
		if d.Tokens[i].Case == token.Lower {
			return false
		}
	}
	return false
}

func opensBlock(d *token.Document, sentence int) bool {
	return sentence == 0 || d.Sentences[sentence-1].Block != d.Sentences[sentence].Block ||
		strings.Contains(d.Text[d.SentenceSpan(sentence-1).End:d.SentenceSpan(sentence).Start], "\n")
}

// model is what the sequence model's mention over the name says.
func (w *workspace) model(d *token.Document, cands []mention.Mention, h *hit, ev *evidence) {
	if !w.modelled {
		return
	}
	c := w.cover[h.first]
	if c == 0 {
		c = w.cover[h.last-1]
	}
	if c == 0 {
		ev[modelNone] = 1
		return
	}
	m := &cands[c-1]
	p := float64(m.Score)
	switch exact := m.First == h.first && m.Last == h.last; {
	case m.Type == tagging.Person && h.first-2 >= m.First && d.Word(h.first-1) == "of":
		// "Zuheir Odwan of Khartoum": where the person is from.
		ev[ofTitle], ev[familyName] = 0, 0
	case m.Type == tagging.Person && exact && ev[seatOfState] == 1 && ev[familyName] == 0 && ev[wordBefore] > -2 && !givenNames[w.lower(d, h.first)]:
		ev[modelPerson] = p / 3 // "Washington" speaks, but is no person
	case m.Type == tagging.Person:
		ev[modelPerson] = p
	case m.Type == tagging.Organization && h.last == m.Last && h.first-2 > m.First && d.Word(h.first-1) == "of" && firms[w.lower(d, h.first-2)]:
		// "Royal Hinthar Trading of Yangon": where the firm sits.
		ev[ofTitle] = 0
	case m.Type == tagging.Organization && exact:
		ev[modelOrg] = p
	case m.Type == tagging.Organization:
		ev[modelInOrg] = p
	case exact, m.First == h.first && h.last < m.Last && d.Tokens[h.last].Kind == token.Punct: // "Washington, DC"
		ev[modelPlace] = p
	default:
		ev[modelLonger] = p
	}
}

// company is what the places around the name say.
func (g *Gazetteer) company(d *token.Document, w *workspace, k int, ev *evidence) {
	h := &w.hits[k]
	// "California, United States" is the state, not the town.
	if (h.withinCountry >= 0 || h.withinDivision >= 0) && ev[divisionToo] == 0 && ev[countryToo] == 0 {
		known := flag(g.containing(h))
		ev[withinKnown], ev[withinOther] = known, 1-known
	}
	for _, o := range [...]int{k - 1, k + 1} {
		if o < 0 || o >= len(w.hits) || w.hits[o].demonym {
			continue
		}
		a, b := &w.hits[min(k, o)], &w.hits[max(k, o)]
		if gap := b.first - a.last; gap == 1 || gap == 2 {
			switch d.Word(b.first - 1) {
			case ",", "and", "or", "&":
				ev[listed]++
			}
		}
	}
	ev[atHome] = flag(g.isAtHome(w, h))
}

// containing reports whether one of the name's places lies in the country or
// division that stands behind it.
func (g *Gazetteer) containing(h *hit) bool {
	if h.withinCountry < 0 && h.withinDivision < 0 {
		return false
	}
	for i := range min(h.places, maxPlaces) {
		p := g.ix.Place(h.entry.Ref(i).N())
		if h.withinDivision >= 0 && p.Division == h.withinDivision || h.withinCountry >= 0 && p.Country == h.withinCountry {
			return true
		}
	}
	return false
}

// isAtHome reports whether the text speaks of the country of one of the name's
// larger places.
func (g *Gazetteer) isAtHome(w *workspace, h *hit) bool {
	for i := range min(h.places, 3) {
		if w.countries[g.ix.Place(h.entry.Ref(i).N()).Country] >= 1 {
			return true
		}
	}
	return false
}

// lower returns token i in lower case, without a full stop behind it. Words
// with capitals are few and come again, so their lower forms are kept.
func (w *workspace) lower(d *token.Document, i int) string {
	s := d.Word(i)
	if d.Tokens[i].Case == token.Lower || d.Tokens[i].Kind != token.Word {
		return s
	}
	if l, ok := w.lowered[s]; ok {
		return l
	}
	if len(w.lowered) >= maxLowered {
		clear(w.lowered)
	}
	l := strings.ToLower(strings.TrimSuffix(s, "."))
	w.lowered[strings.Clone(s)] = l
	return l
}

// maxLowered bounds the words whose lower forms a workspace keeps.
const maxLowered = 4096
