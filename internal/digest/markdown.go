package digest

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/internal/console"
)

// markdownWriter prints a digest as CommonMark.
type markdownWriter struct {
	strings.Builder
	d *Digest
}

func renderMarkdown(d *Digest) string {
	w := &markdownWriter{d: d}
	w.WriteString("# " + escape(d.Headline()) + "\n\n" + escape(d.Overview()) + "\n")
	if d.Filter != "" {
		w.WriteString("\nOnly: " + escape(d.Filter) + "\n")
	}
	w.acts("New designations", d.Counts.Designations, d.Designations)
	w.acts("Delistings", d.Counts.Delistings, d.Delistings)
	w.firstSeen()
	w.names("Watchlisted names in the news", d.Counts.Watchlisted, d.Watchlisted)
	w.movers()
	w.stories()
	w.acts("Earlier measures recalled", d.Counts.Recalled, d.Recalled)
	if len(d.Operations) > 0 {
		w.section("What did not come in", len(d.Operations))
		for _, o := range d.Operations {
			w.WriteString("- " + escape(o.What+": "+o.Detail) + "\n")
		}
	}
	return w.String()
}

// escape makes strangers' text plain text in Markdown.
func escape(s string) string {
	return markdownEscapes.Replace(console.Clean(s))
}

var markdownEscapes = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `&lt;`, ">", `&gt;`, "#", `\#`, "|", `\|`, "~", `\~`,
)

// link is a Markdown link, or just the text where the address is none of the
// web.
func link(text, address string) string {
	u := webAddress(address)
	if u == "" {
		return escape(text)
	}
	return "[" + escape(text) + "](<" + u + ">)"
}

// webAddress is an address that is safe to follow, or the empty text.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return strings.NewReplacer("<", "%3C", ">", "%3E").Replace(u.String())
}

func (w *markdownWriter) section(title string, n int) {
	fmt.Fprintf(w, "\n## %s (%d)\n\n", title, n)
}

func (w *markdownWriter) acts(title string, n int, measures []Measure) {
	if n == 0 {
		return
	}
	w.section(title, n)
	for i, a := range acts(measures) {
		if i > 0 {
			w.WriteByte('\n')
		}
		w.WriteString("**" + escape(a.Heading) + "**\n\n")
		for _, f := range a.Findings {
			for k := range f.Measures {
				w.measure(&f.Measures[k], f.place(&f.Measures[k]))
			}
			if f.Evidence != "" {
				w.WriteString("\n  > " + escape(f.Evidence) + "\n")
			}
			w.WriteString("\n  " + link(f.Source.Title, f.Source.URL) + " – " + escape(f.foot()) + "\n\n")
		}
	}
}

func (w *markdownWriter) measure(m *Measure, place []string) {
	facts := []string{typeName(m.Type)}
	facts = append(facts, place...)
	if s := sure(m.Confidence); s != "" {
		facts = append(facts, s)
	}
	if m.Action != tagging.Delisted {
		facts = append(facts, m.lists())
	}
	w.WriteString("- **" + escape(m.Target) + "** – " + escape(strings.Join(facts, ", ")) + "\n")
}

func (w *markdownWriter) firstSeen() {
	c := w.d.Counts
	if c.FirstSeen == 0 {
		return
	}
	w.names("Names seen for the first time", c.FirstSeen, w.d.FirstSeen)
	if c.FirstSeenAbove > 0 {
		fmt.Fprintf(w, "- *%d of them are targets above*\n", c.FirstSeenAbove)
	}
}

func (w *markdownWriter) names(title string, n int, names []Name) {
	if n == 0 {
		return
	}
	w.section(title, n)
	for i := range names {
		if i == showNames {
			fmt.Fprintf(w, "- *and %d more*\n", len(names)-showNames)
			break
		}
		w.name(&names[i], "")
	}
}

func (w *markdownWriter) name(n *Name, extra string) {
	facts := []string{typeName(n.Type), plural(n.Articles, "article") + extra}
	if n.Sanctioned {
		facts = append(facts, "called sanctioned")
	}
	if len(n.Listed) > 0 {
		facts = append(facts, onLists(n.Listed))
	}
	w.WriteString("- " + escape(n.Name) + " – " + escape(strings.Join(facts, ", ")) + " – " + link(n.Source.Site, n.Source.URL) + "\n")
}

func (w *markdownWriter) movers() {
	if w.d.Counts.Movers == 0 {
		return
	}
	w.section("More in the news than usual", w.d.Counts.Movers)
	for i := range w.d.Movers {
		if i == showMovers {
			fmt.Fprintf(w, "- *and %d more*\n", len(w.d.Movers)-showMovers)
			break
		}
		m := &w.d.Movers[i]
		w.name(&m.Name, fmt.Sprintf(" (usually %.1f)", m.Baseline))
	}
}

func (w *markdownWriter) stories() {
	if w.d.Counts.Stories == 0 {
		return
	}
	w.section("Stories", w.d.Counts.Stories)
	rest, articles := 0, 0
	for i := range w.d.Stories {
		st := &w.d.Stories[i]
		if i >= showStories {
			rest++
			articles += st.Articles
			continue
		}
		fmt.Fprintf(w, "- **%s**", escape(st.Title))
		if st.Summary != "" {
			w.WriteString("  \n  " + escape(st.Summary))
		}
		fmt.Fprintf(w, "  \n  %s · %s\n", w.d.span(st), sourceLinks(st))
		for k := range st.Conflicts {
			w.WriteString("  - Reports differ: " + escape(conflictText(&st.Conflicts[k])) + "\n")
		}
	}
	if rest > 0 {
		fmt.Fprintf(w, "- *and %s with %s*\n", plural(rest, "more story"), plural(articles, "article"))
	}
}

// sourceLinks links the first report of each of a story's outlets.
func sourceLinks(st *Story) string {
	var parts []string
	for _, s := range voices(st) {
		parts = append(parts, link(s.Site, s.URL))
	}
	if n := len(st.Outlets) - len(parts); n > 0 {
		parts = append(parts, fmt.Sprintf("%d more", n))
	}
	out := strings.Join(parts, ", ")
	if st.Articles > 1 {
		out += fmt.Sprintf(" (%d reports)", st.Articles)
	}
	return out
}

// voices are the first reports of the first few outlets of a story.
func voices(st *Story) []Source {
	var out []Source
	seen := make(map[string]bool)
	for _, s := range st.Sources {
		if !seen[s.Site] && len(out) < showSources {
			seen[s.Site] = true
			out = append(out, s)
		}
	}
	return out
}
