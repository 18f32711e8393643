package source

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// readCSL reads the US Consolidated Screening List, which joins Treasury's
// lists with those of Commerce and State.
func readCSL(r io.Reader, file string) (*List, error) {
	t, err := newTable(r, file, ',', "_id", "source", "type", "name", "alt_names")
	if err != nil {
		return nil, err
	}
	l := &List{Name: "us-csl"}
	for {
		ok, err := t.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		e := Entry{UID: cslSource(t.get("source")) + "/" + t.get("_id"), Title: strings.Clone(t.get("title")), Listed: strings.Clone(t.get("start_date"))}
		switch t.get("type") {
		case "Individual":
			e.Kind = Person
		case "Vessel":
			e.Kind = Vessel
		case "Aircraft":
			e.Kind = Aircraft
			e.Marks = addTo(e.Marks, strings.Clone(t.get("name")))
		}
		e.add(strings.Clone(t.get("name")), Primary)
		for _, n := range strings.Split(t.get("alt_names"), ";") {
			e.add(strings.Clone(n), Strong)
		}
		e.Programs = addTo(e.Programs, cslSource(t.get("source")))
		for _, p := range strings.Split(t.get("programs"), ";") {
			e.Programs = addTo(e.Programs, strings.Clone(strings.TrimSpace(p)))
		}
		for _, c := range []string{"nationalities", "citizenships"} {
			for _, n := range strings.Split(t.get(c), ";") {
				e.Countries = addTo(e.Countries, strings.ToLower(strings.TrimSpace(n)))
			}
		}
		for _, b := range strings.Split(t.get("dates_of_birth"), ";") {
			e.Born = addTo(e.Born, strings.Clone(strings.TrimSpace(b)))
		}
		ofacRemarks(&e, strings.Clone(t.get("remarks")+" "+t.get("ids")))
		l.Entries = append(l.Entries, e)
	}
	return finish(file, l)
}

// cslSource shortens "Entity List (EL) - Bureau of Industry and Security" to
// "EL".
func cslSource(s string) string {
	_, after, ok := strings.Cut(s, "(")
	short, _, closed := strings.Cut(after, ")")
	if !ok || !closed {
		return strings.Clone(s)
	}
	return strings.Clone(strings.TrimSuffix(short, " List"))
}

// readSimple reads OpenSanctions' targets.simple.csv.
func readSimple(r io.Reader, file string) (*List, error) {
	t, err := newTable(r, file, ',', "id", "schema", "name", "aliases")
	if err != nil {
		return nil, err
	}
	l := &List{Name: "opensanctions"}
	for {
		ok, err := t.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		l.Date = max(l.Date, dateOnly(strings.Clone(t.get("last_change"))))
		e := Entry{UID: strings.Clone(t.get("id")), Kind: ftmKind(t.get("schema")), Listed: dateOnly(strings.Clone(t.get("first_seen")))}
		e.add(strings.Clone(t.get("name")), Primary)
		for _, n := range strings.Split(t.get("aliases"), ";") {
			e.add(strings.Clone(n), scriptStrength(n))
		}
		for _, b := range strings.Split(t.get("birth_date"), ";") {
			e.Born = addTo(e.Born, strings.Clone(b))
		}
		for _, c := range strings.Split(t.get("countries"), ";") {
			e.Countries = addTo(e.Countries, strings.ToLower(c))
		}
		for _, p := range strings.Split(t.get("dataset"), ";") {
			e.Programs = addTo(e.Programs, strings.Clone(p))
		}
		l.Entries = append(l.Entries, e)
	}
	return finish(file, l)
}

func scriptStrength(name string) Strength {
	if latin(name) {
		return Strong
	}
	return Original
}

// ftmKind maps a FollowTheMoney schema.
func ftmKind(schema string) Kind {
	switch schema {
	case "Person":
		return Person
	case "Vessel":
		return Vessel
	case "Airplane":
		return Aircraft
	case "CryptoWallet":
		return Crypto
	}
	return Organization
}

type ftmEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Caption    string              `json:"caption"`
	Target     *bool               `json:"target"`
	Properties map[string][]string `json:"properties"`
}

// ftmParties are the schemas that name somebody; the rest (sanctions,
// addresses, ownership …) hang on them.
var ftmParties = map[string]bool{
	"Person": true, "Organization": true, "Company": true, "LegalEntity": true, "PublicBody": true,
	"Vessel": true, "Airplane": true, "CryptoWallet": true,
}

// readFTM reads FollowTheMoney entities, one JSON object a line.
func readFTM(r io.Reader, file string) (*List, error) {
	l := &List{Name: "opensanctions"}
	b := bufio.NewReaderSize(r, 1<<20)
	for line := 1; ; line++ {
		raw, err := b.ReadBytes('\n')
		if len(raw) > 1 {
			var x ftmEntity
			if bad := json.Unmarshal(raw, &x); bad != nil {
				return nil, damaged(file, line, "%v", bad)
			}
			if ftmParties[x.Schema] {
				l.Entries = append(l.Entries, x.entry())
			}
		}
		if errors.Is(err, io.EOF) {
			return finish(file, l)
		}
		if err != nil {
			return nil, damaged(file, line, "%v", err)
		}
	}
}

func (x *ftmEntity) entry() Entry {
	e := Entry{UID: x.ID, Kind: ftmKind(x.Schema)}
	e.add(x.Caption, Primary)
	for _, n := range append(x.Properties["name"], x.Properties["alias"]...) {
		e.add(n, scriptStrength(n))
	}
	for _, n := range x.Properties["weakAlias"] {
		e.add(n, Weak)
	}
	e.Born = x.Properties["birthDate"]
	for _, p := range []string{"nationality", "country", "citizenship", "jurisdiction"} {
		for _, c := range x.Properties[p] {
			e.Countries = addTo(e.Countries, strings.ToLower(c))
		}
	}
	for _, t := range x.Properties["topics"] {
		e.Programs = addTo(e.Programs, t)
	}
	for _, p := range x.Properties["program"] {
		e.Programs = addTo(e.Programs, p)
	}
	for _, n := range x.Properties["imoNumber"] {
		e.Marks = addTo(e.Marks, "IMO"+strings.TrimPrefix(n, "IMO"))
	}
	for _, k := range x.Properties["publicKey"] {
		e.Marks = addTo(e.Marks, k)
	}
	if p := x.Properties["position"]; len(p) > 0 {
		e.Title = p[0]
	}
	return e
}
