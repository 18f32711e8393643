package gazetteer

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

// feature is one kind of evidence that a name is meant as a city.
type feature int

const (
	bias         feature = iota
	odds                 // how open text uses the name
	unseen               // open text and lists do not know the name
	people               // inhabitants
	seatOfState          // capital of a country
	seatOfRegion         // seat of a first-level division
	alternate            // the name is only an alternate one
	severalWords         // the name has several words
	persons              // persons bear the name
	commonWord           // the name is a word
	familyName           // a person of the article bears it
	countryToo           // a country has the name
	divisionToo          // another first-level division has the name
	wordBefore           // the word before, as the table of cues weighs it
	wordAfter            // the word after
	based                // "-based"
	kindOf               // "city of"
	ofTitle              // "Bank of"
	ofOther              // other words with "of"
	dateline             // it opens a paragraph as a dateline
	shouted              // it is in capitals, its sentence is not
	acronym              // so, and short
	headline             // its sentence is in capitals
	runsOn               // a capitalized word follows
	runsUp               // a capitalized word stands before
	runsUpFirst          // so, as the first word of the sentence
	hyphenated           // a hyphen stands before
	modelNone            // the model takes it for no name
	modelPlace           // the model takes it for a place
	modelLonger          // the model takes it for a part of a place's name
	modelPerson          // the model takes it, or more, for a person
	modelOrg             // the model takes it for an organization
	modelInOrg           // the model takes it for part of an organization's name
	withinKnown          // ", Country" follows, and has such a city
	withinOther          // ", Country" follows
	listed               // it stands in a list of places
	atHome               // the article speaks of its country
	features
)

// featureNames are the names in the file of weights, in the same order.
var featureNames = [features]string{
	"bias", "odds", "unseen", "people", "seat-of-state", "seat-of-region", "alternate", "several-words", "persons",
	"common-word", "family-name", "country-too", "division-too", "word-before", "word-after", "based", "kind-of",
	"of-title", "of-other", "dateline", "shouted", "acronym", "headline", "runs-on", "runs-up", "runs-up-first",
	"hyphenated", "model-none", "model-place", "model-longer", "model-person", "model-org", "model-in-org",
	"within-known", "within-other", "listed", "at-home",
}

// evidence is how much of each feature a name in the text shows.
type evidence [features]float64

//go:embed weights.tsv
var weightTable string

// readWeights reads the fitted weights: a feature's name, a tab, its weight in
// log odds.
func readWeights(table string) (evidence, error) {
	var w evidence
	seen := 0
	for line := range strings.Lines(table) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		f := featureOf(name)
		if f < 0 {
			return w, fmt.Errorf("weights name the unknown feature %q; fit them again", name)
		}
		x, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return w, fmt.Errorf("weight of %s: %w", name, err)
		}
		w[f] = x
		seen++
	}
	if seen != int(features) {
		return w, fmt.Errorf("weights for %d features of %d; fit them again", seen, features)
	}
	return w, nil
}

func featureOf(name string) feature {
	for i, n := range featureNames {
		if n == name {
			return feature(i)
		}
	}
	return -1
}

func (e *evidence) dot(w *evidence) float64 {
	z := 0.0
	for i := range e {
		z += e[i] * w[i]
	}
	return z
}
