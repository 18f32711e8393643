package gazetteer

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed countries.tsv
var countryTable string

// Country is a state or territory as news names it.
type Country struct {
	// Code is its ISO 3166 code with two letters ("KP"; "XK" for Kosovo).
	Code string
	// Name is the name in common use ("North Korea").
	Name string
	// Demonyms are its adjectives ("North Korean"), Others its further names
	// ("DPRK", "Democratic People's Republic of Korea").
	Demonyms, Others []string
}

type countryIndex struct {
	rows   []Country
	byName map[string]int // names as printed, and in capitals
	byDem  map[string]int
	byCode map[string]int
	words  int // words of the longest name
}

var countries = sync.OnceValue(func() *countryIndex {
	ix := &countryIndex{byName: map[string]int{}, byDem: map[string]int{}, byCode: map[string]int{}}
	for line := range strings.Lines(countryTable) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) < 4 || f[0] == "" || f[0][0] == '#' {
			continue
		}
		c := Country{Code: f[0], Name: f[1], Demonyms: list(f[2]), Others: list(f[3])}
		n := len(ix.rows)
		ix.rows = append(ix.rows, c)
		ix.byCode[c.Code] = n
		for _, name := range append([]string{c.Name}, c.Others...) {
			ix.add(ix.byName, name, n)
		}
		for _, d := range c.Demonyms {
			ix.add(ix.byDem, d, n)
		}
	}
	return ix
})

// add files a name as printed and in capitals. The first country to claim a
// name keeps it.
func (ix *countryIndex) add(m map[string]int, name string, n int) {
	ix.words = max(ix.words, strings.Count(name, " ")+1)
	for _, v := range [...]string{name, strings.ToUpper(name), strings.ReplaceAll(name, "'", "’")} {
		if _, taken := m[v]; !taken {
			m[v] = n
		}
	}
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// CountryOf returns the country that a name ("North Korea", "DPRK", "U.S.") or
// a demonym ("North Korean") stands for, and whether it knows it. Case counts,
// but capitals throughout are understood: "turkey" is no country, "TURKEY" is.
func CountryOf(name string) (Country, bool) {
	ix := countries()
	if n, ok := ix.byName[name]; ok {
		return ix.rows[n], true
	}
	if n, ok := ix.byDem[name]; ok {
		return ix.rows[n], true
	}
	return Country{}, false
}

// IsDemonym reports whether word is a people's adjective ("Russian") and not a
// country's name.
func IsDemonym(word string) bool {
	_, ok := countries().byDem[word]
	return ok
}

// CountryByCode returns the country with an ISO 3166 code of two letters.
func CountryByCode(code string) (Country, bool) {
	ix := countries()
	n, ok := ix.byCode[code]
	if !ok {
		return Country{}, false
	}
	return ix.rows[n], true
}

// Countries returns every country, in the order of the table. The caller must
// not change them.
func Countries() []Country { return countries().rows }
