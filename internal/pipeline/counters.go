package pipeline

import (
	"sync/atomic"
	"time"
)

// Counters count what the stages did in this process. The zero value is ready.
type Counters struct {
	Pages     atomic.Int64 // fetched or read from files
	Known     atomic.Int64 // cleaned, and in the store already
	Published atomic.Int64 // articles handed to the tagger
	Tagged    atomic.Int64
	Stored    atomic.Int64 // taggings committed, repeats included
	Commits   atomic.Int64
	Dead      atomic.Int64
	Repeated  atomic.Int64 // messages handed out more than once

	clean, publish, tag, store atomic.Int64 // nanoseconds of work
}

// Shares is the time that each kind of work took, summed over workers.
type Shares struct {
	Clean, Publish, Tag, Store time.Duration
}

// Shares returns the time spent so far.
func (c *Counters) Shares() Shares {
	return Shares{
		Clean: time.Duration(c.clean.Load()), Publish: time.Duration(c.publish.Load()),
		Tag: time.Duration(c.tag.Load()), Store: time.Duration(c.store.Load()),
	}
}

// spent adds the time since start to a sum.
func spent(sum *atomic.Int64, start time.Time) { sum.Add(int64(time.Since(start))) }
