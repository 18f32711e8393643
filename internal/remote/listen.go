package remote

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// SocketName is the socket's file in a data folder.
const SocketName = "tagwire.sock"

// Listen serves h at the socket of the data folder dir until stop is called,
// which waits for the requests under way; their contexts are done then. Whoever
// calls it must hold the folder: a socket that is there is a dead process's and
// is replaced.
func Listen(dir string, h http.Handler) (stop func(), err error) {
	socket := filepath.Join(dir, SocketName)
	l, err := listenPrivate(dir, socket)
	if err != nil {
		return nil, fmt.Errorf("listen for other processes: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var serving sync.WaitGroup
	server := &http.Server{
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		// The server forgets a connection that a handler took over; the count
		// does not.
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			serving.Add(1)
			defer serving.Done()
			h.ServeHTTP(w, r)
		}),
	}
	var accepting sync.WaitGroup
	accepting.Go(func() { _ = server.Serve(l) }) // always ErrServerClosed
	return func() {
		_ = os.Remove(socket)
		cancel()
		// Requests see their context done and end; those that took their
		// connection over are no longer the server's to wait for.
		parting, done := context.WithTimeout(context.Background(), 2*time.Second)
		defer done()
		_ = server.Shutdown(parting)
		server.Close()
		accepting.Wait()
		serving.Wait()
	}, nil
}

// listenPrivate makes the socket in a folder that nobody else can enter and
// moves it into place when its own permissions are set, so that there is no
// moment at which another user could connect.
func listenPrivate(dir, socket string) (net.Listener, error) {
	private, err := os.MkdirTemp(dir, ".s")
	if err != nil {
		return nil, err
	}
	defer os.Remove(private)
	made := filepath.Join(private, "s")
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: made, Net: "unix"})
	if err != nil {
		return nil, err
	}
	l.SetUnlinkOnClose(false)
	if err := errors.Join(os.Chmod(made, 0o600), os.Rename(made, socket)); err != nil {
		os.Remove(made)
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// ErrNobody says that no process holds the data folder, or none that answers.
var ErrNobody = errors.New("no running process answers")

func dial(ctx context.Context, dir string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "unix", filepath.Join(dir, SocketName))
	if errors.Is(err, fs.ErrPermission) {
		return nil, fmt.Errorf("ask the running process: %w; run this as the user that it runs as", err)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNobody, err)
	}
	return conn, nil
}

// Client is an HTTP client for the process that holds the data folder dir,
// whatever host a request names. Its errors wrap [ErrNobody] where there is
// none.
func Client(dir string) *http.Client {
	return &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext:       func(ctx context.Context, _, _ string) (net.Conn, error) { return dial(ctx, dir) },
	}}
}
