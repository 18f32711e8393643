// Package deadletter shows dead letters to people and picks those to replay.
package deadletter

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"

	"github.com/tagwire/tagwire/internal/bus"
)

// CheckFormat accepts the formats of [List].
func CheckFormat(format string) error {
	if format != "text" && format != "jsonl" {
		return fmt.Errorf("--format %q: want text or jsonl", format)
	}
	return nil
}

// line is a letter without its input, as JSONL has it.
type line struct {
	Number    uint64    `json:"number"`
	Stage     bus.Stage `json:"stage"`
	Key       string    `json:"key"`
	Reason    string    `json:"reason"`
	Tries     int       `json:"tries"`
	Time      time.Time `json:"time"`
	Bytes     int       `json:"bytes"`
	Truncated bool      `json:"truncated,omitempty"`
}

// List writes the letters of a stage, or of all where stage is empty, one a
// line of at most width columns.
func List(ctx context.Context, w io.Writer, b *bus.Bus, format, stage string, width int) error {
	return b.Letters(ctx, func(l bus.Letter) error {
		if stage != "" && string(l.Stage) != stage {
			return nil
		}
		if format == "jsonl" {
			return json.NewEncoder(w).Encode(line{l.Seq, l.Stage, l.Key, l.Reason, l.Tries, l.Time, len(l.Payload), l.Truncated})
		}
		text := fmt.Sprintf("%6d  %s  %-7s  %s", l.Seq, l.Time.Format("2006-01-02 15:04"), l.Stage, reason(l))
		_, err := fmt.Fprintln(w, runewidth.Truncate(text, max(width, 80), "…"))
		return err
	})
}

// reason is the letter's reason in one line that names what failed.
func reason(l bus.Letter) string {
	first, _, _ := strings.Cut(l.Reason, "\n")
	if strings.Contains(first, l.Key) {
		return first
	}
	return l.Key + ": " + first
}

// Show writes one letter, or its payload alone.
func Show(w io.Writer, l bus.Letter, payload bool) error {
	if payload {
		_, err := w.Write(append(l.Payload, '\n'))
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "number   %d\nstage    %s\nwhat     %s\nwhen     %s\ntries    %d\nreason   %s\n",
		l.Seq, l.Stage, l.Key, l.Time.Format(time.RFC3339), l.Tries, l.Reason)
	switch {
	case l.Truncated:
		b.WriteString("input    too large to keep\n")
	case len(l.Payload) > 0:
		fmt.Fprintf(&b, "input    %d bytes (--payload prints them)\n", len(l.Payload))
	}
	if l.Stack != "" {
		fmt.Fprintf(&b, "\n%s\n", strings.TrimSpace(l.Stack))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Choose returns the numbered letters, or all, and apart those that have no
// input to replay.
func Choose(ctx context.Context, b *bus.Bus, numbers []uint64) (replay, empty []bus.Letter, err error) {
	sort := func(l bus.Letter) error {
		if len(l.Payload) == 0 {
			empty = append(empty, l)
		} else {
			replay = append(replay, l)
		}
		return nil
	}
	if len(numbers) == 0 {
		err = b.Letters(ctx, sort)
		return replay, empty, err
	}
	for _, n := range numbers {
		l, lerr := b.Letter(ctx, n)
		if lerr != nil {
			err = errors.Join(err, lerr)
			continue
		}
		_ = sort(l) // never fails
	}
	return replay, empty, err
}
