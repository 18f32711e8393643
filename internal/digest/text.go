package digest

import (
	"fmt"
	"strings"

	"github.com/tagwire/tagwire/internal/console"
)

// textWriter prints a digest for a terminal.
type textWriter struct {
	strings.Builder
	page console.Page
}

func renderText(d *Digest, page console.Page) string {
	w := &textWriter{page: page}
	for _, l := range console.Wrap(d.Headline(), page.Columns()) {
		w.line(page.Bold(l))
	}
	w.WriteString(page.Block("", "", d.Overview()))
	if d.Filter != "" {
		w.WriteString(page.Block("Only: ", "      ", d.Filter))
	}
	for _, s := range d.sections() {
		w.section(&s)
	}
	return w.String()
}

func (w *textWriter) line(s string) { w.WriteString(s + "\n") }

// painted wraps s and paints each line.
func (w *textWriter) painted(first, rest, s string, paint func(string) string) {
	indent := first
	for _, l := range console.Wrap(console.Clean(s), w.page.Columns()-max(console.Width(first), console.Width(rest))) {
		w.line(indent + paint(l))
		indent = rest
	}
}

func (w *textWriter) dim(indent, s string) { w.painted(indent, indent, s, w.page.Dim) }

func (w *textWriter) section(s *section) {
	w.line("\n" + w.page.Cyan(strings.ToUpper(fmt.Sprintf("%s (%d)", s.Title, s.Count))))
	if s.Note != "" {
		w.dim("  ", s.Note)
	}
	for i := range s.Items {
		switch it := &s.Items[i]; {
		case it.Act != nil:
			w.act(it.Act)
		case it.Name != nil:
			w.WriteString(w.page.Block("  ", "    ", it.Name.Name+" – "+it.Name.Facts))
		case it.Story != nil:
			w.story(it.Story)
		default:
			w.WriteString(w.page.Block("  ", "    ", it.Line))
		}
	}
	if s.More != "" {
		if s.Items[0].Name == nil {
			w.line("")
		}
		w.dim("  ", s.More)
	}
}

func (w *textWriter) act(a *act) {
	w.line("")
	w.painted("  ", "  ", a.Heading, w.page.Bold)
	for i := range a.Findings {
		if i > 0 {
			w.line("")
		}
		w.finding(&a.Findings[i])
	}
}

func (w *textWriter) finding(f *finding) {
	for _, t := range f.Targets {
		w.target(t)
	}
	if f.Evidence != "" {
		w.WriteString(w.page.Block("      “", "       ", f.Evidence+"”"))
	}
	w.dim("      ", f.Foot)
	if u := webAddress(f.Source.URL); u != "" {
		w.dim("      ", u)
	}
}

// target prints a name and facts on it, painted where they stand on one line.
func (w *textWriter) target(t target) {
	name, facts := console.Clean(t.Name), console.Clean(t.Facts)
	if console.Width(name)+console.Width(facts)+7 <= w.page.Columns() {
		w.line("    " + w.page.Yellow(name) + " – " + facts)
		return
	}
	w.WriteString(w.page.Block("    ", "      ", name+" – "+facts))
}

func (w *textWriter) story(st *storyItem) {
	w.line("")
	w.painted("  • ", "    ", st.Title, w.page.Bold)
	if st.Summary != "" {
		w.WriteString(w.page.Block("    ", "    ", st.Summary))
	}
	for _, c := range st.Conflicts {
		w.WriteString(w.page.Block("    ", "      ", "Reports differ: "+c))
	}
	w.dim("    ", strings.Join([]string{st.Outlets, st.When, "story " + st.ID}, " · "))
	if u := webAddress(st.Sources[0].URL); u != "" {
		w.dim("    ", u)
	}
}
