// Package batch runs a function over the documents of several inputs and writes
// each result where the caller asked: one after the other to one stream, or one
// file per document in a folder.
//
// A document that fails does not end the batch: it is named, counted, and the
// rest goes on.
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

	"github.com/tagwire/tagwire/fetcher/article"
)

// Source hands documents over, in order.
type Source func(ctx context.Context, visit func(article.Page) error) error

// Job is one batch.
type Job struct {
	// Each turns a document into its output.
	Each func(ctx context.Context, p article.Page, w io.Writer) error
	// Out is where outputs go one after the other, unless Dir is set.
	Out io.Writer
	// Dir, if set, gets a file for each document: its name without extension,
	// with Extension. A second document of the same name gets "-2", and so on.
	Dir       string
	Extension string
	// Failed is called for each document that failed.
	Failed func(name string, err error)
}

// Result counts a batch.
type Result struct{ Done, Failed int }

// Run runs the batch. Its error is that of the source or of the output; failed
// documents are in the Result.
func (j Job) Run(ctx context.Context, src Source) (Result, error) {
	if j.Dir != "" {
		if err := os.MkdirAll(j.Dir, 0o755); err != nil {
			return Result{}, err
		}
	}
	var res Result
	used := make(map[string]int)
	err := src(ctx, func(p article.Page) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		var b bytes.Buffer
		if err := j.Each(ctx, p, &b); err != nil {
			if errors.Is(err, context.Canceled) {
				return err
			}
			res.Failed++
			j.Failed(Name(p), err)
			return nil
		}
		if err := j.write(p, b.Bytes(), used); err != nil {
			return fmt.Errorf("write the result of %s: %w", Name(p), err)
		}
		res.Done++
		return nil
	})
	return res, err
}

func (j Job) write(p article.Page, data []byte, used map[string]int) error {
	if j.Dir == "" {
		_, err := j.Out.Write(data)
		return err
	}
	stem := Stem(Name(p))
	used[stem]++
	if n := used[stem]; n > 1 {
		stem = fmt.Sprintf("%s-%d", stem, n)
	}
	return os.WriteFile(filepath.Join(j.Dir, stem+j.Extension), data, 0o644)
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
