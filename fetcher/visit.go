package fetcher

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/tagwire/tagwire/fetcher/article"
)

// maxDepth bounds the sources between the caller's and a page: a front page,
// an index of sitemaps, a sitemap.
const maxDepth = 4

// visit makes one job's request and passes on what it brought. It gives the
// host back as soon as the request is over: what follows costs the site
// nothing.
func (c *Crawler) visit(ctx context.Context, j *job, h *host) error {
	v, known, err := c.state.Visit(j.url)
	if err != nil {
		c.sched.release(h, 0)
		return fmt.Errorf("crawl state of %s: %w", j.url, err)
	}
	if down, last := c.sched.circuit(h); down {
		c.sched.release(h, 0)
		c.opt.Observe(string(HostDown), 0)
		return c.fail(ctx, j, h, v, &Error{URL: j.url, Reason: HostDown, Err: fmt.Errorf("not asked: %w", last)})
	}
	u, err := url.Parse(j.url)
	if err != nil {
		c.sched.release(h, 0)
		return c.fail(ctx, j, h, v, &Error{URL: j.url, Reason: BadAddress, Err: err})
	}
	asked, err := c.consult(ctx, u, h)
	if asked && err == nil {
		// The robots.txt was this visit's request; the page waits its turn.
		c.sched.release(h, jitter(c.opt.Delay))
		c.sched.again(j, c.now())
		return nil
	}
	var (
		res   *Response
		trail []Exchange
	)
	if err == nil {
		req := Request{URL: j.url, check: c.checkHop}
		if known && v.Failures == 0 {
			req.ETag, req.LastModified = v.ETag, v.LastModified
		}
		start := time.Now()
		res, trail, err = c.client.get(ctx, req)
		c.observe(res, err, time.Since(start))
		asked = true
	} else {
		c.observe(nil, err, 0)
	}
	rest := jitter(c.opt.Delay)
	if !asked {
		rest = 0
	}
	if err != nil {
		err = c.fail(ctx, j, h, v, err)
		c.sched.release(h, rest)
		return errors.Join(err, c.client.keep(trail, About{URL: j.url}))
	}
	c.sched.health(h, nil)
	c.sched.release(h, rest)
	return c.accept(ctx, j, h, u, v, res, trail)
}

func (c *Crawler) observe(res *Response, err error, took time.Duration) {
	result := "ok"
	switch {
	case err != nil:
		result = string(classify("", err).Reason)
	case res.NotModified():
		result = "unchanged"
	}
	c.opt.Observe(result, took)
}

// consult asks the site's robots.txt about u.
func (c *Crawler) consult(ctx context.Context, u *url.URL, h *host) (asked bool, err error) {
	if c.opt.IgnoreRobots {
		return false, nil
	}
	r, asked := c.robots.get(ctx, u)
	if r.err != nil {
		e := *r.err
		e.Err = fmt.Errorf("its robots.txt: %w", r.err)
		e.URL = u.String()
		return asked, &e
	}
	if h != nil {
		c.sched.slow(h, r.delay)
	}
	if !r.allows(u) {
		return asked, &Error{URL: u.String(), Reason: Robots, Err: fmt.Errorf("%s/robots.txt disallows it", u.Host)}
	}
	return asked, nil
}

// checkHop asks the robots.txt of a site that a redirect leads to.
func (c *Crawler) checkHop(ctx context.Context, u *url.URL) error {
	_, err := c.consult(ctx, u, nil)
	return err
}

// accept looks at what came and sends it on its way.
func (c *Crawler) accept(ctx context.Context, j *job, h *host, u *url.URL, v Visit, res *Response, trail []Exchange) error {
	v.URL, v.Failures, v.FailingSince, v.LastError = j.url, 0, time.Time{}, ""
	v.Given = v.Given || j.root
	v.Fetched, v.Mark = res.Fetched, j.mark
	if res.Permanent != j.url {
		v.Moved = res.Permanent
	}
	if res.NotModified() {
		c.count(func(s *Stats) { s.Unchanged++ })
		if v.Kind.IsSource() {
			v.Interval = sourceInterval(v.Interval, false, v.Asks)
		} else {
			v.Interval = pageInterval(v.Interval, false)
		}
		v.Due = res.Fetched.Add(v.Interval)
		c.settle(j, v)
		return nil
	}
	v.ETag, v.LastModified = res.Header.Get("ETag"), res.Header.Get("Last-Modified")
	base, err := url.Parse(res.FinalURL)
	if err != nil {
		base = u
	}
	body, err := ungzip(res, c.opt.MaxBody)
	if err != nil {
		return c.fail(ctx, j, h, v, err)
	}
	res.Body = body
	v.Kind = c.recognize(ctx, j, base, res)
	if err := c.client.keep(trail, About{URL: j.url, Kind: v.Kind, Source: j.source, Hint: j.hint}); err != nil {
		return err
	}
	if !v.Kind.IsSource() {
		c.deliver(ctx, j, v, res)
		return nil
	}
	return c.expand(ctx, j, h, base, v, res)
}

// ungzip opens a file that is gzip by itself, as sitemaps often are.
func ungzip(res *Response, limit int64) ([]byte, error) {
	if !isGzip(res.Body) {
		return res.Body, nil
	}
	body, err := DecodeBody(res.Body, "gzip", limit)
	if err != nil {
		e := *classify(res.URL, err)
		e.URL = res.URL
		return nil, &e
	}
	return body, nil
}

// recognize says what a document is.
func (c *Crawler) recognize(ctx context.Context, j *job, base *url.URL, res *Response) Kind {
	switch {
	case j.kind == PageKind && !j.root:
		return PageKind
	case looksLikeSitemap(res.Body):
		return SitemapKind
	case looksLikeFeed(res.Body):
		return FeedKind
	case j.kind != Auto && j.kind != SiteKind:
		return j.kind
	case isFront(base) && (len(discoverFeeds(res.Body, base)) > 0 || len(c.sitemaps(ctx, base)) > 0):
		return SiteKind
	}
	return PageKind
}

func isFront(u *url.URL) bool {
	p := strings.TrimSuffix(u.Path, "/")
	return (p == "" || p == "/index.html" || p == "/index.php") && u.RawQuery == ""
}

// sitemaps are what robots.txt names, those of news first.
func (c *Crawler) sitemaps(ctx context.Context, u *url.URL) []string {
	if c.opt.IgnoreRobots {
		return nil
	}
	r, _ := c.robots.get(ctx, u)
	var news, other []string
	for _, s := range r.sitemaps {
		if strings.Contains(s, "news") {
			news = append(news, s)
		} else {
			other = append(other, s)
		}
	}
	return append(news, other...)
}

// deliver hands a page to the sink.
func (c *Crawler) deliver(ctx context.Context, j *job, v Visit, res *Response) {
	c.count(func(s *Stats) { s.Pages++ })
	v.Kind, v.Changed = PageKind, res.Fetched
	v.Interval = pageInterval(0, true)
	v.Due = res.Fetched.Add(v.Interval)
	p := article.Page{
		URL: j.url, FinalURL: res.FinalURL, Source: j.source, Fetched: res.Fetched,
		ContentType: res.Header.Get("Content-Type"), Body: res.Body, Hint: j.hint,
	}
	c.pages.Add(1)
	c.sink.Page(ctx, p, func(as string, err error) {
		defer c.pages.Done()
		v.As, v.Source = as, j.source
		c.settled <- settlement{job: j, visit: v, lost: err}
	})
}
