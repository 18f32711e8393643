package watchlist

import (
	"testing"

	"pgregory.net/rapid"
)

// TestFoldHash: the fast way gives what hashing the folded word gives.
func TestFoldHash(t *testing.T) {
	for _, w := range []string{"", "a", "Ab", "ABC", "Kim", "Jong", "O'Brien", "U.S.", "&", "and", "-", "4th", "Müller", "Abdulrahman", "ABDULRAHMANOV-", "Иванов", "[ab]", "@ABC", "z{", "a`b"} {
		if got, want := foldHash(w), hashOf(foldToken(w)); got != want {
			t.Errorf("%q: %x, want %x", w, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.StringOf(rapid.RuneFrom([]rune("abzAZ09'.-[]@`{éßЖ한"))).Draw(t, "word")
		if got, want := foldHash(w), hashOf(foldToken(w)); got != want {
			t.Fatalf("%q: %x, want %x", w, got, want)
		}
	})
}
