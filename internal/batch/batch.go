// Package batch runs a function over the documents of several inputs and writes
// each result where the caller asked: one after the other to one stream, or one
// file per document in a folder.
//
// A document that fails does not end the batch: it is named, counted, and the
// rest goes on. Several documents may be worked on at a time; results and
// failures come in the order of the documents all the same. A file of a result
// appears only when it is whole, so a batch that was broken off can be run
// again, leaving out what is there.
package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/wholefile"
)

// Source hands documents over, in order.
type Source func(ctx context.Context, visit func(article.Page) error) error

// Job is one batch.
type Job struct {
	// Each turns a document into its output.
	Each func(ctx context.Context, p article.Page, w io.Writer) error
	// Jobs is how many documents are worked on at a time; 0 is 1. With more,
	// Each is called by several goroutines.
	Jobs int
	// Out is where outputs go one after the other, unless Dir is set, and Between
	// what stands between two of them.
	Out     io.Writer
	Between string
	// Dir, if set, gets a file for each document: its name without extension,
	// with Extension. A second document of the same name gets "-2", and so on, in
	// the order of the documents, whatever becomes of them.
	Dir       string
	Extension string
	// Missing leaves out documents whose file is in Dir already.
	Missing bool
	// Failed is called for each document that failed, and Progress, if set, after
	// each document.
	Failed   func(name string, err error)
	Progress func(Result)
}

// Result counts a batch.
type Result struct{ Done, Failed, Skipped int }

// task is a document on its way through a batch.
type task struct {
	page    article.Page
	file    string // of its result, in Dir
	skip    bool
	out     bytes.Buffer
	err     error
	settled chan struct{} // closed when out and err are set
}

// Run runs the batch. Its error is that of the source or of the output; failed
// documents are in the Result.
func (j Job) Run(ctx context.Context, src Source) (Result, error) {
	if j.Dir != "" {
		if err := os.MkdirAll(j.Dir, 0o755); err != nil {
			return Result{}, err
		}
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	jobs := max(1, j.Jobs)
	work := make(chan *task)
	queue := make(chan *task, jobs) // the same tasks in order
	var running sync.WaitGroup
	for range jobs {
		running.Go(func() {
			for t := range work {
				t.err = j.Each(ctx, t.page, &t.out)
				t.page.Body = nil
				close(t.settled)
			}
		})
	}
	var res Result
	running.Go(func() {
		for t := range queue {
			<-t.settled
			if ctx.Err() == nil {
				if err := j.settle(t, &res); err != nil {
					cancel(err)
				}
			}
		}
	})
	given := make(names)
	err := src(ctx, func(p article.Page) error {
		t := &task{page: p, settled: make(chan struct{})}
		if j.Dir != "" {
			t.file = filepath.Join(j.Dir, given.unused(Stem(Name(p)))+j.Extension)
			t.skip = j.Missing && exists(t.file)
		}
		if t.skip {
			close(t.settled)
		}
		select {
		case queue <- t:
		case <-ctx.Done():
			return ctx.Err()
		}
		if t.skip {
			return nil
		}
		select {
		case work <- t:
			return nil
		case <-ctx.Done():
			t.err = ctx.Err()
			close(t.settled)
			return ctx.Err()
		}
	})
	close(work)
	close(queue)
	running.Wait()
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	return res, err
}

// settle writes what became of a document.
func (j Job) settle(t *task, res *Result) error {
	switch {
	case t.skip:
		res.Skipped++
	case t.err != nil && errors.Is(t.err, context.Canceled):
		return t.err
	case t.err != nil:
		res.Failed++
		j.Failed(Name(t.page), t.err)
	default:
		if err := j.write(t, res.Done == 0); err != nil {
			return fmt.Errorf("write the result of %s: %w", Name(t.page), err)
		}
		res.Done++
	}
	if j.Progress != nil {
		j.Progress(*res)
	}
	return nil
}

func (j Job) write(t *task, first bool) error {
	if j.Dir != "" {
		return wholefile.WriteSoon(t.file, 0o644, func(w io.Writer) error { _, err := t.out.WriteTo(w); return err })
	}
	if !first {
		if _, err := io.WriteString(j.Out, j.Between); err != nil {
			return err
		}
	}
	_, err := j.Out.Write(t.out.Bytes())
	return err
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// names are the names that a batch has given, in small letters: some file
// systems do not tell them from great ones.
type names map[string]int // how many of each stem, at least

// unused is a name that was not given before: stem, "stem-2" and so on.
func (n names) unused(stem string) string {
	low := strings.ToLower(stem)
	if n[low] == 0 {
		n[low] = 1
		return stem
	}
	for {
		n[low]++
		next := fmt.Sprintf("-%d", n[low])
		if n[low+next] == 0 {
			n[low+next] = 1
			return stem + next
		}
	}
}

// Name is what a document is called in messages: its file or its address.
func Name(p article.Page) string {
	for _, s := range []string{p.Source, p.FinalURL, p.URL} {
		if s != "" && s != "-" {
			return s
		}
	}
	return "standard input"
}

// Stem is a file name for a document's output: the last part of its name
// without ".gz" and extension.
func Stem(name string) string {
	name = strings.TrimSuffix(filepath.Base(strings.TrimRight(name, "/")), ".gz")
	if ext := filepath.Ext(name); ext != "" && len(ext) < len(name) {
		name = strings.TrimSuffix(name, ext)
	}
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, name)
	if name == "" || name == "." || name == ".." {
		return "document"
	}
	return name
}
