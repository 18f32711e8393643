package store

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"sort"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// Entity is what the store knows of a person, organization, city … across all
// articles.
type Entity struct {
	ID   string       `json:"id"`
	Type tagging.Type `json:"type"`
	// Name is the fullest form in the first article that named it.
	Name string `json:"name"`
	// FirstSeq is the number of the tagging that first named it, of the
	// article FirstArticle.
	FirstSeq     uint64 `json:"first_seq"`
	FirstArticle string `json:"first_article"`
	// First and Last are the earliest and latest time of its articles.
	First time.Time `json:"first"`
	Last  time.Time `json:"last"`
	// Articles is how many articles name it now; Sanctioned how many of them
	// say that it is, or was, the target of a sanctions measure.
	Articles   int `json:"articles"`
	Sanctioned int `json:"sanctioned"`
	// Claimed says that some article ever stated a measure on it: see
	// [Store.Claims].
	Claimed  bool              `json:"claimed,omitempty"`
	Listed   []tagging.Listing `json:"listed,omitempty"`
	Place    *tagging.Place    `json:"place,omitempty"`
	Citation *tagging.Citation `json:"citation,omitempty"`
}

// Entity returns the entity with this id, or [ErrNotFound].
func (s *Store) Entity(ctx context.Context, id string) (Entity, error) {
	var e Entity
	err := s.view(ctx, func(tx *bolt.Tx) error {
		v := tx.Bucket(bucketEntities).Get(join(id))
		if v == nil {
			return fmt.Errorf("entity %q: %w", id, ErrNotFound)
		}
		return unsealJSON(v, &e)
	})
	return e, err
}

// EntitiesByID returns those of the entities that the store knows.
func (s *Store) EntitiesByID(ctx context.Context, ids []string) (map[string]Entity, error) {
	out := make(map[string]Entity, len(ids))
	err := s.view(ctx, func(tx *bolt.Tx) error {
		bucket := tx.Bucket(bucketEntities)
		for _, id := range ids {
			v := bucket.Get(join(id))
			if v == nil {
				continue
			}
			var e Entity
			if err := unsealJSON(v, &e); err != nil {
				return fmt.Errorf("entity %s: %w", id, err)
			}
			out[id] = e
			s.lookedUp(tx, 1)
		}
		return nil
	})
	return out, err
}

// Entities yields the entities of one type, or of all with "", in order of
// their ids. Entities that no current article names are left out.
func (s *Store) Entities(ctx context.Context, typ tagging.Type) iter.Seq2[Entity, error] {
	prefix := ""
	if typ != "" {
		prefix = string(typ) + "/"
	}
	return func(yield func(Entity, error) bool) {
		at := []byte(prefix)
		for {
			var batch []Entity
			done := false
			err := s.view(ctx, func(tx *bolt.Tx) error {
				cur := tx.Bucket(bucketEntities).Cursor()
				k, v := cur.Seek(at)
				for n := 0; n < page; n++ {
					if k == nil || !bytes.HasPrefix(k, []byte(prefix)) {
						done = true
						return nil
					}
					var e Entity
					if err := unsealJSON(v, &e); err != nil {
						return fmt.Errorf("entity %s: %w", k, err)
					}
					if e.Articles > 0 {
						batch = append(batch, e)
					}
					at = append(bytes.Clone(k), 0)
					k, v = cur.Next()
				}
				return nil
			})
			if err != nil {
				yield(Entity{}, err)
				return
			}
			for _, e := range batch {
				if !yield(e, nil) {
					return
				}
			}
			if done {
				return
			}
		}
	}
}

// pagePostings is about how many postings a page holds.
const pagePostings = 40

// Mention says that an article names an entity.
type Mention struct {
	Article    string    `json:"article"`
	Seq        uint64    `json:"seq"`
	Time       time.Time `json:"time"`
	Count      int       `json:"count"`
	Sanctioned bool      `json:"sanctioned"`
}

// Mentions returns the current articles that name an entity, newest first.
func (s *Store) Mentions(ctx context.Context, entity string) ([]Mention, error) {
	var out []Mention
	err := s.view(ctx, func(tx *bolt.Tx) (err error) {
		out, err = readMentions(tx, entity)
		return err
	})
	sort.SliceStable(out, func(i, j int) bool { return out[i].Time.After(out[j].Time) })
	return out, err
}

// MentionTimes calls each with the times of the current articles that name
// each entity, in no order, all in one transaction. The slice is reused.
func (s *Store) MentionTimes(ctx context.Context, entities []string, each func(entity string, times []time.Time)) error {
	return s.view(ctx, func(tx *bolt.Tx) error {
		var times []time.Time
		cur := tx.Bucket(bucketPostings).Cursor()
		for _, id := range entities {
			times = times[:0]
			prefix := under(id)
			for k, v := cur.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = cur.Next() {
				p, err := decodePosting(v)
				if err != nil {
					return fmt.Errorf("posting of %s: %w", id, err)
				}
				times = append(times, p.Time)
			}
			each(id, times)
			s.lookedUp(tx, 1+len(times)/pagePostings)
		}
		return nil
	})
}

func readMentions(tx *bolt.Tx, entity string) ([]Mention, error) {
	var out []Mention
	prefix := under(entity)
	cur := tx.Bucket(bucketPostings).Cursor()
	for k, v := cur.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = cur.Next() {
		p, err := decodePosting(v)
		if err != nil {
			return nil, fmt.Errorf("posting of %s: %w", entity, err)
		}
		out = append(out, Mention{string(k[len(prefix):]), p.Seq, p.Time, p.Mentions, p.Sanctioned})
	}
	return out, nil
}
