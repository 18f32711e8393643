package digest

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Feed is what the fetcher knows of one of its sources.
type Feed struct {
	URL string
	// Asked is when it was last asked, Changed when it last had something new,
	// Interval how often it is asked.
	Asked    time.Time
	Changed  time.Time
	Interval time.Duration
	// Failures counts failed visits in a row since Failing, with the last one's
	// Error.
	Failures int
	Failing  time.Time
	Error    string
}

const (
	// DeadAfter is how long a feed may fail until it counts as dead, unless
	// told otherwise.
	DeadAfter = 3 * 24 * time.Hour
	// silentAfter is how long a feed may have nothing new, or silentVisits of
	// its own intervals if that is longer.
	silentAfter  = 3 * 24 * time.Hour
	silentVisits = 8
	// forsakenAfter is how long a feed is not asked until it counts as one that
	// nobody follows any more: its state then says nothing.
	forsakenAfter = 14 * 24 * time.Hour
)

// Disruptions are the feeds that are dead, fail or fell silent, and the dead
// letters. A feed is dead when it has failed for longer than deadAfter.
func Disruptions(feeds []Feed, deadLetters int, deadAfter time.Duration, now time.Time) []Disruption {
	var out []Disruption
	for _, f := range feeds {
		if what, detail := f.trouble(deadAfter, now); what != "" {
			out = append(out, Disruption{what, f.URL + ": " + detail})
		}
	}
	slices.SortFunc(out, func(a, b Disruption) int { return strings.Compare(a.What+a.Detail, b.What+b.Detail) })
	if deadLetters > 0 {
		out = append(out, Disruption{"dead letters", plural(deadLetters, "failed input") + "; see \"tagwire dead list\""})
	}
	return out
}

// State is one word on a feed: "dead", "failing", "silent", "not asked" for one
// that nobody follows any more, or "well".
func (f Feed) State(deadAfter time.Duration, now time.Time) string {
	quiet := now.Sub(f.Changed)
	switch {
	case !f.Asked.IsZero() && now.Sub(f.Asked) > max(forsakenAfter, 2*f.Interval):
		return "not asked"
	case f.Failures > 0 && !f.Failing.IsZero() && now.Sub(f.Failing) > deadAfter:
		return "dead"
	case f.Failures > 0:
		return "failing"
	case !f.Changed.IsZero() && quiet > max(silentAfter, silentVisits*f.Interval):
		return "silent"
	}
	return "well"
}

func (f Feed) trouble(deadAfter time.Duration, now time.Time) (what, detail string) {
	days := func(since time.Time) string { return plural(int(now.Sub(since)/(24*time.Hour)), "day") }
	switch f.State(deadAfter, now) {
	case "dead":
		return "dead feed", fmt.Sprintf("no answer for %s, %s in a row, last: %s", days(f.Failing), plural(f.Failures, "failure"), f.Error)
	case "failing":
		return "failing feed", fmt.Sprintf("%s in a row, last: %s", plural(f.Failures, "failure"), f.Error)
	case "silent":
		return "silent feed", "nothing new for " + days(f.Changed)
	}
	return "", ""
}
