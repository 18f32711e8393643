package names

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/token"
)

// phrases finds fixed sequences of tokens, case and all.
type phrases struct {
	next map[string]*phrases
	end  bool
}

func newPhrases() *phrases { return &phrases{next: make(map[string]*phrases)} }

func (p *phrases) add(form string) {
	d := token.New(form)
	for i := range d.Tokens {
		w := plain(d.Word(i))
		q := p.next[w]
		if q == nil {
			q = newPhrases()
			p.next[w] = q
		}
		p = q
	}
	p.end = true
}

// at returns the number of tokens of the longest phrase at token i, 0 for none.
func (p *phrases) at(d *token.Document, i int) int {
	best := 0
	for j := i; j < len(d.Tokens) && d.Tokens[j].Sentence == d.Tokens[i].Sentence; j++ {
		if p = p.next[plain(d.Word(j))]; p == nil {
			break
		}
		if p.end {
			best = j + 1 - i
		}
	}
	return best
}

// plain writes typographic apostrophes and hyphens as their simple forms.
func plain(w string) string {
	switch w {
	case "’":
		return "'"
	case "’s":
		return "'s"
	case "‑", "‐", "–":
		return "-"
	}
	if strings.Contains(w, "’") { // "Hay’at"
		return strings.ReplaceAll(w, "’", "'")
	}
	return w
}
