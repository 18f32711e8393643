package train

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"

	"github.com/tagwire/tagwire/extractor/model"
	"github.com/tagwire/tagwire/extractor/model/corpus"
)

// left are corpora that are not learned from: multiner-gov lowered the score
// on news where it was tried.
var left = map[string]bool{"multiner-gov": true}

// weights of corpora whose guideline or genre is nearest to ours.
var weights = map[string]float32{"gum-news": 2, "re3d": 2, "crossner-politics": 1.5, "btc": 0.5, "wnut17": 0.5}

// Split is what a model is measured on. Settings are chosen on the dev splits,
// with a model that learned from the train splits alone; figures come from the
// test splits.
type Split string

// The splits.
const (
	Dev  Split = "dev"
	Test Split = "test"
)

// small are corpora whose test split is too small: its dev split belongs to it,
// and is not learned from.
var small = map[string]bool{"gum-news": true}

// LoadTests reads what a model is measured on, by corpus.
func LoadTests(dir string, on Split) (map[string][]model.Example, error) {
	return load(dir, func(name, split string) bool {
		return split == string(on) || split == "dev" && small[name]
	})
}

// loadTraining reads what a model learns from that will be measured on a split.
func loadTraining(dir string, on Split) (map[string][]model.Example, error) {
	return load(dir, func(name, split string) bool {
		return split == "train" || split == "dev" && on == Test && !small[name]
	})
}

// load reads splits of all corpora under dir, by name.
func load(dir string, use func(name, split string) bool) (map[string][]model.Example, error) {
	folders, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("corpora: %w", err)
	}
	out := make(map[string][]model.Example)
	for _, f := range folders {
		if !f.IsDir() {
			continue
		}
		for _, split := range []string{"train", "dev", "test"} {
			if !use(f.Name(), split) {
				continue
			}
			ex, err := corpus.ReadFile(filepath.Join(dir, f.Name(), split+".conll"))
			if os.IsNotExist(err) {
				continue
			}
			if err != nil {
				return nil, err
			}
			out[f.Name()] = append(out[f.Name()], ex...)
		}
	}
	return out, nil
}

// Run trains a model and returns its binary form. extra are annotated articles
// of our own, weighted as they say.
func Run(ctx context.Context, src Sources, extra []model.Example, set model.Settings, log *slog.Logger) ([]byte, error) {
	byName, err := loadTraining(src.Corpora, src.Measure)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(byName))
	for n := range byName {
		if !left[n] {
			names = append(names, n)
		}
	}
	sort.Strings(names)
	var all []model.Example
	for _, n := range names {
		for _, ex := range byName[n] {
			ex.Weight = weights[n]
			all = append(all, ex)
		}
		log.Info("corpus", "name", n, "documents", len(byName[n]))
	}
	all = append(all, extra...)
	var clusters map[string]model.Cluster
	if src.Clusters != "" {
		if clusters, err = ReadClusters(src.Clusters); err != nil {
			return nil, fmt.Errorf("word clusters: %w", err)
		}
	}
	lex, err := lexicon(src, clusters, all)
	if err != nil {
		return nil, err
	}
	pool, err := newPool(src.Lists)
	if err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(set.Seed, 7))
	all = append(all, augment(all, pool, rng)...)
	set.OnEpoch = func(e int, loss float64) { log.Info("epoch", "n", e, "loss", loss) }
	return model.Train(ctx, lex, all, set)
}
