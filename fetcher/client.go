package fetcher

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Client makes single requests within the limits of its [Options]. It knows
// nothing of politeness between requests; that is the [Crawler]'s.
type Client struct {
	opt  Options
	http *http.Client
	now  func() time.Time
}

// NewClient returns a client. Close it to drop its idle connections.
func NewClient(opt Options) *Client {
	opt = opt.withDefaults()
	transport := opt.transport
	if transport == nil {
		transport = newTransport(opt)
	}
	return &Client{
		opt: opt,
		now: time.Now,
		http: &http.Client{
			Transport: transport,
			// Hops are followed by Get, which checks and archives each.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// newTransport has no proxy: a proxy would resolve names out of the guard's
// sight.
func newTransport(opt Options) *http.Transport {
	dialer := &net.Dialer{Timeout: opt.HeaderTimeout, KeepAlive: 30 * time.Second, ControlContext: guardConnect(opt.AllowPrivate)}
	named := &net.Dialer{Timeout: opt.HeaderTimeout}
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		if to, ok := opt.Resolve[address]; ok {
			return named.DialContext(ctx, network, to)
		}
		return dialer.DialContext(ctx, network, address)
	}
	return &http.Transport{
		DialContext:            dial,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           256,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        30 * time.Second,
		TLSHandshakeTimeout:    opt.HeaderTimeout,
		ResponseHeaderTimeout:  opt.HeaderTimeout,
		MaxResponseHeaderBytes: 256 << 10,
		DisableCompression:     true,
	}
}

// Close drops idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Request is one address to ask, with the validators of an earlier answer.
type Request struct {
	URL          string
	ETag         string
	LastModified string
	// Accept is the Accept header; empty means HTML and feeds.
	Accept string

	// check, where set, is asked about every address that a redirect to
	// another host leads to.
	check func(context.Context, *url.URL) error
}

// Response is the answer at the end of a chain of redirects.
type Response struct {
	// URL was asked, FinalURL answered.
	URL, FinalURL string
	Code          int
	Header        http.Header
	// Body has its content encodings undone and keeps its character set. It
	// is nil for 304.
	Body []byte
	// Fetched is when the last byte arrived, in UTC.
	Fetched time.Time
	// Permanent is the address to ask next time, where every hop so far was a
	// permanent redirect; otherwise URL.
	Permanent string
}

// NotModified reports whether the server said that nothing changed.
func (r *Response) NotModified() bool { return r.Code == http.StatusNotModified }

const defaultAccept = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml," +
	"application/feed+json;q=0.9,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"

// Get asks for one address. Every error is an [*Error], but for those of the
// archive.
func (c *Client) Get(ctx context.Context, req Request) (*Response, error) {
	res, trail, err := c.get(ctx, req)
	if kerr := c.keep(trail, About{URL: req.URL}); kerr != nil {
		return nil, kerr
	}
	return res, err
}

// keep archives a visit's exchanges.
func (c *Client) keep(trail []Exchange, about About) error {
	if c.opt.Archive == nil || len(trail) == 0 {
		return nil
	}
	if err := c.opt.Archive.Keep(trail, about); err != nil {
		return fmt.Errorf("archive %s: %w", about.URL, err)
	}
	return nil
}

// get asks for one address and returns the exchanges that it took.
func (c *Client) get(ctx context.Context, req Request) (res *Response, trail []Exchange, err error) {
	ctx, cancel := context.WithTimeout(ctx, c.opt.Timeout)
	defer cancel()

	at, permanent, keep := req.URL, req.URL, true
	seen := map[string]bool{}
	for hop := 0; ; hop++ {
		if seen[at] {
			return nil, trail, &Error{URL: req.URL, Reason: Redirects, Err: fmt.Errorf("a circle through %s", at)}
		}
		if hop > c.opt.MaxRedirects {
			return nil, trail, &Error{URL: req.URL, Reason: Redirects, Err: fmt.Errorf("more than %d hops, the last to %s", c.opt.MaxRedirects, at)}
		}
		seen[at] = true
		res, next, err := c.hop(ctx, at, req, &trail)
		if err != nil {
			e := *classify(at, err)
			e.URL = req.URL
			if at != req.URL {
				e.Err = fmt.Errorf("at %s: %w", at, e.Err)
			}
			return nil, trail, &e
		}
		if next == "" {
			res.URL, res.FinalURL, res.Permanent = req.URL, at, permanent
			return res, trail, nil
		}
		if keep = keep && (res.Code == http.StatusMovedPermanently || res.Code == http.StatusPermanentRedirect); keep {
			permanent = next
		}
		if err := checkHop(ctx, req, at, next); err != nil {
			return nil, trail, err
		}
		at = next
	}
}

func checkHop(ctx context.Context, req Request, from, to string) error {
	a, aerr := url.Parse(from)
	b, berr := url.Parse(to)
	if req.check == nil || aerr != nil || berr != nil || a.Host == b.Host {
		return nil
	}
	if _, err := ParseURL(to); err != nil {
		return err
	}
	if err := req.check(ctx, b); err != nil {
		e := *classify(to, err)
		e.URL = req.URL
		return &e
	}
	return nil
}

// hop makes one request; next is set where the answer is a redirect.
func (c *Client) hop(ctx context.Context, at string, req Request, trail *[]Exchange) (res *Response, next string, err error) {
	u, err := ParseURL(at)
	if err != nil {
		return nil, "", err
	}
	hr, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, "", &Error{URL: at, Reason: BadAddress, Err: err}
	}
	c.setHeaders(hr, req)
	hres, err := c.http.Do(hr)
	if err != nil {
		return nil, "", unwrapURLError(err)
	}
	defer hres.Body.Close()
	body, wire, err := c.readBody(hres)
	res = &Response{Code: hres.StatusCode, Header: hres.Header, Body: body, Fetched: c.now().UTC()}
	if c.opt.Archive != nil && err == nil {
		*trail = append(*trail, Exchange{
			URL: at, When: res.Fetched, Request: hr, Proto: hres.Proto, Status: hres.Status,
			ResponseHeader: hres.Header, Body: wire,
		})
	}
	if hres.StatusCode >= 300 && hres.StatusCode < 400 && hres.StatusCode != http.StatusNotModified {
		return redirect(res, u)
	}
	if hres.StatusCode >= 400 {
		return nil, "", &Error{
			URL: at, Reason: Status, Code: hres.StatusCode, Err: errors.New(hres.Status),
			RetryAfter: retryAfter(hres.Header.Get("Retry-After"), c.now()),
		}
	}
	return res, "", err
}

func redirect(res *Response, from *url.URL) (*Response, string, error) {
	loc := res.Header.Get("Location")
	if loc == "" {
		return nil, "", &Error{URL: from.String(), Reason: Status, Code: res.Code, Err: fmt.Errorf("status %d without a Location", res.Code)}
	}
	to, err := from.Parse(loc)
	if err != nil {
		return nil, "", &Error{URL: from.String(), Reason: Redirects, Err: fmt.Errorf("unreadable Location %.200q", loc)}
	}
	to.Fragment = ""
	return res, to.String(), nil
}

func (c *Client) setHeaders(hr *http.Request, req Request) {
	h := hr.Header
	h.Set("User-Agent", c.opt.UserAgent)
	if c.opt.From != "" {
		h.Set("From", c.opt.From)
	}
	accept := req.Accept
	if accept == "" {
		accept = defaultAccept
	}
	h.Set("Accept", accept)
	h.Set("Accept-Encoding", acceptEncoding)
	if req.ETag != "" {
		h.Set("If-None-Match", req.ETag)
	}
	if req.LastModified != "" {
		h.Set("If-Modified-Since", req.LastModified)
	}
}

// readBody returns the body decoded and, for the archive, as it came.
func (c *Client) readBody(res *http.Response) (body, wire []byte, err error) {
	if res.StatusCode == http.StatusNotModified || res.StatusCode == http.StatusNoContent {
		return nil, []byte{}, nil
	}
	if res.ContentLength > c.opt.MaxBody {
		return nil, nil, fmt.Errorf("%w: %d bytes announced, %d allowed", errTooLarge, res.ContentLength, c.opt.MaxBody)
	}
	var src io.Reader = &limitReader{left: c.opt.MaxBody, r: &rateReader{
		r: wholeBody{res.Body}, min: c.opt.MinRate, window: c.opt.RateWindow, now: c.now,
	}}
	var kept bytes.Buffer
	if c.opt.Archive != nil {
		src = io.TeeReader(src, &kept)
	}
	decoded, err := openCodings(src, res.Header.Get("Content-Encoding"))
	if err == nil {
		body, err = readLimited(decoded, c.opt.MaxBody)
	}
	if err != nil {
		return nil, nil, err
	}
	return body, kept.Bytes(), nil
}

// wholeBody names the error of a body that is shorter than announced.
type wholeBody struct{ r io.Reader }

func (b wholeBody) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errCutShort
	}
	return n, err
}

// ParseURL accepts absolute http and https addresses with a host and without
// a password.
func ParseURL(s string) (*url.URL, error) {
	bad := func(why string) error {
		return &Error{URL: s, Reason: BadAddress, Err: errors.New(why)}
	}
	u, err := url.Parse(strings.TrimSpace(s))
	switch {
	case err != nil:
		return nil, bad(unwrapURLError(err).Error())
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, bad("only http and https addresses are fetched")
	case u.Host == "":
		return nil, bad("no host")
	case len(s) > 8<<10:
		return nil, bad("longer than 8 KiB")
	}
	u.User = nil
	u.Fragment = ""
	return u, nil
}

// unwrapURLError drops the method and address that url.Error repeats.
func unwrapURLError(err error) error {
	var ue *url.Error
	if errors.As(err, &ue) {
		return ue.Err
	}
	return err
}

// maxRetryAfter bounds what a server may ask for.
const maxRetryAfter = 24 * time.Hour

// retryAfter reads a Retry-After header: seconds or an HTTP date.
func retryAfter(v string, now time.Time) time.Duration {
	if v == "" {
		return 0
	}
	var d time.Duration
	if n, err := strconv.Atoi(strings.TrimSpace(v)); err == nil {
		d = time.Duration(min(max(n, 0), int(maxRetryAfter/time.Second))) * time.Second
	} else if t, err := http.ParseTime(v); err == nil {
		d = t.Sub(now)
	}
	return min(max(d, 0), maxRetryAfter)
}
