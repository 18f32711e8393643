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

// cue is a word next to a name that speaks for or against a city, in units of
// log odds, with an example of each.
type cue struct {
	word    string
	logit   float64
	example string
}

// before are the words right before a name.
var before = table([]cue{
	{"in", 2.0, "in Dandong"},
	{"near", 2.2, "near Homs"},
	{"at", 0.8, "talks at Geneva"},
	{"from", 1.0, "from Vladivostok"},
	{"to", 0.7, "flew to Caracas"},
	{"outside", 1.5, "outside Damascus"},
	{"around", 1.0, "around Bakhmut"},
	{"toward", 1.0, "toward Kyiv"},
	{"towards", 1.0, "towards Kyiv"},
	{"between", 0.6, "between Basra and Baghdad"},
	{"via", 0.8, "via Dubai"},
	{"into", 0.8, "into Rafah"},
	{"across", 0.5, "across Gaza"},
	{"inside", 0.6, "inside Tehran"},
	{"leaving", 0.6, "leaving Kabul"},
	{"visited", 0.6, "visited Minsk"},
	{"downtown", 2.0, "downtown Chicago"},
	{"central", 1.2, "central London"},
	{"northern", 0.4, "northern Gaza"},
	{"southern", 0.4, "southern Beirut"},
	{"eastern", 0.4, "eastern Aleppo"},
	{"western", 0.4, "western Mosul"},
	{"nearby", 1.5, "nearby Sidon"},
	{"city", 1.6, "the city Homs"},
	{"town", 1.6, "the town Idlib"},
	{"village", 1.2, "the village Douma"},
	{"capital", 2.0, "the capital Minsk"},
	{"port", 0.8, "the port Odesa"},
	{"mayor", -0.8, "mayor London Breed"},
	{"by", -0.5, "signed by Lincoln"},
	{"with", -0.4, "talks with Lincoln"},
	{"named", -1.5, "a man named Nelson"},
	{"mr", -4, "Mr Nelson"},
	{"mrs", -4, "Mrs Nelson"},
	{"ms", -4, "Ms Nelson"},
	{"dr", -4, "Dr Nelson"},
	{"president", -3, "President Lincoln"},
	{"secretary", -3, "Secretary Clinton"},
	{"sen", -4, "Sen. Warren"},
	{"senator", -4, "Senator Warren"},
	{"rep", -4, "Rep. Jordan"},
	{"gov", -4, "Gov. Lincoln"},
	{"judge", -3, "Judge Jackson"},
	{"sir", -3, "Sir Lincoln"},
	{"general", -2.5, "General Houston"},
	{"col", -3, "Col. Houston"},
	{"capt", -3, "Capt. Houston"},
	{"sgt", -3, "Sgt. Houston"},
	{"prof", -3, "Prof. Lincoln"},
	{"professor", -3, "Professor Lincoln"},
	{"minister", -2.5, "Minister Lincoln"},
	{"detective", -2.5, "Detective Lincoln"},
	{"officer", -2.5, "Officer Lincoln"},
	{"coach", -3, "Coach Lincoln"},
	{"the", -0.8, "the Reading"},
	{"a", -1.5, "a Lincoln"},
	{"an", -1.5, "an Oxford"},
	{"his", -1, "his Lincoln"},
	{"her", -1, "her Lincoln"},
})

// after are the words right behind a name.
var after = table([]cue{
	{"province", -3, "Sabaragamuwa province"},
	{"region", -2, "Kherson region"},
	{"oblast", -3, "Kherson oblast"},
	{"state", -3, "Washington state"},
	{"county", -3.5, "Orange county"},
	{"district", -2, "Chelsea district"},
	{"governorate", -3, "Idlib governorate"},
	{"prefecture", -3, "Fukushima prefecture"},
	{"peninsula", -3, "Kerch peninsula"},
	{"river", -3.5, "Hudson river"},
	{"lake", -3, "Geneva lake"},
	{"island", -2.5, "Paramushir island"},
	{"islands", -3, "Falkland islands"},
	{"bay", -3, "Hudson bay"},
	{"valley", -3, "Napa valley"},
	{"strait", -3, "Kerch strait"},
	{"street", -3.5, "Oxford street"},
	{"road", -3, "Oxford road"},
	{"avenue", -3.5, "Lincoln avenue"},
	{"said", -0.9, "Lincoln said"},
	{"says", -0.9, "Lincoln says"},
	{"told", -1.2, "Lincoln told reporters"},
	{"added", -1.0, "Lincoln added"},
	{"wrote", -1.2, "Lincoln wrote"},
	{"who", -1.8, "Lincoln who"},
	{"city", 0.8, "Kuwait city"},
	{"airport", 0.8, "Minsk airport"},
	{"suburb", 1.2, "the Damascus suburb"},
	{"resident", 0.8, "a Chicago resident"},
	{"residents", 0.8, "Chicago residents"},
	{"inc", -2.5, "Lincoln Inc"},
	{"ltd", -2.5, "Lincoln Ltd"},
	{"llc", -2.5, "Lincoln LLC"},
	{"fc", -2.5, "Chelsea FC"},
	{"jr", -3.5, "Lincoln Jr."},
})

func table(rows []cue) map[string]float64 {
	m := make(map[string]float64, len(rows))
	for _, r := range rows {
		m[r.word] = r.logit
	}
	return m
}

// kinds are words for places of people: "the city of Homs".
var kinds = map[string]bool{"city": true, "town": true, "village": true, "capital": true, "port": true, "municipality": true, "suburb": true, "outskirts": true, "mayor": true, "streets": true, "settlement": true, "hamlet": true}

// roles stand behind a city's name and are no part of a longer one: "Moscow
// Mayor Sergei Sobyanin".
var roles = map[string]bool{"mayor": true, "bishop": true, "archbishop": true, "governor": true, "residents": true, "resident": true, "native": true, "correspondent": true, "councilman": true, "councillor": true, "time": true}

// quarters stand in front of a city's name.
var quarters = map[string]bool{"north": true, "south": true, "east": true, "west": true, "central": true, "downtown": true, "greater": true, "northern": true, "southern": true, "eastern": true, "western": true}

// weigh returns the log odds that hit k is meant as a city.
func (g *Gazetteer) weigh(d *token.Document, w *workspace, cands []mention.Mention, k int) float64 {
	h := &w.hits[k]
	z := g.prior(d, w, h)
	z += g.neighbours(d, w, h)
	z += g.shape(d, h)
	z += w.model(cands, h)
	z += g.company(d, w, k)
	return z
}

// prior is what the name says by itself.
func (g *Gazetteer) prior(d *token.Document, w *workspace, h *hit) float64 {
	e := h.entry
	p := g.ix.Place(e.Ref(0).N())
	z := -0.8 + 0.5*min(max(e.Odds(), -4), 4)
	z += 0.9 * (math.Log10(float64(p.Population)+100) - 4.5)
	if p.Flags&(index.Capital) != 0 {
		z += 1.2
	}
	if p.Flags&index.Seat != 0 {
		z += 0.4
	}
	if !e.Main() {
		z -= 0.6
	}
	one := h.last-h.first == 1
	if one {
		doubt := 0.25 * min(e.Person(), 6)
		if e.Odds() > 1 {
			doubt /= 2
		}
		z -= doubt
		z -= 0.45 * min(e.Word(), 6)
		w.buf = index.AppendWord(w.buf[:0], d.Word(h.first))
		if w.families[index.Extend(index.Start, w.buf)] {
			z -= 2.5
		}
	} else {
		z += 1
	}
	if h.country >= 0 {
		z -= 3
	} else if h.division >= 0 && p.Population < 100000 {
		z -= 2.5
	}
	return z
}

// neighbours is what the words next to the name say.
func (g *Gazetteer) neighbours(d *token.Document, w *workspace, h *hit) float64 {
	z := 0.0
	sentence := d.Tokens[h.first].Sentence
	first := d.Sentences[sentence].First
	end := d.Sentences[sentence].Last
	if h.first > first {
		p := h.first - 1
		z += before[w.lower(d, p)]
		if w.lower(d, p) == "of" && p-1 >= first {
			z += g.ofWhat(d, w, p-1, first)
		}
	}
	if h.last < end {
		z += after[w.lower(d, h.last)]
		if d.Word(h.last) == "-" && !d.Tokens[h.last].Space && h.last+1 < end {
			switch w.lower(d, h.last+1) {
			case "based", "headquartered":
				z += 3
			case "born", "area", "bound", "controlled", "registered":
				z += 1.5
			}
		}
	}
	return z
}

// ofWhat weighs "… of NAME" by the word at token i before "of".
func (g *Gazetteer) ofWhat(d *token.Document, w *workspace, i, first int) float64 {
	switch {
	case kinds[w.lower(d, i)]:
		return 2.5
	case d.Tokens[i].Kind == token.Word && capital(d, i) && i > first:
		return -2.8 // "Bank of Dandong"
	case w.lower(d, i) == "north" || w.lower(d, i) == "south" || w.lower(d, i) == "east" || w.lower(d, i) == "west":
		return 2
	}
	return 0.4
}

// shape is what capitals and position say.
func (g *Gazetteer) shape(d *token.Document, h *hit) float64 {
	z := 0.0
	s := d.Sentences[d.Tokens[h.first].Sentence]
	shouting := loud(d, s)
	dateline := isDateline(d, h, s)
	if dateline {
		z += 3
	}
	upper := d.Tokens[h.first].Case == token.Upper
	if upper && !shouting && !dateline {
		z -= 1
		if d.Tokens[h.last-1].End-d.Tokens[h.first].Start <= 4 {
			z -= 3 // an acronym: "BARI", "BC"
		}
	}
	if shouting {
		return z - 0.5
	}
	if h.first > s.First {
		p := h.first - 1
		if d.Tokens[p].Kind == token.Word && capital(d, p) && d.Tokens[h.first].Space {
			switch w := strings.ToLower(d.Word(p)); {
			case quarters[w]:
				z -= 0.5
			case p == s.First:
				z -= 0.7
			case before[strings.TrimSuffix(w, ".")] < -1:
			default:
				z -= 2.5
			}
		}
		if d.Word(p) == "-" && !d.Tokens[p].Space {
			z -= 1.5
		}
	}
	if h.last < s.Last {
		n := h.last
		if d.Tokens[n].Kind == token.Word && capital(d, n) && d.Tokens[n].Space && !roles[strings.ToLower(d.Word(n))] {
			if _, demonym := countries().byDem[d.Word(n)]; !demonym {
				z -= 2.2
			}
		}
	}
	return z
}

func capital(d *token.Document, i int) bool {
	c := d.Tokens[i].Case
	return c == token.Title || c == token.Upper || c == token.Mixed
}

// loud reports whether a sentence is in capitals throughout, as headlines are.
func loud(d *token.Document, s token.Sentence) bool {
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
// "WASHINGTON --", "KYIV, Ukraine (Agency) —", "MOSCOW, July 3".
func isDateline(d *token.Document, h *hit, s token.Sentence) bool {
	if h.first != s.First || h.last >= s.Last {
		return false
	}
	for i := h.last; i < s.Last && i < h.last+9; i++ {
		switch d.Word(i) {
		case "--", "—", "–":
			return true
		case "-":
			return d.Tokens[i].Space && i+1 < len(d.Tokens) && d.Tokens[i+1].Space
		case "(":
			// "(Reuters)": an agency in brackets and a dash.
			if i+3 < s.Last && capital(d, i+1) && i == h.last {
				return dashSoon(d, i, s.Last)
			}
		}
		if d.Tokens[i].Case == token.Lower {
			return false
		}
	}
	return false
}

func dashSoon(d *token.Document, i, end int) bool {
	for k := i; k < end && k < i+7; k++ {
		switch d.Word(k) {
		case "--", "—", "–", "-":
			return true
		}
	}
	return false
}

// model is what the sequence model's mention over the name says.
func (w *workspace) model(cands []mention.Mention, h *hit) float64 {
	if len(cands) == 0 {
		return 0
	}
	c := w.cover[h.first]
	if c == 0 {
		c = w.cover[h.last-1]
	}
	if c == 0 {
		return -0.8
	}
	m := &cands[c-1]
	exact := m.First == h.first && m.Last == h.last
	p := float64(m.Score)
	switch m.Type {
	case mention.Location, tagging.City:
		if exact {
			return 2.5 * p
		}
		if m.Last > h.last || m.First < h.first {
			return -1.5 * p
		}
		return 0.5
	case tagging.Person:
		return -3.5 * p
	case tagging.Organization:
		if exact {
			return -2.2 * p
		}
		return -3 * p
	}
	return 0
}

// company is what the places around the name say.
func (g *Gazetteer) company(d *token.Document, w *workspace, k int) float64 {
	h := &w.hits[k]
	z := 0.0
	if h.withinCountry >= 0 || h.withinDivision >= 0 {
		z += 0.5
		if g.containing(h) {
			z += 2.5
		}
	}
	// A list of places: "Kyiv, Lviv and Odesa".
	for _, o := range [...]int{k - 1, k + 1} {
		if o < 0 || o >= len(w.hits) || w.hits[o].demonym {
			continue
		}
		a, b := &w.hits[min(k, o)], &w.hits[max(k, o)]
		if gap := b.first - a.last; gap == 1 || gap == 2 {
			switch d.Word(b.first - 1) {
			case ",", "and", "or", "&":
				z += 0.5
			}
		}
	}
	if g.atHome(w, h) {
		z += 0.8
	}
	return z
}

// containing reports whether one of the name's places lies in the country or
// division that stands behind it.
func (g *Gazetteer) containing(h *hit) bool {
	for i := range min(h.places, maxPlaces) {
		p := g.ix.Place(h.entry.Ref(i).N())
		if h.withinDivision >= 0 && p.Division == h.withinDivision || h.withinCountry >= 0 && p.Country == h.withinCountry {
			return true
		}
	}
	return false
}

// atHome reports whether the text speaks of the country of one of the name's
// larger places.
func (g *Gazetteer) atHome(w *workspace, h *hit) bool {
	for i := range min(h.places, 3) {
		if w.countries[g.ix.Place(h.entry.Ref(i).N()).Country] >= 1 {
			return true
		}
	}
	return false
}

// lower returns token i folded, without allocating for words in ASCII.
func (w *workspace) lower(d *token.Document, i int) string {
	s := d.Word(i)
	if d.Tokens[i].Case == token.Lower {
		return s
	}
	return strings.ToLower(strings.TrimSuffix(s, "."))
}
