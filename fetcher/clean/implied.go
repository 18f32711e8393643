package clean

import "golang.org/x/net/html/atom"

// HTML closes elements by itself: a paragraph where another begins, a row at
// the next row, an item at the next item of its list.

// implied says which open elements a start tag closes, and where the search for
// them ends.
type implied struct {
	closes func(atom.Atom) bool
	stops  func(atom.Atom) bool // besides elements that no reader sees
}

var (
	closesP = implied{
		closes: func(a atom.Atom) bool { return a == atom.P },
		stops: func(a atom.Atom) bool {
			return cell(a) || a == atom.Table || a == atom.Button || a == atom.Div || a == atom.Section || a == atom.Article || a == atom.Li || a == atom.Blockquote || a == atom.Body
		},
	}
	closesLi = implied{
		closes: func(a atom.Atom) bool { return a == atom.Li },
		stops: func(a atom.Atom) bool {
			return a == atom.Ul || a == atom.Ol || a == atom.Menu || cell(a) || a == atom.Table
		},
	}
	closesDd = implied{
		closes: func(a atom.Atom) bool { return a == atom.Dd || a == atom.Dt },
		stops:  func(a atom.Atom) bool { return a == atom.Dl || cell(a) || a == atom.Table },
	}
	closesCell = implied{
		closes: cell,
		stops: func(a atom.Atom) bool {
			return a == atom.Tr || a == atom.Table || a == atom.Tbody || a == atom.Thead || a == atom.Tfoot
		},
	}
	closesRow = implied{
		closes: func(a atom.Atom) bool { return a == atom.Tr },
		stops:  func(a atom.Atom) bool { return a == atom.Table },
	}
	closesPart = implied{
		closes: func(a atom.Atom) bool {
			return a == atom.Tbody || a == atom.Thead || a == atom.Tfoot || a == atom.Caption
		},
		stops: func(a atom.Atom) bool { return a == atom.Table },
	}
)

// closeImplied closes what the start of an element ends without an end tag.
func (s *scanner) closeImplied(tag atom.Atom) {
	switch tag {
	case atom.Li:
		s.close(closesLi)
		s.close(closesP)
	case atom.Dd, atom.Dt:
		s.close(closesDd)
		s.close(closesP)
	case atom.Td, atom.Th:
		s.close(closesCell)
	case atom.Tr:
		s.close(closesRow)
	case atom.Tbody, atom.Thead, atom.Tfoot:
		s.close(closesPart)
	case atom.Button, atom.Label, atom.Caption, atom.Body, atom.Legend:
	default:
		if blockTag(tag) {
			s.close(closesP)
			if heading(tag) && len(s.stack) > 0 && heading(s.stack[len(s.stack)-1].tag) {
				s.pop()
			}
		}
	}
}

func (s *scanner) close(rule implied) {
	for k := len(s.stack) - 1; k >= 0; k-- {
		switch t := s.stack[k].tag; {
		case rule.closes(t):
			for len(s.stack) > k {
				s.pop()
			}
			return
		case rule.stops(t) || mute(t):
			return
		}
	}
}

func heading(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

func cell(a atom.Atom) bool { return a == atom.Td || a == atom.Th || a == atom.Caption }

func tableTag(a atom.Atom) bool {
	switch a {
	case atom.Table, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption:
		return true
	}
	return false
}
