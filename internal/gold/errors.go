package gold

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// ErrorKind is the kind of a mistake.
type ErrorKind string

// The kinds of mistakes. A name that is half right is Boundary on both sides:
// the tagged piece and the annotated name that it misses.
const (
	Missed   ErrorKind = "missed"
	Invented ErrorKind = "invented"
	Boundary ErrorKind = "boundary"
	WrongTyp ErrorKind = "type"
	Split    ErrorKind = "split"
	Merged   ErrorKind = "merged"
	Wrong    ErrorKind = "wrong"
	Kept     ErrorKind = "kept"
	Lost     ErrorKind = "lost"
)

// Error is one mistake of a tagging.
type Error struct {
	Article string    `json:"article"`
	Task    Task      `json:"task"`
	Kind    ErrorKind `json:"kind"`
	// Detail names what it is about.
	Detail string `json:"detail"`
}

// SortErrors orders mistakes by task, kind and article.
func SortErrors(errs []Error) {
	rank := make(map[Task]int)
	for i, t := range Tasks {
		rank[t] = i
	}
	slices.SortStableFunc(errs, func(a, b Error) int {
		return cmp.Or(cmp.Compare(rank[a.Task], rank[b.Task]), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Article, b.Article))
	})
}

// invention says why a tagged entity matches nothing of its type.
func (c *comparison) invention(e *tagging.Entity, names map[string]bool) ErrorKind {
	for i, g := range c.want.Entities {
		if g.Type != e.Type && intersects(names, c.forms[i]) {
			return WrongTyp
		}
	}
	for i, g := range c.want.Entities {
		if g.Type == e.Type && nested(names, c.forms[i]) {
			return Boundary
		}
	}
	return Invented
}

// omission says why annotated entity i was not found.
func (c *comparison) omission(i int) ErrorKind {
	kind := Missed
	for _, m := range c.matches {
		switch {
		case m.entity.Type == c.want.Entities[i].Type && slices.Contains(m.hits, i):
			return Merged
		case m.entity.Type == c.want.Entities[i].Type && len(m.hits) == 0 && nested(taggedForms(m.entity), c.forms[i]):
			kind = Boundary
		}
	}
	if kind != Missed {
		return kind
	}
	for k := range c.got.Entities {
		e := &c.got.Entities[k]
		if e.Type != c.want.Entities[i].Type && slices.Contains(entityTypes, e.Type) && intersects(taggedForms(e), c.forms[i]) {
			return WrongTyp
		}
	}
	return Missed
}

// nested reports whether a name of one set is a run of words of a name of the
// other.
func nested(a, b map[string]bool) bool {
	for x := range a {
		for y := range b {
			if strings.Contains(" "+x+" ", " "+y+" ") || strings.Contains(" "+y+" ", " "+x+" ") {
				return true
			}
		}
	}
	return false
}
