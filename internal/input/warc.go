package input

import (
	"context"
	"errors"
	"io"

	"github.com/tagwire/tagwire/fetcher/archive"
	"github.com/tagwire/tagwire/fetcher/article"
)

// warcPages hands over the pages of a WARC file.
func warcPages(ctx context.Context, path string, in io.Reader, visit func(article.Page) error) error {
	err := archive.Read(ctx, in, path, visit)
	var stop *archive.VisitError
	if errors.As(err, &stop) {
		return &visitError{stop.Err}
	}
	return err
}
