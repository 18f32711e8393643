package clean

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// visible are the characters that a reader sees of a page as the tree of
// golang.org/x/net/html has them, white space aside.
func visible(t testing.TB, page []byte) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Skip("nested beyond what the parser takes")
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && n.DataAtom != atom.Xmp && (rawText(n.DataAtom) || mute(n.DataAtom) || n.Namespace != ""):
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	return noSpace(b.String())
}

func noSpace(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == 0 {
			return -1
		}
		return r
	}, s)
}

// scanned are the characters of a page's blocks.
func scanned(page []byte) string {
	var b strings.Builder
	for _, n := range scan(page).nodes {
		b.WriteString(n.text)
	}
	return noSpace(b.String())
}

// quirks are pieces of pages that tokenizers get wrong.
var quirks = []string{
	"<p>", "</p>", "<p class=a>", "text ", "more", "<div>", "</div>", "<b>", "</b>", "<br>", "<ul><li>", "</ul>",
	"<script>", "</script>", "</script >", "</SCRIPT/", "</scripty>", "<!--", "-->", "--!>", "<!-->", "<!--->", "<script", "<!-", "--", "->", ">", "<", "</", "</ ", "</>", "</3>", "<3", "<!x>", "<?x>", "<![CDATA[", "]]>",
	"<style>", "</style>", "</styles>", "<textarea>", "</textarea>", "<title>", "</title>", "<xmp>", "</xmp>", "<noscript>", "</noscript>", "<iframe>", "</iframe>", "<noembed>", "</noembed>",
	"<a href='", "'", "\"", "<p title=\"", "<p title=\"<script>\">", "<i a=b/>", "<i =a=>", "<i a = '>'>", "<i/a>", "<i a'b\">", "&amp;", "&lt;p>", "&#x3c;", "&notin", "=", "/", "/>", "\n", " ",
	"<svg>", "</svg>", "<svg/>", "<svg><path d='M0'/></svg>", "<math><mi>x</mi></math>",
}

// TestQuirks wants of each pair and each of many triples of quirks between
// words what the tree has. Structure that a tree builder moves or repairs is
// another matter: see TestScan.
func TestQuirks(t *testing.T) {
	check := func(page string) {
		if tree, got := visible(t, []byte(page)), scanned([]byte(page)); got != tree {
			t.Errorf("%q\nread as %q\ntree has %q", page, got, tree)
		}
	}
	for i, a := range quirks {
		for k, b := range quirks {
			check("<body>one" + a + "two" + b + "three")
			check("<body>one" + a + "two" + b + "three" + quirks[(7*i+13*k)%len(quirks)] + "four")
			check("<body>one" + a + b + quirks[(i+k)%len(quirks)] + "two")
		}
	}
}

// structure are tags that a tree builder repairs: it closes elements, takes text
// out of tables, ignores tags that may not stand where they do.
var structure = []string{
	"<table>", "<tr>", "<td>", "</td>", "</table>", "<caption>", "<h1>", "</h2>", "<form>", "</form>", "<button>", "<head>", "<p>", "</p>", "<div>", "</div>",
	"<ul>", "<li>", "</ul>", "<a>", "</a>", "<b>", "</b>", "<textarea>", "<noscript>", "<style>", "<title>", "</title>", "<video></video>", "</video>",
	"<object>x</object>", "</object>", "<template>y</template>", "</template>", "<select><option>z</select>", "</html>", "<body>", "<frameset>", "<plaintext>",
}

// TestNothingIsLost wants of all triples of them the characters of the tree, in
// whatever order.
func TestNothingIsLost(t *testing.T) {
	sorted := func(s string) string {
		r := []rune(s)
		slices.Sort(r)
		return string(r)
	}
	for _, a := range structure {
		for _, b := range structure {
			for _, c := range structure {
				page := "<body>one" + a + "two" + b + "three" + c + "four"
				if tree, got := visible(t, []byte(page)), scanned([]byte(page)); sorted(got) != sorted(tree) {
					t.Errorf("%q\nread as %q\ntree has %q", page, got, tree)
				}
			}
		}
	}
}

// FuzzVisible strings quirks together, each byte choosing one, and wants the
// characters that the tree has.
func FuzzVisible(f *testing.F) {
	for i := range quirks {
		f.Add([]byte{byte(i), 5, byte(2 * i), 6, byte(3 * i)})
	}
	f.Fuzz(func(t *testing.T, choice []byte) {
		page := []byte("<body>")
		for i, c := range choice[:min(len(choice), 24)] {
			page = append(page, quirks[int(c)%len(quirks)]...)
			if c >= 128 {
				page = append(page, byte('a'+i))
			}
		}
		if leavesComment(page) {
			t.Skip("the tree's tokenizer reads this as browsers do not")
		}
		// The end of a drawing ends it here, whatever HTML is open in it; and
		// emphasis that a tree builder opens again in the next paragraph is not
		// open here, so its end does not end a drawing.
		if _, drawing, _ := bytes.Cut(page, []byte("<svg>")); bytes.Contains(drawing, []byte("<title>")) || bytes.Contains(drawing, []byte("</b>")) {
			t.Skip("drawings in other elements are read more kindly")
		}
		if tree, got := visible(t, page), scanned(page); got != tree {
			t.Errorf("%q\nread as %q\ntree has %q", page, got, tree)
		}
	})
}

// leavesComment reports whether a script of a page may hold a comment with a
// "<" in it that begins no tag. HTML stays in the comment, the tokenizer of
// golang.org/x/net/html leaves it.
func leavesComment(page []byte) bool {
	_, script, _ := bytes.Cut(page, []byte("<script"))
	_, comment, _ := bytes.Cut(script, []byte("<!--"))
	for i, c := range comment {
		if c == '<' && (i+1 == len(comment) || comment[i+1] != '/' && !letter(comment[i+1])) {
			return true
		}
	}
	return false
}
