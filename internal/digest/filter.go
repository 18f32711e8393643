package digest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/tagwire/tagwire/extractor/gazetteer"
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
	// Authorities are legal authorities that the article cites or under which
	// it states a measure, by name or canonical form ("E.O. 13382").
	Authorities []string `yaml:"authorities" json:"authorities,omitempty"`
	// Countries are ISO 3166 codes of countries in which a city of the article
	// lies, or of which its title or its opening speaks.
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
	countries := countryNames(f.Countries)
	return func(b *store.Brief) (bool, error) {
		list, authority, name := len(f.Lists) == 0, len(authorities) == 0, len(names) == 0
		country := len(f.Countries) == 0 || speaksOf(b, countries)
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
		if !authority {
			var err error
			if authority, err = claimsUnder(ctx, s, b, authorities); err != nil {
				return false, err
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

// countryNames are the folded names of countries and their peoples.
func countryNames(codes []string) []string {
	var names []string
	for _, code := range codes {
		if c, ok := gazetteer.CountryByCode(strings.ToUpper(code)); ok {
			names = append(names, c.Name)
			names = append(append(names, c.Demonyms...), c.Others...)
		}
	}
	return folded(names)
}

func speaksOf(b *store.Brief, names []string) bool {
	if containsAny(store.Fold(b.Title), names) {
		return true
	}
	for _, s := range b.Lead {
		if containsAny(store.Fold(s), names) {
			return true
		}
	}
	return false
}

// check refuses what can match nothing.
func (f Filter) check() error {
	for _, code := range f.Countries {
		if _, ok := gazetteer.CountryByCode(strings.ToUpper(code)); !ok {
			return fmt.Errorf("country %q: want a code of ISO 3166, such as IR", code)
		}
	}
	for what, values := range map[string][]string{"name": f.Names, "authority": f.Authorities} {
		if len(folded(values)) < len(values) {
			return fmt.Errorf("%s %q: nothing to look for in one of them", what, values)
		}
	}
	return nil
}

// claimsUnder reports whether the article states a measure under one of the
// authorities.
func claimsUnder(ctx context.Context, s *store.Store, b *store.Brief, authorities []string) (bool, error) {
	for _, e := range b.Entities {
		if !e.Sanctioned {
			continue
		}
		claims, err := s.ClaimsOf(ctx, []string{e.ID})
		if err != nil {
			return false, err
		}
		for _, c := range claims[e.ID] {
			if c.Article == b.ID && slices.Contains(authorities, store.Fold(c.Authority)) {
				return true, nil
			}
		}
	}
	return false, nil
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
