package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"sync"
	"time"

	"github.com/spf13/pflag"

	"github.com/tagwire/tagwire/extractor"
	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/fetcher/archive"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/fetcher/clean"
	"github.com/tagwire/tagwire/fixtures"
	"github.com/tagwire/tagwire/internal/bus"
	"github.com/tagwire/tagwire/internal/datadir"
	"github.com/tagwire/tagwire/internal/input"
	"github.com/tagwire/tagwire/internal/pipeline"
	"github.com/tagwire/tagwire/store"
	"github.com/tagwire/tagwire/store/crawl"
)

// busFlags say where messages live.
type busFlags struct {
	url, sync, listen string
	replicas          int
}

func (b *busFlags) register(f *pflag.FlagSet) {
	f.StringVar(&b.url, "nats", "", "address of an external NATS server, instead of the embedded one")
	f.StringVar(&b.sync, "sync", string(bus.SyncAlways), "when the embedded server syncs accepted messages to disk: always or interval")
	f.StringVar(&b.listen, "listen", "", "address at which the embedded server serves other processes (default none)")
	f.IntVar(&b.replicas, "replicas", 1, "nodes of a NATS cluster that keep each message, when streams are made")
}

func (b *busFlags) open(ctx context.Context, a *app) (*bus.Bus, error) {
	if s := bus.Sync(b.sync); s != bus.SyncAlways && s != bus.SyncInterval {
		return nil, usageError("--sync %q: want always or interval", b.sync)
	}
	return bus.Open(ctx, bus.Options{
		URL: b.url, Dir: a.path("nats"), Sync: bus.Sync(b.sync), Listen: b.listen, Replicas: b.replicas, Log: a.log,
	})
}

// stageFlags are shared by the commands that run stages.
type stageFlags struct {
	busFlags
	workers, maxTries, backlog int
	metrics                    string
}

func (s *stageFlags) register(f *pflag.FlagSet) {
	s.busFlags.register(f)
	f.IntVar(&s.workers, "workers", runtime.GOMAXPROCS(0), "articles that are tagged at a time")
	f.IntVar(&s.maxTries, "max-tries", 5, "times that a message is handed out before it is handled alone; five times that, and it is a dead letter")
	f.IntVar(&s.backlog, "max-backlog", 20_000, "articles that may wait to be tagged before fetching pauses")
	f.StringVar(&s.metrics, "metrics", "", "address that serves /metrics, /healthz and /readyz (default none)")
}

// fetchFlags set how pages are fetched.
type fetchFlags struct {
	opt     fetcher.Options
	archive string
	demo    bool
}

func (x *fetchFlags) register(f *pflag.FlagSet) {
	o := &x.opt
	f.DurationVar(&o.Delay, "delay", time.Second, "pause between two requests to one host; 0 for none")
	f.IntVar(&o.Workers, "fetchers", 16, "hosts that are visited at a time")
	f.IntVar(&o.Tries, "tries", 3, "times that an address is asked before it counts as failed")
	f.DurationVar(&o.Timeout, "timeout", time.Minute, "longest time for one request with its redirects")
	f.Int64Var(&o.MaxBody, "max-body", 16<<20, "largest page, in bytes, packed and unpacked")
	f.IntVar(&o.MaxEntries, "max-entries", 50_000, "most addresses that one feed or sitemap may name")
	f.DurationVar(&o.MaxAge, "max-age", 0, "leave out what a feed or sitemap dates longer ago; 0 for no limit")
	f.StringVar(&o.UserAgent, "user-agent", fetcher.DefaultUserAgent, "how to name ourselves to sites")
	f.StringVar(&o.From, "from", "", "mail address that sites may complain to")
	f.BoolVar(&o.AllowPrivate, "allow-private", false, "permit addresses of this machine and of private networks")
	f.BoolVar(&o.IgnoreRobots, "ignore-robots", false, "fetch what robots.txt disallows")
	f.StringVar(&x.archive, "archive", "", "folder that keeps every fetched page as WARC (default none)")
	f.BoolVar(&x.demo, "demo", false, "read the bundled demo site, served on loopback")
}

// inputs sorts sources, or those of the configuration where none is given, and
// serves the demo site where it is asked for until ctx is done.
func (x *fetchFlags) inputs(ctx context.Context, a *app, args []string) (pipeline.Inputs, func(), error) {
	if len(args) == 0 && !x.demo {
		args = a.config.Sources
	}
	if len(args) == 0 && !x.demo {
		return pipeline.Inputs{}, nil, usageError("no source: name feeds, pages, files or folders, or list them under %q in the configuration", "sources")
	}
	addresses, files, err := input.Sort(args)
	if err != nil {
		return pipeline.Inputs{}, nil, usage(err)
	}
	var in pipeline.Inputs
	for _, u := range addresses {
		in.Web = append(in.Web, fetcher.Source{URL: u})
	}
	if len(files) > 0 {
		in.Local = func(ctx context.Context, visit func(article.Page) error) error {
			client := fetcher.NewClient(x.opt)
			defer client.Close()
			return input.Reader{Stdin: a.stdin, Open: client.Open}.Walk(ctx, files, visit)
		}
	}
	stop := func() {}
	if x.demo {
		if stop, err = x.serveDemo(&in); err != nil {
			return pipeline.Inputs{}, nil, err
		}
	}
	return in, stop, nil
}

// withFetcher sets the fetcher's options; a delay of zero on the command line
// means none.
func (b *bench) withFetcher(x *fetchFlags) error {
	o := x.opt
	if o.Delay < 0 {
		return usageError("--delay %s: want zero or more", o.Delay)
	}
	if o.Delay == 0 || x.demo {
		o.Delay = -1
	}
	if x.archive != "" {
		w, err := archive.NewWriter(x.archive, o.UserAgent)
		if err != nil {
			return err
		}
		b.close = append(b.close, func() {
			if err := w.Close(); err != nil {
				b.Log.Error("close the archive", "err", err)
			}
		})
		o.Archive = w
	}
	b.Fetch = o
	return nil
}

// serveDemo serves the demo site under its own name, so that its articles have
// the same identity each time.
func (x *fetchFlags) serveDemo(in *pipeline.Inputs) (stop func(), err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("serve the demo site: %w", err)
	}
	server := &http.Server{Handler: fixtures.DemoHandler(), ReadHeaderTimeout: 10 * time.Second}
	var serving sync.WaitGroup
	serving.Go(func() { _ = server.Serve(l) }) // always ErrServerClosed
	x.opt.Resolve = map[string]string{fixtures.Host + ":80": l.Addr().String()}
	for _, feed := range fixtures.Feeds {
		in.Web = append(in.Web, fetcher.Source{URL: "http://" + fixtures.Host + feed})
	}
	return func() { server.Close(); serving.Wait() }, nil
}

// bench is an open workbench: what the stages of a process work with.
type bench struct {
	pipeline.Options
	// file is the store, where the stages have one, and crawl what the fetcher
	// remembers.
	file  *store.Store
	crawl *crawl.State
	// lists are what the tagger links to.
	lists  *watchlist.Holder
	failed int
	close  []func()
}

func (b *bench) Close() {
	for i := len(b.close) - 1; i >= 0; i-- {
		b.close[i]()
	}
}

// openBench takes the data folder and connects to the messages.
func (a *app) openBench(ctx context.Context, s *stageFlags) (_ *bench, err error) {
	b := &bench{}
	defer func() {
		if err != nil {
			b.Close()
		}
	}()
	if a.held != nil {
		b.Options, b.file = a.held.Options, a.held.file
		b.Counters, b.Log, b.Watch = new(pipeline.Counters), a.log, false
		b.report(a)
		return b, nil
	}
	if s.url == "" {
		release, err := datadir.Lock(a.dataDir)
		if err != nil {
			return nil, err
		}
		b.close = append(b.close, release)
	}
	messages, err := s.open(ctx, a)
	if err != nil {
		return nil, err
	}
	b.close = append(b.close, messages.Close)
	b.Options = pipeline.Options{
		Bus: messages, Clean: clean.Page, Workers: s.workers, MaxTries: s.maxTries, MaxBacklog: s.backlog,
		Counters: new(pipeline.Counters), Log: a.log,
		Unstorable: func(err error) bool { return errors.Is(err, store.ErrInvalid) },
	}
	b.report(a)
	if s.metrics != "" {
		stop, err := pipeline.ServeMetrics(s.metrics, b.Options)
		if err != nil {
			return nil, err
		}
		b.close = append(b.close, stop)
	}
	return b, nil
}

// forgetPages is how long a page is remembered that no source names any more.
const forgetPages = 180 * 24 * time.Hour

// report names each failure and counts it.
func (b *bench) report(a *app) {
	var mu sync.Mutex
	b.Report = func(f pipeline.Failure) {
		mu.Lock()
		defer mu.Unlock()
		b.failed++
		if a.logged {
			a.log.Warn("failed; kept as a dead letter", "stage", f.Stage, "key", f.Key, "reason", f.Reason)
			return
		}
		fmt.Fprintf(a.stderr, "tagwire: %s failed: %s\n", f.Stage, f.Reason)
	}
}

// withStore opens the store for a stage, and the crawl state in it.
func (b *bench) withStore(ctx context.Context, a *app) error {
	if a.held != nil {
		return a.withStore(ctx, func(*store.Store) error { return nil })
	}
	s, err := store.Open(ctx, a.path(store.FileName), store.Options{})
	if err != nil {
		return err
	}
	b.close = append(b.close, func() {
		if err := s.Close(); err != nil {
			a.log.Error("close the store", "err", err)
		}
	})
	b.Store, b.file = s, s
	state, err := crawl.New(s.DB())
	if err != nil {
		return err
	}
	b.State, b.crawl = state, state
	if _, err := state.Forget(time.Now().Add(-forgetPages)); err != nil {
		return err
	}
	return nil
}

// answer lets this process answer others about what it holds, as far as that is
// possible.
func (b *bench) answer(a *app) {
	if a.held != nil || b.crawl == nil {
		return
	}
	stop, err := a.answer(b)
	if err != nil {
		a.log.Warn("queries and backups will have to wait until this process has ended", "err", err)
		return
	}
	b.close = append(b.close, stop)
}

// lookEvery is how often a running process looks for new lists.
const lookEvery = 2 * time.Second

// withTagger loads the tagger and the lists; where others are put in force
// while the process runs, it takes them up.
func (b *bench) withTagger(ctx context.Context, a *app) error {
	lists, err := a.heldLists()
	if err != nil {
		return err
	}
	t, err := extractor.New(extractor.WithVersion(buildVersion()), extractor.WithLists(lists))
	if err != nil {
		return err
	}
	b.Tagger, b.lists = t, lists
	ctx, cancel := context.WithCancel(ctx)
	var watching sync.WaitGroup
	watching.Go(func() { a.lists().Watch(ctx, lists, lookEvery, a.log) })
	b.close = append(b.close, func() { cancel(); watching.Wait() })
	return nil
}

// announceLists publishes what changed on the lists, now and while the process
// runs. It is for a process that holds the data folder.
func (b *bench) announceLists(ctx context.Context, a *app) {
	ctx, cancel := context.WithCancel(ctx)
	var announcing sync.WaitGroup
	announcing.Go(func() { a.lists().AnnounceAll(ctx, b.Bus.AnnounceList, lookEvery, a.log) })
	b.close = append(b.close, func() { cancel(); announcing.Wait() })
}

// stopped drops the error of a command that runs until it is stopped and was.
func stopped(ctx context.Context, watch bool, err error) error {
	if watch && errors.Is(err, context.Canceled) && ctx.Err() != nil {
		return nil
	}
	return err
}

// run runs f, shows how it goes on, and says how it ended.
func (b *bench) run(ctx context.Context, a *app, f func(context.Context) error) error {
	b.answer(a)
	shown, stop := context.WithCancel(ctx)
	var progress sync.WaitGroup
	if a.interactive() {
		progress.Go(func() { pipeline.ShowProgress(shown, a.stderr, b.Counters) })
	}
	start := time.Now()
	err := f(ctx)
	stop()
	progress.Wait()
	if err = stopped(ctx, b.Watch, err); err != nil && b.Counters.Pages.Load() == 0 {
		return err
	}
	took := time.Since(start).Round(time.Millisecond)
	if a.logged {
		a.log.Info("ended", "done", b.Counters.Line(), "in", took)
	} else {
		fmt.Fprintf(a.stderr, "%s in %s\n", b.Counters.Line(), took)
	}
	a.log.Info("time spent, summed over workers", "share", b.Counters.Shares())
	// Months of watching have their failures: being stopped is no result.
	if err == nil && b.failed > 0 && !b.Watch {
		return partialError("%d inputs failed; \"tagwire dead list\" shows them, \"tagwire dead replay\" tries them again", b.failed)
	}
	return err
}
