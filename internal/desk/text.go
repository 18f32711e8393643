package desk

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/internal/render"
)

// segment is a stretch of a paragraph: a sentence that a claim rests on, with
// the ID that links lead to, or what stands between such sentences.
type segment struct {
	ID     string
	Pieces []piece
}

// piece is a run of text; Entity is nil for what names nobody.
type piece struct {
	Text   string
	Entity *tagging.Entity
}

// claim is a measure that the article states; Link leads to its evidence.
type claim struct {
	Entity *tagging.Entity
	tagging.Designation
	Link string
}

func anchor(s tagging.Span) string { return fmt.Sprintf("s%d", s.Start) }

func claims(t *tagging.Tagging) (out []claim) {
	for i := range t.Entities {
		e := &t.Entities[i]
		for _, d := range e.Designations {
			out = append(out, claim{e, d, "#" + anchor(d.Evidence)})
		}
	}
	return out
}

// paragraphs cuts the text at its empty lines, at the sentences that claims
// rest on, and at its names. Offsets are in code points.
func paragraphs(t *tagging.Tagging) (out [][]segment) {
	text := []rune(t.Text)
	ms := render.Marks(t)
	ev := evidence(t, len(text))
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && (text[end] != '\n' || end+1 < len(text) && text[end+1] != '\n') {
			end++
		}
		var par []segment
		add := func(id string, from, to int) {
			if from < to {
				par = append(par, segment{id, pieces(text, ms, from, to)})
			}
		}
		at := start
		for _, s := range ev {
			if from, to := max(s.Start, at), min(s.End, end); from < to {
				id := anchor(s)
				if from > s.Start {
					id = "" // the rest of a sentence that began in another block
				}
				add("", at, from)
				add(id, from, to)
				at = to
			}
		}
		add("", at, end)
		if len(par) > 0 {
			out = append(out, par)
		}
		for start = end; start < len(text) && text[start] == '\n'; start++ {
		}
	}
	return out
}

// evidence are the spans of all claims, in order, none overlapping.
func evidence(t *tagging.Tagging, length int) (out []tagging.Span) {
	for i := range t.Entities {
		for _, d := range t.Entities[i].Designations {
			if s := d.Evidence; s.Start >= 0 && s.Start < s.End && s.End <= length {
				out = append(out, s)
			}
		}
	}
	slices.SortFunc(out, func(a, b tagging.Span) int { return a.Start - b.Start })
	end := 0
	return slices.DeleteFunc(out, func(s tagging.Span) bool {
		if s.Start < end {
			return true
		}
		end = s.End
		return false
	})
}

// pieces cuts [from, to) at its names.
func pieces(text []rune, ms []render.Mark, from, to int) (out []piece) {
	add := func(e *tagging.Entity, a, b int) {
		if a < b {
			out = append(out, piece{strings.ReplaceAll(string(text[a:b]), "\n", " "), e})
		}
	}
	at := from
	for _, m := range ms {
		if a, b := max(m.Start, at), min(m.End, to); a < b {
			add(nil, at, a)
			add(m.Entity, a, b)
			at = b
		}
	}
	add(nil, at, to)
	return out
}
