package fetcher

import (
	"errors"
	"fmt"
	"io"
	"time"
)

var errTooSlow = errors.New("too slow")

// rateReader fails when less than min bytes a second came over a full window.
// It sees a drip that keeps every single read short; a read that blocks for
// good is the request's deadline's business.
type rateReader struct {
	r      io.Reader
	min    int64
	window time.Duration
	start  time.Time
	got    int64
	now    func() time.Time
}

func (r *rateReader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	now := r.now()
	if r.start.IsZero() {
		r.start = now
	}
	r.got += int64(n)
	if since := now.Sub(r.start); since >= r.window {
		if err == nil && float64(r.got) < float64(r.min)*since.Seconds() {
			return n, fmt.Errorf("%w: %d bytes in %s", errTooSlow, r.got, since.Round(time.Millisecond))
		}
		r.start, r.got = now, 0
	}
	return n, err
}
