package sanction

import (
	"time"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/fetcher/article"
)

// Input is an article as the finder reads it.
type Input struct {
	Doc *token.Document
	// Blocks are the text's paragraphs, headings and list items in order; nil
	// if unknown: then every run of lines between empty lines is a paragraph.
	Blocks []Block
	// Entities are the article's entities, mentions in text order.
	Entities []mention.Entity
	// Published is the article's own date as its metadata gives it; zero if
	// unknown. A date in the text goes before it.
	Published time.Time
	// Title is the headline, where it is no part of Doc.
	Title string
	// Canonical names a legal authority ("E.O. 13382"); nil takes Entity.Name.
	Canonical func(*mention.Entity) string
}

// Block is one block of the text, in byte offsets.
type Block struct {
	token.Span
	Kind article.BlockKind
}

// Event is one stated measure on one target.
type Event struct {
	// Target indexes Input.Entities.
	Target int
	Action tagging.Action
	// Authority is the canonical legal instrument or empty; AuthorityEntity
	// its index in Input.Entities or -1.
	Authority       string
	AuthorityEntity int
	// Agency is the imposing body's name or empty (a country alone is no
	// agency); AgencyEntity its index in Input.Entities or -1.
	Agency       string
	AgencyEntity int
	// Date is YYYY-MM-DD or empty.
	Date string
	// Sentence indexes Doc.Sentences: the evidence.
	Sentence int
	// Sanctioned says that the text thereby states that the target is, or
	// was, under a measure. False only for a removal that does not presuppose
	// a listing.
	Sanctioned bool
	// Confidence is the probability that the claim is right.
	Confidence float64
	// Explanation says why.
	Explanation tagging.Explanation

	regime  string // of the imposer: "US", "EU", …
	current bool   // part of what the article reports as news
	carried bool   // its authority was told elsewhere
	logit   float64
	order   int
}

// Find returns the sanctions measures that the article states, in text order
// of their evidence. At most one event is returned for one target, action and
// authority. It never fails: a text that says nothing gives nothing.
func Find(in Input) []Event {
	if in.Doc == nil || len(in.Doc.Sentences) == 0 || len(in.Entities) == 0 {
		return nil
	}
	f := newFinder(in)
	for s := range in.Doc.Sentences {
		f.read(s)
	}
	f.count()
	f.weigh()
	f.carry()
	return f.settle()
}
