package train

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPassage(t *testing.T) {
	ex, err := passage("[Ri Song-ho]p flew from [Minsk]c to Iran, [Kyivska Pravda]o said.")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range ex.Names {
		s := ex.Doc.Span(n.First, n.Last)
		got = append(got, ex.Doc.Text[s.Start:s.End]+"/"+string(n.Type))
	}
	want := []string{"Ri Song-ho/person", "Minsk/city", "Kyivska Pravda/organization", "Iran/location"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if strings.ContainsAny(ex.Doc.Text, "[]") {
		t.Errorf("brackets stay in %q", ex.Doc.Text)
	}
	for _, bad := range []string{"[Minsk", "[Minsk]", "[Minsk]x", "[]p", "in [Minsk]c and [Kyiv] too"} {
		if _, err := passage(bad); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

func TestPassagesOfTheProject(t *testing.T) {
	all, err := Passages("../../../fixtures/passages")
	if err != nil {
		t.Fatal(err)
	}
	names := 0
	for _, ex := range all {
		names += len(ex.Names)
	}
	if len(all) < 80 || names < 400 {
		t.Errorf("%d passages with %d names", len(all), names)
	}
}
