package digest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/klauspost/compress/zstd"
)

// frozenHead opens a frozen digest: all but its long lists, and how long those
// are. Their items follow one by one, as the digest of a large day is better not
// held twice.
type frozenHead struct {
	*Digest
	Lengths []int `json:"lengths"`
}

// list is one of the long lists of a digest.
type list struct {
	// name is its key in JSON.
	name   string
	length int
	item   func(i int) any
	resize func(n int)
	clear  func()
}

func listOf[T any](name string, l *[]T) list {
	return list{name, len(*l), func(i int) any { return &(*l)[i] }, func(n int) {
		if n > 0 {
			*l = make([]T, n)
		}
	}, func() { *l = nil }}
}

func (d *Digest) lists() []list {
	return []list{
		listOf("designations", &d.Designations), listOf("delistings", &d.Delistings), listOf("recalled", &d.Recalled),
		listOf("first_seen", &d.FirstSeen), listOf("watchlisted", &d.Watchlisted), listOf("stories", &d.Stories),
	}
}

// withoutLists is a copy of the digest without its long lists.
func (d *Digest) withoutLists() *Digest {
	head := *d
	for _, l := range head.lists() {
		l.clear()
	}
	return &head
}

// freeze encodes a digest so that thaw gives the same again.
func freeze(d *Digest) ([]byte, error) {
	lists := d.lists()
	lengths := make([]int, len(lists))
	for i, l := range lists {
		lengths[i] = l.length
	}
	var out bytes.Buffer
	packed, err := zstd.NewWriter(&out, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		return nil, err
	}
	enc := json.NewEncoder(packed)
	if err := enc.Encode(frozenHead{d.withoutLists(), lengths}); err != nil {
		return nil, fmt.Errorf("keep the digest: %w", err)
	}
	for _, l := range lists {
		for i := range l.length {
			if err := enc.Encode(l.item(i)); err != nil {
				return nil, fmt.Errorf("keep the digest: %w", err)
			}
		}
	}
	if err := packed.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// thaw decodes what freeze encoded. The digest is for a zone.
func thaw(frozen []byte, zone *time.Location) (*Digest, error) {
	packed, err := zstd.NewReader(bytes.NewReader(frozen), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer packed.Close()
	dec := json.NewDecoder(packed)
	d := &Digest{loc: zone}
	head := frozenHead{Digest: d}
	if err := dec.Decode(&head); err != nil {
		return nil, fmt.Errorf("the digest under way: %w", err)
	}
	lists := d.lists()
	if len(head.Lengths) != len(lists) {
		return nil, fmt.Errorf("the digest under way has %d lists, want %d", len(head.Lengths), len(lists))
	}
	for k, l := range lists {
		l.resize(head.Lengths[k])
		for i := range head.Lengths[k] {
			if err := dec.Decode(l.item(i)); err != nil {
				return nil, fmt.Errorf("the digest under way: %w", err)
			}
		}
	}
	return d, nil
}
