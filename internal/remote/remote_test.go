package remote_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/tagwire/tagwire/internal/remote"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// folder is short: a socket's path may have a hundred bytes.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "tw")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func serve(t *testing.T, run remote.Runner) (dir string) {
	t.Helper()
	dir = folder(t)
	mux := http.NewServeMux()
	mux.Handle("POST "+remote.CommandPath, remote.Commands(run))
	stop, err := remote.Listen(dir, mux)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return dir
}

func TestCommand(t *testing.T) {
	long := strings.Repeat("0123456789", 30_000)
	dir := serve(t, func(_ context.Context, c remote.Command, stdout, stderr io.Writer) int {
		fmt.Fprintf(stdout, "%s %d %t %t\n", c.Args, c.Width, c.Colour, c.Whole)
		io.WriteString(stdout, long)
		io.WriteString(stderr, "talk")
		return 3
	})
	var askers sync.WaitGroup
	for range 4 {
		askers.Go(func() {
			var out, talk bytes.Buffer
			status, err := remote.Ask(t.Context(), dir, remote.Command{Args: []string{"list", "--limit=1"}, Width: 90, Whole: true}, &out, &talk)
			if err != nil || status != 3 || talk.String() != "talk" || out.String() != "[list --limit=1] 90 false true\n"+long {
				t.Errorf("status %d, %v, %q, %d bytes", status, err, talk.String(), out.Len())
			}
		})
	}
	askers.Wait()
}

func TestPanicIsTheAskersTroubleAlone(t *testing.T) {
	dir := serve(t, func(context.Context, remote.Command, io.Writer, io.Writer) int { panic("as told") })
	for range 2 {
		var talk bytes.Buffer
		status, err := remote.Ask(t.Context(), dir, remote.Command{}, io.Discard, &talk)
		if err != nil || status != 1 || !strings.Contains(talk.String(), "panic: as told") {
			t.Errorf("status %d, %v, %q", status, err, talk.String())
		}
	}
}

type fullDisk struct{ err error }

func (w fullDisk) Write([]byte) (int, error) { return 0, w.err }

// A command learns that what it printed was not written.
func TestAskerCannotWrite(t *testing.T) {
	got := make(chan error, 1)
	dir := serve(t, func(_ context.Context, _ remote.Command, stdout, _ io.Writer) int {
		_, err := io.WriteString(stdout, "a digest")
		got <- err
		return 1
	})
	status, err := remote.Ask(t.Context(), dir, remote.Command{}, fullDisk{errors.New("no space left")}, io.Discard)
	if err != nil || status != 1 {
		t.Errorf("status %d, %v", status, err)
	}
	if err := <-got; err == nil {
		t.Error("the command believes that it was printed")
	}
}

func TestAskerGoesAway(t *testing.T) {
	begun, ended := make(chan struct{}), make(chan struct{})
	dir := serve(t, func(ctx context.Context, _ remote.Command, stdout, _ io.Writer) int {
		close(begun)
		<-ctx.Done()
		if _, err := io.WriteString(stdout, "too late"); err == nil {
			t.Error("written to nobody")
		}
		close(ended)
		return 0
	})
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-begun; cancel() }()
	if _, err := remote.Ask(ctx, dir, remote.Command{}, io.Discard, io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	<-ended
}

func TestHolderStops(t *testing.T) {
	dir := folder(t)
	begun := make(chan struct{})
	mux := http.NewServeMux()
	mux.Handle("POST "+remote.CommandPath, remote.Commands(func(ctx context.Context, _ remote.Command, _, _ io.Writer) int {
		close(begun)
		<-ctx.Done()
		return 1
	}))
	stop, err := remote.Listen(dir, mux)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { defer close(done); <-begun; stop() }()
	_, _ = remote.Ask(t.Context(), dir, remote.Command{}, io.Discard, io.Discard) // ends, however
	<-done
	if _, err := remote.Ask(t.Context(), dir, remote.Command{}, io.Discard, io.Discard); !errors.Is(err, remote.ErrNobody) {
		t.Errorf("after the stop: %v", err)
	}
}

func TestNobodyListens(t *testing.T) {
	dir := folder(t)
	ask := func() error {
		_, err := remote.Ask(t.Context(), dir, remote.Command{}, io.Discard, io.Discard)
		return err
	}
	if err := ask(); !errors.Is(err, remote.ErrNobody) {
		t.Errorf("no socket: %v", err)
	}
	stop, err := remote.Listen(dir, http.NotFoundHandler())
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, remote.SocketName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket: %v, %v", info, err)
	}
	if err := ask(); err == nil || !strings.Contains(err.Error(), "another version") {
		t.Errorf("a holder without commands: %v", err)
	}
	// A process that is killed leaves its socket; the next one takes its place.
	again, err := remote.Listen(dir, http.NotFoundHandler())
	if err != nil {
		t.Fatal(err)
	}
	again()
	stop()
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
