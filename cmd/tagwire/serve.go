package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/internal/config"
	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/internal/desk"
	"github.com/tagwire/tagwire/internal/remote"
	"github.com/tagwire/tagwire/store"
)

// stopTime is how long requests may go on once the desk is told to end.
const stopTime = 8 * time.Second

func newServeCommand(a *app) *cobra.Command {
	var addr string
	var hosts []string
	c := &cobra.Command{
		Use:   "serve",
		Short: "Show the store in a browser: search, read, export",
		Long: `Serves pages to search the stored articles, to read them with names and claims
marked, to follow a person or an organization over time, and to download
exports; the same as JSON under /api; and /metrics, /healthz and /readyz.

It only reads, works beside "tagwire run", and asks for no password: it listens
on this machine alone. For others, put a web server with a log-in before it and
allow the name that they use with --host.`,
		Example: `  tagwire serve
  tagwire serve --addr 127.0.0.1:9000 --data /var/lib/tagwire
  tagwire serve --host desk.example.org      # behind a web server with a log-in
  curl 'http://127.0.0.1:8080/api/articles?q=tanker&sanctioned=1'`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			host, _, err := net.SplitHostPort(addr)
			if err != nil {
				return usageError("--addr %q: want HOST:PORT, such as 127.0.0.1:8080", addr)
			}
			if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
				return usageError("--addr %q: the desk has no passwords and serves this machine alone; use 127.0.0.1, and a web server with a log-in for others (--host names it)", addr)
			}
			l, err := net.Listen("tcp", addr)
			if err != nil {
				return fmt.Errorf("serve: %w; --addr names another address", err)
			}
			fmt.Fprintf(a.stderr, "The desk is at http://%s/ (^C ends it)\n", l.Addr())
			return a.serve(cmd.Context(), l, desk.Options{
				Ask: a.askSelf, Hosts: append(desk.Local(), hosts...), Pipeline: a.pipelineMetrics, Log: a.log,
			})
		},
	}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "address to listen on, of this machine")
	c.Flags().StringSliceVar(&hosts, "host", nil, "further names that the desk is asked under")
	return c
}

// serve answers on l until ctx is done, and lets what is under way end.
func (a *app) serve(ctx context.Context, l net.Listener, opt desk.Options) error {
	server := &http.Server{
		Handler: desk.New(opt), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	err := server.Shutdown(ending)
	if errors.Is(err, context.DeadlineExceeded) {
		err = server.Close()
	}
	<-failed
	return err
}

// askSelf runs a command of this program for the desk: in the process that
// holds the data folder or, where there is none, in this one.
func (a *app) askSelf(ctx context.Context, w io.Writer, args ...string) error {
	var stderr bytes.Buffer
	status, err := remote.Ask(ctx, a.dataDir, remote.Command{Args: args, Width: 80, Whole: true}, w, &stderr)
	if errors.Is(err, remote.ErrNobody) {
		own := &app{stdin: strings.NewReader(""), stdout: w, stderr: &stderr, dataDir: a.dataDir, config: new(config.File), terminal: &console.Page{Width: 80, Whole: true}, configured: true}
		status, err = execute(ctx, own, args), nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("%w: %w", desk.ErrUnavailable, err)
	}
	if status == 0 || status == exitPartial {
		return nil
	}
	said := strings.TrimPrefix(strings.TrimSpace(stderr.String()), "tagwire: ")
	if strings.Contains(said, store.ErrNoStore.Error()) || strings.Contains(said, store.ErrLocked.Error()) {
		return fmt.Errorf("%w: %s", desk.ErrUnavailable, said)
	}
	return errors.New(said)
}

// pipelineMetrics gets the metrics of the process that holds the data folder.
func (a *app) pipelineMetrics(ctx context.Context) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://tagwire"+metricsPath, nil)
	if err != nil {
		return nil, err
	}
	res, err := remote.Client(a.dataDir).Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("metrics of the running process: %s", res.Status)
	}
	return io.ReadAll(io.LimitReader(res.Body, 16<<20))
}
