package fetcher

import "time"

// Visit is what is remembered of an address between runs.
type Visit struct {
	URL string `json:"url"`
	// Kind is what the address turned out to be.
	Kind Kind `json:"kind,omitempty"`
	// ETag and LastModified are the validators of the last full answer.
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
	// Fetched is the last answer, Changed the last one with something new.
	Fetched time.Time `json:"fetched,omitzero"`
	Changed time.Time `json:"changed,omitzero"`
	// Due is when to ask again, and Interval how that was reckoned.
	Due      time.Time     `json:"due,omitzero"`
	Interval time.Duration `json:"interval,omitempty"`
	// Asks is the least interval that a feed itself asks for.
	Asks time.Duration `json:"asks,omitempty"`
	// Entries is how many addresses a feed or sitemap named.
	Entries int `json:"entries,omitempty"`
	// Mark is what the feed said of the entry's version, so that an entry is
	// asked for again only when the feed says that it changed or Due has come.
	Mark string `json:"mark,omitempty"`
	// Failures counts failed visits since the last good one; FailingSince is
	// the first of them, Failed and LastError the latest.
	Failures     int       `json:"failures,omitempty"`
	FailingSince time.Time `json:"failing_since,omitzero"`
	Failed       time.Time `json:"failed,omitzero"`
	LastError    string    `json:"last_error,omitempty"`
	// Given says that the caller named the address; no source offered it.
	Given bool `json:"given,omitempty"`
	// Source named the page. As is what the sink said that became of it, as long
	// as nobody has looked whether that arrived.
	Source string `json:"source,omitempty"`
	As     string `json:"as,omitempty"`
	// Moved is the address that permanently replaced this one.
	Moved string `json:"moved,omitempty"`
}

// Kind is what an address turned out to be.
type Kind string

// The kinds of addresses.
const (
	Auto        Kind = ""        // not known yet: the answer decides
	PageKind    Kind = "page"    // an article's page
	FeedKind    Kind = "feed"    // RSS, Atom or JSON Feed
	SiteKind    Kind = "site"    // a front page that names feeds
	SitemapKind Kind = "sitemap" // a sitemap or an index of sitemaps
)

// IsSource reports whether addresses of this kind offer further addresses.
func (k Kind) IsSource() bool { return k == FeedKind || k == SiteKind || k == SitemapKind }

// IsSource reports whether the address is, or is meant to be, one that offers
// others: one that the caller gave and that never answered may be.
func (v Visit) IsSource() bool { return v.Kind.IsSource() || v.Given && v.Kind == Auto }

// Asked is when the address was last asked, with or without success.
func (v Visit) Asked() time.Time { return laterOf(v.Fetched, v.Failed) }

// State remembers visits. Its methods are called from several goroutines.
type State interface {
	// Visit returns what is remembered of an address; ok is false where
	// nothing is.
	Visit(url string) (v Visit, ok bool, err error)
	// Save writes visits durably, all or none.
	Save(visits []Visit) error
}

// forgetful is the State of a crawl that remembers nothing.
type forgetful struct{}

func (forgetful) Visit(string) (Visit, bool, error) { return Visit{}, false, nil }
func (forgetful) Save([]Visit) error                { return nil }
