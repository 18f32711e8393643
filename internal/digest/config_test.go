package digest

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func plans(t *testing.T, text string) ([]Plan, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "subscriptions.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return LoadPlans(path)
}

// TestPackagedSubscriptions reads the example that packaging ships.
func TestPackagedSubscriptions(t *testing.T) {
	t.Setenv("TAGWIRE_HOOK_SECRET", "s3cret")
	list, err := LoadPlans("../../packaging/subscriptions.yaml")
	if err != nil {
		t.Fatal(err)
	}
	server := func() (*MailServer, error) { return NewMailServer("smtps://mail.example.org", "tagwire@example.org") }
	channels := map[string]int{"everything": 2, "iran": 1, "clients": 1, "feed": 1}
	for _, p := range list {
		sub, err := p.Subscription(server, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(sub.Channels) != channels[p.Name] {
			t.Errorf("%s: %d channels, want %d", p.Name, len(sub.Channels), channels[p.Name])
		}
	}
	if len(list) != 4 || list[2].WebhookSecret != "s3cret" || list[1].Authorities[0] != "E.O. 13902" {
		t.Errorf("read %+v", list)
	}
}

func TestWrongSubscriptions(t *testing.T) {
	for text, want := range map[string]string{
		"subscriptions: []":                                         "none in it",
		"subscriptions:\n - mail: [a@b.example]":                    "a name of its own",
		"subscriptions:\n - name: a\n - name: a":                    "a name of its own",
		"subscriptions:\n - name: a\n   athorities: [x]":            "athorities",
		"subscriptions:\n - name: a\n   webhook_secret: $X_NOT_SET": "X_NOT_SET",
		"just text": "subscriptions",
	} {
		if _, err := plans(t, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	none := func() (*MailServer, error) { return nil, errors.New("no server") }
	for _, p := range []Plan{
		{Name: "nowhere"}, {Name: "x", Out: "f", Format: "pdf"}, {Name: "x", Out: "f", Zone: "Mars/Base"}, {Name: "x", Out: "f", Empty: "maybe"},
		{Name: "x", Webhook: "ftp://a.example"}, {Name: "x", Out: "f", Filter: Filter{Countries: []string{"Iran"}}}, {Name: "x", Out: "f", Filter: Filter{Names: []string{"–"}}}, {Name: "x", Mail: []string{"a@b.example"}},
	} {
		if _, err := p.Subscription(none, nil); err == nil {
			t.Errorf("%+v was taken", p)
		}
	}
}

// TestDays: a day has 23 hours when clocks go forward, 25 when they go back.
func TestDays(t *testing.T) {
	berlin, err := LoadZone("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for date, hours := range map[string]float64{"2026-03-28": 24, "2026-03-29": 23, "2026-10-25": 25} {
		begin, end, err := Day(date, berlin)
		if err != nil || end.Sub(begin).Hours() != hours || begin.Hour() != 0 {
			t.Errorf("%s: %s to %s, %v; want %v hours", date, begin, end, err, hours)
		}
	}
}

// TestScheduleAcrossDaylightSaving: on the days when clocks change a digest
// comes once, and at the hour that the wall shows.
func TestScheduleAcrossDaylightSaving(t *testing.T) {
	berlin, err := LoadZone("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, expression, from string
		want                   []string
	}{
		{"seven stays seven in spring", "0 7 * * *", "2026-03-28T12:00:00+01:00",
			[]string{"2026-03-29T07:00:00+02:00", "2026-03-30T07:00:00+02:00"}},
		{"seven stays seven in autumn", "0 7 * * *", "2026-10-24T12:00:00+02:00",
			[]string{"2026-10-25T07:00:00+01:00", "2026-10-26T07:00:00+01:00"}},
		{"an hour that is left out comes later", "30 2 * * *", "2026-03-28T12:00:00+01:00",
			[]string{"2026-03-29T03:30:00+02:00", "2026-03-30T02:30:00+02:00"}},
		{"an hour that comes twice counts once", "30 2 * * *", "2026-10-24T12:00:00+02:00",
			[]string{"2026-10-25T02:30:00+01:00", "2026-10-26T02:30:00+01:00"}},
		{"begun in the second of them", "30 2 * * *", "2026-10-25T02:10:00+01:00",
			[]string{"2026-10-25T02:30:00+01:00", "2026-10-26T02:30:00+01:00"}},
		{"every hour in spring", "0 * * * *", "2026-03-29T01:30:00+01:00",
			[]string{"2026-03-29T03:00:00+02:00", "2026-03-29T04:00:00+02:00"}},
		{"every hour in autumn", "0 * * * *", "2026-10-25T01:30:00+02:00",
			[]string{"2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00", "2026-10-25T03:00:00+01:00"}},
		{"every four hours", "@every 4h", "2026-03-29T01:00:00+01:00",
			[]string{"2026-03-29T06:00:00+02:00"}},
		{"working days", "0 7 * * 1-5", "2026-03-27T12:00:00+01:00",
			[]string{"2026-03-30T07:00:00+02:00"}},
	} {
		s, err := ParseSchedule(tc.expression, berlin)
		if err != nil {
			t.Fatal(err)
		}
		at, err := time.Parse(time.RFC3339, tc.from)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range tc.want {
			at = s.Next(at)
			if got := at.In(berlin).Format(time.RFC3339); got != want {
				t.Errorf("%s: got %s, want %s", tc.name, got, want)
			}
		}
	}
	if _, err := ParseSchedule("every morning", berlin); err == nil {
		t.Error("no cron expression was taken")
	}
	never, err := ParseSchedule("0 7 30 2 *", berlin)
	if err != nil || !never.Next(time.Now()).IsZero() {
		t.Errorf("30 February comes on %s, %v", never.Next(time.Now()), err)
	}
}

func TestScheduleEndsWithItsContext(t *testing.T) {
	s, err := ParseSchedule("0 7 * * *", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s.Run(ctx, slog.New(slog.DiscardHandler), func(context.Context) error { t.Error("delivered"); return nil })
}

func TestEndOf(t *testing.T) {
	for date, want := range map[string]string{"2024-02-10": "2024-02-10", "2024-02": "2024-02-29", "2024": "2024-12-31", "": "", "spring": ""} {
		got := ""
		if end, ok := endOf(date); ok {
			got = end.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%q ends %q, want %q", date, got, want)
		}
	}
}
