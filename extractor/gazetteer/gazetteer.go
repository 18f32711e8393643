package gazetteer

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/tagwire/tagwire/extractor/gazetteer/internal/index"
	"github.com/tagwire/tagwire/extractor/tagging"
)

//go:generate go run ./build -cities15000 $GEO/cities15000.txt.gz -cities500 $GEO/cities500.txt.gz -admin1 $GEO/admin1.json -ner $NER -addresses $OFAC/add.csv -persons $OFAC/sdn.csv -out cities.bin

//go:embed cities.bin
var data []byte

// Gazetteer finds cities. It is safe for concurrent use.
type Gazetteer struct {
	ix      *index.Index
	weights evidence
	space   sync.Pool // of *workspace
}

var loaded = sync.OnceValues(Open)

// Load returns the gazetteer that is compiled in; it is opened once.
func Load() (*Gazetteer, error) { return loaded() }

// Open opens the gazetteer that is compiled in anew; [Load] shares one.
func Open() (*Gazetteer, error) {
	ix, err := index.Open(data)
	if err != nil {
		return nil, fmt.Errorf("open the compiled gazetteer: %w", err)
	}
	weights, err := readWeights(weightTable)
	if err != nil {
		return nil, fmt.Errorf("read the compiled weights: %w", err)
	}
	g := &Gazetteer{ix: ix, weights: weights}
	g.space.New = func() any { return &workspace{lowered: map[string]string{}} }
	return g, nil
}

// Len is the number of places.
func (g *Gazetteer) Len() int { return g.ix.Places() }

// place describes place n.
func (g *Gazetteer) place(n int) *tagging.Place {
	p := g.ix.Place(n)
	return &tagging.Place{
		GeonamesID: p.GeonamesID, Name: g.ix.PlaceName(n), Country: g.ix.CountryCode(p.Country),
		Latitude: p.Latitude, Longitude: p.Longitude, Population: p.Population,
	}
}

// Names reports whether the folded words are the name of a country, a
// first-level division or a city of at least min inhabitants.
func (g *Gazetteer) Names(words []string, min int) bool {
	key := index.Start
	for _, w := range words {
		key = index.Extend(key, w)
	}
	e, ok := g.ix.Find(key)
	if !ok || !e.Names() {
		return false
	}
	r := e.Ref(0)
	return r.Kind() != index.Place || g.ix.Place(r.N()).Population >= min
}
