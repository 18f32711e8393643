package store

import (
	"bytes"
	"context"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// Claim is what one article says of one measure on one target.
type Claim struct {
	// Entity is the target's id; Name and Type as the article has them.
	Entity string       `json:"entity"`
	Name   string       `json:"name"`
	Type   tagging.Type `json:"type"`
	// Article is the id of the article, Time when it was published.
	Article string    `json:"article"`
	Time    time.Time `json:"time"`

	Action     tagging.Action `json:"action"`
	Authority  string         `json:"authority,omitempty"`
	Agency     string         `json:"agency,omitempty"`
	Date       string         `json:"date,omitempty"`
	Evidence   string         `json:"evidence,omitempty"`
	Confidence float64        `json:"confidence"`
	// Cities are those that the evidence names.
	Cities []string `json:"cities,omitempty"`

	// FirstSeq is the number of the tagging that first made this claim, Seq of
	// the one that made it last.
	FirstSeq uint64 `json:"first_seq"`
	Seq      uint64 `json:"seq"`
	// Current is false when the article's current tagging makes it no more.
	Current bool `json:"current"`
}

func (c *Claim) key() []byte {
	return join(c.Entity, string(c.Action), c.Authority, c.Agency, c.Date, c.Article)
}

func (d *deriver) addClaims(b *Brief, t *tagging.Tagging, current bool) error {
	bucket := d.tx.Bucket(bucketClaims)
	for i := range t.Entities {
		e := &t.Entities[i]
		for _, m := range e.Designations {
			c := Claim{
				Entity: e.ID, Name: clip(oneLine(e.Name), briefNameMax), Type: e.Type, Article: b.ID, Time: b.Time(),
				Action: m.Action, Authority: m.Authority, Agency: oneLine(m.Agency), Date: m.Date,
				Evidence:   excerpt(t.Text, m.Evidence.Start, m.Evidence.End, evidenceMax),
				Confidence: m.Confidence, Cities: citiesWithin(t, m.Evidence),
				FirstSeq: b.Seq, Seq: b.Seq, Current: current,
			}
			key := c.key()
			if v := bucket.Get(key); v != nil {
				var old Claim
				if err := unsealJSON(v, &old); err != nil {
					return fmt.Errorf("claim on %s: %w", e.ID, err)
				}
				c.FirstSeq = old.FirstSeq
				if !current {
					continue // a late older text says nothing new of it
				}
			}
			v, err := sealJSON(c)
			if err != nil {
				return err
			}
			if err := bucket.Put(key, v); err != nil {
				return err
			}
			e, err := d.entity(c.Entity)
			if err != nil {
				return err
			}
			e.Claimed = true
		}
	}
	return nil
}

// retireClaims marks the claims of an article's tagging as no longer current.
func (d *deriver) retireClaims(b *Brief) error {
	bucket := d.tx.Bucket(bucketClaims)
	article := []byte(keyPart(b.ID))
	for _, e := range b.Entities {
		prefix := under(e.ID)
		type change struct {
			key []byte
			c   Claim
		}
		var changes []change
		cur := bucket.Cursor()
		for k, v := cur.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = cur.Next() {
			if !bytes.HasSuffix(k, article) {
				continue
			}
			var c Claim
			if err := unsealJSON(v, &c); err != nil {
				return fmt.Errorf("claim on %s: %w", e.ID, err)
			}
			if c.Article == b.ID && c.Current {
				c.Current = false
				changes = append(changes, change{bytes.Clone(k), c})
			}
		}
		for _, ch := range changes {
			v, err := sealJSON(ch.c)
			if err != nil {
				return err
			}
			if err := bucket.Put(ch.key, v); err != nil {
				return err
			}
		}
	}
	return nil
}

// Claims returns every claim ever stored about an entity, current or not, in
// the order of their keys: by action, authority, agency, date, article.
func (s *Store) Claims(ctx context.Context, entity string) ([]Claim, error) {
	var out []Claim
	err := s.view(ctx, func(tx *bolt.Tx) (err error) {
		out, err = readClaims(tx, entity)
		return err
	})
	return out, err
}

// ClaimsOf returns the claims about each of several entities in one
// transaction.
func (s *Store) ClaimsOf(ctx context.Context, entities []string) (map[string][]Claim, error) {
	out := make(map[string][]Claim, len(entities))
	err := s.view(ctx, func(tx *bolt.Tx) error {
		for _, id := range entities {
			claims, err := readClaims(tx, id)
			if err != nil {
				return err
			}
			if len(claims) > 0 {
				out[id] = claims
			}
			s.lookedUp(tx, 1)
		}
		return nil
	})
	return out, err
}

func readClaims(tx *bolt.Tx, entity string) ([]Claim, error) {
	var out []Claim
	prefix := under(entity)
	cur := tx.Bucket(bucketClaims).Cursor()
	for k, v := cur.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = cur.Next() {
		var c Claim
		if err := unsealJSON(v, &c); err != nil {
			return nil, fmt.Errorf("claim on %s: %w", entity, err)
		}
		out = append(out, c)
	}
	return out, nil
}

// citiesWithin are the names of the cities that a span of the text names.
func citiesWithin(t *tagging.Tagging, s tagging.Span) []string {
	var out []string
	for i := range t.Entities {
		e := &t.Entities[i]
		if e.Type != tagging.City {
			continue
		}
		for _, m := range e.Mentions {
			if m.Start >= s.Start && m.End <= s.End {
				out = append(out, e.Name)
				break
			}
		}
	}
	return out
}
