package lists

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hbollon/go-edlib"
	"github.com/xrash/smetrics"

	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// method scores two names between 0 and 1.
type method struct {
	name  string
	score func(a, b string, kind source.Kind) float64
}

func plainNames(f func(a, b string) float64) func(a, b string, kind source.Kind) float64 {
	return func(a, b string, _ source.Kind) float64 { return f(strings.ToLower(a), strings.ToLower(b)) }
}

// sorted writes a name's folded words in alphabetical order.
func sorted(name string) string {
	w := watchlist.Fold(name)
	slices.Sort(w)
	return strings.Join(w, " ")
}

func methods() []method {
	jw := func(a, b string) float64 { return smetrics.JaroWinkler(a, b, 0.7, 4) }
	ratio := func(a, b string) float64 {
		s, err := edlib.StringsSimilarity(a, b, edlib.Levenshtein)
		if err != nil {
			return 0
		}
		return float64(s)
	}
	return []method{
		{"Jaro-Winkler", plainNames(jw)},
		{"Jaro-Winkler, words sorted", func(a, b string, _ source.Kind) float64 { return jw(sorted(a), sorted(b)) }},
		{"Levenshtein", plainNames(ratio)},
		{"Levenshtein, words sorted", func(a, b string, _ source.Kind) float64 { return ratio(sorted(a), sorted(b)) }},
		{"tagwire", func(a, b string, k source.Kind) float64 { return watchlist.Compare(a, b, k).Score }},
	}
}

// TestPairs prints the F1 of each way on the labelled pairs. The others get the
// threshold that is best for them on these very pairs; tagwire's weights were
// fitted on them, too: its cross-validated figures are those of
// extractor/watchlist (go test -v -run TestFit).
func TestPairs(t *testing.T) {
	rows := table(t, shared("corpora", "names", "nomenklatura-logicv2-scores.csv"))
	report := func(name string, score func(r map[string]string) float64) {
		for _, clean := range []bool{false, true} {
			best, at, n := 0.0, 0.0, 0
			for cut := 0.3; cut < 1; cut += 0.01 {
				hit, wrong, missed := 0, 0, 0
				n = 0
				for _, r := range rows {
					if g := r["case_group"]; clean && g != "nk_checks" && g != "nk_unit_tests" && g != "synth_corp_positives" {
						continue
					}
					n++
					switch got, want := score(r) >= cut, r["is_match"] == "true"; {
					case got && want:
						hit++
					case got:
						wrong++
					case want:
						missed++
					}
				}
				if f := 2 * float64(hit) / float64(2*hit+wrong+missed); f > best {
					best, at = f, cut
				}
			}
			t.Logf("%-28s %4d pairs: F1 %.3f from %.2f on", name, n, best, at)
		}
	}
	for _, m := range methods() {
		scores := make(map[string]float64)
		report(m.name, func(r map[string]string) float64 {
			key := r["schema"] + "\x00" + r["name1"] + "\x00" + r["name2"]
			s, ok := scores[key]
			if !ok {
				kind := source.Organization
				switch r["schema"] {
				case "Person":
					kind = source.Person
				case "Vessel":
					kind = source.Vessel
				}
				s = m.score(r["name1"], r["name2"], kind)
				scores[key] = s
			}
			return s
		})
	}
	report("nomenklatura logic-v2", func(r map[string]string) float64 {
		s, _ := strconv.ParseFloat(r["score"], 64) // as recorded beside the pairs
		return s
	})
}

// TestAliases searches aliases that were taken out of OFAC's list and names of
// invented persons. Each way gets the floor that one invented person of a
// hundred reaches.
func TestAliases(t *testing.T) {
	list := ofac(t)
	names, uids := heldOut(&list, 12)
	var strangers []string
	for _, f := range []string{"yente-negatives_us-5k.csv", "yente-negatives_global-5k.csv"} {
		for i, r := range table(t, shared("corpora", "names", f)) {
			if i%20 == 0 {
				strangers = append(strangers, r["full_name"])
			}
		}
	}
	report := func(name string, best func(q string) (uid string, score float64)) {
		var floor []float64
		for _, s := range strangers {
			_, p := best(s)
			floor = append(floor, p)
		}
		slices.Sort(floor)
		cut := floor[len(floor)*99/100]
		top, above := 0, 0
		for i, n := range names {
			if uid, p := best(n); uid == uids[i] {
				top++
				if p > cut {
					above++
				}
			}
		}
		t.Logf("%-28s %d aliases, %d strangers: top hit %.3f, with 1 %% of strangers hit %.3f", name, len(names), len(strangers), float64(top)/float64(len(names)), float64(above)/float64(len(names)))
	}
	x := watchlist.Build(list)
	report("tagwire", func(q string) (string, float64) {
		m := x.Search(watchlist.Query{Name: q, Kinds: []source.Kind{source.Person}, Floor: 1e-9, Limit: 1})
		if len(m) == 0 {
			return "", 0
		}
		return m[0].Entry.UID, m[0].Score
	})
	for _, m := range methods()[:2] {
		type listed struct{ text, uid string }
		var all []listed
		for i := range list.Entries {
			if e := &list.Entries[i]; e.Kind == source.Person {
				for _, n := range e.Names {
					all = append(all, listed{n.Text, e.UID})
				}
			}
		}
		words := strings.Contains(m.name, "sorted")
		form := strings.ToLower
		if words {
			form = sorted
		}
		for i := range all {
			all[i].text = form(all[i].text)
		}
		report(m.name, func(q string) (uid string, best float64) {
			q = form(q)
			for i := range all {
				if s := smetrics.JaroWinkler(q, all[i].text, 0.7, 4); s > best {
					best, uid = s, all[i].uid
				}
			}
			return uid, best
		})
	}
}
