package cleantrain_test

import (
	"flag"
	"os"
	"testing"

	"github.com/tagwire/tagwire/fetcher/clean"
	"github.com/tagwire/tagwire/fetcher/clean/cleantrain"
)

var (
	folds  = flag.Bool("folds", false, "cross-validate the classifier on the labelled pages, five folds")
	update = flag.String("weights", "", "train on all labelled pages and write the weights to this file")
	show   = flag.Bool("show", false, "list the worst pages")
)

const labelled = "../../../../shared/corpora/pages/wcxb-dev"

func pages(t testing.TB) []cleantrain.Page {
	t.Helper()
	if _, err := os.Stat(labelled); err != nil {
		t.Skip("the labelled pages are not here")
	}
	p, err := cleantrain.Load(labelled)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var settings = clean.Settings{Epochs: 10, Rate: 0.03, Drop: 0.6, Seeds: 4}

func TestFolds(t *testing.T) {
	if !*folds {
		t.Skip("slow; -folds runs it")
	}
	all := pages(t)
	oracle := cleantrain.Measure(all, func(p cleantrain.Page) (string, error) {
		return clean.Oracle(p.HTML, cleantrain.Story(p.Truth)), nil
	}, nil)
	t.Logf("oracle  %+v", oracle)
	marked := cleantrain.Label(all)
	var sum, with, without float64
	for k := range 5 {
		var train []*clean.Labelled
		var test []cleantrain.Page
		for i, p := range all {
			if i%5 == k {
				test = append(test, p)
			} else {
				train = append(train, marked[i])
			}
		}
		c := clean.Learn(train, settings)
		r := cleantrain.Measure(test, func(p cleantrain.Page) (string, error) { return clean.HTMLWith(c, p.HTML, p.URL) }, func(p cleantrain.Page, text string, f float64) {
			if *show && f < 0.85 {
				pr, rc, _ := cleantrain.F1(text, p.Text)
				t.Logf("%s F1 %.2f P %.2f R %.2f got %d want %d words", p.ID, f, pr, rc, len(cleantrain.Words(text)), len(cleantrain.Words(p.Text)))
			}
		})
		t.Logf("fold %d  %+v", k, r)
		sum += r.F1
		with += r.With
		without += r.Without
	}
	t.Logf("mean F1 %.4f with %.4f without %.4f", sum/5, with/5, without/5)
}

func TestWriteWeights(t *testing.T) {
	if *update == "" {
		t.Skip("-weights FILE trains")
	}
	c := cleantrain.Train(pages(t), settings)
	if err := os.WriteFile(*update, c.Encode(), 0o644); err != nil {
		t.Fatal(err)
	}
}
