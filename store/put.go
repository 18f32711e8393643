package store

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// record is the value of the taggings bucket. The tagging's text is empty: it
// lies in the texts bucket, once for all taggings of a revision.
type record struct {
	Stored time.Time `json:"stored"`
	tagging.Tagging
}

// PutTaggings stores taggings in one transaction, in order, and returns how
// many of them were new. One whose article id, revision and tagger are stored
// already is passed over, so the same batch may come any number of times. A
// tagging by another tagger, or with other lists, is new: it becomes the
// current one of its revision, and the older stays readable by its sequence
// number. Either all of the batch is stored or, with an error, nothing.
func (s *Store) PutTaggings(ctx context.Context, batch []tagging.Tagging) (added int, err error) {
	for i := range batch {
		if batch[i].ID == "" || batch[i].Revision == "" {
			return 0, fmt.Errorf("%w: item %d of the batch (%q): id %q, revision %q; both must be set", ErrInvalid, i+1, batch[i].URL, batch[i].ID, batch[i].Revision)
		}
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	fresh, err := s.unseen(ctx, batch)
	if err != nil || len(fresh) == 0 {
		return 0, err
	}
	// Encoding is most of the work and needs no lock.
	stored := s.now().UTC().Truncate(time.Second)
	type encoded struct{ record, text []byte }
	values := make([]encoded, len(fresh))
	for i, t := range fresh {
		rec := record{Stored: stored, Tagging: *t}
		rec.Text = ""
		v, err := sealJSON(rec)
		if err != nil {
			return 0, fmt.Errorf("encode article %s: %w", t.ID, err)
		}
		values[i] = encoded{v, seal([]byte(t.Text))}
	}
	err = s.update(ctx, func(tx *bolt.Tx) error {
		added = 0
		d, err := s.adder(tx)
		if err != nil {
			return err
		}
		taggings, texts := tx.Bucket(bucketTaggings), tx.Bucket(bucketTexts)
		for i, t := range fresh {
			h, err := d.head(t.ID)
			if err != nil {
				return err
			}
			if h.has(t.Revision, fingerprint(t.Tagger)) {
				continue
			}
			seq, err := taggings.NextSequence()
			if err != nil {
				return err
			}
			if err := taggings.Put(seqKey(seq), values[i].record); err != nil {
				return err
			}
			key := join(t.ID, t.Revision)
			if texts.Get(key) == nil {
				if err := texts.Put(key, values[i].text); err != nil {
					return err
				}
			}
			if err := d.add(seq, stored, t); err != nil {
				return fmt.Errorf("article %s: %w", t.ID, err)
			}
			added++
		}
		return d.flush()
	})
	if err != nil {
		s.forgetStories()
		return 0, err
	}
	return added, nil
}

// unseen are the taggings of batch that the store has not, each once.
func (s *Store) unseen(ctx context.Context, batch []tagging.Tagging) ([]*tagging.Tagging, error) {
	var fresh []*tagging.Tagging
	err := s.view(ctx, func(tx *bolt.Tx) error {
		d := newDeriver(tx)
		fresh = fresh[:0]
		twice := make(map[string]bool)
		for i := range batch {
			t := &batch[i]
			h, err := d.head(t.ID)
			if err != nil {
				return err
			}
			fp := fingerprint(t.Tagger)
			once := t.ID + "\x00" + t.Revision + "\x00" + fp
			if h.has(t.Revision, fp) || twice[once] {
				continue
			}
			twice[once] = true
			fresh = append(fresh, t)
		}
		return nil
	})
	return fresh, err
}

// Seen reports whether any tagging of this revision of the article is stored.
func (s *Store) Seen(ctx context.Context, id, revision string) (bool, error) {
	return s.hasRevision(ctx, id, revision, "")
}

// SeenTagged reports whether this revision of the article is stored as tagged
// by this very tagger with these lists.
func (s *Store) SeenTagged(ctx context.Context, id, revision string, by tagging.Tagger) (bool, error) {
	return s.hasRevision(ctx, id, revision, fingerprint(by))
}

// FirstTagged is the sequence number of the first tagging of this revision of
// the article, 0 where there is none. What was tagged again later is no news.
func (s *Store) FirstTagged(ctx context.Context, id, revision string) (seq uint64, err error) {
	err = s.view(ctx, func(tx *bolt.Tx) error {
		h, err := newDeriver(tx).head(id)
		if err != nil {
			return err
		}
		for _, t := range h.Taggings {
			if t.Revision == revision {
				seq = t.Seq
				break
			}
		}
		return nil
	})
	return seq, err
}

func (s *Store) hasRevision(ctx context.Context, id, revision, fp string) (found bool, err error) {
	err = s.view(ctx, func(tx *bolt.Tx) error {
		h, err := newDeriver(tx).head(id)
		if err == nil {
			found = h.has(revision, fp)
		}
		return err
	})
	return found, err
}

// fingerprint tells taggers apart.
func fingerprint(t tagging.Tagger) string {
	lists := make([]string, 0, len(t.Lists))
	for name, date := range t.Lists {
		lists = append(lists, name+"="+date)
	}
	sort.Strings(lists)
	return t.Version + " " + strings.Join(lists, ",")
}

// head says which revisions and taggings of an article there are. It never
// forgets one.
type head struct {
	// Seq is the current tagging's number and Revision its revision: that of
	// the text fetched last, tagged last.
	Seq      uint64         `json:"seq"`
	Revision string         `json:"revision"`
	Fetched  time.Time      `json:"fetched,omitzero"`
	Taggings []headRevision `json:"taggings"`
}

type headRevision struct {
	Seq      uint64 `json:"seq"`
	Revision string `json:"revision"`
	Tagger   string `json:"tagger"`
}

// has reports whether a tagging of the revision by the tagger with this
// fingerprint is there; an empty fingerprint means any.
func (h *head) has(revision, fp string) bool {
	for _, t := range h.Taggings {
		if t.Revision == revision && (fp == "" || t.Tagger == fp) {
			return true
		}
	}
	return false
}
