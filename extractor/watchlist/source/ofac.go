package source

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// OFAC's csv files have no header. Columns of the primary file: ent_num, name,
// type, program, title, call sign, vessel type, tonnage, GRT, flag, owner,
// remarks; a null is "-0- ". See
// https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas
const (
	ofacColumns = 12
	ofacNull    = "-0-"
	ofacEnd     = "\x1a" // the last byte of a complete file

	aliasColumns   = 5
	addressColumns = 6
	commentColumns = 2
)

// The names of OFAC's two lists.
const (
	ofacSDN          = "ofac-sdn"
	ofacConsolidated = "ofac-cons"
)

// sniffOFAC recognizes the primary file: a number, a quoted name, a type.
func sniffOFAC(head []byte, _ string) bool { return ofacPart(head) == "prim" }

// ofacPart says by its first row which file of OFAC's set head begins: "prim",
// "alt", "add" or "comments"; empty if none.
func ofacPart(head []byte) string {
	line, _, _ := strings.Cut(string(head), "\n")
	row, err := csv.NewReader(strings.NewReader(line)).Read()
	if err != nil || !isNumber(row[0]) {
		return ""
	}
	switch len(row) {
	case ofacColumns:
		switch strings.TrimSpace(row[2]) {
		case ofacNull, "individual", "vessel", "aircraft":
			return "prim"
		}
	case aliasColumns:
		switch row[2] {
		case "aka", "fka", "nka":
			return "alt"
		}
	case addressColumns:
		if isNumber(row[1]) {
			return "add"
		}
	case commentColumns:
		return "comments"
	}
	return ""
}

// consolidatedProgram reports whether most targets of a programme stand on the
// consolidated list and not on the SDN list.
func consolidatedProgram(p string) bool {
	switch p {
	case "UKRAINE-EO13662", "CMIC-EO13959", "561-Related", "FSE-IR", "FSE-SY", "FSE-WMD":
		return true
	}
	return strings.HasPrefix(p, "NS-")
}

// ofacName tells OFAC's lists apart by the programmes of most entries: their
// files have the same form.
func ofacName(entries []Entry) string {
	n := 0
	for i := range entries {
		if slices.ContainsFunc(entries[i].Programs, consolidatedProgram) {
			n++
		}
	}
	if 2*n > len(entries) {
		return ofacConsolidated
	}
	return ofacSDN
}

func isNumber(s string) bool {
	if s == "" {
		return false
	}
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// sister is the name of a file of the same set: sdn.csv has alt.csv beside it,
// cons_prim.csv has cons_alt.csv.
func sister(path, which string) string {
	dir, base := filepath.Split(path)
	if strings.HasPrefix(strings.ToLower(base), "cons_prim") {
		return filepath.Join(dir, "cons_"+which+".csv")
	}
	return filepath.Join(dir, which+".csv")
}

// readOFACSet reads the primary file from r and its sisters beside path. The
// alias file must be there; addresses and remarks' overflow may be missing.
func readOFACSet(r io.Reader, path string) (*List, error) {
	l := new(List)
	if info, err := os.Stat(path); err == nil {
		l.Date = info.ModTime().UTC().Format(time.DateOnly)
	}
	at := make(map[string]int)
	err := ofacRows(r, path, ofacColumns, func(row []string) {
		at[row[0]] = len(l.Entries)
		l.Entries = append(l.Entries, ofacEntry(row))
	})
	if err != nil {
		return nil, err
	}
	err = ofacFile(sister(path, "alt"), aliasColumns, func(row []string) {
		if i, ok := at[row[0]]; ok {
			e := &l.Entries[i]
			e.add(strings.Clone(ofacValue(row[3])), Strong)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("%w (OFAC's aliases stand in a file of their own: put it beside %s)", err, filepath.Base(path))
	}
	err = ofacFile(sister(path, "add"), addressColumns, func(row []string) {
		if i, ok := at[row[0]]; ok {
			l.Entries[i].Countries = addTo(l.Entries[i].Countries, strings.ToLower(ofacValue(row[4])))
		}
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	comments := "sdn_comments"
	if strings.HasPrefix(strings.ToLower(filepath.Base(path)), "cons") {
		comments = "comments"
	}
	err = ofacFile(sister(path, comments), commentColumns, func(row []string) {
		if i, ok := at[row[0]]; ok {
			ofacRemarks(&l.Entries[i], row[1])
		}
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	l.Name = ofacName(l.Entries)
	return finish(path, l)
}

func ofacFile(path string, columns int, each func([]string)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r, _, err := open(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return ofacRows(r, path, columns, each)
}

// ofacRows calls each for every row and checks that the file ends as OFAC ends
// its files.
func ofacRows(r io.Reader, path string, columns int, each func([]string)) error {
	c := csv.NewReader(r)
	c.FieldsPerRecord = -1
	c.LazyQuotes = true
	c.ReuseRecord = true
	ended := false
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		line, _ := c.FieldPos(0)
		if err != nil {
			return damaged(path, line, "%v", err)
		}
		if len(row) == 1 && row[0] == ofacEnd {
			ended = true
			continue
		}
		if len(row) != columns || !isNumber(row[0]) {
			return damaged(path, line, "want %d columns that begin with a number, have %d", columns, len(row))
		}
		for _, f := range row {
			if !utf8.ValidString(f) {
				return damaged(path, line, "not UTF-8: %.40q", f)
			}
		}
		each(row)
	}
	if !ended {
		return damaged(path, 0, "the end mark is missing: the file is cut short")
	}
	return nil
}

func ofacValue(s string) string {
	s = strings.TrimSpace(s)
	if s == ofacNull {
		return ""
	}
	return s
}

func ofacEntry(row []string) Entry {
	e := Entry{UID: strings.Clone(row[0]), Title: strings.Clone(ofacValue(row[4]))}
	switch ofacValue(row[2]) {
	case "individual":
		e.Kind = Person
	case "vessel":
		e.Kind = Vessel
	case "aircraft":
		e.Kind = Aircraft
		e.Marks = addTo(e.Marks, strings.Clone(ofacValue(row[1])))
	}
	e.add(strings.Clone(ofacValue(row[1])), Primary)
	for _, p := range strings.Split(ofacValue(row[3]), "] [") {
		e.Programs = addTo(e.Programs, strings.Clone(strings.Trim(p, "[] ")))
	}
	ofacRemarks(&e, strings.Clone(ofacValue(row[11])))
	return e
}

// What OFAC writes into remarks.
var (
	weakAlias = regexp.MustCompile(`[afn]\.k\.a\. '([^']+(?:'[a-zA-Z][^']*)*)'`)
	born      = regexp.MustCompile(`\bDOB (?:circa )?(\d{1,2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{2} \d{4}|\d{4})`)
	imo       = regexp.MustCompile(`\bIMO (\d{7})\b`)
	wallet    = regexp.MustCompile(`Digital Currency Address - [A-Z0-9]+ ([A-Za-z0-9]{20,110})`)
	nation    = regexp.MustCompile(`\b(?:nationality|citizen|Nationality of Registration) ([A-Z][A-Za-z, ()]+?)(?:;|\.|$)`)
)

// ofacRemarks takes weak aliases, dates of birth, nationalities and exact
// identifiers out of a remark.
func ofacRemarks(e *Entry, s string) {
	for _, m := range weakAlias.FindAllStringSubmatch(s, -1) {
		e.add(m[1], Weak)
	}
	for _, m := range born.FindAllStringSubmatch(s, -1) {
		for _, layout := range []string{"02 Jan 2006", "2 Jan 2006"} {
			if d, err := time.Parse(layout, m[1]); err == nil {
				e.Born = addTo(e.Born, d.Format(time.DateOnly))
			}
		}
		e.Born = addTo(e.Born, m[1][len(m[1])-4:])
	}
	for _, m := range imo.FindAllStringSubmatch(s, -1) {
		e.Marks = addTo(e.Marks, "IMO"+m[1])
	}
	for _, m := range wallet.FindAllStringSubmatch(s, -1) {
		e.Marks = addTo(e.Marks, m[1])
	}
	for _, m := range nation.FindAllStringSubmatch(s, -1) {
		e.Countries = addTo(e.Countries, strings.ToLower(m[1]))
	}
}
