package watchlist

// maxDistanceLen bounds the words that are compared letter by letter, in bytes.
const maxDistanceLen = 63

// distance counts the letters that must be put in, taken out, replaced or
// swapped with their neighbour to make b of a (optimal string alignment). It
// gives limit+1 as soon as it must exceed limit. Words are compared by bytes:
// they are in Latin letters.
func distance(a, b string, limit int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > limit || len(b) > maxDistanceLen {
		return limit + 1
	}
	if len(a) == 0 {
		return len(b)
	}
	var rows [3][maxDistanceLen + 1]uint8
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := 0; j <= len(b); j++ {
		last[j] = uint8(j)
	}
	for i := 1; i <= len(a); i++ {
		row[0] = uint8(i)
		best := row[0]
		for j := 1; j <= len(b); j++ {
			d := last[j-1]
			if a[i-1] != b[j-1] {
				d++
			}
			d = min(d, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			best = min(best, d)
		}
		if int(best) > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return int(last[len(b)])
}

// nearness is 1 for equal strings and falls to 0 with their distance.
func nearness(a, b string) float32 {
	n := max(len(a), len(b))
	if n == 0 || n > maxDistanceLen {
		if a == b {
			return 1
		}
		return 0
	}
	return 1 - float32(distance(a, b, n))/float32(n)
}
