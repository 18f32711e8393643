package main

import (
	"bytes"
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
	var out, goldDir, passages string
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
				if passages != "" {
					more, err := train.Passages(passages)
					if err != nil {
						return err
					}
					own = append(own, more...)
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
			tests, err := train.LoadTests(src.Corpora, src.Measure)
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
	c.AddCommand(newClustersCommand(a))
	f := c.Flags()
	f.StringVar(&src.Corpora, "corpora", "", "folder of CoNLL corpora, one folder each with train.conll, dev.conll, test.conll")
	f.StringVar(&goldDir, "gold", "", "folder of our own annotated articles to learn from")
	f.StringVar(&passages, "passages", "", "folder of our own short annotated passages to learn from")
	f.StringVar(&src.Lists, "lists", "", "folder of sanctions lists, for names of all origins")
	f.StringVar(&src.Places, "places", "", "GeoNames dump, gzipped")
	f.StringVar((*string)(&src.Measure), "on", string(train.Test), "split to measure on, dev or test; a model for dev does not learn from it")
	f.StringVar(&src.Clusters, "clusters", "", "words with their clusters, as `tagwire train clusters` writes them")
	f.StringVar(&out, "out", "names.model", "model file to write")
	f.IntVar(&set.Epochs, "epochs", 0, "passes over the text (default 10)")
	f.Float64Var(&set.Rate, "rate", 0, "step of the training (default 0.05)")
	f.Float64Var(&set.Keep, "keep", 0, "share of word features kept in a step (default 0.3)")
	f.Uint64Var(&set.Seed, "seed", 1, "seed of everything random")
	f.IntVar(&set.Seeds, "seeds", 1, "models to train, with seeds from --seed on, whose mean is kept")
	f.BoolVar(&only, "measure", false, "measure the model in --out, train nothing")
	return c
}

func newClustersCommand(a *app) *cobra.Command {
	var vectors, out string
	var words int
	var seed uint64
	c := &cobra.Command{
		Use:   "clusters",
		Short: "Group words by their vectors, for the name model's features",
		Long: `Reads word vectors in GloVe's text format, most frequent words first, and
groups the words into fine and coarse clusters by k-means. The same vectors and
seed give the same clusters. Takes about a minute on two cores.`,
		Example: `  tagwire train clusters --vectors glove.6B.100d.txt --out clusters.tsv.gz`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if vectors == "" {
				return usageError("--vectors is missing: a file of word vectors")
			}
			in, err := os.Open(vectors)
			if err != nil {
				return err
			}
			defer in.Close()
			v, err := train.ReadVectors(in, words)
			if err != nil {
				return fmt.Errorf("%s: %w", vectors, err)
			}
			clusters, err := train.ClusterWords(cmd.Context(), v, seed)
			if err != nil {
				return err
			}
			var b bytes.Buffer
			if err := train.WriteClusters(&b, clusters); err != nil {
				return err
			}
			if err := os.WriteFile(out, b.Bytes(), 0o644); err != nil {
				return err
			}
			fmt.Fprintf(a.stderr, "wrote %s, %d words\n", out, len(clusters))
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&vectors, "vectors", "", "word vectors: a word and its numbers in each line")
	f.IntVar(&words, "words", 120000, "words to read")
	f.Uint64Var(&seed, "seed", 1, "seed of everything random")
	f.StringVar(&out, "out", "clusters.tsv.gz", "file to write")
	return c
}
