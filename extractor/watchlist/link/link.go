// Package link says which entities of an article stand on a watchlist.
//
// What goes in are the article's entities and the listed names that
// [watchlist.Index.Find] met in its text; what comes out, for each entity, are
// the entries that it may be, with a score, a level and the reasons.
package link

import (
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// Input is one article's text with what was found in it.
type Input struct {
	Doc      *token.Document
	Index    *watchlist.Index
	Hits     []watchlist.Hit // from Index.Find on Doc
	Entities []mention.Entity
}

// Link returns the listings of each entity, the most likely first.
func Link(in Input) [][]tagging.Listing {
	out := make([][]tagging.Listing, len(in.Entities))
	at := make(map[token.Span]watchlist.Hit, len(in.Hits))
	for _, h := range in.Hits {
		at[h.Span] = h
	}
	for i := range in.Entities {
		e := &in.Entities[i]
		for _, m := range e.Mentions {
			h, ok := at[m.Span]
			if !ok || h.Words < 2 {
				continue
			}
			for _, match := range in.Index.Matches(h) {
				if kindOf(e.Type) == match.Entry.Kind && !has(out[i], match) {
					out[i] = append(out[i], listing(match))
				}
			}
		}
	}
	return out
}

func kindOf(t tagging.Type) source.Kind {
	switch t {
	case tagging.Person:
		return source.Person
	case tagging.Vessel:
		return source.Vessel
	case tagging.Aircraft:
		return source.Aircraft
	case tagging.CryptoAddress:
		return source.Crypto
	}
	return source.Organization
}

func has(l []tagging.Listing, m watchlist.Match) bool {
	for i := range l {
		if l[i].List == m.List && l[i].UID == m.Entry.UID {
			return true
		}
	}
	return false
}

func listing(m watchlist.Match) tagging.Listing {
	return tagging.Listing{
		List: m.List, UID: m.Entry.UID, Name: m.Entry.Name(), Programs: m.Entry.Programs,
		Score: m.Score, Strength: "likely", Matched: m.Name.Text,
	}
}
