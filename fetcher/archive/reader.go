package archive

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	warc "github.com/internetarchive/gowarc"

	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/fetcher/article"
)

// MaxBody bounds a page, packed and unpacked; larger ones are errors.
const MaxBody = 64 << 20

// Read hands the pages of a WARC file, gzipped or not, to visit, in the file's
// order. An error of visit ends the reading and is returned wrapped in a
// [*VisitError]. Records that cannot be read are skipped and reported joined at
// the end; a file that ends in the middle of a record gives what is before.
func Read(ctx context.Context, r io.Reader, name string, visit func(article.Page) error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("read %s: damaged WARC record: %v", name, v)
		}
	}()
	in, err := warc.NewReader(r)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	defer in.Close()
	p := pages{name: name, visit: visit}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		rec, err := in.ReadRecord()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				p.bad = append(p.bad, fmt.Errorf("read %s: after %d records: %w", name, p.records, err))
			}
			break
		}
		p.records++
		if err := p.record(rec); err != nil {
			return err
		}
	}
	if err := p.flush(nil); err != nil {
		return err
	}
	return errors.Join(p.bad...)
}

// VisitError carries the error of a visitor.
type VisitError struct{ Err error }

func (e *VisitError) Error() string { return e.Err.Error() }
func (e *VisitError) Unwrap() error { return e.Err }

// pages puts records together. A response waits for the record after it, which
// may be our metadata about it.
type pages struct {
	name    string
	visit   func(article.Page) error
	records int
	waiting *response
	bad     []error
}

// response is a response record that was read.
type response struct {
	id   string
	page article.Page
	code int
}

func (p *pages) record(rec *warc.Record) error {
	defer rec.Content.Close()
	switch rec.Header.Get("WARC-Type") {
	case "metadata":
		if !strings.HasPrefix(rec.Header.Get("Content-Type"), aboutProfile) {
			return nil
		}
		var about fetcher.About
		if err := json.NewDecoder(io.LimitReader(rec.Content, 1<<20)).Decode(&about); err != nil {
			p.bad = append(p.bad, fmt.Errorf("read %s: metadata of %s: %w", p.name, rec.Header.Get("WARC-Target-URI"), err))
			return nil
		}
		if p.waiting != nil && p.waiting.id == rec.Header.Get("WARC-Concurrent-To") {
			return p.flush(&about)
		}
	case "response":
		if err := p.flush(nil); err != nil {
			return err
		}
		r, err := readResponse(rec)
		if err != nil {
			p.bad = append(p.bad, fmt.Errorf("read %s: %s: %w", p.name, rec.Header.Get("WARC-Target-URI"), err))
			return nil
		}
		p.waiting = r
	}
	return nil
}

// flush hands over the waiting response, if it is a page.
func (p *pages) flush(about *fetcher.About) error {
	r := p.waiting
	p.waiting = nil
	if r == nil || r.code != http.StatusOK {
		return nil
	}
	page := r.page
	switch {
	case about != nil && about.Kind != fetcher.PageKind:
		return nil
	case about != nil:
		page.URL, page.Source, page.Hint = about.URL, about.Source, about.Hint
	case !isDocument(page):
		return nil
	default:
		page.Source = p.name
	}
	if err := p.visit(page); err != nil {
		return &VisitError{err}
	}
	return nil
}

// isDocument judges an answer that nothing more is known of.
func isDocument(p article.Page) bool {
	kind, _, err := mime.ParseMediaType(p.ContentType)
	if err == nil && kind != "text/html" && kind != "application/xhtml+xml" && kind != "text/plain" {
		return false
	}
	if u, err := url.Parse(p.URL); err == nil && u.Path == "/robots.txt" {
		return false
	}
	return !fetcher.Offers(p.Body)
}

func readResponse(rec *warc.Record) (*response, error) {
	in := bufio.NewReader(io.LimitReader(rec.Content, MaxBody+1<<20))
	res, err := http.ReadResponse(in, nil)
	if err != nil {
		return nil, fmt.Errorf("unreadable HTTP response: %w", err)
	}
	defer res.Body.Close()
	r := &response{id: rec.Header.Get("WARC-Record-ID"), code: res.StatusCode}
	if res.StatusCode != http.StatusOK {
		return r, nil
	}
	wire, err := io.ReadAll(io.LimitReader(res.Body, MaxBody+1))
	if err != nil {
		return nil, fmt.Errorf("body: %w", err)
	}
	if len(wire) > MaxBody {
		return nil, fmt.Errorf("body larger than %d bytes", MaxBody)
	}
	body, err := fetcher.DecodeBody(wire, res.Header.Get("Content-Encoding"), MaxBody)
	if err != nil {
		// Common Crawl keeps the header and stores the body unpacked.
		body = wire
	}
	when, _ := time.Parse(time.RFC3339Nano, rec.Header.Get("WARC-Date"))
	at := strings.Trim(rec.Header.Get("WARC-Target-URI"), "<>")
	r.page = article.Page{
		URL: at, FinalURL: at, Fetched: when.UTC(), ContentType: res.Header.Get("Content-Type"), Body: body,
	}
	return r, nil
}
