// Package status says how a data folder is: what is stored, what waits, which
// sources bring nothing, how far the digests are, and whether the store's file
// is sound.
//
// A [Report] is gathered from the open store ([Read]) and, where it can be
// reached, from the message streams ([Report.Queues]); then it is printed.
package status

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/internal/bus"
	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/internal/digest"
	"github.com/tagwire/tagwire/store"
)

// Report is how a data folder is at one moment.
type Report struct {
	// Store is nil for a fetching process's folder, which has none.
	Store         *Store               `json:"store,omitempty"`
	Stages        []Stage              `json:"stages,omitempty"`
	DeadLetters   int                  `json:"dead_letters"`
	Sources       int                  `json:"sources"`
	Feeds         []Feed               `json:"feeds,omitempty"`
	Troubles      []digest.Disruption  `json:"troubles,omitempty"`
	Subscriptions []store.Subscription `json:"subscriptions,omitempty"`
	Check         *store.Report        `json:"check,omitempty"`
	// Notes say what could not be found out, and why.
	Notes []string `json:"notes,omitempty"`
}

// Store is what the store holds.
type Store struct {
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
	// Items are all taggings ever stored, Articles those that are current.
	Items    uint64               `json:"items"`
	Articles int                  `json:"articles"`
	Entities map[tagging.Type]int `json:"entities"`
	// Newest is the newest article's time, Stored when something was stored
	// last.
	Newest time.Time `json:"newest,omitzero"`
	Stored time.Time `json:"stored,omitzero"`
	// Tagger and Lists made the newest tagging.
	Tagger string            `json:"tagger,omitempty"`
	Lists  map[string]string `json:"lists,omitempty"`
}

// Stage is how much a stage of the pipeline has before it.
type Stage struct {
	Name    string        `json:"name"`
	Waiting int           `json:"waiting"`
	InHand  int           `json:"in_hand"`
	Oldest  time.Duration `json:"oldest,omitempty"`
}

// Options say what a report goes into.
type Options struct {
	// Check reads and verifies every record.
	Check bool
	// Feeds lists every source.
	Feeds bool
	// DeadAfter is how long a source may fail until it is called dead.
	DeadAfter time.Duration
	Now       time.Time
}

// Sources is a report of the fetcher's sources alone.
func Sources(visits []fetcher.Visit, opt Options) *Report {
	r := &Report{Sources: len(visits), Troubles: digest.Disruptions(FeedsOf(visits), 0, opt.DeadAfter, opt.Now)}
	if opt.Feeds {
		r.Feeds = feeds(visits, opt.DeadAfter, opt.Now)
	}
	return r
}

// Read gathers what the store knows; visits are the fetcher's sources.
func Read(ctx context.Context, s *store.Store, visits []fetcher.Visit, opt Options) (*Report, error) {
	r := Sources(visits, opt)
	r.Store = &Store{Path: s.Path(), Entities: make(map[tagging.Type]int)}
	info, err := os.Stat(s.Path())
	if err != nil {
		return nil, err
	}
	r.Store.Bytes = info.Size()
	if r.Store.Items, err = s.LastSeq(ctx); err != nil {
		return nil, err
	}
	if r.Store.Articles, err = s.CountArticles(ctx); err != nil {
		return nil, err
	}
	for e, err := range s.Entities(ctx, "") {
		if err != nil {
			return nil, err
		}
		r.Store.Entities[e.Type]++
	}
	for b, err := range s.Published(ctx, time.Time{}, time.Time{}) {
		if err != nil {
			return nil, err
		}
		r.Store.Newest = b.Time()
		break
	}
	if r.Store.Items > 0 {
		last, err := s.Tagging(ctx, r.Store.Items)
		if err != nil {
			return nil, err
		}
		r.Store.Stored, r.Store.Tagger, r.Store.Lists = last.Stored, last.Tagger.Version, last.Tagger.Lists
	}
	if r.Subscriptions, err = s.Subscriptions(ctx); err != nil {
		return nil, err
	}
	if opt.Check {
		found, err := s.Check(ctx)
		if err != nil {
			return nil, err
		}
		r.Check = &found
	}
	return r, nil
}

// Queues adds what waits in the message streams.
func (r *Report) Queues(ctx context.Context, b *bus.Bus) error {
	for _, stage := range []bus.Stage{bus.Extract, bus.Keep} {
		q, err := b.Queue(ctx, stage)
		if err != nil {
			return err
		}
		r.Stages = append(r.Stages, Stage{string(stage), q.Waiting, q.InHand, q.Oldest.Round(time.Second)})
	}
	n, err := b.CountLetters(ctx)
	r.DeadLetters = n
	return err
}

// Note says that something could not be found out.
func (r *Report) Note(err error) { r.Notes = append(r.Notes, err.Error()) }

// Err is an error if the check found the store damaged.
func (r *Report) Err() error {
	if r.Check == nil || len(r.Check.Problems) == 0 {
		return nil
	}
	mend := "restore a backup"
	if r.Check.Derived {
		mend = "\"tagwire status --rebuild\" mends it"
	}
	return fmt.Errorf("%s: %w: %d records are not as they were written; %s", r.Store.Path, store.ErrDamaged, len(r.Check.Problems), mend)
}

// Print prints the report as text or JSON.
func (r *Report) Print(w io.Writer, page console.Page, format string) error {
	if format == "json" {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		return enc.Encode(r)
	}
	var b strings.Builder
	line := func(label, format string, args ...any) {
		b.WriteString(page.Block(console.Pad(label, 14), strings.Repeat(" ", 14), fmt.Sprintf(format, args...)))
	}
	if r.Store != nil {
		r.Store.print(line)
	}
	for _, q := range r.Stages {
		if q.Waiting+q.InHand == 0 {
			line("Queue", "%s: empty", q.Name)
			continue
		}
		line("Queue", "%s: %d waiting, %d in hand, the oldest for %s", q.Name, q.Waiting, q.InHand, q.Oldest)
	}
	if len(r.Stages) > 0 {
		line("Dead letters", "%d", r.DeadLetters)
	}
	line("Sources", "%d, %d of them in trouble", r.Sources, len(r.Troubles))
	for _, t := range r.Troubles {
		line("", "%s: %s", t.What, t.Detail)
	}
	for _, s := range r.Subscriptions {
		line("Digest", "%s: %d delivered, last %s, %d items not yet told%s", s.Name, s.Count, moment(s.Delivered), r.Store.Items-min(r.Store.Items, s.Seq), pending(&s))
	}
	if r.Check != nil {
		line("Check", "%d records, %d problems", r.Check.Records, len(r.Check.Problems))
		for _, p := range r.Check.Problems {
			line("", "%s", p)
		}
	}
	for _, n := range r.Notes {
		line("Note", "%s", n)
	}
	_, err := io.WriteString(w, b.String())
	if err == nil && r.Feeds != nil {
		err = printFeeds(w, page, r.Feeds)
	}
	return err
}

// print writes lines of a label and a text.
func (st *Store) print(line func(label, format string, args ...any)) {
	line("Store", "%s, %s", st.Path, size(st.Bytes))
	line("Articles", "%d, in %d taggings", st.Articles, st.Items)
	if st.Items > 0 {
		line("", "newest of %s, last stored %s", moment(st.Newest), moment(st.Stored))
		var names []string
		for _, t := range []tagging.Type{tagging.Person, tagging.Organization, tagging.City, tagging.LegalAuthority} {
			names = append(names, fmt.Sprintf("%d %s", st.Entities[t], plurals[t]))
		}
		line("Names", "%s", strings.Join(names, ", "))
		line("Tagger", "%s%s", st.Tagger, lists(st.Lists))
	}
}

var plurals = map[tagging.Type]string{
	tagging.Person: "persons", tagging.Organization: "organizations", tagging.City: "cities", tagging.LegalAuthority: "legal authorities",
}

func pending(s *store.Subscription) string {
	if s.Pending == nil {
		return ""
	}
	return fmt.Sprintf("; a delivery begun %s waits to be tried again", moment(s.Pending.Begun))
}

func lists(m map[string]string) string {
	if len(m) == 0 {
		return ", no watchlists"
	}
	names := slices.Sorted(maps.Keys(m))
	for i, n := range names {
		names[i] = n + " of " + m[n]
	}
	return ", lists " + strings.Join(names, ", ")
}

func moment(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("2006-01-02 15:04 MST")
}

func size(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d KB", n/1024)
}
