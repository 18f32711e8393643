package story

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"
)

const (
	// openingWords is how many words of a text are looked at: news tells its
	// event first.
	openingWords = 160
	// wordMin is the length, in bytes, of a word that says something.
	wordMin = 4
)

// Words are the hashes of the words of s that carry meaning, sorted and without
// repeats, whatever their case and number.
func Words(s string) []uint32 {
	var out []uint32
	for _, h := range telling(s) {
		out = append(out, h)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Spell returns the words of s, as they stand there first, that have these
// hashes, in the order of the hashes.
func Spell(hashes []uint32, s string) []string {
	found := make(map[uint32]string)
	for word, h := range telling(s) {
		if _, ok := found[h]; !ok {
			found[h] = word
		}
	}
	var out []string
	for _, h := range hashes {
		if word, ok := found[h]; ok {
			out = append(out, word)
		}
	}
	return out
}

// telling yields the words of the opening of s that carry meaning, with their
// hashes.
func telling(s string) iter.Seq2[string, uint32] {
	return func(yield func(string, uint32) bool) {
		n := 0
		for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if n++; n > openingWords {
				return
			}
			folded := strings.ToLower(word)
			if len(folded) < wordMin && !isNumber(folded) || idle[folded] {
				continue
			}
			if !yield(word, uint32(xxhash.Sum64String(singular(folded)))) {
				return
			}
		}
	}
}

func isNumber(s string) bool {
	return len(s) > 1 && s[0] >= '0' && s[0] <= '9'
}

// singular takes the endings off that number and possession add (Harman, How
// effective is suffixing?, 1991).
func singular(w string) string {
	if r, _ := utf8.DecodeLastRuneInString(w); r != 's' || len(w) < 4 {
		return w
	}
	switch {
	case strings.HasSuffix(w, "ies") && !strings.HasSuffix(w, "eies") && !strings.HasSuffix(w, "aies"):
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "us"), strings.HasSuffix(w, "ss"):
		return w
	}
	return w[:len(w)-1]
}

// idle are words that say nothing about an event, and those of reporting.
var idle = func() map[string]bool {
	out := make(map[string]bool)
	for _, w := range strings.Fields(`about above after again against also among another around away because been before
		behind being below between both came cannot come could days does doing done down during each else even ever
		every five four from gave give given goes going gone have having here hers herself himself however into itself
		just last later least less like made make many more most much must near never next nine none once only other
		others ours over people perhaps quite rather same seven several shall should since some still such take taken
		than that their theirs them then there these they this those three through thus till time today took toward
		under until upon used very want week weeks well went were what when where whether which while whom whose will
		with within without would year years your yesterday monday tuesday wednesday thursday friday saturday sunday
		january february march april june july august september october november december said says told tells asked
		according added announced statement reporters reported report reports news agency spokesman spokeswoman
		spokesperson press office`) {
		out[w] = true
	}
	return out
}()
