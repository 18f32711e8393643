package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/tagwire/tagwire/extractor/gazetteer"
	"github.com/tagwire/tagwire/extractor/gazetteer/internal/index"
)

// place is a line of a dump.
type place struct {
	index.PlaceInfo
	name, ascii, alternates, country, feature, division string
}

type builder struct {
	b         *index.Builder
	countries map[string]int
	divisions map[string]int // by code, "US.TX"
	seen      map[int]bool
	byName    map[string][]int // folded name and country to places
	listed    map[string]bool  // folded name and country, of list addresses
	attested  map[string]bool  // folded names that open text uses for places
	areas     map[string]bool  // folded names of countries and divisions
	other     map[string]bool  // folded names of fame that are no cities
	places    int
	names     int
}

func newGazetteer(o options) (*builder, error) {
	g := &builder{
		b: index.NewBuilder(), countries: map[string]int{}, divisions: map[string]int{},
		seen: map[int]bool{}, byName: map[string][]int{}, listed: map[string]bool{}, attested: map[string]bool{}, other: map[string]bool{}, areas: map[string]bool{},
	}
	for _, c := range gazetteer.Countries() {
		n := g.country(c.Code)
		for _, name := range append([]string{c.Name}, c.Others...) {
			g.areas[strings.Join(index.Words(name), " ")] = true
			g.b.Name(name, index.NewRef(index.Country, n), true)
		}
		for _, d := range c.Demonyms {
			g.b.Name(d, index.NewRef(index.Demonym, n), true)
		}
	}
	for _, name := range gazetteer.OtherPlaces() {
		g.other[strings.Join(index.Words(name), " ")] = true
	}
	if err := g.addDivisions(o.admin1); err != nil {
		return nil, err
	}
	for _, name := range append(gazetteer.Regions(), gazetteer.OtherPlaces()...) {
		g.b.Region(name)
	}
	if o.addresses != "" {
		if err := g.readAddresses(o.addresses); err != nil {
			return nil, err
		}
	}
	if o.ner != "" {
		if err := g.attest(o.ner); err != nil {
			return nil, err
		}
	}
	return g, nil
}

func (g *builder) country(code string) int {
	n, ok := g.countries[code]
	if !ok {
		n = g.b.AddCountry(code)
		g.countries[code] = n
	}
	return n
}

// addDivisions files first-level divisions, and the short forms that news of
// their countries uses.
func (g *builder) addDivisions(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read the divisions: %w", err)
	}
	var rows []struct{ Code, Name string }
	if err := json.Unmarshal(data, &rows); err != nil {
		return fmt.Errorf("parse the divisions of %s: %w", path, err)
	}
	for _, r := range rows {
		country, _, _ := strings.Cut(r.Code, ".")
		n := g.b.AddDivision(g.country(country))
		g.areas[strings.Join(index.Words(r.Name), " ")] = true
		g.divisions[r.Code] = n
		g.b.Name(r.Name, index.NewRef(index.Division, n), true)
		for _, short := range gazetteer.DivisionForms(r.Code, r.Name) {
			g.b.Name(short, index.NewRef(index.Division, n), false)
		}
	}
	return nil
}

func (g *builder) addPlaces(o options) error {
	err := eachPlace(o.cities15000, func(p place) { g.add(p) })
	if err != nil || o.cities500 == "" {
		return err
	}
	return eachPlace(o.cities500, func(p place) {
		listed := g.isListed(p)
		if p.feature == "PPLX" || p.Population < o.min && p.feature != "PPLA" && p.feature != "PPLC" && !listed {
			return
		}
		if listed {
			p.Flags |= index.Listed
		}
		g.add(p)
	})
}

func (g *builder) isListed(p place) bool {
	for _, n := range [...]string{p.name, p.ascii} {
		if g.listed[strings.Join(index.Words(n), " ")+"/"+p.country] {
			return true
		}
	}
	return false
}

// add files a place under its own name, its name without diacritics, and the
// alternates that English news may use.
func (g *builder) add(p place) {
	if g.seen[p.GeonamesID] || p.feature == "PPLH" || p.feature == "PPLQ" || p.feature == "PPLW" {
		return
	}
	g.seen[p.GeonamesID] = true
	switch p.feature {
	case "PPLC":
		p.Flags |= index.Capital
	case "PPLA":
		p.Flags |= index.Seat
	case "PPLX":
		p.Flags |= index.District
	}
	p.Country, p.Division = g.country(p.country), -1
	if d, ok := g.divisions[p.country+"."+p.division]; ok {
		p.Division = d
	}
	n := g.b.AddPlace(p.PlaceInfo, p.name)
	g.places++
	ref := index.NewRef(index.Place, n)
	g.file(p, p.name, ref, true)
	g.file(p, p.ascii, ref, true)
	for _, alt := range strings.Split(p.alternates, ",") {
		if g.english(p, alt) {
			g.file(p, alt, ref, false)
		}
	}
}

func (g *builder) file(p place, name string, r index.Ref, main bool) {
	if g.other[strings.Join(index.Words(name), " ")] || strings.HasSuffix(name, " Sea") || strings.HasSuffix(name, " Ocean") {
		return
	}
	g.b.Name(name, r, main)
	g.names++
	k := strings.Join(index.Words(name), " ") + "/" + p.country
	g.byName[k] = append(g.byName[k], r.N())
}

// addExonyms files the names of the table, which are in the news and differ
// from those of GeoNames.
func (g *builder) addExonyms(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read the exonyms: %w", err)
	}
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 3 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if of := g.byName[strings.Join(index.Words(f[1]), " ")+"/"+f[2]]; len(of) > 0 {
			g.b.Name(f[0], index.NewRef(index.Place, of[0]), true)
		}
	}
	return nil
}

// eachPlace reads a dump.
func eachPlace(path string, do func(place)) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open the dump: %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("unpack %s: %w", path, err)
	}
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		f := strings.Split(sc.Text(), "\t")
		if len(f) < 15 {
			return fmt.Errorf("%s: a line of %d columns, a dump has 19", path, len(f))
		}
		p := place{name: f[1], ascii: f[2], alternates: f[3], feature: f[7], country: f[8]}
		var errs [4]error
		p.GeonamesID, errs[0] = strconv.Atoi(f[0])
		p.Latitude, errs[1] = strconv.ParseFloat(f[4], 64)
		p.Longitude, errs[2] = strconv.ParseFloat(f[5], 64)
		if f[14] != "" {
			p.Population, errs[3] = strconv.Atoi(f[14])
		}
		for _, err := range errs {
			if err != nil {
				return fmt.Errorf("%s: place %q: %w", path, f[1], err)
			}
		}
		p.division = f[10]
		do(p)
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}
