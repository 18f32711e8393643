// Package article holds the plain types that travel between tagwire's stages:
// the Page that a fetcher brought home and the Article that cleaning made of
// it.
//
// A Page is raw: bytes as they came, with what the feed said about them. An
// Article is text: paragraphs separated by one empty line, with metadata and a
// record of everything that cleaning took out. Both are values; nobody keeps a
// reference into another stage's copy.
package article

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Page is one fetched document before cleaning.
type Page struct {
	// URL is the address that was asked for; FinalURL the one that answered
	// after redirects. For files both are the file's URL or empty.
	URL      string `json:"url,omitempty"`
	FinalURL string `json:"final_url,omitempty"`
	// Source names the feed, sitemap, file or list that led here.
	Source string `json:"source,omitempty"`
	// Fetched is when the last byte arrived, in UTC.
	Fetched time.Time `json:"fetched"`
	// ContentType is the response's Content-Type header as sent, or a guess
	// from the file name. It may carry a charset.
	ContentType string `json:"content_type,omitempty"`
	// Body is the document with transfer and content encodings undone, in its
	// own character set.
	Body []byte `json:"body,omitempty"`
	// Hint is what a feed entry or an input record said of the document.
	Hint Hint `json:"hint,omitzero"`
}

// Hint is metadata known before the document is read. Cleaning prefers the
// document's own metadata and falls back to these.
type Hint struct {
	Title     string    `json:"title,omitempty"`
	Byline    string    `json:"byline,omitempty"`
	Site      string    `json:"site,omitempty"`
	Language  string    `json:"language,omitempty"`
	Published time.Time `json:"published,omitzero"`
}

// Article is a cleaned news story.
type Article struct {
	// ID is the identity of the story's address: see [NewID].
	ID string `json:"id"`
	// URL is the canonical address as [CleanURL] writes it, or empty for a file
	// that names none.
	URL   string `json:"url,omitempty"`
	Title string `json:"title,omitempty"`
	// Byline is the authors' line as printed, without "By".
	Byline string `json:"byline,omitempty"`
	// Authors are the persons of the byline, one each.
	Authors []string `json:"authors,omitempty"`
	Site    string   `json:"site,omitempty"`
	Section string   `json:"section,omitempty"`
	// Language is a BCP 47 tag ("en"), or empty when unknown.
	Language string `json:"language,omitempty"`
	// Published and Modified are zero when the document does not say.
	Published time.Time `json:"published,omitzero"`
	Modified  time.Time `json:"modified,omitzero"`
	// Fetched is when the page was fetched, in UTC.
	Fetched time.Time `json:"fetched,omitzero"`
	// Revision identifies the text of this version: see [NewRevision].
	Revision string `json:"revision"`
	Image    string `json:"image,omitempty"`
	// Paywalled says that the page shows only a part of the story.
	Paywalled bool `json:"paywalled,omitempty"`
	// Text is the cleaned body in valid UTF-8; blocks are separated by one
	// empty line.
	Text string `json:"text"`
	// Blocks partition Text in order. Text between two blocks is exactly one
	// empty line.
	Blocks []Block `json:"blocks,omitempty"`
	// Spans are the links, the emphasis and the cells within Text, in the order
	// of their starts, the longer first. They are gathered only where cleaning is
	// asked for them.
	Spans []Span `json:"spans,omitempty"`
	// Removed is what cleaning took out, in document order.
	Removed []Removed `json:"removed,omitempty"`
	// Origin says where a metadata field was found: field name ("title",
	// "published") to source ("json-ld", "open-graph", "meta", "feed", …).
	Origin map[string]string `json:"origin,omitempty"`
	// Source is the page's Source.
	Source string `json:"source,omitempty"`
}

// BlockKind is what a block of text was in the document.
type BlockKind string

// The kinds of blocks.
const (
	Paragraph BlockKind = "paragraph"
	Heading   BlockKind = "heading"
	ListItem  BlockKind = "list-item"
	Quote     BlockKind = "quote"
	TableRow  BlockKind = "table-row"
	Code      BlockKind = "code"
)

// Block is one paragraph, heading, list item, quotation or table row.
type Block struct {
	Kind BlockKind `json:"kind"`
	// Level is the depth of a heading (1–6) or of a list item (1 is the
	// outermost); otherwise 0.
	Level int `json:"level,omitempty"`
	// Start and End are code points into the article's Text, End exclusive.
	Start int `json:"start"`
	End   int `json:"end"`
	// Number is that of an item of an ordered list or of a row in its table, from
	// 1, and Continues says that the block belongs to the list item, quotation or
	// row of an earlier one. Both are known only where spans are.
	Number    int  `json:"number,omitempty"`
	Continues bool `json:"continues,omitempty"`
}

// SpanKind is what a span of text was in the document.
type SpanKind string

// The kinds of spans.
const (
	Link       SpanKind = "link"
	Strong     SpanKind = "strong"
	Emphasis   SpanKind = "emphasis"
	CodeSpan   SpanKind = "code"
	Cell       SpanKind = "cell"
	HeaderCell SpanKind = "header-cell"
	// Break is the blank that stands for a line break.
	Break SpanKind = "break"
)

// Span is a part of one block. Spans may overlap.
type Span struct {
	Kind SpanKind `json:"kind"`
	// Start and End are code points into the article's Text, End exclusive.
	Start int `json:"start"`
	End   int `json:"end"`
	// URL is a link's address, absolute, of the web or of mail.
	URL string `json:"url,omitempty"`
	// Column is that of a cell in its row, from 1.
	Column int `json:"column,omitempty"`
}

// Removed is a piece of the document that is not part of the story.
type Removed struct {
	Text string `json:"text"`
	// Rule names the rule that removed it, e.g. "related-link".
	Rule string `json:"rule"`
}

// NewID returns the identity of an article: twenty hexadecimal digits of the
// SHA-256 of its address, or of its text where it has none. Addresses that
// differ only in tracking parameters, fragment, scheme, "www." or in marking the
// mobile or AMP form of a page give the same identity.
func NewID(address, text string) string {
	if address != "" {
		return digest("url\x00", identity(address))
	}
	return digest("text\x00", text)
}

// NewRevision identifies one version of an article's title and text.
func NewRevision(title, text string) string {
	return digest("revision\x00", title, "\x00", text)[:12]
}

func digest(parts ...string) string {
	size := 0
	for _, p := range parts {
		size += len(p)
	}
	all := make([]byte, 0, size)
	for _, p := range parts {
		all = append(all, p...)
	}
	sum := sha256.Sum256(all)
	return hex.EncodeToString(sum[:10])
}
