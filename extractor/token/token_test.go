package token_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tagwire/tagwire/extractor/token"
)

func words(d *token.Document) string {
	var w []string
	for i := range d.Tokens {
		w = append(w, d.Word(i))
	}
	return strings.Join(w, "|")
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"hyphenated", "Dalian-based Kim Jong-un", "Dalian|-|based|Kim|Jong|-|un"},
		{"possessive", "Nelson’s U.S.'s O'Brien Sana'a", "Nelson|’s|U.S.|'s|O'Brien|Sana'a"},
		{"acronyms", "U.S., E.O. 13382. E.O.13687 (U.N.)", "U.S.|,|E.O.|13382|.|E.O.|13687|(|U.N.|)"},
		{"initials", "Brian E. Nelson met J. Doe.", "Brian|E.|Nelson|met|J.|Doe|."},
		{"abbreviations", "Parsek Ltd. and Dr. No", "Parsek|Ltd.|and|Dr.|No"},
		{"numbers", "13,382 and 3.5, 2016/849; 8J", "13,382|and|3.5|,|2016|/|849|;|8J"},
		{"url", "see https://x.org/a?b=1.", "see|https://x.org/a?b=1|."},
		{"invalid", "a\xffb", "a|\xff|b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, words(token.New(c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", "One. Two! Three? Four.", "One.|Two!|Three?|Four."},
		{"initial", "Brian E. Nelson spoke. He left.", "Brian E. Nelson spoke.|He left."},
		{"acronym goes on", "The U.S. Treasury acted.", "The U.S. Treasury acted."},
		{"acronym ends", "He fled the U.S. The court acted.", "He fled the U.S.|The court acted."},
		{"quote", "“It works.” Nelson said so.", "“It works.”|Nelson said so."},
		{"blocks", "A heading\n\nText goes on", "A heading|Text goes on"},
		{"number", "under E.O. 13382. The agency", "under E.O. 13382.|The agency"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := token.New(c.text)
			var got []string
			for i := range d.Sentences {
				s := d.SentenceSpan(i)
				got = append(got, d.Text[s.Start:s.End])
			}
			if diff := cmp.Diff(c.want, strings.Join(got, "|")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzNew(f *testing.F) {
	f.Add("Kim Jong-un’s U.S. E.O.13382.\n\nx")
	f.Fuzz(func(t *testing.T, s string) {
		d := token.New(s)
		end := 0
		for i, tok := range d.Tokens {
			if int(tok.Start) < end || tok.End <= tok.Start || int(tok.End) > len(s) {
				t.Fatalf("token %d at [%d,%d) after %d", i, tok.Start, tok.End, end)
			}
			end = int(tok.End)
		}
		n := 0
		for _, se := range d.Sentences {
			if se.First != n || se.Last <= se.First {
				t.Fatalf("sentence [%d,%d) after %d", se.First, se.Last, n)
			}
			n = se.Last
		}
		if n != len(d.Tokens) {
			t.Fatalf("sentences cover %d of %d tokens", n, len(d.Tokens))
		}
	})
}
