package names_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/names"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

func TestFind(t *testing.T) {
	r := names.New()
	for _, c := range []struct{ text, want string }{
		{"The IAEA and the Islamic Revolutionary Guard Corps-Qods Force met", "IAEA|Islamic Revolutionary Guard Corps-Qods Force"},
		{"Tehran’s Ministry of Intelligence and Security denied it", "Ministry of Intelligence and Security"},
		{"the Ministry of Finance and President Aliyev agreed", "Ministry of Finance"},
		{"GRU Unit 29155 was blamed", "GRU|Unit 29155"},
		{"It blacklisted Belvostok Trading LLC.", "Belvostok Trading LLC"},
		{"ships of Norinda Maritime Co., Ltd. sailed", "Norinda Maritime Co., Ltd."},
		{"the Second Academy of Natural Sciences (SANS) said", "Second Academy of Natural Sciences|SANS"},
		{"He was sanctioned by the U.S. Treasury", "U.S. Treasury"},
		{"fighters of al-Shabaab fled", "al-Shabaab"},
		{"The Congress Library opened", ""},
		{"Section 12 applies; Room 5 is closed", ""},
		{"a limited company", ""},
	} {
		d := token.New(c.text)
		found := r.Find(d, nil)
		var got []string
		for _, m := range found {
			// Candidates may lie within one another; the longest are compared.
			if slices.ContainsFunc(found, func(o mention.Mention) bool { return o.Span != m.Span && o.Contains(m.Span) }) {
				continue
			}
			s := d.Text[m.Start:m.End]
			if m.Type != tagging.Organization || !strings.HasPrefix(m.Source, "rule/") || m.Score <= 0 || m.Score > 1 {
				t.Errorf("%q: bad mention %+v", c.text, m)
			}
			if !slices.Contains(got, s) {
				got = append(got, s)
			}
		}
		slices.SortStableFunc(got, func(a, b string) int { return strings.Index(c.text, a) - strings.Index(c.text, b) })
		if diff := cmp.Diff(c.want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%s\n%s", c.text, diff)
		}
	}
}

func TestKeepStrikesOutWhatIsNoName(t *testing.T) {
	for name, kept := range map[string]bool{
		"North Korea": false, "N. Koreans": false, "Russians": false, "DPRK": false, "WMD": false, "Monday": false,
		"Specially Designated Nationals": false, "people of Belarus": false, "Gulf partners": false, "Department Spokesperson": false,
		"Government of Japan": false, "Obama Administration": false, "Maritime Administration": true, "al Qaida": true, "Korea Mining Development": true, "Gazprom": true, "Jordan Hale": true,
	} {
		d := token.New(name)
		m := mention.Mention{Span: d.Span(0, len(d.Tokens)), First: 0, Last: len(d.Tokens), Type: tagging.Organization, Score: .9}
		if got := len(names.Keep(d, []mention.Mention{m})) == 1; got != kept {
			t.Errorf("%s: kept %v, want %v", name, got, kept)
		}
	}
}

func FuzzFind(f *testing.F) {
	r := names.New()
	f.Add("The Ministry of X and (ABC) Y & Z Co., Ltd. of the al-")
	f.Fuzz(func(t *testing.T, s string) {
		d := token.New(s)
		for _, m := range names.Keep(d, r.Find(d, nil)) {
			if m.First < 0 || m.Last > len(d.Tokens) || m.First >= m.Last || m.Span != d.Span(m.First, m.Last) {
				t.Fatalf("bad mention %+v", m)
			}
		}
	})
}
