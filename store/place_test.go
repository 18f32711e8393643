package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/tagwire/tagwire/store"
	"github.com/tagwire/tagwire/store/storetest"
)

// Reading on from the last article of each page gives every article once and
// in the same order, also where many appeared in one second.
func TestPublishedAfter(t *testing.T) {
	s := newStore(t)
	batch := storetest.Short(300, 5)
	for i := range batch {
		if i%3 > 0 {
			batch[i].Published = storetest.Day
		}
	}
	put(t, s, batch...)
	var want []string
	for b, err := range s.Published(t.Context(), time.Time{}, time.Time{}) {
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, b.ID)
	}
	for _, size := range []int{1, 7, 299, 300} {
		var got []string
		seq := s.Published(t.Context(), time.Time{}, time.Time{})
		for {
			n := 0
			var last store.Place
			for b, err := range seq {
				if err != nil {
					t.Fatal(err)
				}
				if n == size {
					break
				}
				got, n = append(got, b.ID), n+1
				last = store.Place{Time: b.Time(), Article: b.ID}
			}
			if n == 0 {
				break
			}
			seq = s.PublishedAfter(t.Context(), time.Time{}, last)
		}
		if !slices.Equal(got, want) {
			t.Errorf("pages of %d give %d articles, or another order, want %d", size, len(got), len(want))
		}
	}
	for _, err := range s.PublishedAfter(t.Context(), storetest.Day.AddDate(0, 0, 2), store.Place{Time: storetest.Day.AddDate(0, 0, 1)}) {
		t.Errorf("something stands between a place and a later bound: %v", err)
	}
}

// A sequence that is ranged over again starts over.
func TestPublishedAgain(t *testing.T) {
	s := newStore(t)
	put(t, s, storetest.Short(20, 5)...)
	seq := s.Published(t.Context(), time.Time{}, time.Time{})
	for range 2 {
		n := 0
		for _, err := range seq {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		if n != 20 {
			t.Errorf("%d articles, want 20", n)
		}
	}
}

// Look finds what Search finds; without words it finds every article.
func TestLook(t *testing.T) {
	s := newStore(t)
	put(t, s, storetest.Short(60, 9)...)
	words := []string{"questioned"}
	found := make(map[string]store.Hit)
	for h, err := range s.Search(t.Context(), words) {
		if err != nil {
			t.Fatal(err)
		}
		found[h.ID] = h
	}
	if len(found) == 0 {
		t.Fatal("the search finds nothing to compare with")
	}
	for b, err := range s.Published(t.Context(), time.Time{}, time.Time{}) {
		if err != nil {
			t.Fatal(err)
		}
		hit, ok, err := s.Look(t.Context(), b, words)
		want, searched := found[b.ID]
		if err != nil || ok != searched || hit.Where != want.Where || hit.Excerpt != want.Excerpt {
			t.Errorf("%s: %v, %v, %q; the search says %v, %q", b.ID, err, ok, hit.Excerpt, searched, want.Excerpt)
		}
		if _, ok, err := s.Look(t.Context(), b, nil); err != nil || !ok {
			t.Errorf("%s: not found without words: %v", b.ID, err)
		}
	}
}
