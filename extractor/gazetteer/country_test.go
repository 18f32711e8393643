package gazetteer_test

import (
	"testing"

	"github.com/tagwire/tagwire/extractor/gazetteer"
)

func TestCountryOf(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"North Korea", "KP"}, {"DPRK", "KP"}, {"Democratic People’s Republic of Korea", "KP"},
		{"North Korean", "KP"}, {"NORTH KOREA", "KP"}, {"U.S.", "US"}, {"Russian Federation", "RU"},
		{"Burma", "MM"}, {"Burmese", "MM"}, {"Turkey", "TR"}, {"turkey", ""}, {"Pyongyang", ""}, {"", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := gazetteer.CountryOf(c.name)
			if got.Code != c.want || ok != (c.want != "") {
				t.Errorf("CountryOf(%q) = %q, %v; want %q", c.name, got.Code, ok, c.want)
			}
		})
	}
}

func TestCountriesAreWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range gazetteer.Countries() {
		if len(c.Code) != 2 || c.Name == "" || seen[c.Code] {
			t.Errorf("bad or double row %+v", c)
		}
		seen[c.Code] = true
		if back, ok := gazetteer.CountryByCode(c.Code); !ok || back.Name != c.Name {
			t.Errorf("CountryByCode(%q) = %+v", c.Code, back)
		}
	}
	if !gazetteer.IsDemonym("Russian") || gazetteer.IsDemonym("Russia") {
		t.Error("Russian is the demonym, Russia the country")
	}
}
