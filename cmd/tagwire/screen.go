package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/internal/listing"
	"github.com/tagwire/tagwire/internal/screen"
)

func newScreenCommand(a *app) *cobra.Command {
	var format, kind string
	var files []string
	var columns screen.Columns
	var hits bool
	var opt screen.Options
	c := &cobra.Command{
		Use:   "screen NAME…|-",
		Short: "Check names against the sanctions lists",
		Long: `Checks each NAME, or each line of standard input ("-") or of a --file, against all
lists: names may be misspelled, in another order, differently transliterated or
in another script. With --column the input is CSV, and the column is named by
the header's text or, in a file without a header, by its number from 1.

A score of 0.5 says that the names are more likely those of one party than not;
that they are one, only a person can say who looks at the entry.

Exit status 0: all names were checked, found or not; 3: some lines could not be
read, each named.`,
		Example: `  tagwire screen "Kim Jong Un" "Acme Ltd"
  tagwire screen --format csv --file customers.csv --column name --born-column birth_date
  cut -f2 names.tsv | tagwire screen --format jsonl --hits -`,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if err := listing.CheckFormat(format, screen.Formats()...); err != nil {
				return usage(err)
			}
			if opt.Kinds, err = screen.Kinds(kind); err != nil {
				return usage(err)
			}
			if len(args) == 0 && len(files) == 0 {
				return usageError("no names: give some, \"-\" for standard input, or --file")
			}
			if opt.Floor <= 0 || opt.Floor > 1 || opt.Limit < 1 {
				return usageError("--score wants more than 0 and at most 1, --limit a number above 0")
			}
			bad := 0
			in := &nameSource{stdin: a.stdin, args: args, files: files, columns: columns, bad: func(err error) {
				bad++
				a.say("tagwire: %v", err)
			}}
			defer in.close()
			x, err := a.lists().Load(a.log)
			if err != nil {
				return err
			}
			out, err := screen.NewWriter(a.stdout, format)
			if err != nil {
				return err
			}
			var done atomic.Int64
			stop := a.showScreening(cmd.Context(), &done)
			err = screen.Run(cmd.Context(), x, opt, in.next, func(r screen.Result) error {
				done.Add(1)
				if hits && len(r.Matches) == 0 {
					return nil
				}
				return out.Write(r)
			})
			stop()
			if err = errors.Join(err, out.Close()); err != nil {
				return err
			}
			if bad > 0 {
				return partialError("%d lines could not be checked", bad)
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&format, "format", "text", "text, jsonl or csv")
	f.StringArrayVar(&files, "file", nil, "file of names, one a line or CSV; may be repeated")
	f.StringVar(&columns.Name, "column", "", "column of the names, where the input is CSV")
	f.StringVar(&columns.Born, "born-column", "", "column of dates of birth (YYYY-MM-DD or YYYY)")
	f.StringVar(&columns.Country, "country-column", "", "column of countries, as the lists write them")
	f.StringVar(&kind, "kind", "", "only person, organization, vessel or aircraft")
	f.Float64Var(&opt.Floor, "score", watchlist.Threshold, "least score of a match")
	f.IntVar(&opt.Limit, "limit", 5, "most matches of a name")
	f.IntVar(&opt.Workers, "screen-workers", 0, "processors that share the work; 0 for all")
	f.BoolVar(&hits, "hits", false, "print only names that match")
	return c
}

// showScreening shows on a terminal how many names are done, until it is
// stopped.
func (a *app) showScreening(ctx context.Context, done *atomic.Int64) (stop func()) {
	if !a.interactive() {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	start := time.Now()
	go func() {
		defer close(ended)
		t := time.NewTicker(500 * time.Millisecond)
		defer t.Stop()
		for {
			select {
			case <-ctx.Done():
				fmt.Fprint(a.stderr, "\r\x1b[K")
				return
			case <-t.C:
				n := done.Load()
				fmt.Fprintf(a.stderr, "\r%d names, %.0f a second", n, float64(n)/time.Since(start).Seconds())
			}
		}
	}()
	return func() { cancel(); <-ended }
}

// nameSource yields the names of the command line, then those of the files.
type nameSource struct {
	stdin       io.Reader
	args, files []string
	columns     screen.Columns
	bad         func(error)

	reader *screen.Reader
	file   *os.File
}

func (s *nameSource) next() (screen.Name, bool, error) {
	for {
		if s.reader != nil {
			n, ok, err := s.reader.Next()
			if ok || err != nil {
				return n, ok, err
			}
			s.close()
		}
		switch {
		case len(s.args) > 0:
			arg := s.args[0]
			s.args = s.args[1:]
			if arg != "-" {
				return screen.Name{Text: arg}, true, nil
			}
			if err := s.read(s.stdin, "standard input"); err != nil {
				return screen.Name{}, false, err
			}
		case len(s.files) > 0:
			path := s.files[0]
			s.files = s.files[1:]
			f, err := os.Open(path)
			if err != nil {
				return screen.Name{}, false, err
			}
			s.file = f
			if err := s.read(f, path); err != nil {
				return screen.Name{}, false, err
			}
		default:
			return screen.Name{}, false, nil
		}
	}
}

func (s *nameSource) read(r io.Reader, name string) (err error) {
	if s.columns.Name == "" {
		s.reader = screen.Lines(r, name, s.bad)
		return nil
	}
	s.reader, err = screen.Table(r, name, s.columns, s.bad)
	return err
}

func (s *nameSource) close() {
	if s.file != nil {
		s.file.Close()
	}
	s.reader, s.file = nil, nil
}
