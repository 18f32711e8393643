package watchlist_test

import (
	"encoding/csv"
	"flag"
	"fmt"
	"go/format"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/fit"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

var update = flag.Bool("update", false, "estimate the weights anew and write weights.go")

// labelledPairs is where the labelled pairs of names may lie.
const labelledPairs = "../../../shared/corpora/names/nomenklatura-logicv2-scores.csv"

// pairOf is one labelled pair.
type pairOf struct {
	group, a, b string
	kind        source.Kind
	same        bool
}

// clean reports whether a pair was labelled by hand or by rule; the rest was
// labelled by a language model.
func (p pairOf) clean() bool {
	return p.group == "nk_checks" || p.group == "nk_unit_tests" || p.group == "synth_corp_positives"
}

// weight is what a pair counts in training.
func (p pairOf) weight() float64 {
	if p.clean() {
		return cleanWeight
	}
	return 1
}

func readPairs(t *testing.T) []pairOf {
	f, err := os.Open(labelledPairs)
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
	var out []pairOf
	for _, r := range rows[1:] {
		p := pairOf{group: r[col["case_group"]], a: r[col["name1"]], b: r[col["name2"]], same: r[col["is_match"]] == "true"}
		switch r[col["schema"]] {
		case "Person":
			p.kind = source.Person
		case "Vessel":
			p.kind = source.Vessel
		}
		out = append(out, p)
	}
	return out
}

// How the weights are estimated.
const (
	folds = 10
	ridge = 0.3
	// cleanWeight is what a pair labelled by hand or by rule counts against one
	// labelled by a language model.
	cleanWeight = 2
)

// TestFit cross-validates the model on the labelled pairs, with three ways to
// cut them into folds: pairs of one right-hand name never stand on both sides.
// With -update it writes the weights that all pairs give.
func TestFit(t *testing.T) {
	pairs := readPairs(t)
	var of []data
	for _, person := range []bool{true, false} {
		of = append(of, dataOf(pairs, person))
	}
	for seed := uint64(1); seed <= 3; seed++ {
		got := make([]bool, len(pairs))
		for _, d := range of {
			in := fit.Folds(d.keys, folds, seed)
			for k := range folds {
				train := with(d.without(in, k), strangers(pairs, in, d.index, k))
				w := fit.Logistic(train, ridge)
				cut := fit.BestThreshold(train, w)
				for i, row := range d.Rows {
					if in[i] == k {
						got[d.index[i]] = fit.Probability(w, row) >= cut
					}
				}
			}
		}
		counts := tally(pairs, got)
		for _, k := range slices.Sorted(maps.Keys(counts)) {
			c := counts[k]
			t.Logf("seed %d: %-20s n %4.0f F1 %.3f (missed %.0f, false %.0f)", seed, k, c.Hit+c.False+c.Missed+c.Right, c.F1(), c.Missed, c.False)
		}
		if all, clean := counts["all"].F1(), counts["clean"].F1(); all < 0.90 || clean < 0.92 {
			t.Errorf("seed %d: F1 %.3f on all pairs, %.3f on the clean ones", seed, all, clean)
		}
	}
	var sets []watchlist.Features
	for _, d := range of {
		all := with(d.Data, strangers(pairs, make([]int, len(d.index)), d.index, -1))
		w := fit.Logistic(all, ridge)
		shift(w, fit.BestThreshold(all, w))
		sets = append(sets, narrow(w))
	}
	if *update {
		b := weightsFile(t, []weightSet{
			{"personWeights", "personWeights weigh persons' names.", sets[0]},
			{"bodyWeights", "bodyWeights weigh names of organizations and vessels.", sets[1]},
		})
		if err := os.WriteFile("weights.go", b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// data are the pairs of persons or of others as rows.
type data struct {
	fit.Data
	keys  []string // what rows of one fold share
	index []int    // into the pairs
}

func dataOf(pairs []pairOf, person bool) (d data) {
	d.Signs, d.Expected = signs(), expected()
	for i, p := range pairs {
		if (p.kind == source.Person) == person {
			d.Rows = append(d.Rows, widen(watchlist.FeaturesOf(p.a, p.b, p.kind)))
			d.Labels = append(d.Labels, p.same)
			d.Weights = append(d.Weights, p.weight())
			d.keys = append(d.keys, p.b)
			d.index = append(d.index, i)
		}
	}
	return d
}

// without leaves fold k out.
func (d data) without(in []int, k int) fit.Data {
	out := fit.Data{Signs: d.Signs, Expected: d.Expected}
	for i := range d.Rows {
		if in[i] != k {
			out.Rows = append(out.Rows, d.Rows[i])
			out.Labels = append(out.Labels, d.Labels[i])
			out.Weights = append(out.Weights, d.Weights[i])
		}
	}
	return out
}

func tally(pairs []pairOf, got []bool) map[string]*fit.Tally {
	counts := map[string]*fit.Tally{}
	for i, p := range pairs {
		keys := []string{"all", p.group, p.kind.String()}
		if p.clean() {
			keys = append(keys, "clean")
		}
		for _, k := range keys {
			if counts[k] == nil {
				counts[k] = new(fit.Tally)
			}
			counts[k].Add(got[i], p.same, 1)
		}
	}
	return counts
}

// strangers are pairs of names that have nothing to do with each other, which
// the labelled pairs lack: names of different rows, outside fold k.
func strangers(pairs []pairOf, in, index []int, k int) fit.Data {
	var d fit.Data
	for i, at := range index {
		other := (i*7919 + 13) % len(index)
		p, q := pairs[at], pairs[index[other]]
		if in[i] == k || in[other] == k || p.b == q.b || p.same && p.a == q.b {
			continue
		}
		d.Rows = append(d.Rows, widen(watchlist.FeaturesOf(p.a, q.b, p.kind)))
		d.Labels = append(d.Labels, false)
		d.Weights = append(d.Weights, 1)
	}
	return d
}

func with(a, b fit.Data) fit.Data {
	return fit.Data{Rows: slices.Concat(a.Rows, b.Rows), Labels: slices.Concat(a.Labels, b.Labels), Weights: slices.Concat(a.Weights, b.Weights), Signs: a.Signs, Expected: a.Expected}
}

// signs hold features to the side that they speak for by their meaning.
func signs() []int {
	out := make([]int, 0, len(watchlist.Features{}))
	for _, name := range watchlist.FeatureNames() {
		switch name {
		case "prior":
			out = append(out, 0)
		case "equal words", "words equal by sound", "short form of a name", "one letter differs", "words alike", "initial",
			"written together or apart", "initials of the other's words", "whole names alike", "whole names nearly equal",
			"words without partner are alike", "many words agree", "one is in another script", "one has a legal form":
			out = append(out, 1)
		default:
			out = append(out, -1)
		}
	}
	return out
}

// expected are weights, in log odds, of what is rare among the labelled pairs
// and certain in the world.
func expected() []float64 {
	known := map[string]float64{
		"initials of the other's words":      4,
		"written together or apart":          2.5,
		"short form of a name":               1.5,
		"legal forms differ":                 -4,
		"patronymics differ":                 -2,
		"initials differ":                    -4,
		"son and father turned":              -3,
		"a man's and a woman's family name":  -4,
		"only common words agree":            -4,
		"a single word, not written equally": -2,
		"equal by sound, other vowels":       -2,
		"a word begins with another letter":  -1,
	}
	out := make([]float64, 0, len(known))
	for _, name := range watchlist.FeatureNames() {
		out = append(out, known[name])
	}
	return out
}

func widen(f watchlist.Features) []float64 {
	row := make([]float64, len(f))
	for i, v := range f {
		row[i] = float64(v)
	}
	return row
}

func narrow(w []float64) (f watchlist.Features) {
	for i, v := range w {
		f[i] = float32(v)
	}
	return f
}

// shift moves the prior so that the threshold becomes one half.
func shift(w []float64, threshold float64) {
	w[0] -= logit(threshold)
}

// weightSet is one model's weights, to be written.
type weightSet struct {
	name, doc string
	w         watchlist.Features
}

// weightsFile writes weights as Go.
func weightsFile(t *testing.T, sets []weightSet) []byte {
	var b strings.Builder
	b.WriteString("// Code generated by \"go test -update ./extractor/watchlist\"; DO NOT EDIT.\n\npackage watchlist\n")
	for _, set := range sets {
		fmt.Fprintf(&b, "\n// %s\nvar %s = weights{\n", set.doc, set.name)
		for i, name := range watchlist.FeatureNames() {
			fmt.Fprintf(&b, "\t%d: %.3f, // %s\n", i, set.w[i], name)
		}
		b.WriteString("}\n")
	}
	out, err := format.Source([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func logit(p float64) float64 { return math.Log(p / (1 - p)) }
