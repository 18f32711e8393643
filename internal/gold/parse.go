package gold

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// ParseError is a mistake in a .gold file.
type ParseError struct {
	File string
	Line int
	Msg  string
}

func (e *ParseError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// parser holds one file while it is read.
type parser struct {
	file string
	line int
	a    Article
	raw  strings.Builder
	text strings.Builder
	// marks are all mentions in document order, also those of boilerplate-like
	// lines; resolve turns them into entities.
	marks []mark
}

func (p *parser) errorf(format string, args ...any) error {
	return &ParseError{p.file, p.line, fmt.Sprintf(format, args...)}
}

// Parse reads one .gold file. The file's name gives the article's ID and, by
// its folder, its split. Errors are [*ParseError].
func Parse(file, src string) (Article, error) {
	p := &parser{file: file}
	base := filepath.Base(file)
	p.a.ID = strings.TrimSuffix(base, filepath.Ext(base))
	p.a.Split = filepath.Base(filepath.Dir(file))

	section := 0
	var designations []sourceLine
	for line := range strings.SplitSeq(strings.TrimSuffix(src, "\n"), "\n") {
		p.line++
		line = strings.TrimRight(line, " \t\r")
		if line == "---" {
			if section++; section > 2 {
				return Article{}, p.errorf("a third --- line: a file has a header, an article and designations")
			}
			continue
		}
		var err error
		switch section {
		case 0:
			err = p.header(line)
		case 1:
			err = p.body(line)
		case 2:
			if line != "" {
				designations = append(designations, sourceLine{p.line, line})
			}
		}
		if err != nil {
			return Article{}, err
		}
	}
	if section == 0 {
		return Article{}, p.errorf("no --- line after the header")
	}
	p.a.Raw = strings.TrimRight(p.raw.String(), "\n") + "\n"
	p.a.Text = p.text.String()
	if strings.TrimSpace(p.a.Text) == "" {
		return Article{}, p.errorf("the article has no text")
	}
	entities, err := p.resolve()
	if err != nil {
		return Article{}, err
	}
	for _, l := range designations {
		p.line = l.number
		if err := p.designation(l.text, entities); err != nil {
			return Article{}, err
		}
	}
	p.a.Entities = entities.list
	p.dropAmbiguousBoilerplate()
	return p.a, nil
}

type sourceLine struct {
	number int
	text   string
}

func (p *parser) header(line string) error {
	if line == "" {
		return nil
	}
	key, value, ok := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	if !ok || value == "" {
		return p.errorf("%q is no header line: want \"key: value\"", line)
	}
	switch key {
	case "url":
		p.a.URL = value
	case "title":
		p.a.Title = value
	case "site":
		p.a.Site = value
	case "regime":
		p.a.Regime = value
	case "kind":
		p.a.Kind = value
	case "published":
		t, err := time.Parse(time.DateOnly, value)
		if err != nil {
			return p.errorf("published: %q is no date: want YYYY-MM-DD", value)
		}
		p.a.Published = t
	default:
		return p.errorf("unknown header %q: want url, title, published, site, regime or kind", key)
	}
	return nil
}

// lineKind is what a line of the article is.
type lineKind uint8

const (
	story lineKind = iota
	titleLine
	boilerplate
	eitherWay
)

// body reads one line of the article.
func (p *parser) body(line string) error {
	kind := story
	for k, prefix := range [...]string{titleLine: "# ", boilerplate: "~ ", eitherWay: "@ "} {
		if prefix != "" && strings.HasPrefix(line, prefix) {
			kind, line = lineKind(k), line[len(prefix):]
		}
	}
	if line == "" {
		p.raw.WriteByte('\n')
		return nil
	}
	inText := kind == story || kind == titleLine
	if inText && p.text.Len() > 0 {
		p.text.WriteString("\n\n")
	}
	plain, marks, err := p.markup(line)
	if err != nil {
		return err
	}
	for _, m := range marks {
		if inText {
			m.Start += p.text.Len()
			m.End += p.text.Len()
		}
		m.kind = kind
		switch {
		case m.typ == "" && inText:
			p.a.unnamed = append(p.a.unnamed, m.Span)
		case m.typ == "":
		case kind == boilerplate:
			return p.errorf("%q is marked in a boilerplate line: names there are not entities", m.surface)
		default:
			p.marks = append(p.marks, m)
		}
	}
	p.raw.WriteString(plain)
	p.raw.WriteByte('\n')
	switch kind {
	case boilerplate:
		p.a.Boilerplate = append(p.a.Boilerplate, plain)
	case titleLine:
		p.a.shownTitle = plain
		p.text.WriteString(plain)
	case story:
		p.a.Body = append(p.a.Body, plain)
		p.text.WriteString(plain)
	}
	return nil
}

// designation reads "targets | authorities | agency | date | action".
func (p *parser) designation(line string, entities *entitySet) error {
	fields := strings.Split(line, "|")
	if len(fields) > 5 {
		return p.errorf("%d fields: want target | authority | agency | date | action", len(fields))
	}
	var f [5]string
	for i, v := range fields {
		if f[i] = strings.TrimSpace(v); f[i] == "-" {
			f[i] = ""
		}
	}
	d := Designation{Agency: nullable(f[2]), Date: nullable(f[3]), Action: tagging.Action(f[4])}
	switch d.Action {
	case "":
		d.Action = tagging.Designated
	case tagging.Designated, tagging.Delisted, tagging.Identified, tagging.Extended:
	default:
		return p.errorf("unknown action %q: want designated, delisted, identified or extended", f[4])
	}
	if f[3] != "" {
		if _, err := time.Parse(time.DateOnly, f[3]); err != nil {
			return p.errorf("date %q: want YYYY-MM-DD", f[3])
		}
	}
	if f[2] != "" && entities.find(f[2], tagging.Organization, tagging.Person) < 0 {
		return p.errorf("agency %q is not marked in the article", f[2])
	}
	for target := range strings.SplitSeq(f[0], ";") {
		target = strings.TrimSpace(target)
		i := entities.find(target, tagging.Person, tagging.Organization)
		if i < 0 {
			return p.errorf("target %q is neither a marked person nor a marked organization", target)
		}
		entities.list[i].Sanctioned = true
		d.Target = entities.list[i].Name
		for authority := range strings.SplitSeq(f[1], ";") {
			d.Authority = nullable(strings.TrimSpace(authority))
			if d.Authority != "" && entities.findCanonical(string(d.Authority)) < 0 {
				return p.errorf("authority %q is no marked legal authority's canonical form", d.Authority)
			}
			p.a.Designations = append(p.a.Designations, d)
		}
	}
	return nil
}

// dropAmbiguousBoilerplate forgets boilerplate lines whose words stand in the
// story too ("Share", a title repeated by a share link): whether they were
// removed cannot be seen from the text.
func (p *parser) dropAmbiguousBoilerplate() {
	text := normalize(p.a.Text)
	kept := p.a.Boilerplate[:0]
	for _, b := range p.a.Boilerplate {
		if n := normalize(b); n != "" && !strings.Contains(text, n) {
			kept = append(kept, b)
		}
	}
	p.a.Boilerplate = kept
}
