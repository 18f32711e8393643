package digest

import (
	"strconv"
	"strings"

	"github.com/tagwire/tagwire/extractor/gazetteer"
	"github.com/tagwire/tagwire/extractor/token"
)

// figure is a number of things, in the article's words.
type figure struct {
	value  int
	phrase string
}

// countNouns are what reports of one event count and may count differently,
// by singular; the plural of each is what is looked for, and synonyms share
// the singular.
var countNouns = map[string]string{
	"individuals": "individual", "persons": "individual", "people": "individual",
	"entities": "entity", "companies": "company", "firms": "company", "businesses": "company",
	"banks": "bank", "vessels": "vessel", "ships": "vessel", "tankers": "tanker", "aircraft": "aircraft",
	"organizations": "organization", "organisations": "organization", "officials": "official",
	"networks": "network", "countries": "country", "wallets": "wallet", "addresses": "address",
	"refineries": "refinery", "judges": "judge", "generals": "general", "ministers": "minister",
}

// dozen is a number that another may stand before.
const dozen = "dozen"

var numberWords = map[string]int{
	dozen: 12,
	"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
}

// betweenWords is how many words may stand between a number and its noun:
// "six Chinese individuals", "five additional shipping companies".
const betweenWords = 2

// maxCount is the largest number that is a count and not a sum or a year.
const maxCount = 1899

// figures are the counts in the sentences, by noun; nouns with several
// different counts are left out.
func figures(sentences []string) map[string]figure {
	out := make(map[string]figure)
	twice := make(map[string]bool)
	for _, s := range sentences {
		doc := token.New(s)
		for i := range doc.Tokens {
			n, ok := number(doc.Word(i))
			if !ok || i > 0 && strings.ContainsAny(doc.Word(i-1), "$€£%") {
				continue
			}
			start := i
			if strings.EqualFold(doc.Word(i), dozen) && i > 0 {
				start = i - 1 // "a dozen", "two dozen"
				if times, ok := number(doc.Word(start)); ok {
					n *= times
				}
			}
			for k := i + 1; k < len(doc.Tokens) && k <= i+1+betweenWords; k++ {
				word := strings.ToLower(doc.Word(k))
				if _, another := number(word); another || strings.ContainsAny(word, ".,;:()") || word == "and" || word == "of" {
					break
				}
				noun, ok := countNouns[word]
				if people := strings.TrimSuffix(doc.Word(k), "s"); !ok && people != doc.Word(k) && gazetteer.IsDemonym(people) {
					noun, ok = people, true // "four Mexicans"
				}
				if !ok {
					continue
				}
				f := figure{n, s[doc.Tokens[start].Start:doc.Tokens[k].End]}
				if old, ok := out[noun]; ok && old.value != n {
					twice[noun] = true
				} else if !ok {
					out[noun] = f
				}
				break
			}
		}
	}
	for noun := range twice {
		delete(out, noun)
	}
	return out
}

func number(w string) (int, bool) {
	if len(w) > 2 && len(w) < 10 {
		if n, ok := numberWords[strings.ToLower(w)]; ok {
			return n, true
		}
	}
	if w == "" || w[0] < '0' || w[0] > '9' {
		return 0, false
	}
	n, err := strconv.Atoi(w)
	return n, err == nil && n > 1 && n <= maxCount
}
