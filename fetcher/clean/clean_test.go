package clean_test

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/fetcher/clean"
)

const page = `<!DOCTYPE html><html lang="en"><head><title>Port blockade ends | Harbour Wire</title>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Port blockade ends","author":[{"name":"Lena Ortiz"},{"name":"Sam Adeyemi"}],"datePublished":"2026-10-14T10:32:00+02:00","publisher":{"name":"Harbour Wire"}}</script>
<link rel="canonical" href="/2026/10/14/port"><style>p{}</style></head><body>
<nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li><li><a href="/s">Sport</a></li></ul></nav>
<main><article class="story-body"><h1>Port blockade ends</h1>
<p>ADEN – The blockade of the port ended on Wednesday after eleven days, the harbour master said, and the first of nine waiting ships was allowed to enter.</p>
<script>document.write("<p>not a paragraph</p>")</script>
<p>Read: Ten beaches for the autumn</p>
<p>“We lost a month’s income,” said Captain Rashid al-Amri, who had kept his crew on half rations since the first of October.</p>
<p>The company’s lawyers read the statement aloud and made a donation to the party of the governor, a clerk told the court.</p>
<h2>What comes next</h2>
<p>Inspectors will check the cargo of every vessel for the rest of the year, the ministry announced, and publish the results each week.</p>
<p>Sign up for our free newsletter and never miss a story.</p></article></main>
<aside class="related"><h3>Most read</h3><ul><li><a href="/1">Cat rescued from crane</a></li><li><a href="/2">Mayor resigns</a></li></ul></aside>
<footer class="footer"><p>© 2026 Harbour Wire. All rights reserved.</p></footer></body></html>`

func TestPage(t *testing.T) {
	a, err := clean.HTML([]byte(page), "https://www.harbourwire.example/2026/10/14/port?utm_source=x")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"The blockade of the port ended", "We lost a month’s income", "a donation to the party", "What comes next", "Inspectors will check"} {
		if !strings.Contains(a.Text, want) {
			t.Errorf("%q is lost from %q", want, a.Text)
		}
	}
	for _, not := range []string{"Home", "beaches", "newsletter", "Cat rescued", "All rights", "not a paragraph", "Port blockade ends"} {
		if strings.Contains(a.Text, not) {
			t.Errorf("%q was kept in %q", not, a.Text)
		}
	}
	rules := make(map[string]string)
	for _, r := range a.Removed {
		rules[r.Text] = r.Rule
	}
	if rules["Read: Ten beaches for the autumn"] != "related-link" {
		t.Errorf("removed %v", a.Removed)
	}
	if a.Title != "Port blockade ends" || a.Site != "Harbour Wire" || len(a.Authors) != 2 || a.Language != "en" {
		t.Errorf("metadata %q %q %q %q", a.Title, a.Site, a.Authors, a.Language)
	}
	if a.URL != "https://www.harbourwire.example/2026/10/14/port" || !a.Published.Equal(time.Date(2026, 10, 14, 8, 32, 0, 0, time.UTC)) || a.Origin["published"] != "json-ld" {
		t.Errorf("address %q, published %v from %q", a.URL, a.Published, a.Origin["published"])
	}
	checkBlocks(t, a)
}

// checkBlocks wants the blocks to partition the text, in code points.
func checkBlocks(t *testing.T, a article.Article) {
	t.Helper()
	runes := []rune(a.Text)
	at := 0
	for i, b := range a.Blocks {
		if i > 0 {
			if string(runes[at:b.Start]) != "\n\n" {
				t.Fatalf("block %d begins at %d after %d", i, b.Start, at)
			}
		}
		at = b.End
	}
	if at != len(runes) {
		t.Fatalf("blocks end at %d of %d", at, len(runes))
	}
}

func TestPlainText(t *testing.T) {
	a, err := clean.Text("port-blockade-ends-at-last\n\nPort Blockade Ends\n\n • 503 views\n\nThe blockade ended on Wednesday, officials said. Ships entered the port.\n\nMore news: Cat warned of crane\n\nPopular\n\nMayor Resigns\n\n • 3279 views\n\nSource: Estuary News Agency", "")
	if err != nil {
		t.Fatal(err)
	}
	if a.Text != "The blockade ended on Wednesday, officials said. Ships entered the port." || a.Title != "Port Blockade Ends" || a.Site != "Estuary News Agency" {
		t.Errorf("title %q, site %q, text %q", a.Title, a.Site, a.Text)
	}
}

func TestBadInput(t *testing.T) {
	story := "<p>" + strings.Repeat("The harbour master said on Wednesday that the blockade had ended after eleven days. ", 8) + "</p>"
	utf16 := func(order binary.AppendByteOrder, mark bool) []byte {
		var b []byte
		if mark {
			b = order.AppendUint16(b, 0xfeff)
		}
		for _, c := range "<html><body>" + story + "</body></html>" {
			b = order.AppendUint16(b, uint16(c))
		}
		return b
	}
	cafe := "<html><head>%s</head><body><p>" + strings.Repeat("The caf%s owner said on Wednesday that the blockade had ended at last. ", 6) + "</p></body></html>"
	coded := func(head, letter string) []byte {
		return []byte(strings.Replace(strings.ReplaceAll(cafe, "caf%s", "caf"+letter), "%s", head, 1))
	}
	deep := func(open string) []byte { return []byte(strings.Repeat(open, 100_000) + story) }
	for _, c := range []struct {
		name, typ string
		body      []byte
		want      error
	}{
		{"empty", "text/html", nil, clean.ErrEmpty},
		{"blanks", "text/html", []byte(" \n\t "), clean.ErrEmpty},
		{"picture", "text/html", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"), clean.ErrBinary},
		{"too large", "text/html", make([]byte, clean.MaxBytes+1), clean.ErrTooLarge},
		{"too many blocks", "text/html", []byte("<html><body>" + strings.Repeat("<p>one line", 31000)), clean.ErrTooLarge},
		{"frames", "text/html", []byte(`<html><frameset cols="1,2"><frame src="a"></frameset></html>`), clean.ErrFrames},
		{"shell", "text/html", []byte(`<html><body><div id="root"></div><script src="a.js"></script><script>x()</script></body></html>`), clean.ErrScriptOnly},
		{"a shell of one script", "text/html", []byte(`<!doctype html><html><head><script type="module" src="/a.js"></script></head><body><div id="app"></div></body></html>`), clean.ErrScriptOnly},
		{"a shell with a plea", "text/html", []byte(`<html><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root">Loading</div><script src="a.js"></script></body></html>`), clean.ErrScriptOnly},
		{"an empty body", "text/html", []byte(`<html><head><title>Gazette</title></head><body></body></html>`), clean.ErrNotArticle},
		{"a body of blanks", "text/html", []byte("<html><body>\n <div>&nbsp;</div> <p>\u200b</p></body></html>"), clean.ErrNotArticle},
		{"50 MB", "text/html", []byte("<html><body>" + story + strings.Repeat("<p>"+story, 50<<20/len(story))), clean.ErrTooLarge},
		{"30 MB of scripts", "text/html", []byte("<html><script>" + strings.Repeat("if (a < b) c(\"</p>\");", 30<<20/22) + "</script><body>" + story), nil},
		{"UTF-16, little end first, marked", "text/html", utf16(binary.LittleEndian, true), nil},
		{"UTF-16, big end first, marked", "text/html", utf16(binary.BigEndian, true), nil},
		{"UTF-16, little end first", "text/html", utf16(binary.LittleEndian, false), nil},
		{"UTF-16, big end first", "text/html; charset=utf-8", utf16(binary.BigEndian, false), nil},
		{"UTF-8 declared to be Latin-1", "text/html; charset=iso-8859-1", coded(`<meta charset="iso-8859-1">`, "é"), nil},
		{"Latin-1 declared to be UTF-8", "text/html; charset=utf-8", coded(`<meta charset="utf-8">`, "\xe9"), nil},
		{"Latin-1 declared by nobody", "text/html", coded("", "\xe9"), nil},
		{"Windows-1251 declared in the page", "text/html", coded(`<meta http-equiv="content-type" content="text/html; charset=windows-1251">`, "\xe9"), nil},
		{"a character set of no name", "text/html; charset=x-none", coded(`<meta charset="x-unheard-of">`, "é"), nil},
		{"AMP", "text/html", []byte("<!doctype html><html ⚡ lang=en><head><style amp-boilerplate>body{}</style><noscript><style amp-boilerplate>body{}</style></noscript><script async src=https://cdn.ampproject.org/v0.js></script></head><body><amp-sidebar><ul><li>Home</ul></amp-sidebar><amp-img src=a.jpg></amp-img><article>" + story + "<amp-ad><div placeholder>Advertisement</div></amp-ad></article></body></html>"), nil},
		{"windows-1252", "text/html; charset=windows-1252", []byte("<html><body><p>" + strings.Repeat("The caf\xe9 owner said on Wednesday that the blockade had ended at last. ", 6) + "</p></body></html>"), nil},
		{"invalid UTF-8", "text/html; charset=utf-8", []byte("<html><body>" + strings.Replace(story, "harbour", "harb\xff\xfeour", 2) + "</body></html>"), nil},
		{"nested deeply", "text/html", []byte(strings.Repeat("<div>", 10000) + story + strings.Repeat("</div>", 10000)), nil},
		{"nested very deeply", "text/html", deep("<b><div>"), nil},
		{"tables in tables", "text/html", deep("<table><tr><td>"), nil},
		{"lists in lists", "text/html", deep("<ul><li>"), nil},
		{"emphasis in emphasis", "text/html", deep("<b><i><font>"), nil},
		{"quotations in quotations", "text/html", deep("<blockquote>"), nil},
		{"elements of no name", "text/html", deep("<x-y>"), nil},
		{"unclosed script", "text/html", []byte("<html><body>" + story + "<script>while(1)"), nil},
		{"not HTML", "text/html", []byte(strings.Repeat("The harbour master said on Wednesday that the blockade had ended. ", 5)), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := clean.Page(article.Page{URL: "https://x.example/" + c.name, ContentType: c.typ, Body: c.body})
			if !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			if err != nil {
				if !strings.Contains(err.Error(), "https://x.example/") {
					t.Errorf("%v does not name the document", err)
				}
				return
			}
			if !strings.Contains(a.Text, "blockade had ended") || !utf8.ValidString(a.Text) || strings.Contains(a.Text, "caf") && !strings.Contains(a.Text, "café") && !strings.Contains(a.Text, "cafй") {
				t.Errorf("text %.80q", a.Text)
			}
			checkBlocks(t, a)
		})
	}
}

func FuzzPage(f *testing.F) {
	f.Add([]byte(page), true)
	f.Add([]byte("A title\n\nA line.\n\nRead: more\n"), false)
	f.Add([]byte("<script><!-- <script> </script> --></script><p>x"), true)
	f.Add([]byte("<a href=/x><p>One <b>two<i> thr\u00e9e</b> four</i><p>five</a><table><tr><th>a<td colspan=3>b<br>c</table><ol start=3><li>d<pre>e\nf</pre></ol>"), true)
	f.Fuzz(func(t *testing.T, body []byte, html bool) {
		p := article.Page{Body: body}
		if html {
			p.ContentType = "text/html"
		}
		c := clean.Cleaner{Spans: true}
		a, err := c.Page(p)
		if err == nil {
			if !utf8.ValidString(a.Text) || a.Text == "" {
				t.Fatalf("text %q", a.Text)
			}
			checkBlocks(t, a)
			checkSpans(t, a)
		}
	})
}

// checkSpans wants each span to lie in one block, without blanks around it, and
// links to lead somewhere.
func checkSpans(t *testing.T, a article.Article) {
	t.Helper()
	runes := []rune(a.Text)
	for i, s := range a.Spans {
		if !slices.ContainsFunc(a.Blocks, func(b article.Block) bool { return s.Start >= b.Start && s.Start < s.End && s.End <= b.End }) {
			t.Fatalf("span %d, %+v, is in no block of %+v", i, s, a.Blocks)
		}
		text := string(runes[s.Start:s.End])
		if s.Kind != article.Break && strings.TrimSpace(text) != text {
			t.Fatalf("span of %q", text)
		}
		if (s.Kind == article.Link) != (strings.HasPrefix(s.URL, "http://") || strings.HasPrefix(s.URL, "https://") || strings.HasPrefix(s.URL, "mailto:")) {
			t.Fatalf("%s leads to %q", s.Kind, s.URL)
		}
		if i > 0 && s.Start < a.Spans[i-1].Start {
			t.Fatalf("spans out of order: %+v", a.Spans)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	body := []byte(strings.Replace(page, "<style>p{}</style>", "<script>"+strings.Repeat("var x = '<p>'; ", 8000)+"</script>", 1))
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := clean.HTML(body, ""); err != nil {
			b.Fatal(err)
		}
	}
}

// TestBylinesAndHeadlines reads what pages show where their meta elements are
// silent or say something else.
func TestBylinesAndHeadlines(t *testing.T) {
	body := `<p>The harbour office said on Tuesday that four of the six cranes had been repaired and would work again before the week ended.</p><p>A fifth crane waits for parts from Gdansk, the office said, and the sixth will be scrapped in the spring.</p>`
	for name, tt := range map[string]struct{ head, top, title, byline, day string }{
		"a line under the headline": {`<title>Cranes work again | Harbour Wire</title>`, `<h1>Cranes work again</h1><div>By Lena Ortiz</div><div>14 October 2026, 10:32</div>`, "Cranes work again", "Lena Ortiz", "2026-10-14"},
		"the heading readers see":   {`<meta property="og:title" content="Cranes are working again after storm">`, `<h1>Four cranes are working again after the storm</h1>`, "Four cranes are working again after the storm", "", ""},
		"a heading of the site":     {`<meta property="og:title" content="Cranes work again">`, `<h1>Estuary Today</h1><h2>Cranes work again</h2>`, "Cranes work again", "", ""},
		"a person by id":            {`<script type="application/ld+json">{"@graph":[{"@type":"Article","headline":"Cranes work again","author":{"@id":"#p1"},"datePublished":"2026-10-14"},{"@type":"Person","@id":"#p1","name":"Sam Adeyemi"}]}</script>`, `<h1>Cranes work again</h1>`, "Cranes work again", "Sam Adeyemi", "2026-10-14"},
		"a profile for an author":   {`<meta property="article:author" content="https://facebook.example/harbour"><meta name="parsely-author" content="Ada Kowalik">`, `<h1>Cranes work again</h1>`, "Cranes work again", "Ada Kowalik", ""},
		"the writer and the date":   {``, `<h1>Cranes work again</h1><span class="author">Written by: Ada Kowalik Staff Writer - Oct 14, 2026</span>`, "Cranes work again", "Ada Kowalik", "2026-10-14"},
	} {
		a, err := clean.HTML([]byte("<html><head>"+tt.head+"</head><body><article>"+tt.top+body+"</article></body></html>"), "https://harbour.example/cranes")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		day := ""
		if !a.Published.IsZero() {
			day = a.Published.Format(time.DateOnly)
		}
		if tt.title != "" && a.Title != tt.title || a.Byline != tt.byline || day != tt.day {
			t.Errorf("%s: %q by %q on %q", name, a.Title, a.Byline, day)
		}
	}
}
