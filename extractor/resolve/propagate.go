package resolve

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

const (
	// sourceDocument marks mentions that are here because the article names
	// the same thing elsewhere.
	sourceDocument = "document"
	// sureEnough is the score from which a mention speaks for others.
	sureEnough = 0.55
	// repeated and shortened are what is left of the score of a name for a
	// further occurrence of it, whole or in part.
	repeated, shortened = 0.9, 0.75
	// chain bounds how many patterns that start with one word are tried.
	chain = 16
)

// pattern is a run of words to look for.
type pattern struct {
	words []string
	// exact asks for the same letter case as at the source, as acronyms and
	// single words need it.
	exact string
	m     mention.Mention
	score float32
}

// Propagate adds the occurrences of settled names that no recognizer found:
// whole names of organizations and persons anywhere in the text, family names
// of persons named in full, and acronyms introduced in brackets behind an
// organization's name. ms are settled mentions in order; the result is too.
func Propagate(d *token.Document, ms []mention.Mention) []mention.Mention {
	if len(ms) == 0 {
		return ms
	}
	lx := newLexicon(d)
	taken := make([]bool, len(d.Tokens))
	for _, m := range ms {
		for i := m.First; i < m.Last; i++ {
			taken[i] = true
		}
	}
	ms = introduceAcronyms(d, lx, taken, ms)
	patterns := collect(lx, ms)
	if len(patterns) == 0 {
		return ms
	}
	out := ms
	for i := 0; i < len(d.Tokens); {
		if taken[i] || lx.word[i] == "" || !startsName(d, i) {
			i++
			continue
		}
		p, last := match(lx, taken, patterns[lx.word[i]], i)
		if p == nil {
			i++
			continue
		}
		m := p.m
		m.First, m.Last, m.Span = i, last, d.Span(i, last)
		m.Score, m.Source = p.score, sourceDocument
		out = append(out, m)
		i = last
	}
	sortMentions(out)
	return out
}

// startsName reports whether token i is written as a name begins.
func startsName(d *token.Document, i int) bool {
	switch d.Tokens[i].Case {
	case token.Title, token.Upper, token.Mixed:
		return true
	case token.NoCase:
		r, _ := utf8.DecodeRuneInString(d.Word(i))
		return unicode.IsLetter(r)
	}
	return false
}

// introduceAcronyms adds the acronym in "Second Academy of Natural Sciences
// (SANS)" where no recognizer took it.
func introduceAcronyms(d *token.Document, lx *lexicon, taken []bool, ms []mention.Mention) []mention.Mention {
	n := len(ms)
	for k := 0; k < n; k++ {
		m := ms[k]
		if m.Type != tagging.Organization || m.Score < sureEnough || m.Last-m.First < 2 {
			continue
		}
		at := m.Last
		if at+2 >= len(d.Tokens) || d.Word(at) != "(" {
			continue
		}
		at++
		if isQuote(d.Word(at)) {
			at++
		}
		if at >= len(d.Tokens) || taken[at] || d.Tokens[at].Case != token.Upper && d.Tokens[at].Case != token.Mixed {
			continue
		}
		end := at + 1
		if end < len(d.Tokens) && isQuote(d.Word(end)) {
			end++
		}
		if end >= len(d.Tokens) || d.Word(end) != ")" || !spells(lx.words(m.First, m.Last), lx.word[at]) {
			continue
		}
		taken[at] = true
		a := m
		a.First, a.Last, a.Span = at, at+1, d.Span(at, at+1)
		a.Source = sourceDocument
		ms = append(ms, a)
	}
	if len(ms) > n {
		sortMentions(ms)
	}
	return ms
}

func isQuote(w string) bool {
	switch w {
	case "\"", "“", "”", "'", "‘", "’", "«", "»":
		return true
	}
	return false
}

// spells reports whether an acronym's letters can be read in the words in
// order, each at a word's start or within the word that gave the letter before
// it.
func spells(words []string, acronym string) bool {
	if len(acronym) < 2 || len(words) == 0 {
		return false
	}
	k, starts := 0, 0
	for _, w := range words {
		if k < len(acronym) && w[0] == acronym[k] {
			starts++
			k++
			for _, c := range []byte(w[1:]) {
				if k < len(acronym) && c == acronym[k] && len(acronym)-k > 0 && !ahead(words, w, acronym[k]) {
					k++
				}
			}
		}
	}
	return k == len(acronym) && starts >= 2
}

// ahead reports whether a word after w starts with c.
func ahead(words []string, w string, c byte) bool {
	at := slices.Index(words, w)
	for _, x := range words[at+1:] {
		if x[0] == c {
			return true
		}
	}
	return false
}

// collect makes the patterns that settled mentions ask for, by first word.
func collect(lx *lexicon, ms []mention.Mention) map[string][]pattern {
	out := make(map[string][]pattern, len(ms))
	add := func(p pattern) {
		k := p.words[0]
		for i := range out[k] {
			if q := &out[k][i]; slices.Equal(q.words, p.words) && q.exact == p.exact {
				if q.score < p.score {
					*q = p
				}
				return
			}
		}
		if len(out[k]) < chain {
			out[k] = append(out[k], p)
		}
	}
	for _, m := range ms {
		if m.Score < sureEnough || m.Type != tagging.Person && m.Type != tagging.Organization {
			continue
		}
		words := lx.words(m.First, m.Last)
		switch {
		case len(words) > 1:
			add(pattern{words: words, m: m, score: m.Score * repeated})
		case len(words) == 1 && len(words[0]) > 1:
			// One word alone is found again where it is written the same.
			add(pattern{words: words, exact: lx.d.Text[m.Start:m.End], m: m, score: m.Score * shortened})
		}
		if m.Type == tagging.Person && len(words) > 1 {
			if w := lx.d.Word(m.Last - 1); len(w) > 2 && lx.word[m.Last-1] != "" && !lineage[lx.word[m.Last-1]] {
				add(pattern{words: lx.word[m.Last-1 : m.Last], exact: w, m: m, score: m.Score * shortened})
			}
		}
	}
	for k := range out {
		slices.SortStableFunc(out[k], func(a, b pattern) int { return len(b.words) - len(a.words) })
	}
	return out
}

// match returns the longest pattern that stands at token i, and where it ends.
func match(lx *lexicon, taken []bool, ps []pattern, i int) (*pattern, int) {
	for k := range ps {
		p := &ps[k]
		at := i
		n := 0
		for n < len(p.words) && at < len(lx.word) && !taken[at] && lx.d.Tokens[at].Sentence == lx.d.Tokens[i].Sentence {
			if lx.word[at] == "" && n > 0 && joins(lx.d.Word(at)) {
				at++
				continue
			}
			if lx.word[at] != p.words[n] {
				break
			}
			n++
			at++
		}
		if n < len(p.words) || p.exact != "" && lx.d.Word(i) != p.exact {
			continue
		}
		if len(p.words) == 1 && partOfMore(lx.d, i, at) {
			continue
		}
		return p, at
	}
	return nil, 0
}

func joins(w string) bool {
	return w == "-" || w == "–" || w == "." || w == "'" || w == "’" || possessive(w)
}

// partOfMore reports whether the word at i stands within a longer capitalized
// name, where it need not mean what it means alone.
func partOfMore(d *token.Document, i, end int) bool {
	if i > 0 && d.Tokens[i-1].Sentence == d.Tokens[i].Sentence && d.Tokens[i].Space &&
		d.Tokens[i-1].Case != token.Lower && d.Tokens[i-1].Case != token.NoCase && d.Tokens[i-1].Kind == token.Word &&
		int(d.Sentences[d.Tokens[i].Sentence].First) != i-1 {
		return !has(honorifics, d.Word(i-1)) && !has(offices, d.Word(i-1)) // "Mr. Nelson"
	}
	return end < len(d.Tokens) && d.Tokens[end].Sentence == d.Tokens[i].Sentence && d.Tokens[end].Space &&
		d.Tokens[end].Kind == token.Word && (d.Tokens[end].Case == token.Title || d.Tokens[end].Case == token.Upper || d.Tokens[end].Case == token.Mixed)
}
