package sanction_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"os"
	"sort"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/tagwire/tagwire/extractor"
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/sanction"
	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/fetcher/clean"
	"github.com/tagwire/tagwire/internal/gold"
)

// tagged makes an input of a page as the tagger reads it, with the entities
// that the recognizers find.
func tagged(t testing.TB, tagger *extractor.Tagger, p article.Page) sanction.Input {
	t.Helper()
	art, err := clean.Page(p)
	if err != nil {
		return sanction.Input{}
	}
	tg, err := tagger.Tag(context.Background(), art)
	if err != nil {
		t.Fatal(err)
	}
	in := sanction.Input{Doc: token.New(art.Text), Title: art.Title, Published: art.Published, Blocks: blocks(art)}
	at := make([]int, 0, len(art.Text)+1) // byte offset by code point
	for i := range art.Text {
		at = append(at, i)
	}
	at = append(at, len(art.Text))
	canonical := map[string]string{}
	for _, e := range tg.Entities {
		x := mention.Entity{Type: e.Type, Name: e.Name, Aliases: e.Aliases}
		for _, m := range e.Mentions {
			start, end := at[m.Start], at[m.End]
			first := in.Doc.At(start)
			last := first
			for last < len(in.Doc.Tokens) && int(in.Doc.Tokens[last].Start) < end {
				last++
			}
			x.Mentions = append(x.Mentions, mention.Mention{Span: token.Span{Start: start, End: end}, First: first, Last: last, Type: e.Type, Score: 1})
		}
		if e.Citation != nil {
			canonical[e.Name] = e.Citation.Canonical
		}
		in.Entities = append(in.Entities, x)
	}
	in.Canonical = func(e *mention.Entity) string {
		if c := canonical[e.Name]; c != "" {
			return c
		}
		return e.Name
	}
	return in
}

// blocks converts an article's blocks to byte offsets.
func blocks(a article.Article) []sanction.Block {
	var out []sanction.Block
	off, runes := 0, 0
	move := func(to int) int {
		for runes < to && off < len(a.Text) {
			_, n := utf8.DecodeRuneInString(a.Text[off:])
			off += n
			runes++
		}
		return off
	}
	for _, b := range a.Blocks {
		start := move(b.Start)
		out = append(out, sanction.Block{Span: token.Span{Start: start, End: move(b.End)}, Kind: b.Kind})
	}
	return out
}

// recordOracle makes an input of an article that is annotated by address: its
// entities are the annotated ones, wherever the text spells them.
func recordOracle(c gold.Case) sanction.Input {
	art, err := clean.Page(c.Page)
	if err != nil {
		return sanction.Input{}
	}
	in := sanction.Input{Doc: token.New(art.Text), Title: art.Title, Published: art.Published, Blocks: blocks(art)}
	type form struct {
		text   string
		entity int
	}
	var forms []form
	canonical := map[string]string{}
	for i, e := range c.Record.Entities {
		in.Entities = append(in.Entities, mention.Entity{Type: e.Type, Name: e.Name, Aliases: e.Forms})
		canonical[e.Name] = e.Canonical
		for _, s := range append([]string{e.Name}, e.Forms...) {
			forms = append(forms, form{s, i})
		}
	}
	sort.SliceStable(forms, func(i, j int) bool { return len(forms[i].text) > len(forms[j].text) })
	taken := make([]bool, len(art.Text)+1)
	for _, f := range forms {
		for from := 0; ; {
			k := strings.Index(art.Text[from:], f.text)
			if k < 0 {
				break
			}
			k += from
			from = k + len(f.text)
			first := in.Doc.At(k)
			if taken[k] || taken[from-1] || first >= len(in.Doc.Tokens) || int(in.Doc.Tokens[first].Start) != k {
				continue
			}
			last := first
			for last < len(in.Doc.Tokens) && int(in.Doc.Tokens[last].Start) < from {
				last++
			}
			for q := k; q < from; q++ {
				taken[q] = true
			}
			e := &in.Entities[f.entity]
			e.Mentions = append(e.Mentions, mention.Mention{Span: token.Span{Start: k, End: from}, First: first, Last: last, Type: e.Type, Score: 1})
		}
	}
	for i := range in.Entities {
		m := in.Entities[i].Mentions
		sort.Slice(m, func(a, b int) bool { return m[a].Start < m[b].Start })
	}
	in.Canonical = func(e *mention.Entity) string {
		if s := canonical[e.Name]; s != "" {
			return s
		}
		return e.Name
	}
	return in
}

// match pairs found entities with annotated ones by type and name: the index
// of the annotated one, -1 for none, -2 for one that does not count.
func match(in sanction.Input, want []gold.Entity) []int {
	fold := func(s string) string {
		return strings.TrimPrefix(strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127) }), " "), "the ")
	}
	at := map[string]int{}
	for i, e := range want {
		for _, s := range append([]string{e.Name}, e.Forms...) {
			k := string(e.Type) + fold(s)
			if _, ok := at[k]; !ok {
				at[k] = i
				if e.Optional {
					at[k] = -2
				}
			}
		}
	}
	out := make([]int, len(in.Entities))
	for i, e := range in.Entities {
		out[i] = -1
		for _, s := range append([]string{e.Name}, e.Aliases...) {
			if k, ok := at[string(e.Type)+fold(s)]; ok {
				out[i] = k
				break
			}
		}
	}
	return out
}

// pages reads articles of a gzipped JSONL file of pages; none where the file
// is missing.
func pages(t testing.TB, name string) []article.Page {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []article.Page
	for dec := json.NewDecoder(bufio.NewReader(z)); ; {
		var line struct {
			URL, Title, HTML string
			Published        time.Time
		}
		if dec.Decode(&line) != nil {
			return out
		}
		out = append(out, article.Page{URL: line.URL, FinalURL: line.URL, ContentType: "text/html; charset=utf-8", Body: []byte(line.HTML), Fetched: line.Published,
			Hint: article.Hint{Title: line.Title, Language: "en", Published: line.Published}})
	}
}
