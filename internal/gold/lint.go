package gold

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// Lint returns what is formally right in an article but almost surely an
// oversight: a name that is marked in one place and not in another, a mark
// that takes in a title or an article, a header left empty, a designation
// dated after publication.
func Lint(a *Article) []string {
	var found []string
	report := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	for _, h := range [][2]string{{"url", a.URL}, {"title", a.Title}, {"site", a.Site}, {"regime", a.Regime}, {"kind", a.Kind}} {
		if h[1] == "" {
			report("the header has no %s", h[0])
		}
	}
	if a.Published.IsZero() {
		report("the header has no date")
	}
	for _, m := range a.Mentions {
		name := a.Text[m.Start:m.End]
		if bad := leading.FindString(name); bad != "" && !honest[m.Type][bad] && m.Type != tagging.LegalAuthority {
			report("%q starts with %q, which is no part of a name", name, bad)
		}
		if m.Type != tagging.LegalAuthority && strings.ContainsAny(name[len(name)-1:], ",;:") {
			report("%q ends with punctuation", name)
		}
		if n, _ := utf8.DecodeRuneInString(a.Text[m.End:]); unicode.IsLetter(n) {
			report("%q ends inside a word", name)
		}
	}
	for _, u := range unmarked(a) {
		report("%q is marked elsewhere but not in %q", u.name, u.context)
	}
	stated := make(map[[2]string]bool)
	for _, d := range a.Designations {
		pair := [2]string{d.Target, string(d.Authority)}
		if stated[pair] {
			report("two designations of %s under %q: they cannot be told apart", d.Target, d.Authority)
		}
		stated[pair] = true
		if d.Date != "" && string(d.Date) > a.Published.Format("2006-01-02") {
			report("the designation of %s is dated %s, after the article", d.Target, d.Date)
		}
	}
	return found
}

var leading = regexp.MustCompile(`^(?:[Tt]he|[Aa]n?|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Prof\.?|Professor|President|Minister|Secretary|General|Gen\.|Col\.|Colonel|Capt\.|Captain|Sheikh|Senator|Sen\.|Judge|Justice|King|Queen|Lord|Sir|Pope|Bishop|Father) `)

// honest are the words of leading with which a name may start after all:
// General Electric, Dr Reddy's, The Hague.
var honest = map[tagging.Type]map[string]bool{
	tagging.Organization: {"General ": true, "President ": true, "King ": true, "Queen ": true, "Justice ": true, "Dr ": true, "Dr. ": true},
	tagging.City:         {"The ": true},
}

type unmarkedName struct{ name, context string }

// unmarked finds names that occur outside every mark although the same
// spelling is marked somewhere in the article. [[x …]] silences it.
func unmarked(a *Article) []unmarkedName {
	covered := make([]bool, len(a.Text))
	names := make(map[string]bool)
	for _, s := range a.unnamed {
		for i := s.Start; i < s.End; i++ {
			covered[i] = true
		}
	}
	for _, m := range a.Mentions {
		for i := m.Start; i < m.End; i++ {
			covered[i] = true
		}
		names[a.Text[m.Start:m.End]] = true
	}
	var found []unmarkedName
	for name := range names {
		for from := 0; ; {
			i := strings.Index(a.Text[from:], name)
			if i < 0 {
				break
			}
			i += from
			from = i + len(name)
			before, _ := utf8.DecodeLastRuneInString(a.Text[:i])
			after, _ := utf8.DecodeRuneInString(a.Text[from:])
			if covered[i] || covered[from-1] || isWordRune(before) || isWordRune(after) {
				continue
			}
			found = append(found, unmarkedName{name, surroundings(a.Text, i, from)})
		}
	}
	return found
}

// surroundings is the text around [start, end), cut at spaces.
func surroundings(text string, start, end int) string {
	const around = 25
	from, to := max(0, start-around), min(len(text), end+around)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	return strings.ReplaceAll(text[from:to], "\n", " ")
}
