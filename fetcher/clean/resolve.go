package clean

import (
	"net/url"
	"strings"

	"github.com/tagwire/tagwire/fetcher/article"
)

// resolver makes the addresses of links whole.
type resolver struct{ base *url.URL }

// newResolver resolves against a page's address and what its base element says,
// if anything.
func newResolver(page, base string) *resolver {
	r := &resolver{}
	if u, err := url.Parse(page); err == nil && u.IsAbs() {
		r.base = u
	}
	if base != "" {
		if u := r.absolute(base); u != nil {
			r.base = u
		}
	}
	return r
}

// resolve gives a link its whole address and reports whether it has one that a
// reader may follow: a web or mail address, and no script.
func (r *resolver) resolve(s *article.Span) bool {
	u := r.absolute(s.URL)
	if u == nil {
		return false
	}
	s.URL = u.String()
	return true
}

// absolute is nil for an address that has no base or that is neither of the web
// nor of mail.
func (r *resolver) absolute(href string) *url.URL {
	// Browsers drop line ends and tabs wherever they stand in an address.
	href = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(strings.TrimFunc(href, func(c rune) bool { return c <= ' ' }))
	u, err := url.Parse(href)
	if err != nil {
		return nil
	}
	if r.base != nil {
		u = r.base.ResolveReference(u)
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" {
			return nil
		}
	case "mailto":
		if u.Opaque == "" {
			return nil
		}
	default:
		return nil
	}
	return u
}
