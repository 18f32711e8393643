package cleantrain_test

import (
	"testing"

	"github.com/tagwire/tagwire/fetcher/clean"
	"github.com/tagwire/tagwire/fetcher/clean/cleantrain"
)

// TestRulesSpareTheStory counts the sentences of the labelled stories that the
// rules would take.
func TestRulesSpareTheStory(t *testing.T) {
	lost, all := 0, 0
	for _, p := range pages(t) {
		out, n := clean.RuledOut(p.HTML, cleantrain.Story(p.Truth))
		all += n
		for text, rule := range out {
			if len(cleantrain.Words(text)) < 5 {
				continue // a label or a heading, no sentence
			}
			lost += clean.Sentences(text)
			if *show {
				t.Logf("%s %s: %.160s", p.ID, rule, text)
			}
		}
	}
	share := float64(lost) / float64(max(all, 1))
	t.Logf("%d of %d sentences lost, %.2f %%", lost, all, 100*share)
	if share > 0.0045 {
		t.Errorf("%.2f %% of the story's sentences are lost to rules", 100*share)
	}
}
