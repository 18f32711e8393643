package clean

import (
	"bytes"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"github.com/RadhiFadlillah/whatlanggo"
	"golang.org/x/net/html"

	"github.com/tagwire/tagwire/fetcher/article"
)

// readMetadata fills the metadata of a page from its sources in the order of
// trust: JSON-LD, Open Graph and article meta, other meta, marked-up elements,
// the title element.
func (m *metadata) readMetadata(v *view, sc *scanner, address string) {
	graph := linkedGraph{people: make(map[string]string)}
	for _, text := range sc.linked {
		graph.read(text)
	}
	for i := range graph.articles {
		m.fromArticle(&graph.articles[i], &graph)
	}
	metas := sc.metas
	pick := func(field string, dst *string, source string, keys ...string) {
		if *dst != "" {
			return
		}
		for _, k := range keys {
			if v := tidy(metas[k]); v != "" && (field != "byline" || isByline(v)) {
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
	m.date(&m.Published, "published", metas, "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "publishdate", "publish-date", "pubdate", "publication_date", "sailthru.date", "parsely-pub-date", "article.published", "originalpublicationdate", "citation_date", "citation_publication_date", "timestamp", "bt:pubdate", "cxenseparse:recs:publishtime")
	m.date(&m.Modified, "modified", metas, "article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified", "revised")
	if m.Published.IsZero() || m.Byline == "" {
		m.fromElements(fragment(sc.around()))
	}
	m.fromLines(v)
	if m.Published.IsZero() {
		m.Published = graph.page
		if !m.Published.IsZero() {
			m.from("published", "json-ld")
		} else if t, ok := dateOfURL(address); ok {
			m.Published = t
			m.from("published", "url")
		}
	}
	m.finish(v, sc, address)
}

// isByline reports whether a meta element's value can name an author: some
// hold the address of a profile, a handle or a number.
func isByline(v string) bool {
	return !strings.Contains(v, "://") && v[0] != '@' && strings.Trim(v, "0123456789") != ""
}

// fragment parses a part of a page, without what is no text of it.
func fragment(src []byte) *goquery.Document {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(src))
	if err != nil { // nested beyond what the parser takes
		return goquery.NewDocumentFromNode(&html.Node{Type: html.DocumentNode})
	}
	doc.Find("script, style, svg, template, noscript, iframe, math, canvas, object").Remove()
	return doc
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

// fromElements reads what the page marks up in its body.
func (m *metadata) fromElements(doc *goquery.Document) {
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

// Blocks before and behind the headline among which a line may give the day or
// the author.
const (
	linesBefore = 8
	linesBehind = 14
)

// fromLines reads the short lines around the headline: "By Ada Lovelace",
// "Published 14 October 2026".
func (m *metadata) fromLines(v *view) {
	if v.first < 0 || !m.Published.IsZero() && m.Byline != "" {
		return
	}
	to := min(len(v.nodes), v.first+linesBehind)
	// What follows the headline is nearer to it than what stands above.
	for _, r := range [][2]int{{v.first + 1, to}, {max(0, v.first-linesBefore), v.first}} {
		for i := r[0]; i < r[1]; i++ {
			n := &v.nodes[i]
			if n.words > 24 {
				continue
			}
			if m.Byline == "" {
				if name := bylineOf(n.text); name != "" {
					m.Byline = name
					m.from("byline", "text")
				}
			}
			if m.Published.IsZero() {
				if t, ok := findDate(n.text); ok {
					m.Published = t
					m.from("published", "text")
				}
			}
		}
	}
}

// bylineOf reads the name from a line such as "By Ada Lovelace | 3 min read".
func bylineOf(line string) string {
	name := trimBy(line)
	if name == "" || len(name) == len(strings.TrimSpace(line)) {
		return "" // no "by" in front
	}
	words := strings.Fields(name)
	if len(words) > 8 || len(words) < 2 { // "By Tuesday", "Author Planning"
		return ""
	}
	for _, w := range words {
		c, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(c) && !nameParticle[strings.ToLower(w)] {
			return ""
		}
	}
	return name
}

// nameParticle are the words in lower case inside names and bylines.
var nameParticle = map[string]bool{"and": true, "&": true, "de": true, "van": true, "von": true, "der": true, "bin": true, "al": true, "da": true, "di": true, "del": true, "la": true, "le": true, "den": true, "ter": true, "dos": true, "du": true}

// finish normalizes what was found.
func (m *metadata) finish(v *view, sc *scanner, address string) {
	if m.Title == "" && sc.title != "" {
		m.Title = sc.title
		m.from("title", "title")
	}
	if m.Title == "" && v.first >= 0 {
		m.Title = v.nodes[v.first].text
		m.from("title", "heading")
	} else if h := v.headline(m.Title, m.Site); h != "" {
		if h != m.Title {
			m.from("title", "heading")
		}
		m.Title = h
	} else {
		m.Title = trimSite(m.Title, m.Site)
	}
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

// headline is the heading of level 1 that says what the page's title says; what
// readers see on the page goes before what the page tells machines. It is ""
// where no heading has words in common with the title.
func (v *view) headline(title, site string) string {
	want := make(map[string]bool)
	for w := range strings.FieldsFuncSeq(strings.ToLower(title), notInWord) {
		want[w] = true
	}
	best, likest := "", minLike
	for i := range v.nodes {
		n := &v.nodes[i]
		if n.kind != article.Heading || n.level != 1 || n.words > 40 || strings.EqualFold(n.text, site) {
			continue
		}
		common, all := 0, 0
		for w := range strings.FieldsFuncSeq(strings.ToLower(n.text), notInWord) {
			all++
			if want[w] {
				common++
			}
		}
		if like := 2 * float64(common) / float64(max(all+len(want), 1)); like > likest {
			best, likest = n.text, like
		}
	}
	return best
}

// minLike is the share of words in common from which a heading says what a
// title says.
const minLike = 0.35

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// trimSite cuts the site's name from a title: "Headline | Site", "Headline -
// Site".
func trimSite(title, site string) string {
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

// bySigns stand before the names of a byline, in lower case.
var bySigns = []string{"by:", "by ", "written by:", "written by ", "article by:", "article by ", "story by ", "words by ", "posted by ", "published by ", "authored by ", "reviewed by ", "author:", "author "}

// trimBy cuts "By" and what follows the names.
func trimBy(s string) string {
	s = strings.TrimSpace(s)
	for _, p := range bySigns {
		if len(s) > len(p) && strings.EqualFold(s[:len(p)], p) {
			s = strings.TrimSpace(s[len(p):])
			break
		}
	}
	if len(s) > 3 && (s[:2] == "By" || s[:2] == "BY") && s[2] >= 'A' && s[2] <= 'Z' && s[3] >= 'a' {
		s = s[2:] // "ByAda Lovelace"
	}
	if i := monthAndDay.FindStringIndex(s); i != nil && i[0] > 0 {
		s = s[:i[0]]
	}
	low := strings.ToLower(s)
	cut := len(s)
	for _, end := range []string{"|", "•", "·", " – ", " — ", "last updated", "updated", "published", "posted on", " on ", "contributing writer", "staff writer", "senior writer", "contributor", "min read", "former "} {
		if i := strings.Index(low, end); i > 0 && i < cut && len(low) == len(s) {
			cut = i
		}
	}
	s = strings.Trim(s[:cut], " ,;:&-")
	for _, role := range []string{" writer", " editor", " reporter", " correspondent", " staff"} {
		if n := len(s) - len(role); n > 0 && strings.EqualFold(s[n:], role) {
			s = s[:n]
		}
	}
	return s
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
