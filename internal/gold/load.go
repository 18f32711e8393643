package gold

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Load reads every .gold file below dir, in the order of their paths. All
// files are read before it returns: the error joins what is wrong in each.
func Load(dir string) ([]Article, error) {
	if info, err := os.Stat(dir); err != nil {
		return nil, err
	} else if !info.IsDir() {
		return nil, fmt.Errorf("%s is a file; name the folder that holds the .gold files", dir)
	}
	return LoadFS(os.DirFS(dir), ".", dir)
}

// LoadFS is [Load] for a file system, such as an embedded one. The shown name
// stands before the paths in errors.
func LoadFS(fsys fs.FS, dir, shown string) ([]Article, error) {
	var articles []Article
	var errs []error
	err := fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".gold" {
			return err
		}
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		a, err := Parse(filepath.Join(shown, name), string(src))
		if err != nil {
			errs = append(errs, err)
			return nil
		}
		articles = append(articles, a)
		return nil
	})
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	return articles, nil
}

// LoadRecords reads the annotation records (ID.json) of a folder, sorted by
// file name.
func LoadRecords(dir string) ([]Record, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(paths, func(a, b string) int { return cmp.Compare(a, b) })
	records := make([]Record, 0, len(paths))
	for _, p := range paths {
		src, err := os.ReadFile(p)
		if err != nil {
			return nil, err
		}
		var r Record
		if err := json.Unmarshal(src, &r); err != nil {
			return nil, fmt.Errorf("%s: not an annotation record: %w", p, err)
		}
		if r.ID == "" {
			r.ID = strings.TrimSuffix(filepath.Base(p), ".json")
		}
		records = append(records, r)
	}
	return records, nil
}

// Write writes the article's record to DIR/ID.json and its raw text to
// DIR/ID.txt.
func (a *Article) Write(dir string) error {
	out, err := json.MarshalIndent(a.Record(), "", " ")
	if err != nil {
		return fmt.Errorf("%s: %w", a.ID, err)
	}
	return errors.Join(
		os.WriteFile(filepath.Join(dir, a.ID+".json"), append(out, '\n'), 0o644),
		os.WriteFile(filepath.Join(dir, a.ID+".txt"), []byte(a.Raw), 0o644),
	)
}
