package article

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// tracking are the query parameters that only say how a reader came to a page.
// An entry that ends in "*" stands for every parameter that begins so.
var tracking = []string{
	"utm_*", "mtm_*", "pk_*", "piwik_*", "matomo_*", "hsa_*", "oly_*", "vero_*", "ns_*", "at_*",
	"_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking",
	"fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "yclid", "ttclid", "igshid", "igsh", "li_fat_id", "epik", "srsltid",
	"_ga", "_gl", "mc_cid", "mc_eid", "mkt_tok", "ml_subscriber", "ml_subscriber_hash", "rb_clickid", "s_cid", "s_kwcid", "wickedid",
	"cmpid", "ncid", "ocid", "ito", "smid", "smtyp", "ftag", "guccounter", "guce_referrer", "guce_referrer_sig", "xtor", "echobox", "soc_src", "soc_trk", "taid",
	"ref_src", "ref_url", "__twitter_impression", "ceid", "emci", "emdi", "spm", "sfnsn", "mibextid", "share_token", "wt_mc", "wt.mc_id",
}

// CleanURL is an address without what makes no difference to what it names: the
// fragment, tracking parameters, the scheme's own port, a password, upper case
// in the scheme and host. An address in a reader's wrapping, such as Google's
// AMP cache, is unwrapped. What cannot be parsed comes back as it is.
func CleanURL(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" {
		return s
	}
	unwrap(u)
	u.Scheme, u.User = strings.ToLower(u.Scheme), nil
	u.Host = strings.ToLower(u.Host)
	if p := u.Port(); p == "80" && u.Scheme == "http" || p == "443" && u.Scheme == "https" {
		u.Host = strings.TrimSuffix(u.Host, ":"+p)
	}
	u.Fragment, u.RawFragment = "", ""
	u.RawQuery = keepParameters(u.RawQuery, func(name string) bool { return !isTracking(name) })
	u.ForceQuery = false
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String()
}

// keepParameters leaves out the parameters of a query that are not kept; the
// others stay as they are written, in their order.
func keepParameters(query string, keep func(name string) bool) string {
	if query == "" {
		return ""
	}
	parts := strings.Split(query, "&")
	parts = slices.DeleteFunc(parts, func(p string) bool {
		name, _, _ := strings.Cut(p, "=")
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
		return p == "" || !keep(strings.ToLower(name))
	})
	return strings.Join(parts, "&")
}

func isTracking(name string) bool {
	for _, t := range tracking {
		if stem, any := strings.CutSuffix(t, "*"); name == t || any && strings.HasPrefix(name, stem) {
			return true
		}
	}
	return false
}

// unwrap replaces the address of a copy in an AMP cache by that of its origin:
// https://HOST.cdn.ampproject.org/c/s/ORIGIN and https://www.google.com/amp/s/ORIGIN.
func unwrap(u *url.URL) {
	host := strings.ToLower(u.Hostname())
	rest := u.EscapedPath()
	switch {
	case strings.HasSuffix(host, ".cdn.ampproject.org"):
		kind, after, ok := strings.Cut(strings.TrimPrefix(rest, "/"), "/")
		if !ok || len(kind) > 2 {
			return
		}
		rest = after
	case (host == "google.com" || host == "www.google.com") && strings.HasPrefix(rest, "/amp/"):
		rest = strings.TrimPrefix(rest, "/amp/")
	default:
		return
	}
	scheme := "http"
	if after, ok := strings.CutPrefix(rest, "s/"); ok {
		scheme, rest = "https", after
	}
	origin, err := url.Parse(scheme + "://" + rest)
	if err != nil || !strings.Contains(origin.Hostname(), ".") {
		return
	}
	origin.RawQuery, origin.Fragment = u.RawQuery, u.Fragment
	*u = *origin
}

// variants are the first labels of hosts that serve the same pages as the host
// without them.
var variants = []string{"www.", "m.", "mobile.", "amp.", "touch."}

// variantParameters are the query parameters that ask for another form of the
// same page, or for nothing that matters.
var variantParameters = []string{"amp", "outputtype", "output_type", "noamp", "mobile", "print"}

// identity is the form of an address that all its variants share: its clean
// form without scheme, www, mobile or AMP marks, the parameters in order. It
// names an article and need not be one that answers.
func identity(address string) string {
	u, err := url.Parse(CleanURL(address))
	if err != nil || u.Host == "" {
		return address
	}
	if u.Scheme == "http" {
		u.Scheme = "https"
	}
	for _, v := range variants {
		// What remains must still be a host: "m.com" is one by itself.
		if rest, ok := strings.CutPrefix(u.Host, v); ok && strings.Contains(rest, ".") {
			u.Host = rest
			break
		}
	}
	u.RawPath, u.Path = "", identityPath(u.Path)
	params := strings.Split(keepParameters(u.RawQuery, func(name string) bool { return !slices.Contains(variantParameters, name) }), "&")
	slices.Sort(params)
	u.RawQuery = strings.Join(params, "&")
	return u.String()
}

// identityPath drops what marks a form of a page at either end of a path.
func identityPath(p string) string {
	p = strings.TrimSuffix(p, "/")
	if base := path.Base(p); base == "index.html" || base == "index.htm" || base == "index.php" {
		p = strings.TrimSuffix(strings.TrimSuffix(p, base), "/")
	}
	trimmed := p
	for _, end := range []string{"/amp", ".amp", "/amp.html"} {
		trimmed = strings.TrimSuffix(trimmed, end)
	}
	if html, ok := strings.CutSuffix(trimmed, ".amp.html"); ok {
		trimmed = html + ".html"
	}
	if rest, ok := strings.CutPrefix(trimmed, "/amp/"); ok {
		trimmed = "/" + rest
	}
	// A page whose whole path is the mark, such as one about AMP itself, is no
	// variant of the front page.
	if strings.Trim(trimmed, "/") != "" {
		p = trimmed
	}
	return strings.TrimSuffix(p, "/")
}

// SameSite reports whether two hosts, with or without ports, belong to one
// site: they are registered under the same name, by the public suffix list.
func SameSite(a, b string) bool {
	site := func(host string) string {
		u := url.URL{Host: strings.ToLower(host)}
		host = strings.TrimSuffix(u.Hostname(), ".")
		if s, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
			return s
		}
		return host
	}
	return site(a) == site(b)
}
