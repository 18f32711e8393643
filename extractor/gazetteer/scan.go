package gazetteer

import (
	"github.com/tagwire/tagwire/extractor/gazetteer/internal/index"
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/token"
)

// hit is a name of the gazetteer in a text.
type hit struct {
	first, last int // tokens
	entry       index.Entry
	// places is the number of references to places, which come first.
	places int
	// country and division are what the name means besides, -1 for nothing.
	country, division int
	demonym           bool
	// region says that a region of fame has the name, container that a city
	// stands before it that lies in the country or division of that name,
	// among that it stands in a list of divisions.
	region, container, among bool
	// elsewhere says that a country or division stands behind the name that
	// has no such place: where the place is, the gazetteer does not know.
	elsewhere bool
	// within is the country (or division) that follows after a comma: "Paris,
	// Texas"; -1 for none.
	withinCountry, withinDivision int
	logit                         float64
	place                         int // chosen, -1 for none
}

// workspace is what one call of Find needs; it is used again.
type workspace struct {
	hits []hit
	// cover[i] is one more than the index in the candidates of the model's
	// mention that token i lies in, 0 for none.
	cover []int32
	// modelled says that the model has been asked.
	modelled  bool
	countries map[int]float64 // country to how much the text speaks of it
	divisions map[int]float64
	families  map[uint64]bool // keys of words that persons' full names end in
	names     map[int]*nameEvidence
	order     []*nameEvidence
	centers   []center
	lowered   map[string]string
	buf       []byte
}

// american reports whether a division is one of North America's, which news
// names without their country.
func (g *Gazetteer) american(division int) bool {
	code := g.ix.CountryCode(g.ix.DivisionCountry(division))
	return code == "US" || code == "CA"
}

// maxWords bounds the tokens of one name.
const maxWords = 12

// scan fills hits with the names in d, the longest at each place, from left to
// right.
func (g *Gazetteer) scan(d *token.Document, w *workspace) {
	for i := 0; i < len(d.Tokens); {
		t := &d.Tokens[i]
		if t.Kind != token.Word || t.Case == token.Lower || t.Case == token.NoCase {
			i++
			continue
		}
		e, last := g.longest(d, w, i)
		if last == 0 {
			i++
			continue
		}
		h := hit{first: i, last: last, entry: e, country: -1, division: -1, withinCountry: -1, withinDivision: -1, place: -1}
		for k := range e.Len() {
			switch r := e.Ref(k); r.Kind() {
			case index.Place:
				h.places++
			case index.Division:
				if r.N() == g.ix.Regions() {
					h.region = true
				} else if h.division < 0 || g.american(r.N()) {
					h.division = r.N()
				}
			case index.Country, index.Demonym:
				if h.country < 0 {
					h.country, h.demonym = r.N(), r.Kind() == index.Demonym
				}
			}
		}
		w.hits = append(w.hits, h)
		i = last
	}
}

// longest returns the longest name that starts at token i, and where it ends;
// 0 for no name.
func (g *Gazetteer) longest(d *token.Document, w *workspace, i int) (best index.Entry, last int) {
	key := index.Start
	sentence := d.Tokens[i].Sentence
	for k, n := i, 0; k < len(d.Tokens) && n < maxWords; k++ {
		t := &d.Tokens[k]
		if t.Sentence != sentence {
			break
		}
		if t.Kind == token.Punct {
			// A hyphen within a name: "Port-au-Prince".
			if k > i && !t.Space && d.Word(k) == "-" && k+1 < len(d.Tokens) && !d.Tokens[k+1].Space {
				continue
			}
			break
		}
		w.buf = index.AppendWord(w.buf[:0], d.Word(k))
		if len(w.buf) == 0 {
			break
		}
		n++
		key = index.Extend(key, w.buf)
		e, ok := g.ix.Find(key)
		if !ok {
			break
		}
		if e.Names() && t.Case != token.Lower && plausible(d, i, k) {
			best, last = e, k+1
		}
		if !e.GoesOn() {
			break
		}
	}
	return best, last
}

// plausible refuses short names that are not written in capitals: "Us", "Me",
// "In", "La" are words.
func plausible(d *token.Document, i, k int) bool {
	return i != k || d.Tokens[i].Case == token.Upper || d.Tokens[i].End-d.Tokens[i].Start > 2
}

// read notes what the other recognizers propose.
func (w *workspace) read(d *token.Document, cands []mention.Mention) {
	if cap(w.cover) < len(d.Tokens) {
		w.cover = make([]int32, len(d.Tokens)+len(d.Tokens)/4)
	}
	w.cover = w.cover[:len(d.Tokens)]
	clear(w.cover)
	w.modelled = false
	for k := range cands {
		m := &cands[k]
		if !m.FromModel() || m.First < 0 || m.Last > len(d.Tokens) {
			continue
		}
		w.modelled = true
		for i := m.First; i < m.Last && i < m.First+64; i++ {
			if o := w.cover[i]; o == 0 || cands[o-1].Score < m.Score {
				w.cover[i] = int32(k + 1)
			}
		}
	}
}
