package store

import (
	"bytes"
	"context"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/internal/story"
)

// Report is what Check found.
type Report struct {
	Items, Records int
	// Problems are in the order of the buckets; empty for a sound store. At
	// most maxProblems are kept.
	Problems []string
	// Derived says that all problems lie in what Rebuild makes anew.
	Derived bool
}

const maxProblems = 100

func (r *Report) add(inDerived bool, format string, args ...any) {
	r.Derived = r.Derived && inDerived
	if len(r.Problems) < maxProblems {
		r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
	}
}

// Check reads every record of the store and verifies its checksum, that each
// tagging has its text, its brief and its place in its article's head, and that
// the indexes lead to each article.
// The error is for a file that cannot be read at all.
func (s *Store) Check(ctx context.Context) (Report, error) {
	r := Report{Derived: true}
	err := s.view(ctx, func(tx *bolt.Tx) error {
		for _, name := range kept {
			if err := r.bucket(ctx, tx, name, false); err != nil {
				return err
			}
		}
		for _, name := range derived {
			if err := r.bucket(ctx, tx, name, true); err != nil {
				return err
			}
		}
		if tx.Bucket(bucketMeta).Get(keyRebuilding) != nil {
			r.add(true, "a rebuild was cut off")
		}
		return r.items(ctx, tx)
	})
	if len(r.Problems) == 0 {
		r.Derived = false
	}
	return r, err
}

func (r *Report) bucket(ctx context.Context, tx *bolt.Tx, name []byte, inDerived bool) error {
	b := tx.Bucket(name)
	if b == nil {
		r.add(inDerived, "bucket %s is missing", name)
		return nil
	}
	bare := bytes.Equal(name, bucketNames) || bytes.Equal(name, bucketPublished)
	return b.ForEach(func(k, v []byte) error {
		r.Records++
		if bare {
			return nil
		}
		if _, err := unseal(v); err != nil {
			r.add(inDerived, "%s: record %q: %v", name, k, err)
		}
		return ctx.Err()
	})
}

func (r *Report) items(ctx context.Context, tx *bolt.Tx) error {
	return tx.Bucket(bucketTaggings).ForEach(func(k, _ []byte) error {
		seq := keySeq(k)
		r.Items++
		rec, err := readRecord(tx, seq)
		if err != nil {
			return nil // named above
		}
		if tx.Bucket(bucketTexts).Get(join(rec.ID, rec.Revision)) == nil {
			r.add(false, "item %d: the text of article %s is missing", seq, rec.ID)
		}
		b, err := readBrief(tx, seq)
		if err != nil {
			r.add(true, "item %d: %v", seq, err)
		}
		h, herr := newDeriver(tx).head(rec.ID)
		if herr != nil || !h.has(rec.Revision, fingerprint(rec.Tagger)) {
			r.add(true, "item %d: the head of article %s does not name it", seq, rec.ID)
		}
		if err == nil && herr == nil && h.Seq == seq {
			r.indexes(tx, &b)
		}
		return ctx.Err()
	})
}

// indexes looks up an article, by its current tagging's brief, in the indexes
// that must have it.
func (r *Report) indexes(tx *bolt.Tx, b *Brief) {
	if tx.Bucket(bucketPublished).Get(append(timeKey(b.Time()), join(b.ID)...)) == nil {
		r.add(true, "item %d: article %s is not in the order of publication", b.Seq, b.ID)
	}
	for _, e := range b.Entities {
		if tx.Bucket(bucketEntities).Get(join(e.ID)) == nil {
			r.add(true, "item %d: entity %s is missing", b.Seq, e.ID)
		}
		if tx.Bucket(bucketPostings).Get(join(e.ID, b.ID)) == nil {
			r.add(true, "item %d: entity %s does not lead to article %s", b.Seq, e.ID, b.ID)
		}
	}
}

// rebuildBatch is how many taggings Rebuild replays in one transaction.
const rebuildBatch = 500

// keyRebuilding stands in the meta bucket while the derived buckets are
// incomplete.
var keyRebuilding = []byte("rebuilding")

// Rebuild makes every derived bucket anew from texts and taggings. Cut off, it
// starts over at the next open for writing.
func (s *Store) Rebuild(ctx context.Context) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.rebuild(ctx)
}

func (s *Store) rebuild(ctx context.Context) error {
	err := s.update(ctx, func(tx *bolt.Tx) error {
		for _, name := range kept { // one may be newer than the file
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		for _, name := range derived {
			if tx.Bucket(name) != nil {
				if err := tx.DeleteBucket(name); err != nil {
					return err
				}
			}
			if _, err := tx.CreateBucket(name); err != nil {
				return err
			}
		}
		return tx.Bucket(bucketMeta).Put(keyRebuilding, seal(nil))
	})
	if err != nil {
		return err
	}
	s.recent = story.NewClusterer()
	for next, done := uint64(1), false; !done; {
		err := s.update(ctx, func(tx *bolt.Tx) (err error) {
			next, done, err = s.replay(tx, next)
			if err == nil && done {
				err = tx.Bucket(bucketMeta).Delete(keyRebuilding)
			}
			return err
		})
		if err != nil {
			s.forgetStories()
			return fmt.Errorf("rebuild from item %d: %w", next, err)
		}
	}
	return nil
}

// replay derives a batch of taggings from number next on and returns the
// number after it.
func (s *Store) replay(tx *bolt.Tx, next uint64) (uint64, bool, error) {
	d, err := s.adder(tx)
	if err != nil {
		return next, false, err
	}
	cur := tx.Bucket(bucketTaggings).Cursor()
	n := 0
	for k, _ := cur.Seek(seqKey(next)); k != nil; k, _ = cur.Next() {
		if n == rebuildBatch {
			return keySeq(k), false, d.flush()
		}
		it, err := readItem(tx, keySeq(k))
		if err != nil {
			return next, false, err
		}
		if err := d.add(it.Seq, it.Stored, &it.Tagging); err != nil {
			return next, false, err
		}
		n++
	}
	return next, true, d.flush()
}
