package digest

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/internal/listing"
	"github.com/tagwire/tagwire/store"
)

// Reprint builds the digest of what was stored from begin up to end; a zero
// end means until now. No watermark moves.
func Reprint(ctx context.Context, s *store.Store, begin, end time.Time, f Filter, zone *time.Location) (*Digest, error) {
	r := Request{Filter: f, Zone: zone}
	var err error
	if r.From, err = s.SeqBefore(ctx, begin); err != nil {
		return nil, err
	}
	if end.IsZero() {
		r.To, err = s.LastSeq(ctx)
	} else {
		r.To, err = s.SeqBefore(ctx, end)
	}
	if err != nil {
		return nil, err
	}
	return Build(ctx, s, r)
}

// Why explains a story in text: each article, and what made it part of it.
func Why(ctx context.Context, s *store.Store, id string, page console.Page) (string, error) {
	st, err := s.Story(ctx, id)
	if err != nil {
		return "", fmt.Errorf("%w; a digest prints the ids of its stories", err)
	}
	number := make(map[string]int)
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n", page.Bold("Story "+st.ID), plural(len(st.Members), "article"))
	for i, m := range st.Members {
		number[m.Article] = i + 1
		brief, err := s.Brief(ctx, m.Seq)
		if err != nil {
			return "", err
		}
		head := fmt.Sprintf("%3d. ", i+1)
		b.WriteString("\n" + page.Block(head, "     ", title(&brief)))
		b.WriteString(page.Dim(strings.TrimRight(page.Block("     ", "     ", outlet(&brief)+" · "+brief.Time().Format("2006-01-02 15:04 MST")+" · "+m.Article), "\n")) + "\n")
		b.WriteString(page.Block("     ", "     ", because(&m, number)))
	}
	return b.String(), nil
}

// because says in words why an article is in its story.
func because(m *store.Member, number map[string]int) string {
	with := fmt.Sprintf("article %d", number[m.With])
	shared := ""
	if len(m.Shared) > 0 {
		shared = ": " + strings.Join(m.Shared, ", ")
	}
	switch m.Why {
	case "":
		return "begins the story"
	case "near-duplicate":
		return fmt.Sprintf("has %.0f %% of its word sequences in common with %s", 100*m.Score, with)
	case "same measure":
		return fmt.Sprintf("states the same measure as %s (%.2f)%s", with, m.Score, shared)
	}
	if len(m.Words) > 0 {
		shared += "; the words " + strings.Join(m.Words, ", ")
	}
	return fmt.Sprintf("is like %s (%.2f)%s", with, m.Score, shared)
}

// Bounds are the times that a reprint spans, from what a user gave: a day, or
// a beginning and perhaps an end, in a zone. They are zero where nothing was
// given.
func Bounds(since, until, date string, zone *time.Location) (begin, end time.Time, err error) {
	if date != "" {
		if since != "" || until != "" {
			return begin, end, fmt.Errorf("give either --date or --since, not both")
		}
		return Day(date, zone)
	}
	if until != "" && since == "" {
		return begin, end, fmt.Errorf("--until goes with --since")
	}
	if begin, err = listing.ParseDay(since, zone); err != nil {
		return begin, end, fmt.Errorf("--since: %w", err)
	}
	if end, err = listing.ParseDay(until, zone); err != nil {
		return begin, end, fmt.Errorf("--until: %w", err)
	}
	return begin, end, nil
}
