package fetcher

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/rss"

	"github.com/tagwire/tagwire/fetcher/article"
)

// entry is one address that a source names.
type entry struct {
	url  string
	hint article.Hint
	// mark identifies the version that the source speaks of.
	mark string
	kind Kind
}

// feed is what a feed document says.
type feed struct {
	entries []entry
	// interval is how long the feed asks to be left alone.
	interval time.Duration
	// skipHours (0–23, UTC) and skipDays are when it need not be asked.
	skipHours []int
	skipDays  []time.Weekday
	// cut says that the document names more than its limit.
	cut bool
}

// Offers reports whether a document is a feed or a sitemap: it offers pages and
// is none.
func Offers(body []byte) bool { return looksLikeSitemap(body) || looksLikeFeed(body) }

// looksLikeFeed reports whether the document is RSS, Atom or a JSON Feed.
func looksLikeFeed(body []byte) bool {
	return gofeed.DetectFeedType(bytes.NewReader(body)) != gofeed.FeedTypeUnknown
}

// parseFeed reads a feed of any of the three families; base resolves relative
// links.
func parseFeed(body []byte, base *url.URL) (feed, error) {
	if depth := xmlDepth(body); depth > maxXMLDepth {
		return feed{}, fmt.Errorf("elements nested %d deep", depth)
	}
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true
	f, err := parser.Parse(bytes.NewReader(body))
	if err != nil {
		return feed{}, err
	}
	if f == nil {
		return feed{}, errors.New("empty feed")
	}
	out := feed{}
	for _, item := range f.Items {
		if e, ok := feedEntry(f, item, base); ok {
			out.entries = append(out.entries, e)
		}
	}
	if original, ok := f.OriginalFeed().(*rss.Feed); ok {
		out.rssHints(original)
	}
	return out, nil
}

func feedEntry(f *gofeed.Feed, item *gofeed.Item, base *url.URL) (entry, bool) {
	link := item.Link
	if link == "" && strings.HasPrefix(item.GUID, "http") {
		link = item.GUID
	}
	to, err := base.Parse(strings.TrimSpace(link))
	if link == "" || err != nil || to.Host == "" {
		return entry{}, false
	}
	e := entry{url: to.String(), kind: PageKind, hint: article.Hint{
		Title: strings.TrimSpace(item.Title), Site: strings.TrimSpace(f.Title), Language: f.Language,
	}}
	var names []string
	for _, a := range item.Authors {
		if a != nil && a.Name != "" {
			names = append(names, a.Name)
		}
	}
	e.hint.Byline = strings.Join(names, ", ")
	switch {
	case item.PublishedParsed != nil:
		e.hint.Published = item.PublishedParsed.UTC()
	case item.UpdatedParsed != nil:
		e.hint.Published = item.UpdatedParsed.UTC()
	}
	e.mark = item.Updated
	if e.mark == "" {
		e.mark = item.Published
	}
	return e, true
}

// rssHints reads ttl, skipHours, skipDays and the syndication module.
func (f *feed) rssHints(r *rss.Feed) {
	if n, err := strconv.Atoi(strings.TrimSpace(r.TTL)); err == nil && n > 0 {
		f.interval = time.Duration(min(n, 7*24*60)) * time.Minute
	}
	for _, h := range r.SkipHours {
		if n, err := strconv.Atoi(strings.TrimSpace(h)); err == nil && n >= 0 && n <= 24 {
			f.skipHours = append(f.skipHours, n%24)
		}
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if slices.ContainsFunc(r.SkipDays, func(s string) bool { return strings.EqualFold(strings.TrimSpace(s), d.String()) }) {
			f.skipDays = append(f.skipDays, d)
		}
	}
}

// maxXMLDepth bounds the nesting of what is handed to XML parsers.
const maxXMLDepth = 256

// xmlDepth is an upper estimate of how deep elements nest, in one pass.
func xmlDepth(body []byte) int {
	depth, deepest := 0, 0
	for i := 0; i+1 < len(body); i++ {
		if body[i] != '<' {
			continue
		}
		switch c := body[i+1]; {
		case bytes.HasPrefix(body[i:], []byte("<![CDATA[")):
			end := bytes.Index(body[i:], []byte("]]>"))
			if end < 0 {
				return deepest
			}
			i += end
		case c == '/':
			depth--
		case c == '!' || c == '?':
		default:
			if end := bytes.IndexByte(body[i:], '>'); end > 0 {
				if body[i+end-1] != '/' {
					depth++
				}
				i += end
			}
		}
		deepest = max(deepest, depth)
	}
	return deepest
}
