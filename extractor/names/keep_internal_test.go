package names

import (
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// TestKeepTrimsAliases leaves the mark of an alias out of the name.
func TestKeepTrimsAliases(t *testing.T) {
	const text = "Ivan Petrov, AKA LockSmith Two, was seen."
	d := token.New(text)
	m := mention.Mention{Type: tagging.Person, First: 3, Last: 6}
	m.Start, m.End = 13, 30
	kept := Keep(d, []mention.Mention{m})
	if len(kept) != 1 || text[kept[0].Start:kept[0].End] != "LockSmith Two" || kept[0].First != 4 {
		t.Errorf("kept %+v", kept)
	}
}

// TestKeep marks a candidate with brackets: one that names a body or a person
// stays, one that only looks like it goes.
func TestKeep(t *testing.T) {
	for _, tc := range []struct {
		text string
		keep bool
	}{
		{"[I’ve] said so before.", false},
		{"[You'll] see.", false},
		{"[Don’t] wait.", false},
		{"[O’Neill] spoke first.", true},
		{"[Lloyd's] insures ships.", true},
		{"[McDonald's] left Russia.", true},
		{"Many [Cuban Americans] voted.", false},
		{"The [Americans and Russians] met.", false},
		{"[Muslim Uyghurs] were held.", false},
		{"[Native Americans] protested.", false},
		{"The [Daughters of Ukrainians] met.", true},
		{"A visit to the [Indo-Pacific] is planned.", false},
		{"The [Indo-Pacific Command] moved.", true},
		{"The [West Africa Development Bank] lent.", true},
		{"The [people of Belarus] voted.", false},
	} {
		text := strings.NewReplacer("[", "", "]", "").Replace(tc.text)
		start := strings.Index(tc.text, "[")
		end := strings.Index(tc.text, "]") - 1
		d := token.New(text)
		m := mention.Mention{Type: tagging.Organization}
		m.Start, m.End, m.First = start, end, -1
		for i, tok := range d.Tokens {
			if int(tok.Start) >= start && m.First < 0 {
				m.First = i
			}
			if int(tok.Start) < end {
				m.Last = i + 1
			}
		}
		if have := len(Keep(d, []mention.Mention{m})) == 1; have != tc.keep {
			t.Errorf("%s: kept %v, want %v", tc.text, have, tc.keep)
		}
	}
}
