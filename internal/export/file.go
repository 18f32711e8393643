package export

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tagwire/tagwire/store"
)

// WriteFile is Write to the file at path, which appears only when it is
// complete: an export that fails leaves what was there.
func WriteFile(ctx context.Context, path string, s *store.Store, format string, q Query) (n int, err error) {
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return 0, fmt.Errorf("export: %w", err)
	}
	defer os.Remove(tmp.Name()) // gone already after success
	n, err = Write(ctx, tmp, s, format, q)
	if err := errors.Join(err, tmp.Chmod(0o644), tmp.Close()); err != nil {
		return n, err
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return n, fmt.Errorf("export: %w", err)
	}
	return n, nil
}
