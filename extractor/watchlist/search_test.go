package watchlist_test

import (
	"encoding/csv"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
)

// nameColumn reads the column full_name of a csv file beside the labelled
// pairs.
func nameColumn(tb testing.TB, file string) []string {
	tb.Helper()
	f, err := os.Open("../../../shared/corpora/names/" + file)
	if err != nil {
		tb.Skip("the names are not here")
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	at := slices.Index(rows[0], "full_name")
	out := make([]string, 0, len(rows))
	for _, r := range rows[1:] {
		out = append(out, r[at])
	}
	return out
}

// unlisted are names of invented persons, of the US and of the world in turn.
func unlisted(tb testing.TB) []string {
	us, world := nameColumn(tb, "yente-negatives_us-5k.csv"), nameColumn(tb, "yente-negatives_global-5k.csv")
	var out []string
	for i := range min(len(us), len(world)) {
		out = append(out, us[i], world[i])
	}
	return out
}

// listedVariants are names of the UN's list with typos and turned around.
func listedVariants(tb testing.TB) []string { return nameColumn(tb, "yente-positives_un_treated.csv") }

// listedNames are n names, also weaker ones, spread over all official lists.
func listedNames(tb testing.TB, n int) []string {
	lists := official(tb, len(officialFiles))
	var all []string
	for i := range lists {
		for _, e := range lists[i].Entries {
			for _, name := range e.Names {
				all = append(all, name.Text)
			}
		}
	}
	out := make([]string, n)
	for i := range out {
		out[i] = all[i*len(all)/n]
	}
	return out
}

// misspelled are n listed names with a letter left out, doubled, swapped with
// its neighbour or replaced, in turn.
func misspelled(tb testing.TB, n int) []string {
	out := listedNames(tb, n)
	r := rand.New(rand.NewPCG(5, 5))
	for i, name := range out {
		letters := []rune(name)
		if len(letters) < 4 {
			continue
		}
		at := 1 + r.IntN(len(letters)-2)
		switch i % 4 {
		case 0:
			letters = slices.Delete(letters, at, at+1)
		case 1:
			letters = slices.Insert(letters, at, letters[at])
		case 2:
			letters[at], letters[at+1] = letters[at+1], letters[at]
		case 3:
			letters[at] = 'a' + rune(r.IntN(26))
		}
		out[i] = string(letters)
	}
	return out
}
