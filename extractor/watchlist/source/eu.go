package source

import (
	"encoding/xml"
	"io"
	"strings"
	"time"

	"golang.org/x/net/html/charset"
)

func charsetReader(label string, r io.Reader) (io.Reader, error) {
	return charset.NewReaderLabel(label, r)
}

// grouped collects entries whose values are spread over several rows.
type grouped struct {
	list List
	at   map[string]int
}

func (g *grouped) entry(uid string) *Entry {
	if g.at == nil {
		g.at = make(map[string]int)
	}
	i, ok := g.at[uid]
	if !ok {
		i = len(g.list.Entries)
		g.at[uid] = i
		g.list.Entries = append(g.list.Entries, Entry{UID: strings.Clone(uid)})
	}
	return &g.list.Entries[i]
}

// readEU reads the Commission's csv 1.1: one row for each name, address, birth
// date or citizenship of an entity.
func readEU(r io.Reader, file string) (*List, error) {
	t, err := newTable(r, file, ';', "Entity_LogicalId", "Entity_SubjectType", "NameAlias_WholeName")
	if err != nil {
		return nil, err
	}
	g := grouped{list: List{Name: "eu"}}
	for {
		ok, err := t.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		if g.list.Date == "" {
			g.list.Date = europeanDate(t.get("fileGenerationDate"))
		}
		e := g.entry(t.get("Entity_LogicalId"))
		if strings.HasPrefix(strings.ToUpper(t.get("Entity_SubjectType")), "P") {
			e.Kind = Person
		}
		e.Programs = addTo(e.Programs, strings.Clone(t.get("Entity_Regulation_Programme")))
		if e.Listed == "" {
			e.Listed = strings.Clone(dateOnly(t.get("Entity_DesignationDate")))
		}
		e.add(strings.Clone(t.get("NameAlias_WholeName")), euStrength(e, t.get("NameAlias_Remark"), t.get("NameAlias_WholeName")))
		if e.Title == "" {
			e.Title = strings.Clone(clean(t.get("NameAlias_Function")))
		}
		if d := t.get("BirthDate_BirthDate"); d != "" {
			e.Born = addTo(e.Born, strings.Clone(dateOnly(d)))
		}
		e.Born = addTo(e.Born, strings.Clone(t.get("BirthDate_Year")))
		e.Countries = addTo(e.Countries, strings.ToLower(t.get("Citizenship_CountryDescription")))
		e.Countries = addTo(e.Countries, strings.ToLower(t.get("Address_CountryDescription")))
	}
	return finish(file, &g.list)
}

// euStrength reads the quality from a remark; names in another script are
// originals.
func euStrength(e *Entry, remark, name string) Strength {
	switch low := strings.ToLower(remark); {
	case !latin(name):
		return Original
	case strings.Contains(low, "low quality"):
		return Weak
	case len(e.Names) == 0:
		return Primary
	}
	return Strong
}

// latin reports whether at least half of the letters of s are Latin.
func latin(s string) bool {
	var in, out int
	for _, r := range s {
		switch {
		case r < 0x250 || r >= 0x1e00 && r < 0x1f00:
			in++
		case r > 0x2ff:
			out++
		}
	}
	return in >= out
}

// europeanDate turns 24/01/2024 into 2024-01-24.
func europeanDate(s string) string {
	if d, err := time.Parse("02/01/2006", strings.TrimSpace(s)); err == nil {
		return d.Format(time.DateOnly)
	}
	return dateOnly(s)
}

type euEntity struct {
	ID      string `xml:"logicalId,attr"`
	Remarks string `xml:"remark"`
	Listed  string `xml:"designationDate,attr"`
	Subject struct {
		Code string `xml:"classificationCode,attr"`
	} `xml:"subjectType"`
	Regulations []struct {
		Programme string `xml:"programme,attr"`
	} `xml:"regulation"`
	Names []struct {
		Whole    string `xml:"wholeName,attr"`
		Function string `xml:"function,attr"`
		Strong   string `xml:"strong,attr"`
	} `xml:"nameAlias"`
	Citizenships []struct {
		Country string `xml:"countryDescription,attr"`
	} `xml:"citizenship"`
	Addresses []struct {
		Country string `xml:"countryDescription,attr"`
	} `xml:"address"`
	Births []struct {
		Date string `xml:"birthdate,attr"`
		Year string `xml:"year,attr"`
	} `xml:"birthdate"`
}

// readEUXML reads the Commission's XML 1.1.
func readEUXML(r io.Reader, file string) (*List, error) {
	l := &List{Name: "eu"}
	err := eachElement(r, file, func(d *xml.Decoder, el xml.StartElement) error {
		switch el.Name.Local {
		case "export":
			for _, a := range el.Attr {
				if a.Name.Local == "generationDate" {
					l.Date = dateOnly(a.Value)
				}
			}
		case "sanctionEntity":
			var x euEntity
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
	return finish(file, l)
}

func (x *euEntity) entry() Entry {
	e := Entry{UID: x.ID, Listed: dateOnly(x.Listed)}
	if strings.EqualFold(x.Subject.Code, "P") {
		e.Kind = Person
	}
	for _, p := range x.Regulations {
		e.Programs = addTo(e.Programs, p.Programme)
	}
	for _, n := range x.Names {
		s := euStrength(&e, "", n.Whole)
		if n.Strong == "false" && s == Strong {
			s = Weak
		}
		e.add(n.Whole, s)
		if e.Title == "" {
			e.Title = clean(n.Function)
		}
	}
	for _, c := range x.Citizenships {
		e.Countries = addTo(e.Countries, strings.ToLower(c.Country))
	}
	for _, c := range x.Addresses {
		e.Countries = addTo(e.Countries, strings.ToLower(c.Country))
	}
	for _, b := range x.Births {
		e.Born = addTo(e.Born, dateOnly(b.Date))
		e.Born = addTo(e.Born, b.Year)
	}
	return e
}
