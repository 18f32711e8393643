package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/internal/boltfile"
	"github.com/tagwire/tagwire/internal/story"
)

// FileName is the store's file in a data folder.
const FileName = "tagwire.db"

// Schema is the layout that this package reads and writes. A file of an older
// one is migrated on open, a file of a newer one is refused.
//
// Layout 2 added the bucket later, layout 3 notes in a brief the article's story
// and that it is cut off by a paywall. Migrating either is making the derived
// buckets anew.
const Schema = 3

var (
	bucketMeta     = []byte("meta")
	bucketTexts    = []byte("texts")
	bucketTaggings = []byte("taggings")

	bucketHeads     = []byte("heads")
	bucketPublished = []byte("published")
	bucketBriefs    = []byte("briefs")
	bucketSketches  = []byte("sketches")
	bucketEntities  = []byte("entities")
	bucketNames     = []byte("names")
	bucketPostings  = []byte("postings")
	bucketClaims    = []byte("claims")
	bucketStories   = []byte("stories")
	bucketMembers   = []byte("members")
	bucketLater     = []byte("later")

	bucketSubscriptions = []byte("subscriptions")
	bucketFrozen        = []byte("frozen")

	keySchema = []byte("schema")
)

// kept are the buckets that nothing else could give back; derived are those
// that Rebuild makes anew.
var (
	kept    = [][]byte{bucketMeta, bucketTexts, bucketTaggings, bucketSubscriptions, bucketFrozen}
	derived = [][]byte{
		bucketHeads, bucketPublished, bucketBriefs, bucketSketches, bucketEntities,
		bucketNames, bucketPostings, bucketClaims, bucketStories, bucketMembers, bucketLater,
	}
)

// Options say how a store is opened. The zero value is right for one process
// that reads and writes.
type Options struct {
	// ReadOnly opens an existing store for reading; several processes may.
	ReadOnly bool
	// LockTimeout is how long to wait for another process to let go of the
	// file; 0 means one second.
	LockTimeout time.Duration
	// NoSync leaves out the wait for the disk after each write. A power cut
	// can then cost the whole file: for tests and throw-away stores only.
	NoSync bool
	// MaxSize refuses writes that would make the file larger than so many
	// bytes; 0 means no bound.
	MaxSize int
	// Now is the clock that stamps stored taggings; nil means time.Now.
	Now func() time.Time
}

// Store is an open store. Its methods are safe for concurrent use.
type Store struct {
	db   *bolt.DB
	path string
	now  func() time.Time

	// writing keeps puts out of a rebuild, which must see them in order.
	writing sync.Mutex
	// recent are the articles that stories may go on from; nil until the
	// first put, and under writing.
	recent *story.Clusterer

	// lookups are those since the file's pages were let go of.
	lookups atomic.Int64

	// leases are the subscriptions that a digest in this process works on.
	mu     sync.Mutex
	leases map[string]bool
}

// Open opens the store at path, a file, and makes it and its folder where
// there is none. The errors to tell apart are [ErrLocked], [ErrNewerSchema],
// [ErrOlderSchema], [ErrDamaged] and [ErrNoStore].
func Open(ctx context.Context, path string, opts Options) (*Store, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := guardFile(path); err != nil {
		return nil, err
	}
	if opts.ReadOnly {
		if info, err := os.Stat(path); err != nil {
			return nil, openError(path, err)
		} else if info.Size() == 0 {
			return nil, openError(path, fs.ErrNotExist)
		}
	} else if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("make the store's folder: %w", err)
	} else if err := boltfile.Make(path); err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	db, err := openBolt(path, opts)
	if err != nil {
		return nil, err
	}
	s := &Store{db: db, path: path, now: opts.Now, leases: make(map[string]bool)}
	if s.now == nil {
		s.now = time.Now
	}
	if err := shielded(path, func() error { return s.prepare(ctx, opts.ReadOnly) }); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

func openBolt(path string, opts Options) (*bolt.DB, error) {
	timeout := opts.LockTimeout
	if timeout <= 0 {
		timeout = time.Second
	}
	var file *os.File // to let go of where bbolt panics half-way
	var db *bolt.DB
	err := shielded(path, func() (err error) {
		db, err = bolt.Open(path, 0o600, &bolt.Options{
			Timeout:      timeout,
			ReadOnly:     opts.ReadOnly,
			NoSync:       opts.NoSync,
			MaxSize:      opts.MaxSize,
			FreelistType: bolt.FreelistMapType,
			OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
				f, err := os.OpenFile(name, flag, mode)
				file = f
				return f, err
			},
		})
		if err != nil {
			return openError(path, err)
		}
		return nil
	})
	if err != nil {
		if file != nil {
			file.Close()
		}
		return nil, err
	}
	return db, nil
}

// prepare checks the schema and makes the buckets.
func (s *Store) prepare(ctx context.Context, readOnly bool) error {
	var have uint32
	cutOff := false
	err := s.db.View(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketMeta)
		if b == nil {
			return nil
		}
		v, err := unseal(b.Get(keySchema))
		if err != nil {
			return fmt.Errorf("%s: schema: %w", s.path, err)
		}
		if len(v) != 4 {
			return fmt.Errorf("%s: schema: %w", s.path, ErrDamaged)
		}
		have = binary.BigEndian.Uint32(v)
		cutOff = b.Get(keyRebuilding) != nil
		return nil
	})
	if err != nil {
		return err
	}
	switch {
	case have > Schema:
		return fmt.Errorf("%s: %w (layout %d, this one knows %d); update tagwire or use another --data folder", s.path, ErrNewerSchema, have, Schema)
	case have == Schema && !cutOff:
		return nil
	case have == Schema && readOnly:
		return fmt.Errorf("%s: %w: a rebuild was cut off; \"tagwire status --rebuild\" does it again", s.path, ErrDamaged)
	case have == Schema:
		return s.rebuild(ctx)
	case readOnly:
		return fmt.Errorf("%s: %w (layout %d, this one wants %d); any command that writes migrates it, such as \"tagwire run --once\"", s.path, ErrOlderSchema, have, Schema)
	}
	err = s.db.Update(func(tx *bolt.Tx) error {
		for _, list := range [][][]byte{kept, derived} {
			for _, name := range list {
				if _, err := tx.CreateBucketIfNotExists(name); err != nil {
					return err
				}
			}
		}
		if have > 0 {
			// Cut off from here on, the migration starts over at the next open.
			if err := tx.Bucket(bucketMeta).Put(keyRebuilding, seal(nil)); err != nil {
				return err
			}
		}
		return tx.Bucket(bucketMeta).Put(keySchema, seal(binary.BigEndian.AppendUint32(nil, Schema)))
	})
	if err != nil {
		return writeError(s.path, err)
	}
	if have == 0 {
		return nil
	}
	return s.rebuild(ctx)
}

// Close waits for running transactions and closes the file.
func (s *Store) Close() error { return s.db.Close() }

// Path is the store's file.
func (s *Store) Path() string { return s.path }

// DB is the database below, for packages that keep buckets of their own in
// the same file. The buckets of this package are not theirs to touch.
func (s *Store) DB() *bolt.DB { return s.db }

// view runs f in a read transaction. f must not call back into code that is
// not ours: a write from inside would wait for itself.
func (s *Store) view(ctx context.Context, f func(*bolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return shielded(s.path, func() error {
		if err := s.db.View(f); err != nil {
			return fmt.Errorf("read store %s: %w", s.path, err)
		}
		return nil
	})
}

// update runs f in a write transaction; an error leaves the file as it was.
func (s *Store) update(ctx context.Context, f func(*bolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return shielded(s.path, func() error {
		if err := s.db.Update(f); err != nil {
			return writeError(s.path, err)
		}
		return nil
	})
}
