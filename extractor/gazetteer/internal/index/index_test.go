package index_test

import (
	"testing"

	"github.com/tagwire/tagwire/extractor/gazetteer/internal/index"
)

func small(t testing.TB) []byte {
	t.Helper()
	b := index.NewBuilder()
	us, fr := b.AddCountry("US"), b.AddCountry("FR")
	texas := b.AddDivision(us)
	b.Name("Texas", index.NewRef(index.Division, texas), true)
	b.Name("France", index.NewRef(index.Country, fr), true)
	b.Region("Normandy")
	small := b.AddPlace(index.PlaceInfo{GeonamesID: 2, Latitude: 33.66, Longitude: -95.55, Population: 25000, Division: texas, Country: us}, "Paris")
	large := b.AddPlace(index.PlaceInfo{GeonamesID: 1, Latitude: 48.85, Longitude: 2.35, Population: 2138551, Division: -1, Country: fr, Flags: index.Capital}, "Paris")
	b.Name("Paris", index.NewRef(index.Place, small), true)
	b.Name("Paris", index.NewRef(index.Place, large), true)
	b.Name("Port-au-Prince", index.NewRef(index.Place, small), false)
	b.EachName(func(words string, s *index.Stats) {
		if words == "paris " {
			*s = index.Stats{InPlace: 10, Persons: 3, Lower: 0}
		}
	})
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func find(ix *index.Index, words ...string) (index.Entry, bool) {
	key := index.Start
	for _, w := range words {
		key = index.Extend(key, w)
	}
	return ix.Find(key)
}

func TestRoundTrip(t *testing.T) {
	ix, err := index.Open(small(t))
	if err != nil {
		t.Fatal(err)
	}
	e, ok := find(ix, "paris")
	if !ok || !e.Names() || !e.Main() || e.GoesOn() || e.Len() != 2 {
		t.Fatalf("paris: %+v, %v", e, ok)
	}
	p := ix.Place(e.Ref(0).N())
	if p.GeonamesID != 1 || p.Population != 2138551 || p.Latitude != 48.85 || p.Longitude != 2.35 || p.Division != -1 || p.Flags != index.Capital || ix.CountryCode(p.Country) != "FR" {
		t.Errorf("the larger Paris comes first and whole, got %+v", p)
	}
	if q := ix.Place(e.Ref(1).N()); q.Division != 0 || q.Longitude != -95.55 || ix.PlaceName(e.Ref(1).N()) != "Paris" {
		t.Errorf("the smaller Paris: %+v", q)
	}
	if e.Odds() < 2 || e.Person() != 2 || e.Word() != 0 {
		t.Errorf("statistics: odds %v persons %v words %v", e.Odds(), e.Person(), e.Word())
	}
	if e, ok := find(ix, "port"); !ok || e.Names() || !e.GoesOn() || e.Len() != 0 {
		t.Errorf("port only begins a name: %+v, %v", e, ok)
	}
	if e, ok := find(ix, "port", "au", "prince"); !ok || !e.Names() || e.Main() {
		t.Errorf("Port-au-Prince: %+v, %v", e, ok)
	}
	if e, ok := find(ix, "normandy"); !ok || e.Ref(0).N() != ix.Regions() {
		t.Errorf("Normandy is a region: %+v, %v", e, ok)
	}
	if _, ok := find(ix, "lyon"); ok {
		t.Error("Lyon is not in the file")
	}
}

func TestOpenRefusesOtherFiles(t *testing.T) {
	good := small(t)
	for _, bad := range [][]byte{nil, good[:8], good[:len(good)-1], append([]byte("TGZ0"), good[4:]...)} {
		if _, err := index.Open(bad); err == nil {
			t.Errorf("Open takes a file of %d bytes for good", len(bad))
		}
	}
}

func TestSameInputsGiveTheSameBytes(t *testing.T) {
	first := string(small(t))
	if second := string(small(t)); first != second {
		t.Error("two builds differ")
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		name string
		want []string
	}{
		{"St. Petersburg", []string{"saint", "petersburg"}},
		{"Port-au-Prince", []string{"port", "au", "prince"}},
		{"Ürümqi", []string{"urumqi"}},
		{"Xi’an", []string{"xian"}},
		{"Fort Worth", []string{"fort", "worth"}},
		{"Ft. Worth", []string{"fort", "worth"}},
	} {
		got := index.Words(c.name)
		if len(got) != len(c.want) {
			t.Errorf("Words(%q) = %q", c.name, got)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("Words(%q) = %q", c.name, got)
			}
		}
	}
}
