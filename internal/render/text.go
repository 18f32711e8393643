// Package render shows a tagging to people: as text for a terminal and as one
// self-contained HTML page. Programs read the JSON form instead.
package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// order is how the types follow each other on a page.
var order = []struct {
	typ   tagging.Type
	title string
}{
	{tagging.Person, "Persons"},
	{tagging.Organization, "Organizations"},
	{tagging.City, "Cities"},
	{tagging.LegalAuthority, "Legal authorities"},
	{tagging.Vessel, "Vessels"},
	{tagging.Aircraft, "Aircraft"},
	{tagging.CryptoAddress, "Crypto addresses"},
}

// Text writes one tagging as a short report.
func Text(w io.Writer, t *tagging.Tagging) error {
	var b strings.Builder
	title := t.Title
	if title == "" {
		title = t.ID
	}
	fmt.Fprintf(&b, "%s\n", title)
	if line := provenance(t); line != "" {
		fmt.Fprintf(&b, "%s\n", line)
	}
	sanctioned(&b, t)
	for _, g := range Groups(t) {
		fmt.Fprintf(&b, "\n%s\n", g.Title)
		for _, e := range g.Entities {
			fmt.Fprintf(&b, "  %s\n", describe(e))
		}
	}
	if len(t.Entities) == 0 {
		b.WriteString("\nNo entities found.\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// provenance is site, byline and date in one line.
func provenance(t *tagging.Tagging) string {
	var parts []string
	for _, s := range []string{t.Site, t.Byline} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if !t.Published.IsZero() {
		parts = append(parts, t.Published.Format("2006-01-02"))
	}
	if t.URL != "" {
		parts = append(parts, t.URL)
	}
	return strings.Join(parts, " · ")
}

// sanctioned lists who the article says is sanctioned, with the measures and
// each sentence of evidence.
func sanctioned(b *strings.Builder, t *tagging.Tagging) {
	runes := []rune(t.Text)
	first := true
	for i := range t.Entities {
		e := &t.Entities[i]
		if !e.Sanctioned && len(e.Designations) == 0 {
			continue
		}
		if first {
			b.WriteString("\nSanctioned\n")
			first = false
		}
		fmt.Fprintf(b, "  %s (%s)\n", e.Name, e.Type)
		for _, d := range e.Designations {
			fmt.Fprintf(b, "    %s\n", Measure(d))
			if ev := clip(runes, d.Evidence); ev != "" {
				fmt.Fprintf(b, "      “%s”\n", ev)
			}
			explain(b, d.Explanation)
		}
	}
}

func explain(b *strings.Builder, x *tagging.Explanation) {
	if x == nil {
		return
	}
	fmt.Fprintf(b, "      trigger %q, rule %s\n", x.Trigger, x.Rule)
	if x.Clause != "" {
		fmt.Fprintf(b, "      clause: %s\n", x.Clause)
	}
	for _, s := range x.For {
		fmt.Fprintf(b, "      + %s\n", s)
	}
	for _, s := range x.Against {
		fmt.Fprintf(b, "      - %s\n", s)
	}
}

// Measure says a designation in one line: "designated by OFAC under
// E.O. 13382 on 2023-06-15 (93 %)".
func Measure(d tagging.Designation) string {
	var b strings.Builder
	b.WriteString(string(d.Action))
	if d.Agency != "" {
		fmt.Fprintf(&b, " by %s", d.Agency)
	}
	if d.Authority != "" {
		fmt.Fprintf(&b, " under %s", d.Authority)
	}
	if d.Date != "" {
		fmt.Fprintf(&b, " on %s", d.Date)
	}
	fmt.Fprintf(&b, " (%.0f %%)", 100*d.Confidence)
	return b.String()
}

// clip is the text of a span in one line.
func clip(runes []rune, s tagging.Span) string {
	if s.Start < 0 || s.End > len(runes) || s.Start >= s.End {
		return ""
	}
	return strings.Join(strings.Fields(string(runes[s.Start:s.End])), " ")
}

// describe is an entity in one line.
func describe(e *tagging.Entity) string {
	var b strings.Builder
	b.WriteString(e.Name)
	if e.Place != nil && e.Place.Country != "" {
		fmt.Fprintf(&b, ", %s", e.Place.Country)
	}
	if e.Citation != nil && e.Citation.Canonical != "" && e.Citation.Canonical != e.Name {
		fmt.Fprintf(&b, " = %s", e.Citation.Canonical)
	}
	if len(e.Aliases) > 0 {
		fmt.Fprintf(&b, " (also %s)", strings.Join(e.Aliases, ", "))
	}
	fmt.Fprintf(&b, " ×%d", len(e.Mentions))
	for _, l := range e.Listed {
		fmt.Fprintf(&b, " [%s %s]", l.List, l.UID)
	}
	return b.String()
}

// Group are the entities of one type, in the order of the tagging.
type Group struct {
	Type     tagging.Type
	Title    string
	Entities []*tagging.Entity
}

// Groups sorts the entities of a tagging by their types, in the order that pages
// and reports have them; types without entities are left out.
func Groups(t *tagging.Tagging) (out []Group) {
	for _, o := range order {
		g := Group{Type: o.typ, Title: o.title}
		for i := range t.Entities {
			if e := &t.Entities[i]; e.Type == o.typ {
				g.Entities = append(g.Entities, e)
			}
		}
		if len(g.Entities) > 0 {
			out = append(out, g)
		}
	}
	return out
}
