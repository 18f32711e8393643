package sanction_test

import (
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor/sanction"
)

// FuzzFind holds Find to its promises on any text: no panic, events that point
// at entities and sentences that exist, confidences that are probabilities,
// and one event for one target, action and authority.
func FuzzFind(f *testing.F) {
	f.Add("[o OFAC] designated [p* A B], [o* C D] and, “under” [l E.O. 1], [v* E] (since 2012); [p F] said so.\n\n1. [p G]\n- [p H]")
	f.Add("The following have been added to the SDN List:\n\n1.\n[p A]\n\n[p B], 's")
	f.Add("Both were sanctioned. They are [p A]'s [o B], who which was designated, by, under, of; on, [c C]")
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Count(s, "[") != strings.Count(s, "]") {
			s = strings.ReplaceAll(s, "[", "")
		}
		in, _ := marked(skipper{t}, s)
		for _, e := range sanction.Find(in) {
			if e.Target < 0 || e.Target >= len(in.Entities) || e.Sentence < 0 || e.Sentence >= len(in.Doc.Sentences) {
				t.Fatalf("event points outside: %+v", e)
			}
			if e.Confidence < 0.5 || e.Confidence > 1 {
				t.Fatalf("confidence %v", e.Confidence)
			}
			if e.AuthorityEntity >= len(in.Entities) || e.AgencyEntity >= len(in.Entities) {
				t.Fatalf("event points outside: %+v", e)
			}
		}
	})
}

// skipper turns a malformed mark into a skipped input.
type skipper struct{ *testing.T }

func (s skipper) Fatalf(string, ...any) { s.SkipNow() }
