package link

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

func TestMarks(t *testing.T) {
	x := watchlist.Build(source.List{Name: "sample", Entries: []source.Entry{
		{UID: "1", Kind: source.Aircraft, Names: []source.Name{{Text: "EP-XYZ"}}, Marks: []string{"EP-XYZ"}},
	}})
	for _, c := range []struct {
		name, text string
		want       []string // type text = identifier
	}{
		{"imo", "The tanker Grey Heron (IMO 9074729) sailed.", []string{"vessel IMO 9074729 = IMO9074729", "vessel Grey Heron = IMO9074729"}},
		{"imo number", "M/T Grey Heron, IMO number: 9074729, sailed.", []string{"vessel IMO number: 9074729 = IMO9074729", "vessel Grey Heron = IMO9074729"}},
		{"imo in one word", "It is IMO9074729 again.", []string{"vessel IMO9074729 = IMO9074729"}},
		{"wrong check digit", "Grey Heron (IMO 9074728) sailed.", nil},
		{"the organization", "The IMO 2020 rule on sulphur", nil},
		{"listed tail", "They saw EP-XYZ there.", []string{"aircraft EP-XYZ = EP-XYZ"}},
		{"tail in its sentence", "The jet RA-64010 landed.", []string{"aircraft RA-64010 = RA-64010"}},
		{"no tail", "Form EP-ABC is due. The jet landed.", nil},
		{"a range", "pages A-101", nil},
		{"bitcoin", "to 1BoatSLRHtKNngkdXEeobR76b53LETtpyT now", []string{"crypto_address 1BoatSLRHtKNngkdXEeobR76b53LETtpyT = 1BoatSLRHtKNngkdXEeobR76b53LETtpyT"}},
		{"bitcoin, a letter changed", "to 1BoatSLRHtKNngkdXEeobR76b53LETtpyU now", nil},
		{"bech32", "to bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq.", []string{"crypto_address bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq = bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"}},
		{"bech32, a letter changed", "to bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdp.", nil},
		{"ethereum", "at 0x52908400098527886E0F7030069857D2E4169EE7,", []string{"crypto_address 0x52908400098527886E0F7030069857D2E4169EE7 = 0x52908400098527886E0F7030069857D2E4169EE7"}},
		{"a hash", "commit 52908400098527886e0f7030069857d2e4169ee7", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, m := range Marks(token.New(c.text), x, nil) {
				got = append(got, string(m.Type)+" "+c.text[m.Start:m.End]+" = "+m.Ref.(*Mark).ID)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("%s: %s", c.text, d)
			}
		})
	}
}

func FuzzMarks(f *testing.F) {
	f.Add("The tanker Grey Heron (IMO 9074729), EP-XYZ, bc1q1 1BoatSLRHtKNngkdXEeobR76b53LETtpyT")
	f.Fuzz(func(t *testing.T, s string) {
		d := token.New(s)
		for _, m := range Marks(d, nil, nil) {
			if m.First < 0 || m.Last <= m.First || m.Last > len(d.Tokens) || m.Span != d.Span(m.First, m.Last) {
				t.Fatalf("%q: %+v", s, m)
			}
		}
	})
}
