package digest

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tagwire/tagwire/store"
)

// opening is the first sentence that is not the title.
func opening(title string, lead []string) string {
	for _, s := range lead {
		if s != title {
			return s
		}
	}
	return ""
}

// undated is a sentence without the dateline before it: "SEOUL, Nov. 5 (Brief)
// -- ", a place in capitals, perhaps a date and an agency, and a dash.
func undated(s string) string {
	const longest = 70
	for _, dash := range []string{" -- ", " — ", " – ", " - "} {
		at := strings.Index(s, dash)
		if at < 0 || at > longest {
			continue
		}
		word, _, _ := strings.Cut(s[:at], " ")
		word = strings.Trim(word, ",.()")
		if utf8.RuneCountInString(word) > 2 && word == strings.ToUpper(word) && word != strings.ToLower(word) {
			return s[at+len(dash):]
		}
	}
	return s
}

// central is the index of the article whose title shares most words with the
// other titles: the one that speaks for all.
func central(articles []voice) int {
	articles = articles[:min(len(articles), maxVoices)]
	df := make(map[string]int)
	titles := make([][]string, len(articles))
	for i, a := range articles {
		titles[i] = content(a.title)
		for _, w := range titles[i] {
			df[w]++
		}
	}
	best, bestScore := 0, -1.0
	for i, words := range titles {
		if len(words) == 0 {
			continue
		}
		score := 0.0
		for _, w := range words {
			score += float64(df[w] - 1)
		}
		score /= float64(len(words) + 2)
		if score > bestScore+1e-9 {
			best, bestScore = i, score
		}
	}
	return best
}

// summary is the opening sentence that says most of what the others say and
// keeps to the title; the earlier one where two are as good.
func summary(title string, articles []voice) string {
	articles = articles[:min(len(articles), maxVoices)]
	df := make(map[string]int) // in how many articles' openings a word is
	var sentences []sentence
	for _, a := range articles {
		seen := make(map[string]bool)
		for pos, s := range a.lead {
			words := content(s)
			sentences = append(sentences, sentence{s, words, pos})
			for _, w := range words {
				if !seen[w] {
					seen[w] = true
					df[w]++
				}
			}
		}
	}
	head := make(map[string]bool)
	for _, w := range content(title) {
		head[w] = true
	}
	best, bestScore := "", -1.0
	for _, s := range sentences {
		if score := s.score(df, head, len(articles)); score > bestScore+1e-9 {
			best, bestScore = s.text, score
		}
	}
	if store.Fold(best) == store.Fold(title) {
		return ""
	}
	return best
}

// sentence is a candidate for a summary.
type sentence struct {
	text  string
	words []string
	pos   int // in its article
}

func (s *sentence) score(df map[string]int, head map[string]bool, articles int) float64 {
	if len(s.words) == 0 {
		return -1
	}
	score, overlap := 0.0, 0
	for _, w := range s.words {
		score += float64(df[w])
		if head[w] {
			overlap++
		}
	}
	// The mean keeps long sentences from winning by length, the title's words
	// keep to the topic, and news tells the event first.
	score /= float64(len(s.words)+4) * float64(articles)
	if len(head) > 0 {
		score += 0.5 * float64(overlap) / float64(len(head))
	}
	score -= 0.12 * float64(s.pos)
	if utf8.RuneCountInString(s.text) > 280 {
		score -= 0.15
	}
	return score
}

// content are the folded words of s that carry meaning, each once.
func content(s string) []string {
	words := strings.Fields(store.Fold(s))
	words = slices.DeleteFunc(words, func(w string) bool { return len(w) <= 2 || stopwords[w] })
	slices.Sort(words)
	return slices.Compact(words)
}

var stopwords = setOf(`the and for that with from was were are has have had its their his her this these those who
	which said says say will would been into over under after before about also not but they our out than then
	more new one two`)

func setOf(words string) map[string]bool {
	out := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}
