package bus

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Letter is something that failed for good: a page that could not be fetched
// or cleaned, an article that could not be tagged, a tagging that could not be
// stored.
type Letter struct {
	// Seq numbers the letter in its stream; it is set when read.
	Seq uint64 `json:"-"`
	// Stage failed: "fetch", "clean", "extract" or "store".
	Stage Stage `json:"stage"`
	// Key is what failed: an address, a file or an article's id. A new letter
	// of the same stage and key takes the place of the old.
	Key string `json:"key"`
	// Subject is where the payload was published before, where it was.
	Subject string    `json:"subject,omitempty"`
	Reason  string    `json:"reason"`
	Stack   string    `json:"stack,omitempty"`
	Tries   int       `json:"tries"`
	Time    time.Time `json:"time"`
	// Payload is the stage's input, gzipped in the stream: a request, a page,
	// an article or a tagging as JSON. Truncated says that it was too large to
	// keep whole.
	Payload   []byte `json:"payload,omitempty"`
	Truncated bool   `json:"truncated,omitempty"`
}

// ErrNoLetter says that there is no dead letter with a number.
var ErrNoLetter = errors.New("no such dead letter")

// Bury publishes a dead letter and waits until the server has it.
func (b *Bus) Bury(ctx context.Context, l Letter) error {
	m, err := b.letterMessage(l)
	if err != nil {
		return err
	}
	return b.Publish(ctx, []Message{m})[0]
}

// BuryDelivery publishes a dead letter for a message in hand, then ends it.
func (b *Bus) BuryDelivery(ctx context.Context, d *Delivery, l Letter) error {
	l.Subject, l.Payload, l.Tries = d.Subject, d.Data, d.Tries
	if err := b.Bury(ctx, l); err != nil {
		return err
	}
	return d.term(firstLine(l.Reason))
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s[:min(len(s), 200)]
}

func (b *Bus) letterMessage(l Letter) (Message, error) {
	if l.Time.IsZero() {
		l.Time = time.Now().UTC()
	}
	l.Reason = strings.ToValidUTF8(l.Reason[:min(len(l.Reason), 4<<10)], "")
	l.Stack = strings.ToValidUTF8(l.Stack[:min(len(l.Stack), 16<<10)], "")
	l.Key = strings.ToValidUTF8(l.Key[:min(len(l.Key), 8<<10)], "")
	packed, err := gzipBytes(l.Payload)
	if err != nil {
		return Message{}, err
	}
	// Base64 makes three bytes four; the rest of the letter needs room too.
	if room := int(b.nc.MaxPayload()/4*3) - 64<<10; len(packed) > room {
		l.Truncated, packed = true, nil
	}
	l.Payload = packed
	data, err := json.Marshal(l)
	if err != nil {
		return Message{}, fmt.Errorf("dead letter of %s: %w", l.Key, err)
	}
	sum := sha256.Sum256([]byte(l.Key))
	id := hex.EncodeToString(sum[:8])
	return Message{
		Subject: deadRoot + subjectToken(string(l.Stage)) + "." + id,
		ID:      fmt.Sprintf("%s-%s-%d", l.Stage, id, l.Time.UnixNano()),
		Data:    data,
	}, nil
}

func gzipBytes(p []byte) ([]byte, error) {
	if len(p) == 0 {
		return nil, nil
	}
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	if _, err := z.Write(p); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// maxLetter bounds an unpacked payload.
const maxLetter = 256 << 20

func readLetter(seq uint64, data []byte) (Letter, error) {
	var l Letter
	if err := json.Unmarshal(data, &l); err != nil {
		return Letter{}, fmt.Errorf("dead letter %d is unreadable: %w", seq, err)
	}
	l.Seq = seq
	if len(l.Payload) > 0 {
		z, err := gzip.NewReader(bytes.NewReader(l.Payload))
		if err != nil {
			return Letter{}, fmt.Errorf("dead letter %d: unpack its payload: %w", seq, err)
		}
		if l.Payload, err = io.ReadAll(io.LimitReader(z, maxLetter)); err != nil {
			return Letter{}, fmt.Errorf("dead letter %d: unpack its payload: %w", seq, err)
		}
	}
	return l, nil
}

// Letters hands every dead letter to visit, oldest first.
func (b *Bus) Letters(ctx context.Context, visit func(Letter) error) error {
	s, err := b.js.Stream(ctx, DeadStream)
	if err != nil {
		return fmt.Errorf("dead letters: %w", err)
	}
	state := s.CachedInfo().State
	for seq := state.FirstSeq; seq <= state.LastSeq && state.Msgs > 0; seq++ {
		msg, err := s.GetMsg(ctx, seq, jetstream.WithGetMsgSubject(deadRoot+">"))
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("dead letters: %w", err)
		}
		seq = msg.Sequence // the next that exists
		if seq > state.LastSeq {
			return nil
		}
		l, err := readLetter(seq, msg.Data)
		if err != nil {
			return err
		}
		if err := visit(l); err != nil {
			return err
		}
	}
	return nil
}

// Letter returns one dead letter.
func (b *Bus) Letter(ctx context.Context, seq uint64) (Letter, error) {
	s, err := b.js.Stream(ctx, DeadStream)
	if err != nil {
		return Letter{}, fmt.Errorf("dead letters: %w", err)
	}
	msg, err := s.GetMsg(ctx, seq)
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return Letter{}, fmt.Errorf("%w: %d", ErrNoLetter, seq)
	}
	if err != nil {
		return Letter{}, fmt.Errorf("dead letter %d: %w", seq, err)
	}
	return readLetter(seq, msg.Data)
}

// DropLetter removes a dead letter. It is not an error when it is gone.
func (b *Bus) DropLetter(ctx context.Context, seq uint64) error {
	s, err := b.js.Stream(ctx, DeadStream)
	if err == nil {
		err = s.DeleteMsg(ctx, seq)
	}
	if err != nil && !errors.Is(err, jetstream.ErrMsgNotFound) && !errors.Is(err, jetstream.ErrMsgDeleteUnsuccessful) {
		return fmt.Errorf("drop dead letter %d: %w", seq, err)
	}
	return nil
}

// CountLetters returns how many dead letters there are.
func (b *Bus) CountLetters(ctx context.Context) (int, error) {
	s, err := b.js.Stream(ctx, DeadStream)
	if err != nil {
		return 0, fmt.Errorf("dead letters: %w", err)
	}
	return int(s.CachedInfo().State.Msgs), nil
}
