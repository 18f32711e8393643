package resolve

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// identified is what a mention's Ref offers when it names its thing by itself.
type identified interface {
	// Identity is equal for two references to one thing and to no others.
	Identity() string
}

// identity returns what a reference refers to, or "" where it does not say.
func identity(ref any) string {
	switch r := ref.(type) {
	case nil:
		return ""
	case identified:
		return r.Identity()
	case *tagging.Citation:
		return r.Canonical
	case *tagging.Place:
		return strconv.Itoa(r.GeonamesID)
	}
	return ""
}

// Merge groups settled mentions into entities, which come in the order of
// their first mentions. Every mention is in exactly one entity; where one name
// has been given several types, mentions change their type. ms is not changed.
func Merge(d *token.Document, ms []mention.Mention) []mention.Entity {
	ms = slices.Clone(ms)
	ms = slices.DeleteFunc(ms, func(m mention.Mention) bool {
		return m.First < 0 || m.Last <= m.First || m.Last > len(d.Tokens)
	})
	sortMentions(ms)
	lx := newLexicon(d)
	harmonize(lx, ms)

	byType := map[tagging.Type][]int{}
	var types []tagging.Type
	for i := range ms {
		t := ms[i].Type
		if byType[t] == nil {
			types = append(types, t)
		}
		byType[t] = append(byType[t], i)
	}
	var out []mention.Entity
	for _, t := range types {
		var groups [][]int
		switch which := byType[t]; t {
		case tagging.Person:
			groups = unite(d, ms, which, groupPersons(lx, ms, which))
		case tagging.Organization:
			groups = unite(d, ms, which, groupOrganizations(lx, ms, which))
		default:
			groups = groupByIdentity(lx, ms, which)
		}
		for _, g := range groups {
			slices.Sort(g)
			out = append(out, entity(lx, ms, g))
		}
	}
	slices.SortStableFunc(out, func(a, b mention.Entity) int { return inOrder(&a.Mentions[0], &b.Mentions[0]) })
	return out
}

// groupByIdentity groups mentions by what their references say, and those
// without a reference with the last one of the same words.
func groupByIdentity(lx *lexicon, ms []mention.Mention, which []int) [][]int {
	var groups [][]int
	byKey := map[string]int{}
	byWords := map[string]int{}
	for _, i := range which {
		words := strings.Join(lx.words(ms[i].First, ms[i].Last), " ")
		if words == "" {
			words = lx.d.Text[ms[i].Start:ms[i].End]
		}
		id := identity(ms[i].Ref)
		g, ok := byKey[id]
		if id == "" || !ok {
			w, known := byWords[words]
			if known && (id == "" || identity(refOf(ms, groups[w])) == "") {
				g, ok = w, true
			} else {
				ok = false
			}
		}
		if !ok {
			g = len(groups)
			groups = append(groups, nil)
		}
		if id != "" {
			byKey[id] = g
		}
		byWords[words] = g
		groups[g] = append(groups[g], i)
	}
	return groups
}

// unite joins groups that the text itself declares to be one thing.
func unite(d *token.Document, ms []mention.Mention, which []int, groups [][]int) [][]int {
	links := aliases(d, ms, which)
	if len(links) == 0 {
		return groups
	}
	of := make(map[int]int, len(which)) // mention to group
	for g, members := range groups {
		for _, m := range members {
			of[m] = g
		}
	}
	taken := map[int]bool{} // groups that already were made another's alias
	for _, l := range links {
		a, b := of[l[0]], of[l[1]]
		if a == b || taken[b] {
			continue
		}
		for _, m := range groups[b] {
			of[m] = a
		}
		groups[a] = append(groups[a], groups[b]...)
		groups[b] = nil
		taken[a] = true
	}
	return slices.DeleteFunc(groups, func(g []int) bool { return len(g) == 0 })
}

// entity describes a group of mentions, which are sorted.
func entity(lx *lexicon, ms []mention.Mention, group []int) mention.Entity {
	e := mention.Entity{Type: ms[group[0]].Type, Ref: refOf(ms, group)}
	e.Mentions = make([]mention.Mention, 0, len(group))
	var forms []form
	best := 0.0
	for _, i := range group {
		m := ms[i]
		e.Mentions = append(e.Mentions, m)
		best = max(best, float64(m.Score))
		first, last := nameSpan(lx.d, m)
		s := surface(lx.d, first, last)
		k := slices.IndexFunc(forms, func(f form) bool { return f.text == s })
		if k < 0 {
			if len(forms) == maxForms {
				continue
			}
			k = len(forms)
			forms = append(forms, form{text: s, words: len(lx.words(first, last))})
		}
		forms[k].count++
	}
	slices.SortStableFunc(forms, fuller)
	e.Name = forms[0].text
	for _, f := range forms[1:] {
		e.Aliases = append(e.Aliases, f.text)
	}
	// Every further mention leaves less doubt that there is such an entity.
	e.Confidence = 1 - (1-best)*math.Pow(0.85, float64(min(len(group), 20)-1))
	return e
}

// maxForms bounds the surface forms of one entity that are told apart.
const maxForms = 64

// form is one surface form of an entity.
type form struct {
	text  string
	words int
	count int
}

// fuller sorts the forms: more words first, then those not in capitals, the
// more frequent, the longer.
func fuller(a, b form) int {
	return cmp.Or(
		cmp.Compare(b.words, a.words),
		cmp.Compare(shouted(a.text), shouted(b.text)),
		cmp.Compare(b.count, a.count),
		cmp.Compare(len(b.text), len(a.text)),
	)
}

// shouted is 1 for text all in capitals.
func shouted(s string) int {
	if strings.ToUpper(s) == s {
		return 1
	}
	return 0
}

// nameSpan leaves out honorifics in front of persons.
func nameSpan(d *token.Document, m mention.Mention) (int, int) {
	first := m.First
	if m.Type == tagging.Person {
		for first < m.Last-1 && has(honorifics, d.Word(first)) {
			first++
		}
	}
	return first, m.Last
}

// refOf returns the reference of the mention that is surest of it.
func refOf(ms []mention.Mention, group []int) any {
	var ref any
	best := float32(-1)
	for _, i := range group {
		if ms[i].Ref != nil && ms[i].Score > best {
			ref, best = ms[i].Ref, ms[i].Score
		}
	}
	return ref
}
