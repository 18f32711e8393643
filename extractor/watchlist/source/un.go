package source

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

type unParty struct {
	Reference     string    `xml:"REFERENCE_NUMBER"`
	DataID        string    `xml:"DATAID"`
	First         string    `xml:"FIRST_NAME"`
	Second        string    `xml:"SECOND_NAME"`
	Third         string    `xml:"THIRD_NAME"`
	Fourth        string    `xml:"FOURTH_NAME"`
	Original      string    `xml:"NAME_ORIGINAL_SCRIPT"`
	ListType      string    `xml:"UN_LIST_TYPE"`
	Listed        string    `xml:"LISTED_ON"`
	Titles        []string  `xml:"DESIGNATION>VALUE"`
	Nations       []string  `xml:"NATIONALITY>VALUE"`
	PersonAliases []unAlias `xml:"INDIVIDUAL_ALIAS"`
	EntityAliases []unAlias `xml:"ENTITY_ALIAS"`
	Born          []struct {
		Date string `xml:"DATE"`
		Year string `xml:"YEAR"`
		From string `xml:"FROM_YEAR"`
	} `xml:"INDIVIDUAL_DATE_OF_BIRTH"`
	Countries []string `xml:"INDIVIDUAL_ADDRESS>COUNTRY"`
	Seats     []string `xml:"ENTITY_ADDRESS>COUNTRY"`
}

type unAlias struct {
	Quality string `xml:"QUALITY"`
	Name    string `xml:"ALIAS_NAME"`
}

// readUN reads the Security Council's consolidated list. Names are printed in
// their own order, which is the order of the news.
func readUN(r io.Reader, file string) (*List, error) {
	l := &List{Name: "un"}
	err := eachElement(r, file, func(d *xml.Decoder, el xml.StartElement) error {
		switch el.Name.Local {
		case "CONSOLIDATED_LIST":
			for _, a := range el.Attr {
				if a.Name.Local == "dateGenerated" {
					l.Date = dateOnly(a.Value)
				}
			}
		case "INDIVIDUAL", "ENTITY":
			var p unParty
			if err := d.DecodeElement(&p, &el); err != nil {
				return err
			}
			l.Entries = append(l.Entries, p.entry(el.Name.Local == "INDIVIDUAL"))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return finish(file, l)
}

func (p *unParty) entry(person bool) Entry {
	e := Entry{UID: strings.TrimSpace(p.Reference), Listed: dateOnly(p.Listed), Programs: []string{"UN-" + strings.TrimSpace(p.ListType)}}
	if e.UID == "" {
		e.UID = strings.TrimSpace(p.DataID)
	}
	if person {
		e.Kind = Person
	}
	e.add(strings.Join([]string{p.First, p.Second, p.Third, p.Fourth}, " "), Primary)
	for _, a := range append(p.PersonAliases, p.EntityAliases...) {
		s := Strong
		if strings.EqualFold(a.Quality, "low") {
			s = Weak
		}
		// Some aliases are lists: "a) X b) Y" or "X; Y".
		for _, one := range strings.Split(a.Name, ";") {
			e.add(one, s)
		}
	}
	e.add(p.Original, Original)
	for _, b := range p.Born {
		for _, d := range []string{b.Date, b.Year, b.From} {
			e.Born = addTo(e.Born, dateOnly(d))
		}
	}
	for _, c := range append(append(p.Nations, p.Countries...), p.Seats...) {
		e.Countries = addTo(e.Countries, strings.ToLower(c))
	}
	if len(p.Titles) > 0 {
		e.Title = clean(p.Titles[0])
	}
	return e
}

// eachElement calls each for every start element; each may decode it whole. A
// file that ends inside an element is refused.
func eachElement(r io.Reader, file string, each func(*xml.Decoder, xml.StartElement) error) error {
	d := xml.NewDecoder(r)
	d.CharsetReader = charsetReader
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		line, _ := d.InputPos()
		if err != nil {
			return damaged(file, line, "%v", err)
		}
		if el, ok := t.(xml.StartElement); ok {
			if err := each(d, el); err != nil {
				line, _ := d.InputPos()
				return damaged(file, line, "in <%s>: %v", el.Name.Local, err)
			}
		}
	}
}

// dateOnly keeps the date of a time stamp.
func dateOnly(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 10 && s[4] == '-' && s[7] == '-' {
		return s[:10]
	}
	return s
}
