package watchlist

import "github.com/tagwire/tagwire/extractor/watchlist/source"

// Scored is one name that a search scored.
type Scored struct {
	UID      string
	Text     string
	Features Features
}

// Candidates are the names that a search for name would score.
func (x *Index) Candidates(name string, kind source.Kind) []Scored {
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	s.found = s.found[:0]
	x.search(&Query{Name: name, Kinds: []source.Kind{kind}, Floor: -1}, s)
	out := make([]Scored, 0, len(s.found))
	for _, f := range s.found {
		m := x.match(f.name)
		out = append(out, Scored{m.Entry.UID, m.Name.Text, f.features})
	}
	return out
}
