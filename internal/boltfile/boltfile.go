// Package boltfile brings bbolt files into the world whole.
package boltfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/internal/wholefile"
)

// Make puts an empty bbolt file at path, which only its owner may read, unless
// there is a file already.
//
// [bolt.Open] would make one too, but writes its first pages in place: cut off
// there, by a full disk or a kill, it leaves a part of a file that nothing can
// open afterwards. Here the pages are on disk before the name is.
func Make(path string) (err error) {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	dir := filepath.Dir(path)
	tmp, err := os.CreateTemp(dir, filepath.Base(path)+".new-*")
	if err != nil {
		return fmt.Errorf("make %s: %w", path, err)
	}
	defer os.Remove(tmp.Name())
	if err := tmp.Close(); err != nil {
		return fmt.Errorf("make %s: %w", path, err)
	}
	db, err := bolt.Open(tmp.Name(), 0o600, nil)
	if err != nil {
		return fmt.Errorf("make %s: %w", path, err)
	}
	if err := errors.Join(db.Sync(), db.Close()); err != nil {
		return fmt.Errorf("make %s: %w", path, err)
	}
	// A link never replaces a file that another process has made meanwhile.
	err = os.Link(tmp.Name(), path)
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil
	case err != nil: // a file system without links
		if err := os.Rename(tmp.Name(), path); err != nil {
			return fmt.Errorf("make %s: %w", path, err)
		}
	}
	return wholefile.SyncFolder(dir)
}
