package sanction

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/agency"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// node is a word, or a name as one unit, of a sentence.
type node struct {
	word string // lower case; a name's is its text as written
	c    class
	// ent is the entity of a name, or -1.
	ent  int32
	typ  tagging.Type
	body *agency.Body // an imposing or look-alike body that the node names
	// first and last are the tokens [first, last).
	first, last int
	title       bool // begins with an upper-case letter
	number      bool
	space       bool
	poss        bool // a possessive ending
}

// isName reports whether the node names something, target or not.
func (n *node) isName() bool { return n.ent >= 0 || n.body != nil }

// canBeTarget reports whether a measure can fall on what the node names.
func (n *node) canBeTarget() bool {
	if n.ent < 0 || n.body != nil {
		return false
	}
	switch n.typ {
	case tagging.Person, tagging.Organization, tagging.Vessel, tagging.Aircraft, tagging.CryptoAddress:
		return true
	}
	return false
}

func (n *node) is(c class) bool { return n.c&c != 0 }

// view is a sentence as nodes.
type view struct {
	s     int
	n     []node
	block int
	// question says that the sentence ends with a question mark.
	question bool
	// ifs says that a condition stands somewhere in it.
	ifs bool
	// measure says that a noun of measures stands in it.
	measure bool
	sports  bool
	// tags are prose's parts of speech of the sentence, once asked for.
	tags  []string
	f     *finder
	dates []dateHit
	dated bool
}

// at returns node i, or an empty one beyond either end.
func (v *view) at(i int) *node {
	if i < 0 || i >= len(v.n) {
		return &noNode
	}
	return &v.n[i]
}

var noNode = node{ent: -1, c: cPunct}

func (f *finder) view(s int) *view {
	if s < 0 || s >= len(f.in.Doc.Sentences) {
		return nil
	}
	if f.views[s] == nil {
		f.views[s] = f.build(s)
	}
	return f.views[s]
}

func (f *finder) build(s int) *view {
	d := f.in.Doc
	sen := d.Sentences[s]
	v := &view{s: s, f: f, block: sen.Block, n: make([]node, 0, sen.Last-sen.First)}
	for i := sen.First; i < sen.Last; {
		if m := f.starts[i]; m.last > 0 {
			last := min(int(m.last), sen.Last)
			e := &f.in.Entities[m.ent]
			n := node{word: d.Text[d.Tokens[i].Start:d.Tokens[last-1].End], ent: m.ent, typ: e.Type, body: f.bodies[m.ent],
				first: i, last: last, title: true, space: d.Tokens[i].Space}
			if e.Type == tagging.Date {
				n.ent = -1
			} else {
				v.n = append(v.n, n)
				i = last
				continue
			}
		}
		if b, n := agency.At(d, i); b != nil {
			last := min(i+n, sen.Last)
			v.n = append(v.n, node{word: d.Text[d.Tokens[i].Start:d.Tokens[last-1].End], ent: -1, body: b, first: i, last: last, title: true, space: d.Tokens[i].Space})
			i = last
			continue
		}
		v.n = append(v.n, f.word(i))
		i++
	}
	v.dropTurn(s == 0 || d.Sentences[s-1].Block != sen.Block)
	for i := range v.n {
		n := &v.n[i]
		if n.word == "targets" && i > 0 && !v.n[i-1].is(cRel|cThat) && (v.n[i-1].number || v.n[i-1].is(cDet|cPrep) || v.at(i+1).word == "including") {
			// The noun, not the verb: "sanctions on 107 targets", as on so many
			// names.
			n.word, n.c = "names", cLower|lexicon["names"]
		}
		v.ifs = v.ifs || n.is(cIf)
		v.measure = v.measure || n.is(cMeasure)
		v.sports = v.sports || n.is(cSports)
		if n.poss && (i == 0 || v.n[i-1].is(cPron)) {
			n.poss = false
		}
		if n.poss {
			n.c = 0
		}
	}
	for i := len(v.n) - 1; i >= 0 && v.n[i].is(cPunct); i-- {
		v.question = v.question || v.n[i].word == "?"
	}
	return v
}

func (f *finder) word(i int) node {
	d := f.in.Doc
	t := d.Tokens[i]
	w := d.Word(i)
	n := node{ent: -1, first: i, last: i + 1, space: t.Space}
	switch t.Kind {
	case token.Number:
		n.word, n.number = w, true
		return n
	case token.Punct, token.Symbol:
		n.word, n.c = w, cPunct
		if lexicon[w]&cDash != 0 {
			n.c |= cDash
		}
		if w == "&" {
			n.c = cConj
		}
		if (w == "'" || w == "’") && !t.Space && i > 0 && strings.HasSuffix(d.Word(i-1), "s") {
			n.poss = true
		}
		return n
	}
	switch t.Case {
	case token.Lower, token.NoCase:
		n.word = w
		n.c = cLower
	default:
		n.word = strings.ToLower(w)
		n.title = true
	}
	if w == "'s" || w == "’s" || w == "'S" || w == "’S" {
		n.word, n.poss = "'s", true
	}
	n.c |= lexicon[n.word]
	switch {
	case len(n.word) > 4 && strings.HasSuffix(n.word, "ed"), irregular[n.word]:
		n.c |= cEd
	case len(n.word) > 5 && strings.HasSuffix(n.word, "ing"):
		n.c |= cIng
	}
	// "May" the month and "may" the modal.
	if n.word == "may" && n.title && i > 0 {
		n.c = cTime
	} else if n.word == "may" || n.word == "march" && !n.title {
		n.c &^= cTime
	}
	return n
}

var irregular = set("used put hit froze frozen cut led held known given made taken shown drawn born hidden built sold run found brought sent owned")
