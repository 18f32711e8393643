package fetcher

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/tagwire/tagwire/fetcher/article"
)

// expand turns a source's document into jobs.
func (c *Crawler) expand(ctx context.Context, j *job, h *host, base *url.URL, v Visit, res *Response) error {
	c.count(func(s *Stats) { s.Sources++ })
	found, err := c.read(ctx, j, v.Kind, base, res)
	if err != nil {
		return c.fail(ctx, j, h, v, err)
	}
	children, fresh, err := c.children(j, found.entries)
	if err != nil {
		return err
	}
	if found.cut {
		err := &Error{URL: j.url, Reason: Limit, Err: fmt.Errorf("names more than %d addresses; the rest is left out", c.opt.MaxEntries)}
		if err := c.record(ctx, j, err); err != nil {
			return err
		}
	}
	v.Entries, v.Asks = len(found.entries), found.interval
	if fresh > 0 {
		v.Changed = res.Fetched
	}
	v.Interval = sourceInterval(v.Interval, fresh > 0, v.Asks)
	v.Due = afterSkipped(res.Fetched.Add(v.Interval), found.skipHours, found.skipDays)
	c.log.Info("source read", "url", j.url, "kind", v.Kind, "named", v.Entries, "visiting", len(children), "new", fresh)

	if len(children) == 0 {
		c.settle(j, v)
		return nil
	}
	// The entries may take hours. Until they are done a new process asks the
	// source again, but what it said is known.
	begun := v
	begun.ETag, begun.LastModified, begun.Due = "", "", time.Time{}
	c.settled <- settlement{visit: begun, note: true}
	t := &tally{open: len(children), job: j, visit: v, up: j.parent}
	now := c.now()
	for _, child := range children {
		child.parent = t
		c.sched.add(child, now)
	}
	c.settled <- settlement{job: j, visit: v, waits: true}
	return nil
}

// read gets the addresses out of a source's document.
func (c *Crawler) read(ctx context.Context, j *job, kind Kind, base *url.URL, res *Response) (feed, error) {
	bad := func(err error) error {
		return &Error{URL: j.url, Reason: Format, Err: fmt.Errorf("not a readable %s (%s): %w", kind, res.Header.Get("Content-Type"), err)}
	}
	var (
		f   feed
		err error
	)
	switch kind {
	case FeedKind:
		f, err = parseFeed(res.Body, base)
	case SitemapKind:
		f.entries, f.cut, err = parseSitemap(res.Body, base, c.opt.MaxEntries)
		if len(f.entries) > 0 {
			err = nil // a sitemap cut short still names what it names
		}
	case SiteKind:
		f.entries = c.siteSources(ctx, base, res.Body)
		f.interval = maxPoll
	}
	if err != nil {
		return feed{}, bad(err)
	}
	if len(f.entries) > c.opt.MaxEntries {
		f.entries, f.cut = f.entries[:c.opt.MaxEntries], true
	}
	return f, nil
}

// siteSources are a front page's feeds, or its sitemaps where it names none.
func (c *Crawler) siteSources(ctx context.Context, base *url.URL, body []byte) []entry {
	var out []entry
	for _, u := range discoverFeeds(body, base) {
		out = append(out, entry{url: u, kind: FeedKind})
	}
	if len(out) > 0 {
		return out
	}
	for _, u := range c.sitemaps(ctx, base) {
		out = append(out, entry{url: u, kind: SitemapKind})
	}
	return out
}

// children are the jobs for the entries that are worth a visit now; fresh of
// them are new, or newer than what was fetched.
func (c *Crawler) children(j *job, entries []entry) (out []*job, fresh int, err error) {
	for _, e := range entries {
		u, err := ParseURL(article.CleanURL(e.url))
		if err != nil || j.depth+1 > maxDepth || c.tooOld(e) {
			continue
		}
		url := u.String()
		v, ok, err := c.state.Visit(url)
		if err != nil {
			return nil, 0, fmt.Errorf("crawl state of %s: %w", url, err)
		}
		if ok && c.rests(v, e) || !c.claim(url) {
			continue
		}
		if !ok || v.Mark != e.mark {
			fresh++
		}
		out = append(out, &job{
			url: url, host: u.Host, kind: e.kind, source: j.url, hint: e.hint, mark: e.mark, depth: j.depth + 1,
		})
	}
	return out, fresh, nil
}

// rests reports whether an entry needs no visit: it was fetched, its source
// does not say that it changed, and its time has not come.
func (c *Crawler) rests(v Visit, e entry) bool {
	if e.kind.IsSource() && !c.watch {
		return false
	}
	if v.Failures > 0 {
		return c.watch && c.now().Before(v.Due)
	}
	return !v.Fetched.IsZero() && v.Mark == e.mark && c.now().Before(v.Due)
}

// tooOld reports whether a source dates the entry before what is wanted.
func (c *Crawler) tooOld(e entry) bool {
	if c.opt.MaxAge <= 0 || e.kind != PageKind {
		return false
	}
	when := e.hint.Published
	if when.IsZero() {
		when = parseW3C(e.mark)
	}
	return !when.IsZero() && c.now().Sub(when) > c.opt.MaxAge
}
