package sanction_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor"
	"github.com/tagwire/tagwire/extractor/sanction"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/gold"
)

var update = flag.Bool("update", false, "fit the weights anew and write weights.txt")

// example is one name of an annotated article.
type example struct {
	article int
	x       []float64
	y       float64
	name    string
	weight  float64
}

// corpus is where released articles lie, when they are at hand.
const corpus = "../../../shared/corpora/releases/"

// examples gathers the evidence on every name of the articles that may be
// learned from: with the annotated entities, and with those that the
// recognizers find. Every name that a rule claims is taken twice, once with
// what the rest of its story says alone.
func examples(t testing.TB) (out []example, missed int) {
	articles, err := gold.Load("../../fixtures/gold")
	if err != nil {
		t.Fatal(err)
	}
	tagger, err := extractor.New()
	if err != nil {
		t.Fatal(err)
	}
	put := func(id int, x, masked []float64, y, weight float64, name string) {
		out = append(out, example{id, x, y, name, weight})
		if masked != nil && x[0] > 0 {
			out = append(out, example{id, masked, y, name, 0.3 * weight})
		}
	}
	known := func(id int, in sanction.Input, entities []gold.Entity, name string) {
		ev, _ := sanction.Evidence(in, false)
		masked, _ := sanction.Evidence(in, true)
		for k, e := range entities {
			if e.Optional || e.Type != tagging.Person && e.Type != tagging.Organization {
				continue
			}
			y := 0.0
			if e.Sanctioned {
				y = 1
			}
			if len(ev) == 0 || ev[k] == nil {
				missed += int(y)
				continue
			}
			put(id, ev[k], masked[k], y, 1, name+" "+e.Name)
		}
	}
	found := func(id int, p article.Page, entities []gold.Entity, weight float64, name string) {
		in := tagged(t, tagger, p)
		ev, _ := sanction.Evidence(in, false)
		masked, _ := sanction.Evidence(in, true)
		m := match(in, entities)
		for k := range ev {
			if ev[k] == nil || m[k] == -2 && ev[k][0] > 0 {
				continue // what is optional is no target by its part alone
			}
			y := 0.0
			if m[k] >= 0 && entities[m[k]].Sanctioned {
				y = 1
			}
			put(id, ev[k], masked[k], y, weight, "found: "+name+" "+in.Entities[k].Name)
		}
	}
	for i := range articles {
		if a := &articles[i]; a.Split != "test" {
			known(i, oracle(a), a.Entities, a.ID)
			found(i, a.Case().Page, a.Entities, 0.5, a.ID)
		}
	}
	for i, name := range []string{"testdata/targets.txt", "testdata/phrasing.txt", "testdata/articles.txt"} {
		for k, line := range lines(t, name) {
			in, want := marked(t, line)
			var entities []gold.Entity
			for _, e := range in.Entities {
				entities = append(entities, gold.Entity{Type: e.Type, Name: e.Name, Sanctioned: want[e.Name]})
			}
			known(10000*(i+1)+k, in, entities, line)
		}
	}
	if cases, err := gold.Cases("../../fixtures/releases", corpus+"sanctions.jsonl.gz"); err == nil {
		for i, c := range cases {
			known(1000+i, recordOracle(c), c.Record.Entities, c.Record.ID)
			found(1000+i, c.Page, c.Record.Entities, 0.5, c.Record.ID)
		}
	}
	for i, p := range pages(t, corpus+"other.jsonl.gz") {
		found(2000+i, p, nil, 0.3, p.URL)
	}
	return out, missed
}

// fit finds the weights of a logistic regression by gradient descent with a
// quadratic penalty.
func fit(data []example, penalty float64) []float64 {
	if len(data) == 0 {
		return nil
	}
	n := len(data[0].x)
	w, m, g2 := make([]float64, n), make([]float64, n), make([]float64, n)
	for step := 1; step <= 1500; step++ {
		g := make([]float64, n)
		for _, d := range data {
			z := 0.0
			for i, x := range d.x {
				z += x * w[i]
			}
			r := 1/(1+math.Exp(-z)) - d.y
			for i, x := range d.x {
				g[i] += d.weight * r * x
			}
		}
		for i := range w {
			g[i] += penalty * w[i]
			m[i] = 0.9*m[i] + 0.1*g[i]
			g2[i] = 0.999*g2[i] + 0.001*g[i]*g[i]
			w[i] -= 0.03 * (m[i] / (1 - math.Pow(0.9, float64(step)))) / (math.Sqrt(g2[i]/(1-math.Pow(0.999, float64(step)))) + 1e-8)
		}
	}
	return w
}

func score(w, x []float64) float64 {
	z := 0.0
	for i := range x {
		z += w[i] * x[i]
	}
	return z
}

// TestWeights measures the model by cross-validation over articles and, with
// -update, fits it on all of them.
func TestWeights(t *testing.T) {
	data, missed := examples(t)
	_, names := sanction.Evidence(sanction.Input{}, false)
	const folds = 8
	var all, rules, story, pipe tally
	var sweep [7][3]tally // by threshold -0.6, -0.3, … of names in the story: annotated, found, releases found
	if !*update {
		t.Skip("fits the weights with -update")
	}
	for _, penalty := range []float64{2, 4} {
		all, rules, story = tally{fn: missed}, tally{fn: missed}, tally{}
		pipe = tally{}
		ordinary := 0
		bins := make([][3]float64, 10)
		for f := range folds {
			var train []example
			for _, d := range data {
				if d.article%folds != f {
					train = append(train, d)
				}
			}
			w := fit(train, penalty)
			for _, d := range data {
				if d.article%folds != f || d.weight < 1 {
					if d.article%folds == f && d.weight == 0.5 {
						z := score(w, d.x)
						count(&pipe, z > 0, d.y > 0)
						for k := range sweep {
							if penalty == 4 {
								count(&sweep[k][1], z > 0 && d.x[0] > 0 || z > float64(k-2)*0.3, d.y > 0)
								if d.article >= 1000 {
									count(&sweep[k][2], z > 0 && d.x[0] > 0 || z > float64(k-2)*0.3, d.y > 0)
								}
							}
						}
					} else if d.article%folds == f && d.article >= 2000 && d.article < 3000 && score(w, d.x) > 0 {
						ordinary++
						if os.Getenv("VERBOSE") != "" && penalty == 4 {
							fmt.Println("ordinary", d.name)
						}
					}
					continue
				}
				z := score(w, d.x)
				for k := range sweep {
					if penalty == 4 {
						count(&sweep[k][0], z > 0 && d.x[0] > 0 || z > float64(k-2)*0.3, d.y > 0)
					}
				}
				p := 1 / (1 + math.Exp(-z))
				if p > 0.5 {
					b := &bins[min(9, int(p*10))]
					b[0]++
					b[1] += p
					b[2] += d.y
				}
				count(&all, z > 0, d.y > 0)
				count(&rules, d.x[0] > 0, d.y > 0)
				if d.x[0] == 0 {
					count(&story, z > 0, d.y > 0)
					if os.Getenv("VERBOSE") != "" && penalty == 4 && (z > 0) != (d.y > 0) {
						var s []string
						for i, x := range d.x {
							if x != 0 {
								s = append(s, names[i])
							}
						}
						fmt.Printf("%v %.2f %s: %s\n", d.y, z, d.name, strings.Join(s, " "))
					}
				} else if os.Getenv("VERBOSE") != "" && penalty == 4 && (z > 0) != (d.y > 0) {
					fmt.Printf("ruled %v %.2f %s\n", d.y, z, d.name)
				}
			}
		}
		fmt.Printf("penalty %v: all %v %.3f rules %v %.3f story %v %.3f\n", penalty, all, all.f1(), rules, rules.f1(), story, story.f1())
		fmt.Printf("  with found entities %v %.3f; wrongly in ordinary releases %d\n", pipe, pipe.f1(), ordinary)
		ece, n := 0.0, 0.0
		for _, b := range bins {
			if b[0] > 0 {
				ece += math.Abs(b[1] - b[2])
				n += b[0]
				if penalty == 2 {
					fmt.Printf("  %.2f %.2f %v\n", b[1]/b[0], b[2]/b[0], b[0])
				}
			}
		}
		fmt.Printf("  ece %.3f\n", ece/n)
	}
	for k := range sweep {
		fmt.Printf("sweep %.1f: %v %.3f  %v %.3f  %v %.3f\n", float64(k-2)*0.3, sweep[k][0], sweep[k][0].f1(), sweep[k][1], sweep[k][1].f1(), sweep[k][2], sweep[k][2].f1())
	}
	w := fit(data, 4)
	var b strings.Builder
	b.WriteString("# What each sign of signs.go and each ground of surety.go weighs, in log-odds.\n# Fitted on the annotated train and dev articles and releases:\n#   go test ./extractor/sanction -run Weights -update\n")
	for i, n := range names {
		fmt.Fprintf(&b, "%s %.2f\n", n, w[i])
	}
	bets, grounds := bets(t)
	w = fit(bets, 1)
	for i, n := range grounds {
		fmt.Fprintf(&b, "%s %.2f\n", n, w[i])
	}
	if err := os.WriteFile("weights.txt", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// bets gathers the claims that the finder makes on the articles that may be
// learned from, with the entities that the recognizers find, and whether
// target and authority are right. The rules were written on these articles, so
// each article weighs by how little it has shaped them.
func bets(t testing.TB) (out []example, names []string) {
	tagger, err := extractor.New()
	if err != nil {
		t.Fatal(err)
	}
	add := func(id int, in sanction.Input, entities []gold.Entity, designations []gold.Designation, weight float64) {
		at := map[string]int{}
		for k, e := range entities {
			for _, s := range append([]string{e.Name}, e.Forms...) {
				at[s] = k
			}
		}
		right := map[string]bool{}
		for _, d := range designations {
			right[fmt.Sprint(at[d.Target], strings.ToLower(string(d.Authority)))] = true
		}
		var claims []sanction.Claim
		claims, names = sanction.Claims(in)
		m := match(in, entities)
		for _, c := range claims {
			k := m[c.Target]
			if i, ok := at[in.Entities[c.Target].Name]; k == -2 && ok {
				k = i // what is optional counts as a claim all the same
			}
			y := 0.0
			if k >= 0 && right[fmt.Sprint(k, strings.ToLower(c.Authority))] {
				y = 1
			}
			out = append(out, example{id, c.Grounds, y, in.Entities[c.Target].Name, weight})
		}
	}
	articles, err := gold.Load("../../fixtures/gold")
	if err != nil {
		t.Fatal(err)
	}
	for i := range articles {
		switch a := &articles[i]; a.Split {
		case "train":
			add(i, tagged(t, tagger, a.Case().Page), a.Entities, a.Designations, 0.3)
		case "dev":
			add(i, tagged(t, tagger, a.Case().Page), a.Entities, a.Designations, 1)
		}
	}
	if cases, err := gold.Cases("../../fixtures/releases", corpus+"sanctions.jsonl.gz"); err == nil {
		for i, c := range cases {
			add(1000+i, tagged(t, tagger, c.Page), c.Record.Entities, c.Record.Designations, 1)
		}
	}
	return out, names
}

func count(t *tally, got, want bool) {
	switch {
	case got && want:
		t.tp++
	case got:
		t.fp++
	case want:
		t.fn++
	}
}

// lines returns the cases of a file of marked texts.
func lines(t testing.TB, name string) []string {
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(src)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "# ") {
			out = append(out, strings.ReplaceAll(line, `\n`, "\n"))
		}
	}
	return out
}
