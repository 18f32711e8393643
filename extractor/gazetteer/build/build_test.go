package main

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor/gazetteer/internal/index"
)

// line is a line of a GeoNames dump.
func line(id, name, ascii, alternates, feature, country, division, people string) string {
	return strings.Join([]string{id, name, ascii, alternates, "50.45", "30.52", "P", feature, country, "", division, "", "", "", people, "", "1", "Europe/Kyiv", "2026-01-01"}, "\t")
}

func write(t *testing.T, dir, name, text string, zip bool) string {
	t.Helper()
	path := filepath.Join(dir, name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if !zip {
		if _, err := f.WriteString(text); err != nil {
			t.Fatal(err)
		}
		return path
	}
	z := gzip.NewWriter(f)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func options500(t *testing.T, dir string) options {
	t.Helper()
	return options{
		cities15000: write(t, dir, "15000.gz", strings.Join([]string{
			line("1", "Kyiv", "Kyiv", "Kiev,Київ,Kijow,Kaenugardur,KBP", "PPLC", "UA", "12", "2797553"),
			line("2", "Mexico City", "Mexico City", "Mexico,Ciudad de Mexico", "PPLC", "MX", "09", "12294193"),
			line("3", "White House", "White House", "", "PPL", "US", "TN", "13257"),
		}, "\n"), true),
		cities500: write(t, dir, "500.gz", strings.Join([]string{
			line("1", "Kyiv", "Kyiv", "", "PPLC", "UA", "12", "2797553"),
			line("4", "Hamlet", "Hamlet", "", "PPL", "US", "TN", "900"),
			line("5", "Listedville", "Listedville", "", "PPL", "RU", "12", "900"),
			line("6", "Middleton", "Middleton", "", "PPL", "US", "TN", "9000"),
		}, "\n"), true),
		admin1:    write(t, dir, "admin1.json", `[{"code":"US.TN","name":"Tennessee"},{"code":"UA.12","name":"Kyiv City"}]`, false),
		addresses: write(t, dir, "add.csv", "1,1,\"5 Main St\",\"Listedville, 10000\",\"Russia\",-0- \n", false),
		exonyms:   write(t, dir, "exonyms.tsv", "# comment\nKieff\tKyiv\tUA\n", false),
		min:       2000, out: filepath.Join(dir, "out.bin"),
	}
}

func TestRun(t *testing.T) {
	o := options500(t, t.TempDir())
	if err := run(o); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(o.out)
	if err != nil {
		t.Fatal(err)
	}
	ix, err := index.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		want int // GeoNames id, 0 for no place
	}{
		{"Kyiv", 1}, {"Kiev", 1}, {"Kieff", 1}, {"Kijow", 1}, {"Kaenugardur", 0}, {"KBP", 0},
		{"Mexico City", 2}, {"Mexico", 0}, {"White House", 0},
		{"Hamlet", 0}, {"Listedville", 5}, {"Middleton", 6}, {"Tennessee", 0},
	} {
		key := index.Start
		for _, w := range index.Words(c.name) {
			key = index.Extend(key, w)
		}
		got := 0
		if e, ok := ix.Find(key); ok && e.Names() && e.Ref(0).Kind() == index.Place {
			got = ix.Place(e.Ref(0).N()).GeonamesID
		}
		if got != c.want {
			t.Errorf("%q is place %d, want %d", c.name, got, c.want)
		}
	}
	again := o
	again.out = filepath.Join(t.TempDir(), "again.bin")
	if err := run(again); err != nil {
		t.Fatal(err)
	}
	if second, err := os.ReadFile(again.out); err != nil || string(second) != string(data) {
		t.Errorf("a second build differs (%v)", err)
	}
}

func TestRunSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		name, want string
		spoil      func(*options)
	}{
		{"no dump", "open the dump", func(o *options) { o.cities15000 = filepath.Join(dir, "none.gz") }},
		{"short lines", "columns", func(o *options) { o.cities15000 = write(t, dir, "short.gz", "1\tKyiv\n", true) }},
		{"no number", "place \"Kyiv\"", func(o *options) {
			o.cities15000 = write(t, dir, "number.gz", line("x", "Kyiv", "Kyiv", "", "PPLC", "UA", "12", "1"), true)
		}},
		{"no divisions", "parse the divisions", func(o *options) { o.admin1 = write(t, dir, "bad.json", "{", false) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := options500(t, t.TempDir())
			c.spoil(&o)
			if err := run(o); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one that says %q", err, c.want)
			}
		})
	}
}
