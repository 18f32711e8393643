package watchlist

import (
	"math"
	"sort"
	"strings"

	"github.com/mozillazg/go-unidecode"
	"github.com/xrash/smetrics"

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

// Factor is one feature of two names and what it adds to their score.
type Factor struct {
	// Name is the feature; Value how much of it the pair has.
	Name  string
	Value float64
	// Weight is the model's; Value·Weight is added in log odds.
	Weight float64
	// Note shows the words that it rests on.
	Note string
}

func noted(reasons []string) []Factor {
	out := make([]Factor, len(reasons))
	for i, r := range reasons {
		out[i] = Factor{Name: "words", Value: 1, Note: r}
	}
	return out
}

// Threshold is the score from which two names count as the same.
const Threshold = 0.7

// Compare says how likely two spellings name one party. It aligns their words,
// each pair scored by spelling and by skeleton; words without a partner cost by
// what they are (a patronymic or an initial little, a surname much).
func Compare(a, b string, kind source.Kind) Similarity {
	x, y := prepare(a, kind), prepare(b, kind)
	return compare(x, y, kind)
}

// prepared is a name ready to be compared.
type prepared struct {
	tokens    []string
	skeletons []string
	family    int // number of tokens of the family name at the front, 0 unknown
}

func prepare(name string, kind source.Kind) prepared {
	if !latin(name) {
		name = unidecode.Unidecode(name)
	}
	var p prepared
	if kind == source.Person {
		family, given, known := strings.Cut(name, ",")
		if known {
			f, g := Fold(family), Fold(given)
			p.tokens = join(f, g)
			if len(g) > 0 {
				p.family = len(f)
			}
		} else {
			p.tokens = Fold(name)
		}
		p.tokens = dropTitles(p.tokens)
	} else {
		p.tokens = companyTokens(Fold(name))
	}
	p.skeletons = make([]string, len(p.tokens))
	for i, t := range p.tokens {
		p.skeletons[i] = skeleton(t)
	}
	return p
}

func latin(s string) bool {
	for _, r := range s {
		if r >= 0x370 && r < 0x1e00 || r > 0x2fff {
			return false
		}
	}
	return true
}

// titles stand before names and are not part of them.
var titles = map[string]bool{"mr": true, "mrs": true, "ms": true, "dr": true, "prof": true, "gen": true, "general": true, "col": true, "haji": true, "hajji": true, "hajj": true, "mullah": true, "mawlawi": true, "sheikh": true, "shaykh": true, "sheik": true, "sayyid": true, "sayed": true, "sir": true, "jr": true, "sr": true, "ii": true, "iii": true}

func dropTitles(tokens []string) []string {
	kept := make([]string, 0, len(tokens))
	for _, t := range tokens {
		if !titles[t] {
			kept = append(kept, t)
		}
	}
	if len(kept) == 0 {
		return tokens
	}
	return kept
}

// companyTokens writes abbreviations out and legal forms as their group.
func companyTokens(tokens []string) []string {
	out := make([]string, 0, len(tokens))
	for _, t := range tokens {
		if long, ok := abbreviations[t]; ok {
			t = long
		}
		if t == "the" || t == "of" || t == "and" || t == "for" {
			continue
		}
		out = append(out, t)
	}
	return out
}

// compare aligns two prepared names.
func compare(x, y prepared, kind source.Kind) Similarity {
	if len(x.tokens) == 0 || len(y.tokens) == 0 {
		return Similarity{}
	}
	if kind == source.Person {
		return comparePersons(x, y)
	}
	return compareCompanies(x, y)
}

// pair is the similarity of one word of each name.
type pair struct {
	i, j  int
	score float64
}

// align pairs the words of two names, the best pairs first.
func align(x, y prepared) ([]pair, []bool, []bool) {
	var all []pair
	for i := range x.tokens {
		for j := range y.tokens {
			if s := wordSimilarity(x.tokens[i], y.tokens[j], x.skeletons[i], y.skeletons[j]); s >= 0.6 {
				all = append(all, pair{i, j, s})
			}
		}
	}
	sort.SliceStable(all, func(a, b int) bool { return all[a].score > all[b].score })
	usedX, usedY := make([]bool, len(x.tokens)), make([]bool, len(y.tokens))
	kept := all[:0]
	for _, p := range all {
		if !usedX[p.i] && !usedY[p.j] {
			usedX[p.i], usedY[p.j] = true, true
			kept = append(kept, p)
		}
	}
	return kept, usedX, usedY
}

// wordSimilarity is between 0 and 1: 1 for equal words, high for equal
// skeletons, less for small edit distances; an initial meets any word that it
// opens.
func wordSimilarity(a, b, sa, sb string) float64 {
	if a == b {
		return 1
	}
	if len(a) == 1 || len(b) == 1 {
		if a[0] == b[0] {
			return 0.75
		}
		return 0
	}
	d := smetrics.WagnerFischer(a, b, 1, 1, 1)
	n := max(len(a), len(b))
	edit := 1 - float64(d)/float64(n)
	if sa == sb && len(sa) > 1 {
		return math.Max(0.85, 0.8+0.2*edit)
	}
	switch {
	case d == 1 && n >= 5:
		return 0.85
	case d == 1 && n == 4:
		return 0.7
	case d == 2 && n >= 8:
		return 0.8
	case n <= 3:
		return 0
	}
	jw := smetrics.JaroWinkler(a, b, 0.7, 4)
	return math.Min(edit, jw)
}

// What a word without a partner costs, by what it is.
const (
	costSurname = 0.35 // a family name that the other lacks
	costGiven   = 0.28 // a given name while the other has one that differs
	costMiddle  = 0.06 // a patronymic or a middle name, the other has none
	costCompany = 0.24
	costLegal   = 0.02
	costGeneric = 0.12 // "group", "trading", "international" …
)

// comparePersons wants both family and given name matched; extra middle names
// are cheap, differing ones are not.
func comparePersons(x, y prepared) Similarity {
	pairs, usedX, usedY := align(x, y)
	if len(pairs) == 0 {
		return Similarity{}
	}
	sum := 0.0
	var reasons []string
	for _, p := range pairs {
		sum += p.score
		if p.score < 1 {
			reasons = append(reasons, x.tokens[p.i]+"~"+y.tokens[p.j])
		}
	}
	score := sum / float64(len(pairs))
	restX, restY := left(x.tokens, usedX), left(y.tokens, usedY)
	// Words joined or split differently: "abd al rahman" and "abdulrahman".
	if len(restX) > 0 && len(restY) > 0 {
		a, b := strings.Join(restX, ""), strings.Join(restY, "")
		if skeleton(a) == skeleton(b) || smetrics.JaroWinkler(a, b, 0.7, 4) > 0.93 && len(a) > 4 {
			restX, restY = nil, nil
			score = math.Min(score, 0.95)
			reasons = append(reasons, a+"~"+b)
		}
	}
	if len(pairs) == 1 && (len(x.tokens) > 1 || len(y.tokens) > 1) && len(restX)+len(restY) > 0 {
		score -= costSurname
	}
	both := min(len(restX), len(restY))
	score -= float64(both) * costGiven
	for k := both; k < max(len(restX), len(restY)); k++ {
		score -= costMiddle
	}
	if both > 0 {
		reasons = append(reasons, "without partner: "+strings.Join(append(restX, restY...), " "))
	}
	// The same words in another order are the same name only if the order is
	// that of family and given name turned.
	return Similarity{Score: clamp(score), Factors: noted(reasons)}
}

// generic words say little about which company it is.
var generic = map[string]bool{"group": true, "trading": true, "international": true, "general": true, "holding": true, "holdings": true, "services": true, "import": true, "export": true, "industries": true, "technology": true, "development": true, "investment": true, "investments": true, "global": true, "enterprise": true, "enterprises": true, "management": true, "commercial": true, "national": true, "bank": true, "shipping": true, "logistics": true, "company": true, "foundation": true, "association": true, "institute": true}

func compareCompanies(x, y prepared) Similarity {
	pairs, usedX, usedY := align(x, y)
	sum, weight := 0.0, 0.0
	var reasons []string
	distinct := false
	for _, p := range pairs {
		w := wordWeight(x.tokens[p.i])
		sum += w * p.score
		weight += w
		if w >= 1 {
			distinct = true
		}
		if p.score < 1 {
			reasons = append(reasons, x.tokens[p.i]+"~"+y.tokens[p.j])
		}
	}
	score := 0.0
	if weight > 0 {
		score = sum / weight
	}
	restX, restY := left(x.tokens, usedX), left(y.tokens, usedY)
	coreX, coreY := core(restX), core(restY)
	if a, b := strings.Join(coreX, ""), strings.Join(coreY, ""); a != "" && b != "" && a == b {
		coreX, coreY, distinct = nil, nil, true
		score = math.Max(score, 0.95)
	}
	// An acronym of the other's words.
	if s, ok := acronym(x.tokens, y.tokens); ok {
		return Similarity{Score: 0.8, Factors: noted([]string{"acronym " + s})}
	}
	if !distinct && len(pairs) < max(len(x.tokens), len(y.tokens)) {
		score -= costCompany
	}
	for _, t := range append(coreX, coreY...) {
		if generic[t] {
			score -= costGeneric
		} else {
			score -= costCompany
		}
	}
	if gx, gy := group(restX), group(restY); gx != "" && gy != "" && gx != gy {
		score -= costLegal
	}
	return Similarity{Score: clamp(score), Factors: noted(reasons)}
}

func wordWeight(t string) float64 {
	switch {
	case isLegalForm(t):
		return 0.1
	case generic[t]:
		return 0.5
	}
	return 1
}

func left(tokens []string, used []bool) []string {
	var out []string
	for i, t := range tokens {
		if !used[i] {
			out = append(out, t)
		}
	}
	return out
}

// core leaves legal forms out.
func core(tokens []string) []string {
	var out []string
	for _, t := range tokens {
		if _, legal := legalForms[t]; !legal {
			out = append(out, t)
		}
	}
	return out
}

func group(tokens []string) string {
	for _, t := range tokens {
		if g := legalForms[t]; g != "" {
			return g
		}
	}
	return ""
}

// acronym reports whether one side is a single word made of the other's
// initials.
func acronym(x, y []string) (string, bool) {
	x, y = core(x), core(y)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) != 1 || len(y) < 3 || len(x[0]) != len(y) {
		return "", false
	}
	for i, t := range y {
		if t[0] != x[0][i] {
			return "", false
		}
	}
	return x[0], true
}

func clamp(f float64) float64 { return math.Max(0, math.Min(1, f)) }
