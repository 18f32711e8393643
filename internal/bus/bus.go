package bus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Options say where the messages live.
type Options struct {
	// URL is an external server's address. Where it is empty, a server runs in
	// this process over the folder Dir.
	URL string
	Dir string
	// Sync and Listen are the embedded server's: see [ServerOptions].
	Sync   Sync
	Listen string
	// Replicas is how many nodes of a cluster keep each message; zero means 1.
	Replicas int
	// MaxBytes bounds each stream; zero means 16 GiB. A full stream refuses
	// messages.
	MaxBytes int64
	// Pending is how many messages may wait for their acknowledgement by the
	// server; zero means 256.
	Pending int
	// AckWait is how long a message may be in hand before another process gets
	// it, and so the wait after a process was killed; zero means 15 s.
	AckWait time.Duration
	Log     *slog.Logger
}

// The streams and the roots of their subjects.
const (
	ArticlesStream = "TAGWIRE_ARTICLES"
	TaggingsStream = "TAGWIRE_TAGGINGS"
	DeadStream     = "TAGWIRE_DEAD"

	articleRoot     = "tagwire.article."
	taggingRoot     = "tagwire.tagging."
	deadRoot        = "tagwire.dead."
	designationRoot = "tagwire.event.designation."
)

// Bus is a connection to the streams. It is safe for concurrent use.
type Bus struct {
	opt    Options
	server *server.Server
	nc     *nats.Conn
	js     jetstream.JetStream
	log    *slog.Logger
}

// Open connects to the streams and makes those that are missing.
func Open(ctx context.Context, opt Options) (*Bus, error) {
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.Pending <= 0 {
		opt.Pending = 256
	}
	if opt.MaxBytes <= 0 {
		opt.MaxBytes = 16 << 30
	}
	if opt.AckWait <= 0 {
		opt.AckWait = 15 * time.Second
	}
	opt.Replicas = max(opt.Replicas, 1)
	b := &Bus{opt: opt, log: opt.Log}
	if err := b.connect(ctx); err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

func (b *Bus) connect(ctx context.Context) (err error) {
	options := []nats.Option{
		nats.Name("tagwire"),
		nats.MaxReconnects(-1),
		nats.ReconnectWait(500 * time.Millisecond),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil {
				b.log.Warn("connection to the message server lost; trying again", "err", err)
			}
		}),
		nats.ReconnectHandler(func(*nats.Conn) { b.log.Info("message server is back") }),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			b.log.Warn("message server", "err", err)
		}),
	}
	url := b.opt.URL
	if url == "" {
		b.server, err = StartServer(ServerOptions{Dir: b.opt.Dir, Sync: b.opt.Sync, Listen: b.opt.Listen, Log: b.log})
		if err != nil {
			return err
		}
		options = append(options, nats.InProcessServer(b.server))
	}
	if b.nc, err = nats.Connect(url, options...); err != nil {
		return fmt.Errorf("connect to the message server at %s: %w; is it running, and is --nats right?", url, err)
	}
	if b.js, err = jetstream.New(b.nc, jetstream.WithPublishAsyncMaxPending(b.opt.Pending), jetstream.WithPublishAsyncTimeout(b.ackTimeout())); err != nil {
		return err
	}
	return b.makeStreams(ctx)
}

func (b *Bus) makeStreams(ctx context.Context) error {
	for _, c := range []jetstream.StreamConfig{
		{Name: ArticlesStream, Subjects: []string{articleRoot + ">"}, Description: "cleaned articles"},
		{Name: TaggingsStream, Subjects: []string{taggingRoot + ">"}, Description: "tagged articles"},
		{Name: DeadStream, Subjects: []string{deadRoot + ">"}, Description: "what failed, and why", MaxMsgsPerSubject: 1},
	} {
		c.Storage, c.Retention = jetstream.FileStorage, jetstream.LimitsPolicy
		c.Discard = jetstream.DiscardNew
		c.Duplicates, c.Replicas, c.MaxBytes = b.Remembers(), b.opt.Replicas, b.opt.MaxBytes
		if err := b.makeStream(ctx, c); err != nil {
			return fmt.Errorf("stream %s: %w", c.Name, err)
		}
	}
	return nil
}

// makeStream leaves a stream's settings alone where it exists: an operator may
// have changed them.
func (b *Bus) makeStream(ctx context.Context, c jetstream.StreamConfig) error {
	return b.patiently(ctx, func(ctx context.Context) error {
		_, err := b.js.Stream(ctx, c.Name)
		if !errors.Is(err, jetstream.ErrStreamNotFound) {
			return err
		}
		_, err = b.js.CreateStream(ctx, c)
		for noRoom(err) && c.MaxBytes > leastBytes {
			c.MaxBytes = max(c.MaxBytes/8, leastBytes) // leave some for the other streams
			b.log.Info("the message server has no room for a stream as large as asked for", "stream", c.Name, "trying", c.MaxBytes)
			_, err = b.js.CreateStream(ctx, c)
		}
		if errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
			err = nil
		}
		return err
	})
}

// leastBytes is the smallest limit that a stream gets where its server is short
// of storage.
const leastBytes = 128 << 20

// noRoom reports whether a server refused a stream because what it may hold
// exceeds the storage that is left to give away.
func noRoom(err error) bool {
	const storageExceeded, noPeers, insufficient = 10047, 10005, 10023
	var api *jetstream.APIError
	return errors.As(err, &api) && (api.ErrorCode == storageExceeded || api.ErrorCode == insufficient ||
		api.ErrorCode == noPeers && strings.Contains(api.Description, "storage"))
}

// outage is how long a cluster may be without a leader before a request to it
// counts as failed.
const outage = time.Minute

// patiently asks again while a cluster chooses its leader.
func (b *Bus) patiently(ctx context.Context, ask func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, outage)
	defer cancel()
	for {
		once, done := context.WithTimeout(ctx, 5*time.Second)
		err := ask(once)
		if err != nil && once.Err() != nil && ctx.Err() == nil {
			err = fmt.Errorf("%w: %w", nats.ErrTimeout, err)
		}
		done()
		if err == nil || !b.electing(err) || !wait(ctx, 250*time.Millisecond) {
			return err
		}
	}
}

// electing reports whether the error may be that a cluster has no leader yet.
func (b *Bus) electing(err error) bool {
	if b.server != nil {
		return false
	}
	var api *jetstream.APIError
	if errors.As(err, &api) {
		return api.Code == 503
	}
	for _, passing := range []error{
		nats.ErrNoResponders, nats.ErrTimeout, nats.ErrDisconnected, nats.ErrConnectionReconnecting,
		jetstream.ErrNoStreamResponse, jetstream.ErrAsyncPublishTimeout, jetstream.ErrTooManyStalledMsgs,
	} {
		if errors.Is(err, passing) {
			return true
		}
	}
	return false
}

// Remembers is how long a stream remembers the ids of messages. The server
// keeps them in memory, so it is no longer than it takes to send again what a
// cluster without a leader did not acknowledge; the embedded server always has
// one.
func (b *Bus) Remembers() time.Duration {
	if b.server != nil {
		return 2 * time.Second
	}
	return outage
}

// ackTimeout is how long to wait for the acknowledgement of one message. A
// cluster's leader may die with it on its lips, and then asking again helps;
// the embedded server just takes its time.
func (b *Bus) ackTimeout() time.Duration {
	if b.server != nil {
		return 30 * time.Second
	}
	return 5 * time.Second
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

// HoldEvery is how often a message that takes long is to be held.
func (b *Bus) HoldEvery() time.Duration { return b.opt.AckWait / 3 }

// Ready is an error while the server cannot be reached, or cannot keep messages.
func (b *Bus) Ready() error {
	if b.nc == nil || !b.nc.IsConnected() {
		return errors.New("no connection to the message server")
	}
	return b.down()
}

// Close ends the connection and, where it runs here, the server.
func (b *Bus) Close() {
	if b.nc != nil {
		b.nc.Close()
	}
	if b.server != nil {
		b.server.Shutdown()
		b.server.WaitForShutdown()
	}
}

// ClientURL is where other processes reach the embedded server; it means
// something only with [Options.Listen].
func (b *Bus) ClientURL() string {
	if b.server == nil {
		return b.opt.URL
	}
	return b.server.ClientURL()
}
