package clean_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/fetcher/clean"
)

// TestHostilePages cleans pages made to take long: a reading that looks back or
// ahead more than it should would take minutes on them. Each keeps its story or
// is refused for its size.
func TestHostilePages(t *testing.T) {
	const story = "<p>The harbour master said on Wednesday that the blockade had ended after eleven days, and that nine ships were waiting.</p>"
	const size = 1 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	spans := clean.Cleaner{Spans: true}
	for name, page := range map[string]string{
		"less-than signs":          fill("<"),
		"ends of nothing":          fill("</"),
		"comments open":            fill("<!--"),
		"comments nearly closed":   "<!--" + fill("--!"),
		"scripts in comments":      "<script>" + fill("<!--<script>"),
		"comments in scripts":      "<script>" + fill("<!---->"),
		"ends of scripts":          "<script><!--" + fill("<script></script>"),
		"nearly ends of scripts":   "<script>" + fill("</scrip"),
		"titles":                   fill("<title>"),
		"drawings":                 fill("<svg>"),
		"drawings that break out":  fill("<svg><p>"),
		"drawings with ends":       fill("<svg></b>"),
		"sections open":            "<svg>" + fill("<![CDATA["),
		"quotes open":              fill("<p a='"),
		"attributes":               "<p " + fill("a=b "),
		"classes":                  "<p class='" + fill("ab-") + "'>",
		"elements in a row":        fill("<div></div>"),
		"elements in each other":   fill("<div>"),
		"emphasis in each other":   fill("<b><i>"),
		"links in each other":      fill("<a href=x>"),
		"links without end":        fill("<a href=x>y "),
		"tables in each other":     fill("<table><tr><td>"),
		"cells":                    "<table><tr>" + fill("<td colspan=999999>x"),
		"items":                    "<ol>" + fill("<li value=7>"),
		"lists in each other":      fill("<ul><li>"),
		"selections in each other": fill("<select>"),
		"templates":                fill("<template>"),
		"ends":                     fill("</p>"),
		"ends of divisions":        strings.Repeat("<b>", 390) + fill("</div>"),
		"breaks":                   "<p>a" + fill("<br>"),
		"breaks between":           "<p>a" + fill("<br>b"),
		"ampersands":               fill("&"),
		"references":               fill("&notin"),
		"one word":                 fill("x"),
		"one line":                 fill("word "),
		"short lines":              fill("<p>one line"),
		"one paragraph":            "<p>" + fill("It rained, he said. "),
		"metas":                    fill("<meta name=a content=b>"),
		"linked data":              `<script type="application/ld+json">` + fill("[") + "</script>",
		"linked data in lists":     `<script type="application/ld+json">` + fill(`{"@graph":[`) + "</script>",
		"headings":                 fill("<h1>x"),
		"inline ends":              fill("<i>x</b>"),
		"blanks":                   "<p>" + fill(" ") + "x",
		"frames":                   fill("<frameset>"),
		"bare text":                fill("a<b>c"),
	} {
		t.Run(name, func(t *testing.T) {
			for _, body := range []string{"<html><body>" + page, "<html><body>" + story + story[:len(story)-5] + " again.</p>" + page} {
				_, err := spans.Page(article.Page{URL: "https://x.example/", ContentType: "text/html", Body: []byte(body)})
				if err != nil && !errors.Is(err, clean.ErrTooLarge) && !errors.Is(err, clean.ErrNotArticle) && !errors.Is(err, clean.ErrScriptOnly) && !errors.Is(err, clean.ErrFrames) {
					t.Errorf("%.60s: %v", body, err)
				}
			}
		})
	}
}
