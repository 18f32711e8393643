package main

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/extractor"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/clean"
	"github.com/tagwire/tagwire/internal/gold"
)

func newEvalCommand(a *app) *cobra.Command {
	var texts, format, write string
	var listErrors, check bool
	c := &cobra.Command{
		Use:   "eval GOLD_DIR [TAGGED_DIR]",
		Short: "Measure tagging against annotated articles",
		Long: `Prints precision, recall and F1 of tagging against annotations, in all, per type,
per task and per sanctions regime, and what kinds of mistakes were made.

GOLD_DIR holds .gold files (marked-up articles, in any subfolder), or ID.json
annotations whose texts, ID.txt, lie beside them or in --texts, or .ann files,
annotations by address, whose articles are the JSONL file --texts. TAGGED_DIR holds
what "tag --format json --out" wrote; without it the articles are cleaned and
tagged here.`,
		Example: `  tagwire eval fixtures/gold/test
  tagwire eval --errors --texts texts/ annotations/
  tagwire eval annotations/ tagged/ --format json
  tagwire eval --check fixtures/gold`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return usageError("--format %q: want text or json", format)
			}
			if texts == "" {
				texts = args[0]
			}
			if check {
				return checkGold(a, args[0])
			}
			if write != "" {
				return writeGold(args[0], write)
			}
			cases, err := gold.Cases(args[0], texts)
			if err != nil {
				return err
			}
			var source gold.Source
			if len(args) == 2 {
				source = gold.Tagged(args[1])
			} else if source, err = taggerSource(); err != nil {
				return err
			}
			report, err := gold.Evaluate(cmd.Context(), cases, source)
			if err != nil {
				return err
			}
			if format == "json" {
				return report.WriteJSON(a.stdout, listErrors)
			}
			return report.WriteText(a.stdout, listErrors)
		},
	}
	f := c.Flags()
	f.StringVar(&texts, "texts", "", "folder of the texts, or their JSONL file (default GOLD_DIR)")
	f.StringVar(&format, "format", "text", "output: text or json")
	f.BoolVar(&listErrors, "errors", false, "list every mistake")
	f.BoolVar(&check, "check", false, "only look for oversights in the .gold files")
	f.StringVar(&write, "write", "", "only write the .gold files' texts and JSON annotations to this folder")
	return c
}

// taggerSource cleans and tags each case as the pipeline would.
func taggerSource() (gold.Source, error) {
	tagger, err := extractor.New(extractor.WithVersion(buildVersion()))
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, c gold.Case) (tagging.Tagging, error) {
		if c.Page.Body == nil {
			return tagging.Tagging{}, fmt.Errorf("no text %s.txt; name its folder with --texts", c.Record.ID)
		}
		art, err := clean.Page(c.Page)
		if err != nil {
			return tagging.Tagging{}, err
		}
		return tagger.Tag(ctx, art)
	}, nil
}

// checkGold lists what looks like an oversight in annotations.
func checkGold(a *app, dir string) error {
	articles, err := gold.Load(dir)
	if err != nil {
		return err
	}
	found := 0
	for i := range articles {
		for _, problem := range gold.Lint(&articles[i]) {
			found++
			fmt.Fprintf(a.stdout, "%s: %s\n", articles[i].ID, problem)
		}
	}
	if found > 0 {
		return fmt.Errorf("%d oversights in %d articles; mark them, or mark a spelling that is no mention with [[x …]]", found, len(articles))
	}
	fmt.Fprintf(a.stderr, "%d articles, nothing overlooked\n", len(articles))
	return nil
}

// writeGold writes what other scorers read.
func writeGold(from, to string) error {
	articles, err := gold.Load(from)
	if err != nil {
		return err
	}
	if len(articles) == 0 {
		return fmt.Errorf("%s holds no .gold files to write", from)
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for i := range articles {
		if err := articles[i].Write(to); err != nil {
			return err
		}
	}
	return nil
}
