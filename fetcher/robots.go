package fetcher

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

const (
	// robotsBytes is the most of a robots.txt that is read: what RFC 9309 asks
	// for at the least.
	robotsBytes = 500 << 10
	// robotsWildcards bounds the rules that are patterns: each costs a regular
	// expression per address.
	robotsWildcards = 500
	robotsFresh     = 24 * time.Hour
	// robotsDown is how long a host without a readable robots.txt is left
	// alone before it is asked again.
	robotsDown = 10 * time.Minute
	// maxCrawlDelay bounds what a site may ask for.
	maxCrawlDelay = 2 * time.Minute
)

// rules are one site's robots.txt as it concerns us.
type rules struct {
	group    *robotstxt.Group
	delay    time.Duration
	sitemaps []string
	until    time.Time
	err      *Error // the host could not be asked
}

// allows reports whether the path of u may be fetched.
func (r *rules) allows(u *url.URL) bool {
	return r.group == nil || r.group.Test(u.RequestURI())
}

// robotsCache holds the rules of each site. The schedule lets one worker at a
// time near a host, so two never ask for the same file.
type robotsCache struct {
	client *Client
	agent  string
	mu     sync.Mutex
	sites  map[string]*rules
}

func newRobotsCache(c *Client) *robotsCache {
	name, _, _ := strings.Cut(c.opt.UserAgent, "/")
	return &robotsCache{client: c, agent: name, sites: map[string]*rules{}}
}

// get returns the rules for u's site; asked says that a request was made.
func (c *robotsCache) get(ctx context.Context, u *url.URL) (r *rules, asked bool) {
	site := u.Scheme + "://" + u.Host
	c.mu.Lock()
	r = c.sites[site]
	c.mu.Unlock()
	now := c.client.now()
	if r != nil && now.Before(r.until) {
		return r, false
	}
	r = c.ask(ctx, site, now)
	if ctx.Err() == nil {
		c.mu.Lock()
		c.forget(now)
		c.sites[site] = r
		c.mu.Unlock()
	}
	return r, true
}

// forget drops what is out of date once the cache is large.
func (c *robotsCache) forget(now time.Time) {
	if len(c.sites) < 4096 {
		return
	}
	for site, r := range c.sites {
		if now.After(r.until) {
			delete(c.sites, site)
		}
	}
}

func (c *robotsCache) ask(ctx context.Context, site string, now time.Time) *rules {
	res, err := c.client.Get(ctx, Request{URL: site + "/robots.txt", Accept: "text/plain,*/*;q=0.5"})
	if err != nil {
		var e *Error
		errors.As(err, &e)
		if e.Reason == Status && e.Code < 500 && e.Code != http.StatusTooManyRequests {
			return &rules{until: now.Add(robotsFresh)} // RFC 9309: unavailable means no rules
		}
		if e.Reason == TooLarge || e.Reason == Encoding || e.Reason == Redirects {
			return &rules{until: now.Add(robotsFresh)}
		}
		return &rules{err: e, until: now.Add(robotsDown)}
	}
	return parseRobots(res.Body, c.agent, now)
}

// parseRobots reads a robots.txt; one that cannot be read has no rules.
func parseRobots(body []byte, agent string, now time.Time) *rules {
	r := &rules{until: now.Add(robotsFresh)}
	data, err := robotstxt.FromBytes(boundRobots(body))
	if err != nil {
		return r
	}
	r.group = data.FindGroup(agent)
	r.sitemaps = data.Sitemaps
	if r.group != nil {
		r.delay = min(r.group.CrawlDelay, maxCrawlDelay)
	}
	return r
}

// boundRobots cuts a robots.txt down to what can be judged in little time.
func boundRobots(body []byte) []byte {
	if len(body) > robotsBytes {
		body = body[:robotsBytes]
		body = body[:bytes.LastIndexByte(body, '\n')+1]
	}
	var out []byte
	patterns := 0
	for line := range bytes.Lines(body) {
		if len(line) > 2048 {
			continue
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		if bytes.ContainsAny(value, "*$") && !strings.EqualFold(string(bytes.TrimSpace(name)), "user-agent") {
			if patterns++; patterns > robotsWildcards {
				continue
			}
		}
		out = append(out, line...)
	}
	return out
}
