package fetcher

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Reason says in one word why an address could not be fetched.
type Reason string

// The reasons of failure.
const (
	BadAddress Reason = "bad-address" // not an http or https URL
	Forbidden  Reason = "forbidden"   // the address guard refused it
	Robots     Reason = "robots"      // robots.txt disallows it
	DNS        Reason = "dns"         // the name does not resolve
	Connect    Reason = "connect"     // refused, reset, or TLS failed
	Timeout    Reason = "timeout"     // no answer, or not all of it, in time
	TooSlow    Reason = "too-slow"    // the body came below the minimum rate
	TooLarge   Reason = "too-large"   // the body or header exceeds its limit
	Encoding   Reason = "encoding"    // the body is not what its encoding says
	Redirects  Reason = "redirects"   // too many hops, or a circle
	Status     Reason = "status"      // an answer other than 2xx or 304
	Format     Reason = "format"      // a feed or sitemap that cannot be read
	HostDown   Reason = "host-down"   // not tried: its host failed repeatedly
	Limit      Reason = "limit"       // a source offered more than its limit
)

// Error says why an address could not be fetched.
type Error struct {
	URL    string
	Reason Reason
	// Code is the HTTP status where there was one.
	Code int
	// RetryAfter is what the server asked for, zero where it did not.
	RetryAfter time.Duration
	Err        error
}

func (e *Error) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("fetch %s: %s", e.URL, e.Reason)
	}
	return fmt.Sprintf("fetch %s: %s: %v", e.URL, e.Reason, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// Temporary reports whether trying again later may help.
func (e *Error) Temporary() bool {
	switch e.Reason {
	case DNS, Connect, Timeout, TooSlow, HostDown:
		return true
	case Status:
		return e.Code == http.StatusTooManyRequests || e.Code == http.StatusRequestTimeout || e.Code >= 500
	}
	return false
}

// hostTrouble reports whether the failure says something about the host as a
// whole rather than about one address.
func (e *Error) hostTrouble() bool {
	switch e.Reason {
	case DNS, Connect, Timeout:
		return true
	case Status:
		return e.Code == http.StatusTooManyRequests || e.Code == http.StatusServiceUnavailable
	}
	return false
}

// classify gives an error of the HTTP client its reason.
func classify(url string, err error) *Error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	e := &Error{URL: url, Reason: Connect, Err: err}
	var (
		dns *net.DNSError
		ne  net.Error
	)
	switch {
	case errors.Is(err, ErrForbiddenAddress):
		e.Reason = Forbidden
	case errors.Is(err, errTooLarge):
		e.Reason = TooLarge
	case errors.Is(err, errTooSlow):
		e.Reason = TooSlow
	case errors.As(err, &dns):
		e.Reason = DNS
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &ne) && ne.Timeout():
		e.Reason = Timeout
	}
	return e
}
