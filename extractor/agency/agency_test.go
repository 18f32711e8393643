package agency_test

import (
	"testing"

	"github.com/tagwire/tagwire/extractor/agency"
	"github.com/tagwire/tagwire/extractor/token"
)

func names(text string, b *agency.Body) bool {
	d := token.New(text)
	for i := 0; i < len(d.Tokens); {
		got, n := agency.At(d, i)
		if got != nil && got.Name == b.Name {
			return true
		}
		i += max(n, 1)
	}
	return false
}

// Every row's example must be found by that row and its counter-example must
// not.
func TestTable(t *testing.T) {
	for i := range agency.Bodies() {
		b := &agency.Bodies()[i]
		t.Run(b.Name, func(t *testing.T) {
			if !names(b.Example, b) {
				t.Errorf("not found in %q", b.Example)
			}
			if names(b.Counter, b) {
				t.Errorf("found in %q", b.Counter)
			}
		})
	}
}

func TestOf(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"OFAC", "Office of Foreign Assets Control"},
		{"U.S. Department of the Treasury’s Office of Foreign Assets Control", "Office of Foreign Assets Control"},
		{"the U.S. Treasury", "Department of the Treasury"},
		{"Treasury Department", "Department of the Treasury"},
		{"United States Treasury Department's", "Department of the Treasury"},
		{"Office of Foreign Assets Control (OFAC)", "Office of Foreign Assets Control"},
		{"U.N.", "United Nations"},
		{"European Union", "European Union"},
		{"US State Department", "Department of State"},
		{"UK Foreign Office", "Foreign, Commonwealth and Development Office"},
		{"Parsek LLC", ""},
		{"", ""},
		{"us", "United States"}, // a name is a name whatever its case
	} {
		got := ""
		if b := agency.Of(c.name); b != nil {
			got = b.Name
		}
		if got != c.want {
			t.Errorf("Of(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}

func FuzzAt(f *testing.F) {
	f.Add("The U.S. Treasury’s OFAC and the EU Council")
	f.Fuzz(func(t *testing.T, s string) {
		agency.Of(s)
		d := token.New(s)
		for i := range d.Tokens {
			if b, n := agency.At(d, i); (b == nil) != (n == 0) || i+n > len(d.Tokens) {
				t.Fatalf("token %d: %v, %d", i, b, n)
			}
		}
	})
}
