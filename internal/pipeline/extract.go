package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/bus"
)

// tolerated is how many batches in a row may be refused by the message server
// before a worker gives up.
const tolerated = 10

// suspicion is how many times MaxTries a message may be handed out before it
// is given up. Between the two it is handled apart from the others.
const suspicion = 5

// stage is a consumer with the worker around it.
type stage struct {
	opt      Options
	name     bus.Stage
	consumer *bus.Consumer
	batch    int
	handle   func(context.Context, []*bus.Delivery) error
}

// drain handles messages until ctx is done or, once upstream is closed, until
// nothing waits and nothing is in hand.
func (s *stage) drain(ctx context.Context, workers int, upstream <-chan struct{}) error {
	ctx, stop := context.WithCancel(ctx)
	var trimming sync.WaitGroup
	trimming.Go(func() { s.trim(ctx) })
	group, gctx := errgroup.WithContext(ctx)
	for range workers {
		group.Go(func() error { return s.loop(gctx, upstream) })
	}
	err := group.Wait()
	stop()
	trimming.Wait()
	return err
}

func (s *stage) loop(ctx context.Context, upstream <-chan struct{}) error {
	for ctx.Err() == nil {
		// Looked at before pulling: what came before the end is then seen.
		ended := closed(upstream)
		batch, err := s.consumer.Pull(ctx, s.batch, handBytes, pullWait)
		if len(batch) > 0 {
			if herr := s.handle(ctx, batch); herr != nil {
				_ = letGo(batch, nil) // the error that counts is herr
				return herr
			}
			continue
		}
		if err != nil && ctx.Err() == nil {
			return err
		}
		if !ended || ctx.Err() != nil {
			continue
		}
		backlog, err := s.consumer.Backlog(ctx)
		if err != nil {
			return err
		}
		if backlog.Empty() {
			return nil
		}
	}
	return nil
}

// trim drops what the stage is done with, now and then.
func (s *stage) trim(ctx context.Context) {
	for wait(ctx, time.Minute) {
		if err := s.consumer.Trim(ctx, 0); err != nil && ctx.Err() == nil {
			s.opt.Log.Warn("messages that are done with are still kept", "err", err)
		}
	}
}

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// giveUp reports whether a message was handed out too often, and buries it.
func (s *stage) giveUp(ctx context.Context, d *bus.Delivery, key string) (bool, error) {
	if d.Tries > 1 {
		s.opt.Counters.Repeated.Add(1)
	}
	if d.Tries <= s.opt.MaxTries*suspicion {
		return false, nil
	}
	return true, s.bury(ctx, d, key, fmt.Errorf("handed out %d times and never finished: its handling ends the process or takes too long", d.Tries-1))
}

func (s *stage) bury(ctx context.Context, d *bus.Delivery, key string, cause error) error {
	l := bus.Letter{Stage: s.name, Key: key}
	describe(&l, cause)
	ctx, cancel := partingContext(ctx)
	defer cancel()
	if err := s.opt.Bus.BuryDelivery(ctx, d, l); err != nil {
		return fmt.Errorf("dead letter of %s (%v): %w", key, cause, err)
	}
	s.opt.buried(l)
	return nil
}

// newExtract returns the stage that tags articles.
func newExtract(ctx context.Context, opt Options) (*stage, error) {
	c, err := opt.Bus.Consumer(ctx, bus.Extract)
	if err != nil {
		return nil, err
	}
	s := &stage{opt: opt, name: bus.Extract, consumer: c, batch: tagBatch}
	refused := new(atomic.Int32)
	s.handle = func(ctx context.Context, batch []*bus.Delivery) error { return s.extract(ctx, batch, refused) }
	return s, nil
}

// extract tags a batch, publishes the taggings together and acknowledges the
// articles whose taggings are accepted.
//
// An article that was handed out often without ever being finished may be what
// ends the process, or may just have been near. Such suspects come last and
// each is published by itself: the innocent get through, and the guilty one
// does not take others with it.
func (s *stage) extract(ctx context.Context, batch []*bus.Delivery, refused *atomic.Int32) error {
	stop := s.hold(ctx, batch)
	defer stop()
	var (
		messages []bus.Message
		tagged   []*bus.Delivery
		keys     []string
	)
	slices.SortStableFunc(batch, func(a, b *bus.Delivery) int { return a.Tries - b.Tries })
	for i, d := range batch {
		if d.Tries > s.opt.MaxTries && len(messages) > 0 {
			if err := s.publish(ctx, messages, tagged, keys, refused); err != nil {
				return err
			}
			messages, tagged, keys = nil, nil, nil
		}
		if ctx.Err() != nil { // stopped: others get the rest at once
			return letGo(batch[i:], s.publish(ctx, messages, tagged, keys, refused))
		}
		m, key, err := s.tagOne(ctx, d)
		if err != nil {
			return err
		}
		if m.Data != nil {
			messages, tagged, keys = append(messages, m), append(tagged, d), append(keys, key)
		}
	}
	return s.publish(ctx, messages, tagged, keys, refused)
}

// tagOne tags one article. An empty message means that the delivery is ended.
func (s *stage) tagOne(ctx context.Context, d *bus.Delivery) (m bus.Message, key string, err error) {
	var a article.Article
	if err := json.Unmarshal(d.Data, &a); err != nil {
		return m, "", s.bury(ctx, d, fmt.Sprintf("message %d", d.Seq), fmt.Errorf("unreadable article: %w", err))
	}
	if s.opt.Store != nil {
		seen, err := s.opt.Store.Seen(ctx, a.ID, a.Revision)
		if err != nil {
			return m, "", fmt.Errorf("look up %s: %w", a.ID, err)
		}
		if seen {
			return m, "", d.Ack()
		}
	}
	if done, err := s.giveUp(ctx, d, a.ID); done || err != nil {
		return m, "", err
	}
	start := time.Now()
	t, err := safeTag(ctx, s.opt.Tagger, a)
	spent(&s.opt.Counters.tag, start)
	s.opt.Counters.tagSeconds().Observe(time.Since(start).Seconds())
	if err != nil {
		if ctx.Err() != nil {
			return m, "", d.Later(0)
		}
		return m, "", s.bury(ctx, d, a.ID, err)
	}
	s.opt.Counters.Tagged.Add(1)
	if m, err = bus.TaggingMessage(t); err != nil {
		return m, "", s.bury(ctx, d, a.ID, err)
	}
	return m, a.ID, nil
}

func (s *stage) publish(ctx context.Context, messages []bus.Message, tagged []*bus.Delivery, keys []string, refused *atomic.Int32) error {
	defer spent(&s.opt.Counters.publish, time.Now())
	pctx, cancel := partingContext(ctx)
	defer cancel()
	var broken error
	for i, err := range s.opt.Bus.Publish(pctx, messages) {
		switch {
		case err == nil:
			err = tagged[i].Ack()
		case isTooLarge(err):
			err = s.bury(ctx, tagged[i], keys[i], err)
		default:
			broken = fmt.Errorf("taggings are not accepted: %w", err)
			err = tagged[i].Later(time.Second)
		}
		if err != nil && broken == nil {
			broken = err
		}
	}
	if broken == nil {
		refused.Store(0)
		return nil
	}
	if refused.Add(1) >= tolerated || errors.Is(broken, bus.ErrStopped) {
		return broken
	}
	s.opt.Log.Warn("will publish again", "err", broken)
	return nil
}

// hold keeps a batch in hand while it is worked on.
func (s *stage) hold(ctx context.Context, batch []*bus.Delivery) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() {
		for wait(ctx, s.opt.Bus.HoldEvery()) {
			for _, d := range batch {
				if err := d.Hold(); err != nil {
					return // ended already, or the connection is: nothing to keep
				}
			}
		}
	})
	return func() { cancel(); wg.Wait() }
}

// letGo hands back at once the messages that were not ended.
func letGo(rest []*bus.Delivery, err error) error {
	for _, d := range rest {
		if lerr := d.Later(0); err == nil && !errors.Is(lerr, bus.ErrEnded) {
			err = lerr
		}
	}
	return err
}
