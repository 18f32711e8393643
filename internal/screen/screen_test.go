package screen

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
	"github.com/tagwire/tagwire/internal/lists/starter"
)

func sample(t testing.TB) (*watchlist.Index, *source.List) {
	t.Helper()
	l, err := starter.List()
	if err != nil {
		t.Fatal(err)
	}
	return watchlist.Build(*l), l
}

// TestRunKeepsOrder checks that results come in the order of the names, each
// once, with every entry found under its own name.
func TestRunKeepsOrder(t *testing.T) {
	x, l := sample(t)
	n, at := 5*batch+7, 0
	next := func() (Name, bool, error) {
		at++
		return Name{Text: l.Entries[(at-1)%len(l.Entries)].Name()}, at <= n, nil
	}
	got := 0
	err := Run(context.Background(), x, Options{Workers: 3, Floor: 0.5, Limit: 3}, next, func(r Result) error {
		e := &l.Entries[got%len(l.Entries)]
		if r.Name != e.Name() {
			t.Fatalf("result %d is of %q, want %q", got, r.Name, e.Name())
		}
		found := false
		for _, m := range r.Matches {
			found = found || m.Name == e.Name()
		}
		if !found {
			t.Errorf("%s was not found: %+v", e.Name(), r.Matches)
		}
		got++
		return nil
	})
	if err != nil || got != n {
		t.Errorf("%d of %d results: %v", got, n, err)
	}
}

func TestRunEnds(t *testing.T) {
	x, _ := sample(t)
	broken := errors.New("broken")
	for _, c := range []struct {
		name string
		next error
		each error
	}{{"input fails", broken, nil}, {"output fails", nil, broken}} {
		t.Run(c.name, func(t *testing.T) {
			n := 0
			err := Run(context.Background(), x, Options{Workers: 2, Floor: 0.5, Limit: 1}, func() (Name, bool, error) {
				if n++; n > 3*batch {
					return Name{}, false, c.next
				}
				return Name{Text: "Somebody"}, true, nil
			}, func(Result) error { return c.each })
			if !errors.Is(err, broken) {
				t.Error(err)
			}
		})
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := Run(ctx, x, Options{Workers: 2, Floor: 0.5, Limit: 1}, func() (Name, bool, error) { return Name{Text: "x"}, true, nil }, func(Result) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestReaders(t *testing.T) {
	for _, c := range []struct {
		name, text string
		columns    Columns
		want       string
		bad        int
		fails      string
	}{
		{name: "lines", text: "\ufeffAnna\r\n\n  Bert \nCarl", want: "Anna||,Bert||,Carl||"},
		{name: "not UTF-8", text: "Anna\nB\xe4rt\nCarl\n", want: "Anna||,Carl||", bad: 1},
		{name: "too long", text: "Anna\n" + strings.Repeat("x", maxName+1) + "\n", want: "Anna||", bad: 1},
		{name: "csv by header", text: "id,Name,born\n1,Anna,1970\n2,\"Bert, Jr\",\n", columns: Columns{Name: "name", Born: "born"}, want: "Anna|1970|,Bert, Jr||"},
		{name: "csv by number", text: "1,Anna,de\n2,Bert\n", columns: Columns{Name: "2", Country: "3"}, want: "Anna||de,Bert||"},
		{name: "no such column", text: "id,name\n", columns: Columns{Name: "who"}, fails: `in:1: no column "who"`},
		{name: "broken quotes", text: "name\nAnna\n\"Bert\n", columns: Columns{Name: "name"}, fails: "in: parse error on line 3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bad := 0
			r := Lines(strings.NewReader(c.text), "in", func(error) { bad++ })
			var err error
			if c.columns.Name != "" {
				r, err = Table(strings.NewReader(c.text), "in", c.columns, func(error) { bad++ })
			}
			var got []string
			for ok := true; ok && err == nil; {
				var n Name
				if n, ok, err = r.Next(); ok {
					got = append(got, n.Text+"|"+n.Born+"|"+n.Country)
				}
			}
			if c.fails != "" {
				if err == nil || !strings.Contains(err.Error(), c.fails) {
					t.Errorf("got %v, want %q", err, c.fails)
				}
				return
			}
			if err != nil || strings.Join(got, ",") != c.want || bad != c.bad {
				t.Errorf("%q, %d bad, %v", got, bad, err)
			}
		})
	}
}

func FuzzReaders(f *testing.F) {
	f.Add("a,b\n1,Anna\n", "b")
	f.Add("Anna\n", "")
	f.Fuzz(func(t *testing.T, text, column string) {
		r := Lines(strings.NewReader(text), "in", func(error) {})
		if column != "" {
			var err error
			if r, err = Table(strings.NewReader(text), "in", Columns{Name: column}, func(error) {}); err != nil {
				return
			}
		}
		for n := 0; ; n++ {
			name, ok, err := r.Next()
			if !ok || err != nil {
				return
			}
			if name.Text == "" || n > len(text) {
				t.Fatalf("name %q, the %dth of %d bytes", name.Text, n, len(text))
			}
		}
	})
}

// BenchmarkScreen checks names against the official lists where copies lie at
// hand: half of them listed ones with a letter left out, half of them nobody's.
func BenchmarkScreen(b *testing.B) {
	const copies = "../../../shared/lists"
	var all []source.List
	for _, file := range []string{"ofac-sdn/sdn.csv", "ofac-cons/cons_prim.csv", "un/consolidated.xml", "eu/eu_fsf_2024-01.csv.gz", "uk/ConList_2024-01.csv.gz", "us-csl/consolidated_2025-05.csv.gz"} {
		path := filepath.Join(copies, file)
		if _, err := os.Stat(path); err != nil {
			b.Skip("no copies of the lists here")
		}
		l, err := source.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, *l)
	}
	x := watchlist.Build(all...)
	var names []string
	for i := range 2000 {
		e := &all[0].Entries[i*9]
		n := e.Name()
		names = append(names, n[:len(n)/2]+n[len(n)/2+1:], fmt.Sprintf("%s %s", all[1].Entries[i%400].Name()[:4], all[3].Entries[i].Name()))
	}
	b.ResetTimer()
	at := 0
	err := Run(context.Background(), x, Options{Floor: watchlist.Threshold, Limit: 5}, func() (Name, bool, error) {
		at++
		return Name{Text: names[at%len(names)]}, at <= b.N, nil
	}, func(Result) error { return nil })
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "names/s")
}
