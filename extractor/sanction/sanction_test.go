package sanction_test

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tagwire/tagwire/extractor/sanction"
)

// TestTriggers runs every row's example and counter-example.
func TestTriggers(t *testing.T) {
	for _, r := range sanction.Rows() {
		for _, text := range []string{r.Example, r.Counter} {
			in, want := marked(t, text)
			if got := flagged(in); names(got) != names(want) {
				t.Errorf("%s: %q\n got  %q\n want %q", r.Name, text, names(got), names(want))
			}
		}
	}
}

// TestTargets runs testdata/targets.txt and testdata/phrasing.txt: marked
// sentences and small articles, one a line; "\n" stands for a line break;
// "# name" opens a group.
func TestTargets(t *testing.T) {
	n := 0
	for _, name := range []string{"testdata/targets.txt", "testdata/phrasing.txt"} {
		n += runTargets(t, name)
	}
	if n < 300 {
		t.Errorf("%d cases, the tables should hold at least 300", n)
	}
}

// TestArticles measures small articles in the manner of agencies, whose
// targets are told in several ways each.
func TestArticles(t *testing.T) {
	var who tally
	for _, line := range lines(t, "testdata/articles.txt") {
		in, want := marked(t, line)
		got := flagged(in)
		for _, e := range in.Entities {
			count(&who, got[e.Name], want[e.Name])
			if got[e.Name] != want[e.Name] {
				t.Logf("%s: flagged %v, want %v", e.Name, got[e.Name], want[e.Name])
			}
		}
	}
	if t.Logf("sanctioned %v F1 %.3f", who, who.f1()); who.f1() < 0.9 {
		t.Errorf("F1 %.3f, want at least 0.90", who.f1())
	}
}

// runTargets runs one file and returns how many cases it holds.
func runTargets(t *testing.T, name string) int {
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	group, n := "", 0
	sc := bufio.NewScanner(file)
	for sc.Scan() {
		line := strings.TrimSpace(sc.Text())
		if name, ok := strings.CutPrefix(line, "# "); ok {
			group = name
			continue
		}
		if line == "" {
			continue
		}
		n++
		in, want := marked(t, strings.ReplaceAll(line, `\n`, "\n"))
		if got := flagged(in); names(got) != names(want) {
			t.Errorf("%s: %q\n got  %q\n want %q", group, line, names(got), names(want))
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestClaims(t *testing.T) {
	for _, c := range []struct{ name, text, published, want string }{
		{"date and authority", "[o OFAC] designated [p Ali Ruzi] on June 15, 2023, under [l E.O. 13382] for acting for [o Korund].", "",
			"Ali Ruzi | designated | E.O. 13382 | OFAC | 2023-06-15"},
		{"blocked elsewhere", "[o OFAC] designated [p Ali Ruzi] under [l E.O. 13382] for acting on behalf of [o Korund], an entity whose property and interests in property are blocked under [l E.O. 13382].", "",
			"Ali Ruzi | designated | E.O. 13382 | OFAC | \nKorund | designated | E.O. 13382 |  | "},
		{"two agencies", "The [o State Department] designated [o Korund] on August 30, 2010, for aiding the programme, and it was also designated for a [o UN] asset freeze on March 7, 2013.", "",
			"Korund | designated |  | State Department | 2010-08-30\nKorund | designated |  | UN | 2013-03-07"},
		{"nominal with date", "This builds on [o OFAC]’s June 15, 2023, designation of [p Ali Ruzi], a [c Beijing]-based agent of [o Korund].", "",
			"Ali Ruzi | designated |  | OFAC | 2023-06-15"},
		{"background has its own date", "[o OFAC] is designating [p Ali Ruzi] for aiding [o Korund]. [o Korund] was designated on December 12, 2013, for buying steel.", "",
			"Ali Ruzi | designated |  | OFAC | \nKorund | designated |  | OFAC | 2013-12-12"},
		{"two instruments", "[o OFAC] designated [o Korund] pursuant to [l E.O. 13382] and [l E.O. 13687].", "",
			"Korund | designated | E.O. 13382 | OFAC | \nKorund | designated | E.O. 13687 | OFAC | "},
		{"country is no agency", "The United States sanctioned [o Korund] on May 4, 2021.", "",
			"Korund | designated |  |  | 2021-05-04"},
		{"weekday against metadata", "The [o Treasury] sanctioned [o Korund] on Wednesday.", "2024-07-25",
			"Korund | designated |  | Treasury | 2024-07-24"},
		{"weekday without a date", "The [o Treasury] sanctioned [o Korund] on Wednesday.", "",
			"Korund | designated |  | Treasury | "},
		{"dateline", "WASHINGTON, Jan. 12, 2022 — The [o Treasury] today sanctioned [o Korund].", "",
			"Korund | designated |  | Treasury | 2022-01-12"},
		{"month alone", "The [o Treasury] sanctioned [o Korund] in May 2021.", "",
			"Korund | designated |  | Treasury | "},
		{"carried authority", "[o OFAC] sanctioned [o Korund] and [p Ali Ruzi]. These sanctions were imposed under [l E.O. 13382].", "",
			"Korund | designated | E.O. 13382 | OFAC | \nAli Ruzi | designated | E.O. 13382 | OFAC | "},
		{"delisted", "[o OFAC] removed [o Korund] from the SDN List on May 4, 2021.", "",
			"Korund | delisted |  | OFAC | 2021-05-04"},
		{"extended", "The [o EU] extended sanctions on [o Korund] on May 4, 2021.", "",
			"Korund | extended |  | EU | 2021-05-04"},
		{"by phrase", "[o Korund] was sanctioned by the [o EU] in 2019.", "",
			"Korund | designated |  | EU | "},
		{"adjective", "The US-sanctioned [o Korund Bank] closed.", "",
			"Korund Bank | designated |  |  | "},
		{"reason has its own date", "Canada sanctioned [p Ali Ruzi] for the raid of March 3, 2020.", "",
			"Ali Ruzi | designated |  |  | "},
		{"authority not violated one", "Japan sanctioned [o Korund] for violating [l UNSCR 1718].", "",
			"Korund | designated |  |  | "},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, _ := marked(t, c.text)
			in.Published = day(c.published)
			if diff := cmp.Diff(c.want, claims(in, sanction.Find(in))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestBriefing tells a measure early in a long exchange of questions and
// answers: nobody who asks, answers or is spoken of later is its target.
func TestBriefing(t *testing.T) {
	var b strings.Builder
	b.WriteString("MR HALE: Good afternoon. The [o Treasury] sanctioned three officials and two firms on Monday, among them [o* Korund].\n\n")
	for range 12 {
		b.WriteString("QUESTION: When will the talks go on?\n\nMR HALE: We hope that they go on soon. It is up to them. We are ready.\n\n")
	}
	b.WriteString("QUESTION: [p Nora], did they not walk out?\n\nMR HALE: [p Otto].\n\nQUESTION: Is the envoy, [p Tom Brand], in the region?\n\n" +
		"MR HALE: [p Brian Cole] is. He arranged the meeting with the leader of the opposition, [p Ana Ruiz], and with [o Helping Hands].\n\n" +
		"[p Wade], the last one.\n\nQUESTION: What of the arrest of [p Sam Mbote], the editor?\n\nMR HALE: [p Wade], we want him to be free.\n")
	in, want := marked(t, b.String())
	if got := flagged(in); names(got) != names(want) {
		t.Errorf("got %q, want %q", names(got), names(want))
	}
}
