package model

// A row of weights is looked up for every feature of every candidate: nowhere
// else does a text take as long. In memory a row is therefore two words, which
// lie in one line of the processor's cache: byte 0 the fingerprint, bytes 1 to
// numLabels the labels' weights, 128 added so that they are not negative. Four
// sums of bytes two apart, in lanes of 16 bits, then add up all labels at once.

const (
	// bias makes a weight an unsigned byte.
	bias = 128
	// even takes bytes 0, 2, 4 and 6 of a word as lanes of 16 bits. A lane
	// holds the sum of 257 bytes, more than a token has features.
	even = 0x00ff00ff00ff00ff
)

// widen turns the rows of a model file into rows of two words.
func widen(b []byte) []uint64 {
	rows := make([]uint64, 2*len(b)/row)
	for i := 0; i < len(rows); i += 2 {
		r := (*[row]byte)(b[i/2*row:])
		lo, hi := uint64(r[0]), uint64(0)
		for l := 1; l < 8; l++ {
			lo |= uint64(r[l]^bias) << (8 * l)
		}
		for l := 8; l < row; l++ {
			hi |= uint64(r[l]^bias) << (8 * (l - 8))
		}
		rows[i], rows[i+1] = lo, hi
	}
	return rows
}

// score fills the emission scores of a run.
func (m *Model) score(s *scratch, r run) {
	var f [numTemplates]uint32
	var known [numTemplates]uint32 // rows of features met in training
	rows := m.rows
	for i := r.first; i < r.end; i++ {
		features(s.attrs, i, r.sent.First, r.sent.Last, &f)
		n := 0
		for _, b := range f {
			// No branch: the next rows are fetched while this one is awaited.
			at := b >> printBits * 2
			known[n] = at
			if uint8(rows[at]) == uint8(b) {
				n++
			}
		}
		var a, b, c, d uint64
		for _, at := range known[:n] {
			lo, hi := rows[at], rows[at+1]
			a += lo & even
			b += lo >> 8 & even
			c += hi & even
			d += hi >> 8 & even
		}
		sums := [4]uint64{a, b, c, d}
		for l := range numLabels {
			k := l + 1 // the byte of a row
			sum := uint16(sums[k/8*2+k%2] >> (k % 8 / 2 * 16))
			s.emit[i][l] = float32(int32(sum)-int32(n*bias)) * m.scale
		}
	}
}
