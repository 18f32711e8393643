package clean_test

import (
	"testing"
	"time"

	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/fetcher/clean"
)

// TestTextMetadata reads what plain text says of itself around its headline.
func TestTextMetadata(t *testing.T) {
	const story = "The harbour authority closed two of its four cranes on Monday after an inspection found cracks.\n\nThe cranes are to be repaired within six weeks, it said, and no ship will be turned away.\n"
	for name, tc := range map[string]struct{ text, day, byline string }{
		"a day below the headline": {"Cranes close in the harbour\n\nMarch 31, 2025\n\n" + story, "2025-03-31", ""},
		"a byline and a day":       {"Cranes close in the harbour\nBy Ada Lovelace\nPublished: 14 October 2026\n\n" + story, "2026-10-14", "Ada Lovelace"},
		"a day behind the story":   {"Cranes close in the harbour\n\n" + story + "\nUpdated: 14 October 2026\n", "", ""},
		"a day inside the story":   {"Cranes close in the harbour\n\nOn March 31, 2025, the harbour authority closed two cranes of its four for good.\n\n" + story, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := clean.Page(article.Page{Body: []byte(tc.text), ContentType: "text/plain"})
			if err != nil {
				t.Fatal(err)
			}
			day := ""
			if !a.Published.IsZero() {
				day = a.Published.Format(time.DateOnly)
			}
			if day != tc.day || a.Byline != tc.byline {
				t.Errorf("published %q, byline %q, want %q, %q", day, a.Byline, tc.day, tc.byline)
			}
		})
	}
}
