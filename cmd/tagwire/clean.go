package main

import (
	"context"
	"errors"
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
Markdown, JSONL of articles and WARC, each also gzipped, folders of them, and
addresses; "-" is standard input.

With --out each document gets a file of its own, named like the document, that
appears only when it is whole. A batch that was broken off goes on with
--resume. Documents that hold no story are named on standard error, each with
what can be done about it, and the rest goes on.

Exit status: 0 all were cleaned, 1 none, 2 wrong usage, 3 some were not.`,
		Example: `  tagwire clean article.html
  tagwire clean --explain article.html             # what was removed, and by which rule
  tagwire clean --format markdown --out md/ pages/ # a folder, one file each
  tagwire clean --format jsonl crawl.warc.gz > articles.jsonl
  tagwire clean --out text/ --resume --jobs 4 pages/ crawl/*.warc.gz
  curl -s https://example.org/story | tagwire clean --url https://example.org/story -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case !slices.Contains(render.ArticleFormats(), format):
				return usageError("--format %q: want one of %s", format, strings.Join(render.ArticleFormats(), ", "))
			case explain && format != "text":
				return usageError("--explain is a text; --format json tells what was removed, too")
			}
			cleaner := clean.Cleaner{Spans: spans || format == "markdown"}
			job := batch.Job{
				Out: a.stdout, Dir: out, Extension: render.Extension(format),
				Each: func(_ context.Context, p article.Page, w io.Writer) error {
					art, err := cleaner.Page(p)
					if err != nil {
						return mended(err)
					}
					if explain {
						return render.Removed(w, batch.Name(p), &art)
					}
					return render.Article(w, format, &art)
				},
			}
			if format == "text" || format == "markdown" {
				job.Between = "\n"
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
	docs.batchFlags(c)
	return c
}

// mends say what can be done about a document that holds no story.
var mends = []struct {
	err  error
	mend string
}{
	{clean.ErrEmpty, "get it again"},
	{clean.ErrBinary, "give its text or its page instead"},
	{clean.ErrScriptOnly, "open it in a browser, save the page and give that file"},
	{clean.ErrFrames, "give the address of the frame"},
	{clean.ErrGone, "look for a copy in a web archive"},
	{clean.ErrTooLarge, "cut it, or give its text"},
	{clean.ErrNotArticle, "if it does hold one, save its text and give that file"},
}

// mended adds what can be done to an error of cleaning.
func mended(err error) error {
	for _, m := range mends {
		if errors.Is(err, m.err) {
			return fmt.Errorf("%w; %s", err, m.mend)
		}
	}
	return err
}
