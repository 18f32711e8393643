package fetcher

import (
	"net/netip"
	"testing"
)

func TestPublicUnicast(t *testing.T) {
	for addr, want := range map[string]bool{
		"8.8.8.8":                  true,
		"1.1.1.1":                  true,
		"223.255.255.254":          true,
		"2606:4700:4700::1111":     true,
		"2a00:1450:4001:82a::200e": true,
		"::ffff:8.8.8.8":           true, // v4-mapped, of a public address
		"64:ff9b::808:808":         true, // NAT64 of a public address

		"0.0.0.0": false, "0.1.2.3": false, "10.0.0.1": false, "100.64.0.1": false, "127.0.0.1": false, "127.255.255.255": false,
		"169.254.169.254": false, "172.16.0.1": false, "172.31.255.255": false, "192.0.0.1": false, "192.0.2.1": false,
		"192.88.99.1": false, "192.168.1.1": false, "198.18.0.1": false, "198.51.100.1": false, "203.0.113.1": false,
		"224.0.0.1": false, "239.255.255.255": false, "240.0.0.1": false, "255.255.255.255": false,
		"::": false, "::1": false, "::ffff:127.0.0.1": false, "::ffff:169.254.169.254": false, "::127.0.0.1": false,
		"64:ff9b::7f00:1": false, "64:ff9b::a9fe:a9fe": false, "64:ff9b:1::1": false,
		"100::1": false, "2001::1": false, "2001:db8::1": false, "2002:7f00:1::": false, "2002:808:808::1": false,
		"3fff::1": false, "5f00::1": false, "fc00::1": false, "fd12:3456::1": false, "fe80::1": false, "fec0::1": false,
		"ff02::1": false, "fe80::1%eth0": false, "2606:4700::1%eth0": false,
	} {
		if got := PublicUnicast(netip.MustParseAddr(addr)); got != want {
			t.Errorf("%s: got %v, want %v", addr, got, want)
		}
	}
	if PublicUnicast(netip.Addr{}) {
		t.Error("the zero address passes")
	}
}

func TestIntranet(t *testing.T) {
	for addr, want := range map[string]bool{
		"127.0.0.1": true, "::1": true, "10.1.2.3": true, "172.16.0.1": true, "192.168.1.1": true, "100.64.0.1": true, "fd12:3456::1": true, "::ffff:10.0.0.1": true,
		"169.254.169.254": false, "::ffff:169.254.169.254": false, "fe80::1": false, "fd00:ec2::254": false, "100.100.100.200": false,
		"0.0.0.0": false, "::": false, "224.0.0.1": false, "ff02::1": false, "255.255.255.255": false, "240.0.0.1": false, "fd12:3456::1%eth0": false,
	} {
		if got := intranet(netip.MustParseAddr(addr)); got != want {
			t.Errorf("%s: got %v, want %v", addr, got, want)
		}
	}
}

// Whatever the form, an IPv4 address gets one verdict.
func FuzzPublicUnicast(f *testing.F) {
	f.Add([]byte{127, 0, 0, 1})
	f.Add([]byte{8, 8, 8, 8})
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) != 4 {
			return
		}
		v4 := netip.AddrFrom4([4]byte(b))
		mapped := netip.AddrFrom16(v4.As16())
		if PublicUnicast(v4) != PublicUnicast(mapped) {
			t.Errorf("%s and %s differ", v4, mapped)
		}
	})
}
