package gazetteer

import (
	"math"

	"github.com/tagwire/tagwire/extractor/gazetteer/internal/index"
)

// maxPlaces bounds how many places of one name are weighed, the most populous
// first.
const maxPlaces = 48

// center is a place that the text surely speaks of, for those near it.
type center struct {
	lat, lon float64
	entry    int
}

// resolve chooses the place of every hit: first each name by itself, with
// what stands behind it and of which countries the text speaks; then again
// with the places that others were found to be.
func (g *Gazetteer) resolve(w *workspace) {
	for k := range w.hits {
		h := &w.hits[k]
		if h.places == 0 {
			continue
		}
		n := w.name(h.entry)
		if g.containing(h) {
			h.place = g.choose(w, h, nil)
			n.fixed = true
			if n.place < 0 {
				n.place = h.place
			}
		}
	}
	for _, n := range w.order {
		if n.place < 0 {
			n.place = g.choose(w, &hit{entry: n.entry, places: placesOf(n.entry), withinCountry: -1, withinDivision: -1}, nil)
		}
		if n.best > 0 && len(w.centers) < 64 {
			p := g.ix.Place(n.place)
			w.centers = append(w.centers, center{p.Latitude, p.Longitude, n.entry.ID()})
		}
	}
	for _, n := range w.order {
		if !n.fixed && placesOf(n.entry) > 1 {
			n.place = g.choose(w, &hit{entry: n.entry, places: placesOf(n.entry), withinCountry: -1, withinDivision: -1}, w.centers)
		}
	}
	for k := range w.hits {
		if h := &w.hits[k]; h.places > 0 && h.place < 0 {
			h.place = w.name(h.entry).place
		}
	}
}

func placesOf(e index.Entry) int {
	n := e.Len()
	for n > 0 && e.Ref(n-1).Kind() != index.Place {
		n--
	}
	return n
}

// choose returns the likeliest place of a hit.
func (g *Gazetteer) choose(w *workspace, h *hit, near []center) int {
	best, bestScore := -1, math.Inf(-1)
	for i := range min(h.places, maxPlaces) {
		n := h.entry.Ref(i).N()
		p := g.ix.Place(n)
		s := math.Log10(float64(p.Population) + 300)
		switch {
		case p.Flags&index.Capital != 0:
			s += 0.8
		case p.Flags&index.Seat != 0:
			s += 0.3
		case p.Flags&index.District != 0:
			s -= 0.7
		}
		if h.withinDivision >= 0 && p.Division == h.withinDivision {
			s += 6
		}
		if h.withinCountry >= 0 && p.Country == h.withinCountry {
			s += 4
		}
		s += 1.0 * math.Log1p(w.countries[p.Country])
		if p.Division >= 0 {
			s += 1.3 * math.Log1p(w.divisions[p.Division])
		}
		close := 0.0
		for _, c := range near {
			if c.entry == h.entry.ID() {
				continue
			}
			if km := distance(p.Latitude, p.Longitude, c.lat, c.lon); km < 300 {
				close += 1 - km/400
			}
		}
		s += 1.3 * math.Log1p(close)
		if s > bestScore {
			best, bestScore = n, s
		}
	}
	return best
}

// distance is the length in km of the way between two points, by the
// equirectangular approximation, which is good enough within a continent.
func distance(lat1, lon1, lat2, lon2 float64) float64 {
	const km = 111.2 // per degree
	x := math.Mod(lon2-lon1+540, 360) - 180
	x *= math.Cos((lat1 + lat2) / 2 * math.Pi / 180)
	return km * math.Hypot(x, lat2-lat1)
}
