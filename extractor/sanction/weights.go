package sanction

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// The weights of the signs and grounds, one "name weight" a line.
//
//go:embed weights.txt
var weightsFile string

// parsed are the weights that are compiled in.
var parsed = sync.OnceValue(func() *weightTable {
	w, err := parseWeights(weightsFile)
	if err != nil {
		panic("sanction: " + err.Error()) // the embedded file is wrong: a fault of the build
	}
	return w
})

type weightTable struct {
	signs   [signs]float64
	grounds [grounds]float64
}

func weights() *[signs]float64         { return &parsed().signs }
func groundWeights() *[grounds]float64 { return &parsed().grounds }

func parseWeights(s string) (*weightTable, error) {
	w := new(weightTable)
	at := map[string]*float64{}
	for i, n := range signNames {
		at[n] = &w.signs[i]
	}
	for i, n := range groundNames {
		at[n] = &w.grounds[i]
	}
	for i, line := range strings.Split(s, "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, ok := strings.Cut(line, " ")
		x, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if !ok || at[name] == nil || err != nil {
			return nil, fmt.Errorf("weights.txt:%d: %q: want the name of a sign and its weight", i+1, line)
		}
		*at[name] = x
	}
	return w, nil
}
