package fetcher

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html/charset"

	"github.com/tagwire/tagwire/fetcher/article"
)

// looksLikeSitemap reports whether the document's root is a urlset or a
// sitemapindex.
func looksLikeSitemap(body []byte) bool {
	head := body[:min(len(body), 2048)]
	return bytes.Contains(head, []byte("<urlset")) || bytes.Contains(head, []byte("<sitemapindex"))
}

// sitemapItem is a url or sitemap element, with Google's news extension.
type sitemapItem struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
	News    struct {
		Title       string `xml:"title"`
		Date        string `xml:"publication_date"`
		Publication struct {
			Name     string `xml:"name"`
			Language string `xml:"language"`
		} `xml:"publication"`
	} `xml:"news"`
}

// parseSitemap reads a sitemap or an index of sitemaps, one element at a time
// and at most limit of them; more is reported by cut. What was read before an
// error is returned with it.
func parseSitemap(body []byte, base *url.URL, limit int) (entries []entry, cut bool, err error) {
	if depth := xmlDepth(body); depth > maxXMLDepth {
		return nil, false, fmt.Errorf("elements nested %d deep", depth)
	}
	d := xml.NewDecoder(bytes.NewReader(body))
	d.CharsetReader = charset.NewReaderLabel
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return entries, false, nil
		}
		if err != nil {
			return entries, false, err
		}
		start, ok := t.(xml.StartElement)
		if !ok || (start.Name.Local != "url" && start.Name.Local != "sitemap") {
			continue
		}
		if len(entries) >= limit {
			return entries, true, nil
		}
		var item sitemapItem
		if err := d.DecodeElement(&item, &start); err != nil {
			return entries, false, err
		}
		if e, ok := item.entry(base, start.Name.Local == "sitemap"); ok {
			entries = append(entries, e)
		}
	}
}

func (s *sitemapItem) entry(base *url.URL, index bool) (entry, bool) {
	to, err := base.Parse(strings.TrimSpace(s.Loc))
	if err != nil || to.Host == "" || strings.TrimSpace(s.Loc) == "" {
		return entry{}, false
	}
	e := entry{url: to.String(), kind: PageKind, mark: strings.TrimSpace(s.LastMod)}
	if index {
		e.kind = SitemapKind
		return e, true
	}
	e.hint = article.Hint{
		Title:     strings.TrimSpace(s.News.Title),
		Site:      strings.TrimSpace(s.News.Publication.Name),
		Language:  strings.TrimSpace(s.News.Publication.Language),
		Published: parseW3C(s.News.Date),
	}
	return e, true
}

// parseW3C reads the W3C profile of ISO 8601, zero where it cannot.
func parseW3C(s string) time.Time {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
