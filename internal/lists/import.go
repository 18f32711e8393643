package lists

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// candidate is a file that may be a list or a part of one.
type candidate struct {
	name     string // as the user knows it
	path     string
	part     source.Part
	modified time.Time
	used     bool
}

// Import reads lists from files, also gzipped or in zip archives, and puts
// them in force. What a file is, its content says; the files of OFAC's csv set
// may be given in any order, and those that are not given are looked for
// beside the primary one. The error joins those of single files; outcomes are
// there for the others.
func (f *Folder) Import(paths []string, check Check) ([]*Outcome, error) {
	release, err := f.lock()
	if err != nil {
		return nil, err
	}
	defer release()
	unpacked, err := f.stage()
	if err != nil {
		return nil, err
	}
	defer unpacked.discard()
	var found []*candidate
	var failed error
	for _, p := range paths {
		c, err := candidates(p, unpacked.dir)
		failed = errors.Join(failed, err)
		found = append(found, c...)
	}
	var out []*Outcome
	for _, c := range found {
		if c.part != source.Whole && c.part != source.OFACPrimary {
			continue
		}
		o, err := f.importOne(c, found, check)
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		out = append(out, o)
	}
	for _, c := range found {
		if c.part.Beside() && !c.used {
			failed = errors.Join(failed, fmt.Errorf("%s: OFAC's %s without the primary file (sdn.csv or cons_prim.csv) that they belong to; give that too", c.name, c.part))
		}
	}
	return out, failed
}

// candidates are the files at path: itself, or the members of a zip archive,
// unpacked into dir.
func candidates(path, dir string) ([]*candidate, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s is a folder; name the files in it", path)
	}
	archive, err := zip.OpenReader(path)
	if errors.Is(err, zip.ErrFormat) {
		part, err := source.PartOf(path)
		if err != nil {
			return nil, err
		}
		return []*candidate{{name: path, path: path, part: part, modified: info.ModTime()}}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	defer archive.Close()
	var out []*candidate
	for _, m := range archive.File {
		if m.FileInfo().IsDir() {
			continue
		}
		name := path + "/" + m.Name
		to := filepath.Join(dir, strconv.Itoa(len(out))+"-"+filepath.Base(path))
		if err := unzip(m, to); err != nil {
			return out, fmt.Errorf("%s: %w", name, err)
		}
		part, err := source.PartOf(to)
		if err != nil {
			return out, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, &candidate{name: name, path: to, part: part, modified: m.Modified})
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: the archive is empty", path)
	}
	return out, nil
}

func unzip(m *zip.File, to string) error {
	r, err := m.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.Create(to)
	if err != nil {
		return err
	}
	n, err := io.Copy(w, io.LimitReader(r, source.MaxSize+1))
	if err == nil && n > source.MaxSize {
		err = fmt.Errorf("larger than %d bytes", source.MaxSize)
	}
	return errors.Join(err, w.Close())
}

// importOne puts the list of a file in force.
func (f *Folder) importOne(c *candidate, all []*candidate, check Check) (*Outcome, error) {
	s, err := f.stage()
	if err != nil {
		return nil, err
	}
	defer s.discard()
	s.source = c.name
	set := []*candidate{c}
	if c.part == source.OFACPrimary {
		if set, err = withParts(c, all); err != nil {
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
	}
	for _, m := range set {
		m.used = true
		name := m.part.FileName()
		if name == "" {
			name = strings.TrimSuffix(fileName("list", filepath.ToSlash(m.name)), ".gz")
		}
		r, err := os.Open(m.path)
		if err != nil {
			return nil, err
		}
		err = s.add(File{Name: name}, r, m.modified)
		r.Close()
		if err != nil {
			return nil, err
		}
	}
	return f.put(s, "", check)
}

// withParts are a primary file of OFAC's and the files that go with it, each
// kind once: among those given, else in the same folder.
func withParts(primary *candidate, given []*candidate) ([]*candidate, error) {
	ids, err := firstColumn(primary.path)
	if err != nil {
		return nil, err
	}
	set, have := []*candidate{primary}, make(map[source.Part]bool)
	take := func(c *candidate) {
		if c.part.Beside() && !have[c.part] && !c.used && belongs(c.path, ids) {
			have[c.part] = true
			set = append(set, c)
		}
	}
	for _, c := range given {
		take(c)
	}
	if primary.name != primary.path { // it came out of an archive
		return set, nil
	}
	beside, err := os.ReadDir(filepath.Dir(primary.path))
	if err != nil {
		return nil, err
	}
	for _, e := range beside {
		low := strings.ToLower(e.Name())
		if !e.Type().IsRegular() || !strings.HasSuffix(strings.TrimSuffix(low, ".gz"), ".csv") {
			continue
		}
		path := filepath.Join(filepath.Dir(primary.path), e.Name())
		part, err := source.PartOf(path)
		info, ierr := e.Info()
		if err == nil && ierr == nil {
			take(&candidate{name: path, path: path, part: part, modified: info.ModTime()})
		}
	}
	return set, nil
}

// belongs reports whether the entry that a part begins with is among ids.
func belongs(path string, ids map[string]bool) bool {
	first := ""
	err := eachID(path, func(id string) bool { first = id; return false })
	return err == nil && ids[first]
}

func firstColumn(path string) (map[string]bool, error) {
	ids := make(map[string]bool)
	return ids, eachID(path, func(id string) bool { ids[id] = true; return true })
}

// eachID calls each for the number that a line of one of OFAC's csv files
// begins with.
func eachID(path string, each func(string) bool) error {
	r, err := source.Open(path)
	if err != nil {
		return err
	}
	defer r.Close()
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if id, _, ok := bytes.Cut(lines.Bytes(), []byte(",")); ok && !each(string(id)) {
			return nil
		}
	}
	return lines.Err()
}
