package lists

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
)

// Official is a list as its publisher offers it.
type Official struct {
	// Name is tagwire's short name, as in source.List.
	Name      string
	Title     string
	Publisher string
	Licence   string
	// URLs are the addresses of its files, the primary one first.
	URLs []string
	// Default says that an update without names brings it.
	Default bool
}

const (
	ofacExports = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
	noCopyright = "work of the US Government, public domain in the US"
)

// Catalogue is every list that can be updated. Those that repeat what others
// have (the screening list, OpenSanctions) are not updated unless named.
func Catalogue() []Official {
	return []Official{
		{"ofac-sdn", "Specially Designated Nationals and Blocked Persons", "US Treasury, OFAC", noCopyright,
			[]string{ofacExports + "SDN.CSV", ofacExports + "ALT.CSV", ofacExports + "ADD.CSV", ofacExports + "SDN_COMMENTS.CSV"}, true},
		{"ofac-cons", "Consolidated (non-SDN) list", "US Treasury, OFAC", noCopyright,
			[]string{ofacExports + "CONS_PRIM.CSV", ofacExports + "CONS_ALT.CSV", ofacExports + "CONS_ADD.CSV", ofacExports + "CONS_COMMENTS.CSV"}, true},
		{"un", "UN Security Council Consolidated List", "United Nations Security Council", "published for implementation by anyone; name the source",
			[]string{"https://scsanctions.un.org/resources/xml/en/consolidated.xml"}, true},
		{"eu", "EU consolidated financial sanctions list", "European Commission, FISMA", "Commission reuse decision 2011/833/EU; name the source",
			[]string{"https://webgate.ec.europa.eu/fsd/fsf/public/files/csvFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw"}, true},
		{"uk", "UK Sanctions List", "UK Foreign, Commonwealth & Development Office", "Open Government Licence v3.0",
			[]string{"https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.csv"}, true},
		{"seco", "Swiss consolidated sanctions list", "Swiss State Secretariat for Economic Affairs", "freely published; name the source",
			[]string{"https://www.sesam.search.admin.ch/sesam-search-web/pages/downloadXmlGesamtliste.xhtml?lang=en&action=downloadXmlGesamtlisteAction"}, true},
		{"us-csl", "US Consolidated Screening List", "US Commerce, ITA", noCopyright,
			[]string{"https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv"}, false},
		{"opensanctions", "OpenSanctions consolidated sanctions", "OpenSanctions", "CC BY-NC 4.0: commercial use wants a licence",
			[]string{"https://data.opensanctions.org/datasets/latest/sanctions/targets.simple.csv"}, false},
	}
}

// Override replaces addresses by settings of the form
// "name=https://…[ https://…]", several files separated by blanks. A name that
// is not in the catalogue adds a list, which is then updated by default.
func Override(catalogue []Official, settings []string) ([]Official, error) {
	out := slices.Clone(catalogue)
	for _, s := range settings {
		name, urls, ok := strings.Cut(s, "=")
		if !ok || !listName(name) || len(strings.Fields(urls)) == 0 {
			return nil, fmt.Errorf("list source %q: want NAME=ADDRESS, the name in small letters, digits and dashes", s)
		}
		i := slices.IndexFunc(out, func(o Official) bool { return o.Name == name })
		if i < 0 {
			i = len(out)
			out = append(out, Official{Name: name, Title: name, Default: true})
		}
		out[i].URLs = strings.Fields(urls)
	}
	return out, nil
}

// Select picks lists by name, the default ones where no name is given.
func Select(catalogue []Official, names []string) ([]Official, error) {
	var out []Official
	for _, o := range catalogue {
		if slices.Contains(names, o.Name) || len(names) == 0 && o.Default {
			out = append(out, o)
		}
	}
	for _, n := range names {
		if !slices.ContainsFunc(out, func(o Official) bool { return o.Name == n }) {
			known := make([]string, len(catalogue))
			for i := range catalogue {
				known[i] = catalogue[i].Name
			}
			return nil, fmt.Errorf("no list is called %q; known are %s; \"lists import\" takes a file of any of the formats", n, strings.Join(known, ", "))
		}
	}
	return out, nil
}

// Title is what a list is called in full; its short name where it is not known.
func Title(name string) string {
	for _, o := range Catalogue() {
		if o.Name == name {
			return o.Title
		}
	}
	return name
}

// fileName is the name under which a list's file is kept: the address's last
// part, or one of the list's where that says nothing.
func fileName(list, address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return list
	}
	base := strings.ToLower(path.Base(u.Path))
	if strings.Trim(base, "abcdefghijklmnopqrstuvwxyz0123456789-_.") != "" || !strings.Contains(base, ".") || strings.HasPrefix(base, ".") {
		return list
	}
	return base
}
