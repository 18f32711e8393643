package pipeline

import (
	"context"
	"fmt"
	"io"
	"time"
)

// ShowProgress writes a line about the counters to w again and again, over the
// one before, until ctx is done. It is for terminals.
func ShowProgress(ctx context.Context, w io.Writer, c *Counters) {
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			fmt.Fprint(w, "\r\033[K")
			return
		case <-tick.C:
			fmt.Fprintf(w, "\r\033[K%s", c.Line())
		}
	}
}

// Line says in one line what was done so far.
func (c *Counters) Line() string {
	s := fmt.Sprintf("%d read, %d new, %d tagged, %d stored", c.Pages.Load(), c.Published.Load(), c.Tagged.Load(), c.Stored.Load())
	if n := c.Known.Load(); n > 0 {
		s += fmt.Sprintf(", %d known", n)
	}
	if n := c.Dead.Load(); n > 0 {
		s += fmt.Sprintf(", %d failed", n)
	}
	return s
}
