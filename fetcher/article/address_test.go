package article_test

import (
	"testing"

	"github.com/tagwire/tagwire/fetcher/article"
)

func TestCleanURL(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"already clean", "https://gazette.example/a/b?id=7", "https://gazette.example/a/b?id=7"},
		{"tracking parameters", "https://gazette.example/a?utm_source=x&id=7&fbclid=1&UTM_Campaign=y", "https://gazette.example/a?id=7"},
		{"only tracking parameters", "https://gazette.example/a?utm_source=x", "https://gazette.example/a"},
		{"a parameter that only looks like one", "https://gazette.example/a?utm=7&reference=9", "https://gazette.example/a?utm=7&reference=9"},
		{"an escaped name", "https://gazette.example/a?utm%5Fsource=x&b", "https://gazette.example/a?b"},
		{"order and spelling of the rest", "https://gazette.example/a?b=%20&a=1", "https://gazette.example/a?b=%20&a=1"},
		{"fragment", "https://gazette.example/a#comments", "https://gazette.example/a"},
		{"case and port", "HTTPS://Gazette.Example:443/A", "https://gazette.example/A"},
		{"another port", "http://gazette.example:8080/a", "http://gazette.example:8080/a"},
		{"password", "https://me:secret@gazette.example/a", "https://gazette.example/a"},
		{"no path", "https://gazette.example", "https://gazette.example/"},
		{"AMP cache", "https://www-gazette-example.cdn.ampproject.org/c/s/www.gazette.example/a.amp?utm_source=x&id=1", "https://www.gazette.example/a.amp?id=1"},
		{"AMP cache without TLS", "https://gazette-example.cdn.ampproject.org/v/gazette.example/a", "http://gazette.example/a"},
		{"AMP viewer", "https://www.google.com/amp/s/gazette.example/a", "https://gazette.example/a"},
		{"AMP viewer of nothing", "https://www.google.com/amp/s/a", "https://www.google.com/amp/s/a"},
		{"not an address", "pages/a.html", "pages/a.html"},
		{"unreadable", "https://[::1/a", "https://[::1/a"},
		{"empty", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := article.CleanURL(c.in)
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if again := article.CleanURL(got); again != got {
				t.Errorf("cleaned twice: %q", again)
			}
		})
	}
}

func TestVariantsShareAnIdentity(t *testing.T) {
	const story = "https://gazette.example/news/2025/banks-named"
	for _, same := range []string{
		story, story + "/", story + "?utm_source=feed", story + "#main", "http://gazette.example/news/2025/banks-named",
		"https://www.gazette.example/news/2025/banks-named", "https://m.gazette.example/news/2025/banks-named",
		"https://mobile.gazette.example/news/2025/banks-named", "https://amp.gazette.example/news/2025/banks-named",
		story + "/amp", story + "/amp/", story + ".amp", story + "?amp=1", story + "?outputType=amp", story + "?amp",
		"https://gazette.example/amp/news/2025/banks-named", story + "/index.html",
	} {
		if article.NewID(same, "") != article.NewID(story, "") {
			t.Errorf("%s is another article", same)
		}
	}
	if article.NewID("https://x.example/a.amp.html", "") != article.NewID("https://x.example/a.html", "") {
		t.Error("a.amp.html and a.html are two articles")
	}
	if article.NewID("https://x.example/a?b=1&a=2", "") != article.NewID("https://x.example/a?a=2&b=1", "") {
		t.Error("the order of parameters makes two articles")
	}
	for _, other := range []string{
		"https://gazette.example/news/2025/banks-named-again", story + "?page=2", "https://news.gazette.example/news/2025/banks-named",
		"https://gazette.example/amp", "https://gazette.example/", "https://m.com/news/2025/banks-named", story + "/lamp",
	} {
		if article.NewID(other, "") == article.NewID(story, "") {
			t.Errorf("%s is the same article", other)
		}
	}
	if article.NewID("https://gazette.example/amp", "") == article.NewID("https://gazette.example/", "") {
		t.Error("a page about AMP is the front page")
	}
	if article.NewID("https://m.com/a", "") == article.NewID("https://com/a", "") {
		t.Error("m.com lost its name")
	}
}

func TestSameSite(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"www.gazette.example", "gazette.example", true},
		{"news.gazette.example:443", "m.gazette.example", true},
		{"gazette.co.uk", "www.gazette.co.uk", true},
		{"gazette.co.uk", "herald.co.uk", false},
		{"co.uk", "gazette.co.uk", false},
		{"mine.blogspot.com", "yours.blogspot.com", false},
		{"gazette.example", "gazette.example.evil.test", false},
		{"127.0.0.1:80", "127.0.0.1:8080", true},
		{"127.0.0.1", "127.0.0.2", false},
		{"localhost", "localhost:8080", true},
	} {
		if got := article.SameSite(c.a, c.b); got != c.want {
			t.Errorf("SameSite(%s, %s) = %t", c.a, c.b, got)
		}
	}
}

func FuzzCleanURL(f *testing.F) {
	f.Add("https://www-a-example.cdn.ampproject.org/c/s/a.example/x.amp?utm_source=y#z")
	f.Add("http://A.example:80?&&=&a")
	f.Fuzz(func(t *testing.T, s string) {
		once := article.CleanURL(s)
		if twice := article.CleanURL(once); twice != once {
			t.Errorf("%q cleans to %q and then to %q", s, once, twice)
		}
		if article.NewID(s, "") != article.NewID(once, "") {
			t.Errorf("%q and its clean form %q are two articles", s, once)
		}
	})
}
