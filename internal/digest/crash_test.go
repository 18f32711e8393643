package digest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/store"
	"github.com/tagwire/tagwire/store/storetest"
)

// inbox is a reader that tells repeats by their id, as mailboxes do by the
// Message-ID, and that now and then refuses.
type inbox struct {
	name    string
	got     map[string]*Digest
	order   []*Digest
	refuse  bool
	repeats int
}

var errRefused = errors.New("mailbox full")

func (b *inbox) Name() string { return b.name }

func (b *inbox) Deliver(_ context.Context, d *Digest) error {
	if b.refuse {
		return errRefused
	}
	if old := b.got[d.ID]; old != nil {
		b.repeats++
		var before, now strings.Builder
		if err := errors.Join(Render(&before, old, "html", console.Page{}), Render(&now, d, "html", console.Page{})); err != nil {
			return err
		}
		if diff := cmp.Diff(before.String(), now.String()); diff != "" {
			return fmt.Errorf("digest %s came again and differs:\n%s", d.ID, diff)
		}
		return nil
	}
	b.got[d.ID] = d
	b.order = append(b.order, d)
	return nil
}

// crash is what the process dies of.
type crash struct{ step string }

// world is a store that is killed and opened again, and its readers.
type world struct {
	t     *rapid.T
	path  string
	store *store.Store
	subs  []Subscription
	boxes []*inbox
	built int
}

func (w *world) open() {
	clock := storetest.Day
	s, err := store.Open(context.Background(), w.path, store.Options{NoSync: true, Now: func() time.Time { return clock }})
	if err != nil {
		w.t.Fatal(err)
	}
	w.store = s
}

// deliver runs a delivery that dies after so many steps, or never for a
// negative number, and reports whether it came to its end.
func (w *world) deliver(sub Subscription, steps int) (finished bool) {
	v := Deliverer{Store: w.store, Now: func() time.Time { return storetest.Day }}
	v.Operations = func(context.Context) ([]Disruption, error) {
		w.built++ // what is said of feeds changes from day to day
		return []Disruption{{"silent feed", fmt.Sprint("nothing new for ", w.built, " days")}}, nil
	}
	v.step = func(step string) {
		if steps == 0 {
			panic(crash{step})
		}
		steps--
	}
	defer func() {
		r := recover()
		if _, ok := r.(crash); r != nil && !ok {
			panic(r)
		}
		if r != nil {
			// The process is gone: so are its leases and its lock on the file.
			if err := w.store.Close(); err != nil {
				w.t.Fatal(err)
			}
			w.open()
		}
	}()
	_, err := v.Deliver(context.Background(), sub)
	if err != nil && !errors.Is(err, errRefused) {
		w.t.Fatal(err)
	}
	return err == nil
}

// TestNeverAMissNeverARepeat: articles come in any order, late, changed and
// tagged again; deliveries die at any step, channels refuse. In the end every
// reader was told of each item once, whatever happened.
func TestNeverAMissNeverARepeat(t *testing.T) {
	pool := storetest.Short(30, 5)
	// The generator is checked a hundred times a round.
	for round := range 10 {
		t.Run(fmt.Sprint("round ", round), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			n := 0
			rapid.Check(t, func(rt *rapid.T) {
				n++
				w := &world{t: rt, path: filepath.Join(dir, fmt.Sprint(n), store.FileName)}
				w.open()
				defer func() { w.store.Close() }()
				for _, f := range []Filter{{}, {Names: []string{"anton", "mira", "oleg", "shipping", "trading", "energy"}}} {
					sub := Subscription{Name: fmt.Sprint("sub", len(w.subs)), Filter: f}
					for k := range 2 {
						box := &inbox{name: fmt.Sprint("box", k), got: make(map[string]*Digest)}
						w.boxes = append(w.boxes, box)
						sub.Channels = append(sub.Channels, box)
					}
					w.subs = append(w.subs, sub)
				}
				for range rapid.IntRange(1, 9).Draw(rt, "operations") {
					w.operate(rt, pool)
				}
				for _, b := range w.boxes {
					b.refuse = false
				}
				for _, sub := range w.subs {
					// Once for what was begun, once for what came since.
					for range 2 {
						if !w.deliver(sub, -1) {
							rt.Fatal("a delivery that nothing hinders failed")
						}
					}
				}
				w.check(rt)
			})
		})
	}
}

func (w *world) operate(rt *rapid.T, pool []tagging.Tagging) {
	switch rapid.IntRange(0, 3).Draw(rt, "operation") {
	case 0, 1:
		var batch []tagging.Tagging
		for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(pool)-1), 1, 4).Draw(rt, "articles") {
			a := pool[i]
			for k := range a.Entities {
				// Another day's lists say other things.
				if rapid.IntRange(0, 3).Draw(rt, "listed") == 0 {
					a.Entities = slices.Clone(a.Entities)
					a.Entities[k].Listed = []tagging.Listing{{List: "ofac-sdn", UID: fmt.Sprint(w.built)}}
				}
			}
			a.Tagger.Version = rapid.SampledFrom([]string{"test-1", "test-1", "test-2"}).Draw(rt, "tagger")
			batch = append(batch, a)
		}
		if _, err := w.store.PutTaggings(context.Background(), batch); err != nil {
			rt.Fatal(err)
		}
	case 2:
		box := rapid.SampledFrom(w.boxes).Draw(rt, "box")
		box.refuse = !box.refuse
	case 3:
		w.deliver(rapid.SampledFrom(w.subs).Draw(rt, "subscription"), rapid.IntRange(-1, 9).Draw(rt, "steps"))
	}
}

// check compares what each reader got with what the store holds.
func (w *world) check(rt *rapid.T) {
	last, err := w.store.LastSeq(context.Background())
	if err != nil {
		rt.Fatal(err)
	}
	for i, b := range w.boxes {
		sub := w.subs[i/2]
		whole, err := Build(context.Background(), w.store, Request{To: last, Filter: sub.Filter})
		if err != nil {
			rt.Fatal(err)
		}
		covered := uint64(0)
		measures := make(map[string]bool)
		told := make(map[string]bool)
		for _, d := range b.order {
			if d.From < covered {
				rt.Fatalf("%s %s: items %d–%d after %d", sub.Name, b.name, d.From, d.To, covered)
			}
			covered = d.To
			for _, m := range append(d.Designations, d.Delistings...) {
				key := fmt.Sprint(m.ID, m.Action, m.Dates, m.Authorities, m.Agencies)
				if measures[key] {
					rt.Fatalf("%s %s was told twice of %s", sub.Name, b.name, key)
				}
				measures[key] = true
			}
			for _, st := range d.Stories {
				for _, s := range st.Sources {
					told[s.Article] = true
				}
			}
		}
		for _, st := range whole.Stories {
			for _, s := range st.Sources {
				if !told[s.Article] {
					rt.Fatalf("%s %s never heard of article %s", sub.Name, b.name, s.Article)
				}
			}
		}
		if len(measures) < whole.Counts.Designations {
			rt.Fatalf("%s %s was told of %d measures, the store has %d", sub.Name, b.name, len(measures), whole.Counts.Designations)
		}
		state, err := w.store.Subscription(context.Background(), sub.Name)
		if err != nil || state.Seq != last || state.Pending != nil {
			rt.Fatalf("watermark %+v, %v; want %d", state, err, last)
		}
	}
}
