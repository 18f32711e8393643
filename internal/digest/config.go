package digest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // a lone binary in a container knows its zones too

	"github.com/goccy/go-yaml"
)

// DefaultSubscription is the name of the subscription that no other is named.
const DefaultSubscription = "default"

// Plan is a subscription as it is written down, in a file or by flags.
//
//	subscriptions:
//	  - name: iran-desk
//	    authorities: [E.O. 13902]
//	    mail: [desk@example.org]
//	    zone: Europe/Vienna
//	  - name: feed
//	    out: /srv/www/designations.xml
//	    format: atom
type Plan struct {
	Name   string `yaml:"name"`
	Filter `yaml:",inline"`
	// Zone is an IANA name, "UTC" or "Local"; empty means UTC.
	Zone string `yaml:"zone"`
	// Empty is "skip" or "send"; empty means skip.
	Empty string `yaml:"empty"`
	// Format is that of Out; empty means what its name ends in, else text.
	Format  string   `yaml:"format"`
	Out     string   `yaml:"out"`
	Mail    []string `yaml:"mail"`
	Webhook string   `yaml:"webhook"`
	// WebhookSecret signs webhooks; in a file it may be "$NAME", a variable.
	WebhookSecret string `yaml:"webhook_secret"`
	// WebhookTries is how often a webhook is tried, 0 means 5.
	WebhookTries uint `yaml:"webhook_tries"`
}

// LoadPlans reads a file of subscriptions. Unknown keys are errors: a filter
// with a typing error would send everything.
func LoadPlans(path string) ([]Plan, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("subscriptions: %w", err)
	}
	var f struct {
		Subscriptions []Plan `yaml:"subscriptions"`
	}
	if err := yaml.UnmarshalWithOptions(data, &f, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("subscriptions %s: %w", path, err)
	}
	seen := make(map[string]bool)
	for i := range f.Subscriptions {
		p := &f.Subscriptions[i]
		if p.Name == "" || seen[p.Name] {
			return nil, fmt.Errorf("subscriptions %s: number %d: name %q: every subscription needs a name of its own", path, i+1, p.Name)
		}
		seen[p.Name] = true
		if v, ok := strings.CutPrefix(p.WebhookSecret, "$"); ok {
			if p.WebhookSecret = os.Getenv(v); p.WebhookSecret == "" {
				return nil, fmt.Errorf("subscriptions %s: %s: the variable %s, its webhook's secret, is not set", path, p.Name, v)
			}
		}
	}
	if len(f.Subscriptions) == 0 {
		return nil, fmt.Errorf("subscriptions %s: none in it; want a list under \"subscriptions:\"", path)
	}
	return f.Subscriptions, nil
}

// Subscription makes channels of the plan. server sends the mail and may be
// nil where the plan has none; a plan that goes nowhere goes to fallback.
func (p Plan) Subscription(server func() (*MailServer, error), fallback Channel) (Subscription, error) {
	fail := func(err error) (Subscription, error) {
		return Subscription{}, fmt.Errorf("subscription %s: %w", p.Name, err)
	}
	sub := Subscription{Name: p.Name, Filter: p.Filter, SendEmpty: p.Empty == "send"}
	if p.Empty != "" && p.Empty != "send" && p.Empty != "skip" {
		return fail(fmt.Errorf("--empty %q: want skip or send", p.Empty))
	}
	err := p.Filter.check()
	if err != nil {
		return fail(err)
	}
	if sub.Zone, err = LoadZone(p.Zone); err != nil {
		return fail(err)
	}
	format := p.Format
	if format == "" {
		format = formatOf(p.Out)
	}
	if err := CheckFormat(format); err != nil {
		return fail(err)
	}
	if p.Out != "" {
		sub.Channels = append(sub.Channels, File{p.Out, format})
	}
	if p.Webhook != "" {
		if webAddress(p.Webhook) == "" {
			return fail(errors.New("the webhook wants an http or https address"))
		}
		sub.Channels = append(sub.Channels, &Webhook{URL: p.Webhook, Secret: p.WebhookSecret, Tries: p.WebhookTries})
	}
	to := slices.Compact(slices.Sorted(slices.Values(p.Mail)))
	if len(to) > 0 {
		srv, err := server()
		if err != nil {
			return fail(err)
		}
		for _, address := range to {
			m, err := NewMail(srv, address)
			if err != nil {
				return fail(err)
			}
			sub.Channels = append(sub.Channels, m)
		}
	}
	if len(sub.Channels) == 0 {
		if fallback == nil {
			return fail(errors.New("it goes nowhere: give it mail, webhook or out"))
		}
		sub.Channels = []Channel{fallback}
	}
	return sub, nil
}

// formatOf is the format that a file's name asks for.
func formatOf(path string) string {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".md", ".markdown":
		return "markdown"
	case ".html", ".htm":
		return "html"
	case ".json":
		return "json"
	case ".atom", ".xml":
		return "atom"
	}
	return "text"
}

// LoadZone is the time zone of this name; the empty name is UTC. "Local" is
// the machine's, and only when asked for: a digest must not change with the
// machine that makes it.
func LoadZone(name string) (*time.Location, error) {
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("--zone %q: want a name like UTC or Europe/Vienna: %w", name, err)
	}
	return loc, nil
}

// Day is the range of time of a calendar day in a zone: 23 to 25 hours.
func Day(date string, zone *time.Location) (begin, end time.Time, err error) {
	begin, err = time.ParseInLocation(time.DateOnly, date, zone)
	if err != nil {
		return begin, end, fmt.Errorf("--date %q: want a day like 2025-03-04", date)
	}
	return begin, begin.AddDate(0, 0, 1), nil
}
