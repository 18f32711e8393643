package bus_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"go.uber.org/goleak"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/bus"
	"github.com/tagwire/tagwire/internal/lists"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func open(t *testing.T, opt bus.Options) *bus.Bus {
	t.Helper()
	b, err := bus.Open(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

func stories(t *testing.T, from, to int) (out []bus.Message) {
	t.Helper()
	for i := from; i < to; i++ {
		text := fmt.Sprint("story ", i)
		m, err := bus.ArticleMessage(article.Article{ID: article.NewID("", text), Revision: article.NewRevision("", text), Text: text})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, m)
	}
	return out
}

func publish(t *testing.T, b *bus.Bus, messages []bus.Message) {
	t.Helper()
	if err := errors.Join(b.Publish(t.Context(), messages)...); err != nil {
		t.Fatal(err)
	}
}

func pull(t *testing.T, c *bus.Consumer, n int) []*bus.Delivery {
	t.Helper()
	var out []*bus.Delivery
	for len(out) < n {
		got, err := c.Pull(t.Context(), n-len(out), 1<<20, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, got...)
	}
	return out
}

func consumer(t *testing.T, b *bus.Bus, s bus.Stage) *bus.Consumer {
	t.Helper()
	c, err := b.Consumer(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestMessagesSurviveARestart(t *testing.T) {
	dir := t.TempDir()
	b := open(t, bus.Options{Dir: dir})
	publish(t, b, stories(t, 0, 20))
	for _, d := range pull(t, consumer(t, b, bus.Extract), 5) {
		if err := d.Ack(); err != nil {
			t.Fatal(err)
		}
	}
	b.Close()
	b = open(t, bus.Options{Dir: dir, AckWait: time.Second})
	if got := pull(t, consumer(t, b, bus.Extract), 15); len(got) != 15 {
		t.Errorf("%d left, want 15", len(got))
	}
}

func TestEqualIDsAreOneMessage(t *testing.T) {
	b := open(t, bus.Options{Dir: t.TempDir(), Sync: bus.SyncInterval})
	publish(t, b, append(stories(t, 0, 3), stories(t, 0, 3)...))
	consumer(t, b, bus.Extract)
	if q, err := b.Queue(t.Context(), bus.Extract); err != nil || q.Waiting != 3 {
		t.Errorf("%+v, %v; want 3 waiting", q, err)
	}
}

func TestWhatIsNotEndedComesAgain(t *testing.T) {
	b := open(t, bus.Options{Dir: t.TempDir(), AckWait: 200 * time.Millisecond})
	publish(t, b, stories(t, 0, 1))
	c := consumer(t, b, bus.Extract)
	first := pull(t, c, 1)[0]
	second := pull(t, c, 1)[0]
	if first.Tries != 1 || second.Tries != 2 || first.Seq != second.Seq {
		t.Errorf("tries %d and %d", first.Tries, second.Tries)
	}
	if err := second.Later(0); err != nil {
		t.Fatal(err)
	}
	if third := pull(t, c, 1)[0]; third.Tries != 3 {
		t.Errorf("tries %d, want 3", third.Tries)
	}
}

func TestDeadLetters(t *testing.T) {
	b := open(t, bus.Options{Dir: t.TempDir(), Sync: bus.SyncInterval})
	publish(t, b, stories(t, 0, 1))
	d := pull(t, consumer(t, b, bus.Extract), 1)[0]
	if err := b.BuryDelivery(t.Context(), d, bus.Letter{Stage: bus.Extract, Key: "k", Reason: "first", Stack: "s"}); err != nil {
		t.Fatal(err)
	}
	if err := b.Bury(t.Context(), bus.Letter{Stage: "fetch", Key: "https://x/ ü * >", Reason: "second"}); err != nil {
		t.Fatal(err)
	}
	var got []bus.Letter
	collect := func(l bus.Letter) error { got = append(got, l); return nil }
	if err := b.Letters(t.Context(), collect); err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Reason != "first" || !bytes.Equal(got[0].Payload, d.Data) || got[1].Key != "https://x/ ü * >" {
		t.Fatalf("letters %+v", got)
	}
	t.Run("a new one takes the place of the old", func(t *testing.T) {
		if err := b.Bury(t.Context(), bus.Letter{Stage: bus.Extract, Key: "k", Reason: "third"}); err != nil {
			t.Fatal(err)
		}
		if n, err := b.CountLetters(t.Context()); n != 2 || err != nil {
			t.Errorf("%d letters, %v", n, err)
		}
	})
	t.Run("dropping twice is no error", func(t *testing.T) {
		for range 2 {
			if err := b.DropLetter(t.Context(), got[1].Seq); err != nil {
				t.Error(err)
			}
		}
		if _, err := b.Letter(t.Context(), got[1].Seq); !errors.Is(err, bus.ErrNoLetter) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("an input that is too large is left out", func(t *testing.T) {
		noise := make([]byte, 7<<20)
		for i := range noise {
			noise[i] = byte(rand.Uint32())
		}
		if err := b.Bury(t.Context(), bus.Letter{Stage: "clean", Key: "big", Payload: noise}); err != nil {
			t.Fatal(err)
		}
		got = nil
		if err := b.Letters(t.Context(), collect); err != nil {
			t.Fatal(err)
		}
		if last := got[len(got)-1]; !last.Truncated || len(last.Payload) != 0 {
			t.Errorf("truncated %v, %d bytes", last.Truncated, len(last.Payload))
		}
	})
}

func TestTooLargeIsAnErrorOfItsOwn(t *testing.T) {
	b := open(t, bus.Options{Dir: t.TempDir(), Sync: bus.SyncInterval})
	ms := stories(t, 0, 2)
	ms[0].Data = make([]byte, bus.MaxPayload+1)
	errs := b.Publish(t.Context(), ms)
	if !errors.Is(errs[0], bus.ErrTooLarge) || errs[1] != nil {
		t.Errorf("got %v", errs)
	}
}

// A full stream refuses, says what to do, and keeps what it has.
func TestFullStreamRefuses(t *testing.T) {
	b := open(t, bus.Options{Dir: t.TempDir(), Sync: bus.SyncInterval, MaxBytes: 20_000})
	accepted := 0
	var refused error
	for _, err := range b.Publish(t.Context(), stories(t, 0, 300)) {
		if err == nil {
			accepted++
		} else {
			refused = err
		}
	}
	if refused == nil || !strings.Contains(refused.Error(), "stream is full") {
		t.Fatalf("%d accepted, then %v", accepted, refused)
	}
	c := consumer(t, b, bus.Extract)
	for _, d := range pull(t, c, accepted) {
		if err := d.Ack(); err != nil {
			t.Fatal(err)
		}
	}
	for { // until the last acknowledgement has arrived
		if q, err := c.Backlog(t.Context()); err != nil {
			t.Fatal(err)
		} else if q.Empty() {
			break
		}
	}
	if err := c.Trim(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	publish(t, b, stories(t, 300, 310))
}

// What a crash left half-written at the end of a stream's file costs nothing
// that was accepted.
func TestTornEndOfAStreamFile(t *testing.T) {
	dir := t.TempDir()
	b := open(t, bus.Options{Dir: dir})
	publish(t, b, stories(t, 0, 10))
	consumer(t, b, bus.Extract)
	b.Close()
	blocks, err := filepath.Glob(filepath.Join(dir, "jetstream", "*", "streams", bus.ArticlesStream, "msgs", "*.blk"))
	if err != nil || len(blocks) == 0 {
		t.Fatalf("blocks %v, %v", blocks, err)
	}
	f, err := os.OpenFile(blocks[len(blocks)-1], os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(bytes.Repeat([]byte{0xa5, 0, 7}, 40)); err != nil {
		t.Fatal(err)
	}
	f.Close()
	b = open(t, bus.Options{Dir: dir})
	if got := pull(t, consumer(t, b, bus.Extract), 10); len(got) != 10 {
		t.Errorf("%d of 10 messages left", len(got))
	}
	publish(t, b, stories(t, 10, 12))
}

// Everything is before a stage that has not begun.
func TestQueueOfAStageThatHasNotBegun(t *testing.T) {
	b := open(t, bus.Options{Dir: t.TempDir()})
	if q, err := b.Queue(t.Context(), bus.Extract); err != nil || !q.Empty() {
		t.Errorf("an empty stream: %+v, %v", q, err)
	}
	publish(t, b, stories(t, 0, 3))
	if q, err := b.Queue(t.Context(), bus.Extract); err != nil || q.Waiting != 3 || q.Oldest <= 0 {
		t.Errorf("three messages: %+v, %v", q, err)
	}
}

func TestAnnounce(t *testing.T) {
	b := open(t, bus.Options{Dir: t.TempDir(), Listen: "127.0.0.1:0"})
	nc, err := nats.Connect(b.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	sub, err := nc.SubscribeSync("tagwire.event.designation.*")
	if err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	text := "OFAC named Jane Doe."
	err = b.Announce(tagging.Tagging{Article: article.Article{ID: "1", Text: text}, Entities: []tagging.Entity{{
		ID: "person/jane-doe", Name: "Jane Doe", Designations: []tagging.Designation{
			{Action: tagging.Designated, Agency: "U.S. Treasury", Evidence: tagging.Span{Start: 0, End: len(text)}},
			{Action: tagging.Delisted, Agency: "OFAC"},
			{Action: tagging.Designated, Evidence: tagging.Span{Start: 5, End: 900}},
		},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for _, want := range []string{"tagwire.event.designation.u-s--treasury", "tagwire.event.designation.unknown"} {
		m, err := sub.NextMsgWithContext(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if m.Subject != want {
			t.Errorf("subject %s, want %s", m.Subject, want)
		}
	}
}

func TestAnnounceList(t *testing.T) {
	b := open(t, bus.Options{Dir: t.TempDir(), Listen: "127.0.0.1:0"})
	nc, err := nats.Connect(b.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	sub, err := nc.SubscribeSync("tagwire.event.list.*")
	if err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	// The caller's context has no deadline, as that of a running pipeline.
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	change := &lists.Changes{Seq: 7, List: "un", To: "2026-03-01", Entries: []lists.Change{{Action: lists.Added, UID: "QDe.901", Name: "Rawdi"}}}
	if err := b.AnnounceList(ctx, change); err != nil {
		t.Fatal(err)
	}
	m, err := sub.NextMsg(10 * time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if m.Subject != "tagwire.event.list.un" || m.Header.Get(nats.MsgIdHdr) != "list-7-0" {
		t.Errorf("subject %s, id %s", m.Subject, m.Header.Get(nats.MsgIdHdr))
	}
}

func FuzzArticleMessage(f *testing.F) {
	f.Add("ab.c*>", "r")
	f.Fuzz(func(t *testing.T, id, revision string) {
		m, err := bus.ArticleMessage(article.Article{ID: id, Revision: revision})
		if err != nil {
			t.Fatal(err)
		}
		if rest := strings.TrimPrefix(m.Subject, "tagwire.article."); rest == "" || strings.ContainsAny(rest, ".*> \t\r\n") {
			t.Errorf("subject %q", m.Subject)
		}
	})
}
