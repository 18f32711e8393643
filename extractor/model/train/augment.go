package train

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"strings"

	"github.com/tagwire/tagwire/extractor/model"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// pool holds names of many origins, as news would write them, to put in place
// of the corpora's own: the corpora know few Korean, Persian or Burmese names.
type pool struct {
	persons       [][2]string // given, family
	familyFirst   []string
	organizations []string
}

func newPool(dir string) (*pool, error) {
	p := &pool{}
	for _, name := range []string{"ofac-sdn/sdn.csv", "uk/ConList_2024-01.csv.gz"} {
		l, err := source.ReadFile(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for i := range l.Entries {
			p.add(&l.Entries[i])
		}
	}
	return p, nil
}

// familyFirst are programmes whose persons' names the news writes family name
// first.
func isFamilyFirst(e *source.Entry) bool {
	for _, c := range e.Countries {
		if strings.Contains(c, "korea") || strings.Contains(c, "china") || strings.Contains(c, "burma") || strings.Contains(c, "vietnam") {
			return true
		}
	}
	for _, g := range e.Programs {
		if strings.HasPrefix(g, "DPRK") {
			return true
		}
	}
	return false
}

func (p *pool) add(e *source.Entry) {
	name := e.Name()
	switch e.Kind {
	case source.Person:
		family, given, ok := strings.Cut(name, ",")
		family, given = newsCase(family), newsCase(given)
		if !ok || family == "" || given == "" || len(strings.Fields(given)) > 4 {
			return
		}
		if isFamilyFirst(e) {
			p.familyFirst = append(p.familyFirst, family+" "+given)
		} else {
			p.persons = append(p.persons, [2]string{given, family})
		}
	case source.Organization:
		if n := newsCase(name); len(strings.Fields(n)) <= 7 && !strings.ContainsAny(n, "()\"") {
			p.organizations = append(p.organizations, n)
		}
	}
}

// newsCase turns capitals into capitalized words; short words of capitals in
// mixed names stay, since they are acronyms.
func newsCase(s string) string {
	fields := strings.Fields(s)
	for i, w := range fields {
		if strings.ToUpper(w) != w {
			continue
		}
		low := strings.ToLower(w)
		switch low {
		case "of", "and", "for", "the", "al", "de", "del", "la", "bin", "van", "von", "e", "y":
			if i > 0 {
				fields[i] = low
				continue
			}
		case "llc", "jsc", "ojsc", "pjsc", "ooo", "oao", "zao", "pao", "ao", "fze", "fzco", "sa", "s.a.", "plc", "usa", "uk", "uae", "l.l.c.", "l.l.c", "s.a.l.":
			continue
		}
		fields[i] = capitalize(low)
	}
	return strings.Join(fields, " ")
}

// capitalize raises the first letter of each part of a hyphened word, but for
// the article "al-".
func capitalize(w string) string {
	parts := strings.Split(w, "-")
	for i, p := range parts {
		if p == "" || i == 0 && len(parts) > 1 && (p == "al" || p == "el" || p == "ul") {
			continue
		}
		parts[i] = strings.ToUpper(p[:1]) + p[1:]
	}
	return strings.Join(parts, "-")
}

// goldCopies is the number of renamed copies of each article of our own: there
// are few, and their sentences are the ones that the model is for.
const goldCopies = 4

// augment makes copies of documents with other names in them, and some in
// capitals throughout.
func augment(examples []model.Example, p *pool, rng *rand.Rand) []model.Example {
	var out []model.Example
	for i := range examples {
		ex := &examples[i]
		copies := 0
		if rng.Float64() < 0.35 {
			copies = 1
		}
		if ex.Weight == goldWeight {
			copies = goldCopies
		}
		for k := 0; k < copies && len(p.persons) > 0 && len(ex.Names) > 0; k++ {
			out = append(out, rename(ex, p, rng))
		}
		if rng.Float64() < 0.05 {
			out = append(out, retext(ex, func(s string) string { return strings.ToUpper(s) }))
		}
	}
	return out
}

// rename replaces each person of a document, the same way throughout: a name
// of several words by a full name, its last word elsewhere by the surname.
// Some organizations of several words are replaced too.
func rename(ex *model.Example, p *pool, rng *rand.Rand) model.Example {
	surname := make(map[string]string)
	whole := make(map[string]string)
	return rewrite(ex, func(n model.Name, text string) string {
		switch n.Type {
		case tagging.Person:
			if to, ok := whole[text]; ok {
				return to
			}
			words := strings.Fields(text)
			if len(words) == 1 {
				if to, ok := surname[text]; ok {
					return to
				}
			}
			full, short := p.person(rng)
			if len(words) == 1 {
				full = short
			}
			whole[text] = full
			surname[words[len(words)-1]] = short
			return full
		case tagging.Organization:
			if to, ok := whole[text]; ok {
				return to
			}
			if len(p.organizations) > 0 && strings.Contains(text, " ") && rng.Float64() < 0.5 {
				whole[text] = p.organizations[rng.IntN(len(p.organizations))]
				return whole[text]
			}
		}
		return text
	})
}

// person draws a full name and the short form that follows it in the news.
func (p *pool) person(rng *rand.Rand) (full, short string) {
	if len(p.familyFirst) > 0 && rng.Float64() < 0.25 {
		full = p.familyFirst[rng.IntN(len(p.familyFirst))]
		return full, strings.Fields(full)[0]
	}
	n := p.persons[rng.IntN(len(p.persons))]
	given := n[0]
	if f := strings.Fields(given); len(f) > 1 && rng.Float64() < 0.5 {
		given = f[0]
	}
	return given + " " + n[1], n[1]
}

// rewrite rebuilds a document with each name replaced.
func rewrite(ex *model.Example, to func(model.Name, string) string) model.Example {
	var b strings.Builder
	type placed struct {
		start, end int
		typ        tagging.Type
	}
	var spans []placed
	pos := 0
	for _, n := range ex.Names {
		sp := ex.Doc.Span(n.First, n.Last)
		if sp.Start < pos {
			continue
		}
		b.WriteString(ex.Doc.Text[pos:sp.Start])
		start := b.Len()
		b.WriteString(to(n, ex.Doc.Text[sp.Start:sp.End]))
		spans = append(spans, placed{start, b.Len(), n.Type})
		pos = sp.End
	}
	b.WriteString(ex.Doc.Text[pos:])
	d := token.New(b.String())
	out := model.Example{Doc: d, Weight: ex.Weight}
	for _, s := range spans {
		if first, last := d.At(s.start), d.At(s.end-1)+1; first < last && last <= len(d.Tokens) {
			out.Names = append(out.Names, model.Name{First: first, Last: last, Type: s.typ})
		}
	}
	return out
}

// retext changes the letters of a whole document, which must keep its length
// in tokens; otherwise the document is returned as it was.
func retext(ex *model.Example, f func(string) string) model.Example {
	d := token.New(f(ex.Doc.Text))
	if len(d.Tokens) != len(ex.Doc.Tokens) {
		return *ex
	}
	return model.Example{Doc: d, Names: ex.Names, Weight: ex.Weight}
}
