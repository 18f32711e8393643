package sanction

import (
	"strings"
	"sync"

	"github.com/jdkato/prose/v2"
)

// taggerLimit bounds the bytes of a sentence that the part-of-speech tagger
// gets to see.
const taggerLimit = 600

// posModel is prose's English tagger, loaded when the first ambiguous
// sentence asks for it.
var posModel = sync.OnceValue(func() *prose.Model {
	d, err := prose.NewDocument("", prose.WithSegmentation(false), prose.WithExtraction(false))
	if err != nil {
		return nil
	}
	return d.Model
})

// verbByTagger reports whether prose takes node i for a verb.
func (f *finder) verbByTagger(v *view, i int) bool {
	m := posModel()
	if m == nil {
		return false
	}
	d := f.in.Doc
	// Only what precedes the word in its sentence and a few words behind it.
	from, to := max(0, i-12), min(len(v.n), i+13)
	a, b := int(d.Tokens[v.n[from].first].Start), int(d.Tokens[v.n[to-1].last-1].End)
	if b-a > taggerLimit {
		return false
	}
	text := d.Text[a:b]
	want := strings.Count(strings.ToLower(text[:int(d.Tokens[v.n[i].first].Start)-a]), v.n[i].word)
	doc, err := prose.NewDocument(text, prose.UsingModel(m), prose.WithSegmentation(false), prose.WithExtraction(false))
	if err != nil {
		return false
	}
	// prose normalizes quotes while it tokenizes: the word is found by its
	// count, not by its offset.
	for _, t := range doc.Tokens() {
		if strings.Contains(strings.ToLower(t.Text), v.n[i].word) {
			if want == 0 {
				return strings.HasPrefix(t.Tag, "VB")
			}
			want--
		}
	}
	return false
}
