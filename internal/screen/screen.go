// Package screen checks many names against the lists.
//
// Names go in one by one, from a command line, a file of lines or a column of
// a CSV file; out comes for each, in the order of the input, which entries it
// may be. Several processors share the work.
package screen

import (
	"context"
	"runtime"
	"sync"

	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// Name is one name to check, with what is known of its bearer.
type Name struct {
	Text string
	// Born and Country may be empty; see watchlist.Query.
	Born, Country string
}

// Match is an entry that a name may be.
type Match struct {
	List     string   `json:"list"`
	UID      string   `json:"uid"`
	Name     string   `json:"name"`
	Matched  string   `json:"matched"` // the entry's name that is alike
	Kind     string   `json:"kind"`
	Programs []string `json:"programs,omitempty"`
	Score    float64  `json:"score"` // between 0 and 1
}

// Result is what was found for one name.
type Result struct {
	Name    string  `json:"name"`
	Matches []Match `json:"matches"`
}

// Options bound what counts as a match.
type Options struct {
	Kinds []source.Kind
	Floor float64 // least score, as in watchlist.Query
	Limit int     // most matches of a name
	// Workers is how many processors share the work; zero means all.
	Workers int
}

const batch = 256

// Run checks the names that next yields until it returns false, and hands the
// results to each, in order and one at a time. It ends early with the error of
// ctx, next or each.
func Run(ctx context.Context, x *watchlist.Index, opt Options, next func() (Name, bool, error), each func(Result) error) error {
	if opt.Workers <= 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	type job struct {
		names   []Name
		results []Result
		done    chan struct{}
	}
	work, order := make(chan *job), make(chan *job, 2*opt.Workers)
	var wait sync.WaitGroup
	for range opt.Workers {
		wait.Go(func() {
			for j := range work {
				for i := range j.names {
					j.results[i] = check(x, &opt, &j.names[i])
				}
				close(j.done)
			}
		})
	}
	wait.Go(func() {
		defer close(order)
		defer close(work)
		for more := true; more && ctx.Err() == nil; {
			j := &job{names: make([]Name, 0, batch), done: make(chan struct{})}
			for len(j.names) < batch {
				n, ok, err := next()
				if err != nil {
					cancel(err)
				}
				if more = ok && err == nil; !more {
					break
				}
				j.names = append(j.names, n)
			}
			j.results = make([]Result, len(j.names))
			order <- j
			work <- j
		}
	})
	var failed error
	for j := range order {
		<-j.done
		for i := 0; i < len(j.results) && failed == nil; i++ {
			if failed = each(j.results[i]); failed != nil {
				cancel(failed)
			}
		}
	}
	wait.Wait()
	if failed != nil {
		return failed
	}
	return context.Cause(ctx)
}

func check(x *watchlist.Index, opt *Options, n *Name) Result {
	q := watchlist.Query{Name: n.Text, Kinds: opt.Kinds, Floor: opt.Floor, Limit: opt.Limit}
	if n.Born != "" {
		q.Born = []string{n.Born}
	}
	if n.Country != "" {
		q.Countries = []string{n.Country}
	}
	out := Result{Name: n.Text, Matches: []Match{}}
	for _, m := range x.Search(q) {
		out.Matches = append(out.Matches, Match{
			List: m.List, UID: m.Entry.UID, Name: m.Entry.Name(), Matched: m.Name.Text,
			Kind: m.Entry.Kind.String(), Programs: m.Entry.Programs, Score: m.Score,
		})
	}
	return out
}
