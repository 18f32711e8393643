package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/internal/bus"
)

// newKeep returns the stage that stores taggings.
func newKeep(ctx context.Context, opt Options) (*stage, error) {
	c, err := opt.Bus.Consumer(ctx, bus.Keep)
	if err != nil {
		return nil, err
	}
	s := &stage{opt: opt, name: bus.Keep, consumer: c, batch: keepBatch}
	s.handle = s.keep
	return s, nil
}

// keep commits a batch and acknowledges it.
func (s *stage) keep(ctx context.Context, batch []*bus.Delivery) error {
	var (
		taggings []tagging.Tagging
		held     []*bus.Delivery
		fresh    []bool
	)
	inBatch := make(map[[2]string]bool, len(batch))
	for _, d := range batch {
		var t tagging.Tagging
		if err := json.Unmarshal(d.Data, &t); err != nil || t.ID == "" {
			if err == nil {
				err = fmt.Errorf("no article id in it")
			}
			if err := s.bury(ctx, d, fmt.Sprintf("message %d", d.Seq), fmt.Errorf("unreadable tagging: %w", err)); err != nil {
				return err
			}
			continue
		}
		seen, err := s.opt.Store.Seen(ctx, t.ID, t.Revision)
		if err != nil && ctx.Err() == nil {
			return fmt.Errorf("look up %s: %w", t.ID, err)
		}
		if !seen {
			if done, err := s.giveUp(ctx, d, t.ID); err != nil {
				return err
			} else if done {
				continue
			}
		}
		// Tagged twice, by two processes or one that was killed, it is stored
		// once and announced once.
		key := [2]string{t.ID, t.Revision}
		taggings, held, fresh = append(taggings, t), append(held, d), append(fresh, !seen && !inBatch[key])
		inBatch[key] = true
	}
	return s.commit(ctx, taggings, held, fresh)
}

func (s *stage) commit(ctx context.Context, taggings []tagging.Tagging, held []*bus.Delivery, fresh []bool) error {
	if len(taggings) == 0 {
		return nil
	}
	pctx, cancel := partingContext(ctx)
	defer cancel()
	start := time.Now()
	err := s.put(pctx, taggings)
	spent(&s.opt.Counters.store, start)
	if err != nil && len(taggings) > 1 {
		// One of them may be to blame: each gets its own transaction.
		for i := range taggings {
			if err := s.commit(ctx, taggings[i:i+1], held[i:i+1], fresh[i:i+1]); err != nil {
				return err
			}
		}
		return nil
	}
	if err != nil {
		if s.opt.Unstorable != nil && s.opt.Unstorable(err) {
			return s.bury(ctx, held[0], taggings[0].ID, err)
		}
		return fmt.Errorf("store: %w", err)
	}
	s.opt.Counters.Commits.Add(1)
	for i, t := range taggings {
		s.opt.Counters.Stored.Add(1)
		if fresh[i] {
			if err := s.opt.Bus.Announce(t); err != nil {
				s.opt.Log.Warn("a designation was not announced", "article", t.ID, "err", err)
			}
		}
		if err := held[i].Ack(); err != nil {
			return fmt.Errorf("acknowledge %s: %w", t.ID, err)
		}
	}
	return nil
}

func (s *stage) put(ctx context.Context, taggings []tagging.Tagging) (err error) {
	defer caught(&err)
	_, err = s.opt.Store.PutTaggings(ctx, taggings)
	return err
}
