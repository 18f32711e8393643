package clean

import "bytes"

// cueBytes is how much of a block its cues look at.
const cueBytes = 160

// cues are the words that a block begins with, and marks that boilerplate has.
func (n *node) cues(put func(kind, value uint32), words uint32) {
	var low [cueBytes]byte
	t := low[:copy(low[:], n.text)]
	marks := lowerAndMark(t)
	var first, second, last uint32
	count := 0
	for at := 0; at < len(t); { // words stand one blank apart
		end := at
		h := uint32(fnvBasis)
		for ; end < len(t) && t[end] != ' '; end++ {
			h = (h ^ uint32(t[end])) * fnvPrime
		}
		w := t[at:end]
		at = end + 1
		if len(w) == 0 {
			continue
		}
		last = h
		switch count++; count {
		case 1:
			first = last
		case 2:
			second = last
		}
		if n.words <= 12 && count <= 9 {
			if bare := bareWord(w); len(bare) < len(w) {
				h = hash(bare)
			}
			put(44, h)
		}
	}
	if count > 0 {
		put(40, first)
		put(41, first^words<<24)
		put(42, last^bit(n.words < 20))
	}
	if count > 1 {
		put(43, first*31^second)
	}
	marks |= bit(bytes.HasSuffix(t, []byte(":")))<<4 | bit(bytes.HasPrefix(t, []byte("by ")))<<6
	put(45, marks|min(words, 8)<<8)
}

// lowerAndMark puts the beginning of a block in small letters, in place, and
// returns a bit for each sign in it that boilerplate has.
func lowerAndMark(t []byte) (marks uint32) {
	for i, c := range t {
		switch {
		case c >= 'A' && c <= 'Z':
			t[i] = c | 0x20
			c |= 0x20
		case c == '@':
			marks |= 1 << 2
		case c == '|':
			marks |= 1 << 3
		}
		switch rest := t[i:]; {
		case c == 'p':
			if i >= 3 && string(t[i-3:i]) == "htt" {
				marks |= 1 << 1
			}
		case c < 0x80:
		case startsWith(rest, "©"):
			marks |= 1
		case startsWith(rest, "»"), startsWith(rest, "→"), startsWith(rest, "›"):
			marks |= 1 << 5
		}
	}
	return marks
}

// bareWord is a word without the marks around it.
func bareWord(w []byte) []byte {
	for len(w) > 0 {
		n := markLength(w)
		if n == 0 {
			break
		}
		w = w[n:]
	}
	for len(w) > 0 {
		switch {
		case w[len(w)-1] < 0x80 && markLength(w[len(w)-1:]) == 1:
			w = w[:len(w)-1]
		case len(w) >= 3 && markLength(w[len(w)-3:]) == 3:
			w = w[:len(w)-3]
		case len(w) >= 2 && markLength(w[len(w)-2:]) == 2:
			w = w[:len(w)-2]
		default:
			return w
		}
	}
	return w
}

// markLength is the length of the mark that a word begins with, 0 for none.
func markLength(w []byte) int {
	switch w[0] {
	case '.', ',', ':', ';', '!', '?', '(', ')', '[', ']', '|', '"', '\'':
		return 1
	case 0xc2:
		if startsWith(w, "»") || startsWith(w, "«") {
			return len("»")
		}
	case 0xe2:
		if startsWith(w, "•") {
			return len("•")
		}
	}
	return 0
}

func startsWith(b []byte, s string) bool { return len(b) >= len(s) && string(b[:len(s)]) == s }
