package archive

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	warc "github.com/internetarchive/gowarc"

	"github.com/tagwire/tagwire/fetcher"
)

// aboutProfile marks the metadata records that are ours.
const aboutProfile = "application/vnd.tagwire.about+json"

// maxFile is the size at which a new file is begun.
const maxFile = 1 << 30

// Writer is a fetcher.Archive over a folder.
type Writer struct {
	dir   string
	agent string

	mu   sync.Mutex
	file *os.File
	out  *counted
	n    int
}

var _ fetcher.Archive = (*Writer)(nil)

// NewWriter returns a writer of files named after the time into dir, made
// where it is missing. The agent names the software in the files.
func NewWriter(dir, agent string) (*Writer, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	return &Writer{dir: dir, agent: agent}, nil
}

// counted counts bytes and remembers the first error, which gowarc drops.
type counted struct {
	w   io.Writer
	n   int64
	err error
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	if err != nil && c.err == nil {
		c.err = err
	}
	return n, err
}

// Keep writes the records of one visit next to one another.
func (w *Writer) Keep(trail []fetcher.Exchange, about fetcher.About) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.rotate(); err != nil {
		return err
	}
	var last string
	for _, ex := range trail {
		id, err := w.exchange(ex)
		if err != nil {
			return err
		}
		last = id
	}
	body, err := json.Marshal(about)
	if err != nil {
		return err
	}
	return w.record(map[string]string{
		"WARC-Type": "metadata", "WARC-Record-ID": newID(), "WARC-Concurrent-To": last,
		"WARC-Target-URI": trail[len(trail)-1].URL, "WARC-Date": stamp(trail[len(trail)-1].When),
		"Content-Type": aboutProfile,
	}, body)
}

func (w *Writer) exchange(ex fetcher.Exchange) (id string, err error) {
	id = newID()
	err = w.record(map[string]string{
		"WARC-Type": "request", "WARC-Record-ID": newID(), "WARC-Concurrent-To": id,
		"WARC-Target-URI": ex.URL, "WARC-Date": stamp(ex.When), "Content-Type": "application/http; msgtype=request",
	}, requestBlock(ex))
	if err != nil {
		return "", err
	}
	return id, w.record(map[string]string{
		"WARC-Type": "response", "WARC-Record-ID": id,
		"WARC-Target-URI": ex.URL, "WARC-Date": stamp(ex.When), "Content-Type": "application/http; msgtype=response",
	}, responseBlock(ex))
}

// rotate opens a file where none is open or the open one is full.
func (w *Writer) rotate() error {
	if w.file != nil && w.out.n < maxFile {
		return nil
	}
	if err := w.closeFile(); err != nil {
		return err
	}
	w.n++
	name := fmt.Sprintf("tagwire-%s-%05d-%d.warc.gz", time.Now().UTC().Format("20060102150405.000"), w.n, os.Getpid())
	f, err := os.OpenFile(filepath.Join(w.dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	w.file, w.out = f, &counted{w: f}
	info := fmt.Sprintf("software: %s\r\nformat: WARC File Format 1.1\r\n", w.agent)
	return w.record(map[string]string{
		"WARC-Type": "warcinfo", "WARC-Record-ID": newID(), "WARC-Filename": name, "WARC-Date": stamp(time.Now()),
		"Content-Type": "application/warc-fields",
	}, []byte(info))
}

// record writes one record as a gzip member of its own.
func (w *Writer) record(header map[string]string, block []byte) error {
	r := warc.NewRecord("", false)
	for k, v := range header {
		r.Header.Set(k, v)
	}
	r.Header.Set("Content-Length", fmt.Sprint(len(block)))
	if _, err := r.Content.Write(block); err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	out, err := warc.NewWriter(w.out, w.file.Name(), warc.SHA1, "gzip", "", false, nil)
	if err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	if _, err := out.WriteRecord(r); err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	if err := out.CloseCompressedWriter(); err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	if w.out.err != nil {
		return fmt.Errorf("archive: %w", w.out.err)
	}
	return nil
}

func (w *Writer) closeFile() error {
	if w.file == nil {
		return nil
	}
	err := w.file.Sync()
	if cerr := w.file.Close(); err == nil {
		err = cerr
	}
	w.file = nil
	return err
}

// Close ends the open file.
func (w *Writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.closeFile()
}

func newID() string { return "<urn:uuid:" + uuid.NewString() + ">" }

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

func requestBlock(ex fetcher.Exchange) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "GET %s HTTP/1.1\r\nHost: %s\r\n", ex.Request.URL.RequestURI(), ex.Request.URL.Host)
	_ = ex.Request.Header.Write(&b) // to memory
	b.WriteString("\r\n")
	return b.Bytes()
}

// responseBlock is the answer with its transfer encoding undone, as the body
// is: its length is stated anew.
func responseBlock(ex fetcher.Exchange) []byte {
	var b bytes.Buffer
	status := strings.TrimPrefix(strings.TrimPrefix(ex.Proto, "HTTP/2.0"), "HTTP/3.0")
	if status == "" {
		status = "HTTP/1.1" // WARC has no block format for the later versions
	}
	fmt.Fprintf(&b, "%s %s\r\n", status, ex.Status)
	h := ex.ResponseHeader.Clone()
	if h == nil {
		h = http.Header{}
	}
	h.Del("Transfer-Encoding")
	h.Set("Content-Length", fmt.Sprint(len(ex.Body)))
	_ = h.Write(&b) // to memory
	b.WriteString("\r\n")
	b.Write(ex.Body)
	return b.Bytes()
}
