package model

import (
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
)

// The labels are BILOU over three types: a token is outside, or begins, is
// inside, ends, or alone is a name.
const (
	outside   = 0
	perType   = 4 // labels of one type
	numTypes  = 3
	numLabels = 1 + perType*numTypes
)

// Positions within a name.
const (
	begin = iota
	inside
	last
	unit
)

// Types are the types of names in the order of their labels.
func Types() [numTypes]tagging.Type {
	return [numTypes]tagging.Type{tagging.Person, tagging.Organization, mention.Location}
}

// label is the label of a position in a name of a type.
func label(typ, position int) int { return 1 + typ*perType + position }

// split is the inverse of label; typ is -1 outside.
func split(l int) (typ, position int) {
	if l == outside {
		return -1, 0
	}
	return (l - 1) / perType, (l - 1) % perType
}

// allowed reports whether label b may follow label a within a sentence.
func allowed(a, b int) bool {
	ta, pa := split(a)
	tb, pb := split(b)
	open := ta >= 0 && (pa == begin || pa == inside)
	if open {
		return tb == ta && (pb == inside || pb == last)
	}
	return tb < 0 || pb == begin || pb == unit
}

// mayStart and mayEnd say which labels may open and close a sentence.
func mayStart(l int) bool {
	t, p := split(l)
	return t < 0 || p == begin || p == unit
}

func mayEnd(l int) bool {
	t, p := split(l)
	return t < 0 || p == last || p == unit
}
