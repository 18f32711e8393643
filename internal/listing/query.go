package listing

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/store"
)

// kinds maps what users call a list to the type of its entities.
var kinds = map[string]tagging.Type{
	"persons":       tagging.Person,
	"organizations": tagging.Organization,
	"cities":        tagging.City,
	"authorities":   tagging.LegalAuthority,
}

// Kinds are the lists of entities by the names that users give them.
func Kinds() []string { return []string{"persons", "organizations", "cities", "authorities"} }

// EntityQuery selects and orders entities.
type EntityQuery struct {
	// Kind is one of Kinds.
	Kind string
	// Sanctioned keeps those that some article says are sanctioned; Listed
	// those that are linked to a watchlist.
	Sanctioned, Listed bool
	// Sort is "articles" (most first), "name", "first" or "last" (newest
	// first).
	Sort string
}

// Sorts are the orders that an EntityQuery knows.
var sorts = map[string]func(a, b store.Entity) int{
	"articles": func(a, b store.Entity) int { return cmp.Compare(b.Articles, a.Articles) },
	"name":     func(a, b store.Entity) int { return strings.Compare(store.Fold(a.Name), store.Fold(b.Name)) },
	"first":    func(a, b store.Entity) int { return b.First.Compare(a.First) },
	"last":     func(a, b store.Entity) int { return b.Last.Compare(a.Last) },
}

// Check refuses a kind or an order that is not known.
func (q EntityQuery) Check() error {
	if _, ok := kinds[q.Kind]; !ok {
		return fmt.Errorf("cannot list %q: want articles, %s", q.Kind, strings.Join(Kinds(), ", "))
	}
	if _, ok := sorts[q.Sort]; !ok {
		return fmt.Errorf("--sort %q: want articles, name, first or last", q.Sort)
	}
	return nil
}

// QueryEntities yields what q asks for.
func QueryEntities(ctx context.Context, s *store.Store, q EntityQuery) iter.Seq2[store.Entity, error] {
	return func(yield func(store.Entity, error) bool) {
		if err := q.Check(); err != nil {
			yield(store.Entity{}, err)
			return
		}
		order := sorts[q.Sort]
		var all []store.Entity
		for e, err := range s.Entities(ctx, kinds[q.Kind]) {
			if err != nil {
				yield(e, err)
				return
			}
			if q.Sanctioned && e.Sanctioned == 0 || q.Listed && len(e.Listed) == 0 {
				continue
			}
			all = append(all, e)
		}
		slices.SortStableFunc(all, func(a, b store.Entity) int { return cmp.Or(order(a, b), strings.Compare(a.ID, b.ID)) })
		for _, e := range all {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// ParseDay reads a date (2006-01-02, midnight in loc) or a time (RFC 3339).
// The empty text is the zero time.
func ParseDay(s string, loc *time.Location) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if t, err := time.ParseInLocation(time.DateOnly, s, loc); err == nil {
		return t, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return t, fmt.Errorf("%q is no date: want 2006-01-02 or 2006-01-02T15:04:05Z", s)
	}
	return t, nil
}
