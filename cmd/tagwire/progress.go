package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/tagwire/tagwire/internal/batch"
)

// progress is the line on a terminal that says how far a batch is. One without
// a writer says nothing.
type progress struct {
	w     io.Writer
	begun time.Time

	mu    sync.Mutex
	last  time.Time
	shown bool
}

// progress is shown where nothing else is written to the terminal meanwhile:
// results go to files.
func (d *documents) progress(files bool) *progress {
	p := &progress{begun: time.Now()}
	if d.app.interactive() && files {
		p.w = d.app.stderr
	}
	return p
}

// show says what was done so far, a few times a second.
func (p *progress) show(r batch.Result) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.w == nil || time.Since(p.last) < 200*time.Millisecond {
		return
	}
	p.last, p.shown = time.Now(), true
	fmt.Fprintf(p.w, "\r\033[K%s", p.line(r))
}

// clear takes the line away, for another to be written.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.w, "\r\033[K")
		p.shown = false
	}
}

// end leaves what was done in all.
func (p *progress) end(r batch.Result) {
	p.clear()
	if p.w != nil {
		fmt.Fprintln(p.w, p.line(r))
	}
}

func (p *progress) line(r batch.Result) string {
	s := fmt.Sprintf("%d done", r.Done)
	if r.Failed > 0 {
		s += fmt.Sprintf(", %d failed", r.Failed)
	}
	if r.Skipped > 0 {
		s += fmt.Sprintf(", %d there already", r.Skipped)
	}
	if seconds := time.Since(p.begun).Seconds(); seconds > 1 {
		s += fmt.Sprintf(", %.0f a second", float64(r.Done+r.Failed)/seconds)
	}
	return s
}
