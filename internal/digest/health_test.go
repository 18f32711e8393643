package digest_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tagwire/tagwire/internal/digest"
)

func TestDisruptions(t *testing.T) {
	now := time.Date(2025, 3, 20, 6, 0, 0, 0, time.UTC)
	ago := func(days int) time.Time { return now.Add(-time.Duration(days) * 24 * time.Hour) }
	feeds := []digest.Feed{
		{URL: "https://well.example", Asked: now, Changed: ago(1), Interval: time.Hour},
		{URL: "https://slow.example", Asked: now, Changed: ago(6), Interval: 24 * time.Hour},
		{URL: "https://silent.example", Asked: now, Changed: ago(6), Interval: time.Hour},
		{URL: "https://hiccup.example", Asked: now, Changed: ago(1), Failures: 1, Failing: now, Error: "timeout"},
		{URL: "https://dead.example", Asked: now, Changed: ago(9), Failures: 40, Failing: ago(8), Error: "status: 410 Gone"},
		{URL: "https://never.example", Asked: now, Failures: 12, Failing: ago(5), Error: "dns"},
		{URL: "https://dropped.example", Asked: ago(40), Changed: ago(60), Failures: 3, Failing: ago(41), Error: "dns"},
	}
	want := []digest.Disruption{
		{What: "dead feed", Detail: "https://dead.example: no answer for 8 days, 40 failures in a row, last: status: 410 Gone"},
		{What: "dead feed", Detail: "https://never.example: no answer for 5 days, 12 failures in a row, last: dns"},
		{What: "failing feed", Detail: "https://hiccup.example: 1 failure in a row, last: timeout"},
		{What: "silent feed", Detail: "https://silent.example: nothing new for 6 days"},
		{What: "dead letters", Detail: "2 failed inputs; see \"tagwire dead list\""},
	}
	if diff := cmp.Diff(want, digest.Disruptions(feeds, 2, digest.DeadAfter, now)); diff != "" {
		t.Error(diff)
	}
	// Whoever is more patient is told later.
	for _, d := range digest.Disruptions(feeds, 0, 7*24*time.Hour, now) {
		if d.What == "dead feed" && d.Detail[:20] != "https://dead.example" {
			t.Errorf("dead after a week: %+v", d)
		}
	}
}
