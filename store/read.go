package store

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// Item is a stored tagging.
type Item struct {
	Seq    uint64    `json:"seq"`
	Stored time.Time `json:"stored"`
	tagging.Tagging
}

// LastSeq is the sequence number of the newest tagging, 0 in an empty store.
func (s *Store) LastSeq(ctx context.Context) (seq uint64, err error) {
	err = s.view(ctx, func(tx *bolt.Tx) error {
		seq = tx.Bucket(bucketTaggings).Sequence()
		return nil
	})
	return seq, err
}

// Article returns the current tagging of the article with this id, with its
// text, or [ErrNotFound].
func (s *Store) Article(ctx context.Context, id string) (Item, error) {
	var it Item
	err := s.view(ctx, func(tx *bolt.Tx) error {
		h, err := newDeriver(tx).head(id)
		if err != nil {
			return err
		}
		if h.Seq == 0 {
			return fmt.Errorf("article %q: %w", id, ErrNotFound)
		}
		it, err = readItem(tx, h.Seq)
		return err
	})
	return it, err
}

// Tagging returns the tagging with this sequence number, current or not.
func (s *Store) Tagging(ctx context.Context, seq uint64) (Item, error) {
	var it Item
	err := s.view(ctx, func(tx *bolt.Tx) (err error) {
		it, err = readItem(tx, seq)
		return err
	})
	return it, err
}

// Version is one stored tagging of an article.
type Version struct {
	Seq      uint64 `json:"seq"`
	Revision string `json:"revision"`
	// Tagger is the tagger's version and its lists' dates.
	Tagger  string `json:"tagger"`
	Current bool   `json:"current"`
}

// Versions returns every tagging of every revision of an article, oldest
// first.
func (s *Store) Versions(ctx context.Context, id string) ([]Version, error) {
	var out []Version
	err := s.view(ctx, func(tx *bolt.Tx) error {
		h, err := newDeriver(tx).head(id)
		if err != nil {
			return err
		}
		if h.Seq == 0 {
			return fmt.Errorf("article %q: %w", id, ErrNotFound)
		}
		for _, t := range h.Taggings {
			out = append(out, Version{t.Seq, t.Revision, t.Tagger, t.Seq == h.Seq})
		}
		return nil
	})
	return out, err
}

func readItem(tx *bolt.Tx, seq uint64) (Item, error) {
	rec, err := readRecord(tx, seq)
	if err != nil {
		return Item{}, err
	}
	v := tx.Bucket(bucketTexts).Get(join(rec.ID, rec.Revision))
	if v == nil {
		return Item{}, fmt.Errorf("text of article %s: %w", rec.ID, ErrDamaged)
	}
	text, err := unseal(v)
	if err != nil {
		return Item{}, fmt.Errorf("text of article %s: %w", rec.ID, err)
	}
	rec.Text = string(text)
	return Item{Seq: seq, Stored: rec.Stored, Tagging: rec.Tagging}, nil
}

// readRecord reads a tagging without its text.
func readRecord(tx *bolt.Tx, seq uint64) (record, error) {
	var rec record
	v := tx.Bucket(bucketTaggings).Get(seqKey(seq))
	if v == nil {
		return rec, fmt.Errorf("item %d: %w", seq, ErrNotFound)
	}
	if err := unsealJSON(v, &rec); err != nil {
		return rec, fmt.Errorf("item %d: %w", seq, err)
	}
	return rec, nil
}

// page is how many records an iteration reads in one transaction. Between two
// the caller may write to the store.
const page = 256

// Items yields the current taggings with from < sequence number ≤ to, in order
// of insertion; with to 0, up to the newest.
func (s *Store) Items(ctx context.Context, from, to uint64) iter.Seq2[Item, error] {
	return paged(ctx, s, from, to, func(tx *bolt.Tx, seq uint64) (Item, bool, error) {
		b, err := readBrief(tx, seq)
		if err != nil {
			return Item{}, false, err
		}
		h, err := newDeriver(tx).head(b.ID)
		if err != nil || h.Seq != seq {
			return Item{}, false, err
		}
		it, err := readItem(tx, seq)
		return it, err == nil, err
	})
}

// Briefs yields the briefs of the taggings with from < sequence number ≤ to,
// in order of insertion. Of several taggings of one article in the range only
// the newest is yielded, whatever came after the range: what a range yields
// never changes.
func (s *Store) Briefs(ctx context.Context, from, to uint64) iter.Seq2[Brief, error] {
	return paged(ctx, s, from, to, func(tx *bolt.Tx, seq uint64) (Brief, bool, error) {
		if v := tx.Bucket(bucketLater).Get(seqKey(seq)); v != nil {
			next, err := unseal(v)
			if err != nil || to == 0 || keySeq(next) <= to {
				return Brief{}, false, err
			}
		}
		b, err := readBrief(tx, seq)
		return b, err == nil, err
	})
}

// paged walks the briefs of a range, a page per transaction, and yields what
// read makes of each.
func paged[T any](ctx context.Context, s *Store, from, to uint64, read func(*bolt.Tx, uint64) (T, bool, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		next := from
		for {
			var batch []T
			done := false
			err := s.view(ctx, func(tx *bolt.Tx) error {
				last := tx.Bucket(bucketTaggings).Sequence()
				if to != 0 && to < last {
					last = to
				}
				for n := 0; n < page; n++ {
					if next >= last {
						done = true
						return nil
					}
					next++
					v, ok, err := read(tx, next)
					if err != nil {
						return err
					}
					if ok {
						batch = append(batch, v)
					}
					s.lookedUp(tx, 1)
				}
				return nil
			})
			if err != nil {
				yield(zero, err)
				return
			}
			for _, v := range batch {
				if !yield(v, nil) {
					return
				}
			}
			if done {
				return
			}
		}
	}
}

// Published yields the briefs of current articles in order of publication,
// newest first, with since ≤ time < before; a zero time is no bound.
func (s *Store) Published(ctx context.Context, since, before time.Time) iter.Seq2[Brief, error] {
	return func(yield func(Brief, error) bool) {
		var at []byte // the key after the next one to read
		if !before.IsZero() {
			at = timeKey(before)
		}
		for {
			var batch []Brief
			done := false
			err := s.view(ctx, func(tx *bolt.Tx) error {
				cur := tx.Bucket(bucketPublished).Cursor()
				k, v := lastBefore(cur, at)
				for ; len(batch) < page; k, v = cur.Prev() {
					if k == nil || !since.IsZero() && bytes.Compare(k, timeKey(since)) < 0 {
						done = true
						return nil
					}
					b, err := readBrief(tx, keySeq(v))
					if err != nil {
						return err
					}
					batch = append(batch, b)
					at = bytes.Clone(k)
				}
				return nil
			})
			if err != nil {
				yield(Brief{}, err)
				return
			}
			for _, b := range batch {
				if !yield(b, nil) {
					return
				}
			}
			if done {
				return
			}
		}
	}
}

// lastBefore is the last pair whose key is below at, or the last of all.
func lastBefore(cur *bolt.Cursor, at []byte) (k, v []byte) {
	if at == nil {
		return cur.Last()
	}
	if k, _ := cur.Seek(at); k == nil {
		return cur.Last()
	}
	return cur.Prev()
}

// Brief returns the brief of the tagging with this sequence number.
func (s *Store) Brief(ctx context.Context, seq uint64) (Brief, error) {
	var b Brief
	err := s.view(ctx, func(tx *bolt.Tx) (err error) {
		b, err = readBrief(tx, seq)
		return err
	})
	return b, err
}

// CountArticles is how many articles are stored, each counted once.
func (s *Store) CountArticles(ctx context.Context) (n int, err error) {
	err = s.view(ctx, func(tx *bolt.Tx) error {
		n = tx.Bucket(bucketHeads).Stats().KeyN
		return nil
	})
	return n, err
}
