package screen

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
	"github.com/tagwire/tagwire/internal/console"
)

// Kinds reads the name of a kind of entries; empty means all of them.
func Kinds(name string) ([]source.Kind, error) {
	if name == "" {
		return nil, nil
	}
	all := []source.Kind{source.Person, source.Organization, source.Vessel, source.Aircraft}
	names := make([]string, len(all))
	for i, k := range all {
		if names[i] = k.String(); names[i] == name {
			return []source.Kind{k}, nil
		}
	}
	return nil, fmt.Errorf("--kind %q: want %s", name, strings.Join(names, ", "))
}

// explained is a candidate with what made its score.
type explained struct {
	Match
	Strength string   `json:"strength"`
	Factors  []factor `json:"factors"`
	Born     []string `json:"born,omitempty"`
	Places   []string `json:"countries,omitempty"`
}

type factor struct {
	Feature string  `json:"feature"`
	Value   float64 `json:"value"`
	Weight  float64 `json:"weight"`
	Adds    float64 `json:"adds"` // log odds
}

// Explain writes the candidates of a search with the features and weights that
// made their scores, as "text" or "json".
func Explain(w io.Writer, x *watchlist.Index, q watchlist.Query, format string) error {
	all := []explained{}
	for _, m := range x.Search(q) {
		e := explained{
			Match: Match{
				List: m.List, UID: m.Entry.UID, Name: m.Entry.Name(), Matched: m.Name.Text,
				Kind: m.Entry.Kind.String(), Programs: m.Entry.Programs, Score: m.Score,
			},
			Strength: strengthName(m.Name.Strength), Born: m.Entry.Born, Places: m.Entry.Countries,
		}
		for _, f := range m.Factors {
			e.Factors = append(e.Factors, factor{f.Name, f.Value, f.Weight, f.Value * f.Weight})
		}
		all = append(all, e)
	}
	if format == "json" {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		return enc.Encode(all)
	}
	var b strings.Builder
	if len(all) == 0 {
		fmt.Fprintf(&b, "%s: nothing on the lists is like it\n", console.Clean(q.Name))
	}
	for _, e := range all {
		verdict := "no match"
		if e.Score >= watchlist.Threshold {
			verdict = "match"
		}
		fmt.Fprintln(&b, console.Clean(fmt.Sprintf("%.3f %s: %s %s: %s, %s", e.Score, verdict, e.List, e.UID, e.Name, e.Kind)))
		fmt.Fprintf(&b, "      compared with the %s %s\n", e.Strength, console.Clean(e.Matched))
		for _, f := range e.Factors {
			fmt.Fprintf(&b, "      %-34s %6.2f × %6.2f = %+6.2f\n", f.Feature, f.Value, f.Weight, f.Adds)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func strengthName(s source.Strength) string {
	return [...]string{"primary name", "alias", "weak alias", "name in its own script"}[s]
}
