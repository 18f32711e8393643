package pipeline

import (
	"context"
	"fmt"
	"time"

	"github.com/tagwire/tagwire/internal/bus"
)

// outgoing is a message on its way, and who waits for it.
type outgoing struct {
	message bus.Message
	done    func(error)
}

const (
	publishBatch = 128
	publishBytes = 8 << 20
	// gateEvery is how many messages pass between two looks at the backlog.
	gateEvery = 512
)

// publisher sends articles in batches and tells each sender when its article
// is accepted. While too many articles wait to be tagged it does not send, its
// channel fills, and its senders wait.
type publisher struct {
	bus      *bus.Bus
	counters *Counters
	backlog  func(context.Context) (int, error)
	limit    int
	in       chan outgoing
	// broke is told of the error that ends all sending.
	broke func(error)
	since int
}

// run sends until in is closed. Once an error that is not about one message
// alone occurred, everything else is refused with it, and run returns it.
func (p *publisher) run(ctx context.Context) error {
	var broken error
	for first := range p.in {
		batch := p.gather(first)
		if broken == nil {
			broken = p.gate(ctx, len(batch))
		}
		if broken != nil {
			for _, o := range batch {
				o.done(broken)
			}
			continue
		}
		if broken = p.send(ctx, batch); broken != nil {
			p.broke(broken)
		}
	}
	return broken
}

func (p *publisher) gather(first outgoing) []outgoing {
	batch, size := []outgoing{first}, len(first.message.Data)
	for len(batch) < publishBatch && size < publishBytes {
		select {
		case o, ok := <-p.in:
			if !ok {
				return batch
			}
			batch = append(batch, o)
			size += len(o.message.Data)
		default:
			return batch
		}
	}
	return batch
}

func (p *publisher) send(ctx context.Context, batch []outgoing) error {
	defer spent(&p.counters.publish, time.Now())
	messages := make([]bus.Message, len(batch))
	for i, o := range batch {
		messages[i] = o.message
	}
	// What was begun is finished when the run is stopped.
	ctx, cancel := partingContext(ctx)
	defer cancel()
	var broken error
	for i, err := range p.bus.Publish(ctx, messages) {
		if err == nil {
			p.counters.Published.Add(1)
		} else if !isTooLarge(err) {
			broken = fmt.Errorf("articles are not accepted: %w", err)
		}
		batch[i].done(err)
	}
	return broken
}

// gate waits while too many articles wait to be tagged.
func (p *publisher) gate(ctx context.Context, n int) error {
	if p.since += n; p.since < gateEvery {
		return nil
	}
	for {
		waiting, err := p.backlog(ctx)
		if err != nil {
			return err
		}
		if waiting < p.limit {
			p.since = 0
			return nil
		}
		if !wait(ctx, pullWait) {
			return ctx.Err()
		}
	}
}

// partingContext outlives ctx by the time that a stopped worker has.
func partingContext(ctx context.Context) (context.Context, context.CancelFunc) {
	if ctx.Err() != nil {
		return context.WithTimeout(context.WithoutCancel(ctx), parting)
	}
	out, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		timer := time.AfterFunc(parting, cancel)
		context.AfterFunc(out, func() { timer.Stop() })
	})
	return out, func() { stop(); cancel() }
}

func wait(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
