package watchlist

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/cespare/xxhash/v2"
)

// Errors of saved indexes. After either of them the index is to be built anew
// from the lists.
var (
	// ErrVersion says that another version of tagwire saved the index.
	ErrVersion = errors.New("saved by another version")
	// ErrDamaged says that a saved index is cut short or altered.
	ErrDamaged = errors.New("damaged index")
)

// A saved index is a header and a body. The header is the magic word, the
// version, the body's length and its XXH64. The body is the index's tables in
// the order of [Index.tables], each a length in elements and the elements,
// little endian; the first table is the lists' description as JSON. A new
// order, a new table or a new way to fold names is a new version.
const (
	magic   = "tagwlist"
	version = 3
	header  = len(magic) + 4 + 8 + 8
)

// tables are the index's tables in the order in which they are saved: pointers
// to slices of bytes, uint32 or uint64.
func (x *Index) tables() []any {
	return []any{
		&x.entries.data, &x.entries.off, &x.entries.first, &x.entries.kinds, &x.entries.owner,
		&x.trie.slots, &x.trie.first, &x.trie.postings,
		&x.words.text, &x.words.skel, &x.words.textOff, &x.words.skelOff, &x.words.person, &x.words.body, &x.words.letters,
		&x.words.postOff, &x.words.posts, &x.words.keys, &x.words.ids,
		&x.names.off, &x.names.words, &x.names.legal, &x.names.foreign, &x.names.rarity,
		&x.marks.hashes, &x.marks.owner,
	}
}

// WriteTo saves the index. Write it beside the old file and rename it.
func (x *Index) WriteTo(w io.Writer) (int64, error) {
	lists, err := json.Marshal(x.lists)
	if err != nil {
		return 0, err
	}
	size := 8 + len(lists)
	for _, t := range x.tables() {
		n, width := shape(t)
		size += 8 + n*width
	}
	b := make([]byte, 0, header+size)
	b = append(b, magic...)
	b = binary.LittleEndian.AppendUint32(b, version)
	b = binary.LittleEndian.AppendUint64(b, uint64(size))
	b = binary.LittleEndian.AppendUint64(b, 0)
	b = appendTable(b, &lists)
	for _, t := range x.tables() {
		b = appendTable(b, t)
	}
	binary.LittleEndian.PutUint64(b[header-8:], xxhash.Sum64(b[header:]))
	n, err := w.Write(b)
	return int64(n), err
}

// shape is a table's number of elements and their size in bytes.
func shape(table any) (n, width int) {
	switch t := table.(type) {
	case *[]byte:
		return len(*t), 1
	case *[]uint32:
		return len(*t), 4
	case *[]uint64:
		return len(*t), 8
	}
	panic(fmt.Sprintf("no table: %T", table))
}

func appendTable(b []byte, table any) []byte {
	n, _ := shape(table)
	b = binary.LittleEndian.AppendUint64(b, uint64(n))
	switch t := table.(type) {
	case *[]byte:
		b = append(b, *t...)
	case *[]uint32:
		for _, v := range *t {
			b = binary.LittleEndian.AppendUint32(b, v)
		}
	case *[]uint64:
		for _, v := range *t {
			b = binary.LittleEndian.AppendUint64(b, v)
		}
	}
	return b
}

// Open reads the index saved at path. It fails with ErrVersion or ErrDamaged
// where the file cannot be used.
func Open(path string) (*Index, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	x, err := load(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return x, nil
}

// load reads a saved index; the index keeps none of data.
func load(data []byte) (*Index, error) {
	if len(data) < header || !bytes.HasPrefix(data, []byte(magic)) {
		return nil, fmt.Errorf("%w: no index of lists", ErrDamaged)
	}
	if v := binary.LittleEndian.Uint32(data[len(magic):]); v != version {
		return nil, fmt.Errorf("%w: version %d, this is %d", ErrVersion, v, version)
	}
	body := data[header:]
	if n := binary.LittleEndian.Uint64(data[len(magic)+4:]); n != uint64(len(body)) {
		return nil, fmt.Errorf("%w: %d bytes, not %d", ErrDamaged, len(body), n)
	}
	if binary.LittleEndian.Uint64(data[header-8:]) != xxhash.Sum64(body) {
		return nil, fmt.Errorf("%w: wrong checksum", ErrDamaged)
	}
	x := new(Index)
	var lists []byte
	var err error
	for _, t := range append([]any{&lists}, x.tables()...) {
		if body, err = readTable(body, t); err != nil {
			return nil, err
		}
	}
	if err := json.Unmarshal(lists, &x.lists); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if len(body) > 0 {
		return nil, fmt.Errorf("%w: %d bytes too many", ErrDamaged, len(body))
	}
	x.ready()
	return x, nil
}

func readTable(b []byte, table any) ([]byte, error) {
	_, width := shape(table)
	if len(b) < 8 {
		return nil, fmt.Errorf("%w: cut short", ErrDamaged)
	}
	count := binary.LittleEndian.Uint64(b)
	b = b[8:]
	if count > uint64(len(b)/width) {
		return nil, fmt.Errorf("%w: cut short", ErrDamaged)
	}
	n := int(count)
	switch t := table.(type) {
	case *[]byte:
		*t = bytes.Clone(b[:n])
	case *[]uint32:
		*t = make([]uint32, n)
		for i := range *t {
			(*t)[i] = binary.LittleEndian.Uint32(b[4*i:])
		}
	case *[]uint64:
		*t = make([]uint64, n)
		for i := range *t {
			(*t)[i] = binary.LittleEndian.Uint64(b[8*i:])
		}
	}
	return b[n*width:], nil
}
