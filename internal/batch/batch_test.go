package batch_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
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

// TestOrderWithSeveralJobs lets early documents take longest.
func TestOrderWithSeveralJobs(t *testing.T) {
	var names []string
	for i := range 40 {
		names = append(names, fmt.Sprintf("%02d.txt", i))
	}
	names[7] = "bad.txt"
	turn := make(chan struct{}, 1)
	slowly := func(ctx context.Context, p article.Page, w io.Writer) error {
		if p.Source == "00.txt" {
			<-turn // until a later one is done
		} else {
			select {
			case turn <- struct{}{}:
			default:
			}
		}
		return each(ctx, p, w)
	}
	var out bytes.Buffer
	var seen []batch.Result
	job := batch.Job{Each: slowly, Jobs: 4, Out: &out, Between: "-", Failed: func(string, error) {}, Progress: func(r batch.Result) { seen = append(seen, r) }}
	res, err := job.Run(t.Context(), source(names...))
	want := strings.Join(append(slices.Clone(names[:7]), names[8:]...), "\n-") + "\n"
	if err != nil || res != (batch.Result{Done: 39, Failed: 1}) || out.String() != want || len(seen) != 40 || seen[39] != res {
		t.Errorf("%v, %+v, %q, progress %v", err, res, out.String(), seen)
	}
}

func TestMissingOnes(t *testing.T) {
	dir := t.TempDir()
	job := batch.Job{Each: each, Dir: dir, Extension: ".txt", Missing: true, Jobs: 2, Failed: func(string, error) {}}
	for k, want := range []batch.Result{{Done: 2, Failed: 1}, {Failed: 1, Skipped: 2}} {
		if res, err := job.Run(t.Context(), source("x/a.txt", "bad.txt", "y/A.txt")); err != nil || res != want {
			t.Errorf("run %d: %v, %+v", k, err, res)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 2 { // and nothing half written
		t.Errorf("%v, %v", files, err)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestOutputThatFailsEndsTheBatch(t *testing.T) {
	endless := func(_ context.Context, visit func(article.Page) error) error {
		for {
			if err := visit(article.Page{Source: "a.txt", Body: []byte("a")}); err != nil {
				return err
			}
		}
	}
	res, err := batch.Job{Each: each, Jobs: 3, Out: fullDisk{}}.Run(t.Context(), endless)
	if err == nil || !strings.Contains(err.Error(), "write the result of a.txt: no space left") || res.Done != 0 {
		t.Errorf("%v, %+v", err, res)
	}
}
