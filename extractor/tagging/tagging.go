// Package tagging holds the result of tagging an article: its entities, what
// the article says about sanctions on them, and what the watchlists say. The
// JSON form of these types is a public contract.
//
// All offsets are Unicode code points into the article's text, End exclusive.
package tagging

import "github.com/tagwire/tagwire/fetcher/article"

// Type is the kind of an entity.
type Type string

// The types of entities. Person, Organization, City and LegalAuthority are
// scored by eval; the rest are extras.
const (
	Person         Type = "person"
	Organization   Type = "organization"
	City           Type = "city"
	LegalAuthority Type = "legal_authority"
	Country        Type = "country"
	Vessel         Type = "vessel"
	Aircraft       Type = "aircraft"
	CryptoAddress  Type = "crypto_address"
	Date           Type = "date"
)

// Tagging is an article with its entities. The same article, tagger version
// and lists give the same Tagging, byte for byte in JSON.
type Tagging struct {
	article.Article
	Entities []Entity `json:"entities"`
	Tagger   Tagger   `json:"tagger"`
}

// Tagger says what made a Tagging.
type Tagger struct {
	Version string `json:"version"`
	// Lists maps a watchlist's name to its date (YYYY-MM-DD).
	Lists map[string]string `json:"lists,omitempty"`
}

// Entity is one person, organization, city, legal authority … of an article,
// with every mention of it.
type Entity struct {
	// ID is stable across articles for equal names: "person/choe-chol-min",
	// "legal_authority/us/eo/13382".
	ID   string `json:"id"`
	Type Type   `json:"type"`
	// Name is the fullest form in the text; Aliases every other form.
	Name    string   `json:"name"`
	Aliases []string `json:"aliases,omitempty"`
	// Mentions are in text order.
	Mentions []Mention `json:"mentions"`
	// Sanctioned is what the article says: that the entity is, or was, the
	// target of a sanctions measure. What a list says is in Listed.
	Sanctioned bool `json:"sanctioned"`
	// Confidence is the probability that this is an entity of this type.
	Confidence   float64       `json:"confidence"`
	Designations []Designation `json:"designations,omitempty"`
	Listed       []Listing     `json:"listed,omitempty"`
	Place        *Place        `json:"place,omitempty"`
	Citation     *Citation     `json:"citation,omitempty"`
}

// Mention is one place where the text names an entity.
type Mention struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Action is what a measure does to its target.
type Action string

// The actions.
const (
	Designated Action = "designated"
	Delisted   Action = "delisted"
	Identified Action = "identified"
	Extended   Action = "extended"
)

// Designation is one stated measure on one target.
type Designation struct {
	Action Action `json:"action"`
	// Authority is the canonical legal authority, empty where none is named.
	Authority string `json:"authority,omitempty"`
	// Agency is the body that acts, as the text names it.
	Agency string `json:"agency,omitempty"`
	// Date is ISO 8601 (YYYY-MM-DD), empty where none can be resolved.
	Date string `json:"date,omitempty"`
	// Evidence is the sentence that says so.
	Evidence   Span    `json:"evidence"`
	Confidence float64 `json:"confidence"`
	// Explanation is filled on request only.
	Explanation *Explanation `json:"explanation,omitempty"`
}

// Explanation says why a claim was made.
type Explanation struct {
	Trigger string   `json:"trigger"`
	Rule    string   `json:"rule"`
	Clause  string   `json:"clause"`
	For     []string `json:"for,omitempty"`
	Against []string `json:"against,omitempty"`
}

// Span is a range of code points, End exclusive.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Listing links an entity to an entry of an official watchlist.
type Listing struct {
	List     string   `json:"list"`
	UID      string   `json:"uid"`
	Name     string   `json:"name"`
	Programs []string `json:"programs,omitempty"`
	// Score is the probability that entry and entity are the same.
	Score float64 `json:"score"`
	// Strength is "confirmed", "likely" or "possible".
	Strength string `json:"strength,omitempty"`
	// Matched is the list's spelling that matched; Reasons say why.
	Matched string   `json:"matched,omitempty"`
	Reasons []string `json:"reasons,omitempty"`
}

// Place is a populated place of GeoNames.
type Place struct {
	GeonamesID int     `json:"geonames_id"`
	Name       string  `json:"name"`
	Country    string  `json:"country"`
	Latitude   float64 `json:"latitude"`
	Longitude  float64 `json:"longitude"`
	Population int     `json:"population"`
}

// Citation identifies a legal instrument.
type Citation struct {
	// Kind is the family, e.g. "executive-order", "un-resolution", "statute".
	Kind string `json:"kind"`
	// Canonical is the form people write: "E.O. 13382".
	Canonical string `json:"canonical"`
	// Link is an official address, empty where there is none.
	Link string `json:"link,omitempty"`
}
