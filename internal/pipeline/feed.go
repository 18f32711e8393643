package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/bus"
)

// intake is the fetcher's sink: it cleans each page and hands the article to
// the publisher.
type intake struct {
	opt Options
	out chan<- outgoing

	mu   sync.Mutex
	dead map[string]uint64 // earlier dead letters of fetch and clean, by key
}

var _ fetcher.Sink = (*intake)(nil)

// newIntake reads the dead letters that a success would make void.
func newIntake(ctx context.Context, opt Options, out chan<- outgoing) (*intake, error) {
	in := &intake{opt: opt, out: out, dead: map[string]uint64{}}
	err := opt.Bus.Letters(ctx, func(l bus.Letter) error {
		if l.Stage == stageFetch || l.Stage == stageClean {
			in.dead[l.Key] = l.Seq
		}
		return nil
	})
	return in, err
}

// The stages that have no consumer, as dead letters name them.
const (
	stageFetch bus.Stage = "fetch"
	stageClean bus.Stage = "clean"
)

// Page cleans p and sends the article on. It blocks while the publisher does.
func (in *intake) Page(ctx context.Context, p article.Page, settle func(string, error)) {
	c := in.opt.Counters
	c.Pages.Add(1)
	start := time.Now()
	a, err := safeClean(in.opt.Clean, p)
	spent(&c.clean, start)
	if err != nil {
		settle(asDead, in.buryPage(ctx, p, err))
		return
	}
	if in.opt.Store != nil {
		seen, err := in.opt.Store.Seen(ctx, a.ID, a.Revision)
		if err != nil {
			settle("", fmt.Errorf("look up %s: %w", a.ID, err))
			return
		}
		if seen {
			c.Known.Add(1)
			settle("", in.forgive(ctx, p))
			return
		}
	}
	m, err := bus.ArticleMessage(a)
	if err != nil {
		settle(asDead, in.buryPage(ctx, p, err))
		return
	}
	done := func(err error) {
		switch {
		case err == nil:
			err = in.forgive(ctx, p)
		case isTooLarge(err):
			err = in.buryPage(ctx, p, err)
		}
		settle(asArticle(a.ID, a.Revision), err)
	}
	in.out <- outgoing{m, done}
}

// Failed records an address that could not be fetched.
func (in *intake) Failed(ctx context.Context, f fetcher.Failure) error {
	in.opt.Counters.FetchFailed.Add(1)
	payload, err := json.Marshal(Request{URL: f.URL, Source: f.Source, Kind: f.Kind, Hint: f.Hint})
	if err != nil {
		return err
	}
	return bury(ctx, in.opt, bus.Letter{Stage: stageFetch, Key: f.URL, Tries: f.Tries, Payload: payload}, f.Err)
}

// Request is the payload of a fetch's dead letter: an address, or a file.
type Request struct {
	URL    string       `json:"url,omitempty"`
	Source string       `json:"source,omitempty"`
	Kind   fetcher.Kind `json:"kind,omitempty"`
	Hint   article.Hint `json:"hint,omitzero"`
	// File is a file that could not be read or, with Line, one line of it, which
	// said Text.
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	Text string `json:"text,omitempty"`
}

func (in *intake) buryPage(ctx context.Context, p article.Page, err error) error {
	payload, jerr := json.Marshal(p)
	if jerr != nil {
		return jerr
	}
	return bury(ctx, in.opt, bus.Letter{Stage: stageClean, Key: pageKey(p), Tries: 1, Payload: payload}, err)
}

// forgive removes the dead letter of a page that came through after all.
func (in *intake) forgive(ctx context.Context, p article.Page) error {
	in.mu.Lock()
	seq, ok := in.dead[pageKey(p)]
	delete(in.dead, pageKey(p))
	in.mu.Unlock()
	if !ok {
		return nil
	}
	return in.opt.Bus.DropLetter(ctx, seq)
}

// bury writes a dead letter and reports it.
func bury(ctx context.Context, opt Options, l bus.Letter, cause error) error {
	describe(&l, cause)
	ctx, cancel := partingContext(ctx)
	defer cancel()
	if err := opt.Bus.Bury(ctx, l); err != nil {
		return fmt.Errorf("dead letter of %s (%v): %w", l.Key, cause, err)
	}
	opt.buried(l)
	return nil
}

// describe fills in a letter's reason and stack.
func describe(l *bus.Letter, cause error) {
	l.Reason = cause.Error()
	var p *panicError
	if errors.As(cause, &p) {
		l.Stack = string(p.stack)
	}
}

func (o Options) buried(l bus.Letter) {
	o.Counters.Dead.Add(1)
	o.Report(Failure{l.Stage, l.Key, l.Reason})
}

func isTooLarge(err error) bool { return errors.Is(err, bus.ErrTooLarge) }
