package sanction

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// The weights of the signs, one "name weight" a line.
//
//go:embed weights.txt
var weightsFile string

// weights are the weights that are compiled in.
var weights = sync.OnceValue(func() *[signs]float64 {
	w, err := parseWeights(weightsFile)
	if err != nil {
		panic("sanction: " + err.Error()) // the embedded file is wrong: a fault of the build
	}
	return w
})

func parseWeights(s string) (*[signs]float64, error) {
	at := map[string]int{}
	for i, n := range signNames {
		at[n] = i
	}
	var w [signs]float64
	for i, line := range strings.Split(s, "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, ok := strings.Cut(line, " ")
		k, known := at[name]
		x, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if !ok || !known || err != nil {
			return nil, fmt.Errorf("weights.txt:%d: %q: want the name of a sign and its weight", i+1, line)
		}
		w[k] = x
	}
	return &w, nil
}
