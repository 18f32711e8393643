// Package backup copies the store to a file while it is in use, and back.
//
// bbolt lets one process at a time open a file that is written to, so a copy
// of a running pipeline's store has to come from the pipeline: it serves one
// ([Handler], over package remote), and [Take] asks there first. The copy is one
// read transaction: consistent, whatever is written meanwhile. Messages that are
// under way are not in it; they are in the message server's folder, and a
// pipeline that starts over a restored store handles them again.
package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/internal/remote"
	"github.com/tagwire/tagwire/internal/wholefile"
	"github.com/tagwire/tagwire/store"
)

// Path is where [Handler] is served to other processes.
const Path = "/backup"

// Handler hands out copies of db.
func Handler(db *bolt.DB) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_ = db.View(func(tx *bolt.Tx) error {
			w.Header().Set("Content-Length", strconv.FormatInt(tx.Size(), 10))
			_, err := tx.WriteTo(w)
			return err // the receiver sees it by the length
		})
	})
}

// Take writes a copy of the data folder's store to file, which must not exist,
// and returns its size in bytes.
func Take(ctx context.Context, dataDir, file string) (size int64, err error) {
	if _, err := os.Lstat(file); err == nil {
		return 0, fmt.Errorf("backup: %s exists; name a new file", file)
	}
	if err := served(ctx, dataDir, file, &size); err == nil || !errors.Is(err, remote.ErrNobody) {
		return size, err
	}
	s, err := store.Open(ctx, filepath.Join(dataDir, store.FileName), store.Options{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	defer s.Close()
	err = atomically(file, func(f io.Writer) error {
		return s.DB().View(func(tx *bolt.Tx) (err error) {
			size, err = tx.WriteTo(f)
			return err
		})
	})
	return size, err
}

// served asks the process that has the store.
func served(ctx context.Context, dataDir, file string, size *int64) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://tagwire"+Path, nil)
	if err != nil {
		return err
	}
	res, err := remote.Client(dataDir).Do(req)
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("backup: the running process answers %s", res.Status)
	}
	return atomically(file, func(f io.Writer) (err error) {
		*size, err = io.Copy(f, res.Body)
		return err
	})
}

// atomically writes a file that is there whole or not at all.
func atomically(file string, write func(io.Writer) error) error {
	if err := wholefile.Write(file, 0o600, write); err != nil {
		return fmt.Errorf("backup to %s: %w", file, err)
	}
	return nil
}

// Restore puts a backup in the place of the data folder's store, once its
// check finds nothing wrong. The store that was there is kept beside it, under
// the name that is returned.
func Restore(ctx context.Context, file, dataDir string) (kept string, err error) {
	path := filepath.Join(dataDir, store.FileName)
	if err := os.MkdirAll(dataDir, 0o755); err != nil {
		return "", fmt.Errorf("restore: %w", err)
	}
	src, err := os.Open(file)
	if err != nil {
		return "", fmt.Errorf("restore: %w", err)
	}
	defer src.Close()
	fresh := path + ".restoring"
	if err := atomically(fresh, func(f io.Writer) error { _, err := io.Copy(f, src); return err }); err != nil {
		return "", err
	}
	defer os.Remove(fresh) // when it did not get into place
	if err := sound(ctx, fresh); err != nil {
		return "", fmt.Errorf("restore %s: %w; the store is as it was", file, err)
	}
	if _, err := os.Stat(path); err == nil {
		kept = path + time.Now().UTC().Format(".20060102T150405.000")
		if err := os.Rename(path, kept); err != nil {
			return "", fmt.Errorf("restore: %w", err)
		}
	}
	return kept, os.Rename(fresh, path)
}

// sound opens a store, which migrates it where it is older, and checks it.
func sound(ctx context.Context, path string) error {
	s, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	report, err := s.Check(ctx)
	if err != nil {
		return err
	}
	if len(report.Problems) > 0 {
		return fmt.Errorf("%w: %s and %d more", store.ErrDamaged, report.Problems[0], len(report.Problems)-1)
	}
	return nil
}
