package digest

import (
	_ "embed"
	"html/template"
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/internal/console"
)

//go:embed digest.html.tmpl
var htmlSource string

// htmlTemplate is the e-mail: styles stand on the elements, as mail readers
// want them, and one style sheet turns the colours for dark screens.
var htmlTemplate = template.Must(template.New("digest").Funcs(template.FuncMap{
	"clean":    console.Clean,
	"web":      webAddress,
	"acts":     acts,
	"foot":     func(f finding) string { return f.foot() },
	"place":    func(f finding, m Measure) []string { return f.place(&m) },
	"type":     typeName,
	"lists":    func(m Measure) string { return m.lists() },
	"onLists":  onLists,
	"sure":     sure,
	"conflict": func(c Conflict) string { return conflictText(&c) },
	"plural":   plural,
	"join":     func(list []string) string { return strings.Join(list, ", ") },
	"delisted": func(a tagging.Action) bool { return a == tagging.Delisted },
	"voices":   func(st Story) []Source { return voices(&st) },
	"hidden":   func(st Story) int { return len(st.Outlets) - len(voices(&st)) },
	"headOf":   func(list []Name) []Name { return list[:min(len(list), showNames)] },
	"restOf":   func(list []Name) int { return max(0, len(list)-showNames) },
}).Parse(htmlSource))

// htmlView is the digest with what the template cannot compute.
type htmlView struct {
	*Digest
	Shown       []Story
	MoreStories int
	MoreReports int
	ShownMovers []Mover
}

// Span is the time of a story's reports.
func (v htmlView) Span(st Story) string { return v.span(&st) }

func renderHTML(d *Digest) (string, error) {
	v := htmlView{Digest: d, Shown: d.Stories[:min(len(d.Stories), showStories)], ShownMovers: d.Movers[:min(len(d.Movers), showMovers)]}
	for _, st := range d.Stories[len(v.Shown):] {
		v.MoreStories++
		v.MoreReports += st.Articles
	}
	var b strings.Builder
	if err := htmlTemplate.Execute(&b, v); err != nil {
		return "", err
	}
	return b.String(), nil
}
