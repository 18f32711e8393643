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

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// Errors of saved indexes. After either of them the index is to be built anew
// from the lists.
var (
	// ErrVersion says that another version of tagwire saved the index.
	ErrVersion = errors.New("saved by another version")
	// ErrDamaged says that a saved index is cut short or altered.
	ErrDamaged = errors.New("damaged index")
)

const (
	magic   = "tagwlist"
	version = 1
	header  = len(magic) + 4 + 8 + 8 // magic, version, length, checksum
)

// WriteTo saves the index: a header with a version and a checksum, then the
// content. Write it beside the old file and rename it.
func (x *Index) WriteTo(w io.Writer) (int64, error) {
	body, err := json.Marshal(x.lists)
	if err != nil {
		return 0, err
	}
	head := append(make([]byte, 0, header), magic...)
	head = binary.LittleEndian.AppendUint32(head, version)
	head = binary.LittleEndian.AppendUint64(head, uint64(len(body)))
	head = binary.LittleEndian.AppendUint64(head, xxhash.Sum64(body))
	n, err := w.Write(head)
	if err != nil {
		return int64(n), err
	}
	m, err := w.Write(body)
	return int64(n + m), err
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
	if binary.LittleEndian.Uint64(data[len(magic)+12:]) != xxhash.Sum64(body) {
		return nil, fmt.Errorf("%w: wrong checksum", ErrDamaged)
	}
	var lists []source.List
	if err := json.Unmarshal(body, &lists); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return Build(lists...), nil
}
