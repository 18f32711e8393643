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
	// Changed is when it last had something new, Interval how often it is
	// asked.
	Changed  time.Time
	Interval time.Duration
	// Failures counts failed visits in a row, with the last one's Error.
	Failures int
	Error    string
}

const (
	// silentAfter is how long a feed may have nothing new, or silentVisits of
	// its own intervals if that is longer.
	silentAfter  = 3 * 24 * time.Hour
	silentVisits = 8
)

// Disruptions are the feeds that fail or fell silent, and the dead letters.
func Disruptions(feeds []Feed, deadLetters int, now time.Time) []Disruption {
	var out []Disruption
	for _, f := range feeds {
		quiet := now.Sub(f.Changed)
		switch {
		case f.Failures > 0:
			out = append(out, Disruption{"failing feed", fmt.Sprintf("%s: %s in a row, last: %s", f.URL, plural(f.Failures, "failure"), f.Error)})
		case !f.Changed.IsZero() && quiet > max(silentAfter, silentVisits*f.Interval):
			out = append(out, Disruption{"silent feed", fmt.Sprintf("%s: nothing new for %s", f.URL, plural(int(quiet/(24*time.Hour)), "day"))})
		}
	}
	slices.SortFunc(out, func(a, b Disruption) int { return strings.Compare(a.What+a.Detail, b.What+b.Detail) })
	if deadLetters > 0 {
		out = append(out, Disruption{"dead letters", plural(deadLetters, "input") + " failed and wait; see \"tagwire dead list\""})
	}
	return out
}
