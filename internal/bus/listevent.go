package bus

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/tagwire/tagwire/internal/lists"
)

const listRoot = "tagwire.event.list."

// ListEvent is a change of a sanctions list as it is published to subscribers.
type ListEvent struct {
	// Seq numbers the version of the list; with Index, the change's place in
	// it, it tells an event that comes twice.
	Seq   uint64    `json:"seq"`
	Index int       `json:"index"`
	List  string    `json:"list"`
	From  string    `json:"from"` // date of the version before
	To    string    `json:"to"`
	Time  time.Time `json:"time"` // when the version was put in force
	lists.Change
}

// AnnounceList publishes what a new version of a list changed, one event for
// each entry, under tagwire.event.list.<list>. Each has a Nats-Msg-Id that
// stays the same; the events are not kept. It returns once the server has them.
func (b *Bus) AnnounceList(ctx context.Context, c *lists.Changes) error {
	for i, e := range c.Entries {
		data, err := json.Marshal(ListEvent{c.Seq, i, c.List, c.From, c.To, c.Time, e})
		if err != nil {
			return err
		}
		m := nats.NewMsg(listRoot + subjectToken(c.List))
		m.Data = data
		m.Header.Set(nats.MsgIdHdr, fmt.Sprintf("list-%d-%d", c.Seq, i))
		if err := b.nc.PublishMsg(m); err != nil {
			return fmt.Errorf("announce the changes of %s: %w", c.List, err)
		}
	}
	// A running pipeline has no deadline, and a flush wants one.
	ctx, cancel := context.WithTimeout(ctx, b.ackTimeout())
	defer cancel()
	return b.nc.FlushWithContext(ctx)
}
