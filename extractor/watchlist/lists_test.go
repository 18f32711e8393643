package watchlist_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// copies is where copies of the official lists may lie.
const copies = "../../../shared/lists"

// officialFiles are the copies, OFAC's first.
var officialFiles = []string{
	"ofac-sdn/sdn.csv", "ofac-cons/cons_prim.csv", "un/consolidated.xml", "eu/eu_fsf_2024-01.csv.gz",
	"uk/ConList_2024-01.csv.gz", "uk/UK_Sanctions_List_2022-12.csv.gz", "us-csl/consolidated_2025-05.csv.gz",
}

// official reads the first n official files.
func official(tb testing.TB, n int) []source.List {
	tb.Helper()
	out := make([]source.List, n)
	var wait sync.WaitGroup
	for i, f := range officialFiles[:n] {
		path := filepath.Join(copies, f)
		if _, err := os.Stat(path); err != nil {
			tb.Skip("no copies of the official lists here")
		}
		wait.Go(func() {
			l, err := source.ReadFile(path)
			if err != nil {
				tb.Error(err)
				return
			}
			out[i] = *l
		})
	}
	wait.Wait()
	return out
}

var (
	allOnce  sync.Once
	allLists *watchlist.Index
)

// all is the index of all official copies.
func all(tb testing.TB) *watchlist.Index {
	tb.Helper()
	lists := sync.OnceValue(func() []source.List { return official(tb, len(officialFiles)) })
	allOnce.Do(func() { allLists = watchlist.Build(lists()...) })
	if allLists == nil {
		tb.Skip("no copies of the official lists here")
	}
	return allLists
}

// invented makes a list of n persons' names of invented syllables.
func invented(n int) source.List {
	r := rand.New(rand.NewPCG(7, 7))
	syllables := strings.Fields("ba do ka ri mo sha len tor vik ana zo rus gal mir han jo wen dak fe lu pra sto ni ves kol ura tan bey sil or")
	words := make([]string, 60000)
	for i := range words {
		for range 2 + r.IntN(3) {
			words[i] += syllables[r.IntN(len(syllables))]
		}
	}
	word := func() string { // few words are frequent, many are rare
		return words[int(float64(len(words))*r.Float64()*r.Float64())]
	}
	l := source.List{Name: "invented", Date: "2024-05-06"}
	for i := range n {
		l.Entries = append(l.Entries, source.Entry{
			UID: fmt.Sprint(i), Kind: source.Person, Programs: []string{"TEST"},
			Names: []source.Name{{Text: strings.ToUpper(word()) + ", " + word() + " " + word()}},
		})
	}
	return l
}

var markup = regexp.MustCompile(`\[\[\w+ |\]\]|(?m)^~.*$`)

// news makes texts of about 3,000 bytes from our annotated articles, with
// names of an index put in.
func news(tb testing.TB, n int, x []source.List) []string {
	tb.Helper()
	files, err := filepath.Glob("../../fixtures/gold/dev/*.gold")
	if err != nil || len(files) == 0 {
		tb.Fatal("no articles", err)
	}
	var bodies []string
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		parts := strings.SplitN(string(b), "\n---\n", 3)
		bodies = append(bodies, markup.ReplaceAllString(parts[1], ""))
	}
	r := rand.New(rand.NewPCG(3, 3))
	out := make([]string, n)
	for i := range out {
		var b strings.Builder
		for b.Len() < 2900 {
			body := bodies[r.IntN(len(bodies))]
			b.WriteString(body[:min(len(body), 900)])
			for range 2 {
				l := x[r.IntN(len(x))]
				e := l.Entries[r.IntN(len(l.Entries))]
				fmt.Fprintf(&b, " It named %s. ", e.Names[r.IntN(len(e.Names))].Text)
			}
		}
		out[i] = b.String()
	}
	return out
}
