package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// Brief is what a list or a digest needs of an article: small enough to read
// by the ten thousand.
type Brief struct {
	// Seq is the insertion sequence number of the tagging; Stored is when it
	// was stored.
	Seq      uint64    `json:"seq"`
	Stored   time.Time `json:"stored"`
	ID       string    `json:"id"`
	Revision string    `json:"revision"`
	URL      string    `json:"url,omitempty"`
	Title    string    `json:"title,omitempty"`
	Site     string    `json:"site,omitempty"`
	Language string    `json:"language,omitempty"`
	Source   string    `json:"source,omitempty"`
	// Published and Fetched are zero where unknown.
	Published time.Time `json:"published,omitzero"`
	Fetched   time.Time `json:"fetched,omitzero"`
	Words     int       `json:"words"`
	// Paywalled says that the page showed only a part of the story.
	Paywalled bool `json:"paywalled,omitempty"`
	// Story is the id of the article's story.
	Story string `json:"story"`
	// Retagged says that this revision had been tagged before.
	Retagged bool `json:"retagged,omitempty"`
	// Lead are the text's opening sentences.
	Lead     []string      `json:"lead,omitempty"`
	Entities []BriefEntity `json:"entities,omitempty"`
}

// BriefEntity is an entity of an article without its places in the text.
type BriefEntity struct {
	ID         string       `json:"id"`
	Type       tagging.Type `json:"type"`
	Name       string       `json:"name"`
	Mentions   int          `json:"mentions"`
	Sanctioned bool         `json:"sanctioned,omitempty"`
	// Listed says that an entry of a watchlist was linked to it.
	Listed bool `json:"listed,omitempty"`
}

// Time is when the article was published or, where that is unknown, fetched,
// or stored.
func (b *Brief) Time() time.Time {
	switch {
	case !b.Published.IsZero():
		return b.Published.UTC()
	case !b.Fetched.IsZero():
		return b.Fetched.UTC()
	}
	return b.Stored.UTC()
}

// Bounds of a brief, so that a strange article stays small.
const (
	leadSentences  = 4
	leadScan       = 6000 // bytes of text looked at
	sentenceMin    = 30   // code points; shorter ones are captions and datelines
	sentenceMax    = 420
	evidenceMax    = 600
	briefNameMax   = 200
	briefTitleMax  = 400
	briefEntityMax = 2000
)

func newBrief(seq uint64, stored time.Time, t *tagging.Tagging) Brief {
	b := Brief{
		Seq: seq, Stored: stored, ID: t.ID, Revision: t.Revision, URL: t.URL,
		Title: clip(oneLine(t.Title), briefTitleMax), Site: t.Site, Language: t.Language, Source: t.Source,
		Published: t.Published.UTC(), Fetched: t.Fetched.UTC(),
		Words: countWords(t.Text), Paywalled: t.Paywalled, Lead: lead(t.Text),
	}
	for i := range t.Entities {
		if i == briefEntityMax {
			break
		}
		e := &t.Entities[i]
		b.Entities = append(b.Entities, BriefEntity{
			ID: e.ID, Type: e.Type, Name: clip(oneLine(e.Name), briefNameMax),
			Mentions: len(e.Mentions), Sanctioned: e.Sanctioned, Listed: len(e.Listed) > 0,
		})
	}
	return b
}

// briefVersion opens every encoded brief.
const briefVersion = 2

// encode appends the brief in a form that is read ten times as fast as JSON:
// numbers as varints, texts with their length before them.
func (b *Brief) encode(out []byte) []byte {
	text := func(s string) {
		out = binary.AppendUvarint(out, uint64(len(s)))
		out = append(out, s...)
	}
	moment := func(t time.Time) {
		if t.IsZero() {
			out = append(out, 0)
			return
		}
		out = append(out, 1)
		out = binary.AppendVarint(out, t.Unix())
	}
	out = append(out, briefVersion)
	out = binary.AppendUvarint(out, b.Seq)
	moment(b.Stored)
	for _, s := range []string{b.ID, b.Revision, b.URL, b.Title, b.Site, b.Language, b.Source, b.Story} {
		text(s)
	}
	moment(b.Published)
	moment(b.Fetched)
	out = binary.AppendUvarint(out, uint64(b.Words))
	flags := byte(0)
	if b.Paywalled {
		flags |= 1
	}
	if b.Retagged {
		flags |= 2
	}
	out = append(out, flags)
	out = binary.AppendUvarint(out, uint64(len(b.Lead)))
	for _, s := range b.Lead {
		text(s)
	}
	out = binary.AppendUvarint(out, uint64(len(b.Entities)))
	for _, e := range b.Entities {
		text(e.ID)
		text(string(e.Type))
		text(e.Name)
		out = binary.AppendUvarint(out, uint64(e.Mentions))
		flags := byte(0)
		if e.Sanctioned {
			flags |= 1
		}
		if e.Listed {
			flags |= 2
		}
		out = append(out, flags)
	}
	return out
}

// briefReader reads what encode wrote; the first mistake sticks.
type briefReader struct {
	in  string
	bad bool
}

func (r *briefReader) uvarint() uint64 {
	for i, shift := 0, 0; i < len(r.in) && shift < 64; i, shift = i+1, shift+7 {
		if r.in[i] < 0x80 {
			v := uint64(0)
			for k := i; k >= 0; k-- {
				v = v<<7 | uint64(r.in[k]&0x7f)
			}
			r.in = r.in[i+1:]
			return v
		}
	}
	r.bad = true
	r.in = ""
	return 0
}

// count reads the length of something that takes at least one byte an item.
func (r *briefReader) count() int {
	n := r.uvarint()
	if n > uint64(len(r.in)) {
		r.bad = true
		return 0
	}
	return int(n)
}

func (r *briefReader) text() string {
	n := r.count()
	s := r.in[:n]
	r.in = r.in[n:]
	return s
}

func (r *briefReader) byte() byte {
	if r.in == "" {
		r.bad = true
		return 0
	}
	c := r.in[0]
	r.in = r.in[1:]
	return c
}

func (r *briefReader) moment() time.Time {
	if r.byte() == 0 {
		return time.Time{}
	}
	u := r.uvarint() // zigzag, as binary.AppendVarint writes it
	v := int64(u >> 1)
	if u&1 != 0 {
		v = ^v
	}
	return time.Unix(v, 0).UTC()
}

// opening reads a brief up to its lead.
func (r *briefReader) opening() Brief {
	var b Brief
	b.Seq = r.uvarint()
	b.Stored = r.moment()
	for _, s := range []*string{&b.ID, &b.Revision, &b.URL, &b.Title, &b.Site, &b.Language, &b.Source, &b.Story} {
		*s = r.text()
	}
	b.Published, b.Fetched = r.moment(), r.moment()
	b.Words = int(r.uvarint())
	flags := r.byte()
	b.Paywalled, b.Retagged = flags&1 != 0, flags&2 != 0
	if n := r.count(); n > 0 {
		b.Lead = make([]string, n)
		for i := range b.Lead {
			b.Lead[i] = r.text()
		}
	}
	return b
}

func (r *briefReader) entities() []BriefEntity {
	n := r.count()
	if n == 0 {
		return nil
	}
	out := make([]BriefEntity, n)
	for i := range out {
		e := &out[i]
		e.ID, e.Type, e.Name = r.text(), tagging.Type(r.text()), r.text()
		e.Mentions = int(r.uvarint())
		flags := r.byte()
		e.Sanctioned, e.Listed = flags&1 != 0, flags&2 != 0
	}
	return out
}

func decodeBrief(payload []byte) (Brief, error) {
	// One copy for all of the brief's strings.
	r := &briefReader{in: string(payload)}
	if r.byte() != briefVersion {
		return Brief{}, fmt.Errorf("%w: a brief of unknown version", ErrDamaged)
	}
	b := r.opening()
	b.Entities = r.entities()
	if r.bad || r.in != "" {
		return Brief{}, fmt.Errorf("%w: a brief does not end where it should", ErrDamaged)
	}
	return b, nil
}

func readBrief(tx *bolt.Tx, seq uint64) (Brief, error) {
	payload, err := briefPayload(tx, seq)
	if err != nil {
		return Brief{}, err
	}
	return decodeBrief(payload)
}

func briefPayload(tx *bolt.Tx, seq uint64) ([]byte, error) {
	v := tx.Bucket(bucketBriefs).Get(seqKey(seq))
	if v == nil {
		return nil, fmt.Errorf("%w: no brief of item %d; \"tagwire status --rebuild\" makes it anew", ErrDamaged, seq)
	}
	payload, err := unseal(v)
	if err != nil {
		return nil, fmt.Errorf("brief of item %d: %w", seq, err)
	}
	return payload, nil
}

// Leads returns the opening sentences of the taggings with these sequence
// numbers.
func (s *Store) Leads(ctx context.Context, seqs []uint64) ([][]string, error) {
	leads := make([][]string, len(seqs))
	err := s.view(ctx, func(tx *bolt.Tx) error {
		for i, seq := range seqs {
			payload, err := briefPayload(tx, seq)
			if err != nil {
				return err
			}
			r := &briefReader{in: string(payload)}
			version := r.byte()
			leads[i] = r.opening().Lead
			if r.bad || version != briefVersion {
				return fmt.Errorf("%w: the brief of item %d cannot be read", ErrDamaged, seq)
			}
			s.lookedUp(tx, 1)
		}
		return nil
	})
	return leads, err
}
