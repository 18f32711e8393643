package gazetteer_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor/gazetteer"
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/model"
	"github.com/tagwire/tagwire/extractor/resolve"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// corpora is where annotated news lies, outside the project; without it the
// measurements are skipped.
const corpora = "../../../shared/corpora/geo"

// toponym is an annotated place of a corpus; offsets are code points.
type toponym struct {
	Start, End int
	Text, Type string
	Geonameid  *string
	Lat, Lon   *float64
}

type geoArticle struct {
	ID, Text string
	Toponyms []toponym
}

func readGeo(t testing.TB, name string) []geoArticle {
	t.Helper()
	f, err := os.Open(filepath.Join(corpora, name))
	if err != nil {
		t.Skip("no corpus here: ", err)
	}
	defer f.Close()
	var out []geoArticle
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 8<<20)
	for sc.Scan() {
		var a geoArticle
		if err := json.Unmarshal(sc.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	return out
}

// dumpIDs are the ids of a GeoNames dump.
func dumpIDs(t testing.TB, name string) map[string]bool {
	t.Helper()
	f, err := os.Open(filepath.Join(corpora, name))
	if err != nil {
		t.Skip("no corpus here: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		id, _, _ := strings.Cut(sc.Text(), "\t")
		ids[id] = true
	}
	return ids
}

// figures of one run.
type figures struct {
	hit, extra, missed, placed, near int
	errors                           map[string]int
}

func (f figures) f1() float64 { return 2 * float64(f.hit) / float64(2*f.hit+f.extra+f.missed) }

func (f figures) String() string {
	return fmt.Sprintf("tagging P %.3f R %.3f F1 %.3f (%d hit, %d extra, %d missed); within 161 km %.3f",
		float64(f.hit)/float64(f.hit+f.extra), float64(f.hit)/float64(f.hit+f.missed), f.f1(), f.hit, f.extra, f.missed, float64(f.near)/float64(f.placed))
}

// measure compares the cities of a tagger with those annotated.
func measure(articles []geoArticle, cities func(*token.Document) []mention.Mention, isCity func(toponym) bool) figures {
	f := figures{errors: map[string]int{}}
	for _, a := range articles {
		d := token.New(a.Text)
		want := map[[2]int]toponym{}
		for _, tp := range a.Toponyms {
			if isCity(tp) {
				want[[2]int{tp.Start, tp.End}] = tp
			}
		}
		runes := token.NewRunes(a.Text)
		for _, m := range cities(d) {
			start := runes.At(m.Start)
			k := [2]int{start, runes.At(m.End)}
			tp, ok := want[k]
			if !ok {
				f.extra++
				f.errors["extra "+snippet(a.Text, m.Start, m.End)]++
				continue
			}
			delete(want, k)
			f.hit++
			if p, ok := m.Ref.(*tagging.Place); ok && tp.Lat != nil {
				f.placed++
				if kilometres(p.Latitude, p.Longitude, *tp.Lat, *tp.Lon) <= 161 {
					f.near++
				} else {
					f.errors[fmt.Sprintf("place %s: %s %d", snippet(a.Text, m.Start, m.End), p.Country, p.GeonamesID)]++
				}
			}
		}
		for _, tp := range want {
			f.missed++
			r := []rune(a.Text)
			b := len(string(r[:tp.Start]))
			f.errors["missed "+snippet(a.Text, b, b+len(tp.Text))+" "+tp.Type]++
		}
	}
	return f
}

func snippet(text string, start, end int) string {
	s := text[max(0, start-40):start] + "[" + text[start:end] + "]" + text[end:min(len(text), end+30)]
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\n", "|"), "")
}

func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	a := math.Pow(math.Sin((lat2-lat1)*rad/2), 2) + math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Pow(math.Sin((lon2-lon1)*rad/2), 2)
	return 2 * 6371 * math.Asin(math.Sqrt(a))
}

// alone tags with the gazetteer only.
func alone(t testing.TB) func(*token.Document) []mention.Mention {
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	return func(d *token.Document) []mention.Mention {
		var out []mention.Mention
		for _, m := range g.Find(d, nil) {
			if m.Score >= 0.5 {
				out = append(out, m)
			}
		}
		return out
	}
}

// report lists the errors to the file that TAGWIRE_ERRORS names.
func report(t *testing.T, f figures) {
	path := os.Getenv("TAGWIRE_ERRORS")
	if path == "" {
		return
	}
	var lines []string
	for e, n := range f.errors {
		lines = append(lines, fmt.Sprintf("%s (%d)", e, n))
	}
	sort.Strings(lines)
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
}

// withModel tags with the sequence model and the gazetteer, settled.
func withModel(t testing.TB) func(*token.Document) []mention.Mention {
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Load()
	if err != nil {
		t.Fatal(err)
	}
	return func(d *token.Document) []mention.Mention {
		cands := g.Find(d, m.Tag(d, nil))
		var out []mention.Mention
		for _, x := range resolve.Propagate(d, resolve.Settle(d, cands)) {
			if x.Type == tagging.City {
				out = append(out, x)
			}
		}
		return out
	}
}

// TestNews holds what the gazetteer reaches by itself, and with the model, on
// web news.
func TestNews(t *testing.T) {
	articles := readGeo(t, "geowebnews.jsonl")
	ids := dumpIDs(t, "cities500_2023-03.txt.gz")
	anywhere := func(tp toponym) bool { return tp.Geonameid != nil && ids[*tp.Geonameid] }
	byItself := func(tp toponym) bool { return anywhere(tp) && !strings.HasPrefix(tp.Type, "Embedded") }
	for _, c := range []struct {
		name   string
		cities func(*token.Document) []mention.Mention
		counts func(toponym) bool
		floor  float64
	}{
		{"gazetteer alone", alone(t), anywhere, 0.75},
		{"with the model", withModel(t), anywhere, 0.75},
		{"with the model, names by themselves", withModel(t), byItself, 0.79},
	} {
		t.Run(c.name, func(t *testing.T) {
			if testing.Short() && c.name != "gazetteer alone" {
				t.Skip("the model reads a megabyte of news")
			}
			f := measure(articles, c.cities, c.counts)
			t.Log(f)
			report(t, f)
			if f.f1() < c.floor || float64(f.near) < 0.96*float64(f.placed) {
				t.Errorf("below the floor of %.2f", c.floor)
			}
		})
	}
}
