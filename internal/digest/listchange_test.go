package digest

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/internal/lists"
	"github.com/tagwire/tagwire/store"
)

// journal is a list's journal in memory.
type journal []lists.Changes

func (j journal) State() (*lists.State, error) { return &lists.State{Seq: uint64(len(j))}, nil }

func (j journal) ChangesAfter(from, to uint64) ([]lists.Changes, error) { return j[from:to], nil }

func version(seq uint64, list string, names ...string) lists.Changes {
	c := lists.Changes{Seq: seq, List: list, From: "2026-01-01", To: "2026-01-02"}
	for _, n := range names {
		c.Entries = append(c.Entries, lists.Change{Action: lists.Added, UID: "9", Name: n, Kind: "person", Programs: []string{"TEST"}})
	}
	return c
}

// TestListChangesComeOnce delivers changes of the lists with and without
// articles, fails, tries again: each comes once and none is left out.
func TestListChangesComeOnce(t *testing.T) {
	ctx := context.Background()
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), store.FileName), store.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	ch := &recorder{}
	v := &Deliverer{Store: s, Lists: journal{version(1, "un"), version(2, "un", "Ana One", "Bo Two")}}
	sub := Subscription{Name: "x", Zone: time.UTC, Channels: []Channel{ch}}
	ch.fail = true
	if _, err := v.Deliver(ctx, sub); err == nil {
		t.Fatal("a failed channel went unnoticed")
	}
	v.Lists = append(v.Lists.(journal), version(3, "eu", "Cy Three"))
	ch.fail = false
	for range 3 {
		if _, err := v.Deliver(ctx, sub); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(ch.names, ","); got != "Ana One,Bo Two|,Cy Three|" {
		t.Errorf("delivered %q", got)
	}
}

// recorder notes the names of the list changes that it is given.
type recorder struct {
	fail  bool
	names []string
}

func (*recorder) Name() string { return "recorder" }

func (r *recorder) Deliver(_ context.Context, d *Digest) error {
	if r.fail {
		return context.DeadlineExceeded
	}
	for i, c := range d.ListChanges {
		end := ""
		if i == len(d.ListChanges)-1 {
			end = "|"
		}
		r.names = append(r.names, c.Name+end)
	}
	return nil
}

func TestListChangesFilter(t *testing.T) {
	j := journal{version(1, "un", "Ana One", "Bo Two"), version(2, "eu", "Cy Three")}
	for _, c := range []struct {
		filter Filter
		want   int
	}{
		{Filter{}, 3},
		{Filter{Lists: []string{"EU"}}, 1},
		{Filter{Names: []string{"two"}}, 1},
		{Filter{Search: []string{"anything"}}, 0},
	} {
		got, err := listChanges(j, 0, 2, &c.filter)
		if err != nil || len(got) != c.want {
			t.Errorf("%+v: %d changes, want %d, %v", c.filter, len(got), c.want, err)
		}
	}
}

func TestListChangesShown(t *testing.T) {
	d := &Digest{Zone: "UTC"}
	changes, err := listChanges(journal{version(1, "un", strings.Split(strings.Repeat("Ana One,", showChanges+2)+"Zed Last", ",")...)}, 0, 1, &Filter{})
	if err != nil {
		t.Fatal(err)
	}
	d.ListChanges, d.Counts.ListChanges = changes, len(changes)
	var b strings.Builder
	if err := Render(&b, d, "text", console.Page{Width: 100}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"43 changes of the lists", "un added: 9 Ana One, person, TEST", "and 3 more"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, b.String())
		}
	}
}

func TestOldLists(t *testing.T) {
	got := OldLists([]lists.Standing{{List: "un", Stale: true, AgeDays: 9, Error: "status: 500"}, {List: "eu"}})
	if len(got) != 1 || !strings.Contains(got[0].Detail, "9 days ago") || !strings.Contains(got[0].Detail, "status: 500") {
		t.Errorf("%+v", got)
	}
}
