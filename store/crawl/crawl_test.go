package crawl_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/store/crawl"
)

func open(t *testing.T, path string) (*crawl.State, *bolt.DB) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	s, err := crawl.New(db)
	if err != nil {
		t.Fatal(err)
	}
	return s, db
}

func TestVisitsSurviveReopening(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	want := fetcher.Visit{URL: "https://a/feed", Kind: fetcher.FeedKind, ETag: `"x"`, Fetched: now, Due: now.Add(time.Hour), Entries: 3}
	s, db := open(t, path)
	if err := s.Save([]fetcher.Visit{want, {URL: "https://a/1", Kind: fetcher.PageKind, Fetched: now}}); err != nil {
		t.Fatal(err)
	}
	db.Close()
	s, _ = open(t, path)
	got, ok, err := s.Visit(want.URL)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	all, err := s.Sources()
	if err != nil || len(all) != 1 {
		t.Errorf("sources %v, %v", all, err)
	}
}

func TestAnAddressMayChangeItsKind(t *testing.T) {
	s, _ := open(t, filepath.Join(t.TempDir(), "x.db"))
	for _, k := range []fetcher.Kind{fetcher.PageKind, fetcher.FeedKind, fetcher.PageKind} {
		if err := s.Save([]fetcher.Visit{{URL: "u", Kind: k}}); err != nil {
			t.Fatal(err)
		}
		if v, ok, err := s.Visit("u"); err != nil || !ok || v.Kind != k {
			t.Errorf("got %v %v %v, want kind %s", v, ok, err, k)
		}
	}
	if all, _ := s.Sources(); len(all) != 0 {
		t.Errorf("sources %v", all)
	}
}

func TestSourcesAndForget(t *testing.T) {
	s, _ := open(t, filepath.Join(t.TempDir(), "x.db"))
	now := time.Date(2026, 1, 20, 0, 0, 0, 0, time.UTC)
	old := now.Add(-10 * 24 * time.Hour)
	err := s.Save([]fetcher.Visit{
		{URL: "dead", Kind: fetcher.FeedKind, Fetched: old, Failures: 9, Failed: now},
		{URL: "hiccup", Kind: fetcher.FeedKind, Fetched: now, Failures: 1, Failed: now},
		{URL: "never answered", Given: true, Failures: 1, Failed: now},
		{URL: "offered and failed", Failures: 1, Failed: now},
		{URL: "old page", Kind: fetcher.PageKind, Fetched: old},
		{URL: "new page", Kind: fetcher.PageKind, Fetched: now},
	})
	if err != nil {
		t.Fatal(err)
	}
	var sources []string
	all, err := s.Sources()
	for _, v := range all {
		sources = append(sources, v.URL)
	}
	if diff := cmp.Diff([]string{"dead", "hiccup", "never answered"}, sources); err != nil || diff != "" {
		t.Errorf("sources: %v\n%s", err, diff)
	}
	n, err := s.Forget(now.Add(-time.Hour))
	if err != nil || n != 1 {
		t.Errorf("forgot %d, %v", n, err)
	}
	if _, ok, _ := s.Visit("new page"); !ok {
		t.Error("a recent page was forgotten")
	}
}

func TestUnsettled(t *testing.T) {
	s, _ := open(t, filepath.Join(t.TempDir(), "x.db"))
	err := s.Save([]fetcher.Visit{{URL: "under way", Kind: fetcher.PageKind, As: "id revision"}, {URL: "arrived", Kind: fetcher.PageKind}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Unsettled()
	if err != nil || len(got) != 1 || got[0].URL != "under way" {
		t.Errorf("got %+v, %v", got, err)
	}
}
