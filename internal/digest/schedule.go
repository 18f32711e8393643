package digest

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"
)

// Schedule is when digests go out: five cron fields in a time zone.
//
// Where clocks go forward, what is due in the hour that is left out is due that
// much later. Where they go back, what is due at a fixed hour is due once, and
// what is due every hour or minute goes on as time does.
type Schedule struct {
	spec cron.Schedule
	zone *time.Location
}

// ParseSchedule reads a cron expression ("0 7 * * 1-5", "@daily", "@every 4h")
// in a zone.
func ParseSchedule(expression string, zone *time.Location) (Schedule, error) {
	spec, err := cron.ParseStandard(expression)
	if err != nil {
		return Schedule{}, fmt.Errorf("--digest-at %q: want five cron fields, such as \"0 7 * * *\": %w", expression, err)
	}
	return Schedule{spec, zone}, nil
}

// anyHour is set in the hours of an expression that says "*".
const anyHour = 1 << 63

// Next is the first time after t that a digest is due, zero if none ever is.
func (s Schedule) Next(t time.Time) time.Time {
	t = t.In(s.zone)
	spec, ok := s.spec.(*cron.SpecSchedule)
	if !ok || spec.Hour&anyHour != 0 {
		return s.spec.Next(t)
	}
	// A fixed hour is looked for on the clock on the wall, which UTC stands for
	// here, as that never jumps; then it is told what time that is.
	wall := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
	for {
		if wall = spec.Next(wall); wall.IsZero() {
			return wall
		}
		due := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, s.zone)
		if due.After(t) {
			return due
		}
	}
}

// lookAgain is how long the clock goes unwatched: it may be set, and a machine
// that slept has lost count of the time.
const lookAgain = 30 * time.Second

// Run calls deliver each time a digest is due, one at a time, until the
// context ends. A failed delivery is logged: the next one carries its items.
func (s Schedule) Run(ctx context.Context, log *slog.Logger, deliver func(context.Context) error) {
	for {
		next := s.Next(time.Now())
		if next.IsZero() {
			return // a day that never comes, such as 30 February
		}
		if !until(ctx, next) {
			return
		}
		if err := deliver(ctx); err != nil && ctx.Err() == nil {
			log.Error("digest not delivered", "error", err, "next", s.Next(time.Now()))
		}
	}
}

// until waits for a time of day and reports whether the context lived to see
// it.
func until(ctx context.Context, due time.Time) bool {
	for {
		// Without the monotonic clock, which stands still while a machine sleeps.
		wait := due.Sub(time.Now().Round(0))
		if wait <= 0 {
			return ctx.Err() == nil
		}
		timer := time.NewTimer(min(wait, lookAgain))
		select {
		case <-ctx.Done():
			timer.Stop()
			return false
		case <-timer.C:
		}
	}
}
