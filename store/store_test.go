package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"
	"go.uber.org/goleak"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/store"
	"github.com/tagwire/tagwire/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = time.Date(2025, 3, 5, 12, 0, 0, 0, time.UTC)

func open(t testing.TB, path string, opts store.Options) *store.Store {
	t.Helper()
	opts.NoSync = true
	if opts.Now == nil {
		opts.Now = func() time.Time { return noon }
	}
	s, err := store.Open(context.Background(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func put(t testing.TB, s *store.Store, batch ...tagging.Tagging) int {
	t.Helper()
	n, err := s.PutTaggings(context.Background(), batch)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func newStore(t testing.TB) *store.Store {
	return open(t, filepath.Join(t.TempDir(), store.FileName), store.Options{})
}

func TestPutIsIdempotent(t *testing.T) {
	s := newStore(t)
	batch := storetest.Taggings(40, 1)
	if n := put(t, s, append(batch, batch[:5]...)...); n != 40 {
		t.Errorf("first put added %d, want 40", n)
	}
	before := dump(t, s)
	if n := put(t, s, batch...); n != 0 {
		t.Errorf("second put added %d, want 0", n)
	}
	if diff := cmp.Diff(before, dump(t, s)); diff != "" {
		t.Errorf("the second put changed the file:\n%s", diff)
	}
	for _, want := range batch {
		got, err := s.Article(t.Context(), want.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got.Tagging); diff != "" {
			t.Fatalf("article came back changed:\n%s", diff)
		}
	}
}

func TestEmptyIDsAreRefused(t *testing.T) {
	s := newStore(t)
	good := storetest.Taggings(1, 1)[0]
	_, err := s.PutTaggings(t.Context(), []tagging.Tagging{good, {}})
	if !errors.Is(err, store.ErrInvalid) {
		t.Fatalf("got %v, want ErrInvalid", err)
	}
	if seq, _ := s.LastSeq(t.Context()); seq != 0 {
		t.Errorf("part of a refused batch was stored: sequence %d", seq)
	}
}

// retitled is a later revision of the article.
func retitled(t tagging.Tagging, title string, later time.Duration) tagging.Tagging {
	b := storetest.New(t.URL, title, t.Published)
	b.Say("The report was withdrawn by the newspaper on Thursday morning.")
	out := b.Tagging()
	out.Fetched = t.Fetched.Add(later)
	return out
}

func TestRevisionsAndTaggings(t *testing.T) {
	ctx := t.Context()
	s := newStore(t)
	one := storetest.Taggings(1, 3)[0]
	two := retitled(one, "Withdrawn", time.Hour)
	retagged := two
	retagged.Tagger.Version = "test-2"
	put(t, s, two)
	put(t, s, one) // the older text arrives late
	put(t, s, retagged)

	got, err := s.Article(ctx, one.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got.Seq != 3 || got.Title != "Withdrawn" {
		t.Errorf("current is item %d %q, want the newest tagging of the newest text", got.Seq, got.Title)
	}
	versions, err := s.Versions(ctx, one.ID)
	if err != nil || len(versions) != 3 {
		t.Fatalf("versions %v, %v; want three", versions, err)
	}
	if old, err := s.Tagging(ctx, 2); err != nil || old.Text != one.Text {
		t.Errorf("the older text is gone: %v", err)
	}
	for _, tc := range []struct {
		revision string
		by       tagging.Tagger
		want     bool
	}{
		{one.Revision, one.Tagger, true},
		{two.Revision, retagged.Tagger, true},
		{one.Revision, retagged.Tagger, false},
		{"other", one.Tagger, false},
	} {
		if got, err := s.SeenTagged(ctx, one.ID, tc.revision, tc.by); err != nil || got != tc.want {
			t.Errorf("SeenTagged(%s, %s) = %v, %v; want %v", tc.revision, tc.by.Version, got, err, tc.want)
		}
	}
	if seen, _ := s.Seen(ctx, one.ID, one.Revision); !seen {
		t.Error("a stored revision is not seen")
	}
	// No current article names the persons of the first text any more.
	for e, err := range s.Entities(ctx, "") {
		if err != nil {
			t.Fatal(err)
		}
		t.Errorf("entity %s of a superseded text is still counted", e.ID)
	}
}

func TestRangesNeverChange(t *testing.T) {
	ctx := t.Context()
	s := newStore(t)
	batch := storetest.Taggings(30, 5)
	put(t, s, batch...)
	before := titles(t, s, 0, 30)
	put(t, s, retitled(batch[3], "Changed later", time.Hour))
	if diff := cmp.Diff(before, titles(t, s, 0, 30)); diff != "" {
		t.Errorf("what came later changed the range:\n%s", diff)
	}
	if got := titles(t, s, 30, 0); len(got) != 1 || got[0] != "Changed later" {
		t.Errorf("after item 30 came %q", got)
	}
	n := 0
	for it, err := range s.Items(ctx, 0, 0) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; it.Text == "" {
			t.Error("an item without its text")
		}
	}
	if n != 30 {
		t.Errorf("%d current items, want 30", n)
	}
}

func titles(t *testing.T, s *store.Store, from, to uint64) []string {
	var out []string
	for b, err := range s.Briefs(t.Context(), from, to) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, b.Title)
	}
	return out
}

func TestPublishedOrder(t *testing.T) {
	s := newStore(t)
	batch := storetest.Taggings(600, 7) // more than one page
	put(t, s, batch...)
	var last time.Time
	n := 0
	for b, err := range s.Published(t.Context(), time.Time{}, time.Time{}) {
		if err != nil {
			t.Fatal(err)
		}
		if n > 0 && b.Time().After(last) {
			t.Fatalf("%s after %s", b.Time(), last)
		}
		last = b.Time()
		n++
	}
	if n != 600 {
		t.Errorf("%d articles, want 600", n)
	}
	since := storetest.Day.Add(4 * time.Hour)
	before := storetest.Day.Add(8 * time.Hour)
	want := 0
	for _, a := range batch {
		if !a.Published.Before(since) && a.Published.Before(before) {
			want++
		}
	}
	got := 0
	for _, err := range s.Published(t.Context(), since, before) {
		if err != nil {
			t.Fatal(err)
		}
		got++
	}
	if got != want {
		t.Errorf("%d articles between the bounds, want %d", got, want)
	}
}

func TestEntitiesAndClaims(t *testing.T) {
	ctx := t.Context()
	s := newStore(t)
	b := storetest.New("https://a.example/1", "Two designated", storetest.Day)
	span := b.Say("The Treasury designated Anton Zubov under E.O. 14024 on Tuesday.")
	b.Designate(tagging.Person, "Anton Zubov", tagging.Designated, "E.O. 14024", "OFAC", "2025-03-04", span)
	first := b.Tagging()
	put(t, s, first)
	c := storetest.New("https://b.example/2", "Zubov again", storetest.Day.Add(time.Hour))
	c.Say("Anton Zubov denied everything in a letter to the court.")
	c.Entity(tagging.Person, "Anton Zubov")
	put(t, s, c.Tagging())

	id, err := s.ResolveEntity(ctx, "ANTON zubov")
	if err != nil || id != "person/anton-zubov" {
		t.Fatalf("by name: %q, %v", id, err)
	}
	e, err := s.Entity(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if e.Articles != 2 || e.Sanctioned != 1 || e.FirstSeq != 1 || !e.Claimed {
		t.Errorf("got %+v", e)
	}
	claims, err := s.Claims(ctx, id)
	if err != nil || len(claims) != 1 {
		t.Fatalf("claims %v, %v", claims, err)
	}
	if got := claims[0]; !strings.HasPrefix(got.Evidence, "The Treasury designated") || !got.Current || got.FirstSeq != 1 {
		t.Errorf("claim %+v", got)
	}
	// A new tagging that says the same keeps the claim's first number; one
	// that says it no more leaves it there, not current.
	again := first
	again.Tagger.Version = "test-2"
	put(t, s, again)
	if claims, _ = s.Claims(ctx, id); len(claims) != 1 || claims[0].FirstSeq != 1 || claims[0].Seq != 3 || !claims[0].Current {
		t.Errorf("after tagging again: %+v", claims)
	}
	put(t, s, retitled(first, "Withdrawn", time.Hour))
	if claims, _ = s.Claims(ctx, id); len(claims) != 1 || claims[0].Current {
		t.Errorf("after the withdrawal: %+v", claims)
	}
	if m, err := s.Mentions(ctx, id); err != nil || len(m) != 1 || m[0].Count != 1 {
		t.Errorf("mentions %+v, %v", m, err)
	}
}

func TestResolve(t *testing.T) {
	s := newStore(t)
	batch := storetest.Taggings(200, 9)
	put(t, s, batch...)
	id := batch[0].ID
	if got, err := s.ResolveArticle(t.Context(), id[:12]); err != nil || got != id {
		t.Errorf("prefix: %q, %v", got, err)
	}
	if _, err := s.ResolveArticle(t.Context(), "zz"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("unknown: %v", err)
	}
	var many *store.AmbiguousError
	if _, err := s.ResolveEntity(t.Context(), "person/a"); !errors.As(err, &many) || len(many.Matches) < 2 {
		t.Errorf("ambiguous: %v", err)
	}
}

func TestSearch(t *testing.T) {
	s := newStore(t)
	put(t, s, storetest.Taggings(50, 2)...)
	b := storetest.New("https://a.example/needle", "A quiet day", storetest.Day)
	b.Say("Nothing happened, but the Überlingen ferry was late by an hour.")
	put(t, s, b.Tagging())
	for _, tc := range []struct {
		words []string
		where string
	}{
		{[]string{"quiet"}, "title"},
		{[]string{"überlingen"}, "text"},
		{[]string{"FERRY", "hour"}, "text"},
	} {
		n := 0
		for hit, err := range s.Search(t.Context(), tc.words) {
			if err != nil {
				t.Fatal(err)
			}
			if n++; hit.Title != "A quiet day" || hit.Where != tc.where {
				t.Errorf("%q found %q in the %s", tc.words, hit.Title, hit.Where)
			}
		}
		if n != 1 {
			t.Errorf("%q: %d hits, want 1", tc.words, n)
		}
	}
}

// dump is every record of the store, for comparison.
func dump(t testing.TB, s *store.Store) map[string]string {
	t.Helper()
	out := make(map[string]string)
	err := s.DB().View(func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bolt.Bucket) error {
			return b.ForEach(func(k, v []byte) error {
				out[string(name)+"/"+string(k)] = string(v)
				return nil
			})
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestRebuildGivesTheSameBytes(t *testing.T) {
	s := newStore(t)
	batch := storetest.Taggings(120, 11)
	put(t, s, batch...)
	put(t, s, retitled(batch[4], "Changed", time.Hour), retitled(batch[5], "Older", -time.Hour))
	again := batch[6]
	again.Tagger.Version = "test-2"
	put(t, s, again)
	before := dump(t, s)
	if err := s.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, dump(t, s)); diff != "" {
		t.Errorf("rebuilding changed something:\n%s", diff)
	}
	r, err := s.Check(t.Context())
	if err != nil || len(r.Problems) != 0 || r.Items != 123 {
		t.Errorf("check: %+v, %v", r, err)
	}
}

func TestReadOnlyIsShared(t *testing.T) {
	path := filepath.Join(t.TempDir(), store.FileName)
	if _, err := store.Open(t.Context(), path, store.Options{ReadOnly: true}); !errors.Is(err, store.ErrNoStore) {
		t.Fatalf("no file: %v", err)
	}
	s := open(t, path, store.Options{})
	put(t, s, storetest.Taggings(3, 1)...)
	s.Close()
	a := open(t, path, store.Options{ReadOnly: true})
	open(t, path, store.Options{ReadOnly: true})
	if _, err := a.PutTaggings(t.Context(), storetest.Taggings(9, 2)); err == nil {
		t.Error("a write through a read-only store")
	}
}

func TestOneWriterAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), store.FileName)
	open(t, path, store.Options{})
	_, err := store.Open(t.Context(), path, store.Options{LockTimeout: time.Millisecond})
	if !errors.Is(err, store.ErrLocked) || !strings.Contains(err.Error(), path) {
		t.Errorf("got %v, want ErrLocked with the file's name", err)
	}
}

func TestFullDiskLosesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), store.FileName)
	s := open(t, path, store.Options{})
	put(t, s, storetest.Taggings(20, 1)...)
	s.Close()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	s = open(t, path, store.Options{MaxSize: int(info.Size())})
	n, err := s.PutTaggings(t.Context(), storetest.Taggings(800, 2))
	if err == nil || n != 0 || !strings.Contains(err.Error(), "free some space") {
		t.Fatalf("a put beyond the disk gave %d, %v", n, err)
	}
	if seq, _ := s.LastSeq(t.Context()); seq != 20 {
		t.Errorf("sequence %d after a refused put, want 20", seq)
	}
	if r, err := s.Check(t.Context()); err != nil || len(r.Problems) > 0 {
		t.Errorf("check: %+v, %v", r, err)
	}
}

func storiesOf(t *testing.T, s *store.Store) map[string]string {
	t.Helper()
	out := make(map[string]string)
	for b, err := range s.Briefs(t.Context(), 0, 0) {
		if err != nil {
			t.Fatal(err)
		}
		out[b.ID] = b.Story
	}
	return out
}

func TestStories(t *testing.T) {
	ctx := t.Context()
	batch := storetest.Taggings(200, 8)
	whole := newStore(t)
	put(t, whole, batch...)
	path := filepath.Join(t.TempDir(), store.FileName)
	bits := open(t, path, store.Options{})
	for i := 0; i < len(batch); i += 23 {
		switch i / 23 % 3 {
		case 1: // another process goes on
			bits.Close()
			bits = open(t, path, store.Options{})
		case 2: // a put that fails half-way leaves no trace in the one after
			bits.Close()
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			bits = open(t, path, store.Options{MaxSize: int(info.Size()) + 4<<20})
			if _, err := bits.PutTaggings(ctx, append(storetest.Taggings(800, 9), batch[i:]...)); err == nil {
				t.Fatal("a put beyond the disk succeeded")
			}
		}
		put(t, bits, batch[i:min(i+23, len(batch))]...)
	}
	a, b := storiesOf(t, whole), storiesOf(t, bits)
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("stories depend on how many articles come at a time:\n%s", diff)
	}
	sizes := make(map[string]int)
	for _, id := range a {
		sizes[id]++
	}
	if len(a) != 200 || len(sizes) >= 190 || len(sizes) < 100 {
		t.Errorf("%d articles in %d stories", len(a), len(sizes))
	}
	for id, n := range sizes {
		st, err := whole.Story(ctx, id)
		if err != nil || len(st.Members) != n || st.Members[0].Why != "" {
			t.Fatalf("story %s of %d: %+v, %v", id, n, st, err)
		}
		for _, m := range st.Members[1:] {
			if m.Why == "" || a[m.With] != id {
				t.Errorf("member %+v does not say why", m)
			}
		}
	}
}

func TestSeqBefore(t *testing.T) {
	clock := noon
	s := open(t, filepath.Join(t.TempDir(), store.FileName), store.Options{Now: func() time.Time { return clock }})
	batch := storetest.Taggings(30, 2)
	for i := range 3 {
		put(t, s, batch[i*10:i*10+10]...)
		clock = clock.Add(time.Hour)
	}
	for _, tc := range []struct {
		after time.Duration
		want  uint64
	}{{-time.Hour, 0}, {0, 0}, {time.Second, 10}, {time.Hour, 10}, {90 * time.Minute, 20}, {5 * time.Hour, 30}} {
		if got, err := s.SeqBefore(t.Context(), noon.Add(tc.after)); err != nil || got != tc.want {
			t.Errorf("before noon%+v: %d, %v; want %d", tc.after, got, err, tc.want)
		}
	}
}
