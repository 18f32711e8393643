package resolve_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/resolve"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
	"pgregory.net/rapid"
)

// candidate is a row's shorthand for a mention.
type candidate struct {
	text   string
	typ    tagging.Type
	score  float32
	source string
}

func (c candidate) in(t *testing.T, d *token.Document) mention.Mention {
	t.Helper()
	at := strings.Index(d.Text, c.text)
	if at < 0 {
		t.Fatalf("%q is not in the text", c.text)
	}
	m := mention.Mention{Type: c.typ, Score: c.score, Source: c.source}
	m.First, m.Last = d.At(at), d.At(at+len(c.text)-1)+1
	m.Span = d.Span(m.First, m.Last)
	return m
}

func TestSettle(t *testing.T) {
	const P, O, C, A, L = tagging.Person, tagging.Organization, tagging.City, tagging.LegalAuthority, mention.Location
	for _, c := range []struct {
		name, text string
		cands      []candidate
		want       string
	}{
		{"a bank keeps its city", "the Bank of Dandong said", []candidate{
			{"Bank of Dandong", O, .7, "model"}, {"Dandong", C, .8, "gazetteer"}}, "organization Bank of Dandong"},
		{"two names beat the span over both", "Sim Kwang Sok, Kim Song Hun", []candidate{
			{"Sim Kwang Sok", P, .8, "model"}, {"Kim Song Hun", P, .8, "model"}, {"Sim Kwang Sok, Kim Song Hun", P, .6, "names"}},
			"person Sim Kwang Sok\nperson Kim Song Hun"},
		{"a nickname in the middle", "President Porfirio “Pepe” Lobo Sosa said", []candidate{
			{"Porfirio", P, .8, "model"}, {"Lobo Sosa", P, .8, "model"}}, "person Porfirio “Pepe” Lobo Sosa"},
		{"an instrument beats the body in it", "under UN Security Council Resolution 1718", []candidate{
			{"UN Security Council", O, .95, "model"}, {"UN Security Council Resolution 1718", A, .9, "legal"}},
			"legal_authority UN Security Council Resolution 1718"},
		{"agreement decides", "in Orange today", []candidate{
			{"Orange", O, .55, "model"}, {"Orange", O, .7, "names"}, {"Orange", C, .6, "gazetteer"}}, "organization Orange"},
		{"a region is no city", "in Washington state", []candidate{
			{"Washington", C, .6, "gazetteer"}, {"Washington state", L, .7, "model"}}, "location Washington state"},
		{"a city before what it lies in", "in Washington, DC today", []candidate{
			{"Washington", C, .8, "gazetteer"}, {"Washington, DC", L, .95, "model"}}, "city Washington"},
		{"instruments may share words", "Executive Orders 13382 and 13810", []candidate{
			{"Executive Orders 13382", A, .9, "legal"}, {"Executive Orders 13382 and 13810", A, .9, "legal"}},
			"legal_authority Executive Orders 13382 and 13810\nlegal_authority Executive Orders 13382"},
		{"doubtful candidates go", "the March of", []candidate{{"March", C, .2, "gazetteer"}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := token.New(c.text)
			var cands []mention.Mention
			for _, x := range c.cands {
				cands = append(cands, x.in(t, d))
			}
			var got []string
			for _, m := range resolve.Settle(d, cands) {
				got = append(got, string(m.Type)+" "+d.Text[m.Start:m.End])
			}
			if diff := cmp.Diff(c.want, strings.Join(got, "\n")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPropagate(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"surname later", "[P Brian Nelson] spoke. Secretary Nelson left, Nelson’s aide said.", "Brian Nelson, Nelson, Nelson"},
		{"name again", "[O Bank of Dandong] moved money. Bank of Dandong denied it. The bank did.", "Bank of Dandong, Bank of Dandong"},
		{"acronym", "[O Second Academy of Natural Sciences] (SANS) buys. SANS operates.", "Second Academy of Natural Sciences, SANS, SANS"},
		{"capitals", "NELSON SPEAKS\n\n[P Brian Nelson] spoke. BRIAN NELSON left.", "Brian Nelson, BRIAN NELSON"},
		{"common word", "[P Ned Price] spoke. The price rose.", "Ned Price"},
		{"part of another name", "[P Brian Nelson] spoke in Port Nelson Harbor.", "Brian Nelson"},
		{"country in brackets", "the [O Ministry of Defense] (DPRK) spoke", "Ministry of Defense"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, ms := annotated(t, c.text)
			var got []string
			for _, m := range resolve.Propagate(d, ms) {
				got = append(got, d.Text[m.Start:m.End])
			}
			if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

var vocabulary = strings.Fields(`Kim Jong Un Brian E. Nelson Treasury Department of the UN Security Council ( ) , and SANS Bank
	Dandong LLC ’s - “ ” OFAC said Sergei Sergey Shoigu al Assad & . ЛЛК 平壤 É Q. 1718 Jr.`)

// draw makes a random text and random candidates on it.
func draw(t *rapid.T) (*token.Document, []mention.Mention) {
	text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 40).Draw(t, "words"), " ")
	d := token.New(text)
	types := []tagging.Type{tagging.Person, tagging.Organization, tagging.City, tagging.LegalAuthority, mention.Location}
	ms := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) mention.Mention {
		m := mention.Mention{
			First: rapid.IntRange(0, len(d.Tokens)-1).Draw(t, "first"),
			Type:  rapid.SampledFrom(types).Draw(t, "type"),
			Score: rapid.Float32Range(0, 1).Draw(t, "score"), Source: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "source"),
		}
		m.Last = min(len(d.Tokens), m.First+rapid.IntRange(1, 5).Draw(t, "n"))
		m.Span = d.Span(m.First, m.Last)
		return m
	}), 0, 30).Draw(t, "candidates")
	return d, ms
}

func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, cands := draw(t)
		settle := func(c []mention.Mention) []mention.Mention {
			return resolve.Propagate(d, resolve.Settle(d, slices.Clone(c)))
		}
		ms := settle(cands)
		for i := range ms {
			if ms[i].Span != d.Span(ms[i].First, ms[i].Last) {
				t.Fatalf("span of %+v is off", ms[i])
			}
			for j := range i {
				legal := ms[i].Type == tagging.LegalAuthority && ms[j].Type == tagging.LegalAuthority
				if ms[i].Overlaps(ms[j].Span) && !legal {
					t.Fatalf("%+v overlaps %+v", ms[i], ms[j])
				}
			}
		}
		mixed := slices.Clone(cands)
		slices.Reverse(mixed)
		if diff := cmp.Diff(ms, settle(mixed)); diff != "" {
			t.Fatalf("the order of candidates matters:\n%s", diff)
		}
		es := resolve.Merge(d, ms)
		if diff := cmp.Diff(es, resolve.Merge(d, ms)); diff != "" {
			t.Fatalf("merging twice differs:\n%s", diff)
		}
		n := 0
		seen := map[[2]int]int{}
		for _, e := range es {
			if len(e.Mentions) == 0 || e.Name == "" || e.Confidence <= 0 || e.Confidence > 1 {
				t.Fatalf("hollow entity %+v", e)
			}
			for _, m := range e.Mentions {
				n++
				seen[[2]int{m.First, m.Last}]++
				if m.Type != e.Type {
					t.Fatalf("a %s in a %s", m.Type, e.Type)
				}
			}
		}
		if n != len(ms) {
			t.Fatalf("%d of %d mentions are in entities", n, len(ms))
		}
	})
}

func TestSettleCutsToTheName(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"[P Foreign Minister Caroline Price]", "Caroline Price"},
		{"[P Foreign Office spokesman Rehan Qazi]", "Rehan Qazi"},
		{"[P Mr. Nelson's]", "Nelson"},
		{"[P Secretary of State Antony Blinken]", "Antony Blinken"},
		{"[P Under Secretary of the Treasury for Terrorism and Financial Intelligence Brian Nelson]", "Brian Nelson"},
		{"[P Secretary of State] [P Price]", "Price"},
		{"[P Martin Luther King]", "Martin Luther King"},
		{"[P Stephen King Jr.]", "Stephen King Jr."},
		{"[P Lt. Gen. Ahmad Khan]", "Ahmad Khan"},
		{"[O Treasury's]", "Treasury"},
		{"the [O United Nations] ([O UN]) [O Security Council] met", "United Nations (UN) Security Council"},
		{"[O Royal Hinthar Trading of Yangon] paid", "Royal Hinthar Trading"},
		{"[O Ministry of Trade of Peru]", "Ministry of Trade of Peru"},
		{"[P Jelena Radulović]-Tot spoke", "Jelena Radulović-Tot"},
		{"[P Weng Hsiao]-ling-mei spoke", "Weng Hsiao-ling-mei"},
		{"[P Bashar Assad]-backed forces", "Bashar Assad"},
		{"[P Trump]-Putin talks", "Trump"},
		{"[P Zuheir Odwan of Khartoum] paid", "Zuheir Odwan"},
		{"[O Office of the Prime Minister]", "Office of the Prime Minister"},
	} {
		t.Run(c.text, func(t *testing.T) {
			d, ms := annotated(t, c.text)
			got := resolve.Settle(d, ms)
			if len(got) != 1 || d.Text[got[0].Start:got[0].End] != c.want {
				t.Errorf("got %+v, want %q", got, c.want)
			}
		})
	}
}
