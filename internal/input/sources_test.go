package input_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tagwire/tagwire/internal/input"
)

func TestSort(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	list := write("feeds.txt", "\ufeff# our feeds\n\nhttps://a.org/feed\n  http://b.org/rss  \n")
	story := write("story.txt", "https://a.org/feed is where we read that.\n")
	empty := write("empty.txt", "\n")
	web, files, err := input.Sort([]string{"https://c.org/", list, story, empty, dir, "-"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"https://c.org/", "https://a.org/feed", "http://b.org/rss"}, web); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{story, empty, dir, "-"}, files); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []string{"ftp://a.org/", filepath.Join(dir, "missing.html"), "a.org"} {
		if _, _, err := input.Sort([]string{bad}); !errors.Is(err, input.ErrNoInput) {
			t.Errorf("%s: got %v", bad, err)
		}
	}
}
