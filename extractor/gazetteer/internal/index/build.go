package index

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"github.com/tagwire/tagwire/extractor/token"
)

// Builder collects places and names and writes them as a data file.
type Builder struct {
	places    []builtPlace
	divisions []int // country of each
	codes     []string
	names     map[string]*builtName
	strings   []byte
	at        map[string]uint32
}

type builtPlace struct {
	PlaceInfo
	name uint32
}

type builtName struct {
	refs   []Ref
	main   bool
	prefix bool
	stats  Stats
}

// Stats is what open text and lists know of a name.
type Stats struct {
	// InPlace and Other count its capitalized uses as a place and otherwise,
	// Persons those who bear it, Lower its uses in lower case.
	InPlace, Other, Persons, Lower float64
}

// NewBuilder returns an empty builder.
func NewBuilder() *Builder {
	return &Builder{names: map[string]*builtName{}, at: map[string]uint32{}}
}

// AddPlace adds a place and returns its number. Division is -1 for none.
func (b *Builder) AddPlace(p PlaceInfo, name string) int {
	b.places = append(b.places, builtPlace{p, b.text(name)})
	return len(b.places) - 1
}

// AddDivision adds a first-level division and returns its number.
func (b *Builder) AddDivision(country int) int {
	b.divisions = append(b.divisions, country)
	return len(b.divisions) - 1
}

// Region files a name of a region that is no first-level division. All
// divisions must have been added.
func (b *Builder) Region(name string) { b.Name(name, NewRef(Division, len(b.divisions)), true) }

// AddCountry adds a country and returns its number.
func (b *Builder) AddCountry(code string) int {
	b.codes = append(b.codes, code)
	return len(b.codes) - 1
}

// Words cuts a name as texts are cut, and folds its words.
func Words(name string) []string {
	d := token.New(name)
	var out []string
	for i := range d.Tokens {
		if w := string(AppendWord(nil, d.Word(i))); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// Name files a reference under a name. main says that the name is the place's
// own.
func (b *Builder) Name(name string, r Ref, main bool) {
	words := Words(name)
	if len(words) == 0 || len(words) > 8 {
		return
	}
	key := ""
	for i, w := range words {
		key += w + " "
		n := b.names[key]
		if n == nil {
			n = &builtName{}
			b.names[key] = n
		}
		if i < len(words)-1 {
			n.prefix = true
			continue
		}
		if !slices.Contains(n.refs, r) {
			n.refs = append(n.refs, r)
		}
		n.main = n.main || main
	}
}

// EachName calls f with the words of every filed name, each followed by a
// blank, for statistics to be filled in.
func (b *Builder) EachName(f func(words string, s *Stats)) {
	for k, n := range b.names {
		if len(n.refs) > 0 {
			f(k, &n.stats)
		}
	}
}

func (b *Builder) text(s string) uint32 {
	if at, ok := b.at[s]; ok {
		return at
	}
	if len(s) > 255 {
		s = s[:255]
	}
	at := uint32(len(b.strings))
	b.at[s] = at
	b.strings = append(append(b.strings, byte(len(s))), s...)
	return at
}

// Bytes writes the file. The same additions in the same order give the same
// bytes.
func (b *Builder) Bytes() ([]byte, error) {
	entries, lists, err := b.entries()
	if err != nil {
		return nil, err
	}
	var sec [sections][]byte
	le := binary.LittleEndian
	for _, p := range b.places {
		x := sec[secPlaces]
		x = le.AppendUint32(x, uint32(p.GeonamesID))
		x = le.AppendUint32(x, uint32(int32(math.Round(p.Latitude*1e5))))
		x = le.AppendUint32(x, uint32(int32(math.Round(p.Longitude*1e5))))
		x = le.AppendUint32(x, uint32(p.Population))
		x = le.AppendUint16(x, uint16(p.Division+1))
		x = append(x, byte(p.Country), p.Flags)
		sec[secPlaces] = le.AppendUint32(x, p.name)
	}
	sec[secEntries], sec[secLists] = entries, lists
	for _, c := range b.divisions {
		sec[secDivisions] = append(sec[secDivisions], byte(c), 0, 0, 0, 0, 0, 0, 0)
	}
	for _, c := range b.codes {
		if len(c) != 2 {
			return nil, fmt.Errorf("country code %q has not two letters", c)
		}
		sec[secCountries] = append(sec[secCountries], c...)
	}
	sec[secStrings] = b.strings
	out := le.AppendUint32(nil, magic)
	off := headerSize
	for _, s := range sec {
		out = le.AppendUint32(out, uint32(off))
		off += len(s)
	}
	out = le.AppendUint32(out, uint32(off))
	for len(out) < headerSize {
		out = append(out, 0)
	}
	for _, s := range sec {
		out = append(out, s...)
	}
	return out, nil
}

// entries writes the sections of names.
func (b *Builder) entries() (entries, lists []byte, err error) {
	type keyed struct {
		key  uint64
		name *builtName
		text string
	}
	all := make([]keyed, 0, len(b.names))
	for text, n := range b.names {
		key := Start
		start := 0
		for i := range text {
			if text[i] == ' ' {
				key = Extend(key, text[start:i])
				start = i + 1
			}
		}
		all = append(all, keyed{scramble(key), n, text})
	}
	slices.SortFunc(all, func(x, y keyed) int { return cmp.Compare(x.key, y.key) })
	le := binary.LittleEndian
	for i, k := range all {
		if i > 0 && all[i-1].key == k.key {
			return nil, nil, fmt.Errorf("names %q and %q have one key", all[i-1].text, k.text)
		}
		n := k.name
		slices.SortFunc(n.refs, b.before)
		var flags byte
		var value uint32
		switch len(n.refs) {
		case 0:
		case 1:
			flags, value = hasName|single, uint32(n.refs[0])
		default:
			flags, value = hasName, uint32(len(lists))
			lists = le.AppendUint32(lists, uint32(len(n.refs)))
			for _, r := range n.refs {
				lists = le.AppendUint32(lists, uint32(r))
			}
		}
		if n.prefix {
			flags |= goesOn
		}
		if n.main {
			flags |= mainName
		}
		entries = le.AppendUint64(entries, k.key)
		entries = le.AppendUint32(entries, value)
		s := n.stats
		entries = append(entries, flags, byte(int8(clamp(16*math.Log((s.InPlace+.5)/(s.Other+.5)), -127, 127))),
			byte(clamp(16*math.Log2(1+s.Persons), 0, 255)), byte(clamp(16*math.Log2(1+s.Lower), 0, 255)))
	}
	return entries, lists, nil
}

func clamp(x, lo, hi float64) float64 { return math.Round(min(max(x, lo), hi)) }

// before orders references: places by population, then divisions, countries.
func (b *Builder) before(x, y Ref) int {
	if x.Kind() == Place && y.Kind() == Place {
		p, q := b.places[x.N()], b.places[y.N()]
		return cmp.Or(cmp.Compare(q.Population, p.Population), cmp.Compare(p.GeonamesID, q.GeonamesID))
	}
	return cmp.Compare(x, y)
}
