package legal_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tagwire/tagwire/extractor/legal"
	"github.com/tagwire/tagwire/extractor/token"
)

// found lists "span = canonical" of every citation.
func found(text string) []string {
	var out []string
	d := token.New(text)
	for _, m := range legal.Find(d, nil) {
		out = append(out, d.Text[m.Start:m.End]+" = "+m.Ref.(*legal.Citation).Canonical)
	}
	return out
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"designated under E.O. 13382.", []string{"E.O. 13382 = E.O. 13382"}},
		{"Executive Order 13382 (E.O. 13382), which", []string{"Executive Order 13382 = E.O. 13382", "E.O. 13382 = E.O. 13382"}},
		{"Executive Order (E.O.) 13224, as amended", []string{"Executive Order (E.O.) 13224 = E.O. 13224"}},
		{"Exec. Order No. 13,818", []string{"Exec. Order No. 13,818 = E.O. 13818"}},
		{"EO13687 and E.O.13687", []string{"EO13687 = E.O. 13687", "E.O.13687 = E.O. 13687"}},
		{"E.O.s 13551 and 13687, and", []string{"E.O.s 13551 = E.O. 13551", "13687 = E.O. 13687"}},
		{"EOs 13660, 13661 and 13662", []string{"EOs 13660 = E.O. 13660", "13661 = E.O. 13661", "13662 = E.O. 13662"}},
		{"pursuant to section 1(a)(ii) of E.O. 13382 for", []string{"E.O. 13382 = E.O. 13382"}},
		{"E.O. 13694, as amended by E.O. 13757", []string{"E.O. 13694 = E.O. 13694", "E.O. 13757 = E.O. 13757"}},
		{"Directive 4 under E.O. 14024", []string{"E.O. 14024 = E.O. 14024", "Directive 4 = Directive 4 under E.O. 14024"}},
		{"UN Security Council Resolutions 1718 (2006) and 2270", []string{"UN Security Council Resolutions 1718 = UNSCR 1718", "2270 = UNSCR 2270"}},
		{"UNSCRs 1737 and 1929", []string{"UNSCRs 1737 = UNSCR 1737", "1929 = UNSCR 1929"}},
		{"The Security Council met. Under resolutions 1695, 1718, 1874 and 2087 it", []string{"resolutions 1695 = UNSCR 1695", "1718 = UNSCR 1718", "1874 = UNSCR 1874", "2087 = UNSCR 2087"}},
		{"S/RES/1267 (1999)", []string{"S/RES/1267 = UNSCR 1267"}},
		{"the 1267/1989/2253 sanctions list", []string{"1267 = UNSCR 1267", "1989 = UNSCR 1989", "2253 = UNSCR 2253"}},
		{"the Countering America’s Adversaries Through Sanctions Act (CAATSA) of 2017", []string{"Countering America’s Adversaries Through Sanctions Act = Countering America's Adversaries Through Sanctions Act", "CAATSA = Countering America's Adversaries Through Sanctions Act"}},
		{"section 231 of CAATSA", []string{"section 231 of CAATSA = Section 231 of the Countering America's Adversaries Through Sanctions Act"}},
		{"CAATSA Section 235", []string{"CAATSA Section 235 = Section 235 of the Countering America's Adversaries Through Sanctions Act"}},
		{"Section 7031(c) of the Department of State, Foreign Operations, and Related Programs Appropriations Act, 2022", []string{"Section 7031(c) of the Department of State, Foreign Operations, and Related Programs Appropriations Act, 2022 = Section 7031(c) of the Department of State, Foreign Operations, and Related Programs Appropriations Act"}},
		{"barred under Section 7031(c).", []string{"Section 7031(c) = Section 7031(c) of the Department of State, Foreign Operations, and Related Programs Appropriations Act"}},
		{"Public Law 115-44 and Pub. L. No. 114–122", []string{"Public Law 115-44 = Pub. L. 115-44", "Pub. L. No. 114–122 = Pub. L. 114-122"}},
		{"50 U.S.C. 1705 and 22 USC § 9524", []string{"50 U.S.C. 1705 = 50 U.S.C. 1705", "22 USC § 9524 = 22 U.S.C. 9524"}},
		{"31 C.F.R. part 510, 31 CFR 560.204", []string{"31 C.F.R. part 510 = 31 C.F.R. part 510", "31 CFR 560.204 = 31 C.F.R. 560.204"}},
		{"70 Fed. Reg. 38567", []string{"70 Fed. Reg. 38567 = 70 Fed. Reg. 38567"}},
		{"General License 8J", []string{"General License 8J = General License 8J"}},
		{"Council Regulation (EU) 2017/1509 and Regulation (EU) No 833/2014", []string{"Council Regulation (EU) 2017/1509 = Council Regulation (EU) 2017/1509", "Regulation (EU) No 833/2014 = Regulation (EU) No 833/2014"}},
		{"Council Decision (CFSP) 2016/849; Decision 2014/145/CFSP", []string{"Council Decision (CFSP) 2016/849 = Council Decision (CFSP) 2016/849", "Decision 2014/145/CFSP = Decision 2014/145/CFSP"}},
		{"The Russia (Sanctions) (EU Exit) Regulations 2019 apply", []string{"Russia (Sanctions) (EU Exit) Regulations 2019 = Russia (Sanctions) (EU Exit) Regulations 2019"}},
		{"S.I. 2019/855", []string{"S.I. 2019/855 = S.I. 2019/855"}},
		{"under the Combating Money Laundering Abroad Act of 2019, she", []string{"Combating Money Laundering Abroad Act of 2019 = Combating Money Laundering Abroad Act"}},
		{"Federal Law No. 127-FZ", []string{"Federal Law No. 127-FZ = Federal Law No. 127-FZ"}},
		{"a decree: Decree of the President of Ukraine No. 726/2022", []string{"Decree of the President of Ukraine No. 726/2022 = Decree No. 726/2022"}},
		// What only looks like a citation.
		{"House Resolution 1333 passed", nil},
		{"Resolution 1441 of the board", nil},
		{"General Assembly resolution 68/262 of the Security Council era", nil},
		{"a New Year's resolution 2024", nil},
		{"his EO Wilson prize", nil},
		{"Section 31 of the cemetery", nil},
		{"Order 66 and Act 2", nil},
		{"lawmakers would pass the Stopping Oligarchs Abroad Act bill", nil},
		{"a difficult Balancing Act", nil},
	} {
		if diff := cmp.Diff(c.want, found(c.text)); diff != "" {
			t.Errorf("%s\n%s", c.text, diff)
		}
	}
}

func TestInstrumentRows(t *testing.T) {
	for _, r := range legal.Rows() {
		got := found(r.Example)
		if len(got) != 1 || !strings.HasSuffix(got[0], r.Name) {
			t.Errorf("%s: found %q in %q", r.Name, got, r.Example)
		}
		if got := found(r.Counter); len(got) > 0 {
			t.Errorf("%s: found %q in %q", r.Name, got, r.Counter)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Section 1(a)(ii) of E.O. 13382, 50 U.S.C. 1701, Directive 4 under E.O. 14024 and the Kingpin Act")
	f.Fuzz(func(t *testing.T, s string) {
		d := token.New(s)
		for _, m := range legal.Find(d, nil) {
			if m.First < 0 || m.Last > len(d.Tokens) || m.First >= m.Last || m.Span != d.Span(m.First, m.Last) {
				t.Fatalf("bad mention %+v", m)
			}
		}
	})
}

// BenchmarkFind measures text without citations, an article with a few, and
// text that cites in every sentence.
func BenchmarkFind(b *testing.B) {
	const (
		plain = "Officials in Brussels would not comment on the other names in the filing, which runs to forty pages. Maria Keller of the Harbour Institute said on Tuesday that three of the firms, among them Parsek Marine Ltd., had moved their accounts to Dubai and Singapore last winter. Nobody in the port of Varna had seen the ships since.\n\n"
		cites = "The Treasury Department said on Monday that three firms were listed under section 1(a)(ii) of E.O. 13382 and UN Security Council Resolution 2270 (2016).\n\n"
	)
	for _, c := range []struct{ name, text string }{
		{"plain", strings.Repeat(plain, 80)},
		{"article", strings.Repeat(strings.Repeat(plain, 6)+cites, 12)},
		{"dense", strings.Repeat(cites, 160)},
	} {
		b.Run(c.name, func(b *testing.B) {
			d := token.New(c.text)
			out := legal.Find(d, nil)
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				out = legal.Find(d, out[:0])
			}
		})
	}
}
