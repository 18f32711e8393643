// Package gold reads annotated articles and measures tagging against them.
//
// An annotated article is one .gold file: a header, the article with every
// mention marked in place, and the designations it states. From that one
// source everything else is derived: the raw text as a fetcher would see it
// ([Article.Raw]), the story without its boilerplate and the mentions in it
// ([Article.Text], [Article.Mentions]: what a sequence model trains on), and
// the annotation record in the JSON form that other scorers read
// ([Article.Record]). Marking mentions in place, rather than keeping lists of
// offsets beside the text, is what keeps the annotations true when a text is
// edited.
//
// The format, line by line:
//
//	url: https://harbourwire.example/2026/10/14/port
//	title: US hits port operator with sanctions
//	published: 2026-10-14
//	site: Harbour Wire
//	regime: us-ofac-iran
//	kind: wire
//	---
//	# US hits [[o Marlin Port Services]] with sanctions
//	@ By Our Correspondent
//	~ Read also: Ten beaches for the autumn
//	[[c WASHINGTON]] - The [[o Treasury Department]] on Wednesday …
//	---
//	Marlin Port Services | E.O. 13902 | Treasury Department | 2026-10-14
//
// A line's first character says what it is: "# " the title as the article
// shows it, "~ " boilerplate, "@ " a line that cleaning may keep or drop
// (byline, dateline of its own, reporters' credits; names that stand only
// there are optional); anything else is the story, one paragraph a line.
//
// A mention is [[t surface]]: p person, o organization, c city, l legal
// authority; x marks a spelling that is no mention although it looks like
// one. "?" after the letter makes the entity optional. "> Name" says whose
// short form it is, "= canonical" gives a legal authority's canonical form.
// Both are learned: the same surface later in the article needs no second
// link. A person's name that is part of exactly one longer person's name, and
// an acronym in brackets right after its long form, link themselves.
//
// A designation line is "target | authority | agency | date | action", with
// "-" for what the text does not state; targets and authorities may be lists
// separated by ";". An entity is sanctioned when a designation names it.
//
// [Score] compares a tagging with a record by the rules of the annotation
// guidelines, entity by entity; [Errors] says what kind of mistake each miss
// and each false alarm is.
package gold

import (
	"encoding/json"
	"time"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// Article is one annotated article.
type Article struct {
	// ID is the file's name without its extension.
	ID string
	// Split is the name of the file's folder: "train", "dev" or "test".
	Split string
	// The header. Published is zero where the header gives none.
	URL, Title, Site string
	Published        time.Time
	// Regime says whose measures the article is about ("us-ofac-cyber", "eu",
	// "none" for ordinary news); Kind what sort of text it is ("wire",
	// "release", "court", …).
	Regime, Kind string
	// Raw is the article as a fetcher would see it, boilerplate included.
	Raw string
	// Text is the story alone: its title line where it shows one, then its
	// paragraphs, separated by one empty line.
	Text string
	// Mentions are the marked names of Text, in order, none overlapping.
	Mentions []Mention
	// Entities are in the order of their first mention.
	Entities     []Entity
	Designations []Designation
	// Boilerplate are the lines that must not survive cleaning, Body the
	// paragraphs that must.
	Boilerplate, Body []string

	shownTitle string
	// unnamed are the spans of Text marked as no mention.
	unnamed []token.Span
}

// Mention is one marked name. Its span counts bytes of the article's Text.
type Mention struct {
	token.Span
	Type tagging.Type
	// Entity is the index of the entity that is named.
	Entity int
}

// Entity is one distinct person, organization, city or legal authority.
type Entity struct {
	Type tagging.Type `json:"type"`
	// Name is the fullest form, Forms are the other ones.
	Name  string   `json:"name"`
	Forms []string `json:"forms,omitempty"`
	// Canonical is set for legal authorities.
	Canonical  string `json:"canonical,omitempty"`
	Sanctioned bool   `json:"sanctioned"`
	// Optional entities count neither for nor against a tagger.
	Optional bool `json:"optional,omitempty"`
}

// Designation is one stated measure on one target.
type Designation struct {
	Target    string         `json:"target"`
	Authority nullable       `json:"authority"`
	Agency    nullable       `json:"agency"`
	Date      nullable       `json:"date"`
	Action    tagging.Action `json:"action,omitempty"`
}

// Record is the annotation without the text: the JSON form that is compared.
type Record struct {
	ID           string        `json:"id"`
	Title        nullable      `json:"title"`
	Regime       string        `json:"regime,omitempty"`
	Kind         string        `json:"kind,omitempty"`
	Entities     []Entity      `json:"entities"`
	Designations []Designation `json:"designations"`
	Boilerplate  []string      `json:"boilerplate"`
	Body         []string      `json:"body"`
	// OptionalDesignations says that the article states measures which the
	// annotation does not list.
	OptionalDesignations bool `json:"optional_designations,omitempty"`
}

// nullable is a string that JSON writes as null where it is empty.
type nullable string

func (s nullable) MarshalJSON() ([]byte, error) {
	if s == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(s))
}

// Record returns the article's annotation in the form that is compared and
// written.
func (a *Article) Record() Record {
	return Record{
		ID: a.ID, Title: nullable(a.shownTitle), Regime: a.Regime, Kind: a.Kind,
		Entities: nonNil(a.Entities), Designations: nonNil(a.Designations),
		Boilerplate: nonNil(a.Boilerplate), Body: nonNil(a.Body),
	}
}

// nonNil makes JSON write [] rather than null.
func nonNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
