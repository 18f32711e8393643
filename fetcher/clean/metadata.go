package clean

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/RadhiFadlillah/whatlanggo"
	"golang.org/x/net/html"

	"github.com/tagwire/tagwire/fetcher/article"
)

// readMetadata fills the metadata of a page from its sources in the order of
// trust: JSON-LD, Open Graph and article meta, other meta, marked-up elements,
// the title element.
func (m *metadata) readMetadata(v *view, sc *scanner, address string) {
	for _, text := range sc.linked {
		m.fromLinkedData(text)
	}
	metas := sc.metas
	pick := func(field string, dst *string, source string, keys ...string) {
		if *dst != "" {
			return
		}
		for _, k := range keys {
			if v := tidy(metas[k]); v != "" {
				*dst = v
				m.from(field, source)
				return
			}
		}
	}
	pick("title", &m.Title, "open-graph", "og:title", "twitter:title")
	pick("title", &m.Title, "meta", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title", "headline")
	pick("site", &m.Site, "open-graph", "og:site_name")
	pick("site", &m.Site, "meta", "application-name", "publisher", "dc.publisher", "cre")
	pick("section", &m.Section, "open-graph", "article:section", "og:section")
	pick("section", &m.Section, "meta", "section", "parsely-section", "category")
	pick("image", &m.Image, "open-graph", "og:image", "og:image:url", "twitter:image")
	pick("byline", &m.Byline, "meta", "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "citation_author", "twitter:creator")
	if strings.HasPrefix(m.Byline, "http") || strings.HasPrefix(m.Byline, "@") {
		m.Byline = ""
	}
	m.date(&m.Published, "published", metas, "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "publishdate", "publish-date", "pubdate", "publication_date", "sailthru.date", "parsely-pub-date", "article.published", "originalpublicationdate", "citation_date", "citation_publication_date", "timestamp", "bt:pubdate", "cxenseparse:recs:publishtime")
	m.date(&m.Modified, "modified", metas, "article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified", "revised")
	if m.Published.IsZero() || m.Byline == "" {
		m.fromElements(fragment(sc.around()), address)
	}
	h1 := ""
	if v.first >= 0 {
		h1 = v.nodes[v.first].text
	}
	m.finish(sc, h1, address)
}

// fragment parses a part of a page without what is no text.
func fragment(src []byte) *goquery.Document {
	lean, _ := prescan(src)
	root, err := html.Parse(bytes.NewReader(lean))
	if err != nil { // nested beyond what the parser takes
		root = &html.Node{Type: html.DocumentNode}
	}
	return goquery.NewDocumentFromNode(root)
}

// Bytes before and behind a page's headline in which its byline and date are
// looked for: farther away stand those of other stories.
const (
	beforeHeading = 3_000
	behindHeading = 9_000
)

// around is the part of a page around its headline, or the beginning of its
// body.
func (s *scanner) around() []byte {
	from, to := s.head, s.head+beforeHeading+behindHeading
	if s.heading >= 0 {
		from, to = max(s.head, s.heading-beforeHeading), s.heading+behindHeading
	}
	return s.src[from:min(to, len(s.src))]
}

func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }

// date fills a date from the first meta that parses.
func (m *metadata) date(dst *time.Time, field string, metas map[string]string, keys ...string) {
	for _, k := range keys {
		if !dst.IsZero() {
			return
		}
		if t, ok := parseDate(metas[k]); ok {
			*dst = t
			m.from(field, "meta")
		}
	}
}

// linkedData is what JSON-LD says of an article; its values may be strings,
// objects or lists of either.
type linkedData struct {
	Type       any             `json:"@type"`
	Graph      json.RawMessage `json:"@graph"`
	Headline   any             `json:"headline"`
	Name       any             `json:"name"`
	Author     any             `json:"author"`
	Creator    any             `json:"creator"`
	Publisher  any             `json:"publisher"`
	Published  any             `json:"datePublished"`
	Modified   any             `json:"dateModified"`
	Section    any             `json:"articleSection"`
	Language   any             `json:"inLanguage"`
	Image      any             `json:"image"`
	Accessible any             `json:"isAccessibleForFree"`
}

// fromLinkedData reads one JSON-LD script.
func (m *metadata) fromLinkedData(text string) {
	text = strings.TrimSpace(strings.NewReplacer("<![CDATA[", "", "]]>", "", "/*", "", "*/", "").Replace(text))
	var list []json.RawMessage
	if json.Unmarshal([]byte(text), &list) != nil {
		list = []json.RawMessage{json.RawMessage(text)}
	}
	for _, raw := range list {
		var d linkedData
		if json.Unmarshal(raw, &d) != nil {
			continue
		}
		if len(d.Graph) > 0 {
			m.fromLinkedData(string(d.Graph))
		}
		if isArticle(d.Type) {
			m.fromArticle(&d)
		}
	}
}

// isArticle reports whether a JSON-LD type is a kind of article.
func isArticle(t any) bool {
	switch t := t.(type) {
	case string:
		return strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "BlogPosting") || t == "Report" || t == "Review" || t == "LiveBlogPosting"
	case []any:
		for _, x := range t {
			if isArticle(x) {
				return true
			}
		}
	}
	return false
}

func (m *metadata) fromArticle(d *linkedData) {
	set := func(field string, dst *string, v string) {
		if v = tidy(unescape(v)); *dst == "" && v != "" {
			*dst = v
			m.from(field, "json-ld")
		}
	}
	set("title", &m.Title, first(d.Headline))
	authors := names(d.Author)
	if len(authors) == 0 {
		authors = names(d.Creator)
	}
	if len(m.Authors) == 0 && len(authors) > 0 {
		m.Authors = authors
		set("byline", &m.Byline, strings.Join(authors, ", "))
	}
	if p := names(d.Publisher); len(p) > 0 {
		set("site", &m.Site, p[0])
	}
	set("section", &m.Section, first(d.Section))
	set("language", &m.Language, first(d.Language))
	set("image", &m.Image, first(d.Image))
	if t, ok := parseDate(first(d.Published)); ok && m.Published.IsZero() {
		m.Published = t
		m.from("published", "json-ld")
	}
	if t, ok := parseDate(first(d.Modified)); ok && m.Modified.IsZero() {
		m.Modified = t
		m.from("modified", "json-ld")
	}
	switch a := d.Accessible.(type) {
	case bool:
		m.Paywalled = m.Paywalled || !a
	case string:
		m.Paywalled = m.Paywalled || strings.EqualFold(a, "false")
	}
}

var entities = strings.NewReplacer("&amp;", "&", "&quot;", "\"", "&#39;", "'", "&#039;", "'", "&apos;", "'", "&lt;", "<", "&gt;", ">", "&#8217;", "’", "&#8216;", "‘", "&#8220;", "“", "&#8221;", "”", "&rsquo;", "’", "&lsquo;", "‘", "&ldquo;", "“", "&rdquo;", "”", "&#8211;", "–", "&#x27;", "'", "&nbsp;", " ", "&ndash;", "–", "&mdash;", "—")

func unescape(s string) string { return entities.Replace(s) }

// first is the first string in a JSON value: itself, its url or name, or that
// of its first element.
func first(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		for _, x := range v {
			if s := first(x); s != "" {
				return s
			}
		}
	case map[string]any:
		for _, k := range []string{"url", "name", "@value", "@id"} {
			if s, ok := v[k].(string); ok && s != "" {
				return s
			}
		}
	}
	return ""
}

// names are the names in a JSON value.
func names(v any) []string {
	switch v := v.(type) {
	case string:
		if s := tidy(unescape(v)); s != "" && !strings.HasPrefix(s, "http") {
			return []string{s}
		}
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, names(x)...)
		}
		return out
	case map[string]any:
		return names(v["name"])
	}
	return nil
}

// fromElements reads what the page marks up in its body.
func (m *metadata) fromElements(doc *goquery.Document, address string) {
	if m.Published.IsZero() {
		doc.Find("time[datetime], [itemprop=datePublished], time[pubdate]").EachWithBreak(func(_ int, s *goquery.Selection) bool {
			for _, v := range []string{s.AttrOr("datetime", ""), s.AttrOr("content", ""), s.Text()} {
				if t, ok := parseDate(v); ok {
					m.Published = t
					m.from("published", "time")
					return false
				}
			}
			return true
		})
	}
	if m.Published.IsZero() {
		doc.Find("[class*=date],[class*=published],[class*=timestamp],[id*=date],[class*=posted],[class*=time]").EachWithBreak(func(i int, s *goquery.Selection) bool {
			if t, ok := findDate(s.Text()); ok {
				m.Published = t
				m.from("published", "text")
				return false
			}
			return i < 12
		})
	}
	if m.Published.IsZero() {
		if t, ok := dateOfURL(address); ok {
			m.Published = t
			m.from("published", "url")
		}
	}
	if m.Byline == "" {
		doc.Find("[rel=author],[itemprop=author] [itemprop=name],[itemprop=author],.author-name,.byline__name,.byline,.author,.post-author,.entry-author,[class*=byline],[class*=author]").EachWithBreak(func(i int, s *goquery.Selection) bool {
			t := tidy(s.Text())
			if n := strings.Count(t, " ") + 1; t != "" && n <= 8 && strings.Trim(t, "0123456789 /.,:-") != "" {
				m.Byline = t
				m.from("byline", "element")
				return false
			}
			return i < 8
		})
	}
}

// finish normalizes what was found.
func (m *metadata) finish(sc *scanner, h1, address string) {
	if m.Title == "" && sc.title != "" {
		m.Title = sc.title
		m.from("title", "title")
	}
	m.Title = trimSite(m.Title, m.Site, h1)
	m.Byline = trimBy(m.Byline)
	if len(m.Authors) == 0 && m.Byline != "" {
		m.Authors = splitAuthors(m.Byline)
	}
	if m.Language == "" {
		if sc.language != "" {
			m.Language = sc.language
			m.from("language", "html")
		} else if l := sc.metas["og:locale"]; l != "" {
			m.Language = strings.ReplaceAll(l, "_", "-")
			m.from("language", "open-graph")
		}
	}
	m.canonical = canonical(sc, address)
}

// canonical is the page's own address for itself, kept within its site.
func canonical(sc *scanner, address string) string {
	own, _ := url.Parse(address)
	for _, c := range []string{sc.canonical, sc.metas["og:url"]} {
		u, err := url.Parse(strings.TrimSpace(c))
		if c == "" || err != nil {
			continue
		}
		if own != nil && own.Host != "" {
			u = own.ResolveReference(u)
			if !article.SameSite(u.Host, own.Host) {
				continue
			}
			// A canonical link to the front page is a mistake of the template.
			if strings.Trim(u.Path, "/") == "" && strings.Trim(own.Path, "/") != "" {
				continue
			}
		}
		if u.Scheme == "http" || u.Scheme == "https" {
			u.Fragment = ""
			return u.String()
		}
	}
	return ""
}

// trimSite cuts the site's name from a title: "Headline | Site", "Headline -
// Site". A heading of the page that begins the title settles where it ends.
func trimSite(title, site, h1 string) string {
	if h1 != "" && len(h1) > 10 && len(h1) < len(title) && strings.HasPrefix(strings.ToLower(title), strings.ToLower(h1)) {
		return h1
	}
	for _, sep := range []string{" | ", " – ", " — ", " - ", " :: ", " » ", " • ", " · "} {
		i := strings.LastIndex(title, sep)
		if i < 0 {
			continue
		}
		head, tail := title[:i], title[i+len(sep):]
		if site != "" && (strings.EqualFold(tail, site) || strings.Contains(strings.ToLower(tail), strings.ToLower(site))) || sep == " | " && len(head) > len(tail) || strings.Count(tail, " ") <= 2 && strings.Count(head, " ") >= 4 {
			return strings.TrimSpace(head)
		}
	}
	return title
}

// trimBy cuts "By" and what follows the names.
func trimBy(s string) string {
	for _, p := range []string{"By ", "by ", "BY ", "Written by ", "Author: ", "Posted by ", "By: "} {
		s = strings.TrimPrefix(s, p)
	}
	if i := strings.IndexAny(s, "|•·"); i > 0 {
		s = s[:i]
	}
	return strings.TrimSpace(s)
}

// splitAuthors cuts a byline at commas and "and".
func splitAuthors(s string) []string {
	s = strings.NewReplacer(" and ", ",", " & ", ",", ";", ",").Replace(s)
	var out []string
	for _, a := range strings.Split(s, ",") {
		if a = strings.TrimSpace(a); a != "" && strings.Count(a, " ") < 5 {
			out = append(out, a)
		}
	}
	return out
}

// detectLanguage guesses the language of a text where the document is silent.
func detectLanguage(text string) string {
	if len(text) < 40 {
		return ""
	}
	if len(text) > 4000 {
		text = text[:4000]
	}
	info := whatlanggo.Detect(strings.ToValidUTF8(text, ""))
	if !info.IsReliable() {
		return ""
	}
	return info.Lang.Iso6391()
}
