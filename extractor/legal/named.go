package legal

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// instrument is one row of the table of instruments known by name.
type instrument struct {
	path string
	name string // the full name, which is the canonical form
	// also are further names; acronyms count after a section or once the text
	// has given the long form, unless they are sure.
	also     []string
	acronyms []string
	yearly   bool // passed anew each year: the fiscal year tells which
	sure     bool // acronyms stand for nothing else in news
	kind     string
	link     string
	// example contains the instrument, counter looks like it and does not.
	example, counter string
}

// table finds instruments by their words: a trie over lower-case words.
type table struct {
	root *node
	// starts has the first two letters of every name, so that most words that
	// begin none cost no look-up.
	starts   [32 * 32]bool
	acronyms map[string]*instrument
}

type node struct {
	next map[string]*node
	row  *instrument
}

// known is the table, built once: it is read only.
var known = newTable(instruments)

func newTable(rows []instrument) *table {
	t := &table{root: &node{}, acronyms: make(map[string]*instrument)}
	for i := range rows {
		r := &rows[i]
		for _, n := range append([]string{r.name}, r.also...) {
			t.add(n, r)
		}
		for _, a := range r.acronyms {
			t.acronyms[a] = r
		}
	}
	return t
}

func (t *table) add(name string, r *instrument) {
	d := token.New(name)
	n := t.root
	for i := range d.Tokens {
		w := fold(d.Word(i))
		if w == "" {
			continue
		}
		if n.next == nil {
			n.next = make(map[string]*node)
		}
		m := n.next[w]
		if m == nil {
			m = &node{}
			n.next[w] = m
		}
		n = m
	}
	n.row = r
	t.starts[startKey(d.Word(0))] = true
}

// startKey is made of a word's first two letters, case aside.
func startKey(w string) int {
	if len(w) < 2 {
		return 0
	}
	return int(w[0]&31)<<5 | int(w[1]&31)
}

// mayStart reports whether a name may begin with word w.
func (t *table) mayStart(w string) bool { return t.starts[startKey(w)] }

// fold is the form in which words of names are compared; punctuation is "".
func fold(w string) string {
	switch w {
	case ",", "-", "–", "‑", "(", ")", "’", "'":
		return ""
	case "&":
		return "and"
	case "’s", "'s":
		return "s"
	}
	return strings.TrimSuffix(strings.ToLower(w), ".")
}

// forYear is the row of one year's act.
func (r *instrument) forYear(year string) *instrument {
	year = strings.TrimPrefix(year, "FY")
	of := *r
	of.path += "/fy" + year
	of.name += " for Fiscal Year " + year
	return &of
}

// between is the text of tokens [first, last).
func (p *parser) between(first, last int) string {
	s := p.doc.Span(first, last)
	return p.doc.Text[s.Start:s.End]
}

// step returns the node after word w, nil where no name goes on so, and false
// where w is punctuation. It is [fold] without its allocations.
func (n *node) step(w string) (*node, bool) {
	if len(w) > 32 || w[0] >= 0x80 || w[0] < 'A' && w[0] != '&' {
		f := fold(w)
		if f == "" {
			return nil, false
		}
		return n.next[f], true
	}
	if w == "&" {
		w = "and"
	}
	var buf [32]byte
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		} else if c >= 0x80 {
			return n.next[fold(w)], true
		}
		buf[i] = c
	}
	end := len(w)
	if buf[end-1] == '.' {
		end--
	}
	return n.next[string(buf[:end])], true
}

// match returns the longest instrument that begins at token i and the index
// after it, with the year that may follow.
func (p *parser) match(i int) (*instrument, int) {
	n := known.root
	var best *instrument
	end := i
	for j := i; j < len(p.doc.Tokens) && p.doc.Tokens[j].Sentence == p.doc.Tokens[i].Sentence; j++ {
		m, word := n.step(p.doc.Word(j))
		if !word {
			if j == i {
				break
			}
			continue
		}
		if n = m; n == nil {
			break
		}
		if n.row != nil {
			best, end = n.row, j+1
		}
	}
	if best == nil {
		return nil, i
	}
	// A name whose last part stands in brackets ends behind them.
	if p.word(end, i) == ")" && strings.LastIndexByte(p.between(i, end), '(') > strings.LastIndexByte(p.between(i, end), ')') {
		end++
	}
	year := p.ofYear(end, i)
	if best.yearly && year > end {
		best = best.forYear(p.doc.Word(year - 1))
	}
	return best, year
}

// ofYear skips "of 2012", ", 2022" and a bare year after a title.
func (p *parser) ofYear(j, from int) int {
	if p.is(j, from, "for") {
		if end := p.fiscalYear(j+1, from); end > j+1 {
			return end
		}
	}
	k := p.skip(j, from, "of", ",")
	if y, ok := p.digits(k, from, 4, 4); ok && y >= "1700" && y < "2040" && (k > j || p.doc.Tokens[k].Space) {
		if p.word(j, from) == "," && p.word(j-1, from) != "Act" {
			return j
		}
		return k + 1
	}
	return j
}

// fiscalYear reads "Fiscal Year 2012" and "FY2012" at j and returns the index
// after it, or j.
func (p *parser) fiscalYear(j, from int) int {
	w := p.word(j, from)
	if len(w) == 6 && w[:2] == "FY" && looksLikeYear(w[2:]) {
		return j + 1
	}
	k := j
	switch {
	case w == "FY":
		k++
	case p.is(j, from, "fiscal") && p.is(j+1, from, "year"):
		k += 2
	default:
		return j
	}
	if y, ok := p.digits(k, from, 4, 4); ok && looksLikeYear(y) {
		return k + 1
	}
	return j
}

// named reads an instrument by name, by acronym, or by the form of its title.
func (p *parser) named(i int) int {
	w := p.doc.Word(i)
	if known.mayStart(w) {
		if row, end := p.match(i); row != nil && p.doc.Tokens[i].Case != token.Lower {
			p.introduce(row)
			p.cite(i, end, .97, row.citation(""))
			return p.trailing(row, end, i)
		}
	}
	if p.doc.Tokens[i].Case == token.Title {
		return p.title(i) // acronyms are no plain words
	}
	if row := known.acronyms[w]; row != nil && (row.sure || p.introduced[row.path]) {
		// "CAATSA Section 231", "INA § 212(f)".
		if pin, end := p.sectionAfter(i+1, i); pin != "" {
			p.cite(i, end, .97, row.citation(pin))
			return end
		}
		p.cite(i, i+1, .95, row.citation(""))
		return i + 1
	}
	return p.title(i)
}

// introduce remembers that the text has given an instrument's long form.
func (p *parser) introduce(row *instrument) {
	if p.introduced == nil {
		p.introduced = make(map[string]bool)
	}
	p.introduced[row.path] = true
}

// trailing marks the acronym in brackets that follows a name.
func (p *parser) trailing(row *instrument, end, from int) int {
	j := end
	if p.word(j, from) != "(" {
		return end
	}
	k := p.skip(p.skip(j+1, from, "the"), from, "\"", "“")
	close := p.skip(k+1, from, "\"", "”")
	if w := p.word(k, from); p.word(close, from) == ")" && isAcronym(w) {
		p.cite(k, k+1, .95, row.citation(""))
		return close + 1
	}
	return end
}

func isAcronym(w string) bool {
	return len(w) >= 2 && len(w) <= 10 && strings.ToUpper(w) == w && strings.Trim(w, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" || w == "GloMag"
}

// sectionAfter reads "Section 231" or "§ 212(f)" at j.
func (p *parser) sectionAfter(j, from int) (string, int) {
	if !p.is(j, from, "section", "sec.", "§") {
		return "", j
	}
	return p.pinpoint(j+1, from)
}

// citation is the row's citation, or that of a section of it.
func (r *instrument) citation(pin string) Citation {
	kind := r.kind
	if kind == "" {
		kind = Statute
	}
	c := Citation{Path: r.path, Pinpoint: pin, Citation: tagging.Citation{Kind: kind, Canonical: r.name, Link: r.link}}
	if pin != "" {
		c.base = c.Path
		c.Path += "/s" + pin
		c.Name = r.name
		c.Canonical = "Section " + pin + " of the " + r.name
	}
	return c
}

// section reads "Section 231 of CAATSA", "sections 1(a)(iii) and 1(b) of E.O.
// 13818" and "Section 7031(c)".
func (p *parser) section(i int) int {
	if p.word(i, i) == "Title" {
		return p.named(i)
	}
	j := i + 1
	var pins []string
	var ends []int
	for {
		pin, end := p.pinpoint(j, i)
		if pin == "" {
			break
		}
		pins, ends = append(pins, pin), append(ends, end)
		k := p.and(end, i)
		if k == end {
			j = end
			break
		}
		j = k
	}
	if len(pins) == 0 {
		return i
	}
	j = ends[len(ends)-1]
	if p.is(j, i, "of", "under") {
		k := p.skip(j+1, i, "the")
		k = p.skip(k, i, "U.S.", "US", "UK", "annual")
		k = p.fiscalYear(k, i)
		if next := p.sectionOf(i, k, pins, ends); next > i {
			return next
		}
	}
	if strings.HasPrefix(pins[0], "7031(c)") {
		row := appropriations
		p.cite(i, ends[0], .95, Citation{Path: row.path + "/s7031(c)", Pinpoint: "7031(c)", Citation: tagging.Citation{
			Kind: Statute, Canonical: "Section 7031(c) of the " + row.name}})
		return ends[0]
	}
	return i
}

// sectionOf reads the instrument at k whose sections are pins.
func (p *parser) sectionOf(i, k int, pins []string, ends []int) int {
	if end := p.executiveOrder(k); end > k {
		for m := range p.out {
			if c, ok := p.out[m].Ref.(*Citation); ok && p.out[m].First == k {
				c.Pinpoint = strings.Join(pins, ", ")
			}
		}
		return end
	}
	row, end := p.match(k)
	if row == nil {
		if r := known.acronyms[p.word(k, i)]; r != nil {
			row, end = r, k+1
		}
	}
	if row == nil {
		before := len(p.out)
		if end = p.title(k); end == k {
			return i
		}
		c := p.out[before].Ref.(*Citation)
		row = &instrument{path: c.Path, name: c.Canonical, kind: c.Kind}
		if c.base != "" {
			return i
		}
		p.out = p.out[:before]
	}
	p.introduce(row)
	if len(pins) == 1 {
		p.cite(i, end, .97, row.citation(pins[0]))
		return p.trailing(row, end, i)
	}
	// Several sections of one act: each is an authority; the last goes to the
	// act's end.
	for n, pin := range pins {
		first, last := i, ends[n]
		if n > 0 {
			first = ends[n] - pinTokens(pin)
		}
		if n == len(pins)-1 {
			last = end
		}
		p.cite(first, last, .94, row.citation(pin))
	}
	return end
}

// pinTokens is the number of tokens of a pinpoint: a number, and three for
// each pair of brackets.
func pinTokens(pin string) int { return 1 + 3*strings.Count(pin, "(") }
