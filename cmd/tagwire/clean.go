package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/fetcher/clean"
	"github.com/tagwire/tagwire/internal/batch"
	"github.com/tagwire/tagwire/internal/render"
)

func newCleanCommand(a *app) *cobra.Command {
	var format, out string
	var explain, spans bool
	docs := documents{app: a}
	c := &cobra.Command{
		Use:   "clean FILE…|FOLDER…|URL…|-",
		Short: "Cut documents down to their story",
		Long: `Cuts each document down to its story: title and paragraphs, without menus,
related links, pleas, counters and notices. Inputs are HTML, plain text,
Markdown, JSONL of articles, each also gzipped, and folders of them; "-" is
standard input.`,
		Example: `  tagwire clean article.html
  tagwire clean --explain article.txt              # what was removed, and by which rule
  tagwire clean --format markdown --out md/ pages/`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(render.ArticleFormats(), format) {
				return usageError("--format %q: want one of %s", format, strings.Join(render.ArticleFormats(), ", "))
			}
			cleaner := clean.Cleaner{Spans: spans || format == "markdown"}
			shown := 0
			job := batch.Job{
				Out: a.stdout, Dir: out, Extension: render.Extension(format),
				Each: func(_ context.Context, p article.Page, w io.Writer) error {
					art, err := cleaner.Page(p)
					if err != nil {
						return err
					}
					if shown++; shown > 1 && out == "" && (format == "text" || format == "markdown") {
						fmt.Fprintln(w)
					}
					if explain {
						return render.Removed(w, &art)
					}
					return render.Article(w, format, &art)
				},
			}
			return docs.run(cmd.Context(), args, job)
		},
	}
	f := c.Flags()
	f.StringVar(&format, "format", "text", "output: text, markdown, json or jsonl")
	f.StringVar(&out, "out", "", "folder that gets one file per document")
	f.BoolVar(&explain, "explain", false, "show each removed piece and the rule that removed it")
	f.BoolVar(&spans, "spans", false, "say in JSON where links, emphasis and the cells of tables are; Markdown always has them")
	docs.flags(c)
	return c
}
