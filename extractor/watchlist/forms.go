package watchlist

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// form is one way to write a name, in folded tokens.
type form struct {
	tokens []string
	form   Form
}

// forms are the ways in which news writes a listed name: a person in both
// orders and without middle names, a company without its legal form.
func forms(name string, kind source.Kind) []form {
	if kind == source.Person {
		return personForms(name)
	}
	tokens := Fold(name)
	if len(tokens) == 0 {
		return nil
	}
	out := []form{{tokens, AsListed}}
	if kind == source.Organization {
		if short := stripLegal(tokens); len(short) < len(tokens) && len(short) > 1 {
			out = append(out, form{short, Stripped})
		}
		// A name may end with its acronym or another name in brackets.
		if before, _, ok := strings.Cut(name, "("); ok {
			if t := Fold(before); len(t) > 1 && len(t) < len(tokens) {
				out = append(out, form{t, Stripped})
			}
		}
	}
	return out
}

func personForms(name string) []form {
	family, given, known := strings.Cut(name, ",")
	if !known {
		tokens := Fold(name)
		if len(tokens) == 0 {
			return nil
		}
		out := []form{{tokens, AsListed}}
		if len(tokens) == 3 {
			out = append(out, form{[]string{tokens[0], tokens[2]}, Shortened})
		}
		return out
	}
	f, g := Fold(family), Fold(given)
	if len(f) == 0 || len(g) == 0 {
		return []form{{append(f, g...), AsListed}}
	}
	out := []form{
		{join(f, g), AsListed},
		{join(g, f), Reordered},
	}
	if len(g) > 1 {
		out = append(out, form{join(g[:1], f), Shortened})
	}
	return out
}

func join(a, b []string) []string {
	out := make([]string, 0, len(a)+len(b))
	return append(append(out, a...), b...)
}

// stripLegal cuts legal forms from the end and the front of a company's name.
func stripLegal(tokens []string) []string {
	for len(tokens) > 1 && isLegalForm(tokens[len(tokens)-1]) {
		tokens = tokens[:len(tokens)-1]
	}
	for len(tokens) > 1 && isLegalForm(tokens[0]) && tokens[0] != "co" && tokens[0] != "as" && tokens[0] != "at" {
		tokens = tokens[1:]
	}
	return tokens
}
