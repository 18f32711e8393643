package gold

import (
	"fmt"
	"io"
	"math"
)

// Bet is a claim with the confidence that it was made with, and whether it
// was right.
type Bet struct {
	Confidence float64
	Right      bool
}

// Bets are many claims.
type Bets []Bet

// binCount is how many equal intervals of confidence calibration is measured
// in: ten, as the literature does (Guo et al. 2017, On Calibration of Modern
// Neural Networks).
const binCount = 10

// bin holds the claims of one interval of confidence.
type bin struct {
	Claims     int     `json:"claims"`
	Confidence float64 `json:"confidence"`
	Right      float64 `json:"right"`
}

// calibration is the JSON form.
type calibration struct {
	Error float64 `json:"expected_error"`
	Bins  []bin   `json:"bins"`
}

// bins gives the mean confidence and the share of right claims per interval;
// empty intervals are left out.
func (bs Bets) bins() []bin {
	var all [binCount]bin
	for _, b := range bs {
		k := min(max(int(b.Confidence*binCount), 0), binCount-1)
		all[k].Claims++
		all[k].Confidence += b.Confidence
		if b.Right {
			all[k].Right++
		}
	}
	out := []bin{}
	for _, b := range all {
		if b.Claims > 0 {
			n := float64(b.Claims)
			out = append(out, bin{b.Claims, b.Confidence / n, b.Right / n})
		}
	}
	return out
}

// CalibrationError is the expected calibration error: by how much confidence
// and the share of right claims differ, averaged over the claims. It is 0
// where there are none.
func (bs Bets) CalibrationError() float64 {
	sum := 0.0
	for _, b := range bs.bins() {
		sum += float64(b.Claims) * math.Abs(b.Confidence-b.Right)
	}
	return sum / float64(max(len(bs), 1))
}

func (bs Bets) write(w io.Writer) {
	if len(bs) == 0 {
		return
	}
	fmt.Fprintf(w, "\nconfidence of designations: expected calibration error %.3f over %d claims\n", bs.CalibrationError(), len(bs))
	for _, b := range bs.bins() {
		fmt.Fprintf(w, "  said %.2f  was right %.2f  (%d)\n", b.Confidence, b.Right, b.Claims)
	}
}
