package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/tagwire/tagwire/extractor/gazetteer"
	"github.com/tagwire/tagwire/extractor/gazetteer/internal/index"
)

// english reports whether an alternate name may stand in English news: one in
// Latin letters that is a spelling of the place's own name, or that open text
// or a list's address uses.
func (g *builder) english(p place, alt string) bool {
	if len(alt) < 4 || p.Population < 15000 && p.Flags == 0 || !latin(alt) {
		return false
	}
	words := index.Words(alt)
	if len(words) == 0 || len(words) > 4 {
		return false
	}
	key := strings.Join(words, " ")
	used := g.listed[key+"/"+p.country] || g.attested[key] && p.Population >= 50000
	if used && !g.areas[key] { // not "Mexico" for Mexico City
		return true
	}
	if p.Population < 50000 {
		return false
	}
	own := strings.Join(index.Words(p.ascii), " ")
	return len(own) >= 4 && skeleton(own) == skeleton(key) && len(skeleton(own)) >= 2
}

// latin reports whether s is written in Latin letters, the first a capital.
func latin(s string) bool {
	for i, r := range s {
		if i == 0 && !unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) || unicode.IsDigit(r) {
			return false
		}
	}
	return s != strings.ToUpper(s) // airports' codes
}

// skeleton is a name's consonants, with those made equal that transliterations
// exchange.
func skeleton(s string) string {
	var b strings.Builder
	last := rune(0)
	for i, r := range s {
		switch r {
		case 'a', 'e', 'i', 'o', 'u', 'y', 'j', 'h', ' ':
			if i > 0 {
				continue
			}
		case 'c', 'q':
			r = 'k'
		case 'w', 'f':
			r = 'v'
		case 'z':
			r = 's'
		}
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// readAddresses notes the cities of an address list's rows, with their
// countries.
func (g *builder) readAddresses(path string) error {
	return eachRow(path, func(f []string) {
		if len(f) < 5 {
			return
		}
		country, ok := gazetteer.CountryOf(listCountry(f[4]))
		if !ok {
			return
		}
		city, _, _ := strings.Cut(f[3], ",")
		city = strings.TrimRightFunc(city, func(r rune) bool { return unicode.IsDigit(r) || r == ' ' || r == '-' })
		if words := index.Words(city); len(words) > 0 {
			g.listed[strings.Join(words, " ")+"/"+country.Code] = true
		}
	})
}

// listCountry turns "Korea, North" into "North Korea".
func listCountry(s string) string {
	if a, b, ok := strings.Cut(s, ", "); ok {
		return b + " " + a
	}
	return s
}

func eachRow(path string, do func([]string)) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open the list: %w", err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", path, err)
		}
		do(row)
	}
}

// sentence is one sentence of a corpus.
type sentence struct{ words, tags []string }

// corpora are those whose counts are kept: their training parts.
var corpora = []string{"gum", "gum-news", "redocred", "uner-ewt", "wikigold", "re3d", "btc", "crossner-politics", "crossner-literature", "crossner-music", "crossner-science"}

func eachSentence(dir string, do func(sentence)) error {
	for _, c := range corpora {
		f, err := os.Open(filepath.Join(dir, c, "train.conll"))
		if err != nil {
			return fmt.Errorf("open a corpus: %w", err)
		}
		var s sentence
		sc := bufio.NewScanner(f)
		for sc.Scan() {
			w, tag, ok := strings.Cut(sc.Text(), "\t")
			if !ok || w == "-DOCSTART-" {
				if len(s.words) > 0 {
					do(s)
				}
				s = sentence{}
				continue
			}
			s.words, s.tags = append(s.words, w), append(s.tags, tag)
		}
		if len(s.words) > 0 {
			do(s)
		}
		if err := errors.Join(sc.Err(), f.Close()); err != nil {
			return fmt.Errorf("read corpus %s: %w", c, err)
		}
	}
	return nil
}

// attest notes what the corpora mark as places.
func (g *builder) attest(dir string) error {
	return eachSentence(dir, func(s sentence) {
		for i := 0; i < len(s.tags); i++ {
			if s.tags[i] == "B-LOC" {
				g.attested[folded(s, i, spanEnd(s, i))] = true
			}
		}
	})
}

func spanEnd(s sentence, i int) int {
	end := i + 1
	for end < len(s.tags) && strings.HasPrefix(s.tags[end], "I-") {
		end++
	}
	return end
}

func folded(s sentence, first, last int) string {
	return strings.Join(index.Words(strings.Join(s.words[first:last], " ")), " ")
}

// addStatistics counts how open text and lists use the names that are filed.
func (g *builder) addStatistics(o options) error {
	stats := map[string]*index.Stats{}
	at := func(k string) *index.Stats {
		s := stats[k]
		if s == nil {
			s = &index.Stats{}
			stats[k] = s
		}
		return s
	}
	if o.ner != "" {
		if err := eachSentence(o.ner, func(s sentence) { count(s, at) }); err != nil {
			return err
		}
	}
	if o.persons != "" {
		err := eachRow(o.persons, func(f []string) {
			if len(f) > 2 && strings.TrimSpace(f[2]) == "individual" {
				for _, w := range index.Words(f[1]) {
					at(w).Persons++
				}
			}
		})
		if err != nil {
			return err
		}
	}
	g.b.EachName(func(words string, s *index.Stats) {
		if have := stats[strings.TrimSuffix(words, " ")]; have != nil {
			*s = *have
		}
	})
	return nil
}

// longest is the number of words of the names that are counted.
const longest = 4

// count adds up what one sentence says of every run of its words.
func count(s sentence, at func(string) *index.Stats) {
	for i := range s.words {
		upper := unicode.IsUpper([]rune(s.words[i])[0])
		if !upper {
			if s.tags[i] == "O" {
				at(folded(s, i, i+1)).Lower++
			}
			continue
		}
		for n := 1; n <= longest && i+n <= len(s.words); n++ {
			if n > 1 && folded(s, i+n-1, i+n) == "" {
				break // punctuation
			}
			k := folded(s, i, i+n)
			whole := strings.HasPrefix(s.tags[i], "B-") && spanEnd(s, i) == i+n
			switch kind := strings.TrimLeft(s.tags[i], "BI-"); {
			case whole && kind == "LOC":
				at(k).InPlace++
			case s.tags[i] == "O" && (i == 0 || n > 1):
				// What begins a sentence may be any word.
			case s.tags[i] != "O" && !strings.HasPrefix(s.tags[i], "B-") || spanEnd(s, i) > i+n && s.tags[i] != "O":
				// Part of a longer name, which capitals show by themselves.
				at(k).Other += 0.3
				if kind == "PER" {
					at(k).Persons++
				}
			default:
				at(k).Other++
				if kind == "PER" {
					at(k).Persons++
				}
			}
		}
	}
}
