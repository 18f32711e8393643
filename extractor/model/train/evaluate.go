package train

import (
	"fmt"
	"io"
	"sort"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/model"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// Score counts names found, span and type both right.
type Score struct{ Hit, Extra, Missed int }

// F1 is the harmonic mean of precision and recall.
func (s Score) F1() float64 {
	if s.Hit == 0 {
		return 0
	}
	return 2 * float64(s.Hit) / float64(2*s.Hit+s.Extra+s.Missed)
}

// Tagger is what is measured.
type Tagger interface {
	Tag(d *token.Document, dst []mention.Mention) []mention.Mention
}

// Evaluate scores a tagger on examples, by type and, under "", in all.
func Evaluate(t Tagger, examples []model.Example) map[tagging.Type]Score {
	out := make(map[tagging.Type]Score)
	var got []mention.Mention
	for i := range examples {
		ex := &examples[i]
		got = t.Tag(ex.Doc, got[:0])
		want := make(map[model.Name]bool)
		for _, n := range ex.Names {
			want[n] = true
		}
		for _, m := range got {
			if m.Source == mention.SecondModel {
				continue // a proposal for others to weigh, not the model's answer
			}
			n := model.Name{First: m.First, Last: m.Last, Type: m.Type}
			if want[n] {
				delete(want, n)
				count(out, n.Type, Score{Hit: 1})
			} else {
				count(out, n.Type, Score{Extra: 1})
			}
		}
		for n := range want {
			count(out, n.Type, Score{Missed: 1})
		}
	}
	return out
}

func count(m map[tagging.Type]Score, typ tagging.Type, s Score) {
	for _, k := range []tagging.Type{typ, ""} {
		v := m[k]
		m[k] = Score{v.Hit + s.Hit, v.Extra + s.Extra, v.Missed + s.Missed}
	}
}

// Report writes one line for each corpus.
func Report(w io.Writer, t Tagger, corpora map[string][]model.Example) {
	names := make([]string, 0, len(corpora))
	for n := range corpora {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		s := Evaluate(t, corpora[n])
		fmt.Fprintf(w, "%-20s PER %.3f  ORG %.3f  LOC %.3f  all %.3f\n", n,
			s[tagging.Person].F1(), s[tagging.Organization].F1(), s[mention.Location].F1(), s[""].F1())
	}
}
