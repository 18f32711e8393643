package store

import (
	"encoding/binary"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/internal/story"
)

// deriver fills the derived buckets inside one transaction. Putting a tagging
// and rebuilding the store both go through its add, in sequence order, so that
// both come to the same bytes.
type deriver struct {
	tx       *bolt.Tx
	entities map[string]*Entity // changed, written by flush
	stories  *story.Clusterer   // for add only
}

func newDeriver(tx *bolt.Tx) *deriver {
	return &deriver{tx: tx, entities: make(map[string]*Entity)}
}

// adder is a deriver that may add. The caller holds s.writing.
func (s *Store) adder(tx *bolt.Tx) (*deriver, error) {
	d := newDeriver(tx)
	var err error
	d.stories, err = s.clusterer(tx)
	return d, err
}

// head reads an article's head; one that is not there is empty.
func (d *deriver) head(id string) (*head, error) {
	h := new(head)
	v := d.tx.Bucket(bucketHeads).Get(join(id))
	if v == nil {
		return h, nil
	}
	if err := unsealJSON(v, h); err != nil {
		return nil, fmt.Errorf("head of article %s: %w", id, err)
	}
	return h, nil
}

// add derives everything of one tagging, which must be the newest so far.
func (d *deriver) add(seq uint64, stored time.Time, t *tagging.Tagging) error {
	b := newBrief(seq, stored, t)
	h, err := d.head(t.ID)
	if err != nil {
		return err
	}
	b.Retagged = h.has(t.Revision, "")
	if err := d.addStory(&b, t); err != nil {
		return err
	}
	if err := d.tx.Bucket(bucketBriefs).Put(seqKey(seq), sealPlain(b.encode(nil))); err != nil {
		return err
	}
	if n := len(h.Taggings); n > 0 {
		if err := d.tx.Bucket(bucketLater).Put(seqKey(h.Taggings[n-1].Seq), seal(seqKey(seq))); err != nil {
			return err
		}
	}
	h.Taggings = append(h.Taggings, headRevision{seq, t.Revision, fingerprint(t.Tagger)})
	old := h.Seq
	// An older text that arrives late is kept, but the newer one stays the
	// article.
	current := old == 0 || !t.Fetched.Before(h.Fetched)
	if current {
		h.Seq, h.Revision, h.Fetched = seq, t.Revision, t.Fetched
	}
	v, err := sealJSON(h)
	if err != nil {
		return err
	}
	if err := d.tx.Bucket(bucketHeads).Put(join(t.ID), v); err != nil {
		return err
	}
	if current && old != 0 {
		if err := d.retire(old); err != nil {
			return err
		}
	}
	if current {
		key := append(timeKey(b.Time()), join(t.ID)...)
		if err := d.tx.Bucket(bucketPublished).Put(key, seqKey(seq)); err != nil {
			return err
		}
	}
	for i := range t.Entities {
		if err := d.addEntity(&b, &t.Entities[i], current); err != nil {
			return err
		}
	}
	return d.addClaims(&b, t, current)
}

// retire takes back what the tagging that was current until now stands for.
func (d *deriver) retire(seq uint64) error {
	b, err := readBrief(d.tx, seq)
	if err != nil {
		return err
	}
	if err := d.tx.Bucket(bucketPublished).Delete(append(timeKey(b.Time()), join(b.ID)...)); err != nil {
		return err
	}
	postings := d.tx.Bucket(bucketPostings)
	for _, e := range b.Entities {
		key := join(e.ID, b.ID)
		v := postings.Get(key)
		if v == nil {
			continue
		}
		p, err := decodePosting(v)
		if err != nil {
			return fmt.Errorf("posting of %s: %w", e.ID, err)
		}
		ent, err := d.entity(e.ID)
		if err != nil {
			return err
		}
		ent.Articles--
		if p.Sanctioned {
			ent.Sanctioned--
		}
		if err := postings.Delete(key); err != nil {
			return err
		}
	}
	return d.retireClaims(&b)
}

// entity reads an entity, or makes an empty one, to be written by flush.
func (d *deriver) entity(id string) (*Entity, error) {
	if e := d.entities[id]; e != nil {
		return e, nil
	}
	e := new(Entity)
	if v := d.tx.Bucket(bucketEntities).Get(join(id)); v != nil {
		if err := unsealJSON(v, e); err != nil {
			return nil, fmt.Errorf("entity %s: %w", id, err)
		}
	}
	d.entities[id] = e
	return e, nil
}

func (d *deriver) addEntity(b *Brief, t *tagging.Entity, current bool) error {
	e, err := d.entity(t.ID)
	if err != nil {
		return err
	}
	if e.ID == "" {
		*e = Entity{ID: t.ID, Type: t.Type, Name: t.Name, FirstSeq: b.Seq, FirstArticle: b.ID, First: b.Time(), Last: b.Time()}
		if err := d.addName(t.ID, t.Name); err != nil {
			return err
		}
	}
	for _, alias := range t.Aliases {
		if err := d.addName(t.ID, alias); err != nil {
			return err
		}
	}
	if !current {
		return nil
	}
	if b.Time().After(e.Last) {
		e.Last = b.Time()
	}
	if b.Time().Before(e.First) {
		e.First = b.Time()
	}
	// One article says too little to link a name, the next enough: what was
	// found stays until something else is found.
	if len(t.Listed) > 0 {
		e.Listed = t.Listed
	}
	if t.Place != nil {
		e.Place = t.Place
	}
	if t.Citation != nil {
		e.Citation = t.Citation
	}
	postings := d.tx.Bucket(bucketPostings)
	key := join(t.ID, b.ID)
	if postings.Get(key) != nil {
		return nil // an entity that the tagging names twice
	}
	e.Articles++
	if t.Sanctioned {
		e.Sanctioned++
	}
	p := posting{Seq: b.Seq, Time: b.Time(), Mentions: len(t.Mentions), Sanctioned: t.Sanctioned}
	return postings.Put(key, p.encode())
}

func (d *deriver) addName(id, name string) error {
	folded := Fold(name)
	if folded == "" {
		return nil
	}
	return d.tx.Bucket(bucketNames).Put(join(folded, id), nil)
}

// flush writes the entities that changed.
func (d *deriver) flush() error {
	bucket := d.tx.Bucket(bucketEntities)
	for id, e := range d.entities {
		if e.ID == "" {
			continue // looked up only
		}
		v, err := sealJSON(e)
		if err != nil {
			return err
		}
		if err := bucket.Put(join(id), v); err != nil {
			return err
		}
	}
	clear(d.entities)
	return nil
}

// posting says that an article, in its current tagging, names an entity.
type posting struct {
	Seq        uint64
	Time       time.Time
	Mentions   int
	Sanctioned bool
}

const postingSize = 8 + 8 + 4 + 1

func (p posting) encode() []byte {
	b := make([]byte, 0, postingSize)
	b = append(b, seqKey(p.Seq)...)
	b = append(b, timeKey(p.Time)...)
	b = binary.BigEndian.AppendUint32(b, uint32(p.Mentions))
	flag := byte(0)
	if p.Sanctioned {
		flag = 1
	}
	return seal(append(b, flag))
}

func decodePosting(v []byte) (posting, error) {
	b, err := unseal(v)
	if err != nil {
		return posting{}, err
	}
	if len(b) != postingSize {
		return posting{}, fmt.Errorf("%w: a posting of %d bytes", ErrDamaged, len(b))
	}
	return posting{
		Seq:        binary.BigEndian.Uint64(b),
		Time:       keyTime(b[8:]),
		Mentions:   int(binary.BigEndian.Uint32(b[16:])),
		Sanctioned: b[20] == 1,
	}, nil
}
