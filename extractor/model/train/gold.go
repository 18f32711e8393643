package train

import (
	"slices"

	"github.com/tagwire/tagwire/extractor/gazetteer"
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/model"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/internal/gold"
)

// goldWeight is how much an article of our own counts against one of the open
// corpora: its guideline is the one that the model is used under.
const goldWeight = 3

// Gold turns our own annotated articles into examples. They mark cities but no
// other places; countries and peoples' names are added from the gazetteer, so
// that the model does not unlearn them.
func Gold(articles []gold.Article) []model.Example {
	out := make([]model.Example, 0, len(articles))
	for i := range articles {
		a := &articles[i]
		d := token.New(a.Text)
		ex := model.Example{Doc: d, Weight: goldWeight}
		taken := make([]bool, len(d.Tokens))
		for _, m := range a.Mentions {
			first, last := d.At(m.Start), d.At(m.End-1)+1
			if first >= last || last > len(d.Tokens) {
				continue
			}
			for k := first; k < last; k++ {
				taken[k] = true
			}
			switch m.Type {
			case tagging.Person, tagging.Organization, tagging.City:
				ex.Names = append(ex.Names, model.Name{First: first, Last: last, Type: m.Type})
			}
		}
		ex.Names = append(ex.Names, countries(d, taken)...)
		out = append(out, ex)
	}
	return out
}

// countries are the country names of a document outside of other names.
func countries(d *token.Document, taken []bool) []model.Name {
	var out []model.Name
	for i := 0; i < len(d.Tokens); i++ {
		if taken[i] || d.Tokens[i].Kind != token.Word || d.Tokens[i].Case == token.Lower {
			continue
		}
		for n := 4; n >= 1; n-- {
			j := i + n
			if j > len(d.Tokens) || d.Tokens[j-1].Sentence != d.Tokens[i].Sentence || slices.Contains(taken[i:j], true) {
				continue
			}
			s := d.Span(i, j)
			name := d.Text[s.Start:s.End]
			if _, ok := gazetteer.CountryOf(name); ok && !gazetteer.IsDemonym(name) {
				out = append(out, model.Name{First: i, Last: j, Type: mention.Location})
				i = j - 1
				break
			}
		}
	}
	return out
}
