package source

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

type ofacXMLEntry struct {
	UID      string   `xml:"uid"`
	First    string   `xml:"firstName"`
	Last     string   `xml:"lastName"`
	Type     string   `xml:"sdnType"`
	Title    string   `xml:"title"`
	Remarks  string   `xml:"remarks"`
	Programs []string `xml:"programList>program"`
	Aliases  []struct {
		Category string `xml:"category"`
		First    string `xml:"firstName"`
		Last     string `xml:"lastName"`
	} `xml:"akaList>aka"`
	IDs []struct {
		Type   string `xml:"idType"`
		Number string `xml:"idNumber"`
	} `xml:"idList>id"`
	Addresses []struct {
		Country string `xml:"country"`
	} `xml:"addressList>address"`
	Nations []struct {
		Country string `xml:"country"`
	} `xml:"nationalityList>nationality"`
	Births []struct {
		Date string `xml:"dateOfBirth"`
	} `xml:"dateOfBirthList>dateOfBirthItem"`
}

// readOFACXML reads OFAC's sdn.xml (also consolidated.xml), where aliases
// carry their strength.
func readOFACXML(r io.Reader, file string) (*List, error) {
	l := new(List)
	err := eachElement(r, file, func(d *xml.Decoder, el xml.StartElement) error {
		switch el.Name.Local {
		case "Publish_Date":
			var s string
			if err := d.DecodeElement(&s, &el); err != nil {
				return err
			}
			l.Date = americanDate(s)
		case "sdnEntry":
			var x ofacXMLEntry
			if err := d.DecodeElement(&x, &el); err != nil {
				return err
			}
			l.Entries = append(l.Entries, x.entry())
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	l.Name = ofacName(l.Entries)
	return finish(file, l)
}

// joined writes a name of two parts as its kind has it.
func (e *Entry) joined(first, last string) string {
	if e.Kind == Person {
		return personName(last, first)
	}
	return first + " " + last
}

// americanDate turns 12/24/2025 into 2025-12-24.
func americanDate(s string) string {
	s = strings.TrimSpace(s)
	if len(s) == 10 && s[2] == '/' && s[5] == '/' {
		return s[6:] + "-" + s[:2] + "-" + s[3:5]
	}
	return dateOnly(s)
}

func (x *ofacXMLEntry) entry() Entry {
	e := Entry{UID: x.UID, Title: x.Title, Programs: x.Programs}
	switch x.Type {
	case "Individual":
		e.Kind = Person
	case "Vessel":
		e.Kind = Vessel
	case "Aircraft":
		e.Kind = Aircraft
		e.Marks = addTo(e.Marks, x.Last)
	}
	e.add(e.joined(x.First, x.Last), Primary)
	for _, a := range x.Aliases {
		s := Strong
		if a.Category == "weak" {
			s = Weak
		}
		e.add(e.joined(a.First, a.Last), s)
	}
	for _, id := range x.IDs {
		if strings.HasPrefix(id.Type, "Digital Currency Address") {
			e.Marks = addTo(e.Marks, id.Number)
		}
		ofacRemarks(&e, id.Number)
	}
	for _, a := range append(x.Addresses, x.Nations...) {
		e.Countries = addTo(e.Countries, strings.ToLower(a.Country))
	}
	for _, b := range x.Births {
		ofacRemarks(&e, "DOB "+b.Date)
	}
	ofacRemarks(&e, x.Remarks)
	return e
}

// OFAC's "advanced" XML keeps names in parts and codes in reference tables.
// What is read here: the parties with their aliases, the order of name parts
// by group, programmes and dates of listing.
type advancedParty struct {
	FixedRef string `xml:"FixedRef,attr"`
	Comment  string `xml:"Comment"`
	Profile  struct {
		SubType  string `xml:"PartySubTypeID,attr"`
		Identity struct {
			Groups []struct {
				ID   string `xml:"ID,attr"`
				Type string `xml:"NamePartTypeID,attr"`
			} `xml:"NamePartGroups>MasterNamePartGroup>NamePartGroup"`
			Aliases []struct {
				Primary    bool `xml:"Primary,attr"`
				LowQuality bool `xml:"LowQuality,attr"`
				Names      []struct {
					Parts []struct {
						Value struct {
							Group string `xml:"NamePartGroupID,attr"`
							Text  string `xml:",chardata"`
						} `xml:"NamePartValue"`
					} `xml:"DocumentedNamePart"`
				} `xml:"DocumentedName"`
			} `xml:"Alias"`
		} `xml:"Identity"`
		Features []struct {
			Versions []struct {
				Details []string `xml:"VersionDetail"`
			} `xml:"FeatureVersion"`
		} `xml:"Feature"`
	} `xml:"Profile"`
}

type advancedEntry struct {
	ProfileID string `xml:"ProfileID,attr"`
	Events    []struct {
		Date struct {
			Year  int `xml:"Year"`
			Month int `xml:"Month"`
			Day   int `xml:"Day"`
		} `xml:"Date"`
	} `xml:"EntryEvent"`
	Measures []struct {
		Comment string `xml:"Comment"`
	} `xml:"SanctionsMeasure"`
}

// advancedCodes are the reference tables that a reader needs.
type advancedCodes struct {
	subTypes map[string]string // PartySubType id to its party type id or name
	surname  map[string]bool   // NamePartType ids of surnames
}

func readOFACAdvanced(r io.Reader, file string) (*List, error) {
	l := new(List)
	codes := advancedCodes{subTypes: make(map[string]string), surname: make(map[string]bool)}
	at := make(map[string]int)
	err := eachElement(r, file, func(d *xml.Decoder, el xml.StartElement) error {
		switch el.Name.Local {
		case "DateOfIssue":
			var day struct{ Year, Month, Day int }
			if err := d.DecodeElement(&day, &el); err != nil {
				return err
			}
			if l.Date == "" {
				l.Date = isoDate(day.Year, day.Month, day.Day)
			}
		case "PartySubType", "NamePartType":
			return codes.read(d, el)
		case "DistinctParty":
			var p advancedParty
			if err := d.DecodeElement(&p, &el); err != nil {
				return err
			}
			at[p.FixedRef] = len(l.Entries)
			l.Entries = append(l.Entries, p.entry(&codes))
		case "SanctionsEntry":
			var s advancedEntry
			if err := d.DecodeElement(&s, &el); err != nil {
				return err
			}
			if i, ok := at[s.ProfileID]; ok {
				s.fill(&l.Entries[i])
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	l.Name = ofacName(l.Entries)
	return finish(file, l)
}

func (c *advancedCodes) read(d *xml.Decoder, el xml.StartElement) error {
	var text string
	if err := d.DecodeElement(&text, &el); err != nil {
		return err
	}
	var id, partyType string
	for _, a := range el.Attr {
		switch a.Name.Local {
		case "ID":
			id = a.Value
		case "PartyTypeID":
			partyType = a.Value
		}
	}
	if el.Name.Local == "NamePartType" {
		c.surname[id] = text == "Last Name"
		return nil
	}
	c.subTypes[id] = text
	if text == "Unknown" && partyType == "1" {
		c.subTypes[id] = "Individual"
	}
	return nil
}

func (p *advancedParty) entry(codes *advancedCodes) Entry {
	e := Entry{UID: p.FixedRef, Kind: ofacKind(codes.subTypes[p.Profile.SubType])}
	surname := make(map[string]bool)
	for _, g := range p.Profile.Identity.Groups {
		surname[g.ID] = codes.surname[g.Type]
	}
	for _, a := range p.Profile.Identity.Aliases {
		for _, n := range a.Names {
			var first, last []string
			for _, part := range n.Parts {
				if e.Kind == Person && surname[part.Value.Group] {
					last = append(last, part.Value.Text)
				} else {
					first = append(first, part.Value.Text)
				}
			}
			e.addAlias(e.joined(strings.Join(first, " "), strings.Join(last, " ")), a.Primary, a.LowQuality)
		}
	}
	primaryFirst(&e)
	for _, f := range p.Profile.Features {
		for _, v := range f.Versions {
			for _, detail := range v.Details {
				ofacRemarks(&e, detail)
			}
		}
	}
	ofacRemarks(&e, p.Comment)
	return e
}

// ofacKind is the kind of an entry by the word that OFAC's XML uses for it.
func ofacKind(name string) Kind {
	switch name {
	case "Individual":
		return Person
	case "Vessel":
		return Vessel
	case "Aircraft":
		return Aircraft
	}
	return Organization
}

// addAlias adds a name with the strength that OFAC's XML gives it.
func (e *Entry) addAlias(name string, primary, lowQuality bool) {
	switch {
	case !latin(name):
		e.add(name, Original)
	case primary:
		e.add(name, Primary)
	case lowQuality:
		e.add(name, Weak)
	default:
		e.add(name, Strong)
	}
}

func (s *advancedEntry) fill(e *Entry) {
	for _, ev := range s.Events {
		if d := isoDate(ev.Date.Year, ev.Date.Month, ev.Date.Day); e.Listed == "" && d != "" {
			e.Listed = d
		}
	}
	for _, m := range s.Measures {
		e.Programs = addTo(e.Programs, m.Comment)
	}
}

func isoDate(y, m, d int) string {
	if y < 1900 || m < 1 || m > 12 || d < 1 || d > 31 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}
