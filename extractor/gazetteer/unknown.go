package gazetteer

import (
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// unknown adds places that the model found and no gazetteer has, where the
// text says that they are towns: "the town of Yongbyon", "in Qardaha, Syria".
// They have no Ref. The first known of cands are other recognizers'.
func (g *Gazetteer) unknown(d *token.Document, w *workspace, cands []mention.Mention, known int) []mention.Mention {
	for k := range known {
		m := &cands[k]
		if !m.FromModel() || m.Score < 0.4 || m.First < 0 || m.Last >= len(d.Tokens) {
			continue
		}
		place := m.Type == mention.Location
		if !place && m.Type != tagging.Person {
			continue
		}
		if w.hitWithin(m.First, m.Last) || after[w.lower(d, m.Last-1)] < 0 {
			continue
		}
		if next := d.Word(m.Last); next == "'s" || next == "’s" {
			continue // "in Kemira's plant"
		}
		s := d.Sentences[d.Tokens[m.First].Sentence]
		p := m.First
		score := float32(0)
		switch {
		case p-2 >= s.First && w.lower(d, p-1) == "of" && kinds[w.lower(d, p-2)] && w.lower(d, p-2) != "streets":
			score = 0.95
		case p-1 >= s.First && (w.lower(d, p-1) == "town" || w.lower(d, p-1) == "city" || w.lower(d, p-1) == "village"):
			score = 0.75
		case !place:
			// What the model takes for a person is a town only where the text
			// says so in as many words.
		case p-1 >= s.First && before[w.lower(d, p-1)] >= 0.8 && w.countryAt(m.Last+1) && d.Word(m.Last) == ",":
			score = 0.85
		case p-1 >= s.First && before[w.lower(d, p-1)] >= 1.5 && after[w.lower(d, m.Last)] >= 0 && m.Score > 0.6 && m.Last-m.First <= 2:
			score = 0.8
		case m.Last+1 < s.Last && d.Word(m.Last) == "-" && w.lower(d, m.Last+1) == "based":
			score = 0.8
		}
		if score > 0 {
			c := *m
			c.Type, c.Source, c.Score, c.Ref = tagging.City, source, score*max(m.Score, 0.6), nil
			cands = append(cands, c)
		}
	}
	return cands
}

// hitWithin reports whether a name of the gazetteer lies in [first, last).
func (w *workspace) hitWithin(first, last int) bool {
	i := w.firstHit(first)
	return i < len(w.hits) && w.hits[i].first < last
}

// countryAt reports whether a country or division is named at token i.
func (w *workspace) countryAt(i int) bool {
	k := w.firstHit(i)
	return k < len(w.hits) && w.hits[k].first == i && !w.hits[k].demonym && (w.hits[k].country >= 0 || w.hits[k].division >= 0)
}

// firstHit returns the index of the first hit that starts at token i or later.
func (w *workspace) firstHit(i int) int {
	lo, hi := 0, len(w.hits)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if w.hits[m].first < i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}
