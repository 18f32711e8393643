package lists

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// shared is a path in the folder of lists and labelled data.
func shared(elem ...string) string {
	root := os.Getenv("TAGWIRE_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	return filepath.Join(append([]string{root}, elem...)...)
}

// table reads a csv file with a header; a row maps columns to values.
func table(tb testing.TB, path string) (out []map[string]string) {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Skipf("not at hand: %v", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	for _, r := range rows[1:] {
		m := make(map[string]string, len(r))
		for i, c := range rows[0] {
			m[c] = r[i]
		}
		out = append(out, m)
	}
	return out
}

func ofac(tb testing.TB) source.List {
	tb.Helper()
	path := shared("lists", "ofac-sdn", "sdn.csv")
	if _, err := os.Stat(path); err != nil {
		tb.Skipf("not at hand: %v", err)
	}
	l, err := source.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return *l
}

// heldOut takes one strong alias of every nth person that has several names out
// of the list.
func heldOut(l *source.List, n int) (names, uids []string) {
	for i := range l.Entries {
		e := &l.Entries[i]
		if e.Kind != source.Person || i%n != 0 {
			continue
		}
		for k := len(e.Names) - 1; k > 0; k-- {
			if e.Names[k].Strength == source.Strong {
				names, uids = append(names, e.Names[k].Text), append(uids, e.UID)
				e.Names = slices.Delete(slices.Clone(e.Names), k, k+1)
				break
			}
		}
	}
	return names, uids
}
