// Package mention holds what recognizers, resolver and event finder pass to
// one another inside the extractor: typed spans with a score, and the entities
// they are merged into. Offsets here are bytes and token indexes; code points
// appear only in package tagging.
package mention

import (
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// Location is the type of candidates that name a place of any kind: a country,
// a region, a river, a city that no gazetteer knows. They compete with the
// other candidates and go no further: what is a city becomes tagging.City.
const Location tagging.Type = "location"

// Mention is one candidate or accepted occurrence of a name.
type Mention struct {
	token.Span
	// First and Last are token indexes: the mention covers tokens
	// [First, Last) of its document.
	First, Last int
	Type        tagging.Type
	// Score is comparable across recognizers: the probability that a careful
	// reader would mark exactly this span with this type.
	Score float32
	// Source names the recognizer: Model, SecondModel, "legal", "gazetteer",
	// "watchlist", "rule/…".
	Source string
	// Ref carries the recognizer's own record (a *legal.Citation, a
	// *gazetteer.Place, …) to the stage that assembles entities; nil if none.
	Ref any
}

// Sources of the name model: its answer, and names that its answer leaves out
// but that may be some, for the other recognizers to weigh.
const (
	Model       = "model"
	SecondModel = "model/second"
)

// FromModel reports whether the name model proposed the mention.
func (m *Mention) FromModel() bool { return m.Source == Model || m.Source == SecondModel }

// Entity is a set of mentions of one thing in one article.
type Entity struct {
	Type tagging.Type
	// Name is the fullest form, Aliases the other surface forms.
	Name    string
	Aliases []string
	// Mentions are in text order and do not overlap those of other entities,
	// except that legal authorities may share a head.
	Mentions []Mention
	// Confidence is the probability that the entity exists with this type.
	Confidence float64
	Ref        any
}
