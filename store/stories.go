package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/internal/story"
)

// Stories are derived in a second pass, [Store.UpdateStories], because their
// articles are compared with thousands of others, and because a reader wants
// them now and then, not with every put. An article keeps its story for good.
//
//	members  article id → story id, and why
//	stories  story id, NUL, article id → sequence number; the bucket's own
//	         sequence is how far the pass has come

// Member says which story an article belongs to.
type Member struct {
	Story   string `json:"story"`
	Article string `json:"article"`
	Seq     uint64 `json:"seq"`
	// With is the article that it was found to go with, Why the kind of
	// likeness and Score its strength from 0 to 1; all empty for the article
	// that began the story.
	With  string  `json:"with,omitempty"`
	Why   string  `json:"why,omitempty"`
	Score float64 `json:"score,omitempty"`
	// Shared are the names that both articles bear or, for the same measure,
	// its targets.
	Shared []string `json:"shared,omitempty"`
}

// measureKey is what two reports of one measure have in common. Authority and
// agency are left out: one report names them, the next does not.
func measureKey(target string, action tagging.Action) uint64 {
	return story.Hash(target, string(action))
}

func (d *deriver) addSketch(b *Brief, t *tagging.Tagging) error {
	f := story.Features{Seq: b.Seq, Article: b.ID, Time: b.Time(), Sketch: story.NewSketch(t.Text)}
	for i := range t.Entities {
		e := &t.Entities[i]
		if e.Type != tagging.Person && e.Type != tagging.Organization && e.Type != tagging.Vessel {
			continue
		}
		f.Names = append(f.Names, story.Hash(e.ID))
		for _, m := range e.Designations {
			f.Measures = append(f.Measures, measureKey(e.ID, m.Action))
		}
	}
	f.Names, f.Measures = story.Set(f.Names), story.Set(f.Measures)
	return d.tx.Bucket(bucketSketches).Put(seqKey(b.Seq), sealPlain(f.Encode(nil)))
}

func readSketch(tx *bolt.Tx, seq uint64) (*story.Features, error) {
	v, err := unseal(tx.Bucket(bucketSketches).Get(seqKey(seq)))
	if err != nil {
		return nil, fmt.Errorf("sketch of item %d: %w", seq, err)
	}
	f, err := story.Decode(v)
	if err != nil {
		return nil, fmt.Errorf("sketch of item %d: %w: %w", seq, ErrDamaged, err)
	}
	return f, nil
}

// storiesBatch is how many articles get their story in one transaction.
const storiesBatch = 2000

// UpdateStories finds the story of each article stored since the last call.
// However often it is called, the stories come out the same.
func (s *Store) UpdateStories(ctx context.Context) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	var next, last uint64
	c := story.NewClusterer()
	err := s.view(ctx, func(tx *bolt.Tx) error {
		next = tx.Bucket(bucketStories).Sequence() + 1
		last = tx.Bucket(bucketTaggings).Sequence()
		if next > last {
			return nil
		}
		from := uint64(1)
		if next > story.Lookback {
			from = next - story.Lookback
		}
		for seq := from; seq < next; seq++ {
			f, err := readSketch(tx, seq)
			if err != nil {
				return err
			}
			c.Add(f)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for next <= last {
		end := min(last, next+storiesBatch-1)
		err := s.update(ctx, func(tx *bolt.Tx) error {
			for seq := next; seq <= end; seq++ {
				if err := placeStory(tx, c, seq); err != nil {
					return err
				}
			}
			return tx.Bucket(bucketStories).SetSequence(end)
		})
		if err != nil {
			return fmt.Errorf("stories from item %d: %w", next, err)
		}
		next = end + 1
	}
	return nil
}

func placeStory(tx *bolt.Tx, c *story.Clusterer, seq uint64) error {
	f, err := readSketch(tx, seq)
	if err != nil {
		return err
	}
	members := tx.Bucket(bucketMembers)
	if members.Get(join(f.Article)) != nil {
		c.Add(f) // another revision or tagging: its story stands
		return nil
	}
	m := Member{Article: f.Article, Seq: seq}
	if match, ok := c.Place(f); ok {
		if err := explain(tx, &m, f, match); err != nil {
			return err
		}
	}
	if m.Story == "" {
		m.Story = StoryID(f.Article)
	}
	v, err := sealJSON(m)
	if err != nil {
		return err
	}
	if err := members.Put(join(f.Article), v); err != nil {
		return err
	}
	return tx.Bucket(bucketStories).Put(join(m.Story, f.Article), seal(seqKey(seq)))
}

// StoryID is the id of the story that an article begins.
func StoryID(article string) string { return "s" + article[:min(len(article), 11)] }

// explain fills in the story and the reasons of a match.
func explain(tx *bolt.Tx, m *Member, f *story.Features, match story.Match) error {
	with, err := readBrief(tx, match.With)
	if err != nil {
		return err
	}
	other, err := readMember(tx, with.ID)
	if err != nil {
		return err
	}
	m.Story, m.With, m.Why, m.Score = other.Story, with.ID, string(match.Kind), match.Score
	shared := make(map[uint64]bool, len(match.Shared))
	for _, h := range match.Shared {
		shared[h] = true
	}
	b, err := readBrief(tx, f.Seq)
	if err != nil {
		return err
	}
	for _, e := range b.Entities {
		if len(m.Shared) == 5 {
			break
		}
		is := shared[story.Hash(e.ID)]
		for _, a := range []tagging.Action{tagging.Designated, tagging.Delisted, tagging.Identified, tagging.Extended} {
			is = is || shared[measureKey(e.ID, a)]
		}
		if is {
			m.Shared = append(m.Shared, e.Name)
		}
	}
	return nil
}

func readMember(tx *bolt.Tx, article string) (Member, error) {
	var m Member
	v := tx.Bucket(bucketMembers).Get(join(article))
	if v == nil {
		return m, fmt.Errorf("story of article %s: %w", article, ErrNotFound)
	}
	if err := unsealJSON(v, &m); err != nil {
		return m, fmt.Errorf("story of article %s: %w", article, err)
	}
	return m, nil
}

// StoriesOf returns the story id of each of the articles that have one.
func (s *Store) StoriesOf(ctx context.Context, articles []string) (map[string]string, error) {
	out := make(map[string]string, len(articles))
	err := s.view(ctx, func(tx *bolt.Tx) error {
		for _, id := range articles {
			m, err := readMember(tx, id)
			if errors.Is(err, ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			out[id] = m.Story
		}
		return nil
	})
	return out, err
}

// Story is the articles of one event, in order of insertion.
type Story struct {
	ID      string   `json:"id"`
	Members []Member `json:"members"`
}

// Story returns the story with this id or unambiguous beginning of one, or the
// story of the article with this id.
func (s *Store) Story(ctx context.Context, id string) (Story, error) {
	var out Story
	err := s.view(ctx, func(tx *bolt.Tx) error {
		m, err := readMember(tx, id)
		if err == nil {
			id = m.Story
		} else if !errors.Is(err, ErrNotFound) {
			return err
		}
		var ids []string
		cur := tx.Bucket(bucketStories).Cursor()
		for k, _ := cur.Seek([]byte(id)); bytes.HasPrefix(k, []byte(id)); k, _ = cur.Next() {
			name, article, _ := bytes.Cut(k, []byte{0})
			if len(ids) == 0 || ids[len(ids)-1] != string(name) {
				ids = append(ids, string(name))
			}
			if len(ids) > 1 {
				return &AmbiguousError{id, ids}
			}
			m, err := readMember(tx, string(article))
			if err != nil {
				return err
			}
			out.Members = append(out.Members, m)
		}
		if len(ids) == 0 || id == "" {
			return fmt.Errorf("story %q: %w", id, ErrNotFound)
		}
		out.ID = ids[0]
		return nil
	})
	slices.SortFunc(out.Members, func(a, b Member) int { return cmp.Compare(a.Seq, b.Seq) })
	return out, err
}

// SeqBefore is the number of the last tagging that was stored before t, 0
// where none was. It trusts the clock that stamped them to have run forwards.
func (s *Store) SeqBefore(ctx context.Context, t time.Time) (seq uint64, err error) {
	err = s.view(ctx, func(tx *bolt.Tx) error {
		lo, hi := uint64(0), tx.Bucket(bucketTaggings).Sequence()
		for lo < hi {
			mid := (lo + hi + 1) / 2
			b, err := readBrief(tx, mid)
			if err != nil {
				return err
			}
			if b.Stored.Before(t) {
				lo = mid
			} else {
				hi = mid - 1
			}
		}
		seq = lo
		return nil
	})
	return seq, err
}
