package digest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
	"unique"

	"github.com/tagwire/tagwire/extractor/agency"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/internal/lists/starter"
	"github.com/tagwire/tagwire/store"
)

// Request says which digest to build.
type Request struct {
	Subscription string
	// From and To bound the sequence numbers: From < seq ≤ To.
	From, To uint64
	Filter   Filter
	// Zone is where days begin; nil means UTC.
	Zone *time.Location
	// Operations are what others know of feeds and dead letters.
	Operations []Disruption
}

// Build builds the digest of a range.
func Build(ctx context.Context, s *store.Store, r Request) (*Digest, error) {
	b := &builder{ctx: ctx, s: s, r: r, regimes: make(map[string]string)}
	if err := b.read(); err != nil {
		return nil, fmt.Errorf("digest: %w", err)
	}
	zone := r.Zone
	if zone == nil {
		zone = time.UTC
	}
	d := &Digest{
		ID: digestID(r), Subscription: r.Subscription, From: r.From, To: r.To,
		Begin: b.begin, End: b.end, Zone: zone.String(), Filter: r.Filter.String(),
		Operations: r.Operations, loc: zone,
	}
	for _, step := range []func(*Digest) error{b.measures, b.names, b.movers, b.stories} {
		if err := step(d); err != nil {
			return nil, fmt.Errorf("digest: %w", err)
		}
	}
	d.Counts.Articles, d.Counts.Outlets = len(b.reports), len(b.outlets)
	return d, nil
}

// digestID is stable: a delivery that is tried again bears the same.
func digestID(r Request) string {
	sum := sha256.Sum256([]byte(fmt.Sprintf("%s\x00%d\x00%d\x00%s", r.Subscription, r.From, r.To, r.Filter)))
	return hex.EncodeToString(sum[:10])
}

// builder holds what several sections need. Of an article that is little, for
// there may be tens of thousands.
type builder struct {
	ctx        context.Context
	s          *store.Store
	r          Request
	reports    []*report
	byArticle  map[string]*report
	named      map[string]*naming
	outlets    map[string]bool
	entities   map[string]store.Entity
	regimes    map[string]string // of agencies, by their name
	targets    map[string]bool   // targets of the measures that are shown
	begin, end time.Time
	checked    bool // the newest tagging of the range was made with watchlists
}

// report is an article of the range.
type report struct {
	seq                                uint64
	article, title, url, outlet, story string
	time                               time.Time
}

// newReport copies what it keeps: the brief's texts are parts of one large one.
func newReport(brief *store.Brief) *report {
	return &report{
		seq: brief.Seq, article: strings.Clone(brief.ID), title: strings.Clone(title(brief)), url: strings.Clone(brief.URL),
		outlet: unique.Make(outlet(brief)).Value(), story: unique.Make(brief.Story).Value(), time: brief.Time(),
	}
}

func (r *report) source() Source {
	return Source{Article: r.article, Title: r.title, URL: r.url, Site: r.outlet, Time: r.time}
}

// naming is how the range names one entity.
type naming struct {
	id, name   string
	typ        tagging.Type
	articles   int
	sanctioned bool
	listed     bool
	first      *report
}

// official reports whether there were lists beside the bundled sample, in
// which a name's absence says nothing.
func official(lists map[string]string) bool {
	_, sample := lists[starter.Name]
	return len(lists) > 1 || len(lists) == 1 && !sample
}

func (b *builder) read() error {
	b.byArticle, b.named, b.outlets = make(map[string]*report), make(map[string]*naming), make(map[string]bool)
	if b.r.To == 0 || b.r.From >= b.r.To {
		return nil
	}
	newest, err := b.s.Tagging(b.ctx, b.r.To)
	if err != nil {
		return err
	}
	b.checked = official(newest.Tagger.Lists)
	keep := b.r.Filter.matcher(b.ctx, b.s)
	for brief, err := range b.s.Briefs(b.ctx, b.r.From, b.r.To) {
		if err != nil {
			return err
		}
		told := false
		if brief.Retagged {
			first, err := b.s.FirstTagged(b.ctx, brief.ID, brief.Revision)
			if err != nil {
				return err
			}
			told = first <= b.r.From
		}
		ok, err := keep(&brief)
		if err != nil {
			return err
		}
		if ok {
			b.add(&brief, told)
		}
	}
	b.entities, err = b.s.EntitiesByID(b.ctx, sortedKeys(b.named))
	return err
}

// add notes an article. Of one that was told before and is tagged anew only the
// measures count that it did not state then.
func (b *builder) add(brief *store.Brief, told bool) {
	r := newReport(brief)
	b.byArticle[r.article] = r
	if !told {
		b.reports = append(b.reports, r)
		b.outlets[r.outlet] = true
	}
	if b.begin.IsZero() || brief.Stored.Before(b.begin) {
		b.begin = brief.Stored
	}
	if brief.Stored.After(b.end) {
		b.end = brief.Stored
	}
	for i := range brief.Entities {
		e := &brief.Entities[i]
		n := b.named[e.ID]
		if n == nil {
			n = &naming{id: strings.Clone(e.ID), name: strings.Clone(e.Name), typ: tagging.Type(unique.Make(string(e.Type)).Value()), first: r}
			b.named[n.id] = n
		}
		if told {
			continue
		}
		if n.articles == 0 {
			n.first = r
		}
		n.articles++
		n.sanctioned = n.sanctioned || e.Sanctioned
		n.listed = n.listed || e.Listed
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// outlet is what an article's publisher is called.
func outlet(b *store.Brief) string {
	if b.Site != "" {
		return b.Site
	}
	if _, rest, ok := strings.Cut(b.URL, "://"); ok {
		host, _, _ := strings.Cut(rest, "/")
		return strings.TrimPrefix(host, "www.")
	}
	return "(file)"
}

func title(b *store.Brief) string {
	switch {
	case b.Title != "":
		return b.Title
	case len(b.Lead) > 0:
		return b.Lead[0]
	case b.URL != "":
		return b.URL
	}
	return "(untitled)"
}

// names fills in the names seen first in the range and the watchlisted ones.
func (b *builder) names(d *Digest) error {
	for _, id := range sortedKeys(b.named) {
		n, e := b.named[id], b.entities[id]
		if n.articles == 0 || n.typ != tagging.Person && n.typ != tagging.Organization && n.typ != tagging.Vessel {
			continue
		}
		name := Name{Name: n.name, ID: id, Type: n.typ, Articles: n.articles, Sanctioned: n.sanctioned, Listed: e.Listed, Source: n.first.source()}
		if e.FirstSeq > b.r.From && e.FirstSeq <= b.r.To && !b.known(n) {
			d.Counts.FirstSeen++
			if b.targets[id] {
				d.Counts.FirstSeenAbove++
			} else {
				d.FirstSeen = append(d.FirstSeen, name)
			}
		}
		if n.listed && !b.targets[id] {
			d.Counts.Watchlisted++
			d.Watchlisted = append(d.Watchlisted, name)
		}
	}
	slices.SortStableFunc(d.FirstSeen, byWeight)
	slices.SortStableFunc(d.Watchlisted, byWeight)
	return nil
}

// known reports whether all the world knows a name, and so it is no
// news that the store did not: bodies that impose sanctions, and the outlets that
// the articles are from.
func (b *builder) known(n *naming) bool {
	return n.typ == tagging.Organization && (b.outlets[n.name] || agency.Of(n.name) != nil)
}

// byWeight puts the sanctioned first, then the much named, then by name.
func byWeight(a, b Name) int {
	return cmp.Or(
		-compareBool(a.Sanctioned, b.Sanctioned), -compareBool(len(a.Listed) > 0, len(b.Listed) > 0),
		cmp.Compare(b.Articles, a.Articles), strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
