package digest

import (
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/internal/console"
)

// Formats are the names that [Render] knows.
var formats = []string{"text", "markdown", "html", "json", "atom"}

// CheckFormat refuses a format that is not known.
func CheckFormat(format string) error {
	if !slices.Contains(formats, format) {
		return fmt.Errorf("--format %q: want %s", format, strings.Join(formats, ", "))
	}
	return nil
}

// Render prints the digest. The page matters to text only.
func Render(w io.Writer, d *Digest, format string, page console.Page) error {
	var out string
	var err error
	switch format {
	case "text":
		out = renderText(d, page)
	case "markdown":
		out = renderMarkdown(d)
	case "html":
		out, err = renderHTML(d)
	case "atom":
		out, err = renderAtom(d)
	case "json":
		return renderJSON(w, d)
	default:
		return CheckFormat(format)
	}
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, out)
	return err
}

// Subject is the digest in one line, as the subject of a mail.
func (d *Digest) Subject() string {
	if d.Empty() {
		return "tagwire: nothing new"
	}
	parts := []string{}
	for _, c := range []struct {
		n    int
		noun string
	}{{d.Counts.Designations, "new designation"}, {d.Counts.Delistings, "delisting"}} {
		if c.n > 0 {
			parts = append(parts, plural(c.n, c.noun))
		}
	}
	if d.Counts.Stories > 0 || len(parts) == 0 && d.Counts.ListChanges == 0 {
		parts = append(parts, plural(d.Counts.Stories, "story"))
	}
	if n := d.Counts.ListChanges; n > 0 && len(parts) == 0 {
		parts = append(parts, plural(n, "change")+" of the lists")
	}
	return "tagwire " + d.day(d.End) + ": " + strings.Join(parts, ", ")
}

// Headline is the title of the digest with its range in time.
func (d *Digest) Headline() string {
	if d.Begin.IsZero() {
		return "Sanctions digest"
	}
	begin, end := d.Begin.In(d.Location()), d.End.In(d.Location())
	span := begin.Format("Monday 2 January 2006, 15:04")
	switch {
	case begin.Truncate(time.Minute).Equal(end.Truncate(time.Minute)):
	case begin.Format(time.DateOnly) == end.Format(time.DateOnly):
		span += "–" + end.Format("15:04")
	default:
		span = begin.Format("Mon 2 Jan 2006, 15:04") + " – " + end.Format("Mon 2 Jan 2006, 15:04")
	}
	return "Sanctions digest · " + span + " " + end.Format("MST")
}

// Overview says in a sentence what the digest covers.
func (d *Digest) Overview() string {
	switch {
	case d.Empty() && d.Made.IsZero(): // a reprint
		return "Nothing was stored then."
	case d.Empty():
		return "Nothing new since the last digest."
	}
	c := d.Counts
	if c.Articles+c.Designations+c.Delistings+c.Recalled == 0 {
		return "No new article; " + plural(c.ListChanges, "change") + " of the lists."
	}
	s := fmt.Sprintf("%s in %s from %s.", plural(c.Articles, "article"), plural(c.Stories, "story"), plural(c.Outlets, "outlet"))
	if c.Articles == 0 {
		s = "No new article, but articles told before were tagged again."
	}
	var parts []string
	for _, p := range []struct {
		n           int
		noun, where string
	}{
		{c.Designations, "new designation", ""}, {c.Delistings, "delisting", ""},
		{c.FirstSeen, "name", " seen for the first time"}, {c.Watchlisted, "watchlisted name", " in the news"},
		{c.ListChanges, "change", " of the lists"},
	} {
		if p.n > 0 {
			parts = append(parts, plural(p.n, p.noun)+p.where)
		}
	}
	if c.Designations == 0 {
		parts = append([]string{"no new designation"}, parts...)
	}
	return s + " " + capital(strings.Join(parts, ", ")) + "."
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func plural(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "ry"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// lists says which watchlists the target is linked to, nothing where none were
// held.
func (m *Measure) lists() string {
	switch {
	case len(m.Listed) > 0:
		return onLists(m.Listed)
	case m.Checked:
		return "not yet on any list we hold"
	}
	return ""
}

// entryAddress is where the first entry that has a page of its own stands.
// OFAC's search shows each by its number; the other lists are files only.
func entryAddress(listed []tagging.Listing) string {
	for _, l := range listed {
		if n, err := strconv.ParseUint(l.UID, 10, 64); err == nil && strings.HasPrefix(l.List, "ofac-") {
			return fmt.Sprintf("https://sanctionssearch.ofac.treas.gov/Details.aspx?id=%d", n)
		}
	}
	return ""
}

func onLists(listed []tagging.Listing) string { return "on " + entries(listed) }

func entries(listed []tagging.Listing) string {
	parts := make([]string, 0, len(listed))
	for _, l := range listed {
		s := l.List + " " + l.UID
		if l.Strength != "" && l.Strength != "confirmed" {
			s += " (" + l.Strength + ")"
		}
		parts = append(parts, s)
	}
	if n := len(parts); n > 3 {
		parts = append(parts[:3], fmt.Sprintf("%d more", n-3))
	}
	return strings.Join(parts, ", ")
}

// outlets names a few outlets and counts the rest.
func outletList(names []string, reports int) string {
	shown := names
	if len(shown) > showSources {
		shown = shown[:showSources]
	}
	s := strings.Join(shown, ", ")
	if n := len(names) - len(shown); n > 0 {
		s += fmt.Sprintf(" and %d more", n)
	}
	if reports > 1 {
		s += fmt.Sprintf(" (%d reports)", reports)
	}
	return s
}

// typeName is a type as people say it.
func typeName(t tagging.Type) string { return strings.ReplaceAll(string(t), "_", " ") }

// sure says how confident a claim is, in words.
func sure(confidence float64) string {
	switch {
	case confidence >= 0.85:
		return ""
	case confidence >= 0.6:
		return "likely"
	}
	return "uncertain"
}

// span is the time of a story's first and last report.
func (d *Digest) span(st *Story) string {
	first, last := d.clock(st.First), d.clock(st.Last)
	if first == last {
		return first
	}
	if d.day(st.First) == d.day(st.Last) && len(first) > len(time.DateOnly) && len(last) > len(time.DateOnly) {
		last = last[len("2006-01-02 "):]
	}
	return first + " – " + last
}

// webAddress is an address that is safe to follow, or the empty text.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return strings.NewReplacer("<", "%3C", ">", "%3E").Replace(u.String())
}

// conflictText says a disagreement in words: "six individuals" (a) against
// "five individuals" (b).
func conflictText(c *Conflict) string {
	parts := make([]string, 0, len(c.Versions))
	for _, v := range c.Versions {
		parts = append(parts, fmt.Sprintf("“%s” (%s)", v.Phrase, outletList(v.Outlets, 0)))
	}
	return strings.Join(parts, " against ")
}
