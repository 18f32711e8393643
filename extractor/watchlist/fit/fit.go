// Package fit estimates the weights of a logistic model from labelled rows, and
// says by cross-validation what they are worth.
//
// The estimate is the maximum of the likelihood less a ridge penalty, found by
// Newton's method (iteratively reweighted least squares); with a few dozen
// features and some hundred rows this takes milliseconds and has one answer.
package fit

import (
	"math"
	"math/rand/v2"
)

// Data are labelled rows of features. Column 0 is the prior: it is 1 in every
// row and not penalized.
type Data struct {
	Rows   [][]float64
	Labels []bool
	// Weights are what the rows count; nil for one each.
	Weights []float64
	// Signs, where given, hold a weight to one side: +1 for not negative, -1
	// for not positive, 0 for free.
	Signs []int
	// Expected, where given, are the weights that the ridge penalty draws to
	// (0 otherwise): what is known of features that few rows have.
	Expected []float64
}

func (d Data) expected(j int) float64 {
	if d.Expected == nil {
		return 0
	}
	return d.Expected[j]
}

func (d Data) weight(i int) float64 {
	if d.Weights == nil {
		return 1
	}
	return d.Weights[i]
}

// rounds bounds the steps of Newton's method.
const rounds = 60

// Logistic estimates the weights of data's columns with a ridge penalty.
func Logistic(data Data, ridge float64) []float64 {
	if len(data.Rows) == 0 {
		return nil
	}
	w := make([]float64, len(data.Rows[0]))
	frozen := make([]bool, len(w))
	for {
		newton(data, ridge, w, frozen)
		// A weight on the wrong side is taken out, the rest estimated anew.
		again := false
		for j, s := range data.Signs {
			if !frozen[j] && float64(s)*w[j] < 0 {
				w[j], frozen[j], again = 0, true, true
			}
		}
		if !again {
			return w
		}
	}
}

func newton(data Data, ridge float64, w []float64, frozen []bool) {
	n := len(w)
	for range rounds {
		gradient := make([]float64, n)
		hessian := make([][]float64, n)
		for j := range hessian {
			hessian[j] = make([]float64, n)
			hessian[j][j] = ridge
			gradient[j] = -ridge * (w[j] - data.expected(j))
		}
		hessian[0][0], gradient[0] = 1e-6, 0
		for i, row := range data.Rows {
			p := Probability(w, row)
			y := 0.0
			if data.Labels[i] {
				y = 1
			}
			v, much := math.Max(p*(1-p), 1e-6), data.weight(i)
			for j, a := range row {
				if a == 0 {
					continue
				}
				gradient[j] += much * a * (y - p)
				for k := 0; k <= j; k++ {
					hessian[j][k] += much * v * a * row[k]
				}
			}
		}
		for j := range n {
			for k := range j {
				hessian[k][j] = hessian[j][k]
			}
			if frozen[j] {
				for k := range n {
					hessian[j][k], hessian[k][j] = 0, 0
				}
				hessian[j][j], gradient[j] = 1, 0
			}
		}
		step := solve(hessian, gradient)
		size := 0.0
		for j := range w {
			w[j] += step[j]
			size = math.Max(size, math.Abs(step[j]))
		}
		if size < 1e-8 {
			return
		}
	}
}

// solve finds x with a·x = b by elimination; a is symmetric and positive.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		for k := i + 1; k < n; k++ {
			f := a[k][i] / a[i][i]
			if f == 0 {
				continue
			}
			for j := i; j < n; j++ {
				a[k][j] -= f * a[i][j]
			}
			b[k] -= f * b[i]
		}
	}
	x := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		s := b[i]
		for j := i + 1; j < n; j++ {
			s -= a[i][j] * x[j]
		}
		x[i] = s / a[i][i]
	}
	return x
}

// Probability is the model's for one row.
func Probability(w, row []float64) float64 {
	z := 0.0
	for j, a := range row {
		z += w[j] * a
	}
	return 1 / (1 + math.Exp(-z))
}

// Folds assigns rows to k folds by chance, the same for the same seed. Rows of
// equal keys come into one fold.
func Folds(keys []string, k int, seed uint64) []int {
	r := rand.New(rand.NewPCG(seed, 0))
	of := make(map[string]int)
	out := make([]int, len(keys))
	for i, key := range keys {
		f, ok := of[key]
		if !ok {
			f = r.IntN(k)
			of[key] = f
		}
		out[i] = f
	}
	return out
}

// Tally counts a classifier's answers, by weight.
type Tally struct{ Hit, False, Missed, Right float64 }

// Add counts one answer.
func (t *Tally) Add(got, want bool, weight float64) {
	switch {
	case got && want:
		t.Hit += weight
	case got:
		t.False += weight
	case want:
		t.Missed += weight
	default:
		t.Right += weight
	}
}

// F1 is the harmonic mean of precision and recall.
func (t Tally) F1() float64 {
	if t.Hit == 0 {
		return 0
	}
	return 2 * t.Hit / (2*t.Hit + t.False + t.Missed)
}

// BestThreshold is the probability from which counting rows as positive gives
// the best F1 on them: the middle of the probabilities that do.
func BestThreshold(data Data, w []float64) float64 {
	p := make([]float64, len(data.Rows))
	for i, row := range data.Rows {
		p[i] = Probability(w, row)
	}
	best, from, to := -1.0, 0.5, 0.5
	for i := 20; i <= 80; i++ {
		var t Tally
		for k := range p {
			t.Add(p[k] >= float64(i)/100, data.Labels[k], data.weight(k))
		}
		switch f := t.F1(); {
		case f > best+1e-9:
			best, from, to = f, float64(i)/100, float64(i)/100
		case f > best-0.004:
			to = float64(i) / 100
		}
	}
	return (from + to) / 2
}
