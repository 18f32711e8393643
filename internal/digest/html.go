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
	"delisted": func(a tagging.Action) bool { return a == tagging.Delisted },
}).Parse(htmlSource))

// htmlView is the digest with its sections laid out.
type htmlView struct {
	*Digest
	Sections []section
}

func renderHTML(d *Digest) (string, error) {
	var b strings.Builder
	if err := htmlTemplate.Execute(&b, htmlView{d, d.sections()}); err != nil {
		return "", err
	}
	return b.String(), nil
}
