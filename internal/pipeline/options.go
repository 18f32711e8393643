package pipeline

import (
	"context"
	"log/slog"
	"runtime"
	"time"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/bus"
	"github.com/tagwire/tagwire/internal/input"
)

// Cleaner makes an article of a page. Its errors are final: trying again would
// not help.
type Cleaner func(article.Page) (article.Article, error)

// Tagger tags articles. It is called from several goroutines.
type Tagger interface {
	Tag(context.Context, article.Article) (tagging.Tagging, error)
}

// Store keeps taggings. Its methods are called from several goroutines.
type Store interface {
	// Seen reports whether the store has this revision of the article.
	Seen(ctx context.Context, id, revision string) (bool, error)
	// PutTaggings stores taggings durably, all or none, and returns how many
	// were new. What is stored already changes nothing.
	PutTaggings(ctx context.Context, ts []tagging.Tagging) (added int, err error)
}

// Options are what the stages work with. A stage ignores the fields of others.
type Options struct {
	Bus   *bus.Bus
	Clean Cleaner
	// Tagger and Store are for extract and store. Where fetch and extract have
	// a Store, they skip what it has seen.
	Tagger Tagger
	Store  Store
	// Unstorable reports whether an error of PutTaggings is about the tagging
	// and not about the store; such a tagging becomes a dead letter.
	Unstorable func(error) bool
	// State is what the fetcher remembers.
	State fetcher.State
	Fetch fetcher.Options
	// Input reads again the files that a replay asks for.
	Input input.Reader

	// Watch keeps sources coming again instead of ending with the last.
	Watch bool
	// Workers is how many articles are tagged, and how many local files
	// cleaned, at a time; zero means one per processor.
	Workers int
	// MaxTries is how often a message is handed out before it is handled apart
	// from others; after five times as many it becomes a dead letter. A stage's
	// own error or panic makes it one at once. Zero means 5.
	MaxTries int
	// MaxBacklog is how many articles may wait to be tagged before the fetcher
	// pauses; zero means 20,000.
	MaxBacklog int

	// Report is told of each failure as it is recorded; nil means nobody is.
	Report func(Failure)
	// Counters are counted up; nil means fresh ones.
	Counters *Counters
	Log      *slog.Logger
}

// Failure is something that ended as a dead letter.
type Failure struct {
	Stage  bus.Stage
	Key    string
	Reason string
}

const (
	// pullWait is how long a worker waits for messages before it looks up.
	pullWait = 250 * time.Millisecond
	// tagBatch and keepBatch bound what a worker has in hand at a time;
	// handBytes bounds it in bytes.
	tagBatch  = 16
	keepBatch = 256
	handBytes = 16 << 20
	// parting is how long a stopped worker has to finish what it has in hand.
	parting = 8 * time.Second
)

func (o Options) withDefaults() Options {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.MaxTries <= 0 {
		o.MaxTries = 5
	}
	if o.MaxBacklog <= 0 {
		o.MaxBacklog = 20_000
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Counters == nil {
		o.Counters = new(Counters)
	}
	if o.Report == nil {
		o.Report = func(Failure) {}
	}
	if o.Fetch.Log == nil {
		o.Fetch.Log = o.Log
	}
	if o.Fetch.Observe == nil {
		o.Fetch.Observe = o.Counters.fetched
	}
	return o
}
