package watchlist

import (
	"math"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// Similarity is the result of comparing two names.
type Similarity struct {
	// Score is between 0 and 1; from Threshold on, the names are of one party
	// more often than not.
	Score float64
	// Factors are what made the score, in the order of the model.
	Factors []Factor
}

// SpelledAlike reports whether the names have the same words, differently
// spelled: in order, transliteration, a letter of a long word, particles, legal
// forms. Names may be near and still have a word that the other has not.
func (s Similarity) SpelledAlike() bool {
	for _, f := range s.Factors {
		switch f.Name {
		case featureNames[fConflict], featureNames[fConflictSmall], featureNames[fExtra], featureNames[fShortTypo], featureNames[fLone],
			featureNames[fReversed], featureNames[fGender], featureNames[fPatronymic], featureNames[fNumber], featureNames[fNumberExtra],
			featureNames[fShort], featureNames[fNickname], featureNames[fInitialConflict]:
			return false
		}
	}
	return true
}

// Factor is one feature of two names and what it adds to their score.
type Factor struct {
	// Name is the feature; Value how much of it the pair has.
	Name  string
	Value float64
	// Weight is the model's; Value·Weight is added in log odds.
	Weight float64
}

// Threshold is the score from which two names count as the same.
const Threshold = 0.5

// Compare says how likely two spellings name one party of a kind. Their words
// are aligned, by spelling, by sound and by what stands for what; a logistic
// model weighs how the words agree and what is left over.
func Compare(a, b string, kind source.Kind) Similarity {
	f := FeaturesOf(a, b, kind)
	w := weightsOf(kind)
	return Similarity{Score: w.score(&f), Factors: w.factors(&f)}
}

// FeaturesOf computes what the model looks at in two names.
func FeaturesOf(a, b string, kind source.Kind) Features {
	x, y := prepare(a, kind), prepare(b, kind)
	if len(x.words) == 0 || len(y.words) == 0 {
		return Features{}
	}
	var al alignment
	return compareWords(&x, &y, &al)
}

// weights are the model: one weight for each feature, in log odds.
type weights [features]float32

// weightsOf are the weights for a kind of entry: persons' names and others
// differ in what may be left out.
func weightsOf(kind source.Kind) *weights {
	if kind == source.Person {
		return &personWeights
	}
	return &bodyWeights
}

// searchWeightsOf are the weights for a search, where a name meets all names of
// the lists rather than one: what agrees must be rare enough to mean something.
func searchWeightsOf(kind source.Kind) *weights {
	if kind == source.Person {
		return &personSearchWeights
	}
	return &bodySearchWeights
}

func (w *weights) score(f *Features) float64 {
	if f[fBias] == 0 {
		return 0 // a name without words is like none
	}
	return 1 / (1 + math.Exp(-float64(w.odds(f))))
}

// odds is the score in log odds.
func (w *weights) odds(f *Features) float32 {
	z := float32(0)
	for i := range f {
		z += f[i] * w[i]
	}
	return z
}

// bound is the most in log odds that two names with the features of
// compareQuickly may have with those of compareLetters.
func (w *weights) bound(f *Features) float32 {
	z := w.odds(f)
	for _, i := range byLetters {
		if i != fConflictNear || f[fConflict] > 0 {
			z += max(0, w[i])
		}
	}
	return z
}

// factors lists the features that a pair has.
func (w *weights) factors(f *Features) []Factor {
	var out []Factor
	for i := range f {
		if f[i] != 0 {
			out = append(out, Factor{Name: featureNames[i], Value: float64(f[i]), Weight: float64(w[i])})
		}
	}
	return out
}

// odds are the log odds of a score, kept from the infinite.
func odds(score float64) float64 {
	p := min(max(score, 1e-6), 1-1e-6)
	return math.Log(p / (1 - p))
}

// add moves the score by log odds and says why.
func (s *Similarity) add(why string, by float64) {
	s.Score = 1 / (1 + math.Exp(-(odds(s.Score) + by)))
	s.Factors = append(s.Factors, Factor{Name: why, Value: 1, Weight: by})
}
