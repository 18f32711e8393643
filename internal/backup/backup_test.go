package backup_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/backup"
	"github.com/tagwire/tagwire/internal/remote"
	"github.com/tagwire/tagwire/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func fill(t *testing.T, s *store.Store, from, to int) {
	t.Helper()
	var batch []tagging.Tagging
	for i := from; i < to; i++ {
		text := fmt.Sprintf("Story number %d.", i)
		batch = append(batch, tagging.Tagging{Article: article.Article{
			ID: article.NewID(fmt.Sprint("https://example.org/", i), ""), Revision: article.NewRevision("", text), Text: text,
		}, Tagger: tagging.Tagger{Version: "t"}})
	}
	if _, err := s.PutTaggings(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
}

func count(t *testing.T, dir string) (n int) {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(dir, store.FileName), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, err := range s.Items(t.Context(), 0, 1<<62) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

func TestBackupOfARunningStore(t *testing.T) {
	dir, err := os.MkdirTemp("", "tw") // a short path: sockets need one
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	s, err := store.Open(t.Context(), filepath.Join(dir, store.FileName), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	stop, err := remote.Listen(dir, backup.Handler(s.DB()))
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, 0, 30)
	file := filepath.Join(t.TempDir(), "copy.db")
	size, err := backup.Take(t.Context(), dir, file)
	if info, serr := os.Stat(file); err != nil || serr != nil || info.Size() != size {
		t.Fatalf("%d bytes, %v, %v", size, err, serr)
	}
	if _, err := backup.Take(t.Context(), dir, file); err == nil {
		t.Error("an existing file was written over")
	}
	fill(t, s, 30, 50)
	stop()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	kept, err := backup.Restore(t.Context(), file, dir)
	if err != nil {
		t.Fatal(err)
	}
	if n := count(t, dir); n != 30 {
		t.Errorf("%d articles after restoring, want 30", n)
	}
	if _, err := os.Stat(kept); err != nil {
		t.Errorf("the old store is not kept: %v", err)
	}
	if _, err := backup.Take(t.Context(), dir, filepath.Join(t.TempDir(), "again.db")); err != nil {
		t.Errorf("without a process: %v", err)
	}
}

func TestDamagedBackupIsRefused(t *testing.T) {
	dir, bad := t.TempDir(), filepath.Join(t.TempDir(), "bad.db")
	s, err := store.Open(t.Context(), filepath.Join(dir, store.FileName), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, 0, 5)
	s.Close()
	data, err := os.ReadFile(filepath.Join(dir, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(bad, data[:len(data)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Restore(t.Context(), bad, dir); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("got %v", err)
	}
	if n := count(t, dir); n != 5 {
		t.Errorf("%d articles, want the 5 that were there", n)
	}
}
