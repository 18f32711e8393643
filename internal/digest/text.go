package digest

import (
	"fmt"
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/internal/console"
)

// textWriter prints a digest for a terminal.
type textWriter struct {
	strings.Builder
	d    *Digest
	page console.Page
}

func renderText(d *Digest, page console.Page) string {
	w := &textWriter{d: d, page: page}
	for _, l := range console.Wrap(d.Headline(), page.Columns()) {
		w.WriteString(page.Bold(l) + "\n")
	}
	w.WriteString(page.Block("", "", d.Overview()))
	if d.Filter != "" {
		w.WriteString(page.Block("Only: ", "      ", d.Filter))
	}
	w.acts("New designations", d.Counts.Designations, d.Designations)
	w.acts("Delistings", d.Counts.Delistings, d.Delistings)
	w.firstSeen()
	w.names("Watchlisted names in the news", d.Counts.Watchlisted, d.Watchlisted, "")
	w.movers()
	w.stories()
	w.acts("Earlier measures recalled", d.Counts.Recalled, d.Recalled)
	w.operations()
	return w.String()
}

func (w *textWriter) section(title string, n int) {
	head := fmt.Sprintf("%s (%d)", title, n)
	w.WriteString("\n" + w.page.Cyan(strings.ToUpper(head)) + "\n")
}

func (w *textWriter) line(s string) { w.WriteString(s + "\n") }

func (w *textWriter) dim(indent, s string) {
	for _, l := range console.Wrap(console.Clean(s), w.page.Columns()-len(indent)) {
		w.line(indent + w.page.Dim(l))
	}
}

func (w *textWriter) acts(title string, n int, measures []Measure) {
	if n == 0 {
		return
	}
	w.section(title, n)
	for _, a := range acts(measures) {
		w.line("")
		for _, l := range console.Wrap(a.Heading, w.page.Columns()-2) {
			w.line("  " + w.page.Bold(l))
		}
		for i := range a.Findings {
			if i > 0 {
				w.line("")
			}
			w.finding(&a.Findings[i])
		}
	}
}

func (w *textWriter) finding(f *finding) {
	for i := range f.Measures {
		m := &f.Measures[i]
		facts := []string{typeName(m.Type)}
		facts = append(facts, f.place(m)...)
		if s := sure(m.Confidence); s != "" {
			facts = append(facts, s)
		}
		if m.Action != tagging.Delisted {
			facts = append(facts, m.lists())
		} else if len(m.Listed) > 0 {
			facts = append(facts, "still on "+entries(m.Listed))
		}
		w.target(m.Target, strings.Join(facts, ", "))
	}
	if f.Evidence != "" {
		w.WriteString(w.page.Block("      “", "       ", f.Evidence+"”"))
	}
	w.dim("      ", f.foot())
	if u := webAddress(f.Source.URL); u != "" {
		w.dim("      ", u)
	}
}

// target prints a name and facts on it, painted where they stand on one line.
func (w *textWriter) target(name, facts string) {
	name, facts = console.Clean(name), console.Clean(facts)
	if console.Width(name)+console.Width(facts)+7 <= w.page.Columns() {
		w.line("    " + w.page.Yellow(name) + " – " + facts)
		return
	}
	w.WriteString(w.page.Block("    ", "      ", name+" – "+facts))
}

func (w *textWriter) firstSeen() {
	c := w.d.Counts
	note := ""
	if c.FirstSeenAbove > 0 {
		note = fmt.Sprintf("%d of them are targets above", c.FirstSeenAbove)
		if len(w.d.FirstSeen) == 0 {
			note = "all of them are targets above"
		}
	}
	w.names("Names seen for the first time", c.FirstSeen, w.d.FirstSeen, note)
}

func (w *textWriter) names(title string, n int, names []Name, note string) {
	if n == 0 {
		return
	}
	w.section(title, n)
	if note != "" {
		w.dim("  ", note)
	}
	for i := range names {
		if i == showNames {
			w.dim("  ", fmt.Sprintf("and %d more", len(names)-showNames))
			break
		}
		w.nameLine(&names[i], "")
	}
}

func (w *textWriter) nameLine(n *Name, extra string) {
	facts := []string{typeName(n.Type), plural(n.Articles, "article") + extra}
	if n.Sanctioned {
		facts = append(facts, "called sanctioned")
	}
	if len(n.Listed) > 0 {
		facts = append(facts, onLists(n.Listed))
	}
	w.WriteString(w.page.Block("  ", "    ", n.Name+" – "+strings.Join(facts, ", ")))
}

func (w *textWriter) movers() {
	if w.d.Counts.Movers == 0 {
		return
	}
	w.section("More in the news than usual", w.d.Counts.Movers)
	for i := range w.d.Movers {
		if i == showMovers {
			w.dim("  ", fmt.Sprintf("and %d more", len(w.d.Movers)-showMovers))
			break
		}
		m := &w.d.Movers[i]
		w.nameLine(&m.Name, fmt.Sprintf(" (usually %.1f)", m.Baseline))
	}
}

func (w *textWriter) stories() {
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
		w.story(st)
	}
	if rest > 0 {
		w.line("")
		w.dim("  ", fmt.Sprintf("and %s with %s; --format json has all", plural(rest, "more story"), plural(articles, "article")))
	}
}

func (w *textWriter) story(st *Story) {
	w.line("")
	for i, l := range console.Wrap(console.Clean(st.Title), w.page.Columns()-4) {
		indent := "    "
		if i == 0 {
			indent = "  • "
		}
		w.line(indent + w.page.Bold(l))
	}
	if st.Summary != "" {
		w.WriteString(w.page.Block("    ", "    ", st.Summary))
	}
	facts := []string{outletList(st.Outlets, st.Articles), w.d.span(st)}
	if st.Continued {
		facts = append(facts, "continued")
	}
	w.dim("    ", strings.Join(append(facts, "story "+st.ID), " · "))
	for i := range st.Conflicts {
		w.WriteString(w.page.Block("    Reports differ: ", "      ", conflictText(&st.Conflicts[i])))
	}
	if u := webAddress(st.Sources[0].URL); u != "" {
		w.dim("    ", u)
	}
}

func (w *textWriter) operations() {
	if len(w.d.Operations) == 0 {
		return
	}
	w.section("What did not come in", len(w.d.Operations))
	for _, o := range w.d.Operations {
		w.WriteString(w.page.Block("  ", "    ", o.What+": "+o.Detail))
	}
}
