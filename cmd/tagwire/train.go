package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/extractor/model"
	"github.com/tagwire/tagwire/extractor/model/train"
	"github.com/tagwire/tagwire/internal/gold"
)

func newTrainCommand(a *app) *cobra.Command {
	var src train.Sources
	var set model.Settings
	var out, goldDir string
	var only bool
	c := &cobra.Command{
		Use:   "train",
		Short: "Train the name model from annotated text",
		Long: `Trains the model that finds persons, organizations and places, and measures it
on the test splits. The same data and seed give the same model. What the
shipped model learned from, and where to get it, is in docs/tagging.md.`,
		Example: `  tagwire train --corpora ner --lists lists --places cities15000.txt.gz --out names.model
  tagwire train --corpora ner --measure --out names.model   # only measure names.model`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if src.Corpora == "" {
				return usageError("--corpora is missing: the folder of annotated corpora")
			}
			if !only {
				var own []model.Example
				if goldDir != "" {
					articles, err := gold.Load(goldDir)
					if err != nil {
						return err
					}
					own = train.Gold(articles)
				}
				data, err := train.Run(cmd.Context(), src, own, set, a.log)
				if err != nil {
					return err
				}
				if err := os.WriteFile(out, data, 0o644); err != nil {
					return err
				}
				fmt.Fprintf(a.stderr, "wrote %s, %d bytes\n", out, len(data))
			}
			data, err := os.ReadFile(out)
			if err != nil {
				return err
			}
			m, err := model.Read(data)
			if err != nil {
				return fmt.Errorf("%s: %w", out, err)
			}
			tests, err := train.Load(src.Corpora, "test")
			if err != nil {
				return err
			}
			if len(tests) == 0 {
				return errors.New("no test splits to measure on")
			}
			train.Report(a.stdout, m, tests)
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&src.Corpora, "corpora", "", "folder of CoNLL corpora, one folder each with train.conll, dev.conll, test.conll")
	f.StringVar(&goldDir, "gold", "", "folder of our own annotated articles to learn from")
	f.StringVar(&src.Lists, "lists", "", "folder of sanctions lists, for names of all origins")
	f.StringVar(&src.Places, "places", "", "GeoNames dump, gzipped")
	f.StringVar(&out, "out", "names.model", "model file to write")
	f.IntVar(&set.Epochs, "epochs", 0, "passes over the text (default 10)")
	f.Float64Var(&set.Rate, "rate", 0, "step of the training (default 0.05)")
	f.Float64Var(&set.Keep, "keep", 0, "share of word features kept in a step (default 0.3)")
	f.Uint64Var(&set.Seed, "seed", 1, "seed of everything random")
	f.BoolVar(&only, "measure", false, "measure the model in --out, train nothing")
	return c
}
