package digest

import (
	"cmp"
	"runtime"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"github.com/tagwire/tagwire/store"
)

// stories fills in the events that the range's articles tell.
func (b *builder) stories(d *Digest) error {
	groups := make(map[string][]*report)
	for _, r := range b.reports {
		groups[r.story] = append(groups[r.story], r)
	}
	measures := make(map[string]int)
	for _, list := range [][]Measure{d.Designations, d.Delistings} {
		for i := range list {
			measures[list[i].Story]++
		}
	}
	ids := sortedKeys(groups)
	d.Stories = make([]Story, len(ids))
	err := inParallel(len(ids), func(i int) error {
		id := ids[i]
		st, err := b.tell(id, groups[id])
		if err != nil {
			return err
		}
		st.Measures = measures[id]
		// The story bears the id of the article that began it.
		st.Continued = !slices.ContainsFunc(groups[id], func(x *report) bool { return store.StoryID(x.article) == id })
		d.Stories[i] = st
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(d.Stories, func(x, y Story) int {
		return cmp.Or(-compareBool(x.Measures > 0, y.Measures > 0), cmp.Compare(y.Articles, x.Articles),
			cmp.Compare(len(y.Outlets), len(x.Outlets)), y.Last.Compare(x.Last), strings.Compare(x.ID, y.ID))
	})
	d.Counts.Stories = len(d.Stories)
	return nil
}

// inParallel calls f with 0 to n-1, on all processors, and waits.
func inParallel(n int, f func(int) error) error {
	const stride = 64
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for from := 0; from < n; from += stride {
		g.Go(func() error {
			for i := from; i < min(from+stride, n); i++ {
				if err := f(i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// voice is a report with its opening sentences.
type voice struct {
	*report
	lead []string
}

// tell makes a story of its articles.
func (b *builder) tell(id string, reports []*report) (Story, error) {
	slices.SortStableFunc(reports, func(x, y *report) int {
		return cmp.Or(x.time.Compare(y.time), cmp.Compare(x.seq, y.seq))
	})
	st := Story{ID: id, Articles: len(reports), First: reports[0].time, Last: reports[len(reports)-1].time}
	st.Sources = make([]Source, 0, len(reports))
	for _, r := range reports {
		st.Sources = append(st.Sources, r.source())
		st.Outlets = with(st.Outlets, r.outlet)
	}
	slices.Sort(st.Outlets)
	voices, err := b.voices(reports[:min(len(reports), maxReports)])
	if err != nil {
		return st, err
	}
	if len(reports) == 1 {
		st.Title = reports[0].title
		st.Summary = undated(strings.Clone(opening(st.Title, voices[0].lead)))
		return st, nil
	}
	st.Title = reports[central(voices)].title
	st.Summary = undated(strings.Clone(summary(st.Title, voices)))
	st.Conflicts = conflicts(voices)
	return st, nil
}

// voices reads the opening sentences of reports.
func (b *builder) voices(reports []*report) ([]voice, error) {
	seqs := make([]uint64, len(reports))
	for i, r := range reports {
		seqs[i] = r.seq
	}
	leads, err := b.s.Leads(b.ctx, seqs)
	if err != nil {
		return nil, err
	}
	voices := make([]voice, len(reports))
	for i, r := range reports {
		voices[i] = voice{r, leads[i]}
	}
	return voices, nil
}

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

// maxReports bounds how many articles of a story are read, for their figures.
const maxReports = 60

// maxVoices is how many articles of a story are read for its summary; the
// rest are copies of them.
const maxVoices = 12

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

// conflicts are the figures on which the articles of a story disagree. An
// article counts for a noun only if its opening gives just one figure of it:
// "three banks" of "twelve banks" is no contradiction.
func conflicts(articles []voice) []Conflict {
	nouns := make(map[string]map[int]*Version)
	for _, a := range articles {
		for noun, f := range figures(a.lead) {
			if nouns[noun] == nil {
				nouns[noun] = make(map[int]*Version)
			}
			v := nouns[noun][f.value]
			if v == nil {
				v = &Version{Phrase: strings.Clone(f.phrase)}
				nouns[noun][f.value] = v
			}
			v.Outlets = with(v.Outlets, a.outlet)
		}
	}
	var out []Conflict
	for _, noun := range sortedKeys(nouns) {
		if len(nouns[noun]) < 2 {
			continue
		}
		c := Conflict{Noun: noun}
		for _, v := range nouns[noun] {
			slices.Sort(v.Outlets)
			c.Versions = append(c.Versions, *v)
		}
		slices.SortFunc(c.Versions, func(x, y Version) int {
			return cmp.Or(cmp.Compare(len(y.Outlets), len(x.Outlets)), strings.Compare(x.Phrase, y.Phrase))
		})
		out = append(out, c)
	}
	return out
}

// day is a date in the digest's zone.
func (d *Digest) day(t time.Time) string { return t.In(d.Location()).Format(time.DateOnly) }

// clock is a date and time in the digest's zone. Midnight to the second is what
// an outlet that gives no time of day comes to: that is a day, in no zone.
func (d *Digest) clock(t time.Time) string {
	if t.Equal(t.UTC().Truncate(24 * time.Hour)) {
		return t.UTC().Format(time.DateOnly)
	}
	return t.In(d.Location()).Format("2006-01-02 15:04")
}
