// Package starter is the bundled sample list: entries that stand on several
// official lists at once, so that a fresh install has something to link to.
//
// It is a snapshot made by the program in folder generate, marked "sample"
// wherever it shows, and gives way to the first real list. Nobody is sanctioned
// today because of standing in it, or not sanctioned because of missing there.
package starter

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// Name is the sample's name as a list.
const Name = "sample"

//go:embed sample.jsonl
var sample []byte

// Header is the sample's first line.
type Header struct {
	// Date is that of the newest list it was made from, and the sample's.
	Date string `json:"date"`
	Rule string `json:"rule"`
	// Sources are the lists it was made from, with their dates.
	Sources map[string]string `json:"sources"`
}

// List returns the sample. UIDs are of the form "ofac-sdn/36".
func List() (*source.List, error) {
	lines := bufio.NewScanner(bytes.NewReader(sample))
	lines.Buffer(nil, 1<<20)
	var h Header
	l := &source.List{Name: Name}
	for n := 1; lines.Scan(); n++ {
		if n == 1 {
			if err := json.Unmarshal(lines.Bytes(), &h); err != nil {
				return nil, fmt.Errorf("sample list, line 1: %w", err)
			}
			l.Date = h.Date
			continue
		}
		var e source.Entry
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return nil, fmt.Errorf("sample list, line %d: %w", n, err)
		}
		l.Entries = append(l.Entries, e)
	}
	return l, lines.Err()
}
