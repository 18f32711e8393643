package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"runtime/debug"
)

// Layout of a bbolt meta page: a page header, then the meta with its checksum
// last. All numbers are in the machine's byte order.
const (
	pageHeaderSize = 16
	metaMagicAt    = 0
	metaVersionAt  = 4
	metaPageSizeAt = 8
	metaPgidAt     = 40
	metaTxidAt     = 48
	metaChecksumAt = 56
	metaSize       = 64

	boltMagic   = 0xED0CDAED
	boltVersion = 2

	minPageSize = 1024
	maxPageSize = 64 << 10
)

// meta is what the guard needs to know of one of a file's two headers.
type meta struct {
	pageSize, pages, txid uint64
}

// guardFile refuses a file whose headers are unreadable or that is shorter
// than the newest of them says. An empty or missing file is fine.
func guardFile(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.IsDir() {
		return fmt.Errorf("%s is a folder, not a store", path)
	}
	if info.Size() == 0 {
		return nil
	}
	m, ok := newestMeta(f)
	if !ok {
		return fmt.Errorf("%s: %w: it has no readable header; restore a backup, or move it away and run again", path, ErrDamaged)
	}
	if want := m.pages * m.pageSize; uint64(info.Size()) < want {
		return fmt.Errorf("%s: %w: it holds %d of %d bytes; restore a backup, or move it away and run again", path, ErrDamaged, info.Size(), want)
	}
	return nil
}

func newestMeta(r io.ReaderAt) (meta, bool) {
	best, found := readMeta(r, 0)
	// The second header lies one page in; where the first is gone its page
	// size is unknown.
	for size := int64(minPageSize); size <= maxPageSize; size *= 2 {
		m, ok := readMeta(r, size)
		if ok && int64(m.pageSize) == size && (!found || m.txid > best.txid) {
			best, found = m, true
		}
	}
	return best, found
}

func readMeta(r io.ReaderAt, at int64) (meta, bool) {
	var b [metaSize]byte
	if _, err := r.ReadAt(b[:], at+pageHeaderSize); err != nil {
		return meta{}, false
	}
	e := binary.NativeEndian
	sum := fnv.New64a()
	sum.Write(b[:metaChecksumAt])
	m := meta{
		pageSize: uint64(e.Uint32(b[metaPageSizeAt:])),
		pages:    e.Uint64(b[metaPgidAt:]),
		txid:     e.Uint64(b[metaTxidAt:]),
	}
	ok := e.Uint32(b[metaMagicAt:]) == boltMagic &&
		e.Uint32(b[metaVersionAt:]) == boltVersion &&
		e.Uint64(b[metaChecksumAt:]) == sum.Sum64() &&
		m.pageSize >= minPageSize && m.pageSize <= maxPageSize &&
		m.pages < 1<<48
	return m, ok
}

// shielded runs f so that a broken page inside the mapped file is an error and
// not the end of the process: bbolt panics on some, and following others
// touches memory that is not there.
func shielded(path string, f func() error) (err error) {
	old := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(old)
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		err = fmt.Errorf("%s: %w: %v; \"tagwire status --check\" says how far, restore a backup", path, ErrDamaged, r)
	}()
	return f()
}
