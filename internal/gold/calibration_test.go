package gold

import (
	"math"
	"testing"
)

func TestCalibrationError(t *testing.T) {
	many := func(n, right int, confidence float64) Bets {
		bs := make(Bets, n)
		for i := range bs {
			bs[i] = Bet{confidence, i < right}
		}
		return bs
	}
	for _, tt := range []struct {
		name string
		bets Bets
		want float64
	}{
		{"no claims", nil, 0},
		{"as often right as said", many(10, 8, 0.8), 0},
		{"boastful", many(10, 5, 0.9), 0.4},
		{"shy", many(10, 10, 0.7), 0.3},
		{"weighed by claims", append(many(30, 30, 1), many(10, 0, 0.5)...), 0.125},
		{"confidence out of range", Bets{{1.5, true}, {-0.5, false}}, 0.5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.bets.CalibrationError(); math.Abs(got-tt.want) > 1e-9 {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}
