package store

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	bolterrors "go.etcd.io/bbolt/errors"
)

// Errors that callers decide on. They come wrapped with the file's name and
// what to do.
var (
	// ErrLocked says that another process has the store open.
	ErrLocked = errors.New("store is in use by another process")
	// ErrNewerSchema says that a newer tagwire wrote the store.
	ErrNewerSchema = errors.New("store was written by a newer tagwire")
	// ErrOlderSchema says that a read-only open met a store that needs
	// migrating.
	ErrOlderSchema = errors.New("store has an older layout")
	// ErrDamaged says that the file or a record in it is not as it was written.
	ErrDamaged = errors.New("store is damaged")
	// ErrNoStore says that there is no store at the path.
	ErrNoStore = errors.New("no store")
	// ErrNotFound says that no record has the id that was asked for.
	ErrNotFound = errors.New("not found")
	// ErrInvalid says that a tagging cannot be stored: its id or revision is
	// missing.
	ErrInvalid = errors.New("invalid tagging")
)

// AmbiguousError says that a prefix fits several ids.
type AmbiguousError struct {
	Prefix  string
	Matches []string
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("%q fits several ids", e.Prefix)
}

// openError says what an error of opening path means and how to mend it.
func openError(path string, err error) error {
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return fmt.Errorf("%s: %w; stop it (a running \"tagwire run\" or \"serve\" holds it) or use another --data folder", path, ErrLocked)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: %w; \"tagwire run\" makes one, --data names another folder", path, ErrNoStore)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrVersionMismatch), errors.Is(err, bolterrors.ErrChecksum):
		return fmt.Errorf("%s: %w (%w); restore a backup, or move it away and run again", path, ErrDamaged, err)
	}
	return fmt.Errorf("open store %s: %w", path, err)
}

// writeError says what a refused write means. Nothing of the transaction is in
// the file then.
func writeError(path string, err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG), errors.Is(err, bolterrors.ErrMaxSizeReached):
		return fmt.Errorf("write store %s: %w; nothing of this batch was stored, free some space and run again", path, err)
	case errors.Is(err, bolterrors.ErrDatabaseReadOnly), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("write store %s: %w; it is open for reading only", path, err)
	}
	return fmt.Errorf("write store %s: %w", path, err)
}
