package digest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/store"
)

// Channel brings a digest to one place. Deliver returns nil only when the
// other side has confirmed it. It may be called again with the same message
// after a crash, so it must pass the message's ID on where the other side can
// tell repeats by it.
type Channel interface {
	// Name is unique among the channels of a subscription and stays the same.
	Name() string
	Deliver(ctx context.Context, d *Digest) error
}

// Subscription is a reader of digests with a watermark of its own.
type Subscription struct {
	Name   string
	Filter Filter
	Zone   *time.Location
	// SendEmpty delivers also when nothing is new.
	SendEmpty bool
	Channels  []Channel
}

// Deliverer delivers what is new to subscriptions.
type Deliverer struct {
	Store *store.Store
	// Operations, if set, says what kept articles from coming in.
	Operations func(context.Context) ([]Disruption, error)
	// Lists, if set, tells what changed on the sanctions lists.
	Lists ListJournal
	// Log and Now may be nil.
	Log *slog.Logger
	Now func() time.Time

	// step is called between the steps of a delivery: tests stop there.
	step func(string)
}

// Outcome says what a delivery did.
type Outcome struct {
	// Digest is what was delivered, or would have been.
	Digest *Digest
	// Sent is false when nothing is new and that goes unsaid.
	Sent bool
}

// Deliver brings everything that is new since the subscription's watermark to
// its channels, and moves the watermark once all of them have confirmed.
//
// The range and the digest are written down before the first channel is called.
// After a crash or a failed channel the next call delivers the same digest under
// the same id, to those channels only that have not confirmed; what came in
// meanwhile waits for the call after. Two calls for one subscription exclude each other:
// [store.ErrBusy].
func (v *Deliverer) Deliver(ctx context.Context, sub Subscription) (Outcome, error) {
	release, err := v.Store.Lease(sub.Name)
	if err != nil {
		return Outcome{}, err
	}
	defer release()
	state, err := v.Store.Subscription(ctx, sub.Name)
	if err != nil {
		return Outcome{}, err
	}
	d, p, err := v.pending(ctx, sub, state)
	if err != nil {
		return Outcome{}, err
	}
	if d == nil {
		d, p, err = v.begin(ctx, sub, state)
		if err != nil {
			return Outcome{}, err
		}
	}
	out := Outcome{Digest: d}
	if d.Empty() && !sub.SendEmpty {
		if p.To == state.Seq && p.ListsTo == state.Lists && state.Pending == nil {
			return out, nil
		}
		return out, v.confirm(ctx, sub, p, false)
	}
	v.at("begun")
	if err := v.channels(ctx, sub, d, p); err != nil {
		return out, err
	}
	out.Sent = true
	return out, v.confirm(ctx, sub, p, true)
}

// channels calls those that have not confirmed. What the last of them confirms
// is noted with the watermark.
func (v *Deliverer) channels(ctx context.Context, sub Subscription, d *Digest, p store.Pending) error {
	todo := slices.DeleteFunc(slices.Clone(sub.Channels), func(c Channel) bool { return slices.Contains(p.Done, c.Name()) })
	var failed error
	for i, c := range todo {
		v.at("before " + c.Name())
		if err := c.Deliver(ctx, d); err != nil {
			failed = errors.Join(failed, fmt.Errorf("subscription %s: %s: %w", sub.Name, c.Name(), err))
			continue
		}
		v.at("after " + c.Name())
		if failed == nil && i == len(todo)-1 {
			return nil
		}
		if err := v.done(ctx, sub, c); err != nil {
			return errors.Join(failed, err)
		}
		v.at("noted " + c.Name())
	}
	if failed != nil {
		return fmt.Errorf("%w; nothing is lost: the next digest tries the same items again", failed)
	}
	return nil
}

func (v *Deliverer) at(step string) {
	if v.step != nil {
		v.step(step)
	}
}

func (v *Deliverer) now() time.Time {
	if v.Now != nil {
		return v.Now()
	}
	return time.Now()
}

// pending is the delivery that was begun before, nil if none was.
func (v *Deliverer) pending(ctx context.Context, sub Subscription, state store.Subscription) (*Digest, store.Pending, error) {
	if state.Pending == nil {
		return nil, store.Pending{}, nil
	}
	frozen, err := v.Store.Frozen(ctx, sub.Name)
	if err != nil {
		return nil, store.Pending{}, err
	}
	var d *Digest
	if frozen == nil { // begun by a version that kept the range alone
		d, err = v.build(ctx, sub, *state.Pending)
	} else {
		d, err = thaw(frozen, sub.Zone)
	}
	if err != nil {
		return nil, store.Pending{}, fmt.Errorf("subscription %s: %w", sub.Name, err)
	}
	return d, *state.Pending, nil
}

// begin builds what is new since the watermark and, if it is to be delivered,
// writes it down.
func (v *Deliverer) begin(ctx context.Context, sub Subscription, state store.Subscription) (*Digest, store.Pending, error) {
	last, err := v.Store.LastSeq(ctx)
	if err != nil {
		return nil, store.Pending{}, err
	}
	p := store.Pending{From: state.Seq, To: last, ListsFrom: state.Lists, ListsTo: state.Lists, Begun: v.now().UTC()}
	if v.Lists != nil {
		held, err := v.Lists.State()
		if err != nil {
			return nil, store.Pending{}, err
		}
		p.ListsTo = held.Seq
	}
	p.ID = digestID(Request{Subscription: sub.Name, From: p.From, To: p.To, Filter: sub.Filter})
	if p.From == p.To {
		// Empty digests have the same range day after day.
		p.ID = digestID(Request{Subscription: sub.Name + " " + p.Begun.Format(time.RFC3339Nano), From: p.From, To: p.To})
	}
	d, err := v.build(ctx, sub, p)
	if err != nil || d.Empty() && !sub.SendEmpty {
		return d, p, err
	}
	v.at("built")
	frozen, err := freeze(d)
	if err != nil {
		return nil, p, fmt.Errorf("subscription %s: %w", sub.Name, err)
	}
	return d, p, v.Store.BeginDelivery(ctx, sub.Name, p, frozen)
}

func (v *Deliverer) build(ctx context.Context, sub Subscription, p store.Pending) (*Digest, error) {
	r := Request{Subscription: sub.Name, From: p.From, To: p.To, Filter: sub.Filter, Zone: sub.Zone}
	var ops []Disruption
	var d *Digest
	g, gctx := errgroup.WithContext(ctx)
	if v.Operations != nil { // which waits for a message server
		g.Go(func() (err error) {
			ops, err = v.Operations(gctx)
			return err
		})
	}
	g.Go(func() (err error) {
		d, err = Build(gctx, v.Store, r)
		return err
	})
	err := g.Wait()
	if err != nil {
		return nil, err
	}
	d.Operations = ops
	d.ID, d.Made = p.ID, p.Begun
	if d.ListChanges, err = listChanges(v.Lists, p.ListsFrom, p.ListsTo, &sub.Filter); err != nil {
		return nil, err
	}
	d.Counts.ListChanges = len(d.ListChanges)
	if d.Begin.IsZero() {
		d.Begin, d.End = p.Begun, p.Begun
	}
	return d, nil
}

// done notes that a channel has confirmed.
func (v *Deliverer) done(ctx context.Context, sub Subscription, c Channel) error {
	// The delivery is a fact: note it also when the caller is being stopped.
	_, err := v.Store.UpdateSubscription(context.WithoutCancel(ctx), sub.Name, func(s *store.Subscription) error {
		if s.Pending == nil {
			return fmt.Errorf("subscription %s has no delivery under way", sub.Name)
		}
		s.Pending.Done = append(s.Pending.Done, c.Name())
		return nil
	})
	return err
}

// confirm moves the watermark.
func (v *Deliverer) confirm(ctx context.Context, sub Subscription, p store.Pending, sent bool) error {
	_, err := v.Store.UpdateSubscription(context.WithoutCancel(ctx), sub.Name, func(s *store.Subscription) error {
		s.Seq, s.Lists, s.Pending = p.To, max(s.Lists, p.ListsTo), nil
		if sent {
			s.Delivered = v.now().UTC()
			s.Count++
		}
		return nil
	})
	v.at("confirmed")
	if err == nil && v.Log != nil {
		v.Log.Info("digest delivered", "subscription", sub.Name, "sent", sent)
	}
	return err
}

// All delivers to several subscriptions, one after the other, and joins their
// errors: one reader's broken mailbox keeps nobody else waiting. An outcome
// without a digest is that of a failure.
func (v *Deliverer) All(ctx context.Context, subs []Subscription) ([]Outcome, error) {
	var outs []Outcome
	var failed error
	for _, sub := range subs {
		out, err := v.Deliver(ctx, sub)
		outs = append(outs, out)
		failed = errors.Join(failed, err)
		if ctx.Err() != nil {
			break
		}
	}
	return outs, failed
}

// Stream is the channel that prints to a writer, such as standard output.
type Stream struct {
	W      interface{ Write([]byte) (int, error) }
	Format string
	Page   console.Page
}

// Name implements Channel.
func (Stream) Name() string { return "stream" }

// Deliver implements Channel. The digest is complete before its first byte is
// written.
func (s Stream) Deliver(_ context.Context, d *Digest) error {
	var b bytes.Buffer
	if err := Render(&b, d, s.Format, s.Page); err != nil {
		return err
	}
	_, err := s.W.Write(b.Bytes())
	return err
}
