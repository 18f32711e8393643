package digest

import (
	"cmp"
	"runtime"
	"slices"
	"strings"
	"time"

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

// maxReports bounds how many articles of a story are read, for their figures.
const maxReports = 60

// maxVoices is how many articles of a story are read for its summary; the
// rest are copies of them.
const maxVoices = 12

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
