package digest

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/tagwire/tagwire/extractor/tagging"
)

const (
	// baselineSpan is the time before the range that coverage is compared
	// with; of at least historyMin of it the store must know.
	baselineSpan = 28 * 24 * time.Hour
	historyMin   = 7 * 24 * time.Hour
	// A mover has moverMin articles or more, and its number is moverSigmas
	// standard deviations above its baseline, as for chance events.
	moverMin    = 4
	moverSigmas = 3.0
)

// movers fills in the entities whose coverage rose beyond their own baseline.
func (b *builder) movers(d *Digest) error {
	from, to := b.span()
	if from.IsZero() {
		return nil
	}
	var ids []string
	for _, id := range sortedKeys(b.named) {
		n, e := b.named[id], b.entities[id]
		if n.articles >= moverMin && e.FirstSeq <= b.r.From && n.typ != tagging.LegalAuthority {
			ids = append(ids, id)
		}
	}
	length := to.Sub(from)
	err := b.s.MentionTimes(b.ctx, ids, func(id string, times []time.Time) {
		oldest, before := from, 0
		for _, t := range times {
			if t.Before(from) && t.After(from.Add(-baselineSpan)) {
				before++
			}
			if t.Before(oldest) {
				oldest = t
			}
		}
		history := min(from.Sub(oldest), baselineSpan)
		if history < historyMin {
			return
		}
		n := b.named[id]
		expected := float64(before) * length.Hours() / history.Hours()
		if float64(n.articles)-expected < moverSigmas*math.Sqrt(expected+1) {
			return
		}
		d.Movers = append(d.Movers, Mover{
			Name:     Name{Name: n.name, ID: id, Type: n.typ, Articles: n.articles, Sanctioned: n.sanctioned, Listed: b.entities[id].Listed, Source: n.first.source()},
			Baseline: math.Round(expected*10) / 10,
		})
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(d.Movers, func(x, y Mover) int {
		rx, ry := float64(x.Articles)/(x.Baseline+1), float64(y.Articles)/(y.Baseline+1)
		return cmp.Or(cmp.Compare(ry, rx), strings.Compare(x.ID, y.ID))
	})
	d.Counts.Movers = len(d.Movers)
	return nil
}

// span is the time in which the range's articles appeared, at least a day,
// without the tenth that is earliest: late arrivals would stretch it.
func (b *builder) span() (from, to time.Time) {
	if len(b.reports) == 0 {
		return from, to
	}
	times := make([]time.Time, len(b.reports))
	for i, r := range b.reports {
		times[i] = r.time
	}
	slices.SortFunc(times, time.Time.Compare)
	from, to = times[len(times)/10], times[len(times)-1]
	if to.Sub(from) < 24*time.Hour {
		from = to.Add(-24 * time.Hour)
	}
	return from, to
}
