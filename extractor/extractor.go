// Package extractor turns a cleaned article into a tagging: its persons,
// organizations, cities and legal authorities, who of them the article says is
// sanctioned, and which of them stand on a watchlist.
//
// [Tagger.Tag] is a pure function of the article, the tagger's version and the
// lists it holds; the same input gives the same bytes. Its steps, each a
// package of its own:
//
//  1. token cuts the text once; every later step reads the same tokens.
//  2. Recognizers propose mentions, each with a score that is comparable to
//     the others': model (a trained sequence model), names (patterns of
//     organizations and persons), legal (a grammar of citations), gazetteer
//     (cities) and, where lists are loaded, watchlist.
//  3. resolve settles overlaps by score, adds the names that the article uses
//     elsewhere, and merges mentions into entities.
//  4. sanction reads the sentences that speak of measures and says who is
//     their target.
//  5. The result is written with code-point offsets, as package tagging
//     describes.
//
// A Tagger is safe for concurrent use.
package extractor

import (
	"context"
	"fmt"

	"github.com/tagwire/tagwire/extractor/gazetteer"
	"github.com/tagwire/tagwire/extractor/legal"
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/model"
	"github.com/tagwire/tagwire/extractor/names"
	"github.com/tagwire/tagwire/extractor/resolve"
	"github.com/tagwire/tagwire/extractor/sanction"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/link"
	"github.com/tagwire/tagwire/fetcher/article"
)

// MaxText is the longest text, in bytes, that Tag reads; longer articles are
// refused with ErrTooLong.
const MaxText = 8 << 20

// ErrTooLong says that an article's text exceeds MaxText.
var ErrTooLong = fmt.Errorf("text longer than %d bytes", MaxText)

// Tagger tags articles. Make one with [New] and share it.
type Tagger struct {
	version string
	explain bool
	model   *model.Model
	names   *names.Recognizer
	cities  *gazetteer.Gazetteer
	lists   *watchlist.Holder
	// possible keeps links that are no more than possible.
	possible bool
}

// Option changes a Tagger in New.
type Option func(*Tagger)

// WithVersion sets the version that taggings carry; the default is "dev".
func WithVersion(v string) Option { return func(t *Tagger) { t.version = v } }

// WithExplanations keeps with each designation why it was made.
func WithExplanations() Option { return func(t *Tagger) { t.explain = true } }

// WithLists links entities to the watchlists that h holds. What h holds when
// an article comes is used for the whole article: swapping in new lists stops
// nothing. Without lists, or while h holds none, nothing is linked.
func WithLists(h *watchlist.Holder) Option { return func(t *Tagger) { t.lists = h } }

// WithPossibleLinks keeps links to watchlists of the level "possible", too.
func WithPossibleLinks() Option { return func(t *Tagger) { t.possible = true } }

// New loads the recognizers that are compiled in.
func New(opts ...Option) (*Tagger, error) {
	m, err := model.Load()
	if err != nil {
		return nil, fmt.Errorf("load the name model: %w", err)
	}
	g, err := gazetteer.Load()
	if err != nil {
		return nil, fmt.Errorf("load the gazetteer: %w", err)
	}
	t := &Tagger{version: "dev", model: m, names: names.New(), cities: g}
	for _, o := range opts {
		o(t)
	}
	return t, nil
}

// Version is the version that the tagger's taggings carry.
func (t *Tagger) Version() string { return t.version }

// Tag tags one article. It fails only with ErrTooLong or when ctx is done.
func (t *Tagger) Tag(ctx context.Context, a article.Article) (tagging.Tagging, error) {
	if len(a.Text) > MaxText {
		return tagging.Tagging{}, fmt.Errorf("tag %s: %w", a.ID, ErrTooLong)
	}
	if err := ctx.Err(); err != nil {
		return tagging.Tagging{}, err
	}
	doc := token.New(a.Text)
	lists := t.lists.Index()
	var hits []watchlist.Hit
	if lists != nil {
		hits = lists.Find(doc, nil)
	}
	entities := resolve.Merge(doc, t.mentions(doc, lists, hits))
	events := sanction.Find(sanction.Input{
		Doc:       doc,
		Blocks:    byteBlocks(doc.Text, a.Blocks),
		Entities:  entities,
		Published: a.Published,
		Title:     a.Title,
		Canonical: canonical,
	})
	listed := make([][]tagging.Listing, len(entities))
	if lists != nil {
		listed = link.Link(link.Input{
			Doc: doc, Index: lists, Hits: hits, Entities: entities,
			Targets: targets(events), Published: a.Published, Possible: t.possible, Common: t.model.Common,
		})
	}
	out := t.assemble(a, doc, entities, events, listed)
	if lists != nil {
		out.Tagger.Lists = lists.Dates()
	}
	return out, nil
}

// targets are the entities that the events are about.
func targets(events []sanction.Event) map[int]bool {
	out := make(map[int]bool, len(events))
	for _, ev := range events {
		out[ev.Target] = true
	}
	return out
}

// mentions runs every recognizer and settles what they propose.
func (t *Tagger) mentions(doc *token.Document, lists *watchlist.Index, hits []watchlist.Hit) []mention.Mention {
	cands := make([]mention.Mention, 0, len(doc.Tokens)/6)
	cands = t.model.Tag(doc, cands)
	cands = names.Keep(doc, t.names.Find(doc, cands))
	cands = legal.Find(doc, cands)
	cands = t.cities.Find(doc, cands)
	cands = link.Marks(doc, lists, cands)
	if lists != nil {
		cands = link.Candidates(doc, lists, hits, cands)
	}
	settled := resolve.Settle(doc, cands)
	return names.Keep(doc, resolve.Propagate(doc, settled))
}
