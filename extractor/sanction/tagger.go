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

// actsAt reports whether "sanctions" at node i is a verb, where only the word
// behind it tells: an adjective ("US sanctions notorious arms dealer X") and
// not a verb of its own ("US sanctions drive clients to Dubai"). prose takes
// "sanctions" for a noun in both, but tags what follows well. A past form may
// be either and must lead to a name. A sentence is tagged once, and only up to
// taggerLimit bytes.
func (v *view) actsAt(i int) bool {
	if v.tags == nil {
		v.tags = v.tagWords()
	}
	if i+1 >= len(v.tags) {
		return false
	}
	switch v.tags[i+1] {
	case "JJ", "JJR", "JJS", "VBN", "VBG", "NN", "NNS":
		return true
	case "VBD":
		return v.leadsToName(i+1, len(v.n))
	}
	return false
}

// tagWords returns the part of speech of each node, "" where unknown.
func (v *view) tagWords() []string {
	tags := make([]string, len(v.n))
	m := posModel()
	if m == nil || v.f == nil || len(v.n) == 0 {
		return tags
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
		return tags
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
		if v.n[at[k]].ent < 0 && tags[at[k]] == "" {
			tags[at[k]] = t.Tag
		}
		if w := v.n[at[k]]; w.isName() || w.word == t.Text || !strings.HasPrefix(w.word, t.Text) {
			k++
		}
	}
	return tags
}
