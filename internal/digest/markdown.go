package digest

import (
	"fmt"
	"strings"

	"github.com/tagwire/tagwire/internal/console"
)

// markdownWriter prints a digest as CommonMark.
type markdownWriter struct{ strings.Builder }

func renderMarkdown(d *Digest) string {
	w := new(markdownWriter)
	w.WriteString("# " + escape(d.Headline()) + "\n\n" + escape(d.Overview()) + "\n")
	if d.Filter != "" {
		w.WriteString("\nOnly: " + escape(d.Filter) + "\n")
	}
	for _, s := range d.sections() {
		w.section(&s)
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

func (w *markdownWriter) section(s *section) {
	fmt.Fprintf(w, "\n## %s (%d)\n\n", s.Title, s.Count)
	if s.Note != "" {
		w.WriteString("*" + s.Note + "*\n")
		if len(s.Items) > 0 {
			w.WriteString("\n")
		}
	}
	for i := range s.Items {
		switch it := &s.Items[i]; {
		case it.Act != nil:
			if i > 0 {
				w.WriteString("\n")
			}
			w.act(it.Act)
		case it.Name != nil:
			n := it.Name
			w.WriteString("- " + escape(n.Name) + " – " + escape(n.Facts) + entry(n.Entry) + " – " + link(n.Source.Site, n.Source.URL) + "\n")
		case it.Story != nil:
			w.story(it.Story)
		default:
			w.WriteString("- " + escape(it.Line) + "\n")
		}
	}
	if s.More != "" {
		w.WriteString("\n*" + s.More + "*\n")
	}
}

// entry is a link to a list's entry, where that has an address.
func entry(address string) string {
	if address == "" {
		return ""
	}
	return " (" + link("list entry", address) + ")"
}

func (w *markdownWriter) act(a *act) {
	w.WriteString("**" + escape(a.Heading) + "**\n")
	for _, f := range a.Findings {
		w.WriteString("\n")
		for _, t := range f.Targets {
			w.WriteString("- **" + escape(t.Name) + "** – " + escape(t.Facts) + entry(t.Entry) + "\n")
		}
		if f.Evidence != "" {
			w.WriteString("\n  > " + escape(f.Evidence) + "\n")
		}
		w.WriteString("\n  " + link(f.Source.Title, f.Source.URL) + " – " + escape(f.Foot) + "\n")
	}
}

func (w *markdownWriter) story(st *storyItem) {
	w.WriteString("- **" + escape(st.Title) + "**")
	if st.Summary != "" {
		w.WriteString("  \n  " + escape(st.Summary))
	}
	var links []string
	for _, v := range st.Voices {
		links = append(links, link(v.Site, v.URL))
	}
	if st.Rest > 0 {
		links = append(links, fmt.Sprintf("%d more", st.Rest))
	}
	w.WriteString("  \n  " + escape(st.When) + " · " + strings.Join(links, ", "))
	if st.Articles > 1 {
		fmt.Fprintf(w, " (%d reports)", st.Articles)
	}
	w.WriteString("\n")
	for _, c := range st.Conflicts {
		w.WriteString("  - Reports differ: " + escape(c) + "\n")
	}
}
