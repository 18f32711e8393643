package watchlist

import "unsafe"

// text returns string i of strings that stand one behind the other. The bytes
// are never written again once the index is built, so that they need no copy.
func text(data []byte, off []uint32, i uint32) string {
	a, b := off[i], off[i+1]
	if a == b {
		return ""
	}
	return unsafe.String(&data[a], b-a)
}
