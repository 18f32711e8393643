package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/extractor/agency"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/internal/story"
)

// Each article is placed into a story when its first tagging is put, and keeps
// its story for good.
//
//	members  article id → story id, and why
//	stories  story id, NUL, article id → sequence number

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
	// Shared are names that both articles bear or, for the same measure, its
	// targets; Words are words of their openings that few others have.
	Shared []string `json:"shared,omitempty"`
	Words  []string `json:"words,omitempty"`
}

// measureKey is what two reports of one measure have in common. Authority and
// agency are left out: one report names them, the next does not.
func measureKey(target string, action tagging.Action) uint64 {
	return story.Hash(target, string(action))
}

// newsFor is how old a measure may be to be what an article is about.
const newsFor = 14 * 24 * time.Hour

// isNews reports whether a measure of this date, which may be empty, may be
// what an article of this time is about, and not its background.
func isNews(date string, at time.Time) bool {
	if date == "" {
		return true
	}
	day, err := time.Parse(time.DateOnly, date)
	return err == nil && at.Sub(day) < newsFor
}

// addStory notes the features of an article and finds its story.
func (d *deriver) addStory(b *Brief, t *tagging.Tagging) error {
	f := &story.Features{Seq: b.Seq, Article: b.ID, Time: b.Time(), Sketch: story.NewSketch(t.Text), Words: story.Words(t.Title + "\n" + t.Text)}
	for i := range t.Entities {
		e := &t.Entities[i]
		switch e.Type {
		case tagging.Person, tagging.Organization, tagging.Vessel, tagging.City:
			if agency.Of(e.Name) != nil {
				continue // it acts in the news every day
			}
			f.Names = append(f.Names, story.Hash(e.ID))
		}
		for _, m := range e.Designations {
			if isNews(m.Date, f.Time) {
				f.Measures = append(f.Measures, measureKey(e.ID, m.Action))
			}
		}
	}
	f.Names, f.Measures = story.Set(f.Names), story.Set(f.Measures)
	if err := d.tx.Bucket(bucketSketches).Put(seqKey(b.Seq), sealPlain(f.Encode(nil))); err != nil {
		return err
	}
	return d.placeStory(b, f)
}

func (d *deriver) placeStory(b *Brief, f *story.Features) error {
	members := d.tx.Bucket(bucketMembers)
	if members.Get(join(f.Article)) != nil {
		d.stories.Add(f) // another revision or tagging: its story stands
		m, err := readMember(d.tx, f.Article)
		b.Story = m.Story
		return err
	}
	m := Member{Article: f.Article, Seq: b.Seq}
	if match, ok := d.stories.Place(f); ok {
		if err := explain(d.tx, &m, b, match); err != nil {
			return err
		}
	}
	if m.Story == "" {
		m.Story = StoryID(f.Article)
	}
	b.Story = m.Story
	v, err := sealJSON(m)
	if err != nil {
		return err
	}
	if err := members.Put(join(f.Article), v); err != nil {
		return err
	}
	return d.tx.Bucket(bucketStories).Put(join(m.Story, f.Article), seal(seqKey(b.Seq)))
}

// clusterer is the store's, which knows the articles before the next one to be
// put: those of the lookback are read when it is new. The caller holds
// s.writing, and drops it with forgetStories where its transaction fails.
func (s *Store) clusterer(tx *bolt.Tx) (*story.Clusterer, error) {
	if s.recent != nil {
		return s.recent, nil
	}
	c := story.NewClusterer()
	last := tx.Bucket(bucketTaggings).Sequence()
	from := uint64(1)
	if last >= story.Lookback {
		from = last - story.Lookback + 1
	}
	for seq := from; seq <= last; seq++ {
		f, err := readSketch(tx, seq)
		if err != nil {
			return nil, err
		}
		c.Add(f)
	}
	s.recent = c
	return c, nil
}

// forgetStories makes the next put read the recent articles anew.
func (s *Store) forgetStories() { s.recent = nil }

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

// StoryID is the id of the story that an article begins.
func StoryID(article string) string { return "s" + article[:min(len(article), 11)] }

// explain fills in the story and the reasons of a match.
func explain(tx *bolt.Tx, m *Member, b *Brief, match story.Match) error {
	with, err := readBrief(tx, match.With)
	if err != nil {
		return err
	}
	m.Story, m.With, m.Why, m.Score = with.Story, with.ID, string(match.Kind), match.Score
	shared := make(map[uint64]bool, len(match.Names))
	for _, h := range match.Names {
		shared[h] = true
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
	m.Words = story.Spell(match.Words, b.Title+"\n"+strings.Join(b.Lead, " "))
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
