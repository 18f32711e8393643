package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/batch"
	"github.com/tagwire/tagwire/internal/input"
)

// documents are the inputs of clean and tag: files, folders, standard input,
// and addresses, which are fetched one by one.
type documents struct {
	app          *app
	url          string
	allowPrivate bool
	resume       bool
	jobs         int
}

func (d *documents) flags(c *cobra.Command) {
	c.Flags().StringVar(&d.url, "url", "", "address of the one document given, where it does not say it itself")
	c.Flags().BoolVar(&d.allowPrivate, "allow-private", false, "let addresses of this machine and of private networks be fetched")
}

// batchFlags are those of a command that works on many documents at a time.
func (d *documents) batchFlags(c *cobra.Command) {
	c.Flags().BoolVar(&d.resume, "resume", false, "leave out documents whose file is in --out already")
	c.Flags().IntVar(&d.jobs, "jobs", runtime.GOMAXPROCS(0), "documents worked on at a time")
}

// run runs a job over the documents named by args; each that fails is named.
func (d *documents) run(ctx context.Context, args []string, job batch.Job) error {
	switch {
	case d.resume && job.Dir == "":
		return usageError("--resume leaves out what is in a folder: name it with --out")
	case d.jobs < 0:
		return usageError("--jobs %d: want 1 or more", d.jobs)
	}
	job.Missing, job.Jobs = d.resume, d.jobs
	line := d.progress(job.Dir != "")
	var unread atomic.Int64 // addresses that could not be fetched
	job.Failed = func(_ string, err error) {
		line.clear()
		fmt.Fprintf(d.app.stderr, "tagwire: %v\n", err)
	}
	job.Progress = line.show
	src, err := d.source(args, func(name string, err error) {
		unread.Add(1)
		job.Failed(name, err)
	})
	if err != nil {
		return err
	}
	res, err := job.Run(ctx, src)
	line.end(res)
	res.Failed += int(unread.Load())
	switch {
	case ctx.Err() != nil && job.Dir != "":
		return &exitError{exitFailed, fmt.Errorf("interrupted; %d documents are done, run it again with --resume for the others", res.Done+res.Skipped)}
	case err == nil && res == batch.Result{}:
		return &exitError{exitFailed, fmt.Errorf("no document in %s: those in folders end in .html, .txt, .md, .jsonl or .warc, also with .gz", strings.Join(args, ", "))}
	}
	return batchError(res, err)
}

// source hands the documents named by args over; an address that cannot be
// fetched goes to failed.
func (d *documents) source(args []string, failed func(name string, err error)) (batch.Source, error) {
	addresses, files, err := input.Sort(args)
	if err != nil {
		return nil, &exitError{exitUsage, err}
	}
	if d.url != "" && len(args) != 1 {
		return nil, usageError("--url names one document, %d are given", len(args))
	}
	return func(ctx context.Context, visit func(article.Page) error) error {
		client := fetcher.NewClient(fetcher.Options{AllowPrivate: d.allowPrivate})
		defer client.Close()
		reader := input.Reader{Stdin: d.app.stdin, Open: client.Open}
		err := reader.Walk(ctx, files, func(p article.Page) error {
			if d.url != "" {
				p.URL = d.url
			}
			return visit(p)
		})
		if len(files) == 0 {
			err = nil // Walk of nothing
		}
		return errors.Join(err, d.fetch(ctx, client, addresses, visit, failed))
	}, nil
}

// fetch brings addresses home, one after the other.
func (d *documents) fetch(ctx context.Context, client *fetcher.Client, addresses []string, visit func(article.Page) error, failed func(string, error)) error {
	for _, a := range addresses {
		res, err := client.Get(ctx, fetcher.Request{URL: a})
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			failed(a, err)
			continue
		}
		err = visit(article.Page{URL: a, FinalURL: res.FinalURL, Source: a, Fetched: res.Fetched, ContentType: res.Header.Get("Content-Type"), Body: res.Body})
		if err != nil {
			return err
		}
	}
	return nil
}
