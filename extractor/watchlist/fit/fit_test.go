package fit_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/tagwire/tagwire/extractor/watchlist/fit"
)

// drawn are rows of two features whose labels follow a known model.
func drawn(n int, w []float64) (d fit.Data) {
	r := rand.New(rand.NewPCG(1, 2))
	for range n {
		row := []float64{1, r.NormFloat64(), r.NormFloat64()}
		d.Rows = append(d.Rows, row)
		d.Labels = append(d.Labels, r.Float64() < fit.Probability(w, row))
	}
	return d
}

func TestLogisticFindsTheWeights(t *testing.T) {
	want := []float64{-0.5, 1.5, -2}
	got := fit.Logistic(drawn(20000, want), 1)
	for j := range want {
		if math.Abs(got[j]-want[j]) > 0.1 {
			t.Errorf("weight %d is %.3f, want %.3f", j, got[j], want[j])
		}
	}
}

func TestLogisticHoldsSigns(t *testing.T) {
	d := drawn(2000, []float64{0, 1, -1})
	d.Signs = []int{0, 1, 1}
	if w := fit.Logistic(d, 1); w[2] != 0 || w[1] <= 0 {
		t.Errorf("weights %v", w)
	}
}

func TestLogisticExpectsWhatRowsDoNotShow(t *testing.T) {
	d := fit.Data{Rows: [][]float64{{1, 1, 0}, {1, 0, 0}, {1, 1, 0}, {1, 0, 0}}, Labels: []bool{true, false, true, false}, Expected: []float64{0, 0, -3}}
	if w := fit.Logistic(d, 1); math.Abs(w[2]+3) > 1e-6 || w[1] <= 0 {
		t.Errorf("weights %v", w)
	}
}

func TestFoldsKeepKeysTogether(t *testing.T) {
	keys := []string{"a", "b", "a", "c", "b", "d", "a"}
	in := fit.Folds(keys, 3, 5)
	for i := range keys {
		for k := range keys {
			if keys[i] == keys[k] && in[i] != in[k] {
				t.Errorf("%s stands in folds %d and %d", keys[i], in[i], in[k])
			}
		}
	}
}

func TestBestThreshold(t *testing.T) {
	d := fit.Data{Rows: [][]float64{{1, -2}, {1, -1}, {1, 0.5}, {1, 1}}, Labels: []bool{false, false, false, true}}
	w := []float64{0, 1}
	if at := fit.BestThreshold(d, w); at <= fit.Probability(w, d.Rows[2]) || at > fit.Probability(w, d.Rows[3]) {
		t.Errorf("threshold %.2f", at)
	}
}
