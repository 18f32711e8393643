// Package input reads the files that commands are given and hands over one
// article.Page per document: HTML, plain text and Markdown files, folders of
// them, JSONL of articles, WARC, each also gzipped, and "-" for standard input.
//
// Folders are walked in lexical order, so that the same inputs give the same
// output. A file that cannot be read is an error of its own and does not end
// the walk; the errors come back joined.
package input

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/tagwire/tagwire/fetcher/article"
)

// MaxBytes bounds one document, unpacked.
const MaxBytes = 64 << 20

// Reader walks inputs. The zero value reads standard input from os.Stdin.
type Reader struct {
	// Stdin is read for the path "-".
	Stdin io.Reader
	// URL is given to documents that have none of their own.
	URL string
	// Open opens the address of a WARC file: see [Sort].
	Open func(ctx context.Context, address string) (io.ReadCloser, error)
}

// UnreadError says that an input, or one line of it, could not be read.
type UnreadError struct {
	// Path is the file or address.
	Path string
	// Line is the line's number from 1, or 0 for the whole file; Text is the
	// line as it stands there.
	Line int
	Text string
	Err  error
}

func (e *UnreadError) Error() string { return e.Err.Error() }
func (e *UnreadError) Unwrap() error { return e.Err }

// unread names the input in an error of reading it.
func unread(path string, err error) error {
	var stop *visitError
	var named *UnreadError
	if err == nil || errors.As(err, &stop) || errors.As(err, &named) {
		return err
	}
	return &UnreadError{Path: path, Err: err}
}

// Walk hands every document under the given paths to visit, in order, with a
// zero Reader: see [Reader.Walk].
func Walk(ctx context.Context, paths []string, visit func(article.Page) error) error {
	return Reader{}.Walk(ctx, paths, visit)
}

// Walk hands every document under the given paths to visit, in order. An error
// of visit ends the walk and is returned as it is; inputs that cannot be read
// are skipped, and their errors returned joined at the end.
func (r Reader) Walk(ctx context.Context, paths []string, visit func(article.Page) error) error {
	var failed []error
	for _, path := range paths {
		err := r.path(ctx, path, visit)
		var stop *visitError
		if errors.As(err, &stop) {
			return stop.err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// visitError carries an error of the visitor through the walk untouched.
type visitError struct{ err error }

func (e *visitError) Error() string { return e.err.Error() }
func (e *visitError) Unwrap() error { return e.err }

func (r Reader) path(ctx context.Context, path string, visit func(article.Page) error) error {
	if path == "-" {
		in := r.Stdin
		if in == nil {
			in = os.Stdin
		}
		return unread(path, r.stream(ctx, "-", in, visit))
	}
	if isAddress(path) {
		return unread(path, r.address(ctx, path, visit))
	}
	info, err := os.Stat(path)
	if err != nil {
		return unread(path, fmt.Errorf("read input: %w", err))
	}
	if !info.IsDir() {
		return r.file(ctx, path, visit)
	}
	var failed []error
	err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			failed = append(failed, unread(p, fmt.Errorf("read input: %w", err)))
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if d.IsDir() || strings.HasPrefix(d.Name(), ".") || ContentType(p) == "" {
			return nil
		}
		err = r.file(ctx, p, visit)
		var stop *visitError
		if errors.As(err, &stop) || ctx.Err() != nil {
			return err
		}
		if err != nil {
			failed = append(failed, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return errors.Join(failed...)
}

// address reads a WARC file from the web.
func (r Reader) address(ctx context.Context, address string, visit func(article.Page) error) (err error) {
	if r.Open == nil {
		return fmt.Errorf("read %s: only files are read here; download it first", address)
	}
	body, err := r.Open(ctx, address)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, body.Close()) }()
	return r.stream(ctx, address, body, visit)
}

func (r Reader) file(ctx context.Context, path string, visit func(article.Page) error) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return unread(path, fmt.Errorf("read input: %w", err))
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return unread(path, r.stream(ctx, path, f, visit))
}

// ContentType guesses a document's media type from its file name, looking
// through ".gz". It is empty for names that are no input.
func ContentType(path string) string {
	switch strings.ToLower(filepath.Ext(strings.TrimSuffix(path, ".gz"))) {
	case ".html", ".htm", ".xhtml":
		return "text/html"
	case ".txt", ".text":
		return "text/plain"
	case ".md", ".markdown":
		return "text/markdown"
	case ".jsonl", ".ndjson":
		return "application/jsonl"
	case ".warc":
		return "application/warc"
	}
	return ""
}

func (r Reader) stream(ctx context.Context, path string, in io.Reader, visit func(article.Page) error) error {
	buf := bufio.NewReaderSize(in, 1<<16)
	if head, err := buf.Peek(2); err == nil && head[0] == 0x1f && head[1] == 0x8b {
		z, err := gzip.NewReader(buf)
		if err != nil {
			return fmt.Errorf("read %s: unpack gzip: %w", path, err)
		}
		buf = bufio.NewReaderSize(z, 1<<16)
	}
	kind := ContentType(path)
	if isAddress(path) {
		kind = "application/warc"
	}
	if kind == "application/warc" {
		return warcPages(ctx, path, buf, visit)
	}
	if kind == "application/jsonl" || path == "-" && startsJSON(buf) {
		return r.jsonl(ctx, path, buf, visit)
	}
	body, err := io.ReadAll(io.LimitReader(buf, MaxBytes+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	if len(body) > MaxBytes {
		return fmt.Errorf("read %s: larger than %d bytes", path, MaxBytes)
	}
	p := article.Page{URL: r.URL, FinalURL: r.URL, Source: path, ContentType: kind, Body: body}
	if err := visit(p); err != nil {
		return &visitError{err}
	}
	return nil
}

func startsJSON(buf *bufio.Reader) bool {
	head, _ := buf.Peek(64)
	return bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte(`{"`))
}

// record is one line of a JSONL input.
type record struct {
	URL       string    `json:"url"`
	Title     string    `json:"title"`
	Text      string    `json:"text"`
	HTML      string    `json:"html"`
	Byline    string    `json:"byline"`
	Site      string    `json:"site"`
	Language  string    `json:"language"`
	Published time.Time `json:"published"`
	Fetched   time.Time `json:"fetched"`
}

func (r Reader) jsonl(ctx context.Context, path string, buf *bufio.Reader, visit func(article.Page) error) error {
	lines := bufio.NewScanner(buf)
	lines.Buffer(make([]byte, 0, 1<<16), MaxBytes)
	var failed []error
	for n := 1; lines.Scan(); n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var rec record
		if err := json.Unmarshal(lines.Bytes(), &rec); err != nil {
			failed = append(failed, &UnreadError{
				Path: path, Line: n, Text: lines.Text(),
				Err: fmt.Errorf("read %s: line %d: %w; each line must be one JSON object with url, title and text or html", path, n, err),
			})
			continue
		}
		if err := visit(rec.page(r.URL, fmt.Sprintf("%s:%d", path, n))); err != nil {
			return &visitError{err}
		}
	}
	if err := lines.Err(); err != nil {
		failed = append(failed, &UnreadError{Path: path, Err: fmt.Errorf("read %s: %w", path, err)})
	}
	return errors.Join(failed...)
}

func (rec record) page(url, source string) article.Page {
	if rec.URL != "" {
		url = rec.URL
	}
	p := article.Page{
		URL: url, FinalURL: url, Source: source, Fetched: rec.Fetched,
		ContentType: "text/plain; charset=utf-8", Body: []byte(rec.Text),
		Hint: article.Hint{Title: rec.Title, Byline: rec.Byline, Site: rec.Site, Language: rec.Language, Published: rec.Published},
	}
	if rec.HTML != "" {
		p.ContentType, p.Body = "text/html; charset=utf-8", []byte(rec.HTML)
	}
	return p
}
