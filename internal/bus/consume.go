package bus

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Stage is a consumer's name; each has its own place in its stream.
type Stage string

// The stages that consume. A dead letter also names the stages that do not:
// "fetch" and "clean".
const (
	Extract Stage = "extract"
	Keep    Stage = "store"
)

func (s Stage) stream() string {
	if s == Extract {
		return ArticlesStream
	}
	return TaggingsStream
}

// maxInHand bounds the messages of a stage that are in hand at all its
// processes together.
const maxInHand = 1024

// ErrEnded says that a delivery was ended before.
var ErrEnded = jetstream.ErrMsgAlreadyAckd

// Consumer hands out a stage's messages. It is safe for concurrent use.
type Consumer struct {
	bus      *Bus
	stage    Stage
	consumer jetstream.Consumer
}

// Consumer returns the stage's consumer, made on first use. Processes that ask
// for the same stage share its messages.
func (b *Bus) Consumer(ctx context.Context, stage Stage) (*Consumer, error) {
	c := &Consumer{bus: b, stage: stage}
	err := b.patiently(ctx, func(ctx context.Context) (err error) {
		c.consumer, err = b.js.CreateOrUpdateConsumer(ctx, stage.stream(), jetstream.ConsumerConfig{
			Durable:   string(stage),
			AckPolicy: jetstream.AckExplicitPolicy,
			AckWait:   b.opt.AckWait,
			// The stage itself gives up, after writing a dead letter; a limit
			// of the server's would leave the message unseen.
			MaxDeliver:    -1,
			MaxAckPending: maxInHand,
			Replicas:      b.opt.Replicas,
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("consumer %s of %s: %w", stage, stage.stream(), err)
	}
	return c, nil
}

// Delivery is one message in hand. Exactly one of Ack, Later and Bury ends it;
// a delivery that is not ended comes again.
type Delivery struct {
	Data    []byte
	Subject string
	// Seq is the message's number in its stream, Tries how often it was handed
	// out, this time included.
	Seq   uint64
	Tries int
	At    time.Time
	msg   jetstream.Msg
}

// Ack says that the next stage has what the message carried.
func (d *Delivery) Ack() error { return d.msg.Ack() }

// Later hands the message out again after a pause.
func (d *Delivery) Later(pause time.Duration) error { return d.msg.NakWithDelay(pause) }

// Hold keeps the message in hand for another while.
func (d *Delivery) Hold() error { return d.msg.InProgress() }

// term says that the message is dealt with otherwise.
func (d *Delivery) term(reason string) error { return d.msg.TermWithReason(reason) }

// Pull waits up to patience for messages and returns at most n of them, of at
// most bytes together, but at least one where there is one.
func (c *Consumer) Pull(ctx context.Context, n, bytes int, patience time.Duration) ([]*Delivery, error) {
	batch, err := c.consumer.Fetch(n, jetstream.FetchMaxBytes(bytes), jetstream.FetchMaxWait(patience))
	if err != nil {
		return nil, c.pullError(err)
	}
	var out []*Delivery
	for msg := range batch.Messages() {
		d := &Delivery{Data: msg.Data(), Subject: msg.Subject(), Tries: 1, msg: msg}
		if m, err := msg.Metadata(); err == nil {
			d.Seq, d.Tries, d.At = m.Sequence.Stream, int(m.NumDelivered), m.Timestamp
		}
		out = append(out, d)
	}
	if len(out) == 0 {
		if err := c.bus.down(); err != nil {
			return nil, err
		}
	}
	if err := batch.Error(); err != nil && len(out) == 0 {
		return nil, c.pullError(err)
	}
	return out, ctx.Err()
}

// pullError drops the errors that mean no more than "nothing now".
func (c *Consumer) pullError(err error) error {
	if stopped := c.bus.down(); stopped != nil {
		return stopped
	}
	switch {
	case errors.Is(err, nats.ErrTimeout), errors.Is(err, jetstream.ErrNoMessages), errors.Is(err, jetstream.ErrNoHeartbeat),
		errors.Is(err, jetstream.ErrConsumerLeadershipChanged), errors.Is(err, nats.ErrNoResponders),
		errors.Is(err, jetstream.ErrMaxBytesExceeded), errors.Is(err, jetstream.ErrBatchCompleted), c.bus.electing(err):
		return nil
	}
	return fmt.Errorf("pull messages for %s: %w", c.stage, err)
}

// Backlog is how many messages a stage has before it.
type Backlog struct {
	// Waiting were not handed out yet, InHand were and are not ended.
	Waiting, InHand int
}

// Backlog asks the server how much the stage has before it.
func (c *Consumer) Backlog(ctx context.Context) (Backlog, error) {
	var info *jetstream.ConsumerInfo
	err := c.bus.patiently(ctx, func(ctx context.Context) (err error) {
		info, err = c.consumer.Info(ctx)
		return err
	})
	if err != nil {
		return Backlog{}, fmt.Errorf("state of consumer %s: %w", c.stage, err)
	}
	return Backlog{Waiting: int(info.NumPending), InHand: info.NumAckPending}, nil
}

// Queue is the backlog of a stage as seen from outside.
type Queue struct {
	Backlog
	// Oldest is the age of the oldest message that is not done with.
	Oldest time.Duration
}

// Queue asks for the backlog of a stage without taking part in it.
func (b *Bus) Queue(ctx context.Context, stage Stage) (q Queue, err error) {
	err = b.patiently(ctx, func(ctx context.Context) (err error) {
		q, err = b.queue(ctx, stage)
		return err
	})
	return q, err
}

func (b *Bus) queue(ctx context.Context, stage Stage) (Queue, error) {
	c, err := b.js.Consumer(ctx, stage.stream(), string(stage))
	if errors.Is(err, jetstream.ErrConsumerNotFound) {
		return b.untouched(ctx, stage)
	}
	if err != nil {
		return Queue{}, fmt.Errorf("consumer %s: %w", stage, err)
	}
	info := c.CachedInfo()
	q := Queue{Backlog: Backlog{Waiting: int(info.NumPending), InHand: info.NumAckPending}}
	if q.Empty() {
		return q, nil
	}
	s, err := b.js.Stream(ctx, stage.stream())
	if err != nil {
		return Queue{}, fmt.Errorf("stream %s: %w", stage.stream(), err)
	}
	// The first message after the floor may be gone: then the stream's first.
	at := max(info.AckFloor.Stream+1, s.CachedInfo().State.FirstSeq)
	if msg, err := s.GetMsg(ctx, at); err == nil {
		q.Oldest = time.Since(msg.Time)
	}
	return q, nil
}

// untouched is the queue of a stage that never consumed, or whose place the
// server has forgotten: the whole stream is before it.
func (b *Bus) untouched(ctx context.Context, stage Stage) (Queue, error) {
	s, err := b.js.Stream(ctx, stage.stream())
	if err != nil {
		return Queue{}, fmt.Errorf("stream %s: %w", stage.stream(), err)
	}
	state := s.CachedInfo().State
	q := Queue{Backlog: Backlog{Waiting: int(state.Msgs)}}
	if state.Msgs > 0 {
		q.Oldest = time.Since(state.FirstTime)
	}
	return q, nil
}

// Empty reports whether nothing waits and nothing is in hand.
func (b Backlog) Empty() bool { return b.Waiting == 0 && b.InHand == 0 }

// Trim drops the messages of the stage's stream that it is done with, but for
// the last keep.
func (c *Consumer) Trim(ctx context.Context, keep uint64) error {
	info, err := c.consumer.Info(ctx)
	if err != nil {
		return fmt.Errorf("state of consumer %s: %w", c.stage, err)
	}
	floor := info.AckFloor.Stream
	if floor <= keep {
		return nil
	}
	s, err := c.bus.js.Stream(ctx, c.stage.stream())
	if err != nil {
		return fmt.Errorf("stream %s: %w", c.stage.stream(), err)
	}
	if s.CachedInfo().State.FirstSeq >= floor-keep {
		return nil
	}
	if err := s.Purge(ctx, jetstream.WithPurgeSequence(floor-keep+1)); err != nil {
		return fmt.Errorf("trim %s: %w", c.stage.stream(), err)
	}
	return nil
}
