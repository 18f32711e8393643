package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// one runs a command that prints one JSON value.
func one[T any](ctx context.Context, ask Asker, args ...string) (v T, err error) {
	var out bytes.Buffer
	if err := ask(ctx, &out, args...); err != nil {
		return v, err
	}
	if err := json.Unmarshal(out.Bytes(), &v); err != nil {
		return v, fmt.Errorf("read what %q prints: %w", args[0], err)
	}
	return v, nil
}

// errEnough ends a command whose output is not wanted any more.
var errEnough = errors.New("enough")

// each runs a command that prints one JSON value a line and calls f for each,
// until f returns false, which ends the command.
func each[T any](ctx context.Context, ask Asker, f func(T) bool, args ...string) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r, w := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := ask(ctx, w, args...)
		w.CloseWithError(err)
		done <- err
	}()
	read := func() error {
		dec := json.NewDecoder(r)
		for {
			var v T
			if err := dec.Decode(&v); errors.Is(err, io.EOF) {
				return nil
			} else if err != nil {
				return err
			}
			if !f(v) {
				return errEnough
			}
		}
	}
	err := read()
	r.CloseWithError(errEnough)
	cancel(errEnough)
	asked := <-done
	switch {
	case errors.Is(err, errEnough):
		return nil
	case asked != nil:
		return asked
	}
	return err
}
