package gold

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/article"
)

const (
	corpusDir = "../../fixtures/gold"
	sharedDir = "../../../shared"
)

func corpus(t testing.TB) []Article {
	t.Helper()
	articles, err := Load(corpusDir)
	if err != nil {
		t.Fatal(err)
	}
	return articles
}

func TestCorpusIsConsistent(t *testing.T) {
	ids := make(map[string]string)
	for _, a := range corpus(t) {
		for _, problem := range Lint(&a) {
			t.Errorf("%s/%s: %s", a.Split, a.ID, problem)
		}
		if other, ok := ids[a.ID]; ok {
			t.Errorf("%s is in %s and in %s", a.ID, other, a.Split)
		}
		ids[a.ID] = a.Split
		if a.Regime == "none" {
			for _, e := range a.Entities {
				if e.Sanctioned {
					t.Errorf("%s: %q is sanctioned in an article of regime none", a.ID, e.Name)
				}
			}
		} else if len(a.Designations) == 0 {
			t.Errorf("%s: regime %s but no designation", a.ID, a.Regime)
		}
	}
}

// TestCorpusIsVaried holds the corpus to the breadth that makes figures on it
// mean something.
func TestCorpusIsVaried(t *testing.T) {
	regimes, kinds, splits := make(map[string]int), make(map[string]int), make(map[string]int)
	articles := corpus(t)
	for _, a := range articles {
		regimes[a.Regime]++
		kinds[a.Kind]++
		splits[a.Split]++
	}
	t.Logf("%d articles; splits %v; %d regimes %v; kinds %v", len(articles), splits, len(regimes), regimes, kinds)
	for _, tt := range []struct {
		what        string
		have, least int
	}{
		{"articles", len(articles), leastArticles},
		{"regimes", len(regimes) - 1, leastRegimes},
		{"articles with nobody sanctioned", regimes["none"], leastOrdinary},
	} {
		if tt.have < tt.least {
			t.Errorf("%d %s, want at least %d", tt.have, tt.what, tt.least)
		}
	}
	for split, share := range map[string]float64{"train": 0.60, "dev": 0.15, "test": 0.25} {
		if have := float64(splits[split]) / float64(len(articles)); have < share-0.06 || have > share+0.06 {
			t.Errorf("%s holds %.0f %% of the articles, want about %.0f %%", split, 100*have, 100*share)
		}
	}
}

const (
	leastArticles = 180
	leastRegimes  = 30
	leastOrdinary = 50
)

// TestNamesAreOurOwn keeps persons and bodies of the texts that others will
// be measured on out of ours, but for those that all news names.
func TestNamesAreOurOwn(t *testing.T) {
	theirs, err := LoadRecords(filepath.Join(sharedDir, "gold", "seeds"))
	if err != nil || len(theirs) == 0 {
		t.Skip("no other annotations here")
	}
	taken := make(map[string]string)
	for _, r := range theirs {
		for _, e := range r.Entities {
			if e.Type == tagging.Person || e.Type == tagging.Organization && e.Sanctioned {
				taken[normalize(e.Name)] = r.ID
			}
		}
	}
	for _, a := range corpus(t) {
		for _, e := range a.Entities {
			if id, ok := taken[normalize(e.Name)]; ok && strings.Contains(e.Name, " ") {
				t.Errorf("%s: %q is named in %s too", a.ID, e.Name, id)
			}
		}
	}
}

// perfect is the tagging that agrees with an annotation in everything.
func perfect(a *Article) tagging.Tagging {
	t := tagging.Tagging{Article: article.Article{ID: a.ID, Text: a.Text}}
	for i, e := range a.Entities {
		out := tagging.Entity{Type: e.Type, Name: e.Name, Aliases: e.Forms, Mentions: []tagging.Mention{}, Sanctioned: e.Sanctioned}
		for _, m := range a.Mentions {
			if m.Entity == i {
				s := a.Text[m.Start:m.End]
				from := len([]rune(a.Text[:m.Start]))
				out.Mentions = append(out.Mentions, tagging.Mention{Start: from, End: from + len([]rune(s)), Text: s})
			}
		}
		for _, d := range a.Designations {
			if d.Target == e.Name && (e.Type == tagging.Person || e.Type == tagging.Organization) {
				out.Designations = append(out.Designations, tagging.Designation{Action: d.Action, Authority: string(d.Authority), Agency: string(d.Agency), Date: string(d.Date)})
			}
		}
		t.Entities = append(t.Entities, out)
	}
	return t
}

func TestPerfectTaggingScoresOne(t *testing.T) {
	sum := make(Scores)
	for _, a := range corpus(t) {
		s, errs := Score(a.Record(), perfect(&a))
		sum.Add(s)
		for _, e := range errs {
			t.Errorf("%+v", e)
		}
	}
	for _, task := range Tasks {
		if f := sum[task].F1(); f != 1 {
			t.Errorf("%s: F1 %.4f", task, f)
		}
	}
}

// spoil damages a tagging in every way that the scorer must notice.
func spoil(rng *rand.Rand, a *Article) tagging.Tagging {
	t := perfect(a)
	var out []tagging.Entity
	for _, e := range t.Entities {
		switch rng.IntN(12) {
		case 0:
			continue
		case 1:
			e.Name, e.Aliases, e.Mentions = "Dr "+e.Name, nil, []tagging.Mention{}
		case 2:
			e.Type = entityTypes[rng.IntN(len(entityTypes))]
		case 3:
			out = append(out, e)
		case 4:
			e.Sanctioned = !e.Sanctioned
		case 5:
			e.Designations = append(e.Designations, tagging.Designation{Authority: "E.O. 13224", Agency: "OFAC", Date: "2026-01-02"})
		case 6:
			for i := range e.Designations {
				e.Designations[i].Date, e.Designations[i].Agency = "", "the office"
			}
		case 7:
			if len(out) > 0 {
				out[len(out)-1].Aliases = append([]string{e.Name}, out[len(out)-1].Aliases...)
			}
			continue
		case 8:
			if len(e.Mentions) > 0 {
				e.Mentions[0].Start++
			}
		}
		out = append(out, e)
	}
	t.Entities = out
	if rng.IntN(3) == 0 {
		t.Text = t.Text[:strings.LastIndex(t.Text, "\n\n")] + "\n\n" + strings.Join(a.Boilerplate, "\n")
	}
	return t
}

// TestAgreesWithReferenceScorer runs the reference scorer on the same data.
func TestAgreesWithReferenceScorer(t *testing.T) {
	script := filepath.Join(sharedDir, "eval", "score.py")
	python, err := exec.LookPath("python3")
	if _, missing := os.Stat(script); err != nil || missing != nil {
		t.Skip("needs python3 and the reference scorer")
	}
	golds, tagged := t.TempDir(), t.TempDir()
	rng := rand.New(rand.NewPCG(1, 2))
	sum := make(Scores)
	for _, a := range corpus(t) {
		got := spoil(rng, &a)
		s, _ := Score(a.Record(), got)
		sum.Add(s)
		if err := a.Write(golds); err != nil {
			t.Fatal(err)
		}
		out, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(tagged, a.ID+".json"), out, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), python, script, golds, tagged, "--json")
	cmd.Stderr = t.Output()
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var reference struct {
		Scores map[Task]struct {
			Precision, Recall, F1 float64
			TP, FP, FN            int
		}
	}
	if err := json.Unmarshal(out, &reference); err != nil {
		t.Fatal(err)
	}
	for _, task := range Tasks {
		r, s := reference.Scores[task], sum[task]
		want := fmt.Sprintln(r.TP, r.FP, r.FN, r.Precision, r.Recall, r.F1)
		if have := fmt.Sprintln(s.Hit, s.Extra, s.Missed, Round(s.Precision()), Round(s.Recall()), Round(s.F1())); have != want {
			t.Errorf("%s: %s, the reference says %s", task, have, want)
		}
		if s.Hit == 0 || s.Missed == 0 {
			t.Errorf("%s: %+v does not exercise the scorer", task, s)
		}
	}
}
