package gold

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tagwire/tagwire/extractor/tagging"
)

func TestParseAnnotations(t *testing.T) {
	got, err := ParseAnnotations("a.ann", `# two articles
https://example.org/one/
p Ivo Orlan | Orlan
o? Department of State
l Executive Order 14059 | the Order = E.O. 14059
> Orlan | E.O. 14059 | Department of State | 2026-10-14

https://example.org/two
c Perth
`)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Record{
		"https://example.org/one/": {
			ID: "one",
			Entities: []Entity{
				{Type: tagging.Person, Name: "Ivo Orlan", Forms: []string{"Orlan"}, Sanctioned: true},
				{Type: tagging.Organization, Name: "Department of State", Optional: true},
				{Type: tagging.LegalAuthority, Name: "Executive Order 14059", Forms: []string{"the Order"}, Canonical: "E.O. 14059"},
			},
			Designations: []Designation{{Target: "Ivo Orlan", Authority: "E.O. 14059", Agency: "Department of State", Date: "2026-10-14", Action: tagging.Designated}},
			Boilerplate:  []string{}, Body: []string{},
		},
		"https://example.org/two": {
			ID: "two", Entities: []Entity{{Type: tagging.City, Name: "Perth"}},
			Designations: []Designation{}, Boilerplate: []string{}, Body: []string{},
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestParseAnnotationsNamesMistakes(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"entity before address", "p Ivo\n", "a.ann:1: "},
		{"unknown letter", "https://e.org/\nq Ivo\n", "a.ann:2: "},
		{"no name", "https://e.org/\np\n", "a.ann:2: "},
		{"empty form", "https://e.org/\np Ivo |\n", "a.ann:2: "},
		{"unknown target", "https://e.org/\n> Ivo\n", "a.ann:2: target"},
		{"twice", "https://e.org/\nhttps://f.org/\nhttps://e.org/\n", "a.ann:3: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ParseAnnotations("a.ann", tt.src)
			var pe *ParseError
			if !errors.As(err, &pe) || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("error %v, want one that starts with %q", err, tt.want)
			}
		})
	}
}

// TestReleasesAreAnnotated checks our annotations of official releases, and
// that every name in them stands in its text where the texts are at hand.
func TestReleasesAreAnnotated(t *testing.T) {
	const dir = "../../fixtures/releases"
	src, err := os.ReadFile(filepath.Join(dir, "state.ann"))
	if err != nil {
		t.Fatal(err)
	}
	records, err := ParseAnnotations("state.ann", string(src))
	if err != nil {
		t.Fatal(err)
	}
	if len(records) < 40 {
		t.Errorf("%d releases annotated, want at least 40", len(records))
	}
	texts := filepath.Join(sharedDir, "corpora", "releases", "sanctions.jsonl.gz")
	if _, err := os.Stat(texts); err != nil {
		t.Skip("the releases' texts are not here")
	}
	cases, err := annotated(dir, texts)
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) != len(records) {
		t.Errorf("%d of %d annotated releases have a text", len(cases), len(records))
	}
	for _, c := range cases {
		text := normalize(strings.NewReplacer("&nbsp;", " ", "&#8217;", "’", "&#8220;", "“", "&#8221;", "”", "&#8211;", "–", "<", " <", ">", "> ").Replace(string(c.Page.Body)))
		for _, e := range c.Record.Entities {
			if !e.Optional && !strings.Contains(text, normalize(e.Name)) {
				t.Errorf("%s: %q is not in the text", c.Record.ID, e.Name)
			}
		}
	}
}
