package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/bus"
	"github.com/tagwire/tagwire/internal/pipeline"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// shelf is a Store in a map that counts how often each revision arrives.
type shelf struct {
	mu    sync.Mutex
	puts  map[string]int
	times int
	fail  func(tagging.Tagging) error
}

func newShelf() *shelf { return &shelf{puts: map[string]int{}} }

func (s *shelf) Seen(_ context.Context, id, revision string) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.puts[id+revision] > 0, nil
}

func (s *shelf) PutTaggings(_ context.Context, ts []tagging.Tagging) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.times++
	for _, t := range ts {
		if s.fail != nil {
			if err := s.fail(t); err != nil {
				return 0, err
			}
		}
	}
	for _, t := range ts {
		s.puts[t.ID+t.Revision]++
	}
	return len(ts), nil
}

func (s *shelf) len() int { s.mu.Lock(); defer s.mu.Unlock(); return len(s.puts) }

// plainClean takes the body as the text. It rejects "unclean" and panics at
// "explode in clean".
func plainClean(p article.Page) (article.Article, error) {
	text := string(p.Body)
	if strings.Contains(text, "unclean") {
		return article.Article{}, errors.New("no story found")
	}
	if strings.Contains(text, "explode in clean") {
		panic("clean exploded")
	}
	return article.Article{ID: article.NewID(p.URL, text), Revision: article.NewRevision("", text), URL: p.URL, Text: text}, nil
}

type tagFunc func(context.Context, article.Article) (tagging.Tagging, error)

func (f tagFunc) Tag(ctx context.Context, a article.Article) (tagging.Tagging, error) {
	return f(ctx, a)
}

func plainTag(_ context.Context, a article.Article) (tagging.Tagging, error) {
	if strings.Contains(a.Text, "explode in tag") {
		_ = []rune(a.Text)[len(a.Text)]
	}
	return tagging.Tagging{Article: a, Entities: []tagging.Entity{}, Tagger: tagging.Tagger{Version: "t"}}, nil
}

func openBus(t *testing.T, dir string) *bus.Bus {
	t.Helper()
	b, err := bus.Open(t.Context(), bus.Options{Dir: dir, Sync: bus.SyncInterval})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

func options(t *testing.T, b *bus.Bus, s pipeline.Store) pipeline.Options {
	return pipeline.Options{
		Bus: b, Clean: plainClean, Tagger: tagFunc(plainTag), Store: s,
		Fetch: fetcher.Options{AllowPrivate: true, Delay: -1, Tries: 1, Workers: 4},
	}
}

// local hands over n documents and then the extra ones.
func local(n int, extra ...string) pipeline.Inputs {
	return pipeline.Inputs{Local: func(_ context.Context, visit func(article.Page) error) error {
		for i := range n {
			if err := visit(article.Page{URL: fmt.Sprintf("https://example.org/%d", i), Body: fmt.Appendf(nil, "story %d", i)}); err != nil {
				return err
			}
		}
		for i, text := range extra {
			if err := visit(article.Page{URL: fmt.Sprintf("https://example.org/extra/%d", i), Body: []byte(text)}); err != nil {
				return err
			}
		}
		return nil
	}}
}

func letters(t *testing.T, b *bus.Bus) []string {
	t.Helper()
	var out []string
	if err := b.Letters(t.Context(), func(l bus.Letter) error {
		out = append(out, string(l.Stage)+" "+l.Key)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

func TestRunEndsWithEverythingStoredOrDead(t *testing.T) {
	b, s := openBus(t, t.TempDir()), newShelf()
	opt := options(t, b, s)
	opt.Counters = new(pipeline.Counters)
	if err := pipeline.Run(t.Context(), opt, local(300, "unclean", "explode in clean", "explode in tag")); err != nil {
		t.Fatal(err)
	}
	if s.len() != 300 {
		t.Errorf("%d stored, want 300", s.len())
	}
	want := []string{
		"clean https://example.org/extra/0", "clean https://example.org/extra/1",
		"extract " + article.NewID("https://example.org/extra/2", ""),
	}
	if diff := cmp.Diff(want, letters(t, b)); diff != "" {
		t.Error(diff)
	}
	if n := opt.Counters.Dead.Load(); n != 3 {
		t.Errorf("%d counted dead", n)
	}
}

func TestPanicsKeepTheirStackAndInput(t *testing.T) {
	b := openBus(t, t.TempDir())
	if err := pipeline.Run(t.Context(), options(t, b, newShelf()), local(0, "explode in tag")); err != nil {
		t.Fatal(err)
	}
	err := b.Letters(t.Context(), func(l bus.Letter) error {
		if !strings.Contains(l.Stack, "plainTag") || !strings.Contains(string(l.Payload), "explode in tag") || !strings.Contains(l.Reason, "index out of range") {
			t.Errorf("letter %+v", l)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSecondRunStoresNothingTwice(t *testing.T) {
	dir, s := t.TempDir(), newShelf()
	for range 2 {
		b := openBus(t, dir)
		if err := pipeline.Run(t.Context(), options(t, b, s), local(50)); err != nil {
			t.Fatal(err)
		}
		b.Close()
	}
	for id, n := range s.puts {
		if n != 1 {
			t.Errorf("%s stored %d times", id, n)
		}
	}
	if s.len() != 50 {
		t.Errorf("%d stored", s.len())
	}
}

func TestOneBadTaggingDoesNotHoldUpTheOthers(t *testing.T) {
	b, s := openBus(t, t.TempDir()), newShelf()
	errBad := errors.New("cannot be stored")
	s.fail = func(t tagging.Tagging) error {
		if strings.Contains(t.Text, "poison") {
			return errBad
		}
		return nil
	}
	opt := options(t, b, s)
	opt.Unstorable = func(err error) bool { return errors.Is(err, errBad) }
	if err := pipeline.Run(t.Context(), opt, local(20, "poison")); err != nil {
		t.Fatal(err)
	}
	if s.len() != 20 || len(letters(t, b)) != 1 {
		t.Errorf("%d stored, letters %v", s.len(), letters(t, b))
	}
}

// A store that refuses writes ends the run; a later run finds everything.
func TestFullDiskLosesNothing(t *testing.T) {
	dir, s := t.TempDir(), newShelf()
	full := errors.New("no space left on device")
	s.fail = func(tagging.Tagging) error { return full }
	b := openBus(t, dir)
	err := pipeline.Run(t.Context(), options(t, b, s), local(40))
	if !errors.Is(err, full) {
		t.Fatalf("got %v, want the store's error", err)
	}
	// What the stopped run had in hand comes back when its time is over.
	s.fail = nil
	if err := pipeline.Run(t.Context(), options(t, b, s), local(40)); err != nil {
		t.Fatal(err)
	}
	if s.len() != 40 {
		t.Errorf("%d stored, want 40", s.len())
	}
}

func TestWebAndFilesTogether(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed":
			fmt.Fprintf(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><link>http://%[1]s/1</link></item><item><link>http://%[1]s/gone</link></item></channel></rss>`, r.Host)
		case "/1":
			fmt.Fprint(w, "web story")
		default:
			http.NotFound(w, r)
		}
	}))
	defer site.Close()
	b, s := openBus(t, t.TempDir()), newShelf()
	in := local(3)
	in.Web = []fetcher.Source{{URL: site.URL + "/feed"}}
	var mu sync.Mutex
	var failures []pipeline.Failure
	opt := options(t, b, s)
	opt.Report = func(f pipeline.Failure) { mu.Lock(); defer mu.Unlock(); failures = append(failures, f) }
	if err := pipeline.Run(t.Context(), opt, in); err != nil {
		t.Fatal(err)
	}
	if s.len() != 4 {
		t.Errorf("%d stored, want 4", s.len())
	}
	if len(failures) != 1 || failures[0].Key != site.URL+"/gone" || !strings.Contains(failures[0].Reason, "404") {
		t.Errorf("failures %+v", failures)
	}
}

func TestStopHandsBackWhatIsInHand(t *testing.T) {
	b, s := openBus(t, t.TempDir()), newShelf()
	ctx, stop := context.WithCancel(t.Context())
	opt := options(t, b, s)
	opt.Workers = 1
	n := 0
	opt.Tagger = tagFunc(func(c context.Context, a article.Article) (tagging.Tagging, error) {
		if n++; n == 5 {
			stop()
		}
		return plainTag(c, a)
	})
	if err := pipeline.Run(ctx, opt, local(30)); err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	start := time.Now()
	if err := pipeline.Run(t.Context(), options(t, b, s), local(30)); err != nil {
		t.Fatal(err)
	}
	if s.len() != 30 {
		t.Errorf("%d stored, want 30", s.len())
	}
	t.Logf("second run took %s", time.Since(start).Round(time.Millisecond))
}

// Replaying what can be handled now empties the dead letters; what fails again
// stays, once.
func TestReplay(t *testing.T) {
	b, s := openBus(t, t.TempDir()), newShelf()
	opt := options(t, b, s)
	if err := pipeline.Run(t.Context(), opt, local(2, "unclean", "explode in clean", "explode in tag")); err != nil {
		t.Fatal(err)
	}
	opt.Clean = func(p article.Page) (article.Article, error) {
		if strings.Contains(string(p.Body), "explode in clean") {
			return article.Article{}, errors.New("still no story")
		}
		return article.Article{ID: article.NewID(p.URL, ""), Revision: "r", URL: p.URL, Text: "mended"}, nil
	}
	opt.Tagger = tagFunc(func(_ context.Context, a article.Article) (tagging.Tagging, error) {
		return tagging.Tagging{Article: a, Tagger: tagging.Tagger{Version: "t2"}}, nil
	})
	var all []bus.Letter
	if err := b.Letters(t.Context(), func(l bus.Letter) error { all = append(all, l); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := pipeline.Replay(t.Context(), opt, all); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"clean https://example.org/extra/1"}, letters(t, b)); diff != "" {
		t.Error(diff)
	}
	if s.len() != 4 {
		t.Errorf("%d stored, want 4", s.len())
	}
}
