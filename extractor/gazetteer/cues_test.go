package gazetteer

import (
	"os"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor/token"
)

// TestCuesMoveTheScore checks each row: its example, read with the cue, must
// weigh more (or less) than the same name with another word in its place.
func TestCuesMoveTheScore(t *testing.T) {
	g, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	logit := func(text, name string) (float64, bool) {
		d := token.New(text)
		for _, x := range g.Examine(d, nil) {
			if d.Text[x.Start:x.End] == name {
				return x.Logit, true
			}
		}
		return 0, false
	}
	check := func(rows []cue, follows bool) {
		for _, r := range rows {
			words := strings.Fields(r.example)
			at := -1
			for i, w := range words {
				if strings.ToLower(strings.Trim(w, ".")) == r.word {
					at = i
				}
			}
			if at < 0 {
				t.Errorf("example %q does not have %q", r.example, r.word)
				continue
			}
			name := strings.Join(words[:at], " ")
			if !follows {
				name = strings.Join(words[at+1:], " ")
			}
			name = strings.TrimPrefix(name, "the ")
			for len(name) > 0 { // the example may say more than the name
				if _, ok := logit("x "+name+" x", name); ok {
					break
				}
				fields := strings.Fields(name)
				if len(fields) == 1 {
					name = ""
					break
				}
				if follows {
					fields = fields[1:]
				} else {
					fields = fields[:len(fields)-1]
				}
				name = strings.Join(fields, " ")
			}
			if name == "" {
				t.Errorf("example %q names no place of the gazetteer", r.example)
				continue
			}
			var with, without float64
			if follows {
				with, _ = logit("x "+name+" "+r.word+" x", name)
				without, _ = logit("x "+name+" qqq x", name)
			} else {
				with, _ = logit("x "+r.word+" "+name+" x", name)
				without, _ = logit("x qqq "+name+" x", name)
			}
			if (with-without)*r.logit <= 0 {
				t.Errorf("%q moves the score of %q by %+.2f, its weight is %+.1f", r.word, name, with-without, r.logit)
			}
		}
	}
	check(beforeRows, false)
	check(afterRows, true)
}

func TestWeightsFile(t *testing.T) {
	table, err := os.ReadFile("weights.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := readWeights(string(table)); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{"", "bias\t1", "no-such\t1", "bias\tx"} {
		if _, err := readWeights(bad); err == nil {
			t.Errorf("readWeights(%q) finds nothing wrong", bad)
		}
	}
}
