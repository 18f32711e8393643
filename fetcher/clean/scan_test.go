package clean

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestScan cuts small pages as a browser would see them.
func TestScan(t *testing.T) {
	for name, tt := range map[string]struct{ page, want string }{
		"paragraphs end each other": {"<body><p>One<p>Two<div>Three</div>Four", "One|Two|Three|Four"},
		"items end each other":      {"<ul><li>a b<li>c d<ul><li>e</ul><li>f</ul>", "a b|c d|e|f"},
		"rows and cells":            {"<table><tr><td>Name<td>Ada<tr><td>Born<td>1815</table>after", "Name Ada|Born 1815|after"},
		"scripts are no text":       {`<p>a<script>if (a<b) document.write("<p>no</p>")</script> b</p>`, "a b"},
		"a script in an attribute":  {`<p title="<script>">a</p><p>b</p>`, "a|b"},
		"comments":                  {"<p>a<!-- <p>no</p> -->b<!-->c</p>", "abc"},
		"a bare less-than":          {"<p>1 < 2 and 3 <4</p>", "1 < 2 and 3 <4"},
		"character references":      {"<p>Smith &amp; Sons&nbsp;&#8217;26 &copy;</p>", "Smith & Sons ’26 ©"},
		"two breaks end a block":    {"<p>a<br>b<br> <br/>c</p>", "a b|c"},
		"inline end tags":           {"<p><b>a <i>b</b> c</i> d</p>", "a b c d"},
		"strays":                    {"</div></p>a</span></li><p>b</html>c", "a|bc"},
		"headings":                  {"<h2>a<h3>b</h2>c", "a|b|c"},
		"selects and buttons":       {"<p>a<select><option>no<option>nor</select>b</p>", "ab"},
		"drawings":                  {"<p>a<svg><title>no</title><svg><path/></svg>no</svg>b</p>", "ab"},
		"a script in a comment":     {"<p>a<script><!-- < <script>no</script>nor</script>b</p>", "ab"},
		"an empty comment":          {"<p>a<script><!--><script>no</script>b</p>", "ab"},
		"text of old":               {"<p>a<xmp>b <i>&amp;</xmp>c<plaintext>d<p>e</plaintext>", "a|b <i>&amp;|c|d<p>e</plaintext>"},
		"unseen to the end":         {"<div>a<select><option>no</div>b<div>c<video><p>no</div>d", "a|b|c|d"},
		"a drawing to the end":      {"<div>a<svg><text>no</div>b<p>c<svg><g>no<p>d", "a|b|c|d"},
		"HTML in a drawing":         {"<p>a<svg><foreignObject><p>no</p><style></svg></style></foreignObject></svg>b", "ab"},
		"unfinished":                {"<p>a</p><p title='b", "a"},
		"definition lists":          {"<dl><dt>a<dd>b<dt>c<dd>d</dl>", "a|b|c|d"},
		"upper case":                {"<P CLASS=X>a</P><SCRIPT>no</SCRIPT><P>b</P>", "a|b"},
	} {
		s := scan([]byte(tt.page))
		var got []string
		for _, n := range s.nodes {
			got = append(got, n.text)
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%s\n%s", name, diff)
		}
	}
}

func TestScanReadsTheHead(t *testing.T) {
	s := scan([]byte(`<!doctype html><HTML lang=fr><head><meta property="og:title" content="A &amp; B"><meta name=Author content='Ada'>
<link rel="Canonical" href="/x?a=1&amp;b=2"><title>A &lt; B
 | Site</title><script type="application/ld+json">{"a":1}</script></head><body><svg><title>no</title></svg><h1>A</h1></body>`))
	if s.metas["og:title"] != "A & B" || s.metas["author"] != "Ada" || s.canonical != "/x?a=1&b=2" || s.title != "A < B | Site" || s.language != "fr" || len(s.linked) != 1 || s.heading < 0 {
		t.Errorf("head read as %q %q %q %q %q, heading at %d", s.metas, s.canonical, s.title, s.language, s.linked, s.heading)
	}
}

func FuzzScan(f *testing.F) {
	for _, s := range []string{"<p>a</p>", "<table><td><p></table>", "<a b='", "</", "<!--", "<svg/><svg", "<p/><br></br>", strings.Repeat("<div>", 500) + "x"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		s := scan(page)
		if len(s.stack) != len(s.sizes) {
			t.Fatalf("%d open elements with %d class counts", len(s.stack), len(s.sizes))
		}
		for _, n := range s.nodes {
			if n.text == "" || strings.TrimSpace(n.text) != n.text {
				t.Fatalf("block %q", n.text)
			}
		}
		if s.head > len(page) || s.heading >= len(page) && len(page) > 0 {
			t.Fatal("offsets beyond the page")
		}
	})
}
