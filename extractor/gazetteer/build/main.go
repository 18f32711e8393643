// Command build writes the gazetteer's data file from GeoNames dumps.
//
// usage: build -cities15000 DUMP.gz [-cities500 DUMP.gz] -admin1 FILE.json
// [-ner DIR] [-addresses add.csv] [-persons sdn.csv] -out cities.bin
//
// Every place of the first dump goes in. Of the second go those with at least
// -min inhabitants, seats of divisions, and places that the address column of
// a sanctions list names. From the corpora under -ner only counts of words are
// kept. The same inputs give the same bytes.
package main

import (
	"flag"
	"fmt"
	"log/slog"
	"os"
)

type options struct {
	cities15000, cities500, admin1, ner, addresses, persons string
	exonyms, out                                            string
	min                                                     int
}

func main() {
	var o options
	flag.StringVar(&o.cities15000, "cities15000", "", "GeoNames dump of larger places, gzipped")
	flag.StringVar(&o.cities500, "cities500", "", "GeoNames dump of smaller places, gzipped")
	flag.StringVar(&o.admin1, "admin1", "", "JSON list of first-level divisions: code, name")
	flag.StringVar(&o.ner, "ner", "", "folder of corpora in two-column format, one folder each")
	flag.StringVar(&o.addresses, "addresses", "", "OFAC's add.csv")
	flag.StringVar(&o.persons, "persons", "", "OFAC's sdn.csv")
	flag.StringVar(&o.exonyms, "exonyms", "exonyms.tsv", "names in the news that differ from GeoNames'")
	flag.IntVar(&o.min, "min", 2000, "inhabitants from which a place of cities500 is taken")
	flag.StringVar(&o.out, "out", "cities.bin", "file to write")
	flag.Parse()
	if err := run(o); err != nil {
		slog.Error("build the gazetteer", "error", err)
		os.Exit(1)
	}
}

func run(o options) error {
	g, err := newGazetteer(o)
	if err != nil {
		return err
	}
	if err := g.addPlaces(o); err != nil {
		return err
	}
	if err := g.addExonyms(o.exonyms); err != nil {
		return err
	}
	if err := g.addStatistics(o); err != nil {
		return err
	}
	data, err := g.b.Bytes()
	if err != nil {
		return err
	}
	slog.Info("built", "places", g.places, "names", g.names, "bytes", len(data))
	if err := os.WriteFile(o.out, data, 0o644); err != nil {
		return fmt.Errorf("write the data file: %w", err)
	}
	return nil
}
