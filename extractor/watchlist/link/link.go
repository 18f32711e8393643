// Package link says which entities of an article stand on a watchlist.
//
// What goes in are the article's entities and the listed names that
// [watchlist.Index.Find] met in its text; what comes out, for each entity, are
// the entries that it may be, with a score, a level and the reasons.
//
//  1. [Marks] finds exact identifiers (IMO numbers, aircraft registrations,
//     crypto addresses), and [Candidates] tells the recognizers of listed names
//     that they may have missed.
//  2. [Link] collects, for each entity, the entries whose name is the whole of
//     one of its mentions, and, in articles about sanctions, those whose names
//     are like its own.
//  3. What speaks for and against each entry adds up in log odds: how rare the
//     name is and how it matches; whether the article says that the entity is
//     sanctioned, names the entry's country, the matter of its programme, its
//     post, its year of birth, other entries of the programme; or another
//     profession, another birthday, a byline. Package evidence rows are in
//     evidence.go.
//
// A name inside a longer one is no mention, so that "Bank of Dandong" never
// links to what "Dandong" may be; ships are linked only where the text speaks
// of a ship.
package link

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// The levels of a link, by its score.
const (
	Confirmed = "confirmed" // from ConfirmedFrom on
	Likely    = "likely"    // from LikelyFrom on
	Possible  = "possible"  // from PossibleFrom on; not shown by default

	ConfirmedFrom = 0.9
	LikelyFrom    = 0.6
	PossibleFrom  = 0.1
)

// Input is one article's text with what was found in it.
type Input struct {
	Doc      *token.Document
	Index    *watchlist.Index
	Hits     []watchlist.Hit // from Index.Find on Doc
	Entities []mention.Entity
	// Targets says of which entities, by index, the article states a measure.
	Targets map[int]bool
	// Published is the article's date, zero if unknown: ages are told from it.
	Published time.Time
	// Common reports whether a word is mostly written in lower case; nil knows
	// none.
	Common func(word string) bool
	// Possible keeps links of the level Possible.
	Possible bool
}

// candidate is one entry that an entity may be.
type candidate struct {
	watchlist.Match
	// text is what the article writes.
	text     string
	evidence evidence
	exact    bool // by an identifier
	score    float64
}

// Link returns the listings of each entity, the most likely first.
func Link(in Input) [][]tagging.Listing {
	out := make([][]tagging.Listing, len(in.Entities))
	hits := make(map[token.Span]watchlist.Hit, len(in.Hits))
	for _, h := range in.Hits {
		hits[h.Span] = h
	}
	l := linker{Input: in, hits: hits}
	all := make([][]candidate, len(in.Entities))
	for i := range in.Entities {
		all[i] = l.candidates(i)
		for _, c := range all[i] {
			l.about = l.about || c.score >= LikelyFrom
		}
	}
	for i := range in.Entities {
		if len(all[i]) == 0 && l.worthSearching(i) {
			all[i] = l.search(i)
		}
	}
	sure := l.programs(all)
	for i := range all {
		for k := range all[i] {
			c := &all[i][k]
			if !c.exact && togetherWith(sure, i, c.Entry.Programs) {
				c.evidence.add(eTogether, 1)
				c.score = c.evidence.score()
			}
		}
		out[i] = l.listings(all[i])
	}
	return out
}

// linker links the entities of one article. The story is read when it is first
// needed: most articles name nobody on a list.
type linker struct {
	Input
	hits  map[token.Span]watchlist.Hit
	story *story
	about bool // somebody is linked
}

func (l *linker) read() *story {
	if l.story == nil {
		l.story = readStory(l.Doc, l.Published)
	}
	return l.story
}

func kindOf(t tagging.Type) (source.Kind, bool) {
	switch t {
	case tagging.Person:
		return source.Person, true
	case tagging.Organization:
		return source.Organization, true
	case tagging.Vessel:
		return source.Vessel, true
	case tagging.Aircraft:
		return source.Aircraft, true
	case tagging.CryptoAddress:
		return source.Crypto, true
	}
	return 0, false
}

// candidates are the entries that entity i may be, one for each entry, with
// their scores.
func (l *linker) candidates(i int) []candidate {
	e := &l.Entities[i]
	kind, ok := kindOf(e.Type)
	if !ok {
		return nil
	}
	var found []candidate
	number := ""
	for k := range e.Mentions {
		if m, ok := e.Mentions[k].Ref.(*Mark); ok {
			number = m.ID
		}
	}
	if number != "" {
		for _, m := range l.Index.Marks(number) {
			found = append(found, candidate{Match: m, exact: true, score: markScore + 0.02})
		}
		if kind == source.Aircraft || kind == source.Crypto || len(found) > 0 {
			return found
		}
	}
	for k := range e.Mentions {
		for _, h := range l.hitsOf(&e.Mentions[k]) {
			for _, m := range l.Index.Matches(h) {
				if m.Entry.Kind == kind {
					found = better(found, m, l.Doc.Text[h.Start:h.End])
				}
			}
		}
	}
	return l.weighAll(i, number, found)
}

// search are the entries whose names are spelled like entity i's.
func (l *linker) search(i int) []candidate {
	e := &l.Entities[i]
	kind, _ := kindOf(e.Type)
	var found []candidate
	for _, m := range l.Index.Search(watchlist.Query{Name: e.Name, Kinds: []source.Kind{kind}, Floor: searchFloor, Limit: 6}) {
		if m.SpelledAlike() {
			found = append(found, candidate{Match: m, text: e.Name})
		}
	}
	return l.weighAll(i, "", found)
}

// weighAll scores the candidates of entity i.
func (l *linker) weighAll(i int, number string, found []candidate) []candidate {
	names := namesakes(found)
	for k := range found {
		c := &found[k]
		c.evidence = l.weigh(i, c, number, names[c.List])
		c.score = c.evidence.score()
	}
	return found
}

// hitsOf are the hits that cover a mention whole: its tokens, or those without
// a title or an article before and a possessive behind.
func (l *linker) hitsOf(m *mention.Mention) []watchlist.Hit {
	var out []watchlist.Hit
	first, last := m.First, m.Last
	for last > first+1 && (l.Doc.Word(last-1) == "." || l.Doc.Word(last-1) == "'s" || l.Doc.Word(last-1) == "’s" || l.Doc.Word(last-1) == ")" || l.Doc.Word(last-1) == ",") {
		last--
	}
	for first < last {
		for _, end := range [...]int{last, m.Last} {
			if h, ok := l.hits[l.Doc.Span(first, end)]; ok {
				return append(out, h)
			}
		}
		if !roleWord(folded(l.Doc.Word(first))) && l.Doc.Word(first) != "The" {
			break
		}
		first++
	}
	// A hit may be longer by its legal form: "Mahan Air Ltd".
	for end := m.Last + 1; end <= min(m.Last+4, len(l.Doc.Tokens)); end++ {
		if w := folded(l.Doc.Word(end - 1)); w != "" && !isLegal(w) {
			break
		}
		if h, ok := l.hits[l.Doc.Span(m.First, end)]; ok {
			return append(out, h)
		}
	}
	return out
}

func folded(w string) string {
	if f := watchlist.Fold(w); len(f) > 0 {
		return f[0]
	}
	return ""
}

// better adds a match, or puts it in the place of a worse one of its entry.
func better(found []candidate, m watchlist.Match, text string) []candidate {
	for k := range found {
		c := &found[k]
		if c.List == m.List && c.Entry.UID == m.Entry.UID {
			if closeness(&m) > closeness(&c.Match) {
				c.Match, c.text = m, text
			}
			return found
		}
	}
	return append(found, candidate{Match: m, text: text})
}

// closeness orders the matches of one entry: by words, then by form, then by
// the strength of the list's name.
func closeness(m *watchlist.Match) int {
	return m.Words*100 - int(m.Form)*10 - int(m.Name.Strength)
}

// searchFloor is the least similarity of names that are not equal.
const searchFloor = 0.85

// worthSearching reports whether names that are only like entity i's are looked
// for: in articles about sanctions or with a link already, for persons and
// bodies with names of two words and more.
func (l *linker) worthSearching(i int) bool {
	e := &l.Entities[i]
	if e.Type != tagging.Person && e.Type != tagging.Organization {
		return false
	}
	return (l.about || l.read().sanctions) && len(watchlist.Fold(e.Name)) > 1
}

// namesakes counts, for each list, the entries that the candidates stand for.
func namesakes(found []candidate) map[string]int {
	n := make(map[string]int)
	for k := range found {
		n[found[k].List]++
	}
	return n
}

// programs are the programmes of entries that are surely named, with the
// entities that they were found for.
func (l *linker) programs(all [][]candidate) map[string][]int {
	out := make(map[string][]int)
	for i, cs := range all {
		for k := range cs {
			if cs[k].score < ConfirmedFrom {
				continue
			}
			for _, p := range cs[k].Entry.Programs {
				if !slices.Contains(out[p], i) {
					out[p] = append(out[p], i)
				}
			}
		}
	}
	return out
}

// togetherWith reports whether another entity than i is surely of one of the
// programmes.
func togetherWith(sure map[string][]int, i int, programs []string) bool {
	for _, p := range programs {
		for _, k := range sure[p] {
			if k != i {
				return true
			}
		}
	}
	return false
}

// listings are the links that are shown.
func (l *linker) listings(found []candidate) []tagging.Listing {
	var out []tagging.Listing
	for k := range found {
		c := &found[k]
		level := levelOf(c.score)
		if level == "" || level == Possible && !l.Possible {
			continue
		}
		out = append(out, tagging.Listing{
			List: c.List, UID: c.Entry.UID, Name: c.Entry.Name(), Programs: c.Entry.Programs,
			Score: math.Round(c.score*1000) / 1000, Strength: level, Matched: c.Name.Text, Reasons: c.reasons(),
		})
	}
	slices.SortStableFunc(out, func(a, b tagging.Listing) int { return -cmp.Compare(a.Score, b.Score) })
	return out
}

func levelOf(score float64) string {
	switch {
	case score >= ConfirmedFrom:
		return Confirmed
	case score >= LikelyFrom:
		return Likely
	case score >= PossibleFrom:
		return Possible
	}
	return ""
}
