package render_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/render"
)

// articleOf makes an article of blocks and spans as data chooses them.
func articleOf(data []byte) *article.Article {
	at := 0
	next := func() int {
		if at >= len(data) {
			return 0
		}
		at++
		return int(data[at-1])
	}
	signs := []rune("*_`[]<>#-+=|~!&;:.)( 12ab é“\\/é$ ")
	a := &article.Article{Title: "T"}
	kinds := []article.BlockKind{article.Paragraph, article.Paragraph, article.Heading, article.ListItem, article.ListItem, article.Quote, article.Code, article.TableRow}
	spans := []article.SpanKind{article.Strong, article.Emphasis, article.CodeSpan, article.Link, article.Break}
	var text []rune
	for at < len(data) && len(a.Blocks) < 8 {
		b := article.Block{Kind: kinds[next()%len(kinds)]}
		var words []rune
		for n := next()%12 + 1; n > 0; n-- {
			words = append(words, signs[next()%len(signs)])
		}
		line := []rune(strings.Join(strings.Fields(string(words)), " "))
		if len(line) == 0 {
			line = []rune("x")
		}
		if len(text) > 0 {
			text = append(text, '\n', '\n')
		}
		b.Start = len(text)
		text = append(text, line...)
		b.End = len(text)
		switch b.Kind {
		case article.Heading:
			b.Level = next()%6 + 1
		case article.ListItem:
			b.Level, b.Number = next()%3+1, max(0, next()%8-4)
		case article.TableRow:
			b.Number = 1
			if k := len(a.Blocks); k > 0 && a.Blocks[k-1].Kind == b.Kind {
				b.Number = a.Blocks[k-1].Number + 1
			}
		}
		a.Blocks = append(a.Blocks, b)
		for n := next() % 4; n > 0; n-- {
			s := article.Span{Kind: spans[next()%len(spans)], Start: b.Start + next()%len(line)}
			s.End = min(b.End, s.Start+1+next()%6)
			switch s.Kind {
			case article.Break:
				if s.End = s.Start + 1; text[s.Start] != ' ' {
					continue
				}
			case article.Link:
				s.URL = "https://x.example/" + string(rune('a'+next()%26)) + []string{"", "(b)", "&c=d;", "?q=a b"}[next()%4]
			}
			k := len(a.Spans)
			for k > 0 && a.Spans[k-1].Start > s.Start {
				k--
			}
			a.Spans = append(a.Spans[:k], append([]article.Span{s}, a.Spans[k:]...)...)
		}
	}
	a.Text = string(text)
	return a
}

// readBack parses what was written and wants the text of each block, the
// addresses of its links, and its kind.
func readBack(t *testing.T, a *article.Article) {
	t.Helper()
	var md, page bytes.Buffer
	if err := render.Article(&md, "markdown", a); err != nil {
		t.Fatal(err)
	}
	parser := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))
	if err := parser.Convert(md.Bytes(), &page); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&page)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(written(a), read(root)); diff != "" {
		t.Fatalf("%s\nfrom %q", diff, md.String())
	}
}

// written is what a reader should see of an article, a line for each block.
func written(a *article.Article) []string {
	out := []string{"h1 T"}
	runes := []rune(a.Text)
	for _, b := range a.Blocks {
		var line strings.Builder
		before := ""
		for i := b.Start; i < b.End; i++ {
			link := ""
			broken := false
			for _, s := range a.Spans {
				if i >= s.Start && i < s.End && s.Start >= b.Start {
					if s.Kind == article.Link {
						link = s.URL
					}
					broken = broken || s.Kind == article.Break
				}
			}
			if b.Kind == article.Code {
				link = ""
			}
			if link != before {
				if before != "" {
					line.WriteString("{}")
				}
				if link != "" {
					line.WriteString("{" + link + "}")
				}
				before = link
			}
			if broken && (b.Kind == article.Paragraph || b.Kind == article.Quote || b.Kind == article.ListItem || b.Kind == article.Code || b.Kind == article.TableRow) {
				line.WriteByte('/')
			} else {
				line.WriteRune(runes[i])
			}
		}
		if before != "" {
			line.WriteString("{}")
		}
		kind := "p"
		switch b.Kind {
		case article.Heading:
			kind = fmt.Sprintf("h%d", max(2, b.Level))
		case article.Quote:
			kind = "blockquote"
		case article.ListItem:
			kind = "li"
		case article.Code:
			kind = "pre"
		}
		out = append(out, kind+" "+line.String())
	}
	return out
}

// read is what a page shows, in the same form.
func read(n *html.Node) (out []string) {
	var line strings.Builder
	var inline func(n *html.Node, code bool)
	inline = func(n *html.Node, code bool) {
		switch {
		case n.Type == html.TextNode && code:
			line.WriteString(strings.ReplaceAll(strings.TrimSuffix(n.Data, "\n"), "\n", "/"))
		case n.Type == html.TextNode:
			line.WriteString(strings.ReplaceAll(n.Data, "\n", ""))
		case n.DataAtom == atom.Br:
			line.WriteByte('/')
		case n.DataAtom == atom.A:
			line.WriteString("{" + n.Attr[0].Val + "}")
			defer line.WriteString("{}")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom != atom.Ul && c.DataAtom != atom.Ol {
				inline(c, code)
			}
		}
	}
	var walk func(n *html.Node, kind string)
	walk = func(n *html.Node, kind string) {
		switch n.DataAtom {
		case atom.Blockquote:
			kind = "blockquote"
		case atom.P, atom.Li, atom.Pre, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			if n.DataAtom == atom.P && n.Parent.DataAtom == atom.Li {
				return
			}
			if kind == "" || n.DataAtom != atom.P {
				kind = n.Data
			}
			line.Reset()
			inline(n, n.DataAtom == atom.Pre)
			out = append(out, kind+" "+strings.TrimSpace(line.String()))
			if n.DataAtom != atom.Li {
				return
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, kind)
		}
	}
	walk(n, "")
	return out
}

// addressed writes the addresses of an article's links as Markdown does.
func addressed(a *article.Article) *article.Article {
	for i := range a.Spans {
		a.Spans[i].URL = strings.NewReplacer("(", "%28", ")", "%29", " ", "%20").Replace(a.Spans[i].URL)
	}
	return a
}

func TestMarkdownReadsBack(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	for range 20_000 {
		data := make([]byte, 10+rng.IntN(120))
		for i := range data {
			data[i] = byte(rng.Uint32())
		}
		readBack(t, addressed(articleOf(data)))
	}
}

func FuzzMarkdown(f *testing.F) {
	f.Add([]byte("0123456789"))
	f.Fuzz(func(t *testing.T, data []byte) { readBack(t, addressed(articleOf(data))) })
}

// FuzzTitle wants a title of any letters to be one heading.
func FuzzTitle(f *testing.F) {
	for _, s := range []string{"a # b #", "1. a", "***", "a\\", "<a>", "&lt;", "a\u0085b", "- [ ] x", "<{x}@y>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, title string) {
		if !utf8.ValidString(title) || strings.ContainsRune(title, 0) || strings.TrimSpace(title) == "" {
			return
		}
		var md, page bytes.Buffer
		if err := render.Article(&md, "markdown", &article.Article{Title: title}); err != nil {
			t.Fatal(err)
		}
		if err := goldmark.Convert(md.Bytes(), &page); err != nil {
			t.Fatal(err)
		}
		want := html.EscapeString(strings.Join(strings.Fields(title), " "))
		got := html.EscapeString(html.UnescapeString(strings.TrimSuffix(strings.TrimPrefix(page.String(), "<h1>"), "</h1>\n")))
		if got != want {
			t.Errorf("%q is written %q and read %q", title, md.String(), page.String())
		}
	})
}
