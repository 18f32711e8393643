package remote

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime/debug"
	"sync"
)

// CommandPath is where [Commands] is served.
const CommandPath = "/command"

// Command is a command line for another process.
type Command struct {
	Args []string `json:"args"`
	// Width and Colour are the asker's terminal's; Whole says that its standard
	// output is none.
	Width  int  `json:"width"`
	Colour bool `json:"colour"`
	Whole  bool `json:"whole"`
}

// maxCommand bounds a command's JSON.
const maxCommand = 1 << 20

// Runner runs a command and returns its exit status. Its context is done when
// the asker has gone.
type Runner func(ctx context.Context, c Command, stdout, stderr io.Writer) (status int)

// Commands runs the commands of other processes.
func Commands(run Runner) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var c Command
		if err := json.NewDecoder(io.LimitReader(r.Body, maxCommand)).Decode(&c); err != nil {
			http.Error(w, "no command: "+err.Error(), http.StatusBadRequest)
			return
		}
		conn, buf, err := http.NewResponseController(w).Hijack()
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		defer conn.Close()
		if _, err := io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: tagwire-command\r\n\r\n"); err != nil {
			return
		}
		// The request's own context ends with the hijacking.
		ctx, cancel := context.WithCancel(context.WithoutCancel(r.Context()))
		defer context.AfterFunc(r.Context(), cancel)()
		t := &talk{conn: conn, acks: make(chan byte)}
		var reading sync.WaitGroup
		reading.Go(func() { t.listen(buf.Reader, cancel) })
		status := shielded(ctx, run, c, t)
		cancel()
		_ = t.send(kindExit, []byte{byte(status)}) // an asker that is gone needs no status
		conn.Close()
		reading.Wait()
	})
}

// shielded runs a command so that its panic is the asker's trouble alone.
func shielded(ctx context.Context, run Runner, c Command, t *talk) (status int) {
	stderr := &pipe{ctx, t, kindErr}
	defer func() {
		if v := recover(); v != nil {
			fmt.Fprintf(stderr, "the running process could not do this: panic: %v\n%s", v, debug.Stack())
			status = 1
		}
	}()
	return run(ctx, c, &pipe{ctx, t, kindOut}, stderr)
}

// talk is the holder's side of a conversation.
type talk struct {
	conn net.Conn
	acks chan byte
	mu   sync.Mutex // one frame and its acknowledgement at a time
}

// listen reads acknowledgements until the asker goes away, which calls gone.
func (t *talk) listen(r io.Reader, gone func()) {
	defer close(t.acks)
	defer gone()
	b := make([]byte, 1)
	for {
		if _, err := io.ReadFull(r, b); err != nil {
			return
		}
		t.acks <- b[0]
	}
}

func (t *talk) send(kind byte, payload []byte) error { return writeFrame(t.conn, kind, payload) }

// pipe is a command's standard output or standard error.
type pipe struct {
	ctx  context.Context
	talk *talk
	kind byte
}

var errNotWritten = errors.New("the asking process could not write it")

func (p *pipe) Write(b []byte) (n int, err error) {
	p.talk.mu.Lock()
	defer p.talk.mu.Unlock()
	for len(b) > 0 {
		if err := p.ctx.Err(); err != nil {
			return n, err
		}
		piece := b[:min(len(b), maxFrame)]
		if err := p.talk.send(p.kind, piece); err != nil {
			return n, err
		}
		if ack, ok := <-p.talk.acks; !ok || ack != acked {
			return n, errNotWritten
		}
		n, b = n+len(piece), b[len(piece):]
	}
	return n, nil
}

// Ask has the process that holds the data folder dir run a command, writes out
// what it prints and returns its exit status. The error wraps [ErrNobody] where
// no process is there to ask; nothing was written then.
func Ask(ctx context.Context, dir string, c Command, stdout, stderr io.Writer) (status int, err error) {
	conn, err := dial(ctx, dir)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	in, err := begin(ctx, conn, c)
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	if err != nil {
		return 0, err
	}
	for {
		kind, payload, err := readFrame(in)
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		if err != nil {
			return 0, fmt.Errorf("the running process went away: %w", err)
		}
		w := stdout
		switch {
		case kind == kindExit && len(payload) == 1:
			return int(payload[0]), nil
		case kind == kindErr:
			w = stderr
		case kind != kindOut:
			return 0, fmt.Errorf("the running process said something unknown (%q); is it another version?", kind)
		}
		ack := []byte{acked}
		if _, err := w.Write(payload); err != nil {
			ack[0] = refused
		}
		if _, err := conn.Write(ack); err != nil {
			return 0, fmt.Errorf("the running process went away: %w", err)
		}
	}
}

// begin sends the command and returns what the conversation is read from.
func begin(ctx context.Context, conn net.Conn, c Command) (io.Reader, error) {
	body, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://tagwire"+CommandPath, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	in := bufio.NewReader(conn)
	if err := req.Write(conn); err != nil {
		return nil, fmt.Errorf("ask the running process: %w", err)
	}
	res, err := http.ReadResponse(in, req)
	if err != nil {
		return nil, fmt.Errorf("ask the running process: %w", err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusSwitchingProtocols {
		return nil, fmt.Errorf("ask the running process: it answers %s; is it another version?", res.Status)
	}
	return in, nil
}
