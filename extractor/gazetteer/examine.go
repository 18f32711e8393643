package gazetteer

import (
	"fmt"
	"strings"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/token"
)

// Examined is a name in a text with all the evidence on it: what [Gazetteer.Find]
// decides on, for fitting the weights and for seeing why.
type Examined struct {
	token.Span
	// Ambiguous says that a country or first-level division has the name too.
	Ambiguous bool
	// Evidence has one number for each of Features.
	Evidence []float64
	// Logit is the evidence weighed, in log odds.
	Logit float64
}

// Features names the kinds of evidence, in the order of Examined.Evidence.
func Features() []string { return append([]string(nil), featureNames[:]...) }

// Weights returns the compiled weights, in the order of Features.
func (g *Gazetteer) Weights() []float64 { return append([]float64(nil), g.weights[:]...) }

// Examine lists every name in d that a city bears. cands are what other
// recognizers propose, as for Find.
func (g *Gazetteer) Examine(d *token.Document, cands []mention.Mention) []Examined {
	w := g.space.Get().(*workspace)
	defer g.space.Put(w)
	w.reset()
	w.read(d, cands)
	g.scan(d, w)
	g.context(d, w, cands)
	var out []Examined
	for k := range w.hits {
		h := &w.hits[k]
		if h.places == 0 {
			continue
		}
		ev := g.weigh(d, w, cands, k)
		out = append(out, Examined{
			Span: d.Span(h.first, h.last), Ambiguous: h.country >= 0 || h.division >= 0,
			Evidence: ev[:], Logit: ev.dot(&g.weights),
		})
	}
	return out
}

// String shows the evidence that counts.
func (x Examined) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%.2f", x.Logit)
	for i, v := range x.Evidence {
		if v != 0 {
			fmt.Fprintf(&b, " %s=%.2g", featureNames[i], v)
		}
	}
	return b.String()
}
