package store_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/store"
	"github.com/tagwire/tagwire/store/crawl"
	"github.com/tagwire/tagwire/store/storetest"
)

// fixtureClock is when the stores in fixtures/stores were written.
var fixtureClock = time.Date(2025, 3, 5, 6, 0, 0, 0, time.UTC)

// oldStore unpacks a store that the code of an older layout wrote.
func oldStore(t *testing.T, layout int) (path string) {
	t.Helper()
	packed, err := os.ReadFile(filepath.Join("..", "fixtures", "stores", fmt.Sprintf("v%d.db.gz", layout)))
	if err != nil {
		t.Fatalf("every older layout needs a store that its own code wrote: %v", err)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), store.FileName)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// fixtureStore puts what the old stores hold into a new one.
func fixtureStore(t *testing.T) *store.Store {
	s := open(t, filepath.Join(t.TempDir(), store.FileName), store.Options{Now: func() time.Time { return fixtureClock }})
	batch := storetest.Taggings(4, 3)
	changed := batch[0]
	changed.Title += " (corrected)"
	changed.Revision = article.NewRevision(changed.Title, changed.Text)
	changed.Fetched = changed.Fetched.Add(time.Hour)
	put(t, s, batch...)
	put(t, s, changed)
	_, err := s.UpdateSubscription(t.Context(), "default", func(sub *store.Subscription) error {
		sub.Seq, sub.Count, sub.Delivered = 3, 1, fixtureClock
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestOlderLayoutsAreMigrated(t *testing.T) {
	want := dump(t, fixtureStore(t))
	for layout := 1; layout < store.Schema; layout++ {
		t.Run(fmt.Sprint(layout), func(t *testing.T) {
			path := oldStore(t, layout)
			if _, err := store.Open(t.Context(), path, store.Options{ReadOnly: true}); !errors.Is(err, store.ErrOlderSchema) {
				t.Errorf("read-only: %v, want ErrOlderSchema", err)
			}
			s := open(t, path, store.Options{})
			if r, err := s.Check(t.Context()); err != nil || len(r.Problems) > 0 {
				t.Errorf("check: %v, %v", r.Problems, err)
			}
			feeds, err := crawl.Reader(s.DB()).Sources()
			if err != nil || len(feeds) != 1 || feeds[0].ETag != "x" {
				t.Errorf("crawl state: %+v, %v", feeds, err)
			}
			got := dump(t, s)
			for k := range got { // the fetcher's, not the store's
				if _, ok := want[k]; !ok && bytes.HasPrefix([]byte(k), []byte("crawl.")) {
					delete(got, k)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the migrated store differs from one written anew:\n%.2000s", diff)
			}
		})
	}
}

// A migration that is cut off anywhere starts over.
func TestCutOffMigrationStartsOver(t *testing.T) {
	path := oldStore(t, 1)
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	// What the first transaction of a migration leaves.
	err = db.Update(func(tx *bolt.Tx) error {
		_, err := tx.CreateBucketIfNotExists([]byte("later"))
		return errors.Join(err, tx.Bucket([]byte("meta")).Put([]byte("rebuilding"), []byte{'p', 0, 0, 0, 0}), setSchema(t, tx, store.Schema))
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	s := open(t, path, store.Options{})
	if r, err := s.Check(t.Context()); err != nil || len(r.Problems) > 0 {
		t.Errorf("check: %v, %v", r.Problems, err)
	}
	if got := titles(t, s, 0, 0); len(got) != 4 {
		t.Errorf("%d articles, want 4", len(got))
	}
}
