package legal_test

import (
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor/legal"
	"github.com/tagwire/tagwire/extractor/token"
)

// citations are those of a text, in order.
func citations(text string) []*legal.Citation {
	var out []*legal.Citation
	for _, m := range legal.Find(token.New(text), nil) {
		out = append(out, m.Ref.(*legal.Citation))
	}
	return out
}

func TestAmendments(t *testing.T) {
	for _, c := range []struct {
		text, last, amends string
	}{
		{"under E.O. 13694, as amended by E.O. 13757, they", "us/eo/13757", "us/eo/13694"},
		{"under E.O. 13224, as further amended by Executive Order 13886, they", "us/eo/13886", "us/eo/13224"},
		{"under E.O. 13694 and E.O. 13757, they", "us/eo/13757", ""},
		{"under E.O. 13694, as amended. Later E.O. 13757 came", "us/eo/13757", ""},
		{"under Executive Orders 13694, as amended, and 13722, they", "us/eo/13722", ""},
	} {
		got := citations(c.text)
		last := got[len(got)-1]
		if last.Path != c.last || last.Amends != c.amends {
			t.Errorf("%s: %s amends %q, want %s amends %q", c.text, last.Path, last.Amends, c.last, c.amends)
		}
	}
}

func TestBareNames(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"one section", "Section 231 of CAATSA applies. CAATSA is strict.", "us/act/caatsa/s231 us/act/caatsa/s231"},
		{"bare name first", "CAATSA is strict. Section 231 of CAATSA applies.", "us/act/caatsa/s231 us/act/caatsa/s231"},
		{"two sections", "Section 231 of CAATSA and section 235 of CAATSA apply. CAATSA is strict.", "us/act/caatsa/s231 us/act/caatsa/s235 us/act/caatsa"},
		{"another act", "Section 231 of CAATSA applies. IEEPA is older.", "us/act/caatsa/s231 us/act/ieepa"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var paths []string
			for _, g := range citations(c.text) {
				paths = append(paths, g.Path)
			}
			if got := strings.Join(paths, " "); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestPinpoints(t *testing.T) {
	got := citations("pursuant to section 1(a)(ii) of E.O. 13382")
	if len(got) != 1 || got[0].Path != "us/eo/13382" || got[0].Pinpoint != "1(a)(ii)" {
		t.Errorf("got %+v", got)
	}
}

func TestLinks(t *testing.T) {
	for text, want := range map[string]string{
		"Council Regulation (EU) 2017/1509":                       "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32017R1509",
		"Council Regulation (EU) No 36/2012":                      "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32012R0036",
		"Council Decision (CFSP) 2016/849":                        "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32016D0849",
		"Council Common Position 2001/931/CFSP":                   "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32001E0931",
		"Council Regulation (EC) No 881/2002":                     "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32002R0881",
		"S.I. 2019/855":                                           "https://www.legislation.gov.uk/uksi/2019/855",
		"UNSCR 2270":                                              "https://digitallibrary.un.org/search?p=S%2FRES%2F2270",
		"Pub. L. 115-44":                                          "https://www.congress.gov/115/plaws/publ44/PLAW-115publ44.pdf",
		"Pub. L. 97-446":                                          "",
		"31 C.F.R. part 510":                                      "https://www.ecfr.gov/current/title-31/part-510",
		"70 Fed. Reg. 38567":                                      "https://www.federalregister.gov/citation/70-FR-38567",
		"the Russia (Sanctions) (EU Exit) Regulations 2019 apply": "https://www.legislation.gov.uk/uksi/2019/855",
	} {
		got := citations(text)
		if len(got) != 1 || got[0].Link != want {
			t.Errorf("%s: %+v, want the link %q", text, got, want)
		}
	}
}
