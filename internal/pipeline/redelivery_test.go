package pipeline_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/bus"
	"github.com/tagwire/tagwire/internal/pipeline"
	"github.com/tagwire/tagwire/store"
)

// An extract process has no store to ask: an article that is handed out again,
// long after the streams have forgotten it, is tagged again. It is stored once
// and announced once all the same, whether both taggings come in one batch or
// not.
func TestTaggedTwiceIsStoredAndAnnouncedOnce(t *testing.T) {
	b, err := bus.Open(t.Context(), bus.Options{Dir: t.TempDir(), Sync: bus.SyncInterval, Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	listener, err := nats.Connect(b.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	events, err := listener.SubscribeSync("tagwire.event.>")
	if err != nil {
		t.Fatal(err)
	}
	if err := listener.Flush(); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), store.FileName), store.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()

	a := article.Article{ID: article.NewID("https://gazette.example/1", ""), URL: "https://gazette.example/1", Revision: "r", Text: "OFAC named Jane Doe."}
	tagged := tagging.Tagging{Article: a, Tagger: tagging.Tagger{Version: "t"}, Entities: []tagging.Entity{{
		ID: "person/jane-doe", Type: tagging.Person, Name: "Jane Doe",
		Designations: []tagging.Designation{{Action: tagging.Designated, Agency: "OFAC", Evidence: tagging.Span{Start: 0, End: 20}}},
	}}}
	opt := pipeline.Options{Bus: b, Store: s}
	for _, ids := range [][]string{{"first", "second"}, {"third"}} {
		// Ids of their own stand for messages that the stream has forgotten.
		for _, id := range ids {
			m, err := bus.TaggingMessage(tagged)
			if err != nil {
				t.Fatal(err)
			}
			m.ID = id
			if err := b.Publish(t.Context(), []bus.Message{m})[0]; err != nil {
				t.Fatal(err)
			}
		}
		if err := pipeline.Keep(t.Context(), opt); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := s.LastSeq(t.Context()); err != nil || n != 1 {
		t.Errorf("%d taggings are stored, %v; want 1", n, err)
	}
	if _, err := events.NextMsg(10 * time.Second); err != nil {
		t.Fatalf("no event: %v", err)
	}
	if err := listener.Flush(); err != nil {
		t.Fatal(err)
	}
	if n, _, err := events.Pending(); err != nil || n != 0 {
		t.Errorf("%d more events, %v", n, err)
	}
}

// Within a minute the stream of an external server itself passes over the second
// tagging.
func TestTaggedTwiceIsPublishedOnce(t *testing.T) {
	server, err := bus.StartServer(bus.ServerOptions{Dir: t.TempDir(), Listen: "127.0.0.1:0", Sync: bus.SyncInterval})
	if err != nil {
		t.Fatal(err)
	}
	defer server.WaitForShutdown()
	defer server.Shutdown()
	b, err := bus.Open(t.Context(), bus.Options{URL: server.ClientURL()})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	s := newShelf()
	opt := options(t, b, s)
	opt.Store = nil
	for _, id := range []string{"first", "second"} {
		m, err := bus.ArticleMessage(article.Article{ID: "1", Revision: "r", Text: "story"})
		if err != nil {
			t.Fatal(err)
		}
		m.ID = id
		if err := b.Publish(t.Context(), []bus.Message{m})[0]; err != nil {
			t.Fatal(err)
		}
		if err := pipeline.Extract(t.Context(), opt); err != nil {
			t.Fatal(err)
		}
	}
	opt.Store = s
	opt.Counters = new(pipeline.Counters)
	if err := pipeline.Keep(t.Context(), opt); err != nil {
		t.Fatal(err)
	}
	if n := opt.Counters.Stored.Load(); n != 1 {
		t.Errorf("%d taggings were published", n)
	}
}
