package fetcher

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// Open asks for one address and returns its body as it comes, for files too
// large to hold: the limits on time and size do not apply, those on addresses,
// redirects and the least rate do. Content encodings stay on. Every error of
// Open, and of reading, but for the context's, is an [*Error].
func (c *Client) Open(ctx context.Context, address string) (io.ReadCloser, error) {
	at := address
	for range c.opt.MaxRedirects + 1 {
		res, next, err := c.open(ctx, at)
		if err != nil {
			e := *classify(at, err)
			e.URL = address
			return nil, &e
		}
		if next == "" {
			return &stream{c: c, url: address, body: res.Body, r: &rateReader{
				r: wholeBody{res.Body}, min: c.opt.MinRate, window: c.opt.RateWindow, now: c.now,
			}}, nil
		}
		at = next
	}
	return nil, &Error{URL: address, Reason: Redirects, Err: fmt.Errorf("more than %d hops, the last to %s", c.opt.MaxRedirects, at)}
}

func (c *Client) open(ctx context.Context, at string) (*http.Response, string, error) {
	u, err := ParseURL(at)
	if err != nil {
		return nil, "", err
	}
	hr, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, "", &Error{URL: at, Reason: BadAddress, Err: err}
	}
	c.setHeaders(hr, Request{Accept: "*/*"})
	hr.Header.Del("Accept-Encoding")
	res, err := c.http.Do(hr)
	if err != nil {
		return nil, "", unwrapURLError(err)
	}
	if res.StatusCode == http.StatusOK {
		return res, "", nil
	}
	defer res.Body.Close()
	if res.StatusCode >= 300 && res.StatusCode < 400 {
		_, next, err := redirect(&Response{Code: res.StatusCode, Header: res.Header}, u)
		return nil, next, err
	}
	return nil, "", &Error{URL: at, Reason: Status, Code: res.StatusCode, Err: errors.New(res.Status)}
}

// stream is a body that is read as it comes.
type stream struct {
	c    *Client
	url  string
	body io.Closer
	r    io.Reader
}

func (s *stream) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err == nil || errors.Is(err, io.EOF) || errors.Is(err, context.Canceled) {
		return n, err
	}
	return n, classify(s.url, err)
}

func (s *stream) Close() error { return s.body.Close() }
