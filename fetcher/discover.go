package fetcher

import (
	"bytes"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxDiscovered bounds how many feeds of one front page are followed.
const maxDiscovered = 5

// discoverFeeds returns the feeds that a page's head names, in order. It reads
// tokens up to the end of the head, so its cost is bounded however the page is
// built.
func discoverFeeds(body []byte, base *url.URL) []string {
	z := html.NewTokenizer(bytes.NewReader(body))
	z.SetMaxBuf(64 << 10)
	var feeds []string
	seen := map[string]bool{}
	for len(feeds) < maxDiscovered {
		switch z.Next() {
		case html.ErrorToken:
			return feeds
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.DataAtom == atom.Body {
				return feeds
			}
			if t.DataAtom != atom.Link {
				continue
			}
			if to := feedLink(t.Attr, base); to != "" && !seen[to] {
				seen[to] = true
				feeds = append(feeds, to)
			}
		}
	}
	return feeds
}

// feedTypes are the media types of feeds, without parameters.
const feedTypes = " application/rss+xml application/atom+xml application/feed+json application/rdf+xml "

func feedLink(attrs []html.Attribute, base *url.URL) string {
	var rel, kind, href, title string
	for _, a := range attrs {
		switch a.Key {
		case "rel":
			rel = " " + strings.ToLower(a.Val) + " "
		case "type":
			kind, _, _ = strings.Cut(strings.ToLower(a.Val), ";")
		case "href":
			href = a.Val
		case "title":
			title = strings.ToLower(a.Val)
		}
	}
	if !strings.Contains(rel, " alternate ") || kind == "" || !strings.Contains(feedTypes, " "+strings.TrimSpace(kind)+" ") {
		return ""
	}
	if strings.Contains(title, "comment") || strings.Contains(href, "/comments/") {
		return "" // a blog's comments are not its articles
	}
	to, err := base.Parse(strings.TrimSpace(href))
	if err != nil || to.Host == "" {
		return ""
	}
	return to.String()
}
