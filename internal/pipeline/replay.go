package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/bus"
	"github.com/tagwire/tagwire/internal/input"
)

// ErrNoPayload says that a dead letter has nothing in it to try again.
var ErrNoPayload = errors.New("the input itself was not kept; run it again from its source")

// Replay gives dead letters another try, each at the stage where it failed,
// and runs the pipeline until all is stored or dead again. A letter that came
// through is removed; one that failed again is replaced by the new failure.
func Replay(ctx context.Context, opt Options, letters []bus.Letter) error {
	opt = opt.withDefaults()
	opt.Watch = false
	in, messages, err := replayInputs(letters, opt.Input)
	if err != nil {
		return err
	}
	for i, err := range opt.Bus.Publish(ctx, messages) {
		if err != nil {
			return fmt.Errorf("replay to %s: %w", messages[i].Subject, err)
		}
	}
	if err := Run(ctx, opt, in); err != nil {
		return err
	}
	for _, l := range letters {
		if err := opt.Bus.DropLetter(ctx, l.Seq); err != nil {
			return err
		}
	}
	return nil
}

func replayInputs(letters []bus.Letter, reader input.Reader) (in Inputs, messages []bus.Message, err error) {
	var pages []article.Page
	var files []string
	for _, l := range letters {
		if len(l.Payload) == 0 {
			return in, nil, fmt.Errorf("dead letter %d of %s: %w", l.Seq, l.Key, ErrNoPayload)
		}
		switch l.Stage {
		case stageFetch:
			var r Request
			if err := json.Unmarshal(l.Payload, &r); err != nil {
				return in, nil, fmt.Errorf("dead letter %d: its request is unreadable: %w", l.Seq, err)
			}
			if r.File != "" {
				if !slices.Contains(files, r.File) {
					files = append(files, r.File)
				}
				continue
			}
			in.Web = append(in.Web, fetcher.Source{URL: r.URL, Kind: r.Kind, Name: r.Source, Hint: r.Hint})
		case stageClean:
			var p article.Page
			if err := json.Unmarshal(l.Payload, &p); err != nil {
				return in, nil, fmt.Errorf("dead letter %d: its page is unreadable: %w", l.Seq, err)
			}
			pages = append(pages, p)
		default:
			// A new id: the old one may still be remembered as seen.
			messages = append(messages, bus.Message{
				Subject: l.Subject, ID: fmt.Sprintf("replay-%d-%d", l.Seq, l.Time.UnixNano()), Data: l.Payload,
			})
		}
	}
	if len(pages)+len(files) > 0 {
		in.Local = func(ctx context.Context, visit func(article.Page) error) error {
			for _, p := range pages {
				if err := visit(p); err != nil {
					return err
				}
			}
			return reader.Walk(ctx, files, visit)
		}
	}
	return in, messages, nil
}
