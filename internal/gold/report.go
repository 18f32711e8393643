package gold

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// Report is the outcome of an evaluation.
type Report struct {
	Articles int
	// Missing counts the articles without a tagging.
	Missing  int
	Scores   Scores
	ByRegime map[string]Scores
	Errors   []Error
	// Designations are all designations that were claimed, each with its
	// confidence.
	Designations Bets
}

func (r *Report) add(want Record, got tagging.Tagging) {
	s, c := compare(want, got)
	r.Articles++
	r.Scores.Add(s)
	r.Errors = append(r.Errors, c.errors...)
	r.Designations = append(r.Designations, c.bets...)
	if want.Regime != "" {
		if r.ByRegime[want.Regime] == nil {
			r.ByRegime[want.Regime] = make(Scores)
		}
		r.ByRegime[want.Regime].Add(s)
	}
}

// WriteText writes the report as tables: a line per task, then, where the
// annotations name their regimes, a line per regime, the kinds of mistakes
// and, on request, every mistake.
func (r *Report) WriteText(w io.Writer, listErrors bool) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%d articles, %d without output\n\n", r.Articles, r.Missing)
	for _, task := range Tasks {
		t := r.Scores[task]
		fmt.Fprintf(b, "%-16s P %.3f  R %.3f  F1 %.3f  (%d hit, %d extra, %d missed)\n", task, t.Precision(), t.Recall(), t.F1(), t.Hit, t.Extra, t.Missed)
	}
	if len(r.ByRegime) > 0 {
		fmt.Fprintf(b, "\n%-26s %-9s %-10s %-12s %s\n", "regime", "entities", "sanctioned", "designation", "wrongly sanctioned")
	}
	for _, regime := range slices.Sorted(maps.Keys(r.ByRegime)) {
		s := r.ByRegime[regime]
		fmt.Fprintf(b, "%-26s %-9.3f %-10.3f %-12.3f %d\n", regime, s[Entities].F1(), s[Sanctioned].F1(), s[Designated].F1(), s[Sanctioned].Extra)
	}
	r.Designations.write(b)
	r.writeKinds(b)
	if listErrors {
		fmt.Fprintln(b)
		for _, e := range r.Errors {
			fmt.Fprintf(b, "%-16s %-9s %s: %s\n", e.Task, e.Kind, e.Article, e.Detail)
		}
	}
	return b.Flush()
}

// writeKinds counts the mistakes of each task by kind.
func (r *Report) writeKinds(w io.Writer) {
	if len(r.Errors) == 0 {
		return
	}
	fmt.Fprintln(w, "\nmistakes by kind")
	for _, task := range Tasks {
		counts := make(map[ErrorKind]int)
		for _, e := range r.Errors {
			if e.Task == task {
				counts[e.Kind]++
			}
		}
		if len(counts) == 0 {
			continue
		}
		fmt.Fprintf(w, "%-16s", task)
		for _, kind := range slices.Sorted(maps.Keys(counts)) {
			fmt.Fprintf(w, " %d %s", counts[kind], kind)
		}
		fmt.Fprintln(w)
	}
}

// figure is one task's line in JSON.
type figure struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	TP        int     `json:"tp"`
	FP        int     `json:"fp"`
	FN        int     `json:"fn"`
}

func figures(s Scores) map[Task]figure {
	out := make(map[Task]figure, len(Tasks))
	for _, task := range Tasks {
		t := s[task]
		out[task] = figure{Round(t.Precision()), Round(t.Recall()), Round(t.F1()), t.Hit, t.Extra, t.Missed}
	}
	return out
}

// WriteJSON writes the report as one JSON object.
func (r *Report) WriteJSON(w io.Writer, listErrors bool) error {
	regimes := make(map[string]map[Task]figure, len(r.ByRegime))
	for name, s := range r.ByRegime {
		regimes[name] = figures(s)
	}
	out := struct {
		Articles int                        `json:"articles"`
		Missing  int                        `json:"missing"`
		Scores   map[Task]figure            `json:"scores"`
		Regimes  map[string]map[Task]figure `json:"regimes,omitempty"`
		// Calibration is of the designations' confidence.
		Calibration calibration `json:"calibration"`
		Errors      []Error     `json:"errors,omitempty"`
	}{
		Articles: r.Articles, Missing: r.Missing, Scores: figures(r.Scores), Regimes: regimes,
		Calibration: calibration{Round(r.Designations.CalibrationError()), r.Designations.bins()},
	}
	if listErrors {
		out.Errors = r.Errors
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}
