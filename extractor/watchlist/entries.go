package watchlist

import (
	"encoding/binary"
	"slices"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// entryTable holds the entries' records one behind the other, so that a list
// of a million names is a handful of allocations. Record i is
// data[off[i]:off[i+1]]; names are numbered through all entries, those of
// entry i are [first[i], first[i+1]).
type entryTable struct {
	data  []byte
	off   []uint32
	first []uint32
	kinds []byte
	// owner is the entry of each name.
	owner []uint32
}

func (t *entryTable) len() int { return len(t.kinds) }

// add appends an entry.
func (t *entryTable) add(e *source.Entry) {
	if len(t.off) == 0 {
		t.off, t.first = append(t.off, 0), append(t.first, 0)
	}
	for range e.Names {
		t.owner = append(t.owner, uint32(len(t.kinds)))
	}
	t.kinds = append(t.kinds, byte(e.Kind))
	b := appendString(t.data, e.UID)
	b = binary.AppendUvarint(b, uint64(len(e.Names)))
	for _, n := range e.Names {
		b = append(b, byte(n.Strength))
		b = appendString(b, n.Text)
	}
	for _, set := range [][]string{e.Programs, e.Countries, e.Born, e.Marks} {
		b = binary.AppendUvarint(b, uint64(len(set)))
		for _, s := range set {
			b = appendString(b, s)
		}
	}
	b = appendString(b, e.Listed)
	t.data = appendString(b, e.Title)
	t.off = append(t.off, uint32(len(t.data)))
	t.first = append(t.first, t.first[len(t.first)-1]+uint32(len(e.Names)))
}

func appendString(b []byte, s string) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}

// get decodes entry i.
func (t *entryTable) get(i uint32) *source.Entry {
	r := record{t.data[t.off[i]:t.off[i+1]]}
	e := &source.Entry{UID: r.string(), Kind: source.Kind(t.kinds[i])}
	e.Names = make([]source.Name, r.uint())
	for k := range e.Names {
		s := source.Strength(r.byte())
		e.Names[k] = source.Name{Text: r.string(), Strength: s}
	}
	for _, set := range []*[]string{&e.Programs, &e.Countries, &e.Born, &e.Marks} {
		if n := r.uint(); n > 0 {
			*set = make([]string, n)
			for k := range *set {
				(*set)[k] = r.string()
			}
		}
	}
	e.Listed, e.Title = r.string(), r.string()
	return e
}

// record reads an entry's fields. The records are the index's own, checked by
// their checksum when they are loaded.
type record struct{ b []byte }

func (r *record) uint() int {
	v, n := binary.Uvarint(r.b)
	r.b = r.b[n:]
	return int(v)
}

func (r *record) byte() byte {
	c := r.b[0]
	r.b = r.b[1:]
	return c
}

func (r *record) string() string {
	n := r.uint()
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

// markTable leads from the hashes of exact identifiers to entries; several
// lists may have one.
type markTable struct {
	hashes []uint64 // ascending
	owner  []uint32
}

func (t *markTable) add(mark string, entry uint32) {
	t.hashes = append(t.hashes, hashOf(mark))
	t.owner = append(t.owner, entry)
}

// Len, Less and Swap sort the table.
func (t *markTable) Len() int { return len(t.hashes) }

// Less orders by hash, then by entry.
func (t *markTable) Less(i, j int) bool {
	if t.hashes[i] != t.hashes[j] {
		return t.hashes[i] < t.hashes[j]
	}
	return t.owner[i] < t.owner[j]
}

// Swap exchanges two rows.
func (t *markTable) Swap(i, j int) {
	t.hashes[i], t.hashes[j] = t.hashes[j], t.hashes[i]
	t.owner[i], t.owner[j] = t.owner[j], t.owner[i]
}

// find returns the entries that have a mark.
func (t *markTable) find(mark string) []uint32 {
	lo, hi := equalRange(t.hashes, hashOf(mark))
	return t.owner[lo:hi]
}

// equalRange is where v stands in an ascending slice.
func equalRange[T uint32 | uint64](s []T, v T) (lo, hi int) {
	lo, _ = slices.BinarySearch(s, v)
	for hi = lo; hi < len(s) && s[hi] == v; hi++ {
	}
	return lo, hi
}
