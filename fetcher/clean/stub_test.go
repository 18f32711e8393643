package clean_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/fetcher/clean"
)

// storyPage is an HTML page with a story of some paragraphs, and more below it.
func storyPage(title, heading string, paragraphs int, below string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<html><head><title>%s</title></head><body><nav>Already a subscriber? Sign in</nav><article><h1>%s</h1>`, title, heading)
	for i := range paragraphs {
		fmt.Fprintf(&b, "<p>The ministry said on day %d that it had asked the banks of the region to hold back the payments that the shipping company had made to three of its owners since the spring.</p>", i+1)
	}
	b.WriteString(`</article>` + below + `<footer>About us</footer></body></html>`)
	return b.String()
}

func TestGone(t *testing.T) {
	const story, missing = "Ministry holds back payments", "<p>Sorry, the page you are looking for has moved. Try the search or go back to the front page.</p>"
	latest := strings.Repeat("<p>Read also what the committee said on Tuesday about the price of grain and the harvest of the coming year.</p>", 4)
	for _, c := range []struct {
		name, html string
		url, final string
		want       bool
	}{
		{"a story", storyPage(story+" | Gazette", story, 3, ""), "", "", false},
		{"title", storyPage("Page not found | Gazette", "Latest", 0, latest), "", "", true},
		{"title with the site first", storyPage("Gazette - 404", "Gazette", 0, latest), "", "", true},
		{"title with an exclamation", storyPage("Oops! That page can’t be found. – Gazette", "x", 0, latest), "", "", true},
		{"heading", storyPage("Gazette", "Page not found", 0, latest), "", "", true},
		{"in German", storyPage("Seite nicht gefunden - Zeitung", "", 0, latest), "", "", true},
		{"in Russian", storyPage("Страница не найдена | Газета", "", 0, latest), "", "", true},
		{"text of a short page", storyPage("Gazette", "Gazette", 0, missing), "", "", true},
		{"a short page titled error", storyPage("Error", "Error", 0, "<p>Something has gone wrong here and our engineers are looking at what it may be; come back in an hour.</p>"), "", "", true},
		{"a story about a flight", storyPage("Flight 404: what is known | Gazette", "Flight 404: what is known", 3, ""), "", "", false},
		{"a story about what was not found", storyPage("Missing millions - not found yet | Gazette", "Missing millions not found", 3, ""), "", "", false},
		{"a story that quotes the sentence", storyPage(story, story, 6, missing), "", "", false},
		{"redirected to the front page", storyPage("Gazette", "Gazette", 3, ""), "https://gazette.example/2025/03/banks", "https://www.gazette.example/", true},
		{"the front page itself", storyPage(story, story, 3, ""), "https://gazette.example/index.html", "https://gazette.example/", false},
		{"redirected to another site's front page", storyPage(story, story, 3, ""), "https://short.example/2025/abc", "https://gazette.example/", false},
		{"redirected to the story", storyPage(story, story, 3, ""), "https://gazette.example/2025/03/banks", "https://gazette.example/news/banks", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := clean.Page(article.Page{URL: c.url, FinalURL: c.final, ContentType: "text/html; charset=utf-8", Body: []byte(c.html)})
			if got := errors.Is(err, clean.ErrGone); got != c.want {
				t.Errorf("gone is %t, want %t (%v)", got, c.want, err)
			}
		})
	}
}

func TestPaywalled(t *testing.T) {
	const title = "Ministry holds back payments"
	declared := func(v string, paragraphs int) string {
		return strings.Replace(storyPage(title, title, paragraphs, ""), "<head>", `<head><script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":`+v+`}</script>`, 1)
	}
	for _, c := range []struct {
		name, html string
		want       bool
	}{
		{"a short story below a frame that offers to sign in", storyPage(title, title, 4, ""), false},
		{"the beginning and an offer", storyPage(title, title, 3, `<div class="offer"><h3>Subscribe to continue reading</h3><p>One dollar a week.</p></div>`), true},
		{"the beginning and a question", storyPage(title, title, 2, `<div>Already a subscriber? <a href="/in">Sign in</a></div>`), true},
		{"a whole story and a question", storyPage(title, title, 8, `<div>Already a subscriber? <a href="/in">Sign in</a></div>`), false},
		{"a long story and an offer", storyPage(title, title, 12, `<div>Subscribe to continue reading our newsletter</div>`), false},
		{"offer in a script", storyPage(title, title, 3, `<script>var m = "Subscribe to continue reading"</script><template>Subscribe to continue reading</template>`), false},
		{"in French", storyPage(title, title, 3, `<p>Il vous reste 80 % de cet article à lire. La suite est réservée aux abonnés.</p>`), true},
		{"declared locked", strings.Replace(storyPage(title, title, 3, ""), "<head>", `<head><meta property="article:content_tier" content="locked">`, 1), true},
		{"declared metered", strings.Replace(storyPage(title, title, 3, ""), "<head>", `<head><meta property="article:content_tier" content="metered">`, 1), false},
		{"declared in linked data", declared("false", 4), true},
		{"declared, and whole", declared("false", 14), false},
		{"declared free in linked data", declared("true", 4), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := clean.HTML([]byte(c.html), "")
			if err != nil {
				t.Fatal(err)
			}
			if a.Paywalled != c.want {
				t.Errorf("paywalled is %t, want %t; text:\n%s", a.Paywalled, c.want, a.Text)
			}
		})
	}
}
