package source

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// MaxSize bounds a list's size in bytes after decompression.
const MaxSize = 1 << 30

// format is one publisher's format.
type format struct {
	name string
	// sniff looks at the first bytes; file is the base name in lower case.
	sniff func(head []byte, file string) bool
	read  func(r io.Reader, file string) (*List, error)
}

// formats in the order of their tests, the most telling first.
func formats() []format {
	return []format{
		{"UN consolidated XML", contains("<CONSOLIDATED_LIST"), readUN},
		{"OFAC enhanced XML", contains("<sanctionsData"), readOFACEnhanced},
		{"OFAC advanced XML", contains("<Sanctions ", "DistinctParty", "ADVANCED_XML", "ReferenceValueSets"), readOFACAdvanced},
		{"OFAC sdn XML", contains("<sdnList"), readOFACXML},
		{"EU XML", contains("http://eu.europa.ec/fpi/fsd/export"), readEUXML},
		{"SECO XML", contains("swiss-sanctions-list"), readSECO},
		{"EU csv", contains("Entity_LogicalId;"), readEU},
		{"UK Sanctions List csv", contains("Last Updated,Unique ID"), readUKSL},
		{"OFSI csv", contains("Name 6,Name 1,"), readOFSI},
		{"US CSL csv", contains("_id,source,entity_number,"), readCSL},
		{"OpenSanctions simple csv", contains(`"id","schema","name"`, "id,schema,name,aliases"), readSimple},
		{"FollowTheMoney", func(h []byte, _ string) bool {
			return bytes.HasPrefix(bytes.TrimSpace(h), []byte("{")) && bytes.Contains(h, []byte(`"schema"`))
		}, readFTM},
		{"OFAC csv", sniffOFAC, nil}, // needs its sister files: see ReadFile
	}
}

func contains(any ...string) func([]byte, string) bool {
	return func(head []byte, _ string) bool {
		for _, s := range any {
			if bytes.Contains(head, []byte(s)) {
				return true
			}
		}
		return false
	}
}

// ReadFile reads the list at path. OFAC's csv files come in a set: name
// sdn.csv (or cons_prim.csv), its sisters are read from the same folder.
func ReadFile(path string) (*List, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, head, err := open(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	base := strings.ToLower(strings.TrimSuffix(filepath.Base(path), ".gz"))
	for _, form := range formats() {
		if !form.sniff(head, base) {
			continue
		}
		if form.read == nil {
			return readOFACSet(r, path)
		}
		return form.read(r, path)
	}
	return nil, unknown(path, head)
}

// Read reads a list from r; file is for messages. OFAC's csv set needs
// ReadFile.
func Read(r io.Reader, file string) (*List, error) {
	r, head, err := open(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	for _, form := range formats() {
		if form.read != nil && form.sniff(head, strings.ToLower(file)) {
			return form.read(r, file)
		}
	}
	return nil, unknown(file, head)
}

// open undoes gzip and a byte order mark and peeks at the content.
func open(r io.Reader) (io.Reader, []byte, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	if magic, _ := b.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(b)
		if err != nil {
			return nil, nil, fmt.Errorf("gzip: %w", err)
		}
		b = bufio.NewReaderSize(z, 64<<10)
	}
	if bom, _ := b.Peek(3); bytes.Equal(bom, []byte("\ufeff")) {
		_, _ = b.Discard(3)
	}
	head, err := b.Peek(16 << 10)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return nil, nil, err
	}
	return &limited{r: b, left: MaxSize}, head, nil
}

// limited fails, rather than ends, when more than its bytes are read.
type limited struct {
	r    io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, fmt.Errorf("%w: larger than %d bytes", ErrDamaged, MaxSize)
	}
	if int64(len(p)) > l.left {
		p = p[:l.left]
	}
	n, err := l.r.Read(p)
	l.left -= int64(n)
	return n, err
}

// unknown says what a file looks like that no reader knows.
func unknown(file string, head []byte) error {
	what := "begins with " + fmt.Sprintf("%.40q", head)
	low := bytes.ToLower(head[:min(len(head), 512)])
	switch {
	case len(head) == 0:
		what = "is empty"
	case bytes.Contains(low, []byte("<html")) || bytes.Contains(low, []byte("<!doctype html")):
		what = "is an HTML page, perhaps the server's error message"
	case !utf8.Valid(head[:max(0, len(head)-4)]):
		what = "is not UTF-8 text"
	}
	return fmt.Errorf("%s %s: %w; known are OFAC (csv, XML), UN, EU, UK, SECO, US CSL, OpenSanctions", file, what, ErrUnknownFormat)
}
