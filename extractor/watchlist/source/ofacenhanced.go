package source

import (
	"encoding/xml"
	"io"
	"strings"
)

// enhancedEntity is one entity of OFAC's "enhanced" XML, which writes its codes
// out and gives each name once for every script.
type enhancedEntity struct {
	ID    string `xml:"id,attr"`
	Type  string `xml:"generalInfo>entityType"`
	Title string `xml:"generalInfo>title"`
	// Remarks is where weak aliases stand in the older formats; here it adds
	// what has no field.
	Remarks string `xml:"generalInfo>remarks"`
	Lists   []struct {
		Name      string `xml:",chardata"`
		Published string `xml:"datePublished,attr"`
	} `xml:"sanctionsLists>sanctionsList"`
	Programs []string `xml:"sanctionsPrograms>sanctionsProgram"`
	Names    []struct {
		Primary      bool `xml:"isPrimary"`
		LowQuality   bool `xml:"isLowQuality"`
		Translations []struct {
			Script string `xml:"script"`
			First  string `xml:"formattedFirstName"`
			Last   string `xml:"formattedLastName"`
			Full   string `xml:"formattedFullName"`
		} `xml:"translations>translation"`
	} `xml:"names>name"`
	Addresses []struct {
		Country string `xml:"country"`
	} `xml:"addresses>address"`
	Features []struct {
		Type  string `xml:"type"`
		Value string `xml:"value"`
	} `xml:"features>feature"`
	Documents []struct {
		Type   string `xml:"type"`
		Number string `xml:"documentNumber"`
	} `xml:"identityDocuments>identityDocument"`
}

// readOFACEnhanced reads SDN_ENHANCED.XML and CONS_ENHANCED.XML.
func readOFACEnhanced(r io.Reader, file string) (*List, error) {
	l := &List{Name: ofacSDN}
	consolidated := 0
	err := eachElement(r, file, func(d *xml.Decoder, el xml.StartElement) error {
		switch el.Name.Local {
		case "dataAsOf":
			var s string
			if err := d.DecodeElement(&s, &el); err != nil {
				return err
			}
			l.Date = dateOnly(s)
		case "entity":
			var x enhancedEntity
			if err := d.DecodeElement(&x, &el); err != nil {
				return err
			}
			if !x.onSDN() {
				consolidated++
			}
			l.Entries = append(l.Entries, x.entry())
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if 2*consolidated > len(l.Entries) {
		l.Name = ofacConsolidated
	}
	return finish(file, l)
}

// onSDN reports whether the entity stands on the SDN list itself.
func (x *enhancedEntity) onSDN() bool {
	for _, l := range x.Lists {
		if strings.HasPrefix(strings.TrimSpace(l.Name), "SDN") {
			return true
		}
	}
	return false
}

func (x *enhancedEntity) entry() Entry {
	e := Entry{UID: x.ID, Title: clean(x.Title), Kind: ofacKind(strings.TrimSpace(x.Type))}
	for _, l := range x.Lists {
		if d := dateOnly(l.Published); e.Listed == "" && len(d) == len("2006-01-02") {
			e.Listed = d
		}
	}
	for _, p := range x.Programs {
		e.Programs = addTo(e.Programs, p)
	}
	for _, n := range x.Names {
		for _, t := range n.Translations {
			text := e.joined(t.First, t.Last)
			if clean(text) == "" {
				text = t.Full
			}
			e.addAlias(text, n.Primary, n.LowQuality)
		}
	}
	primaryFirst(&e)
	if e.Kind == Aircraft {
		e.Marks = addTo(e.Marks, e.Name())
	}
	for _, a := range x.Addresses {
		e.Countries = addTo(e.Countries, strings.ToLower(strings.TrimSpace(a.Country)))
	}
	for _, f := range x.Features {
		x.feature(&e, strings.TrimSpace(f.Type), strings.TrimSpace(f.Value))
	}
	for _, doc := range x.Documents {
		if imo.MatchString(doc.Number) {
			ofacRemarks(&e, doc.Number)
		}
	}
	ofacRemarks(&e, x.Remarks)
	return e
}

func (x *enhancedEntity) feature(e *Entry, kind, value string) {
	switch {
	case kind == "Birthdate":
		ofacRemarks(e, "DOB "+value)
	case strings.HasPrefix(kind, "Nationality"), strings.HasPrefix(kind, "Citizenship"):
		e.Countries = addTo(e.Countries, strings.ToLower(value))
	case strings.HasPrefix(kind, "Digital Currency Address"):
		e.Marks = addTo(e.Marks, value)
	case strings.HasPrefix(kind, "Aircraft Tail Number"):
		e.Marks = addTo(e.Marks, value)
	case e.Title == "" && kind == "Title":
		e.Title = value
	default:
		ofacRemarks(e, value)
	}
}
