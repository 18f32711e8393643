package watchlist_test

import (
	"encoding/csv"
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
