package desk

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/tagwire/tagwire/internal/listing"
	"github.com/tagwire/tagwire/internal/render"
	"github.com/tagwire/tagwire/internal/status"
	"github.com/tagwire/tagwire/store"
)

//go:embed pages
var files embed.FS

// templates are parsed at start-up: they are part of the program.
var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"day": listing.Day, "title": listing.Title, "flagged": flagged, "percent": percent, "kind": listing.TypeName, "join": strings.Join, "entity": entityPath, "weblink": webLink,
}).ParseFS(files, "pages/*.html"))

// frame is what every page has.
type frame struct {
	Title string
	// Here is the part of the navigation that the page belongs to.
	Here string
	// Query fills the search field.
	Query query
	Page  any
}

// show writes a page whole or not at all.
func show(w http.ResponseWriter, status int, name string, f frame) error {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, name+".html", f); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // a reader that is gone needs no page
	return nil
}

func style(w http.ResponseWriter, r *http.Request) error {
	http.ServeFileFS(w, r, files, "pages/style.css")
	return nil
}

func (d *desk) front(w http.ResponseWriter, r *http.Request) error {
	q, found, more, err := d.asked(r)
	if err != nil {
		return err
	}
	p := struct {
		Articles       []store.Brief
		Narrowed       bool
		Newer, Further string
	}{Articles: found, Narrowed: q.narrowed()}
	if q.Page > 1 {
		p.Newer = q.at(q.Page - 1)
	}
	if more {
		p.Further = q.at(q.Page + 1)
	}
	title := "Articles"
	if q.Words != "" {
		title = q.Words
	}
	return show(w, http.StatusOK, "front", frame{Title: title, Here: "articles", Query: q, Page: p})
}

func (d *desk) article(w http.ResponseWriter, r *http.Request) error {
	rec, err := one[listing.ArticleRecord](r.Context(), d.Ask, "show", "--format=json", "--", r.PathValue("id"))
	if err != nil {
		return err
	}
	if rec.Text == "" {
		return errNoPage // an entity's id
	}
	revisions, err := one[[]listing.Revision](r.Context(), d.Ask, "show", "--revisions", "--format=json", "--", rec.ID)
	if err != nil {
		return err
	}
	slices.Reverse(revisions)
	return show(w, http.StatusOK, "article", frame{Title: rec.Title, Here: "articles", Page: struct {
		listing.ArticleRecord
		Paragraphs [][]segment
		Claims     []claim
		Groups     []render.Group
		Revisions  []listing.Revision
	}{rec, paragraphs(&rec.Tagging), claims(&rec.Tagging), render.Groups(&rec.Tagging), revisions}})
}

func (d *desk) entity(w http.ResponseWriter, r *http.Request) error {
	rec, err := one[listing.EntityRecord](r.Context(), d.Ask, "show", "--format=json", "--", r.PathValue("id"))
	if err != nil {
		return err
	}
	if rec.Type == "" {
		return errNoPage // an article's id
	}
	return show(w, http.StatusOK, "entity", frame{Title: rec.Name, Here: "sanctioned", Page: rec})
}

// sanctionedLimit bounds the list of all that are sanctioned; search finds the
// others.
const sanctionedLimit = 1000

func (d *desk) sanctioned(w http.ResponseWriter, r *http.Request) error {
	type column struct {
		Title    string
		Entities []store.Entity
		Cut      bool
	}
	var columns []column
	for _, k := range [...]string{"persons", "organizations"} {
		g := column{Title: strings.ToUpper(k[:1]) + k[1:]}
		err := each(r.Context(), d.Ask, func(e store.Entity) bool {
			g.Cut = len(g.Entities) == sanctionedLimit
			if !g.Cut {
				g.Entities = append(g.Entities, e)
			}
			return !g.Cut
		}, "list", k, "--sanctioned", "--sort=last", "--format=jsonl", "--limit=0")
		if err != nil {
			return err
		}
		columns = append(columns, g)
	}
	return show(w, http.StatusOK, "sanctioned", frame{Title: "Sanctioned", Here: "sanctioned", Page: columns})
}

func (d *desk) status(w http.ResponseWriter, r *http.Request) error {
	rep, err := one[status.Report](r.Context(), d.Ask, "status", "--feeds", "--format=json")
	if err != nil {
		return err
	}
	return show(w, http.StatusOK, "status", frame{Title: "Status", Here: "status", Page: rep})
}

func percent(p float64) int { return int(p*100 + .5) }

// entityPath is the address of an entity's page; its parts are escaped, the
// slashes between them are not.
func entityPath(id string) string { return (&url.URL{Path: "/entity/" + id}).EscapedPath() }

// webLink is an address that a browser may be sent to, or "".
func webLink(address string) string {
	if u, err := url.Parse(address); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		return address
	}
	return ""
}
