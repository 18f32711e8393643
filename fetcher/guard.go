package fetcher

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"syscall"
)

// ErrForbiddenAddress is wrapped by errors about an address that the guard
// refuses.
var ErrForbiddenAddress = errors.New("address is not public")

// special lists the blocks inside the unicast space that the IANA
// special-purpose registries take out of the public internet.
var special = parsePrefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
	"169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
	"192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
)

var (
	unicast4 = netip.MustParsePrefix("0.0.0.0/0")
	unicast6 = netip.MustParsePrefix("2000::/3")
	nat64    = netip.MustParsePrefix("64:ff9b::/96")
)

func parsePrefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

// PublicUnicast reports whether a is an address of the public internet that
// names one host.
//
// It is an allow-rule: IPv4 below 224.0.0.0 and IPv6 inside 2000::/3, less the
// special-purpose blocks; everything else is refused, including forms that are
// not thought of yet. An IPv4-mapped address is judged as the IPv4 address it
// carries, and so is a NAT64 one, which IPv6-only networks need. 6to4 and
// Teredo, which carry one too, are refused outright.
func PublicUnicast(a netip.Addr) bool {
	if !a.IsValid() || a.Zone() != "" {
		return false
	}
	a = a.Unmap()
	if nat64.Contains(a) {
		b := a.As16()
		a = netip.AddrFrom4([4]byte(b[12:]))
	}
	if a.Is4() {
		if !unicast4.Contains(a) || a.As4()[0] >= 224 {
			return false
		}
	} else if !unicast6.Contains(a) {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// intranet reports whether a names one host of this machine or of a private
// network: loopback, RFC 1918, RFC 6598 and unique local addresses. Link-local
// addresses are not among them, for there clouds serve a machine's credentials,
// nor are the two in the other blocks where some do.
func intranet(a netip.Addr) bool {
	a = a.Unmap()
	return a.Zone() == "" && (a.IsLoopback() || a.IsPrivate() || sharedSpace.Contains(a)) && a != metadata6 && a != metadata4
}

var (
	sharedSpace = netip.MustParsePrefix("100.64.0.0/10")
	metadata4   = netip.MustParseAddr("100.100.100.200")
	metadata6   = netip.MustParseAddr("fd00:ec2::254")
)

// guardConnect returns a net.Dialer's ControlContext. It runs after the name was
// resolved and before the connection is made, so a name that changes its answer
// between a check and the use gains nothing.
func guardConnect(allowPrivate bool) func(context.Context, string, string, syscall.RawConn) error {
	return func(_ context.Context, _, address string, _ syscall.RawConn) error {
		ap, err := netip.ParseAddrPort(address)
		if err != nil {
			return fmt.Errorf("%w: %q", ErrForbiddenAddress, address)
		}
		switch a := ap.Addr(); {
		case PublicUnicast(a), allowPrivate && intranet(a):
			return nil
		case intranet(a):
			return fmt.Errorf("%w: %s (--allow-private permits it)", ErrForbiddenAddress, a)
		default:
			return fmt.Errorf("%w: %s", ErrForbiddenAddress, a)
		}
	}
}
