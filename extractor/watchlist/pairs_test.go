package watchlist_test

import (
	"encoding/csv"
	"os"
	"testing"

	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// TestLabelledPairs measures Compare on labelled pairs of names where they are
// at hand: all of them, and those whose labels were made by hand or by rule.
func TestLabelledPairs(t *testing.T) {
	f, err := os.Open("../../../shared/corpora/names/nomenklatura-logicv2-scores.csv")
	if err != nil {
		t.Skip("the labelled pairs are not here")
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	col := map[string]int{}
	for i, c := range rows[0] {
		col[c] = i
	}
	type tally struct{ tp, fp, fn, n int }
	counts := map[string]*tally{"all": {}, "clean": {}}
	for _, r := range rows[1:] {
		kind := source.Organization
		if r[col["schema"]] == "Person" {
			kind = source.Person
		}
		s := watchlist.Compare(r[col["name1"]], r[col["name2"]], kind)
		got, want := s.Score >= watchlist.Threshold, r[col["is_match"]] == "true"
		group := r[col["case_group"]]
		keys := []string{"all", group, r[col["schema"]]}
		if group != "synth_people" && group != "cluster_align" && group != "cust_cases" {
			keys = append(keys, "clean")
		}
		for _, k := range keys {
			if counts[k] == nil {
				counts[k] = &tally{}
			}
			c := counts[k]
			c.n++
			switch {
			case got && want:
				c.tp++
			case got:
				c.fp++
			case want:
				c.fn++
			}
		}
		if got != want && testing.Verbose() {
			t.Logf("%v %s %q %q %.2f %v", want, group, r[col["name1"]], r[col["name2"]], s.Score, s.Factors)
		}
	}
	for k, c := range counts {
		t.Logf("%-20s n %4d F1 %.3f", k, c.n, 2*float64(c.tp)/float64(2*c.tp+c.fp+c.fn))
	}
}
