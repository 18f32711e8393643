package sanction_test

import (
	"fmt"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/sanction"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// marked reads a text whose names are marked in place: "[o* Korund Bank]" is
// an organization that is a target, "[p Ali Ruzi]" a person who is not;
// "[o* Korund Bank=KB]" also gives the entity the alias that a later "[o KB]"
// uses. Types: p person, o organization, c city, l legal authority, v vessel.
// A name marked as target once is one everywhere.
func marked(t testing.TB, text string) (in sanction.Input, want map[string]bool) {
	t.Helper()
	want = map[string]bool{}
	var b strings.Builder
	type mark struct {
		name       string
		typ        tagging.Type
		start, end int
	}
	var marks []mark
	alias := map[string]string{}
	for i := 0; i < len(text); {
		if text[i] != '[' || i+2 >= len(text) || !strings.ContainsRune("poclv", rune(text[i+1])) || text[i+2] != ' ' && text[i+2] != '*' {
			b.WriteByte(text[i])
			i++
			continue
		}
		end := strings.IndexByte(text[i:], ']')
		if end < 0 {
			t.Fatalf("open mark in %q", text)
		}
		inner := text[i+2 : i+end]
		target := strings.HasPrefix(inner, "*")
		name := strings.TrimSpace(strings.TrimPrefix(inner, "*"))
		if n, a, ok := strings.Cut(name, "="); ok {
			name = n
			alias[a] = n
		}
		typ := map[byte]tagging.Type{'p': tagging.Person, 'o': tagging.Organization, 'c': tagging.City, 'l': tagging.LegalAuthority, 'v': tagging.Vessel}[text[i+1]]
		start := b.Len()
		b.WriteString(name)
		marks = append(marks, mark{name, typ, start, b.Len()})
		if target {
			want[name] = true
		}
		i += end + 1
	}
	in.Doc = token.New(b.String())
	at := map[string]int{}
	for _, m := range marks {
		name := m.name
		if n, ok := alias[name]; ok {
			name = n
		}
		key := string(m.typ) + name
		k, ok := at[key]
		if !ok {
			k = len(in.Entities)
			at[key] = k
			in.Entities = append(in.Entities, mention.Entity{Type: m.typ, Name: name})
		}
		e := &in.Entities[k]
		if m.name != name {
			e.Aliases = append(e.Aliases, m.name)
		}
		first := in.Doc.At(m.start)
		last := first
		for last < len(in.Doc.Tokens) && int(in.Doc.Tokens[last].Start) < m.end {
			last++
		}
		e.Mentions = append(e.Mentions, mention.Mention{Span: token.Span{Start: m.start, End: m.end}, First: first, Last: last, Type: m.typ, Score: 1})
	}
	return in, want
}

// flagged lists the names that Find takes for sanctioned.
func flagged(in sanction.Input) map[string]bool {
	got := map[string]bool{}
	for _, e := range sanction.Find(in) {
		if e.Sanctioned {
			got[in.Entities[e.Target].Name] = true
		}
	}
	return got
}

func names(m map[string]bool) string {
	var s []string
	for n := range m {
		s = append(s, n)
	}
	sort.Strings(s)
	return strings.Join(s, "; ")
}

// claims prints events one a line: target, action, authority, agency, date.
func claims(in sanction.Input, evs []sanction.Event) string {
	var lines []string
	for _, e := range evs {
		lines = append(lines, fmt.Sprintf("%s | %s | %s | %s | %s", in.Entities[e.Target].Name, e.Action, e.Authority, e.Agency, e.Date))
	}
	return strings.Join(lines, "\n")
}

func day(s string) time.Time {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return time.Time{}
	}
	return t
}
