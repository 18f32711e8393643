package digest

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"
)

// Schedule is when digests go out: five cron fields in a time zone.
type Schedule struct {
	spec cron.Schedule
	zone *time.Location
}

// ParseSchedule reads a cron expression ("0 7 * * 1-5", "@daily") in a zone.
func ParseSchedule(expression string, zone *time.Location) (Schedule, error) {
	spec, err := cron.ParseStandard(expression)
	if err != nil {
		return Schedule{}, fmt.Errorf("--digest-at %q: want five cron fields, such as \"0 7 * * *\": %w", expression, err)
	}
	return Schedule{spec, zone}, nil
}

// Next is the first time after t that a digest is due.
func (s Schedule) Next(t time.Time) time.Time { return s.spec.Next(t.In(s.zone)) }

// Run calls deliver each time a digest is due, one at a time, until the
// context ends. A failed delivery is logged: the next one carries its items.
func (s Schedule) Run(ctx context.Context, log *slog.Logger, deliver func(context.Context) error) {
	for {
		next := s.Next(time.Now())
		if next.IsZero() {
			return // a day that never comes, such as 30 February
		}
		timer := time.NewTimer(time.Until(next))
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
		if err := deliver(ctx); err != nil && ctx.Err() == nil {
			log.Error("digest not delivered", "error", err, "next", s.Next(time.Now()))
		}
	}
}
