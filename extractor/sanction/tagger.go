package sanction

import (
	"strings"
	"sync"

	"github.com/jdkato/prose/v2"
)

// taggerLimit bounds the bytes of a sentence that the part-of-speech tagger
// gets to see.
const taggerLimit = 1200

// posModel is prose's English tagger, loaded when the first ambiguous
// sentence asks for it.
var posModel = sync.OnceValue(func() *prose.Model {
	d, err := prose.NewDocument("", prose.WithSegmentation(false), prose.WithExtraction(false))
	if err != nil {
		return nil
	}
	return d.Model
})

// verbAt reports whether prose takes node i for a finite verb. It is asked
// where the rules leave it open whether "sanctions" is a verb: "US sanctions
// blunt-nosed tankers". A sentence is tagged once, and only up to taggerLimit
// bytes.
func (v *view) verbAt(i int) bool {
	if v.verbs == nil {
		v.verbs = v.tagVerbs()
	}
	return i < len(v.verbs) && v.verbs[i]
}

func (v *view) tagVerbs() []bool {
	verbs := make([]bool, len(v.n))
	m := posModel()
	if m == nil || v.f == nil || len(v.n) == 0 {
		return verbs
	}
	// Names become one capitalized word each: the tagger needs no more, and
	// its own tokenizer, which normalizes quotes and splits names its own
	// way, keeps in step with the nodes.
	var b strings.Builder
	at := make([]int, 0, len(v.n))
	for i := range v.n {
		if b.Len() > taggerLimit {
			break
		}
		n := &v.n[i]
		switch {
		case n.isName():
			b.WriteString("Smith ")
		case n.is(cPunct) || n.poss || strings.IndexFunc(n.word, func(r rune) bool { return r < 'a' || r > 'z' }) >= 0:
			if n.word == "," {
				b.WriteString(", ")
				at = append(at, i)
			}
			continue
		default:
			b.WriteString(n.word)
			b.WriteByte(' ')
		}
		at = append(at, i)
	}
	doc, err := prose.NewDocument(b.String(), prose.UsingModel(m), prose.WithSegmentation(false), prose.WithExtraction(false))
	if err != nil {
		return verbs
	}
	k := 0
	for _, t := range doc.Tokens() {
		// A word that prose split ("cannot") takes up one node.
		for k < len(at) && t.Text != "," && v.n[at[k]].word == "," {
			k++
		}
		if k >= len(at) {
			break
		}
		switch t.Tag {
		case "VBZ", "VBD", "VBP":
			verbs[at[k]] = v.n[at[k]].ent < 0
		}
		if w := v.n[at[k]]; w.isName() || w.word == t.Text || !strings.HasPrefix(w.word, t.Text) {
			k++
		}
	}
	return verbs
}
