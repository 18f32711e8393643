package extractor

import (
	"slices"
	"sort"

	"github.com/tagwire/tagwire/extractor/legal"
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/sanction"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/fetcher/article"
)

// public are the types that a tagging shows; candidates of other types (a
// location that is no city) end inside the extractor.
var public = map[tagging.Type]bool{
	tagging.Person: true, tagging.Organization: true, tagging.City: true, tagging.LegalAuthority: true,
	tagging.Vessel: true, tagging.Aircraft: true, tagging.CryptoAddress: true,
}

// assemble writes entities and events in the public form. The order of
// entities is that of their first mention.
func (t *Tagger) assemble(a article.Article, doc *token.Document, entities []mention.Entity, events []sanction.Event, listed [][]tagging.Listing) tagging.Tagging {
	off := newOffsets(doc.Text)
	out := tagging.Tagging{Article: a, Entities: make([]tagging.Entity, 0, len(entities)), Tagger: tagging.Tagger{Version: t.version}}
	at := make([]int, len(entities)) // entity index to index in out.Entities, -1 where hidden
	for i := range entities {
		at[i] = -1
		if public[entities[i].Type] && len(entities[i].Mentions) > 0 {
			at[i] = len(out.Entities)
			out.Entities = append(out.Entities, publish(&entities[i], doc, off))
			out.Entities[at[i]].Listed = listed[i]
		}
	}
	for _, ev := range events {
		if ev.Target < 0 || ev.Target >= len(at) || at[ev.Target] < 0 {
			continue
		}
		e := &out.Entities[at[ev.Target]]
		e.Sanctioned = e.Sanctioned || ev.Sanctioned
		d := tagging.Designation{
			Action: ev.Action, Authority: ev.Authority, Agency: ev.Agency, Date: ev.Date,
			Evidence: off.span(doc.SentenceSpan(ev.Sentence)), Confidence: round(ev.Confidence),
		}
		if t.explain {
			x := ev.Explanation
			d.Explanation = &x
		}
		e.Designations = append(e.Designations, d)
	}
	sort.SliceStable(out.Entities, func(i, j int) bool {
		return out.Entities[i].Mentions[0].Start < out.Entities[j].Mentions[0].Start
	})
	return out
}

// publish converts one entity.
func publish(e *mention.Entity, doc *token.Document, off *offsets) tagging.Entity {
	out := tagging.Entity{
		Type: e.Type, Name: e.Name, Aliases: e.Aliases, Confidence: round(e.Confidence),
		Mentions: make([]tagging.Mention, 0, len(e.Mentions)),
	}
	slug := Slug(e.Name)
	switch ref := e.Ref.(type) {
	case *legal.Citation:
		c := ref.Citation
		out.Citation = &c
		out.Aliases = withForm(out.Aliases, out.Name, c.Canonical)
		slug = ref.Path
	case *tagging.Place:
		out.Place = ref
	}
	out.ID = string(e.Type) + "/" + slug
	for _, m := range e.Mentions {
		s := off.span(m.Span)
		out.Mentions = append(out.Mentions, tagging.Mention{Start: s.Start, End: s.End, Text: doc.Text[m.Start:m.End]})
	}
	return out
}

// round keeps three decimals of a probability, so that taggings do not differ
// in the last bits between processors.
func round(p float64) float64 { return float64(int(p*1000+0.5)) / 1000 }

// withForm appends a form to aliases unless it is the name or stands there.
func withForm(aliases []string, name, form string) []string {
	if form == "" || form == name || slices.Contains(aliases, form) {
		return aliases
	}
	return append(slices.Clone(aliases), form)
}

// canonical is the form of a legal authority that designations carry.
func canonical(e *mention.Entity) string {
	if c, ok := e.Ref.(*legal.Citation); ok {
		return c.Canonical
	}
	return e.Name
}
