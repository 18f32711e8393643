package digest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/internal/wholefile"
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
	return wholefile.Write(f.Path, 0o644, func(w io.Writer) error { _, err := b.WriteTo(w); return err })
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
