package digest

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"github.com/tagwire/tagwire/store"
	"github.com/tagwire/tagwire/store/storetest"
)

func filled(t testing.TB, n int) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), store.FileName), store.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if _, err := s.PutTaggings(t.Context(), storetest.Taggings(n, 1)); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEmptyIsSkippedOrSent(t *testing.T) {
	s := filled(t, 10)
	box := &inbox{name: "box", got: make(map[string]*Digest)}
	sub := Subscription{Name: "desk", Channels: []Channel{box}}
	clock := storetest.Day
	v := &Deliverer{Store: s, Now: func() time.Time { clock = clock.Add(time.Hour); return clock }}
	for i, tc := range []struct {
		sendEmpty, sent bool
		total           int
	}{{false, true, 1}, {false, false, 1}, {true, true, 2}, {true, true, 3}} {
		sub.SendEmpty = tc.sendEmpty
		out, err := v.Deliver(t.Context(), sub)
		if err != nil || out.Sent != tc.sent || len(box.order) != tc.total {
			t.Errorf("delivery %d: sent %v, %d in the box, %v; want %v, %d", i, out.Sent, len(box.order), err, tc.sent, tc.total)
		}
	}
}

func TestTwoAtOnceExcludeEachOther(t *testing.T) {
	s := filled(t, 10)
	inside, leave := make(chan struct{}), make(chan struct{})
	v := &Deliverer{Store: s, step: func(step string) {
		if step == "begun" {
			close(inside)
			<-leave
		}
	}}
	box := &inbox{name: "box", got: make(map[string]*Digest)}
	sub := Subscription{Name: "desk", Channels: []Channel{box}}
	var wg sync.WaitGroup
	wg.Go(func() {
		if _, err := v.Deliver(context.Background(), sub); err != nil {
			t.Error(err)
		}
	})
	<-inside
	_, err := (&Deliverer{Store: s}).Deliver(t.Context(), sub)
	if !errors.Is(err, store.ErrBusy) {
		t.Errorf("the second digest: %v, want ErrBusy", err)
	}
	close(leave)
	wg.Wait()
	if len(box.order) != 1 {
		t.Errorf("%d digests, want 1", len(box.order))
	}
}

func TestFailedChannelAloneIsTriedAgain(t *testing.T) {
	s := filled(t, 10)
	good := &inbox{name: "good", got: make(map[string]*Digest)}
	bad := &inbox{name: "bad", got: make(map[string]*Digest), refuse: true}
	sub := Subscription{Name: "desk", Channels: []Channel{bad, good}}
	v := &Deliverer{Store: s}
	if _, err := v.Deliver(t.Context(), sub); !errors.Is(err, errRefused) || !strings.Contains(err.Error(), "tries the same items again") {
		t.Fatalf("got %v", err)
	}
	bad.refuse = false
	if _, err := v.Deliver(t.Context(), sub); err != nil {
		t.Fatal(err)
	}
	if len(good.order) != 1 || good.repeats != 0 || len(bad.order) != 1 || good.order[0].ID != bad.order[0].ID {
		t.Errorf("good got %d (%d repeats), bad %d", len(good.order), good.repeats, len(bad.order))
	}
}

func digestOf(t testing.TB, n int) *Digest {
	t.Helper()
	s := filled(t, n)
	d, err := Build(t.Context(), s, Request{To: uint64(n), Subscription: "desk"})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWebhook(t *testing.T) {
	d := digestOf(t, 5)
	for _, tc := range []struct {
		name    string
		answers []int
		tries   int
		fails   bool
	}{
		{"at once", []int{200}, 1, false},
		{"after two failures", []int{500, 429, 204}, 3, false},
		{"never", []int{503, 503, 503, 503}, 4, true},
		{"a wrong address is not tried again", []int{404, 200}, 1, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tries := 0
			srv := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
				body, err := io.ReadAll(r.Body)
				if err != nil {
					t.Error(err)
				}
				sig := r.Header.Get("Tagwire-Signature")
				at, mac, _ := strings.Cut(strings.TrimPrefix(sig, "t="), ",v1=")
				h := hmac.New(sha256.New, []byte("secret"))
				fmt.Fprintf(h, "%s.%s", at, body)
				if mac != hex.EncodeToString(h.Sum(nil)) {
					t.Errorf("signature %q does not fit the body", sig)
				}
				if r.Header.Get("Idempotency-Key") != d.ID {
					t.Errorf("idempotency key %q", r.Header.Get("Idempotency-Key"))
				}
				rw.WriteHeader(tc.answers[tries])
				tries++
			}))
			defer srv.Close()
			err := (&Webhook{URL: srv.URL, Secret: "secret", Client: srv.Client(), Tries: 4, Wait: time.Microsecond}).Deliver(t.Context(), d)
			if (err != nil) != tc.fails || tries != tc.tries {
				t.Errorf("%d tries, %v; want %d, failure %v", tries, err, tc.tries, tc.fails)
			}
		})
	}
}

func TestFile(t *testing.T) {
	d := digestOf(t, 30)
	path := filepath.Join(t.TempDir(), "digest.md")
	for range 2 {
		if err := (File{path, "markdown"}).Deliver(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	var want bytes.Buffer
	if err := (Stream{W: &want, Format: "markdown"}).Deliver(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want.Bytes()) {
		t.Errorf("the file differs from the stream, %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); len(left) != 0 {
		t.Errorf("left over: %v", left)
	}
	if err := (File{filepath.Join(path, "no"), "text"}).Deliver(t.Context(), d); err == nil {
		t.Error("a file below a file was written")
	}
}

func TestAtomFileGrows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "feed.xml")
	first, second := digestOf(t, 30), digestOf(t, 31)
	entries := 0
	for _, d := range []*Digest{first, first, second} {
		if err := (File{path, "atom"}).Deliver(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		feed, err := gofeed.NewParser().Parse(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		seen := make(map[string]bool)
		for _, it := range feed.Items {
			if seen[it.GUID] {
				t.Errorf("entry %s stands twice", it.GUID)
			}
			seen[it.GUID] = true
		}
		if len(feed.Items) < entries {
			t.Errorf("%d entries, fewer than before", len(feed.Items))
		}
		entries = len(feed.Items)
	}
	if want := 2 + first.Counts.Designations; entries < want {
		t.Errorf("%d entries, want %d at least", entries, want)
	}
	if err := os.WriteFile(path, []byte("my notes"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := (File{path, "atom"}).Deliver(t.Context(), first); err == nil {
		t.Error("a file that is no feed was overwritten")
	}
}
