package digest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/tagwire/tagwire/internal/console"
)

// File is the channel that writes the digest to a file, which always is either
// the one before or the new one. An Atom file is a feed: new entries come
// before those that are there.
type File struct {
	Path, Format string
}

// fileWidth is how wide text in a file is set.
const fileWidth = 80

// Name implements Channel.
func (f File) Name() string { return "file:" + f.Path }

// Deliver implements Channel.
func (f File) Deliver(_ context.Context, d *Digest) error {
	var b bytes.Buffer
	if f.Format == "atom" {
		if err := f.feed(&b, d); err != nil {
			return err
		}
	} else if err := Render(&b, d, f.Format, console.Page{Width: fileWidth}); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(f.Path), "."+filepath.Base(f.Path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // gone already after success
	_, err = tmp.Write(b.Bytes())
	if err := errors.Join(err, tmp.Chmod(0o644), tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), f.Path)
}

func (f File) feed(b *bytes.Buffer, d *Digest) error {
	old, err := os.ReadFile(f.Path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	merged, err := mergeFeed(d, old)
	if err != nil {
		return fmt.Errorf("%s: %w", f.Path, err)
	}
	_, err = io.WriteString(b, merged)
	return err
}
