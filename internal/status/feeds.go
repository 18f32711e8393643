package status

import (
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/internal/digest"
)

// Feed is a source as it was when it was last asked.
type Feed struct {
	// State is one word: see [digest.Feed.State].
	State string `json:"state"`
	fetcher.Visit
}

// FeedsOf are sources as a digest sees them.
func FeedsOf(visits []fetcher.Visit) []digest.Feed {
	out := make([]digest.Feed, 0, len(visits))
	for _, v := range visits {
		out = append(out, feedOf(v))
	}
	return out
}

func feedOf(v fetcher.Visit) digest.Feed {
	return digest.Feed{
		URL: v.URL, Asked: v.Asked(), Changed: v.Changed, Interval: v.Interval,
		Failures: v.Failures, Failing: v.FailingSince, Error: v.LastError,
	}
}

// feeds are the sources, those in trouble first.
func feeds(visits []fetcher.Visit, deadAfter time.Duration, now time.Time) []Feed {
	order := []string{"dead", "failing", "silent", "well", "not asked"}
	out := make([]Feed, 0, len(visits))
	for _, v := range visits {
		out = append(out, Feed{feedOf(v).State(deadAfter, now), v})
	}
	slices.SortStableFunc(out, func(a, b Feed) int { return slices.Index(order, a.State) - slices.Index(order, b.State) })
	return out
}

// printFeeds prints the sources as a table.
func printFeeds(w io.Writer, page console.Page, list []Feed) error {
	if len(list) == 0 {
		_, err := io.WriteString(w, "\nNo source was visited yet.\n")
		return err
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return err
	}
	rows := make([][]string, 0, len(list))
	for _, f := range list {
		failures := ""
		if f.Failures > 0 {
			failures = strconv.Itoa(f.Failures)
		}
		rows = append(rows, []string{
			f.State, f.URL, string(f.Kind), strconv.Itoa(f.Entries), minute(f.Fetched), minute(f.Changed), every(f.Interval), next(f.Visit), failures, f.LastError,
		})
	}
	return page.Table(w, []console.Column{
		{Title: "STATE"}, {Title: "SOURCE", Flexible: true}, {Title: "KIND"}, {Title: "NAMES", Right: true}, {Title: "ANSWERED"}, {Title: "NEW"},
		{Title: "EVERY", Right: true}, {Title: "NEXT"}, {Title: "FAILURES", Right: true}, {Title: "LAST ERROR", Flexible: true},
	}, rows)
}

// next is when a source is asked again; one whose entries are still being
// fetched has no time yet.
func next(v fetcher.Visit) string {
	if v.Due.IsZero() && !v.Fetched.IsZero() {
		return "at work"
	}
	return minute(v.Due)
}

func minute(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("01-02 15:04")
}

// every is an interval in its largest unit.
func every(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d >= time.Hour:
		return strconv.Itoa(int(d.Round(time.Hour)/time.Hour)) + "h"
	}
	return strconv.Itoa(int(d.Round(time.Minute)/time.Minute)) + "m"
}
