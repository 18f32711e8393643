package source

import (
	"io"
	"strings"
	"time"
)

// ukNames are the columns of given names; "Name 6" is the surname or the whole
// name of an entity.
var ukNames = []string{"Name 1", "Name 2", "Name 3", "Name 4", "Name 5"}

func ukName(t *table, k Kind) string {
	given := make([]string, 0, len(ukNames))
	for _, c := range ukNames {
		if v := t.get(c); v != "" {
			given = append(given, v)
		}
	}
	if k == Person {
		return personName(t.get("Name 6"), strings.Join(given, " "))
	}
	return strings.Join(append(given, t.get("Name 6")), " ")
}

// readOFSI reads the OFSI consolidated list, one row for each name of a group.
func readOFSI(r io.Reader, file string) (*List, error) {
	return readUK(r, file, ukColumns{
		id: "Group ID", kind: "Group Type", nameType: "Alias Type", quality: "Alias Quality", regime: "Regime",
		original: "Name Non-Latin Script", listed: "Listed On", born: "DOB", nation: "Nationality", country: "Country",
	})
}

// readUKSL reads the UK Sanctions List: one row for each combination of values
// of a designation.
func readUKSL(r io.Reader, file string) (*List, error) {
	return readUK(r, file, ukColumns{
		id: "Unique ID", kind: "Individual, Entity, Ship", nameType: "Name type", quality: "Alias strength", regime: "Regime Name",
		original: "Name non-latin script", listed: "Date Designated", born: "D.O.B", nation: "Nationality(/ies)", country: "Address Country",
	})
}

// ukColumns names what the two British lists call differently.
type ukColumns struct {
	id, kind, nameType, quality, regime, original, listed, born, nation, country string
}

func readUK(r io.Reader, file string, c ukColumns) (*List, error) {
	dated := &firstLine{r: r}
	t, err := newTable(dated, file, ',', "Name 6", c.id, c.nameType, c.quality, c.regime)
	if err != nil {
		return nil, err
	}
	kind, err := t.either(c.kind, "Designation Type") // the second since 2026
	if err != nil {
		return nil, err
	}
	g := grouped{list: List{Name: "uk", Date: ukDate(string(dated.line))}}
	for {
		ok, err := t.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		e := g.entry(t.get(c.id))
		switch t.get(kind) {
		case "Individual":
			e.Kind = Person
		case "Ship":
			e.Kind = Vessel
		}
		e.add(strings.Clone(ukName(t, e.Kind)), ukStrength(t.get(c.nameType), t.get(c.quality)))
		e.add(strings.Clone(t.get(c.original)), Original)
		e.Programs = addTo(e.Programs, strings.Clone(t.get(c.regime)))
		if e.Listed == "" {
			e.Listed = europeanDate(strings.Clone(t.get(c.listed)))
		}
		e.Born = addTo(e.Born, ukBorn(t.get(c.born)))
		e.Countries = addTo(e.Countries, strings.ToLower(t.get(c.nation)))
		e.Countries = addTo(e.Countries, strings.ToLower(t.get(c.country)))
		if e.Title == "" {
			e.Title = strings.Clone(clean(t.get("Position")))
		}
		if n := strings.TrimSpace(t.get("IMO number")); len(n) == 7 && isNumber(n) {
			e.Marks = addTo(e.Marks, "IMO"+n)
		}
	}
	for i := range g.list.Entries {
		primaryFirst(&g.list.Entries[i])
	}
	return finish(file, &g.list)
}

func ukStrength(nameType, quality string) Strength {
	switch q := strings.ToLower(quality); {
	case strings.EqualFold(strings.TrimSpace(nameType), "primary name"):
		return Primary
	case strings.Contains(q, "low"):
		return Weak
	}
	return Strong
}

// primaryFirst moves the primary name, which may stand in any row, to the
// front.
func primaryFirst(e *Entry) {
	for i, n := range e.Names {
		if n.Strength == Primary {
			e.Names[0], e.Names[i] = e.Names[i], e.Names[0]
			return
		}
	}
}

// ukBorn reads "00/00/1965", "12/03/1965" and "1965-03-12 …".
func ukBorn(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= 10 && s[2] == '/' && s[5] == '/' {
		if strings.HasPrefix(s, "00/00/") {
			return s[6:10]
		}
		return europeanDate(s[:10])
	}
	return dateOnly(s)
}

// firstLine remembers the first line that passes through it: the British lists
// put their date there.
type firstLine struct {
	r    io.Reader
	line []byte
	done bool
}

func (f *firstLine) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	for _, b := range p[:n] {
		if f.done || len(f.line) > 200 {
			break
		}
		if b == '\n' {
			f.done = true
			break
		}
		f.line = append(f.line, b)
	}
	return n, err
}

// ukDate finds the date in "Last Updated,25/01/2024", "[Report for:
// 30-Nov-2022]" or "Report Date: 13-Feb-2026".
func ukDate(line string) string {
	line = strings.Trim(line, "[]\r\" ,")
	if _, d, ok := strings.Cut(line, "Last Updated,"); ok {
		return europeanDate(strings.Trim(d, ", "))
	}
	for _, lead := range []string{"Report for:", "Report Date:"} {
		_, d, ok := strings.Cut(line, lead)
		if !ok {
			continue
		}
		d, _, _ = strings.Cut(strings.Trim(d, ", "), "]")
		if t, err := time.Parse("02-Jan-2006", strings.TrimSpace(d)); err == nil {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}
