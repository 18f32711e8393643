package link

import (
	"slices"
	"strings"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// What a listed name is worth among the recognizers' candidates, by its words.
// Two words may stand together by chance; that a list has three in this order
// says that they are a name. Where another recognizer proposes the same, the
// scores add up.
const (
	twoWordScore   = 0.52
	twoWordBody    = 0.62 // words that no person's name has by chance
	threeWordScore = 0.78
	wholeScore     = 0.96 // three words and more as the list prints them
	shipScore      = 0.9
)

// Candidates appends what the hits say about names in the text, so that listed
// names are recognized where the other recognizers are unsure. Names of one
// word, and names whose words are all common, are left to the others.
func Candidates(d *token.Document, x *watchlist.Index, hits []watchlist.Hit, dst []mention.Mention) []mention.Mention {
	for _, h := range hits {
		kind, ok := kindOfHit(x, h)
		if !ok {
			continue
		}
		m := mention.Mention{Span: h.Span, First: h.First, Last: h.Last, Source: "watchlist"}
		switch {
		case kind == source.Vessel:
			if !shipNear(d, h.First, h.Last) || insideLonger(d, h.First, h.Last) {
				continue
			}
			m.Type, m.Score = tagging.Vessel, shipScore
		case h.Words < 2 || insideLonger(d, h.First, h.Last) || lowerInside(d, h.First, h.Last):
			continue
		default:
			matches := x.Matches(h)
			if !slices.ContainsFunc(matches, func(m watchlist.Match) bool { return m.Name.Strength != source.Weak }) {
				continue
			}
			m.Type, m.Score = tagging.Person, twoWordScore
			if kind == source.Organization {
				m.Type = tagging.Organization
				if everydayName(d.Text[h.Start:h.End]) {
					continue
				}
				m.Score = twoWordBody
			}
			if h.Words > 2 {
				m.Score = threeWordScore
				if matches[0].Form == watchlist.AsListed {
					m.Score = wholeScore
				}
			}
		}
		dst = append(dst, m)
	}
	return dst
}

// kindOfHit is what the hit's entries are, where they agree. Vessels give way:
// they are named after everything.
func kindOfHit(x *watchlist.Index, h watchlist.Hit) (kind source.Kind, ok bool) {
	for _, k := range x.Kinds(h) {
		switch {
		case k == source.Crypto || k == source.Aircraft:
		case !ok || kind == source.Vessel:
			kind, ok = k, true
		case k != kind && k != source.Vessel:
			return 0, false
		}
	}
	return kind, ok
}

// insideLonger reports whether tokens [first, last) stand inside a longer run of
// capitalized words, so that they may be a part of another name.
func insideLonger(d *token.Document, first, last int) bool {
	if first > 0 && partOfName(d, first-1) && d.Tokens[first-1].Sentence == d.Tokens[first].Sentence && d.Sentences[d.Tokens[first].Sentence].First != first-1 {
		return true
	}
	return last < len(d.Tokens) && partOfName(d, last) && d.Tokens[last].Sentence == d.Tokens[last-1].Sentence
}

// partOfName reports whether token i is a capitalized word that is no title or
// role before a name.
func partOfName(d *token.Document, i int) bool {
	t := &d.Tokens[i]
	if t.Kind != token.Word || t.Case != token.Title && t.Case != token.Upper {
		return false
	}
	w := strings.ToLower(strings.TrimSuffix(d.Word(i), "."))
	return !roleWord(w) && !isCountryWord(d.Word(i))
}

// lowerInside reports whether a word of tokens [first, last) is in lower case
// that newspapers would write with a capital in a name.
func lowerInside(d *token.Document, first, last int) bool {
	for i := first; i < last; i++ {
		w := d.Word(i)
		if d.Tokens[i].Case == token.Lower && len(w) > 3 && !lowerKinds[w] {
			return true
		}
	}
	return d.Tokens[first].Case == token.Lower && d.Tokens[last-1].Case == token.Lower
}

// lowerKinds are kinds of bodies that newspapers write in lower case behind
// their names: "the Sinaloa cartel".
var lowerKinds = set("cartel cartels gang network militia brigade brigades clan front movement party battalion regiment and")

// shipNear reports whether the words before tokens [first, last), or an IMO
// number behind them, say that they name a ship.
func shipNear(d *token.Document, first, last int) bool {
	s := d.Sentences[d.Tokens[first].Sentence]
	for i := max(s.First, first-6); i < first; i++ {
		if shipWord(strings.ToLower(d.Word(i))) {
			return true
		}
	}
	for i := last; i < min(s.Last, last+8); i++ {
		w := d.Word(i)
		if strings.HasPrefix(w, "IMO") || strings.EqualFold(w, "tanker") || strings.EqualFold(w, "vessel") || w == "flagged" {
			return true
		}
	}
	return false
}

func shipWord(w string) bool {
	switch w {
	case "vessel", "vessels", "tanker", "tankers", "ship", "ships", "carrier", "freighter", "bulker", "trawler", "yacht", "barge", "tug", "m/v", "mv", "m/t", "mt", "freighters", "carriers", "yachts", "cargo":
		return true
	}
	return false
}

// everydayName reports whether each word of a name is an everyday one.
func everydayName(name string) bool {
	for _, f := range watchlist.Fold(name) {
		if !everyday[f] && !isLegal(f) {
			return false
		}
	}
	return true
}
