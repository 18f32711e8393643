package render

import (
	_ "embed"
	"html/template"
	"io"
	"sort"
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
)

//go:embed page.html
var pageSource string

// page is parsed at start-up: the template is part of the program.
var page = template.Must(template.New("page").Parse(pageSource))

// HTML writes one tagging as a page of its own: the text with every mention
// marked, evidence underlined, entities listed beside it.
func HTML(w io.Writer, t *tagging.Tagging) error {
	return page.Execute(w, view(t))
}

type pageView struct {
	Title, Provenance string
	Paragraphs        [][]piece
	Measures          []measureView
	Groups            []groupView
	Removed           int
}

// piece is a run of text; Type is empty for plain text.
type piece struct {
	Text       string
	Type       tagging.Type
	Entity     string
	Sanctioned bool
}

type measureView struct{ Name, Line, Evidence string }

type groupView struct {
	Title string
	Lines []string
}

func view(t *tagging.Tagging) pageView {
	v := pageView{Title: t.Title, Provenance: provenance(t), Removed: len(t.Removed)}
	if v.Title == "" {
		v.Title = t.ID
	}
	runes := []rune(t.Text)
	for i := range t.Entities {
		e := &t.Entities[i]
		for _, d := range e.Designations {
			v.Measures = append(v.Measures, measureView{e.Name, Measure(d), clip(runes, d.Evidence)})
		}
		if e.Sanctioned && len(e.Designations) == 0 {
			v.Measures = append(v.Measures, measureView{Name: e.Name, Line: "described as sanctioned"})
		}
	}
	for _, of := range Groups(t) {
		g := groupView{Title: of.Title}
		for _, e := range of.Entities {
			g.Lines = append(g.Lines, describe(e))
		}
		v.Groups = append(v.Groups, g)
	}
	v.Paragraphs = paragraphs(runes, Marks(t))
	return v
}

// Mark is a mention and whom it names. Its offsets are in code points.
type Mark struct {
	tagging.Mention
	Entity *tagging.Entity
}

// Marks are all mentions in text order, overlaps left out.
func Marks(t *tagging.Tagging) []Mark {
	var ms []Mark
	for i := range t.Entities {
		for _, m := range t.Entities[i].Mentions {
			ms = append(ms, Mark{m, &t.Entities[i]})
		}
	}
	sort.SliceStable(ms, func(i, j int) bool { return ms[i].Start < ms[j].Start })
	kept := ms[:0]
	end := 0
	for _, m := range ms {
		if m.Start >= end {
			kept = append(kept, m)
			end = m.End
		}
	}
	return kept
}

// paragraphs cuts the text at its empty lines and its mentions.
func paragraphs(runes []rune, ms []Mark) [][]piece {
	var out [][]piece
	var cur []piece
	plain := func(s string) {
		for {
			before, after, cut := strings.Cut(s, "\n\n")
			if before != "" {
				cur = append(cur, piece{Text: before})
			}
			if !cut {
				return
			}
			out, cur = append(out, cur), nil
			s = after
		}
	}
	pos := 0
	for _, m := range ms {
		if m.Start < pos || m.End > len(runes) {
			continue
		}
		plain(string(runes[pos:m.Start]))
		cur = append(cur, piece{string(runes[m.Start:m.End]), m.Entity.Type, m.Entity.Name, m.Entity.Sanctioned})
		pos = m.End
	}
	plain(string(runes[pos:]))
	if len(cur) > 0 {
		out = append(out, cur)
	}
	return out
}
