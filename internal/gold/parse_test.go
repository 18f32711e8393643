package gold

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tagwire/tagwire/extractor/tagging"
)

const header = "title: T\npublished: 2026-10-14\nsite: S\nregime: none\nkind: wire\n---\n"

func TestParseDerivesEverythingFromOneSource(t *testing.T) {
	a, err := Parse("gold/train/port.gold", header+`# US hits [[p Orlan]]

@ By [[p Ada Quill]]
[[c Perth]]: [[p Ivo Orlan]] was listed by the [[o Office of Foreign Assets Control]] ([[o OFAC]]) under [[l Executive Order 14059]].

~ Share
~ Read: ten beaches
[[p? Orlan]] left [[c PERTH]]. [[o Iran Air]] shared nothing with Iran's [[o Navy]].
---
Ivo Orlan | E.O. 14059 | OFAC | 2026-10-14
`)
	if err != nil {
		t.Fatal(err)
	}
	wantRaw := "US hits Orlan\n\nBy Ada Quill\nPerth: Ivo Orlan was listed by the Office of Foreign Assets Control (OFAC) under Executive Order 14059.\n\nShare\nRead: ten beaches\nOrlan left PERTH. Iran Air shared nothing with Iran's Navy.\n"
	if a.Raw != wantRaw {
		t.Errorf("raw text:\n%s", cmp.Diff(wantRaw, a.Raw))
	}
	if a.ID != "port" || a.Split != "train" {
		t.Errorf("id %q, split %q", a.ID, a.Split)
	}
	var spans []string
	for _, m := range a.Mentions {
		spans = append(spans, string(m.Type)+":"+a.Text[m.Start:m.End]+"→"+a.Entities[m.Entity].Name)
	}
	wantSpans := []string{
		"person:Orlan→Ivo Orlan", "city:Perth→Perth", "person:Ivo Orlan→Ivo Orlan",
		"organization:Office of Foreign Assets Control→Office of Foreign Assets Control",
		"organization:OFAC→Office of Foreign Assets Control",
		"legal_authority:Executive Order 14059→Executive Order 14059",
		"person:Orlan→Ivo Orlan", "city:PERTH→Perth", "organization:Iran Air→Iran Air", "organization:Navy→Navy",
	}
	if d := cmp.Diff(wantSpans, spans); d != "" {
		t.Errorf("mentions:\n%s", d)
	}
	want := Record{
		ID: "port", Title: "US hits Orlan", Regime: "none", Kind: "wire",
		Entities: []Entity{
			{Type: tagging.Person, Name: "Ivo Orlan", Forms: []string{"Orlan"}, Sanctioned: true, Optional: true},
			{Type: tagging.Person, Name: "Ada Quill", Optional: true},
			{Type: tagging.City, Name: "Perth", Forms: []string{"PERTH"}},
			{Type: tagging.Organization, Name: "Office of Foreign Assets Control", Forms: []string{"OFAC"}},
			{Type: tagging.LegalAuthority, Name: "Executive Order 14059", Canonical: "E.O. 14059"},
			{Type: tagging.Organization, Name: "Iran Air"},
			{Type: tagging.Organization, Name: "Navy", Forms: []string{"Iran's Navy"}},
		},
		Designations: []Designation{{Target: "Ivo Orlan", Authority: "E.O. 14059", Agency: "OFAC", Date: "2026-10-14", Action: tagging.Designated}},
		// Whether "Share" was removed cannot be seen: "shared" contains it.
		Boilerplate: []string{"Read: ten beaches"},
		Body: []string{
			"Perth: Ivo Orlan was listed by the Office of Foreign Assets Control (OFAC) under Executive Order 14059.",
			"Orlan left PERTH. Iran Air shared nothing with Iran's Navy.",
		},
	}
	if d := cmp.Diff(want, a.Record()); d != "" {
		t.Errorf("record:\n%s", d)
	}
}

func TestParseNamesFileAndLineOfMistakes(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"no separator", "title: T\n", "g.gold:1: no --- line"},
		{"unknown header", "colour: red\n---\nx\n", "g.gold:1: unknown header \"colour\""},
		{"bad date", "published: 14.10.2026\n---\nx\n", "g.gold:1: published:"},
		{"no text", header + "~ only this\n", "has no text"},
		{"open mark", header + "a [[p Ivo\n", "g.gold:7: [[ without ]]"},
		{"closed twice", header + "a [[p Ivo]]]]\n", "g.gold:7: ]] without [["},
		{"unknown type", header + "[[z Ivo]]\n", "g.gold:7: [[z Ivo]]: type"},
		{"no name", header + "[[p ]]\n", "g.gold:7: [[p ]]: the name is empty"},
		{"canonical person", header + "[[p A = B]]\n", "only legal authorities"},
		{"mention in boilerplate", header + "x\n~ Read [[p Ivo]]\n", "g.gold:8: \"Ivo\" is marked in a boilerplate line"},
		{"link to nothing", header + "x\n[[p Ivo > Ivo Orlan]]\n", "g.gold:8: \"Ivo\" is linked to \"Ivo Orlan\", which no mark spells"},
		{"two links", header + "[[p Ann Lee]] [[p Bo Lee]] [[p Lee > Ann Lee]]\n[[p Lee > Bo Lee]]\n", "g.gold:8: \"Lee\" is linked to"},
		{"ambiguous short form", header + "[[p Ann Lee]] [[p Bo Lee]]\n[[p Lee]]\n", "g.gold:8: \"Lee\" may be"},
		{"unknown target", header + "x\n---\nIvo\n", "g.gold:9: target \"Ivo\""},
		{"unknown agency", header + "[[p Ivo]]\n---\nIvo | - | OFAC\n", "g.gold:9: agency \"OFAC\""},
		{"unknown authority", header + "[[p Ivo]]\n---\nIvo | E.O. 1 \n", "g.gold:9: authority"},
		{"unknown action", header + "[[p Ivo]]\n---\nIvo | - | - | - | praised\n", "g.gold:9: unknown action"},
		{"bad designation date", header + "[[p Ivo]]\n---\nIvo | - | - | May\n", "g.gold:9: date"},
		{"too many fields", header + "[[p Ivo]]\n---\nIvo|-|-|-|-|-\n", "g.gold:9: 6 fields"},
		{"third separator", header + "x\n---\n---\n", "g.gold:9: a third ---"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("g.gold", tt.src)
			var pe *ParseError
			if !errors.As(err, &pe) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestNormalize(t *testing.T) {
	tests := []struct{ in, want string }{
		{"The U.S. Treasury’s", "us treasury"},
		{"Léon Żółć", "leon zo c"},
		{"Kim Jong-un", "kim jong un"},
		{"E.O.13382", "eo13382"},
		{"O'Sullivan's co-op", "o sullivan co op"},
		{"a.b.cde", "abcde"},
		{"Straße", "strasse"},
		{"", ""},
	}
	for _, tt := range tests {
		if got := normalize(tt.in); got != tt.want {
			t.Errorf("normalize(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(header + "# [[p A B]] of [[c? X]]\n~ y\n@ z\n\n[[o Q Q]] ([[o QQ]]) [[l E.O. 13382]]\n---\nA B | E.O. 13382 | QQ\n")
	f.Add("---\n[[x y]]")
	f.Fuzz(func(t *testing.T, src string) {
		a, err := Parse("train/f.gold", src)
		if err != nil {
			return
		}
		end := 0
		for _, m := range a.Mentions {
			if m.Start < end || m.End > len(a.Text) || m.Start >= m.End {
				t.Fatalf("mention %+v after byte %d of %d", m, end, len(a.Text))
			}
			end = m.End
		}
	})
}
