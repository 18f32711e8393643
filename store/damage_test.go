package store_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/store"
	"github.com/tagwire/tagwire/store/storetest"
)

// filled is the bytes of a store with a hundred articles.
func filled(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), store.FileName)
	s := open(t, path, store.Options{})
	put(t, s, storetest.Taggings(100, 1)...)
	var used int64 // the file is longer: bbolt makes room ahead
	if err := s.DB().View(func(tx *bolt.Tx) error { used = tx.Size(); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data[:used]
}

// readAll touches every record, as a user would.
func readAll(t *testing.T, path string, readOnly bool) error {
	s, err := store.Open(t.Context(), path, store.Options{ReadOnly: readOnly, LockTimeout: time.Millisecond})
	if err != nil {
		return err
	}
	defer s.Close()
	r, err := s.Check(t.Context())
	if err != nil {
		return err
	}
	if len(r.Problems) > 0 {
		return errors.New(r.Problems[0])
	}
	for _, err := range s.Items(t.Context(), 0, 0) {
		if err != nil {
			return err
		}
	}
	return nil
}

// TestTruncatedFile cuts the file at many places: opening or reading it must
// say so, and never end the process.
func TestTruncatedFile(t *testing.T) {
	data := filled(t)
	path := filepath.Join(t.TempDir(), store.FileName)
	for _, size := range []int{1, 15, 80, 1024, 4096, 5000, 8192, 16384, len(data) / 3, len(data) / 2, len(data) * 3 / 5} {
		if size >= len(data) {
			continue
		}
		if err := os.WriteFile(path, data[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		for _, readOnly := range []bool{true, false} {
			if err := readAll(t, path, readOnly); !errors.Is(err, store.ErrDamaged) {
				t.Errorf("cut at %d of %d: %v, want ErrDamaged", size, len(data), err)
			}
		}
	}
}

func TestNotAStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), store.FileName)
	if err := os.WriteFile(path, bytes.Repeat([]byte("not a database. "), 4096), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := readAll(t, path, true); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("got %v, want ErrDamaged", err)
	}
}

// TestFlippedBits overwrites stretches of the file with noise: reading may
// succeed, where the noise hit free space, but must not end the process or
// hand out an article that differs.
func TestFlippedBits(t *testing.T) {
	data := filled(t)
	path := filepath.Join(t.TempDir(), store.FileName)
	noticed := 0
	for i := range 40 {
		r := rand.New(rand.NewPCG(uint64(i), 7))
		bad := bytes.Clone(data)
		at := 8192 + r.IntN(len(bad)-8192-64)
		for k := range 64 {
			bad[at+k] = byte(r.Uint32())
		}
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if readAll(t, path, true) != nil {
			noticed++
		}
	}
	if noticed < 10 {
		t.Errorf("noise was noticed in %d of 40 files", noticed)
	}
}

// setSchema writes a layout's number as the store does: kind, CRC-32C, payload.
func setSchema(t *testing.T, tx *bolt.Tx, n byte) error {
	v := []byte{'p', 0, 0, 0, 0, 0, 0, 0, n}
	binary.BigEndian.PutUint32(v[1:], crc(v[5:]))
	return tx.Bucket([]byte("meta")).Put([]byte("schema"), v)
}

func TestNewerSchema(t *testing.T) {
	path := filepath.Join(t.TempDir(), store.FileName)
	s := open(t, path, store.Options{})
	err := s.DB().Update(func(tx *bolt.Tx) error { return setSchema(t, tx, 99) })
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	_, err = store.Open(t.Context(), path, store.Options{})
	if !errors.Is(err, store.ErrNewerSchema) || !strings.Contains(err.Error(), "update tagwire") {
		t.Errorf("got %v, want ErrNewerSchema", err)
	}
}

// TestLostIndexRecords takes single records out of the indexes: the check misses
// each, and a rebuild puts it back.
func TestLostIndexRecords(t *testing.T) {
	for _, bucket := range []string{"published", "entities", "postings", "briefs", "heads"} {
		t.Run(bucket, func(t *testing.T) {
			s := open(t, filepath.Join(t.TempDir(), store.FileName), store.Options{})
			put(t, s, storetest.Taggings(10, 1)...)
			err := s.DB().Update(func(tx *bolt.Tx) error {
				b := tx.Bucket([]byte(bucket))
				k, _ := b.Cursor().First()
				return b.Delete(k)
			})
			if err != nil {
				t.Fatal(err)
			}
			r, err := s.Check(t.Context())
			if err != nil || len(r.Problems) == 0 || !r.Derived {
				t.Errorf("the check: %+v, %v", r, err)
			}
			if err := s.Rebuild(t.Context()); err != nil {
				t.Fatal(err)
			}
			if r, err := s.Check(t.Context()); err != nil || len(r.Problems) > 0 {
				t.Errorf("rebuilt: %+v, %v", r, err)
			}
		})
	}
}

func TestCutOffRebuildStartsOver(t *testing.T) {
	path := filepath.Join(t.TempDir(), store.FileName)
	s := open(t, path, store.Options{})
	batch := storetest.Taggings(5, 1)
	put(t, s, batch...)
	err := s.DB().Update(func(tx *bolt.Tx) error {
		mark := []byte{'p', 0, 0, 0, 0}
		if err := tx.DeleteBucket([]byte("briefs")); err != nil {
			return err
		}
		return tx.Bucket([]byte("meta")).Put([]byte("rebuilding"), mark)
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := store.Open(t.Context(), path, store.Options{ReadOnly: true}); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("read-only: %v, want ErrDamaged", err)
	}
	s = open(t, path, store.Options{})
	if got := titles(t, s, 0, 0); len(got) != 5 {
		t.Errorf("%d briefs after opening again, want 5", len(got))
	}
}

func crc(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) }
