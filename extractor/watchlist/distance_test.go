package watchlist

import "testing"

// slowDistance is the table of optimal string alignment, written out.
func slowDistance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			d := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				d++
			}
			d = min(d, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(a)][len(b)]
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		limit int
		want  int
	}{
		{"", "", 2, 0},
		{"kim", "kim", 2, 0},
		{"kim", "", 3, 3},
		{"sergei", "sergey", 2, 1},
		{"ivanov", "ivnaov", 2, 1},
		{"ca", "abc", 3, 3}, // a swap is not edited again
		{"mohammed", "muhammad", 3, 2},
		{"mohammed", "muhammad", 1, 2},
		{"abcdefgh", "x", 3, 4},
	} {
		if got := distance(c.a, c.b, c.limit); got != c.want {
			t.Errorf("%q and %q within %d: %d, want %d", c.a, c.b, c.limit, got, c.want)
		}
		if got := distance(c.b, c.a, c.limit); got != c.want {
			t.Errorf("%q and %q within %d: %d, want %d", c.b, c.a, c.limit, got, c.want)
		}
	}
}

func FuzzDistance(f *testing.F) {
	f.Add("mohammed", "muhammad", uint8(3))
	f.Add("abba", "baab", uint8(9))
	f.Add("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "b", uint8(99))
	f.Fuzz(func(t *testing.T, a, b string, limit uint8) {
		if len(a) > maxDistanceLen || len(b) > maxDistanceLen {
			return
		}
		want := slowDistance(a, b)
		var p pattern
		p.set("zebra")
		p.set(a)
		if got := p.distance(b); got != want {
			t.Errorf("%q and %q: %d, want %d", a, b, got, want)
		}
		if got := distance(a, b, int(limit)); got != min(want, int(limit)+1) {
			t.Errorf("%q and %q within %d: %d, want %d", a, b, limit, got, want)
		}
	})
}
