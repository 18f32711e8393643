package batch_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/batch"
)

func source(names ...string) batch.Source {
	return func(_ context.Context, visit func(article.Page) error) error {
		for _, n := range names {
			if err := visit(article.Page{Source: n, Body: []byte(n)}); err != nil {
				return err
			}
		}
		return nil
	}
}

func each(_ context.Context, p article.Page, w io.Writer) error {
	if p.Source == "bad.txt" {
		return errors.New("bad")
	}
	_, err := w.Write(append(p.Body, '\n'))
	return err
}

func TestOneFailureDoesNotEndTheBatch(t *testing.T) {
	var out bytes.Buffer
	var failed []string
	job := batch.Job{Each: each, Out: &out, Failed: func(n string, _ error) { failed = append(failed, n) }}
	res, err := job.Run(context.Background(), source("a.txt", "bad.txt", "b.txt"))
	if err != nil || res != (batch.Result{Done: 2, Failed: 1}) || out.String() != "a.txt\nb.txt\n" || len(failed) != 1 || failed[0] != "bad.txt" {
		t.Errorf("%v, %+v, %q, failed %q", err, res, out.String(), failed)
	}
}

func TestOneFilePerDocument(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	job := batch.Job{Each: each, Dir: dir, Extension: ".json"}
	if _, err := job.Run(context.Background(), source("x/a.txt.gz", "y/a.html", "https://x.example/story/")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.json", "a-2.json", "story.json"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}

func TestCancelledBatchStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := batch.Job{Each: each, Out: io.Discard}.Run(ctx, source("a"))
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestStem(t *testing.T) {
	for name, want := range map[string]string{"a/b.tar.gz": "b", "seed-000.txt": "seed-000", "..": "document", "x:y?.html": "x-y-", "https://x.example/": "x"} {
		if got := batch.Stem(name); got != want {
			t.Errorf("Stem(%q) = %q, want %q", name, got, want)
		}
	}
}
