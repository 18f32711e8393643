package source

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// Part says whether a file is a list by itself or one of OFAC's csv set.
type Part uint8

// The parts.
const (
	Whole Part = iota // a list by itself
	OFACPrimary
	OFACAliases
	OFACAddresses
	OFACComments
)

func (p Part) String() string {
	return [...]string{"list", "entries", "aliases", "addresses", "remarks"}[p]
}

// Beside reports whether the part goes with a primary file.
func (p Part) Beside() bool { return p > OFACPrimary }

// FileName is the name under which ReadFile looks for a part of OFAC's set;
// empty for a whole list.
func (p Part) FileName() string {
	return [...]string{"", "sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"}[p]
}

// PartOf recognizes a file by its content. One that no reader knows is an
// ErrUnknownFormat that says what it looks like.
func PartOf(path string) (Part, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	_, head, err := open(f)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", path, err)
	}
	switch ofacPart(head) {
	case "prim":
		return OFACPrimary, nil
	case "alt":
		return OFACAliases, nil
	case "add":
		return OFACAddresses, nil
	case "comments":
		return OFACComments, nil
	}
	for _, form := range formats() {
		if form.sniff(head, "") {
			return Whole, nil
		}
	}
	return 0, unknown(path, head)
}

// Open opens a list's file for reading as text: gzip and a byte order mark are
// undone.
func Open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r, _, err := open(f)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), f.Close())
	}
	return struct {
		io.Reader
		io.Closer
	}{r, f}, nil
}
