package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/extractor"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/fetcher/clean"
	"github.com/tagwire/tagwire/internal/batch"
	"github.com/tagwire/tagwire/internal/render"
)

func newTagCommand(a *app) *cobra.Command {
	var format, out string
	var explain bool
	docs := documents{app: a}
	c := &cobra.Command{
		Use:   "tag FILE…|FOLDER…|URL…|-",
		Short: "Clean and tag documents, without server or store",
		Long: `Cleans each document, tags it, and prints what it names and who it says is
sanctioned. Inputs are HTML, plain text, Markdown, JSONL of articles, each also
gzipped, and folders of them; "-" is standard input.`,
		Example: `  tagwire tag article.html
  tagwire tag --format json --out tagged/ articles/*.txt
  curl -s https://example.org/story | tagwire tag --explain -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(render.Formats(), format) {
				return usageError("--format %q: want one of %s", format, strings.Join(render.Formats(), ", "))
			}
			lists, err := a.heldLists()
			if err != nil {
				return err
			}
			opts := []extractor.Option{extractor.WithVersion(buildVersion()), extractor.WithLists(lists)}
			if explain {
				opts = append(opts, extractor.WithExplanations())
			}
			tagger, err := extractor.New(opts...)
			if err != nil {
				return err
			}
			shown := 0
			job := batch.Job{
				Out: a.stdout, Dir: out, Extension: render.Extension(format),
				Each: func(ctx context.Context, p article.Page, w io.Writer) error {
					art, err := clean.Page(p)
					if err != nil {
						return err
					}
					t, err := tagger.Tag(ctx, art)
					if err != nil {
						return err
					}
					if shown++; shown > 1 && format == "text" && out == "" {
						fmt.Fprintln(w)
					}
					return render.Write(w, format, &t)
				},
			}
			return docs.run(cmd.Context(), args, job)
		},
	}
	f := c.Flags()
	f.StringVar(&format, "format", "text", "output: text, json, jsonl or html")
	f.StringVar(&out, "out", "", "folder that gets one file per document")
	f.BoolVar(&explain, "explain", false, "say for each claim why it was made")
	docs.flags(c)
	return c
}

// batchError turns a batch's outcome into an exit status.
func batchError(res batch.Result, err error) error {
	switch {
	case err != nil && res.Done > 0:
		return partialError("%w", err)
	case err != nil:
		return err
	case res.Failed > 0 && res.Done+res.Skipped > 0:
		return partialError("%d of %d documents failed", res.Failed, res.Failed+res.Done+res.Skipped)
	case res.Failed > 0:
		return &exitError{exitFailed, nil}
	}
	return nil
}
