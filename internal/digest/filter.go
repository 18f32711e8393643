package digest

import (
	"context"
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/store"
)

// Filter selects the articles of a subscription. An article passes if each
// condition that is set holds for it; a list is met by any of its values. The
// zero Filter passes everything.
type Filter struct {
	// Lists are watchlists ("ofac-sdn") to which a name in the article is
	// linked.
	Lists []string `yaml:"lists" json:"lists,omitempty"`
	// Authorities are legal authorities that the article cites, by name or
	// canonical form ("E.O. 13382").
	Authorities []string `yaml:"authorities" json:"authorities,omitempty"`
	// Countries are ISO 3166 codes of countries in which a city of the article
	// lies.
	Countries []string `yaml:"countries" json:"countries,omitempty"`
	// Names are persons or organizations; a part of the name is enough.
	Names []string `yaml:"names" json:"names,omitempty"`
	// Search are words that must all occur, as "tagwire search" finds them.
	Search []string `yaml:"search" json:"search,omitempty"`
}

// String says the filter in words, the empty text for none.
func (f Filter) String() string {
	var parts []string
	add := func(label string, values []string) {
		if len(values) > 0 {
			parts = append(parts, label+" "+strings.Join(values, " or "))
		}
	}
	add("list", f.Lists)
	add("authority", f.Authorities)
	add("country", f.Countries)
	add("name", f.Names)
	if len(f.Search) > 0 {
		parts = append(parts, "text with "+strings.Join(f.Search, " and "))
	}
	return strings.Join(parts, "; ")
}

// matcher returns the test that the filter makes of an article.
func (f Filter) matcher(ctx context.Context, s *store.Store) func(*store.Brief) (bool, error) {
	cached := make(map[string]store.Entity)
	entity := func(id string) (store.Entity, error) {
		if e, ok := cached[id]; ok {
			return e, nil
		}
		found, err := s.EntitiesByID(ctx, []string{id})
		if err != nil {
			return store.Entity{}, err
		}
		cached[id] = found[id]
		return found[id], nil
	}
	names, authorities := folded(f.Names), folded(f.Authorities)
	return func(b *store.Brief) (bool, error) {
		list, authority, country, name := len(f.Lists) == 0, len(authorities) == 0, len(f.Countries) == 0, len(names) == 0
		for _, e := range b.Entities {
			switch {
			case !list && e.Type != tagging.City && e.Type != tagging.LegalAuthority, !authority && e.Type == tagging.LegalAuthority, !country && e.Type == tagging.City:
				full, err := entity(e.ID)
				if err != nil {
					return false, err
				}
				list = list || listedOn(full, f.Lists)
				authority = authority || cites(full, authorities)
				country = country || liesIn(full, f.Countries)
			}
			if !name && (e.Type == tagging.Person || e.Type == tagging.Organization) {
				name = containsAny(store.Fold(e.Name), names)
			}
		}
		if !list || !authority || !country || !name || len(f.Search) == 0 {
			return list && authority && country && name, nil
		}
		return s.Matches(ctx, *b, f.Search)
	}
}

func folded(values []string) []string {
	var out []string
	for _, v := range values {
		if v = store.Fold(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

func listedOn(e store.Entity, lists []string) bool {
	for _, l := range e.Listed {
		for _, want := range lists {
			if strings.EqualFold(l.List, want) {
				return true
			}
		}
	}
	return false
}

func cites(e store.Entity, authorities []string) bool {
	if e.Type != tagging.LegalAuthority {
		return false
	}
	forms := []string{store.Fold(e.Name)}
	if e.Citation != nil {
		forms = append(forms, store.Fold(e.Citation.Canonical))
	}
	for _, a := range authorities {
		for _, form := range forms {
			if form == a {
				return true
			}
		}
	}
	return false
}

func liesIn(e store.Entity, countries []string) bool {
	if e.Place == nil {
		return false
	}
	for _, c := range countries {
		if strings.EqualFold(e.Place.Country, c) {
			return true
		}
	}
	return false
}

// containsAny reports whether a folded name contains one of the values as
// whole words.
func containsAny(name string, values []string) bool {
	for _, v := range values {
		if strings.Contains(" "+name+" ", " "+v+" ") {
			return true
		}
	}
	return false
}
