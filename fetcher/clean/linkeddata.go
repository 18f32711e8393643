package clean

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// linkedData is what JSON-LD says of an article; its values may be strings,
// objects or lists of either.
type linkedData struct {
	ID         string          `json:"@id"`
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

// linkedGraph is what all JSON-LD of a page says: its articles, the people that
// they refer to by id, and the day of the page itself.
type linkedGraph struct {
	articles []linkedData
	people   map[string]string // names by id
	page     time.Time
}

// read adds one script.
func (g *linkedGraph) read(text string) {
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "[") || !strings.HasSuffix(text, "}") && !strings.HasSuffix(text, "]") {
		text = strings.TrimSpace(wrapping.Replace(text))
	}
	var list []json.RawMessage
	if !strings.HasPrefix(text, "[") || json.Unmarshal([]byte(text), &list) != nil {
		list = []json.RawMessage{json.RawMessage(text)}
	}
	for _, raw := range list {
		var d linkedData
		if json.Unmarshal(raw, &d) != nil {
			continue
		}
		if len(d.Graph) > 0 {
			g.read(string(d.Graph))
		}
		switch {
		case isArticle(d.Type):
			g.articles = append(g.articles, d)
		case hasType(d.Type, "Person"):
			if n := names(d.Name); len(n) > 0 && d.ID != "" {
				g.people[d.ID] = n[0]
			}
		case hasType(d.Type, "WebPage"):
			if t, ok := parseDate(first(d.Published)); ok && g.page.IsZero() {
				g.page = t
			}
		}
	}
}

// wrapping stands around JSON-LD in old templates.
var wrapping = strings.NewReplacer("<![CDATA[", "", "]]>", "", "/*", "", "*/", "")

func hasType(t any, want string) bool {
	switch t := t.(type) {
	case string:
		return t == want
	case []any:
		return slices.ContainsFunc(t, func(x any) bool { return hasType(x, want) })
	}
	return false
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

func (m *metadata) fromArticle(d *linkedData, g *linkedGraph) {
	set := func(field string, dst *string, v string) {
		if v = tidy(unescape(v)); *dst == "" && v != "" {
			*dst = v
			m.from(field, "json-ld")
		}
	}
	set("title", &m.Title, first(d.Headline))
	authors := g.names(d.Author)
	if len(authors) == 0 {
		authors = g.names(d.Creator)
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

// unescape resolves character references, twice: JSON-LD is often escaped by
// the template and again by its data.
func unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return html.UnescapeString(html.UnescapeString(s))
}

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

// names are the names in a JSON value, those of people referred to by id among
// them.
func (g *linkedGraph) names(v any) []string {
	switch v := v.(type) {
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, g.names(x)...)
		}
		return out
	case map[string]any:
		if id, ok := v["@id"].(string); ok && v["name"] == nil && g.people[id] != "" {
			return []string{g.people[id]}
		}
	}
	return names(v)
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
