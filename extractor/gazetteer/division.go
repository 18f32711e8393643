package gazetteer

import "strings"

// usStates are the abbreviations of the states of the USA: the postal one, and
// those of newspapers.
var usStates = map[string][]string{
	"AL": {"Ala."}, "AK": nil, "AZ": {"Ariz."}, "AR": {"Ark."}, "CA": {"Calif."}, "CO": {"Colo."}, "CT": {"Conn."},
	"DE": {"Del."}, "FL": {"Fla."}, "GA": {"Ga."}, "HI": nil, "ID": nil, "IL": {"Ill."}, "IN": {"Ind."}, "IA": nil,
	"KS": {"Kan."}, "KY": {"Ky."}, "LA": {"La."}, "ME": nil, "MD": {"Md."}, "MA": {"Mass."}, "MI": {"Mich."},
	"MN": {"Minn."}, "MS": {"Miss."}, "MO": {"Mo."}, "MT": {"Mont."}, "NE": {"Neb."}, "NV": {"Nev."}, "NH": {"N.H."},
	"NJ": {"N.J."}, "NM": {"N.M."}, "NY": {"N.Y."}, "NC": {"N.C."}, "ND": {"N.D."}, "OH": nil, "OK": {"Okla."},
	"OR": {"Ore."}, "PA": {"Pa."}, "RI": {"R.I."}, "SC": {"S.C."}, "SD": {"S.D."}, "TN": {"Tenn."}, "TX": {"Tex."},
	"UT": nil, "VT": {"Vt."}, "VA": {"Va."}, "WA": {"Wash."}, "WV": {"W.Va."}, "WI": {"Wis."}, "WY": {"Wyo."},
	"DC": {"D.C."},
}

// caProvinces are the abbreviations of Canada's provinces by GeoNames' code.
var caProvinces = map[string][]string{
	"01": {"Alta.", "AB"}, "02": {"B.C.", "BC"}, "03": {"Man.", "MB"}, "04": {"N.B.", "NB"}, "05": {"N.L.", "NL"},
	"07": {"N.S.", "NS"}, "08": {"Ont.", "ON"}, "09": {"P.E.I.", "PEI"}, "10": {"Que.", "QC"}, "11": {"Sask.", "SK"},
}

// DivisionForms returns the short forms under which news names a first-level
// division: the abbreviations of North America, and the name without its kind
// ("Kherson Oblast" is "Kherson").
func DivisionForms(code, name string) []string {
	country, local, _ := strings.Cut(code, ".")
	var out []string
	switch country {
	case "US":
		if short, ok := usStates[local]; ok {
			out = append(append(out, local), short...)
		}
	case "CA":
		out = append(out, caProvinces[local]...)
	}
	for _, kind := range [...]string{" Oblast", " Oblast'", " Oblast’", " Province", " Region", " Governorate", " State", " Krai", " Sheng", " Prefecture"} {
		if short, ok := strings.CutSuffix(name, kind); ok && short != "" {
			out = append(out, short)
		}
	}
	return out
}
