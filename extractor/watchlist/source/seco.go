package source

import (
	"encoding/xml"
	"io"
	"strings"
)

// The Swiss list names targets by identities, each with names of typed parts.
type secoTarget struct {
	SSID       string       `xml:"ssid,attr"`
	Programs   []string     `xml:"sanctions-set-id"`
	Individual *secoSubject `xml:"individual"`
	Entity     *secoSubject `xml:"entity"`
	Object     *secoObject  `xml:"object"`
	Changes    []struct {
		Type string `xml:"modification-type,attr"`
		Date string `xml:"enactment-date,attr"`
	} `xml:"modification"`
}

type secoObject struct {
	Type string `xml:"object-type,attr"`
	secoSubject
}

type secoSubject struct {
	Identities []struct {
		Main  bool `xml:"main,attr"`
		Names []struct {
			Type    string `xml:"name-type,attr"`
			Quality string `xml:"quality,attr"`
			Parts   []struct {
				Type     string   `xml:"name-part-type,attr"`
				Value    string   `xml:"value"`
				Variants []string `xml:"spelling-variant"`
			} `xml:"name-part"`
		} `xml:"name"`
		Births []struct {
			Year  int `xml:"year,attr"`
			Month int `xml:"month,attr"`
			Day   int `xml:"day,attr"`
		} `xml:"day-month-year"`
		Nations []struct {
			Country string `xml:"country"`
		} `xml:"nationality"`
	} `xml:"identity"`
	Justification []string `xml:"justification"`
}

// readSECO reads the consolidated list of the Swiss State Secretariat for
// Economic Affairs.
func readSECO(r io.Reader, file string) (*List, error) {
	l := &List{Name: "seco"}
	programs := make(map[string]string)
	err := eachElement(r, file, func(d *xml.Decoder, el xml.StartElement) error {
		switch el.Name.Local {
		case "swiss-sanctions-list":
			for _, a := range el.Attr {
				if a.Name.Local == "date" {
					l.Date = dateOnly(a.Value)
				}
			}
		case "sanctions-program":
			var p struct {
				Sets []struct {
					ID   string `xml:"ssid,attr"`
					Lang string `xml:"lang,attr"`
					Text string `xml:",chardata"`
				} `xml:"sanctions-set"`
				Keys []struct {
					Lang string `xml:"lang,attr"`
					Text string `xml:",chardata"`
				} `xml:"program-key"`
			}
			if err := d.DecodeElement(&p, &el); err != nil {
				return err
			}
			for _, s := range p.Sets {
				for _, k := range p.Keys {
					if k.Lang == "eng" {
						programs[s.ID] = strings.TrimSpace(k.Text)
					}
				}
			}
		case "target":
			var t secoTarget
			if err := d.DecodeElement(&t, &el); err != nil {
				return err
			}
			if e, ok := t.entry(programs); ok {
				l.Entries = append(l.Entries, e)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return finish(file, l)
}

// entry is false for a target that has been taken off the list.
func (t *secoTarget) entry(programs map[string]string) (Entry, bool) {
	e := Entry{UID: t.SSID}
	subject := t.Entity
	switch {
	case t.Individual != nil:
		e.Kind, subject = Person, t.Individual
	case t.Object != nil:
		subject = &t.Object.secoSubject
		if t.Object.Type == "vessel" {
			e.Kind = Vessel
		} else if t.Object.Type == "aircraft" {
			e.Kind = Aircraft
		}
	}
	if subject == nil {
		return e, false
	}
	last, newest := "", ""
	for _, c := range t.Changes {
		if c.Date >= newest {
			last, newest = c.Type, c.Date
		}
		if e.Listed == "" || c.Date < e.Listed {
			e.Listed = c.Date
		}
	}
	if last == "de-listed" {
		return e, false
	}
	for _, id := range t.Programs {
		e.Programs = addTo(e.Programs, programs[id])
	}
	subject.fill(&e)
	primaryFirst(&e)
	return e, true
}

func (s *secoSubject) fill(e *Entry) {
	for _, id := range s.Identities {
		for _, n := range id.Names {
			var given, family, other, variants []string
			for _, p := range n.Parts {
				switch p.Type {
				case "family-name", "father-name", "tribal-name", "suffix":
					family = append(family, p.Value)
				case "given-name", "further-given-name":
					given = append(given, p.Value)
				default:
					other = append(other, p.Value)
				}
				variants = append(variants, p.Variants...)
			}
			strength := Strong
			switch {
			case n.Type == "primary-name" && id.Main:
				strength = Primary
			case n.Quality == "low":
				strength = Weak
			}
			if len(other) > 0 {
				e.add(strings.Join(append(append(other, given...), family...), " "), strength)
			} else {
				e.add(personName(strings.Join(family, " "), strings.Join(given, " ")), strength)
			}
			if len(n.Parts) == 1 {
				for _, v := range variants {
					e.add(v, scriptStrength(v))
				}
			}
		}
		for _, b := range id.Births {
			if d := isoDate(b.Year, b.Month, b.Day); d != "" {
				e.Born = addTo(e.Born, d)
			}
		}
		for _, c := range id.Nations {
			e.Countries = addTo(e.Countries, strings.ToLower(c.Country))
		}
	}
}
