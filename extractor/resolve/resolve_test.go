package resolve_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/resolve"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// marks are the brackets of the tests' little notation: "[P Brian Nelson]" is
// a person, O an organization, C a city, A a legal authority, L a location.
var marks = map[string]tagging.Type{
	"P": tagging.Person, "O": tagging.Organization, "C": tagging.City,
	"A": tagging.LegalAuthority, "L": mention.Location,
}

// annotated reads the notation: the text without marks, and its mentions.
func annotated(t *testing.T, s string) (*token.Document, []mention.Mention) {
	t.Helper()
	type open struct {
		start int
		typ   tagging.Type
	}
	type span struct {
		start, end int
		typ        tagging.Type
	}
	var text strings.Builder
	var stack []open
	var spans []span
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '[' && i+2 < len(s) && marks[s[i+1:i+2]] != "" && s[i+2] == ' ':
			stack = append(stack, open{text.Len(), marks[s[i+1:i+2]]})
			i += 2
		case s[i] == ']' && len(stack) > 0:
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			spans = append(spans, span{o.start, text.Len(), o.typ})
		default:
			text.WriteByte(s[i])
		}
	}
	d := token.New(text.String())
	var ms []mention.Mention
	for _, sp := range spans {
		m := mention.Mention{Type: sp.typ, Score: 0.8, Source: "test"}
		m.First = d.At(sp.start)
		m.Last = d.At(sp.end-1) + 1
		m.Span = d.Span(m.First, m.Last)
		ms = append(ms, m)
	}
	return d, ms
}

func show(es []mention.Entity) string {
	var lines []string
	for _, e := range es {
		lines = append(lines, fmt.Sprintf("%s %s %d", e.Type, strings.Join(append([]string{e.Name}, e.Aliases...), " | "), len(e.Mentions)))
	}
	return strings.Join(lines, "\n")
}

func TestMerge(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"surname", "[P Brian E. Nelson] spoke. [P Nelson]’s office, [P Brian Nelson].",
			"person Brian E. Nelson | Brian Nelson | Nelson 3"},
		{"title", "[P President Vladimir Putin] and [P Mr. Putin]", "person Vladimir Putin | Putin 2"},
		{"two of one family", "[P Boris Rotenberg] came. [P Rotenberg] sat. [P Arkady Rotenberg] left. [P Rotenberg] slept.",
			"person Boris Rotenberg | Rotenberg 2\nperson Arkady Rotenberg | Rotenberg 2"},
		{"family name first", "[P Choe Chol Min] and [P Choe]; [P Kim Jong-un], [P Kim Jong Un], [P KIM JONGUN], [P Kim]",
			"person Choe Chol Min | Choe 2\nperson Kim Jong-un | Kim Jong Un | KIM JONGUN | Kim 4"},
		{"two family names", "[P Rubén Oseguera González]; [P Oseguera] fled", "person Rubén Oseguera González | Oseguera 2"},
		{"patronymic", "[P Roman Anatolyevich Alar]; [P Roman Alar]; [P Alar]", "person Roman Anatolyevich Alar | Roman Alar | Alar 3"},
		{"typo", "[P Roman Shevchenko]; [P Roman Shevchenka]", "person Roman Shevchenko | Roman Shevchenka 2"},
		{"transliteration", "[P Sergei Shoigu]; [P Sergey Shoigu]; [P Aleksandr Bortnikov]; [P Alexander Bortnikov]",
			"person Sergei Shoigu | Sergey Shoigu 2\nperson Aleksandr Bortnikov | Alexander Bortnikov 2"},
		{"surname spelled otherwise", "[P Volodymyr Zelenskyy]; [P Zelensky]; [P Lukashenka]; [P Lukashenko]",
			"person Volodymyr Zelenskyy | Zelensky 2\nperson Lukashenka | Lukashenko 2"},
		{"nickname", "[P Antony J. Blinken]; [P Tony Blinken]", "person Antony J. Blinken | Tony Blinken 2"},
		{"short Korean names differ", "[P Kim Chol Nam] and [P Kim Chol Sam]", "person Kim Chol Nam 1\nperson Kim Chol Sam 1"},
		{"article", "[P Bashar al-Assad]; [P Assad]; [P al-Assad]; [P Maher al-Assad]",
			"person Bashar al-Assad | al-Assad | Assad 3\nperson Maher al-Assad 1"},
		{"other middle initials", "[P John A. Smith] and [P John B. Smith]", "person John A. Smith 1\nperson John B. Smith 1"},
		{"son and father", "[P Donald Trump Jr.] and [P Donald Trump]", "person Donald Trump Jr. 1\nperson Donald Trump 1"},
		{"also known as", "[P Kang Mun Kil], also known as [P Jian Wenji], [P Kang]; [P Jian]",
			"person Kang Mun Kil | Jian Wenji | Kang | Jian 4"},
		{"alias in quotation marks", "[P Ousmane Djibo], aka “[P Petit Chapori]”, and [O State Security Committee] ([O Belarusian KGB])",
			"person Ousmane Djibo | Petit Chapori 2\norganization State Security Committee | Belarusian KGB 2"},
		{"alias between dashes", "[P Ousmane Djibo] – also known as [P Petit Chapori] – was named", "person Ousmane Djibo | Petit Chapori 2"},
		{"another name in brackets", "[P Rosa Elena Bonilla] ([P Rosa Lobo]) and [P Ann Lee] ([O SANS] official)",
			"person Rosa Elena Bonilla | Rosa Lobo 2\nperson Ann Lee 1\norganization SANS 1"},
		{"acronym in brackets", "the [O Second Academy of Natural Sciences] ([O SANS]). [O SANS] acted.",
			"organization Second Academy of Natural Sciences | SANS 3"},
		{"acronym before its long form", "[O OFAC] said. The [O Office of Foreign Assets Control] did.",
			"organization Office of Foreign Assets Control | OFAC 2"},
		{"owner before", "[O Department of the Treasury’s Office of Foreign Assets Control] ([O OFAC]); [O Office of Foreign Assets Control]",
			"organization Department of the Treasury’s Office of Foreign Assets Control | Office of Foreign Assets Control | OFAC 3"},
		{"heads", "[O U.S. Department of the Treasury]; [O Treasury Department]; [O Treasury]; [O US Treasury]; [O Department of Treasury]",
			"organization U.S. Department of the Treasury | Department of Treasury | Treasury Department | US Treasury | Treasury 5"},
		{"state", "[O State Department]; [O U.S. Department of State]; [O US State Department]",
			"organization U.S. Department of State | US State Department | State Department 3"},
		{"legal form", "[O Parsek LLC]; [O Parsek]; [O OOO Parsek]", "organization Parsek LLC | Parsek 2\norganization OOO Parsek 1"},
		{"Security Council", "[O UN Security Council]; [O Security Council]; [O United Nations Security Council]; [O United Nations]; [O UN]",
			"organization United Nations Security Council | UN Security Council | Security Council 3\norganization United Nations | UN 2"},
		{"two ministries", "[O Russian Ministry of Defense]; [O Ukraine's Defense Ministry]; [O Ministry of Defence]",
			"organization Russian Ministry of Defense 1\norganization Ukraine's Defense Ministry | Ministry of Defence 2"},
		{"agency cut short", "[O Yonhap News Agency]; [O Yonhap]", "organization Yonhap News Agency | Yonhap 2"},
		{"a company's first word", "[O Ardvoyage Concierge Ltd]; [O Ardvoyage]", "organization Ardvoyage Concierge Ltd | Ardvoyage 2"},
		{"no company, no short form", "[O Ardvoyage Concierge Circle]; [O Ardvoyage]", "organization Ardvoyage Concierge Circle 1\norganization Ardvoyage 1"},
		{"a company's first words", "[O Grey Strait Grain Haulage LLC]; [O Grey Strait]", "organization Grey Strait Grain Haulage LLC | Grey Strait 2"},
		{"complete without its trade", "[O Ember Ridge Ventures]; [O Ember Ridge]", "organization Ember Ridge Ventures | Ember Ridge 2"},
		{"one word of a company", "[O Shenzhen Kaibo Optics] paid. [O Kaibo] denied. [O Parsek Trading LLC]; [O Parsek]; [O Bank of Dandong]; [O Dandong]",
			"organization Shenzhen Kaibo Optics | Kaibo 2\norganization Parsek Trading LLC | Parsek 2\norganization Bank of Dandong 1\norganization Dandong 1"},
		{"the mother is named first", "[O Rosneft] owns [O Rosneft Trading]", "organization Rosneft 1\norganization Rosneft Trading 1"},
		{"the Committee", "the [O Security Council Committee]; [O Al-Qaida]; the [O Committee]; [O Court]",
			"organization Security Council Committee | Committee 2\norganization Al-Qaida 1\norganization Court 1"},
		{"two spellings", "[O Hizballah]; [O Hezbollah]; [O al-Qaida]; [O Al Qaeda]; [O Houthis]; [O Ansarallah]",
			"organization Hizballah | Hezbollah 2\norganization al-Qaida | Al Qaeda 2\norganization Ansarallah | Houthis 2"},
		{"a daughter is not the mother", "[O Gazprom Neft]; [O Gazprom]", "organization Gazprom Neft 1\norganization Gazprom 1"},
		{"numbers set apart", "[O Unit 29155]; [O Unit 29156]; [O Unit 74455]", "organization Unit 29155 1\norganization Unit 29156 1\norganization Unit 74455 1"},
		{"missions", "[O North Korean mission to the UN]; [O US mission to the United Nations]",
			"organization North Korean mission to the UN 1\norganization US mission to the United Nations 1"},
		{"type by majority", "[P Brian Nelson]; [P Nelson]; [C Nelson]; [P Nelson]", "person Brian Nelson | Nelson 4"},
		{"capitals", "[P KIM JONG UN]; [P Kim Jong Un]", "person Kim Jong Un | KIM JONG UN 2"},
		{"cities", "[C Kyiv] and [C KYIV] and [C Lviv]", "city Kyiv | KYIV 2\ncity Lviv 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, ms := annotated(t, c.text)
			if diff := cmp.Diff(c.want, show(resolve.Merge(d, ms))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
