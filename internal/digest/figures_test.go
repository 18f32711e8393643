package digest

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFigures(t *testing.T) {
	for _, tc := range []struct {
		sentence string
		want     map[string]string
	}{
		{"OFAC sanctioned six Chinese individuals and two companies.", map[string]string{"individual": "6 six Chinese individuals", "company": "2 two companies"}},
		{"Five additional shipping companies were named.", map[string]string{"company": "5 Five additional shipping companies"}},
		{"The network runs a dozen vessels.", map[string]string{"vessel": "12 a dozen vessels"}},
		{"It listed two dozen entities.", map[string]string{"entity": "24 two dozen entities"}},
		{"Sanctions hit four Mexicans and 11 tankers.", map[string]string{"Mexican": "4 four Mexicans", "tanker": "11 11 tankers"}},
		{"Three banks of twelve banks were hit.", nil},
		{"It moved $90 million to banks in 2019.", nil},
		{"Two of the companies closed.", nil},
		{"Nobody counted the ships.", nil},
	} {
		got := make(map[string]string)
		for noun, f := range figures([]string{tc.sentence}) {
			got[noun] = fmt.Sprint(f.value, " ", f.phrase)
		}
		if len(tc.want) == 0 {
			tc.want = map[string]string{}
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s\n%s", tc.sentence, diff)
		}
	}
}
