package gazetteer

import (
	"math"

	"github.com/tagwire/tagwire/extractor/gazetteer/internal/index"
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

const (
	// source names this recognizer in its mentions.
	source = "gazetteer"
	// minScore is the least score of a candidate that is handed on.
	minScore = 0.2
)

// nameEvidence gathers what all hits of one name say.
type nameEvidence struct {
	entry index.Entry
	sum   float64
	n     int
	best  float64
	place int
	ref   *tagging.Place
	// fixed says that the text itself names the place's country or division.
	fixed bool
}

// Find appends the cities in d to dst as candidates of type City, with a score
// and the place as Ref. What other recognizers have put into dst before is
// evidence: a span that the model takes for a person is hardly a city.
func (g *Gazetteer) Find(d *token.Document, dst []mention.Mention) []mention.Mention {
	w := g.space.Get().(*workspace)
	defer g.space.Put(w)
	w.reset()
	w.read(d, dst)
	g.scan(d, w)
	g.context(d, w, dst)
	known := len(dst)
	for k := range w.hits {
		if h := &w.hits[k]; h.places > 0 {
			ev := g.weigh(d, w, dst[:known], k)
			h.logit = ev.dot(&g.weights)
			n := w.name(h.entry)
			n.sum += h.logit
			n.best = max(n.best, h.logit)
			n.n++
		}
	}
	g.resolve(w)
	for k := range w.hits {
		h := &w.hits[k]
		if h.places == 0 {
			continue
		}
		n := w.name(h.entry)
		// A name means much the same all through an article.
		z := h.logit*(1-together) + n.sum/float64(n.n)*together
		score := 1 / (1 + math.Exp(-z))
		if score < minScore {
			continue
		}
		dst = append(dst, mention.Mention{
			Span: d.Span(h.first, h.last), First: h.first, Last: h.last,
			Type: tagging.City, Score: float32(score), Source: source,
		})
		if !h.elsewhere {
			dst[len(dst)-1].Ref = g.refOf(n, h)
		}
	}
	return g.unknown(d, w, dst, known)
}

// refOf describes the place of a hit, once for all hits of a name that mean
// the same place.
func (g *Gazetteer) refOf(n *nameEvidence, h *hit) *tagging.Place {
	if h.place != n.place {
		return g.place(h.place)
	}
	if n.ref == nil {
		n.ref = g.place(n.place)
	}
	return n.ref
}

func (w *workspace) reset() {
	w.hits = w.hits[:0]
	w.order = w.order[:0]
	w.centers = w.centers[:0]
	if w.countries == nil {
		w.countries, w.divisions = map[int]float64{}, map[int]float64{}
		w.families, w.names = map[uint64]bool{}, map[int]*nameEvidence{}
	}
	clear(w.countries)
	clear(w.divisions)
	clear(w.families)
	clear(w.names)
}

// name returns what is gathered on an entry.
func (w *workspace) name(e index.Entry) *nameEvidence {
	n := w.names[e.ID()]
	if n == nil {
		n = &nameEvidence{entry: e, place: -1, best: math.Inf(-1)}
		w.names[e.ID()] = n
		w.order = append(w.order, n)
	}
	return n
}

// context counts of which countries and divisions the text speaks, what
// stands in "City, Country", and which words end persons' names.
func (g *Gazetteer) context(d *token.Document, w *workspace, cands []mention.Mention) {
	for k := range w.hits {
		h := &w.hits[k]
		if h.country >= 0 && (h.places == 0 || !h.demonym) {
			w.countries[h.country] += countryWeight(h)
		}
		if h.division >= 0 && g.saysDivision(d, h) {
			w.divisions[h.division]++
			w.countries[g.ix.DivisionCountry(h.division)] += 0.5
		}
		if k+1 == len(w.hits) {
			continue
		}
		next := &w.hits[k+1]
		g.list(d, h, next)
		if next.first == h.last+1 && d.Word(h.last) == "," || next.first == h.last+1 && d.Word(h.last) == "(" {
			h.withinCountry = next.country
			if g.saysDivision(d, next) {
				h.withinDivision = next.division
			}
			if next.demonym {
				h.withinCountry = -1
			}
			// "Tacoma, Washington" is in the state.
			h.elsewhere = !g.containing(h) && (h.withinCountry >= 0 || h.withinDivision >= 0) &&
				(next.places == 0 || h.withinDivision >= 0 && g.american(h.withinDivision))
			next.container = d.Word(h.last) == "," && h.places > 0 && g.containing(h)
		}
	}
	for k := range cands {
		m := &cands[k]
		if m.FromModel() && m.Type == tagging.Person && m.Last-m.First > 1 && m.Last <= len(d.Tokens) && m.Score > 0.5 {
			w.buf = index.AppendWord(w.buf[:0], d.Word(m.Last-1))
			w.families[index.Extend(index.Start, w.buf)] = true
		}
	}
}

// list marks neighbours in a list of divisions: "Utah, Virginia,
// Washington and Wyoming".
func (g *Gazetteer) list(d *token.Document, a, b *hit) {
	if gap := b.first - a.last; gap < 1 || gap > 2 || a.division < 0 || b.division < 0 || d.Word(b.first-1) != "," && d.Word(b.first-1) != "and" && d.Word(b.first-1) != "or" {
		return
	}
	if g.ix.DivisionCountry(a.division) != g.ix.DivisionCountry(b.division) || !g.saysDivision(d, a) || !g.saysDivision(d, b) {
		return
	}
	// One of the two must be no city.
	if a.places == 0 || a.among {
		b.among = true
	}
	if b.places == 0 {
		a.among = true
	}
}

func countryWeight(h *hit) float64 {
	if h.demonym {
		return 0.7
	}
	return 1
}

// saysDivision reports whether a hit can be meant as its division: short forms
// in capitals or with a full stop only.
func (g *Gazetteer) saysDivision(d *token.Document, h *hit) bool {
	if h.division < 0 {
		return false
	}
	if h.last-h.first > 1 {
		return true
	}
	t := d.Tokens[h.first]
	return t.End-t.Start > 3 || t.Case == token.Upper || d.Text[t.End-1] == '.'
}
