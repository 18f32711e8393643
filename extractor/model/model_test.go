package model_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/model"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

const story = `The U.S. Treasury Department on Tuesday imposed sanctions on Pavel Andreyevich Sorokin, a Minsk-based businessman, and his firm Belvostok Trading LLC. "Sorokin moved money for the regime," said Under Secretary Laura Whitfield. The firm has offices in Istanbul and Dubai, Reuters reported.`

func load(t testing.TB) *model.Model {
	t.Helper()
	m, err := model.Load()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTag(t *testing.T) {
	d := token.New(story)
	got := make(map[string]tagging.Type)
	end := 0
	for _, m := range load(t).Tag(d, nil) {
		if m.Start < end || m.Score <= 0 || m.Score > 1.001 || m.Span != d.Span(m.First, m.Last) {
			t.Errorf("bad mention %+v after %d", m, end)
		}
		end = m.End
		got[d.Text[m.Start:m.End]] = m.Type
	}
	for name, want := range map[string]tagging.Type{
		"Pavel Andreyevich Sorokin": tagging.Person, "Sorokin": tagging.Person, "Laura Whitfield": tagging.Person,
		"Belvostok Trading LLC": tagging.Organization, "Istanbul": mention.Location, "Dubai": mention.Location, "Reuters": tagging.Organization,
	} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
}

func TestReadRefusesDamage(t *testing.T) {
	for name, b := range map[string][]byte{"empty": nil, "other": []byte("something else that is long enough to look at"), "cut": []byte("tagwire names 3\n0000000000000000")} {
		if _, err := model.Read(b); err == nil {
			t.Errorf("%s: read without an error", name)
		}
	}
}

func FuzzTag(f *testing.F) {
	m := load(f)
	f.Add(story)
	f.Add(strings.Repeat("A.", 900))
	f.Fuzz(func(t *testing.T, s string) {
		d := token.New(s)
		end := 0
		for _, x := range m.Tag(d, nil) {
			if x.Start < end || x.End <= x.Start || x.End > len(s) {
				t.Fatalf("mention [%d,%d) after %d", x.Start, x.End, end)
			}
			end = x.End
			if utf8.ValidString(s) && !utf8.ValidString(s[x.Start:x.End]) {
				t.Fatal("mention cuts a character")
			}
		}
	})
}

func BenchmarkTag(b *testing.B) {
	m := load(b)
	d := token.New(strings.Repeat(story+"\n\n", 20))
	var dst []mention.Mention
	b.ReportAllocs()
	for b.Loop() {
		dst = m.Tag(d, dst[:0])
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load(b)
	}
}
