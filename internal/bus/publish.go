package bus

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/article"
)

// Message is one message to publish. Messages with equal IDs soon after one
// another are one message.
type Message struct {
	Subject string
	ID      string
	Data    []byte
}

// ErrTooLarge says that a message exceeds what the server takes.
var ErrTooLarge = errors.New("message is too large for the message server")

// ArticleMessage is the message of a cleaned article. Subjects end in the
// first digit of the article's id, so that a consumer may take a share; they
// are few because the server keeps an index of them for each file of a stream.
func ArticleMessage(a article.Article) (Message, error) {
	data, err := json.Marshal(a)
	return Message{Subject: articleRoot + shard(a.ID), ID: messageID(a), Data: data}, err
}

// TaggingMessage is the message of a tagged article.
func TaggingMessage(t tagging.Tagging) (Message, error) {
	data, err := json.Marshal(t)
	return Message{Subject: taggingRoot + shard(t.ID), ID: messageID(t.Article) + "-" + t.Tagger.Version, Data: data}, err
}

func messageID(a article.Article) string { return a.ID + "-" + a.Revision }

func shard(id string) string {
	if id == "" {
		return "0"
	}
	return subjectToken(id[:1])
}

// subjectToken makes s fit for one token of a subject.
func subjectToken(s string) string {
	token := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, s)
	if token == "" {
		return "-"
	}
	return token[:min(len(token), 64)]
}

// Publish publishes messages together and waits until the server has each. The
// result has one error per message, nil where it is accepted. While a cluster
// is without a leader, what it did not acknowledge is sent again: the ids make
// twice the same as once.
func (b *Bus) Publish(ctx context.Context, messages []Message) []error {
	errs := b.publish(ctx, messages)
	for end := time.Now().Add(outage); time.Now().Before(end); {
		var again []Message
		var at []int
		for i, err := range errs {
			if err != nil && b.electing(err) {
				again, at = append(again, messages[i]), append(at, i)
			}
		}
		if len(again) == 0 || !wait(ctx, 250*time.Millisecond) {
			break
		}
		for i, err := range b.publish(ctx, again) {
			errs[at[i]] = err
		}
	}
	return errs
}

func (b *Bus) publish(ctx context.Context, messages []Message) []error {
	errs := make([]error, len(messages))
	acks := make([]jetstream.PubAckFuture, len(messages))
	for i, m := range messages {
		acks[i], errs[i] = b.send(m)
	}
	look := time.NewTicker(time.Second)
	defer look.Stop()
	for i, ack := range acks {
		if errs[i] == nil {
			errs[i] = b.await(ctx, messages[i], ack, look.C)
		}
	}
	return errs
}

// await waits for the acknowledgement of a message, and looks now and then
// whether somebody is there to give it.
func (b *Bus) await(ctx context.Context, m Message, ack jetstream.PubAckFuture, look <-chan time.Time) error {
	for {
		select {
		case <-ack.Ok():
			return nil
		case err := <-ack.Err():
			return b.publishError(m, err)
		case <-ctx.Done():
			return ctx.Err()
		case <-look:
			if err := b.down(); err != nil {
				return err
			}
		}
	}
}

func (b *Bus) send(m Message) (jetstream.PubAckFuture, error) {
	if limit := b.nc.MaxPayload(); limit > 0 && int64(len(m.Data))+1024 > limit {
		return nil, fmt.Errorf("%w: %d bytes, it takes %d", ErrTooLarge, len(m.Data), limit)
	}
	ack, err := b.js.PublishMsgAsync(&nats.Msg{Subject: m.Subject, Data: m.Data},
		jetstream.WithMsgID(m.ID), jetstream.WithStallWait(30*time.Second))
	if err != nil {
		return nil, b.publishError(m, err)
	}
	return ack, nil
}

func (b *Bus) publishError(m Message, err error) error {
	if stopped := b.down(); stopped != nil {
		return stopped
	}
	var api *jetstream.APIError
	if errors.As(err, &api) && strings.Contains(api.Description, "maximum bytes exceeded") {
		return fmt.Errorf("publish to %s: the stream is full; let \"tagwire store\" catch up, or raise the stream's limit: %w", m.Subject, err)
	}
	return fmt.Errorf("publish to %s: %w", m.Subject, err)
}

// Event is a designation as it is published to subscribers.
type Event struct {
	Article     string              `json:"article"`
	Revision    string              `json:"revision"`
	URL         string              `json:"url,omitempty"`
	Title       string              `json:"title,omitempty"`
	Published   time.Time           `json:"published,omitzero"`
	Entity      string              `json:"entity"`
	Type        tagging.Type        `json:"type"`
	Name        string              `json:"name"`
	Designation tagging.Designation `json:"designation"`
	Sentence    string              `json:"sentence"`
}

// Announce publishes the designations of a tagging for whoever listens, under
// tagwire.event.designation.<list or agency>. Nobody has to: the events are
// not kept.
func (b *Bus) Announce(t tagging.Tagging) error {
	text := []rune(t.Text)
	for _, e := range t.Entities {
		for _, d := range e.Designations {
			if d.Action != tagging.Designated {
				continue
			}
			ev := Event{
				Article: t.ID, Revision: t.Revision, URL: t.URL, Title: t.Title, Published: t.Published,
				Entity: e.ID, Type: e.Type, Name: e.Name, Designation: d,
			}
			if 0 <= d.Evidence.Start && d.Evidence.Start <= d.Evidence.End && d.Evidence.End <= len(text) {
				ev.Sentence = string(text[d.Evidence.Start:d.Evidence.End])
			}
			data, err := json.Marshal(ev)
			if err != nil {
				return err
			}
			if err := b.nc.Publish(designationRoot+eventToken(e, d), data); err != nil {
				return fmt.Errorf("announce the designation of %s: %w", e.Name, err)
			}
		}
	}
	return nil
}

// eventToken names the list that has the entity, or the agency that acts.
func eventToken(e tagging.Entity, d tagging.Designation) string {
	if len(e.Listed) > 0 {
		return subjectToken(e.Listed[0].List)
	}
	if d.Agency != "" {
		return subjectToken(d.Agency)
	}
	return "unknown"
}
