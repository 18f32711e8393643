package bus

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// Sync says when a stream's writes are synced to the disk.
type Sync string

// The settings of Sync. SyncAlways loses nothing that was accepted, whatever
// stops the machine. SyncInterval survives the end of the process, but a power
// failure may take the last two minutes of accepted messages.
const (
	SyncAlways   Sync = "always"
	SyncInterval Sync = "interval"
)

// maxStore is more than all streams may hold.
const maxStore = 1 << 40

// MaxPayload is the largest message of the embedded server, in bytes.
const MaxPayload = 8 << 20

// ServerOptions set up an embedded server.
type ServerOptions struct {
	Dir  string
	Sync Sync
	// Listen is an address such as "127.0.0.1:4222" for other processes; empty
	// means that the server is reached from inside this process only.
	Listen string
	// Cluster, Routes and Name make the server one node of a cluster.
	Name, Cluster, ClusterName string
	Routes                     []string
	Log                        *slog.Logger
}

// StartServer starts a server over a folder and waits until it is ready.
func StartServer(o ServerOptions) (*server.Server, error) {
	opts, err := o.server()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("message streams: %w", err)
	}
	ns, err := server.NewServer(opts)
	if err != nil {
		return nil, fmt.Errorf("message server: %w", err)
	}
	log := o.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	ns.SetLoggerV2(serverLog{log}, false, false, false)
	ns.Start()
	if !ns.ReadyForConnections(30 * time.Second) {
		ns.Shutdown()
		ns.WaitForShutdown()
		return nil, fmt.Errorf("message server over %s is not ready; see --log-level info for what it says", o.Dir)
	}
	return ns, nil
}

func (o ServerOptions) server() (*server.Options, error) {
	opts := &server.Options{
		ServerName: o.Name,
		DontListen: o.Listen == "",
		JetStream:  true,
		StoreDir:   o.Dir,
		// The streams' own limits count. By default the server would refuse to
		// make them on a disk that has not room for all of what they may hold.
		JetStreamMaxStore: maxStore,
		SyncAlways:        o.Sync != SyncInterval,
		MaxPayload:        MaxPayload,
		// A consumer that is slow must not be cut off: pulls bound what is on
		// its way to it.
		MaxPending: 64 << 20,
		NoSigs:     true,
	}
	if opts.ServerName == "" {
		opts.ServerName = "tagwire"
	}
	if o.Listen != "" {
		host, port, err := splitAddress(o.Listen)
		if err != nil {
			return nil, err
		}
		opts.Host, opts.Port = host, port
	}
	if o.Cluster != "" {
		host, port, err := splitAddress(o.Cluster)
		if err != nil {
			return nil, err
		}
		opts.Cluster = server.ClusterOpts{Name: o.ClusterName, Host: host, Port: port}
		for _, r := range o.Routes {
			opts.Routes = append(opts.Routes, server.RoutesFromStr("nats-route://"+r)...)
		}
	}
	return opts, nil
}

func splitAddress(s string) (string, int, error) {
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		return "", 0, fmt.Errorf("listen address %q: want HOST:PORT", s)
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return "", 0, fmt.Errorf("listen address %q: %w", s, errors.Unwrap(err))
	}
	if n == 0 {
		return host, server.RANDOM_PORT, nil
	}
	return host, int(n), nil
}

// ErrStopped says that the embedded server has stopped keeping messages: its
// disk is full or failing. What it accepted before is safe.
var ErrStopped = errors.New("the message server has stopped")

// down is an error once the embedded server can keep no messages any more.
// Nobody would answer then, and every request would wait for its time to pass.
func (b *Bus) down() error {
	if b.server == nil {
		return nil
	}
	health := b.server.Healthz(nil)
	if health.Status == "ok" {
		return nil
	}
	return fmt.Errorf("%w: %s; is the disk of %s full? What was accepted is kept: make room and run again", ErrStopped, health.Error, b.opt.Dir)
}

// serverLog hands the server's words to slog, one level lower: what it notes
// is detail to us.
type serverLog struct{ log *slog.Logger }

func (l serverLog) Noticef(f string, a ...any) { l.log.Debug(fmt.Sprintf(f, a...), "from", "nats") }
func (l serverLog) Warnf(f string, a ...any)   { l.log.Info(fmt.Sprintf(f, a...), "from", "nats") }
func (l serverLog) Errorf(f string, a ...any)  { l.log.Error(fmt.Sprintf(f, a...), "from", "nats") }
func (l serverLog) Fatalf(f string, a ...any)  { l.log.Error(fmt.Sprintf(f, a...), "from", "nats") }
func (l serverLog) Debugf(string, ...any)      {}
func (l serverLog) Tracef(string, ...any)      {}
