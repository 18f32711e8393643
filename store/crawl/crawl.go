// Package crawl keeps what the fetcher remembers between runs in buckets of its
// own in a bbolt file: for each address its validators, its last visit, when it
// is due again and how often it failed.
//
// The file is usually the store's. Losing these buckets costs no more than
// fetching again what was fetched before, so they are not part of what a
// rebuild has to keep.
package crawl

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/fetcher"
)

var (
	// pagesBucket and sourcesBucket map an address to its visit as JSON. Few
	// addresses are sources, and those are the ones that are listed.
	pagesBucket   = []byte("crawl.pages")
	sourcesBucket = []byte("crawl.sources")
)

// State is a fetcher.State over a bbolt file. It is safe for concurrent use.
type State struct{ db *bolt.DB }

var _ fetcher.State = (*State)(nil)

// New makes the buckets where they are missing.
func New(db *bolt.DB) (*State, error) {
	err := db.Update(func(tx *bolt.Tx) error {
		for _, name := range [][]byte{pagesBucket, sourcesBucket} {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("crawl state: %w", err)
	}
	return &State{db: db}, nil
}

// Reader returns the state of a file that may be open for reading only. It
// must not be saved to.
func Reader(db *bolt.DB) *State { return &State{db: db} }

// Visit returns what is remembered of an address. A record that cannot be read
// counts as none: the address is visited anew.
func (s *State) Visit(url string) (v fetcher.Visit, ok bool, err error) {
	err = s.db.View(func(tx *bolt.Tx) error {
		for _, name := range [][]byte{pagesBucket, sourcesBucket} {
			b := tx.Bucket(name)
			if b == nil {
				continue
			}
			if raw := b.Get([]byte(url)); raw != nil {
				ok = json.Unmarshal(raw, &v) == nil
			}
		}
		return nil
	})
	if err != nil {
		return fetcher.Visit{}, false, fmt.Errorf("crawl state: %w", err)
	}
	if !ok {
		v = fetcher.Visit{}
	}
	return v, ok, nil
}

// Save writes visits in one transaction.
func (s *State) Save(visits []fetcher.Visit) error {
	err := s.db.Update(func(tx *bolt.Tx) error {
		for _, v := range visits {
			in, out := pagesBucket, sourcesBucket
			if v.IsSource() {
				in, out = out, in
			}
			raw, err := json.Marshal(v)
			if err != nil {
				return err
			}
			if err := tx.Bucket(in).Put([]byte(v.URL), raw); err != nil {
				return err
			}
			if err := tx.Bucket(out).Delete([]byte(v.URL)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("crawl state: %w", err)
	}
	return nil
}

// Sources returns every source that was ever visited, by address.
func (s *State) Sources() ([]fetcher.Visit, error) {
	var out []fetcher.Visit
	err := s.db.View(func(tx *bolt.Tx) error {
		b := tx.Bucket(sourcesBucket)
		if b == nil {
			return nil
		}
		return b.ForEach(func(_, raw []byte) error {
			var v fetcher.Visit
			if json.Unmarshal(raw, &v) == nil {
				out = append(out, v)
			}
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("crawl state: %w", err)
	}
	return out, nil
}

// Unsettled returns the pages of which it is still to be seen whether what became
// of them arrived: those with a [fetcher.Visit.As].
func (s *State) Unsettled() ([]fetcher.Visit, error) {
	var out []fetcher.Visit
	err := s.db.View(func(tx *bolt.Tx) error {
		return tx.Bucket(pagesBucket).ForEach(func(_, raw []byte) error {
			if !bytes.Contains(raw, []byte(`"as":`)) {
				return nil // most are settled, and not worth reading
			}
			var v fetcher.Visit
			if json.Unmarshal(raw, &v) == nil && v.As != "" {
				out = append(out, v)
			}
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("crawl state: %w", err)
	}
	return out, nil
}

// Forget removes the pages that were last visited before the given time.
func (s *State) Forget(before time.Time) (n int, err error) {
	err = s.db.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket(pagesBucket)
		var old [][]byte
		err := b.ForEach(func(k, raw []byte) error {
			var v fetcher.Visit
			if json.Unmarshal(raw, &v) != nil || v.Fetched.Before(before) && v.Failed.Before(before) {
				old = append(old, bytes.Clone(k))
			}
			return nil
		})
		for _, k := range old {
			if err := b.Delete(k); err != nil {
				return err
			}
		}
		n = len(old)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("crawl state: %w", err)
	}
	return n, nil
}
