package desk

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/tagwire/tagwire/store"
)

// perPage is how many articles a page lists.
const perPage = 25

// query is what articles are asked for by.
type query struct {
	Words, Site, Since, Until string
	Sanctioned                bool
	Page                      int // from 1
}

// parseQuery reads an address's parameters.
func parseQuery(v url.Values) (query, error) {
	q := query{
		Words: strings.TrimSpace(v.Get("q")), Site: strings.TrimSpace(v.Get("site")), Since: v.Get("since"), Until: v.Get("until"),
		Sanctioned: v.Get("sanctioned") != "", Page: 1,
	}
	for _, day := range []string{q.Since, q.Until} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return q, badRequest{fmt.Errorf("%q is no day: write it as 2026-11-24", day)}
		}
	}
	if p := v.Get("page"); p != "" {
		n, err := strconv.Atoi(p)
		if err != nil || n < 1 || n > 10_000 {
			return q, badRequest{fmt.Errorf("%q is no page number", p)}
		}
		q.Page = n
	}
	if len(q.Words) > 400 || len(q.Site) > 200 {
		return q, badRequest{fmt.Errorf("that is too long to look for")}
	}
	return q, nil
}

// values writes the query as an address's parameters.
func (q query) values() url.Values {
	v := url.Values{}
	set := func(key, value string) {
		if value != "" {
			v.Set(key, value)
		}
	}
	set("q", q.Words)
	set("site", q.Site)
	set("since", q.Since)
	set("until", q.Until)
	if q.Sanctioned {
		v.Set("sanctioned", "1")
	}
	if q.Page > 1 {
		v.Set("page", strconv.Itoa(q.Page))
	}
	return v
}

// at is the address of another page of the same query.
func (q query) at(page int) string {
	q.Page = page
	if v := q.values().Encode(); v != "" {
		return "/?" + v
	}
	return "/"
}

// narrowed reports whether more is asked for than all articles.
func (q query) narrowed() bool {
	q.Page = 0
	return q != query{}
}

// args is the command that lists the articles, those that keeps says no to
// among them.
func (q query) args() []string {
	if words := strings.Fields(q.Words); len(words) > 0 {
		return append([]string{"search", "--format=jsonl", "--limit=0", "--"}, words...)
	}
	args := []string{"list", "articles", "--format=jsonl", "--limit=0"}
	if q.Since != "" {
		args = append(args, "--since="+q.Since)
	}
	if q.Until != "" {
		args = append(args, "--until="+q.nextDay())
	}
	return args
}

// nextDay is the day behind the last one that is asked for.
func (q query) nextDay() string {
	t, err := time.Parse(time.DateOnly, q.Until)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}

// keeps reports whether the query asks for an article. Both days count.
func (q query) keeps(b *store.Brief) bool {
	day := b.Time().UTC().Format(time.DateOnly)
	switch {
	case q.Since != "" && day < q.Since, q.Until != "" && day > q.Until:
		return false
	case q.Site != "" && !strings.Contains(strings.ToLower(b.Site+" "+b.URL), strings.ToLower(q.Site)):
		return false
	case q.Sanctioned && len(flagged(b)) == 0:
		return false
	}
	return true
}

// flagged are the names that an article says are sanctioned.
func flagged(b *store.Brief) (out []store.BriefEntity) {
	for _, e := range b.Entities {
		if e.Sanctioned {
			out = append(out, e)
		}
	}
	return out
}

// asked returns the page of articles that a request asks for.
func (d *desk) asked(r *http.Request) (q query, found []store.Brief, more bool, err error) {
	if q, err = parseQuery(r.URL.Query()); err == nil {
		found, more, err = d.articles(r.Context(), q)
	}
	return q, found, more, err
}

// articles returns one page of a query's articles and whether there are more.
func (d *desk) articles(ctx context.Context, q query) (found []store.Brief, more bool, err error) {
	skip := (q.Page - 1) * perPage
	err = each(ctx, d.Ask, func(b store.Brief) bool {
		if !q.keeps(&b) {
			return true
		}
		if skip > 0 {
			skip--
			return true
		}
		if len(found) == perPage {
			more = true
			return false
		}
		found = append(found, b)
		return true
	}, q.args()...)
	return found, more, err
}
