package lists

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/internal/lists/starter"
)

const simpleHeader = "id,schema,name,aliases,birth_date,countries,dataset,first_seen,last_change\n"

// simple is a list of n invented persons as OpenSanctions writes it.
func simple(n int, day string) string {
	var b strings.Builder
	b.WriteString(simpleHeader)
	for i := range n {
		fmt.Fprintf(&b, "NK-%d,Person,Marek Person%c%c,,1970-01-01,ru,EU,2022-03-01,%sT10:00:00\n", i, 'a'+rune(i/26), 'a'+rune(i%26), day)
	}
	return b.String()
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func imported(t *testing.T, f *Folder, text string) *Outcome {
	t.Helper()
	out, err := f.Import([]string{write(t, "targets.csv", text)}, Check{Shrink: DefaultShrink})
	if err != nil || len(out) != 1 {
		t.Fatalf("%v, %v", out, err)
	}
	return out[0]
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// server answers as the case wants.
type server struct {
	*httptest.Server
	asked  []http.Header
	answer http.HandlerFunc
}

func serve(t *testing.T) *server {
	s := new(server)
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.asked = append(s.asked, r.Header.Clone())
		s.answer(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func text(s string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, s) }
}

func how(t *testing.T) Fetch {
	c := fetcher.NewClient(fetcher.Options{AllowPrivate: true, MaxBody: 1 << 20})
	t.Cleanup(c.Close)
	return Fetch{Client: c, Tries: 2, Wait: time.Millisecond, AllowHTTP: true}
}

// TestUpdate serves a list well and badly: what is wrong leaves the version in
// force.
func TestUpdate(t *testing.T) {
	ctx := context.Background()
	good := simple(40, "2026-01-01")
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		force  bool
		want   string // in the error; empty if it succeeds
		is     error
		taken  bool
	}{
		{name: "a new version", answer: text(simple(41, "2026-01-02")), taken: true},
		{name: "the same", answer: text(good)},
		{name: "not modified", answer: func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("If-None-Match") != `"v1"` || r.Header.Get("If-Modified-Since") == "" {
				w.WriteHeader(http.StatusTeapot)
				return
			}
			w.WriteHeader(http.StatusNotModified)
		}},
		{name: "server error", answer: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, want: "500"},
		{name: "html as csv", answer: text("<!DOCTYPE html><html><body>Maintenance</body></html>"), want: "is an HTML page", is: source.ErrUnknownFormat},
		{name: "cut short by the connection", answer: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "9999")
			fmt.Fprint(w, good)
		}, want: "ended early"},
		{name: "cut short in a row", answer: text(good + "NK-99,Per"), want: ":42", is: source.ErrDamaged},
		{name: "shrunk", answer: text(simple(20, "2026-01-02")), want: "20 entries where opensanctions has 40", is: ErrShrink},
		{name: "shrunk by force", answer: text(simple(20, "2026-01-02")), force: true, taken: true},
		{name: "wrong encoding", answer: text(strings.Replace(good, "Marek", "M\xe4rek", 1)), want: ":2", is: source.ErrDamaged},
		{name: "ids twice", answer: text(good + "NK-1,Person,Other,,,,,,\n"), want: "NK-1 stands twice", is: source.ErrDamaged},
		{name: "unknown columns", answer: text(strings.Replace(good, "aliases", "other names", 1)), want: "opensanctions", is: source.ErrUnknownFormat},
		{name: "another list", answer: text("Last Updated,25/01/2024\nName 6,Name 1,Group Type,Alias Type,Alias Quality,Regime,Group ID\nMAROV,Ilia,Individual,AKA,,Russia,900\n"), want: "this is the list uk, not opensanctions"},
		{name: "nothing", answer: text(""), want: "empty"},
		{name: "too large", answer: text(good + strings.Repeat("x", 2<<20)), want: "too-large"},
		{name: "redirect", answer: func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/list.csv" {
				http.Redirect(w, r, "/moved.csv", http.StatusFound)
				return
			}
			fmt.Fprint(w, simple(41, "2026-01-02"))
		}, taken: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t)
			f := &Folder{Dir: filepath.Join(t.TempDir(), "lists")}
			o := Official{Name: "opensanctions", URLs: []string{s.URL + "/list.csv"}}
			s.answer = func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("ETag", `"v1"`)
				w.Header().Set("Last-Modified", "Thu, 01 Jan 2026 10:00:00 GMT")
				fmt.Fprint(w, good)
			}
			if out := f.Update(ctx, o, how(t), Check{Shrink: DefaultShrink}); out.Err != nil || !out.New {
				t.Fatalf("%+v", out)
			}
			s.answer = c.answer
			out := f.Update(ctx, o, how(t), Check{Shrink: DefaultShrink, Force: c.force})
			if c.want == "" && out.Err != nil {
				t.Fatal(out.Err)
			}
			if c.want != "" && (out.Err == nil || !strings.Contains(out.Err.Error(), c.want) || strings.Contains(out.Err.Error(), "incoming-")) {
				t.Errorf("got %v, want %q", out.Err, c.want)
			}
			if c.is != nil && !errors.Is(out.Err, c.is) {
				t.Errorf("got %v, want %v", out.Err, c.is)
			}
			state, err := f.State()
			if err != nil {
				t.Fatal(err)
			}
			held, want := state.Lists["opensanctions"], 1
			if c.taken {
				want = 2
			}
			if len(held.Versions) != want || out.New != c.taken {
				t.Errorf("%d versions, new %v", len(held.Versions), out.New)
			}
			if (held.Error != "") != (c.want != "") {
				t.Errorf("remembered error %q", held.Error)
			}
			x, err := f.Load(quiet())
			if err != nil || x.Len() != held.Current().Entries {
				t.Errorf("index: %v", err)
			}
			if left, _ := filepath.Glob(filepath.Join(f.Dir, "incoming-*")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func TestUpdateWantsTLS(t *testing.T) {
	s := serve(t)
	s.answer = text(simple(3, "2026-01-01"))
	h := how(t)
	h.AllowHTTP = false
	f := &Folder{Dir: t.TempDir()}
	out := f.Update(context.Background(), Official{Name: "opensanctions", URLs: []string{s.URL + "/list.csv"}}, h, Check{})
	if !errors.Is(out.Err, ErrInsecure) || len(s.asked) != 0 {
		t.Errorf("%v, asked %d times", out.Err, len(s.asked))
	}
}

func TestChangesAndDiff(t *testing.T) {
	f := &Folder{Dir: t.TempDir(), Keep: 2}
	first := imported(t, f, simple(4, "2026-01-01"))
	if len(first.Changes.Entries) != 0 || first.Changes.From != "" {
		t.Errorf("the first version has changes: %+v", first.Changes)
	}
	later := strings.Replace(simple(5, "2026-02-01"), "Marek Personab,,", "Marek Personab,Mark B,", 1)
	later = strings.Replace(later, "NK-0,", "NK-9,", 1)
	second := imported(t, f, later)
	want := []Change{
		{Action: Added, UID: "NK-9", Name: "Marek Personaa", Kind: "person", Programs: []string{"EU"}},
		{Action: Changed, UID: "NK-1", Name: "Marek Personab", Kind: "person", Programs: []string{"EU"}, What: []string{"name + Mark B"}},
		{Action: Added, UID: "NK-4", Name: "Marek Personae", Kind: "person", Programs: []string{"EU"}},
		{Action: Removed, UID: "NK-0", Name: "Marek Personaa", Kind: "person", Programs: []string{"EU"}},
	}
	if diff := cmp.Diff(want, second.Changes.Entries); diff != "" {
		t.Error(diff)
	}
	c, err := f.Diff("opensanctions", "")
	if err != nil || !cmp.Equal(want, c.Entries) || c.From != "2026-01-01" || c.To != "2026-02-01" {
		t.Errorf("diff %+v, %v", c, err)
	}
	imported(t, f, simple(6, "2026-03-01"))
	state, err := f.State()
	if err != nil {
		t.Fatal(err)
	}
	if v := state.Lists["opensanctions"].Versions; len(v) != 2 || v[0].Date != "2026-02-01" {
		t.Errorf("kept %+v", v)
	}
	kept, err := f.ChangesAfter(0, state.Seq)
	if err != nil || len(kept) != 3 || !cmp.Equal(want, kept[1].Entries) {
		t.Errorf("kept changes %+v, %v", kept, err)
	}
	if _, err := f.Diff("un", ""); !errors.Is(err, ErrNotHeld) {
		t.Error(err)
	}
}

func TestImportSets(t *testing.T) {
	const (
		sdn = "101,\"MAROV, Ilya\",\"individual\",\"RUSSIA-EO14024\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a"
		alt = "101,8,\"aka\",\"MAROV, Ilia\",-0- \r\n\x1a"
	)
	t.Run("named otherwise and gzipped", func(t *testing.T) {
		dir := t.TempDir()
		w, err := os.Create(filepath.Join(dir, "a"))
		if err != nil {
			t.Fatal(err)
		}
		z := gzip.NewWriter(w)
		fmt.Fprint(z, alt)
		if err := errors.Join(z.Close(), w.Close()); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "b"), []byte(sdn), 0o644); err != nil {
			t.Fatal(err)
		}
		f := &Folder{Dir: filepath.Join(dir, "lists")}
		out, err := f.Import([]string{filepath.Join(dir, "a"), filepath.Join(dir, "b")}, Check{})
		if err != nil || len(out) != 1 || out[0].List != "ofac-sdn" || out[0].Version.Names != 2 {
			t.Errorf("%+v, %v", out, err)
		}
	})
	t.Run("aliases alone", func(t *testing.T) {
		f := &Folder{Dir: t.TempDir()}
		_, err := f.Import([]string{write(t, "alt.csv", alt)}, Check{})
		if err == nil || !strings.Contains(err.Error(), "aliases without the primary file") {
			t.Error(err)
		}
	})
	t.Run("entries alone", func(t *testing.T) {
		f := &Folder{Dir: t.TempDir()}
		_, err := f.Import([]string{write(t, "sdn.csv", sdn)}, Check{})
		if err == nil || !strings.Contains(err.Error(), "aliases") {
			t.Error(err)
		}
	})
}

func TestLoad(t *testing.T) {
	f := &Folder{Dir: filepath.Join(t.TempDir(), "lists")}
	x, err := f.Load(quiet())
	if err != nil || len(x.Lists()) != 1 || x.Lists()[0].Name != starter.Name || x.Len() < 200 {
		t.Fatalf("sample: %v, %v", x.Lists(), err)
	}
	if _, err := os.Stat(f.Dir); err == nil {
		t.Error("reading made the folder")
	}
	imported(t, f, simple(30, "2026-01-01"))
	for range 2 { // built, then as saved
		x, err = f.Load(quiet())
		if err != nil || x.Len() != 30 || x.Lists()[0].Name != "opensanctions" {
			t.Fatalf("%v, %v", x.Lists(), err)
		}
	}
	saved, _ := filepath.Glob(filepath.Join(f.Dir, "index", "*.idx"))
	if len(saved) != 1 {
		t.Fatalf("saved %v", saved)
	}
	if err := os.WriteFile(saved[0], []byte("nonsense"), 0o644); err != nil {
		t.Fatal(err)
	}
	if x, err = f.Load(quiet()); err != nil || x.Len() != 30 {
		t.Errorf("after damage: %v", err)
	}
}

func TestWatchSwaps(t *testing.T) {
	f := &Folder{Dir: filepath.Join(t.TempDir(), "lists")}
	imported(t, f, simple(30, "2026-01-01"))
	x, err := f.Load(quiet())
	if err != nil {
		t.Fatal(err)
	}
	h := watchlist.NewHolder(x)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	done := make(chan struct{})
	go func() { f.Watch(ctx, h, time.Millisecond, quiet()); close(done) }()
	time.Sleep(50 * time.Millisecond) // any version is found that comes after the first look
	imported(t, f, simple(31, "2026-02-01"))
	for h.Index().Len() != 31 && ctx.Err() == nil {
		time.Sleep(time.Millisecond)
	}
	if ctx.Err() != nil {
		t.Error("never swapped")
	}
	cancel()
	<-done
}

// TestKilled ends a process at each step of a swap: the lists are then those
// before it or those after it, and the next change succeeds.
func TestKilled(t *testing.T) {
	if dir := os.Getenv("LISTS_TEST_DIR"); dir != "" {
		f := &Folder{Dir: dir, step: func(s string) {
			if s == os.Getenv("LISTS_TEST_STEP") {
				os.Exit(9)
			}
		}}
		imported(t, f, simple(31, "2026-02-01"))
		return
	}
	for step, want := range map[string]int{"staged": 30, "moved": 30, "noted": 30, "in force": 31} {
		t.Run(step, func(t *testing.T) {
			f := &Folder{Dir: t.TempDir()}
			imported(t, f, simple(30, "2026-01-01"))
			c := exec.Command(os.Args[0], "-test.run=^TestKilled$")
			c.Env = append(os.Environ(), "LISTS_TEST_DIR="+f.Dir, "LISTS_TEST_STEP="+step)
			var exit *exec.ExitError
			if err := c.Run(); !errors.As(err, &exit) || exit.ExitCode() != 9 {
				t.Fatalf("the process was to end in mid-swap: %v", err)
			}
			x, err := f.Load(quiet())
			if err != nil || x.Len() != want {
				t.Fatalf("%d entries, want %d: %v", x.Len(), want, err)
			}
			imported(t, f, simple(32, "2026-03-01"))
			state, err := f.State()
			if err != nil {
				t.Fatal(err)
			}
			changes, err := f.ChangesAfter(1, state.Seq)
			added := 0
			for i := range changes {
				added += changes[i].Count(Added)
			}
			if err != nil || added != 2 {
				t.Errorf("%d additions, want 2: %v", added, err)
			}
			if left, _ := filepath.Glob(filepath.Join(f.Dir, "incoming-*")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func TestOverride(t *testing.T) {
	c, err := Override(Catalogue(), []string{"un=https://mirror.example/un.xml", "mine=https://a.example/x.csv https://a.example/y.csv"})
	if err != nil {
		t.Fatal(err)
	}
	chosen, err := Select(c, []string{"un", "mine"})
	if err != nil || chosen[0].URLs[0] != "https://mirror.example/un.xml" || len(chosen[1].URLs) != 2 {
		t.Errorf("%+v, %v", chosen, err)
	}
	for _, bad := range []string{"un", "un=", "../x=https://a.example"} {
		if _, err := Override(nil, []string{bad}); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
	if _, err := Select(c, []string{"uno"}); err == nil || !strings.Contains(err.Error(), "known are") {
		t.Error(err)
	}
}

func TestCatalogueIsReadable(t *testing.T) {
	for _, o := range Catalogue() {
		if !listName(o.Name) || o.Title == "" || o.Publisher == "" || o.Licence == "" || len(o.URLs) == 0 {
			t.Errorf("%+v", o)
		}
		names := make(map[string]bool)
		for _, u := range o.URLs {
			if !strings.HasPrefix(u, "https://") || names[fileName(o.Name, u)] {
				t.Errorf("%s: %s", o.Name, u)
			}
			names[fileName(o.Name, u)] = true
		}
	}
}
