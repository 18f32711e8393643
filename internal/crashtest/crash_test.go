package crashtest

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/bus"
	"github.com/tagwire/tagwire/internal/pipeline"
	"github.com/tagwire/tagwire/store"
	"github.com/tagwire/tagwire/store/crawl"
)

const (
	siteVariable   = "TAGWIRE_CRASH_SITE"
	dirVariable    = "TAGWIRE_CRASH_DIR"
	roundsVariable = "TAGWIRE_CRASH_ROUNDS"
)

func TestMain(m *testing.M) {
	if site := os.Getenv(siteVariable); site != "" {
		if err := child(context.Background(), os.Getenv(dirVariable), site); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if words := os.Getenv(roleVariable); words != "" {
		if err := role(context.Background(), strings.Fields(words)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child runs the pipeline once, as "tagwire run --once" does.
func child(ctx context.Context, dir, site string) error {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	b, err := bus.Open(ctx, bus.Options{Dir: filepath.Join(dir, "nats"), AckWait: 2 * time.Second, Log: log})
	if err != nil {
		return err
	}
	defer b.Close()
	s, err := store.Open(ctx, filepath.Join(dir, store.FileName), store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	state, err := crawl.New(s.DB())
	if err != nil {
		return err
	}
	return pipeline.Run(ctx, pipeline.Options{
		Bus: b, Clean: cleanPage, Tagger: tagger{}, Store: s, State: state, Workers: 2,
		Fetch: fetcher.Options{AllowPrivate: true, Delay: -1, Tries: 1, IgnoreRobots: true},
	}, pipeline.Inputs{Web: []fetcher.Source{{URL: site + "/feed.xml"}}})
}

func cleanPage(p article.Page) (article.Article, error) {
	text := string(p.Body)
	if strings.Contains(text, "no story") {
		return article.Article{}, fmt.Errorf("clean %s: no story", p.URL)
	}
	return article.Article{
		ID: article.NewID(p.URL, text), Revision: article.NewRevision("", text), URL: p.URL,
		Title: "Story", Text: text, Published: time.Unix(1700000000, 0).UTC(),
	}, nil
}

// tagger finds one person and panics where the text tells it to.
type tagger struct{}

func (tagger) Tag(_ context.Context, a article.Article) (tagging.Tagging, error) {
	if strings.Contains(a.Text, "panic") {
		panic("as told")
	}
	return tagging.Tagging{
		Article: a, Tagger: tagging.Tagger{Version: "crash"},
		Entities: []tagging.Entity{{
			ID: "person/jane-doe", Type: tagging.Person, Name: "Jane Doe",
			Mentions: []tagging.Mention{{Start: 0, End: 8, Text: "Jane Doe"}},
		}},
	}, nil
}

// growing is a site whose feed names the first n pages. Every 17th page has no
// story, every 23rd makes the tagger panic, every 29th is missing.
type growing struct {
	*httptest.Server
	pages atomic.Int64
}

func newGrowing() *growing {
	g := &growing{}
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/feed.xml" {
			fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>`)
			for i := range g.pages.Load() {
				fmt.Fprintf(w, "<item><link>%s/p/%d</link></item>", g.URL, i)
			}
			fmt.Fprint(w, "</channel></rss>")
			return
		}
		n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/p/"))
		switch {
		case err != nil || n%29 == 28:
			http.NotFound(w, r)
		case n%17 == 16:
			fmt.Fprintf(w, "no story %d", n)
		case n%23 == 22:
			fmt.Fprintf(w, "panic %d", n)
		default:
			fmt.Fprintf(w, "Jane Doe was named in story %d.", n)
		}
	}))
	return g
}

func dies(n int) bool { return n%17 == 16 || n%23 == 22 || n%29 == 28 }

func rounds(t *testing.T) int {
	n, err := strconv.Atoi(os.Getenv(roundsVariable))
	if err != nil {
		n = 6
	}
	if testing.Short() {
		n = min(n, 3)
	}
	t.Logf("%d kills (%s sets how many)", n, roundsVariable)
	return n
}

func TestKilledAtRandomMoments(t *testing.T) {
	site, dir := newGrowing(), t.TempDir()
	defer site.Close()
	killed, finished := 0, 0
	for range rounds(t) {
		site.pages.Add(7)
		if runFor(t, dir, site.URL, time.Duration(20+rand.IntN(400))*time.Millisecond) {
			killed++
		} else {
			finished++
		}
	}
	if runFor(t, dir, site.URL, 5*time.Minute) {
		t.Fatal("the last run did not end")
	}
	t.Logf("%d killed, %d had ended by then", killed, finished)
	verify(t, dir, site.URL, int(site.pages.Load()))
}

// runFor runs a child and kills it when its life is over; it reports whether
// that was necessary.
func runFor(t *testing.T, dir, site string, life time.Duration) (killed bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), life)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), siteVariable+"="+site, dirVariable+"="+dir)
	out, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		return true
	}
	if err != nil {
		t.Fatalf("child: %v\n%s", err, out)
	}
	return false
}

// runUntil runs a child to its end, which must come by itself.
func runUntil(t *testing.T, dir, site string, patience time.Duration) (out []byte, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGQUIT) } // it says where it hangs
	cmd.WaitDelay = 5 * time.Second
	cmd.Env = append(os.Environ(), siteVariable+"="+site, dirVariable+"="+dir)
	out, err = cmd.CombinedOutput()
	if ctx.Err() != nil {
		t.Fatalf("the run hangs:\n%s", out)
	}
	if code := cmd.ProcessState.ExitCode(); err != nil && code != 1 {
		t.Fatalf("the run did not end by itself: %v\n%s", err, out)
	}
	return out, err
}

// verify looks at what is left when everything has ended.
func verify(t *testing.T, dir, site string, pages int) {
	t.Helper()
	ctx := t.Context()
	s, err := store.Open(ctx, filepath.Join(dir, store.FileName), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	stored := map[string]int{}
	for it, err := range s.Items(ctx, 0, 1<<62) {
		if err != nil {
			t.Fatal(err)
		}
		stored[it.Tagging.URL]++
	}
	b, err := bus.Open(ctx, bus.Options{Dir: filepath.Join(dir, "nats")})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	dead := map[string]int{}
	if err := b.Letters(ctx, func(l bus.Letter) error { dead[l.Key]++; return nil }); err != nil {
		t.Fatal(err)
	}
	for n := range pages {
		url := fmt.Sprintf("%s/p/%d", site, n)
		if dies(n) {
			if got := dead[url] + dead[article.NewID(url, "")]; got != 1 {
				t.Errorf("%s: %d dead letters, want 1", url, got)
			}
			continue
		}
		if stored[url] != 1 {
			t.Errorf("%s: stored %d times", url, stored[url])
		}
		delete(stored, url)
	}
	if len(stored) > 0 {
		t.Errorf("in the store, but never offered: %v", stored)
	}
	report, err := s.Check(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if problems := fmt.Sprint(report.Problems); len(report.Problems) > 0 {
		t.Errorf("the store's check: %s", problems)
	}
	before := indexes(t, s)
	if err := s.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(indexes(t, s), before); diff != "" {
		t.Errorf("the indexes differ from those that a rebuild makes:\n%.1000s", diff)
	}
	for _, stage := range []bus.Stage{bus.Extract, bus.Keep} {
		if q, err := b.Queue(ctx, stage); err != nil || !q.Empty() {
			t.Errorf("%s: %+v, %v", stage, q, err)
		}
	}
	t.Logf("%d pages offered, %d dead letters", pages, len(dead))
}

// indexes are the store's derived records, but for the stories, which are made
// in a pass of their own.
func indexes(t *testing.T, s *store.Store) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := s.DB().View(func(tx *bolt.Tx) error {
		for _, name := range []string{"heads", "later", "published", "briefs", "entities", "names", "postings", "claims"} {
			err := tx.Bucket([]byte(name)).ForEach(func(k, v []byte) error {
				out[name+"/"+string(k)] = string(v)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
