package crashtest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/bus"
	"github.com/tagwire/tagwire/internal/pipeline"
	"github.com/tagwire/tagwire/store"
)

const (
	roleVariable     = "TAGWIRE_CRASH_ROLE"
	clusterVariable  = "TAGWIRE_CLUSTER_ARTICLES"
	nodes, replicas  = 3, 3
	fetchers         = 2
	extractors       = 3
	restartAfterKill = 500 * time.Millisecond
)

// role runs one process of the cluster test: "node LISTEN CLUSTER ROUTES DIR",
// "fetch URLS FROM TO", "extract URLS" or "store URLS DIR".
func role(ctx context.Context, words []string) error {
	if words[0] == "node" {
		_, err := bus.StartServer(bus.ServerOptions{
			Name: filepath.Base(words[4]), Listen: words[1], Cluster: words[2], ClusterName: "crash",
			Routes: strings.Split(words[3], ","), Dir: words[4], Sync: bus.SyncInterval,
		})
		if err != nil {
			return err
		}
		select {} // until it is killed
	}
	b, err := bus.Open(ctx, bus.Options{URL: words[1], Replicas: replicas, AckWait: 3 * time.Second})
	if err != nil {
		return err
	}
	defer b.Close()
	opt := pipeline.Options{Bus: b, Clean: cleanPage, Tagger: tagger{}, Watch: true, Workers: 2}
	switch words[0] {
	case "fetch":
		opt.Watch = false
		from, _ := strconv.Atoi(words[2])
		to, _ := strconv.Atoi(words[3])
		return pipeline.Fetch(ctx, opt, pipeline.Inputs{Local: func(_ context.Context, visit func(article.Page) error) error {
			for n := from; n < to; n++ {
				if err := visit(article.Page{URL: clusterURL(n), Body: fmt.Appendf(nil, "Jane Doe was named in story %d.", n)}); err != nil {
					return err
				}
			}
			return nil
		}})
	case "extract":
		return pipeline.Extract(ctx, opt)
	}
	s, err := store.Open(ctx, filepath.Join(words[2], store.FileName), store.Options{LockTimeout: 10 * time.Second})
	if err != nil {
		return err
	}
	defer s.Close()
	opt.Store, opt.Watch = s, false
	// It ends by itself whenever nothing waits, and is started again.
	return pipeline.Keep(ctx, opt)
}

func clusterURL(n int) string { return fmt.Sprintf("https://cluster.example/%d", n) }

// process is a child that is started again however it ends.
type process struct {
	words []string
	once  bool // until it ends well

	mu  sync.Mutex
	cmd *exec.Cmd
}

func (p *process) run(ctx context.Context, log func(string, ...any)) {
	for ctx.Err() == nil {
		cmd := exec.CommandContext(ctx, os.Args[0])
		cmd.Env = append(os.Environ(), roleVariable+"="+strings.Join(p.words, " "))
		out := &strings.Builder{}
		cmd.Stderr = out
		p.mu.Lock()
		err := cmd.Start()
		p.cmd = cmd
		p.mu.Unlock()
		if err == nil {
			err = cmd.Wait()
		}
		if p.once && err == nil {
			return
		}
		if ctx.Err() == nil {
			log("%s ended: %v %.300s", p.words[0], err, out)
			sleep(ctx, restartAfterKill)
		}
	}
}

func (p *process) kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cmd != nil && p.cmd.Process != nil {
		_ = p.cmd.Process.Kill()
	}
}

func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// TestClusterLosesNothing runs two fetching, three extracting and one storing
// process against three servers, and kills servers and workers meanwhile.
func TestClusterLosesNothing(t *testing.T) {
	articles, err := strconv.Atoi(os.Getenv(clusterVariable))
	if err != nil {
		t.Skipf("%s says how many articles; \"make test-crash\" sets it", clusterVariable)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	dir := t.TempDir()
	servers, urls := clusterNodes(t, dir)
	var running, feeding sync.WaitGroup
	defer running.Wait()
	defer cancel()
	start := func(p *process) *process {
		running.Go(func() { p.run(ctx, t.Logf) })
		return p
	}
	for _, s := range servers {
		start(s)
	}
	waitForCluster(ctx, t, urls)
	var workers []*process
	for range extractors {
		workers = append(workers, start(&process{words: []string{"extract", urls}}))
	}
	for i := range fetchers {
		p := &process{once: true, words: []string{"fetch", urls, fmt.Sprint(articles * i / fetchers), fmt.Sprint(articles * (i + 1) / fetchers)}}
		workers = append(workers, p)
		feeding.Go(func() { p.run(ctx, t.Logf) })
	}
	keeper, stopKeeper := context.WithCancel(ctx)
	storing := &process{words: []string{"store", urls, dir}}
	var keeping sync.WaitGroup
	keeping.Go(func() { storing.run(keeper, func(string, ...any) {}) })
	workers = append(workers, storing)

	kills := disturb(ctx, servers, workers, &feeding)
	waitUntilEmpty(ctx, t, urls)
	stopKeeper()
	keeping.Wait()
	t.Logf("%d kills", kills)
	countStored(t, dir, articles)
}

// leastKills are made even when all is fed before: what is fed has still to be
// tagged and stored.
const leastKills = 15

// disturb kills a random server or worker now and then until all is fed.
func disturb(ctx context.Context, servers, workers []*process, feeding *sync.WaitGroup) (kills int) {
	fed := make(chan struct{})
	go func() { feeding.Wait(); close(fed) }()
	for {
		if kills >= leastKills {
			select {
			case <-fed:
				return kills
			default:
			}
		}
		select {
		case <-ctx.Done():
			return kills
		case <-time.After(time.Duration(300+rand.IntN(1200)) * time.Millisecond):
		}
		victims := servers
		if rand.IntN(2) == 0 {
			victims = workers
		}
		victims[rand.IntN(len(victims))].kill()
		kills++
	}
}

func clusterNodes(t *testing.T, dir string) (servers []*process, urls string) {
	t.Helper()
	var clients, routes []string
	for range nodes {
		clients, routes = append(clients, freeAddress(t)), append(routes, freeAddress(t))
	}
	for i := range nodes {
		words := []string{"node", clients[i], routes[i], strings.Join(routes, ","), filepath.Join(dir, fmt.Sprintf("node-%d", i))}
		servers = append(servers, &process{words: words})
	}
	return servers, "nats://" + strings.Join(clients, ",nats://")
}

func freeAddress(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func waitForCluster(ctx context.Context, t *testing.T, urls string) {
	t.Helper()
	for {
		b, err := bus.Open(ctx, bus.Options{URL: urls, Replicas: replicas})
		if err == nil {
			b.Close()
			return
		}
		if ctx.Err() != nil {
			t.Fatal(err)
		}
		sleep(ctx, 200*time.Millisecond)
	}
}

// waitUntilEmpty waits until both stages are done with everything.
func waitUntilEmpty(ctx context.Context, t *testing.T, urls string) {
	t.Helper()
	b, err := bus.Open(ctx, bus.Options{URL: urls, Replicas: replicas})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for ctx.Err() == nil {
		articles, aerr := b.Queue(ctx, bus.Extract)
		taggings, terr := b.Queue(ctx, bus.Keep)
		if errors.Join(aerr, terr) == nil && articles.Empty() && taggings.Empty() {
			return
		}
		sleep(ctx, 200*time.Millisecond)
	}
	t.Fatal("messages are stuck")
}

func countStored(t *testing.T, dir string, articles int) {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(dir, store.FileName), store.Options{LockTimeout: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	stored := map[string]int{}
	for it, err := range s.Items(t.Context(), 0, 1<<62) {
		if err != nil {
			t.Fatal(err)
		}
		stored[it.URL]++
	}
	lost, twice := 0, 0
	for n := range articles {
		switch c := stored[clusterURL(n)]; {
		case c == 0:
			lost++
		case c > 1:
			twice++
		}
	}
	if lost > 0 || twice > 0 || len(stored) != articles {
		t.Errorf("of %d articles %d are lost, %d are there twice, %d in all", articles, lost, twice, len(stored))
	}
}
