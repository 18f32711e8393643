package clean_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/fetcher/clean"
	"github.com/tagwire/tagwire/internal/render"
)

// TestMarkdown reads the structure of small pages and writes it as Markdown.
func TestMarkdown(t *testing.T) {
	for name, tt := range map[string]struct{ page, want string }{
		"links and emphasis": {
			`<p>The <a href="/port?a=1&amp;b=2">port of <b>Aden</b></a> is <em>open</em>, says <a href=" java\nscript:alert(1)">the</a> <code>harbour_log</code> of <a href="mailto:desk@gazette.example">the desk</a>.</p>`,
			"The [port of **Aden**](https://gazette.example/port?a=1&b=2) is *open*, says the `harbour_log` of [the desk](mailto:desk@gazette.example).",
		},
		"links that end each other": {
			`<p><a href=a>one <a href=b>two</p><p>three</a> four <a name=x>five</a> <a href="data:text/html,x">six</a> <a href="//other.example/c">seven</a> <a href="#top">eight</a></p>`,
			"[one](https://gazette.example/news/a) [two](https://gazette.example/news/b)\n\nthree four five six [seven](https://other.example/c) [eight](https://gazette.example/news/1#top)",
		},
		"a link around blocks":  {`<a href="/x"><p>One.</p><p>Two.</p></a>`, "[One.](https://gazette.example/x)\n\n[Two.](https://gazette.example/x)"},
		"a base for addresses":  {`<head><base href="https://cdn.gazette.example/p/"></head><p><a href="q">a</a>`, "[a](https://cdn.gazette.example/p/q)"},
		"a picture and no link": {`<p>Look!<a href="/x">here</a></p>`, "Look\\![here](https://gazette.example/x)"},
		"signs that mean something": {
			`<p># 5 * 4_000 &lt;b> a_b [x] ~y~ \ &amp;amp; C# wins!</p><p>1986. A year</p><p>- not an item</p><p>-5 degrees</p><p>+ plus</p><p>&gt; more</p>`,
			"\\# 5 \\* 4_000 \\<b> a_b \\[x\\] \\~y\\~ \\\\ \\&amp; C# wins!\n\n1986\\. A year\n\n\\- not an item\n\n-5 degrees\n\n\\+ plus\n\n\\> more",
		},
		"lines": {
			`<p>Harbour Office<br>1. Quay<br>--- <br>Aden</p>`,
			"Harbour Office\\\n1\\. Quay\\\n\\---\\\nAden",
		},
		"lists": {
			`<ol><li>One<ul><li>inner <i>a</i></li><li>inner b</li></ul></li><li><p>Two</p><p>goes on</p></li></ol><ol start=2><li>Four</li></ol><ul><li>Dot<ol start=7><li>seven</ol></li></ul>`,
			"1. One\n   - inner *a*\n   - inner b\n2. Two\n\n   goes on\n\n2) Four\n\n- Dot\n\n  7. seven",
		},
		"quotations": {
			`<blockquote><p>First.</p><p>Second.</p></blockquote><blockquote>Another.</blockquote>`,
			"> First.\n>\n> Second.\n\n> Another.",
		},
		"tables": {
			`<table><tr><th>Vessel</th><th>Flag | port</th></tr><tr><td>Ada <a href=ada>1</a></td><td></td></tr><tr><td colspan=2>both<td>third</tr><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>`,
			"| Vessel | Flag \\| port |  |\n| --- | --- | --- |\n| Ada [1](https://gazette.example/news/ada) |  |  |\n| both |  | third |\n| a b | c |  |",
		},
		"two tables": {
			`<table><tr><td>a<td>b</table><table><tr><td>c<td>d</table>`,
			"| a | b |\n| --- | --- |\n\n| c | d |\n| --- | --- |",
		},
		"a table that only places things": {`<table><tr><td>One thing.</td></tr><tr><td>Another.</td></tr></table>`, "One thing.\n\nAnother."},
		"code":                            {"<pre>a := `b`\nif a {</pre>", "```\na := `b`\nif a {\n```"},
		"code in a cell":                  {"<table><tr><td><code>a|b`c</code><td>d</table>", "| ``a\\|b`c`` | d |\n| --- | --- |"},
		"code in a link":                  {"<p><a href=/x><code>]:</code></a><a href=/y><code>b</code></a>", "[\\]:](https://gazette.example/x)[`b`](https://gazette.example/y)"},
		"a sign beside code in a link":    {"<p><a href=/x><b>1&lt;</b><code>2]</code></a>", "[**1**\\<2\\]](https://gazette.example/x)"},
		"headings":                        {`<h2><b>Section #</b></h2><h4>A <a href="https://x.example/(a)?q=a b">link</a></h4>`, "## Section \\#\n\n#### A [link](https://x.example/%28a%29?q=a%20b)"},
		"marks beside letters":            {`<p>un<b>“quoted”</b>ly <i>a</i><b>b</b> <b>a <i>b</i></b> x<i>(</i>y</p>`, "un“**quoted**”ly *a*b **a** ***b*** x(y"},
	} {
		a, err := clean.Everything("<html><body>"+tt.page, "https://gazette.example/news/1")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var md strings.Builder
		if err := render.Article(&md, "markdown", &a); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, strings.TrimSuffix(md.String(), "\n")); diff != "" {
			t.Errorf("%s\n%s", name, diff)
		}
	}
}

// TestSpansAreForThoseWhoAsk wants the same text and blocks with and without.
func TestSpansAreForThoseWhoAsk(t *testing.T) {
	without, err := clean.HTML([]byte(page), "https://www.harbourwire.example/x")
	if err != nil {
		t.Fatal(err)
	}
	c := clean.Cleaner{Spans: true}
	for range 2 { // the second time in the memory of the first
		with, err := c.Page(article.Page{URL: "https://www.harbourwire.example/x", ContentType: "text/html", Body: []byte(page)})
		if err != nil {
			t.Fatal(err)
		}
		with.Spans, without.Spans = nil, nil
		for i := range with.Blocks {
			with.Blocks[i].Number, with.Blocks[i].Continues = 0, false
		}
		if diff := cmp.Diff(without, with); diff != "" {
			t.Error(diff)
		}
	}
}
