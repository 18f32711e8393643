// Package index is the gazetteer's data file: places, first-level divisions
// and countries, found by the words of their names. The file is read where it
// lies; opening it builds one small table.
//
// Layout, all numbers little-endian: a header of nine uint32 (magic, then the
// byte offsets of the sections and the file's size), and the sections
//
//	places     24 bytes each: GeoNames id, latitude and longitude in 1e-5
//	           degrees, population, division (uint16), country (uint8), flags
//	           (uint8), offset of the name
//	entries    16 bytes each, ordered by key: the name's key (uint64), one
//	           reference or the offset of a list of them, and four bytes of
//	           what is known of the name itself
//	lists      uint32: the number of references, then the references
//	divisions  8 bytes each: country (uint8), three of padding, name
//	countries  two letters each
//	strings    a length byte and that many bytes each
package index

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/tagwire/tagwire/extractor/internal/fold"
)

const (
	magic      = 0x315a4754 // "TGZ1"
	headerSize = 9 * 4
	placeSize  = 24
	entrySize  = 16
)

// sections, in the order of the header.
const (
	secPlaces = iota
	secEntries
	secLists
	secDivisions
	secCountries
	secStrings
	sections
)

// Flags of a place.
const (
	Capital  = 1 << iota // of a country
	Seat                 // of a first-level division
	District             // a section of a city
	Listed               // named in the addresses of sanctions lists
)

// Kind is what a reference points to.
type Kind uint8

// The kinds of references.
const (
	Place Kind = iota
	Division
	Country
	Demonym
)

// Ref points to a place, a division or a country.
type Ref uint32

// NewRef makes a reference.
func NewRef(k Kind, n int) Ref { return Ref(uint32(k)<<30 | uint32(n)) }

// Kind says what the reference points to.
func (r Ref) Kind() Kind { return Kind(r >> 30) }

// N is the number of the place, division or country.
func (r Ref) N() int { return int(r & (1<<30 - 1)) }

// marks of an entry.
const (
	single   = 1 // its value is a reference, not a list
	hasName  = 2 // some name ends here
	goesOn   = 4 // some longer name begins with these words
	mainName = 8 // a place in it has this as its own name, not an alternate
)

// Entry is what a run of words stands for.
type Entry struct {
	ix    *Index
	at    int
	flags byte
}

// Index is an opened data file.
type Index struct {
	data    []byte
	off     [sections + 1]int
	buckets []uint32 // by the first 14 bits of a key: its first entry
}

const bucketBits = 14

// ErrFormat says that data is no file of this format.
var ErrFormat = errors.New("not a gazetteer file of this version; build it again")

// Open reads the header of data and keeps data.
func Open(data []byte) (*Index, error) {
	if len(data) < headerSize || binary.LittleEndian.Uint32(data) != magic {
		return nil, ErrFormat
	}
	ix := &Index{data: data}
	for s := range ix.off {
		ix.off[s] = int(binary.LittleEndian.Uint32(data[4+4*s:]))
		if ix.off[s] > len(data) || s > 0 && ix.off[s] < ix.off[s-1] {
			return nil, fmt.Errorf("section %d ends outside the file: %w", s, ErrFormat)
		}
	}
	n := (ix.off[secLists] - ix.off[secEntries]) / entrySize
	ix.buckets = make([]uint32, 1<<bucketBits+1)
	b := 0
	for i := range n {
		for k := int(ix.key(i) >> (64 - bucketBits)); b <= k; b++ {
			ix.buckets[b] = uint32(i)
		}
	}
	for ; b < len(ix.buckets); b++ {
		ix.buckets[b] = uint32(n)
	}
	return ix, nil
}

func (ix *Index) u32(off int) uint32 { return binary.LittleEndian.Uint32(ix.data[off:]) }

func (ix *Index) key(entry int) uint64 {
	return binary.LittleEndian.Uint64(ix.data[ix.off[secEntries]+entry*entrySize:])
}

func (ix *Index) text(off uint32) string {
	at := ix.off[secStrings] + int(off)
	n := int(ix.data[at])
	return string(ix.data[at+1 : at+1+n])
}

// Start is the key of no words; Extend adds a word to a key.
const Start uint64 = 14695981039346656037

// Extend adds a folded word to a key.
func Extend[T string | []byte](key uint64, word T) uint64 {
	for i := 0; i < len(word); i++ {
		key = (key ^ uint64(word[i])) * 1099511628211
	}
	return (key ^ ' ') * 1099511628211
}

// scramble spreads a key over its first bits, by which entries are found.
func scramble(key uint64) uint64 {
	key ^= key >> 32
	key *= 0x9E3779B97F4A7C15
	return key ^ key>>29
}

// Find returns the entry of a key.
func (ix *Index) Find(key uint64) (Entry, bool) {
	key = scramble(key)
	b := key >> (64 - bucketBits)
	lo, hi := int(ix.buckets[b]), int(ix.buckets[b+1])
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if ix.key(m) < key {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo >= int(ix.buckets[b+1]) || ix.key(lo) != key {
		return Entry{}, false
	}
	at := ix.off[secEntries] + lo*entrySize
	return Entry{ix, at, ix.data[at+12]}, true
}

// Names reports whether the words are a name; they may only begin one.
func (e Entry) Names() bool { return e.flags&hasName != 0 }

// GoesOn reports whether longer names begin with the words.
func (e Entry) GoesOn() bool { return e.flags&goesOn != 0 }

// Main reports whether a place has the words as its own name.
func (e Entry) Main() bool { return e.flags&mainName != 0 }

// Odds is the logarithm of how much more often open text uses the name, when
// capitalized, for a place than otherwise.
func (e Entry) Odds() float64 { return float64(int8(e.ix.data[e.at+13])) / 16 }

// Person is the logarithm (base 2) of one and the number of persons known to
// bear the name.
func (e Entry) Person() float64 { return float64(e.ix.data[e.at+14]) / 16 }

// Word is the logarithm (base 2) of one and the number of times that open text
// writes the name in lower case.
func (e Entry) Word() float64 { return float64(e.ix.data[e.at+15]) / 16 }

// ID tells entries apart.
func (e Entry) ID() int { return e.at }

// Len is the number of references.
func (e Entry) Len() int {
	if !e.Names() {
		return 0
	}
	if e.flags&single != 0 {
		return 1
	}
	return int(e.ix.u32(e.list()))
}

func (e Entry) list() int { return e.ix.off[secLists] + int(e.ix.u32(e.at+8)) }

// Ref returns reference i. Places come first, the most populous in front.
func (e Entry) Ref(i int) Ref {
	if e.flags&single != 0 {
		return Ref(e.ix.u32(e.at + 8))
	}
	return Ref(e.ix.u32(e.list() + 4 + 4*i))
}

// Places is the number of places.
func (ix *Index) Places() int { return (ix.off[secEntries] - ix.off[secPlaces]) / placeSize }

// PlaceInfo is a place.
type PlaceInfo struct {
	GeonamesID          int
	Latitude, Longitude float64
	Population          int
	// Division and Country are the numbers of those; Division is -1 where
	// there is none.
	Division, Country int
	Flags             uint8
}

// Place returns place n.
func (ix *Index) Place(n int) PlaceInfo {
	at := ix.off[secPlaces] + n*placeSize
	p := PlaceInfo{
		GeonamesID: int(ix.u32(at)),
		Latitude:   float64(int32(ix.u32(at+4))) / 1e5,
		Longitude:  float64(int32(ix.u32(at+8))) / 1e5,
		Population: int(ix.u32(at + 12)),
		Division:   int(binary.LittleEndian.Uint16(ix.data[at+16:])) - 1,
		Country:    int(ix.data[at+18]),
		Flags:      ix.data[at+19],
	}
	return p
}

// PlaceName returns the name of place n as GeoNames has it.
func (ix *Index) PlaceName(n int) string {
	return ix.text(ix.u32(ix.off[secPlaces] + n*placeSize + 20))
}

// CountryCode returns the ISO 3166 code of country n.
func (ix *Index) CountryCode(n int) string {
	at := ix.off[secCountries] + 2*n
	return string(ix.data[at : at+2])
}

// DivisionCountry returns the country of division n.
func (ix *Index) DivisionCountry(n int) int { return int(ix.data[ix.off[secDivisions]+8*n]) }

// Regions is the number that stands for any region that is no first-level
// division: it comes after those.
func (ix *Index) Regions() int { return (ix.off[secCountries] - ix.off[secDivisions]) / 8 }

// AppendWord folds a token as names are filed: with "Saint" for "St." and the
// like at places' beginnings.
func AppendWord(buf []byte, w string) []byte {
	start := len(buf)
	buf = fold.Append(buf, w)
	switch string(buf[start:]) {
	case "st", "ste", "sankt":
		return append(buf[:start], "saint"...)
	case "ft":
		return append(buf[:start], "fort"...)
	case "mt":
		return append(buf[:start], "mount"...)
	}
	return buf
}
