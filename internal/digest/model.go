package digest

import (
	"time"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// Digest is what is new in a range of the store.
type Digest struct {
	// ID is the same for the same subscription and range.
	ID           string `json:"id"`
	Subscription string `json:"subscription,omitempty"`
	// From and To are the range of sequence numbers: From < seq ≤ To.
	From uint64 `json:"from"`
	To   uint64 `json:"to"`
	// Begin and End are when the first and the last article of the range were
	// stored; zero in an empty digest.
	Begin time.Time `json:"begin,omitzero"`
	End   time.Time `json:"end,omitzero"`
	// Made is when the delivery was begun; zero for a reprint.
	Made time.Time `json:"made,omitzero"`
	// Zone is the time zone in which days and times are printed.
	Zone   string `json:"zone"`
	Filter string `json:"filter,omitempty"`
	Counts Counts `json:"counts"`

	Designations []Measure `json:"designations,omitempty"`
	Delistings   []Measure `json:"delistings,omitempty"`
	// Recalled are earlier measures that the articles mention as background
	// and that were not in the store yet.
	Recalled    []Measure `json:"recalled,omitempty"`
	FirstSeen   []Name    `json:"first_seen,omitempty"`
	Watchlisted []Name    `json:"watchlisted,omitempty"`
	Movers      []Mover   `json:"movers,omitempty"`
	Stories     []Story   `json:"stories,omitempty"`
	// ListChanges are what new versions of the sanctions lists changed.
	ListChanges []ListChange `json:"list_changes,omitempty"`
	Operations  []Disruption `json:"operations,omitempty"`

	loc *time.Location
}

// Counts are the sizes of the sections before any is cut for display.
type Counts struct {
	Articles     int `json:"articles"`
	Outlets      int `json:"outlets"`
	Stories      int `json:"stories"`
	Designations int `json:"designations"`
	Delistings   int `json:"delistings"`
	Recalled     int `json:"recalled"`
	FirstSeen    int `json:"first_seen"`
	// FirstSeenAbove of the names seen for the first time are targets of the
	// measures above and not listed again.
	FirstSeenAbove int `json:"first_seen_above"`
	Watchlisted    int `json:"watchlisted"`
	Movers         int `json:"movers"`
	ListChanges    int `json:"list_changes,omitempty"`
}

// Empty reports whether nothing is new.
func (d *Digest) Empty() bool {
	c := d.Counts
	return c.Articles == 0 && c.Designations+c.Delistings+c.Recalled+c.ListChanges == 0
}

// made is when the digest was made or, for a reprint, could have been.
func (d *Digest) made() time.Time {
	if d.Made.IsZero() {
		return d.End
	}
	return d.Made
}

// Location is the time zone of the digest.
func (d *Digest) Location() *time.Location {
	if d.loc == nil {
		return time.UTC
	}
	return d.loc
}

// Source is an article that something was read in.
type Source struct {
	Article string    `json:"article"`
	Title   string    `json:"title"`
	URL     string    `json:"url,omitempty"`
	Site    string    `json:"site,omitempty"`
	Time    time.Time `json:"time"`
}

// Measure is one measure on one target, as one or more articles report it.
type Measure struct {
	Target      string         `json:"target"`
	ID          string         `json:"id"`
	Type        tagging.Type   `json:"type"`
	Action      tagging.Action `json:"action"`
	Authorities []string       `json:"authorities,omitempty"`
	Agencies    []string       `json:"agencies,omitempty"`
	// Regime is a short code of who stands behind the agencies ("US", "EU"),
	// empty where that is not known.
	Regime string `json:"regime,omitempty"`
	// Dates is one date, or several where reports disagree; YYYY-MM-DD, or
	// YYYY-MM or YYYY where reports give no more.
	Dates  []string `json:"dates,omitempty"`
	Cities []string `json:"cities,omitempty"`
	// Listed are the watchlist entries that the target is linked to.
	Listed []tagging.Listing `json:"listed,omitempty"`
	// Checked says that there were watchlists to look the target up in.
	Checked    bool    `json:"checked"`
	Evidence   string  `json:"evidence,omitempty"`
	Confidence float64 `json:"confidence"`
	// Source is the article that the evidence is from; Reports is how many
	// articles of the range state the measure, Outlets where.
	Source  Source   `json:"source"`
	Reports int      `json:"reports"`
	Outlets []string `json:"outlets,omitempty"`
	Story   string   `json:"story,omitempty"`
}

// Name is an entity worth a mention.
type Name struct {
	Name       string            `json:"name"`
	ID         string            `json:"id"`
	Type       tagging.Type      `json:"type"`
	Articles   int               `json:"articles"`
	Sanctioned bool              `json:"sanctioned,omitempty"`
	Listed     []tagging.Listing `json:"listed,omitempty"`
	// Source is the first article of the range that names it.
	Source Source `json:"source"`
}

// Mover is an entity whose coverage rose above its own baseline.
type Mover struct {
	Name
	// Baseline is how many articles a range of this length had of it on
	// average in the four weeks before.
	Baseline float64 `json:"baseline"`
}

// Story is an event as told by the articles of the range.
type Story struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Summary is a sentence of one of the articles.
	Summary  string    `json:"summary,omitempty"`
	Articles int       `json:"articles"`
	Outlets  []string  `json:"outlets,omitempty"`
	First    time.Time `json:"first"`
	Last     time.Time `json:"last"`
	// Continued says that the story began before this digest's range.
	Continued bool `json:"continued,omitempty"`
	// Measures is how many of the digest's measures its articles report.
	Measures  int        `json:"measures,omitempty"`
	Conflicts []Conflict `json:"conflicts,omitempty"`
	Sources   []Source   `json:"sources"`
}

// Conflict is a figure on which the articles of a story disagree.
type Conflict struct {
	Noun     string    `json:"noun"`
	Versions []Version `json:"versions"`
}

// Version is one of the figures, in the words of its reports.
type Version struct {
	Phrase  string   `json:"phrase"`
	Outlets []string `json:"outlets"`
}

// Disruption is something that kept articles from coming in.
type Disruption struct {
	// What is "silent feed" or "dead letters".
	What   string `json:"what"`
	Detail string `json:"detail"`
}
