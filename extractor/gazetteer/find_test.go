package gazetteer_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tagwire/tagwire/extractor/gazetteer"
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

func load(t testing.TB) *gazetteer.Gazetteer {
	t.Helper()
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestFind(t *testing.T) {
	g := load(t)
	for _, c := range []struct{ name, text, want string }{
		{"based", "a Dalian-based trader", "Dalian CN"},
		{"dateline in capitals", "WASHINGTON -- The agency acted on Monday.", "WASHINGTON US"},
		{"dateline with country", "KYIV, Ukraine (Agency) — The army said", "KYIV UA"},
		{"capital for its government", "Pyongyang said it would talk with Moscow, which denied it.", "Pyongyang KP; Moscow RU"},
		{"city and state", "They met in Paris, Texas, and in London, Ontario.", "Paris US; London CA"},
		{"city and country", "A firm in Tripoli, Lebanon, paid.", "Tripoli LB"},
		{"country decides", "Libyan forces in Libya took Tripoli.", "Tripoli LY"},
		{"old spelling", "He flew from Kiev to Bombay.", "Kiev UA; Bombay IN"},
		{"saint", "offices in St. Petersburg, Russia", "St. Petersburg RU"},
		{"several words", "a flight from Ho Chi Minh City to Port-au-Prince", "Ho Chi Minh City VN; Port-au-Prince HT"},
		{"a list", "in Homs, Aleppo and Damascus", "Homs SY; Aleppo SY; Damascus SY"},
		{"part of an organization", "the Bank of Dandong and the Tampa Free Press", ""},
		{"state", "Washington state and New York state sued.", ""},
		{"the state behind its city", "in Tacoma, Washington", "Tacoma US"},
		{"states in a list", "cases in Ohio, Washington and Utah", ""},
		{"the state, by its country", "whooping cough in California, United States", ""},
		{"a province in its country", "Canadian officials of Canada said women in Ontario moved", ""},
		{"English by adjective", "in the southern English city of Salisbury", "Salisbury GB"},
		{"a town of nowhere known", "on the way to Stroud, Ontario, Canada", "Stroud -"},
		{"dateline with a date", "KYIV, June 3 /Agency/. The president", "KYIV UA"},
		{"a dateline of a country's name", "LUXEMBOURG (Agency) - Six stations", "LUXEMBOURG LU"},
		{"seas", "in the North Sea and near the Black Sea", ""},
		{"countries", "Georgia, Mexico and Jordan signed; Peru did not.", ""},
		{"common words", "March was cold. Police came. University staff left. Most of them.", ""},
		{"persons", "Mr. Nelson met Sen. Warren and Secretary Clinton.", ""},
		{"words in lower case", "they were reading a nice mobile phone in orange", ""},
		{"county", "in Orange County", ""},
		{"province", "forces in Idlib province", ""},
		{"short words", "Us and Me In Of", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := token.New(c.text)
			var got []string
			for _, m := range g.Find(d, nil) {
				if m.Score < 0.5 {
					continue
				}
				country := "-"
				if p, ok := m.Ref.(*tagging.Place); ok {
					country = p.Country
				}
				got = append(got, d.Text[m.Start:m.End]+" "+country)
			}
			if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
				t.Error(diff)
				for _, x := range g.Examine(d, nil) {
					t.Log(d.Text[x.Start:x.End], x)
				}
			}
		})
	}
}

// proposal makes a candidate of the model on the first occurrence of text.
func proposal(t *testing.T, d *token.Document, text string, typ tagging.Type, score float32) mention.Mention {
	t.Helper()
	at := strings.Index(d.Text, text)
	if at < 0 {
		t.Fatalf("%q is not in the text", text)
	}
	m := mention.Mention{Type: typ, Score: score, Source: "model", First: d.At(at), Last: d.At(at+len(text)-1) + 1}
	m.Span = d.Span(m.First, m.Last)
	return m
}

func TestFindHearsTheModel(t *testing.T) {
	g := load(t)
	for _, c := range []struct {
		name, text, span string
		typ              tagging.Type
		want             string
	}{
		{"a person", "Paris spoke to reporters", "Paris", tagging.Person, ""},
		{"a surname of a person named in full", "Jack London wrote. London was tired.", "Jack London", tagging.Person, ""},
		{"part of an organization", "near the Geneva Institute", "Geneva Institute", tagging.Organization, ""},
		{"a capital that speaks", "Sanctions are what Washington wants", "Washington", tagging.Person, "Washington"},
		{"where a person is from", "sanctioned Zuheir Odwan of Khartoum today", "Zuheir Odwan of Khartoum", tagging.Person, "Khartoum"},
		{"where a firm sits", "Royal Hinthar Trading of Yangon paid", "Royal Hinthar Trading of Yangon", tagging.Organization, "Yangon"},
		{"a bank of its city", "the Royal Bank of Yangon paid", "Royal Bank of Yangon", tagging.Organization, ""},
		{"a paper of no gazetteer", "in the Xyz Observer today", "Xyz Observer", mention.Location, ""},
		{"a place", "Dandong traders pay", "Dandong", mention.Location, "Dandong"},
		{"a town of no gazetteer", "in the town of Xyzabadkala today", "Xyzabadkala", mention.Location, "Xyzabadkala"},
		{"a region of no gazetteer", "across Xyzabadkala today", "Xyzabadkala", mention.Location, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := token.New(c.text)
			var got []string
			for _, m := range g.Find(d, []mention.Mention{proposal(t, d, c.span, c.typ, 0.95)})[1:] {
				if m.Score >= 0.5 {
					got = append(got, d.Text[m.Start:m.End])
				}
			}
			if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFindIsSafeForConcurrentUse(t *testing.T) {
	g := load(t)
	text := strings.Repeat("In Paris, Texas, and Kyiv, Ukraine, officials of Dalian met. ", 40)
	want := fmt.Sprint(len(g.Find(token.New(text), nil)))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 5 {
				if got := fmt.Sprint(len(g.Find(token.New(text), nil))); got != want {
					t.Errorf("%s cities, alone %s", got, want)
				}
			}
		})
	}
	wg.Wait()
}

func FuzzFind(f *testing.F) {
	f.Add("KYIV, Ukraine (AP) — in St. Petersburg, Port-au-Prince-based, New York", "Kyiv")
	f.Add("Bank of Dandong - New - York\n\nUS, Paris", "Bank of")
	g := load(f)
	f.Fuzz(func(t *testing.T, text, name string) {
		d := token.New(text)
		var cands []mention.Mention
		if i := strings.Index(text, name); i >= 0 && name != "" && len(d.Tokens) > 0 {
			first := min(d.At(i), len(d.Tokens)-1)
			cands = append(cands, mention.Mention{First: first, Last: first + 1, Span: d.Span(first, first+1), Type: mention.Location, Score: 0.9, Source: "model"})
		}
		n := len(cands)
		for _, m := range g.Find(d, cands)[n:] {
			if m.Span != d.Span(m.First, m.Last) || m.Type != tagging.City || m.Score < 0 || m.Score > 1 {
				t.Fatalf("bad mention %+v", m)
			}
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := gazetteer.Open(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	g := load(b)
	text := strings.Repeat("The Treasury said on Monday that a Dalian-based trader of Shenyang, China, sent Russian goods to Vladivostok. "+
		"Brian Nelson, who was in Washington, said the firm had paid the Bank of Dandong for oil.\n\n", 200)
	d := token.New(text)
	var dst []mention.Mention
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		dst = g.Find(d, dst[:0])
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
