package watchlist_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/fit"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

var full = flag.Bool("full", false, "measure on all names, not on a sample")

// query is a name that is searched to learn from: uid is whom it names, empty
// for nobody on the list.
type query struct {
	name, uid string
	found     []watchlist.Scored
}

// queriesOf takes aliases out of the list, and adds names of nobody.
func queriesOf(t *testing.T, kind source.Kind, strangers []string) []query {
	list := official(t, 1)[0]
	out := holdOut(&list, kind)
	if !*update && !*full {
		out = every(out, 6)
	}
	for _, n := range strangers {
		out = append(out, query{name: n})
	}
	x := watchlist.Build(list)
	for i := range out {
		out[i].found = x.Candidates(out[i].name, kind)
	}
	return out
}

// every keeps each nth.
func every[T any](s []T, n int) (out []T) {
	for i := 0; i < len(s); i += n {
		out = append(out, s[i])
	}
	return out
}

// holdOut takes one strong alias of every third entry of a kind that has
// several names.
func holdOut(list *source.List, kind source.Kind) (out []query) {
	for i := range list.Entries {
		e := &list.Entries[i]
		if e.Kind != kind || i%3 != 0 {
			continue
		}
		for k := len(e.Names) - 1; k > 0; k-- {
			if e.Names[k].Strength == source.Strong {
				out = append(out, query{name: e.Names[k].Text, uid: e.UID})
				e.Names = slices.Delete(slices.Clone(e.Names), k, k+1)
				break
			}
		}
	}
	return out
}

// hardest bounds the wrong names of one query that are learnt from.
const hardest = 3

// rows are what is learnt from queries: the nearest of the right entry's names,
// and the wrong names that score best under w.
func rows(queries []query, in []int, without int, w []float64) (d fit.Data) {
	d.Signs = searchSigns()
	for i, q := range queries {
		if in[i] == without {
			continue
		}
		var right watchlist.Features
		best, wrong := -1.0, []watchlist.Scored{}
		for _, s := range q.found {
			if q.uid == "" || s.UID != q.uid {
				wrong = append(wrong, s)
			} else if p := fit.Probability(w, widen(s.Features)); p > best {
				best, right = p, s.Features
			}
		}
		if best >= 0 {
			d.Rows, d.Labels = append(d.Rows, widen(right)), append(d.Labels, true)
		}
		slices.SortStableFunc(wrong, func(a, b watchlist.Scored) int {
			pa, pb := fit.Probability(w, widen(a.Features)), fit.Probability(w, widen(b.Features))
			switch {
			case pa > pb:
				return -1
			case pa < pb:
				return 1
			}
			return 0
		})
		for _, s := range wrong[:min(hardest, len(wrong))] {
			d.Rows, d.Labels = append(d.Rows, widen(s.Features)), append(d.Labels, false)
		}
	}
	return d
}

func searchSigns() []int {
	out := signs()
	for i, name := range watchlist.FeatureNames() {
		switch name {
		case "rarity of the words that agree":
			out[i] = 1
		case "one is in another script":
			out[i] = 0 // a transliteration meets more names than its owner's
		}
	}
	return out
}

// learn estimates search weights in three rounds, each from the wrong names
// that the last one liked best.
func learn(queries []query, in []int, without int) []float64 {
	w := make([]float64, len(watchlist.Features{}))
	for i, name := range watchlist.FeatureNames() {
		if name == "rarity of the words that agree" {
			w[i] = 1
		}
	}
	for range 3 {
		w = fit.Logistic(rows(queries, in, without, w), 1)
	}
	return w
}

// outcome is what a search gives: the best entry and its probability.
func outcome(q query, w []float64) (uid string, p float64) {
	for _, s := range q.found {
		if v := fit.Probability(w, widen(s.Features)); v > p {
			p, uid = v, s.UID
		}
	}
	return uid, p
}

// TestSearchFit cross-validates the search on aliases of OFAC's entries that are
// not in the index, and on names of persons and bodies who are on no list. With
// -update it writes the weights.
func TestSearchFit(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	strangers, strangeBodies := unlisted(t), unlistedBodies(t)
	if !*update && !*full {
		strangers, strangeBodies = every(strangers, 10), every(strangeBodies, 10)
	}
	persons := queriesOf(t, source.Person, strangers)
	bodies := queriesOf(t, source.Organization, strangeBodies)
	sets := make(map[string]watchlist.Features)
	for name, queries := range map[string][]query{"person": persons, "body": bodies} {
		keys := make([]string, len(queries))
		for i, q := range queries {
			keys[i] = q.name
		}
		in := fit.Folds(keys, 5, 1)
		var r result
		for k := range 5 {
			r.add(queries, in, k, learn(queries, in, k))
		}
		top, above, floor := r.figures()
		t.Logf("%-6s %d held-out aliases, %d strangers: own entry among the candidates %.3f, top hit %.3f, top hit above the score %.3f that 1 %% of strangers reach %.3f",
			name, len(r.listed), len(r.others), float64(r.reachable)/float64(len(r.listed)), top, floor, above)
		if name == "person" && above < 0.7 {
			t.Errorf("top hit %.3f with 1 %% of strangers hit", above)
		}
		w := learn(queries, in, -1)
		shift(w, floor)
		sets[name] = narrow(w)
	}
	if *update {
		b := weightsFile(t, []weightSet{
			{"personSearchWeights", "personSearchWeights weigh persons' names in a search.", sets["person"]},
			{"bodySearchWeights", "bodySearchWeights weigh other names in a search.", sets["body"]},
		})
		if err := os.WriteFile("searchweights.go", b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// result collects what searches gave on rows that were not learnt from.
type result struct {
	listed []struct {
		p     float64
		right bool
	}
	others    []float64
	reachable int
}

func (r *result) add(queries []query, in []int, k int, w []float64) {
	for i, q := range queries {
		if in[i] != k {
			continue
		}
		uid, p := outcome(q, w)
		if q.uid == "" {
			r.others = append(r.others, p)
			continue
		}
		r.listed = append(r.listed, struct {
			p     float64
			right bool
		}{p, uid == q.uid})
		if slices.ContainsFunc(q.found, func(s watchlist.Scored) bool { return s.UID == q.uid }) {
			r.reachable++
		}
	}
}

// figures are the shares of aliases whose entry is the best, at all and above
// the score that one stranger of a hundred reaches.
func (r *result) figures() (top, above, floor float64) {
	slices.Sort(r.others)
	floor = r.others[len(r.others)*99/100]
	for _, a := range r.listed {
		if a.right {
			top++
			if a.p > floor {
				above++
			}
		}
	}
	n := float64(len(r.listed))
	return top / n, above / n, floor
}

// unlistedBodies are organizations of annotated texts, less those that OFAC
// lists under that name.
func unlistedBodies(t *testing.T) []string {
	files, _ := filepath.Glob("../../../shared/corpora/ner/*/train.conll")
	if len(files) == 0 {
		t.Skip("no annotated texts here")
	}
	x := watchlist.Build(official(t, 1)...)
	seen := map[string]bool{}
	var out []string
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, line := range append(strings.Split(string(b), "\n"), "") {
			word, tag, _ := strings.Cut(line, "\t")
			if strings.HasSuffix(tag, "I-ORG") && len(words) > 0 {
				words = append(words, word)
				continue
			}
			if name := strings.Join(words, " "); len(words) > 1 && !seen[name] && len(x.Exact(name)) == 0 {
				seen[name] = true
				out = append(out, name)
			}
			words = words[:0]
			if strings.HasSuffix(tag, "B-ORG") {
				words = append(words, word)
			}
		}
	}
	if len(out) > 5000 {
		out = out[:5000]
	}
	return out
}
