package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/tagwire/tagwire/store"
)

// writeJSON writes v in one line.
func writeJSON(w io.Writer, v any) {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v) // a reader that is gone needs no answer
}

// apiArticles lists a page of articles: {"articles": […], "next": "/api/…"}.
func (d *desk) apiArticles(w http.ResponseWriter, r *http.Request) error {
	q, found, more, err := d.asked(r)
	if err != nil {
		return err
	}
	if found == nil {
		found = []store.Brief{}
	}
	out := struct {
		Articles []store.Brief `json:"articles"`
		Next     string        `json:"next,omitempty"`
	}{Articles: found}
	if more {
		q.Page++
		out.Next = "/api/articles?" + q.values().Encode()
	}
	w.Header().Set("Content-Type", "application/json")
	writeJSON(w, out)
	return nil
}

// apiOne gives an article or entity as "show --format json" prints it.
func (d *desk) apiOne(w http.ResponseWriter, r *http.Request) error {
	return d.pass(w, r, "show", "--format=json", "--", r.PathValue("id"))
}

// apiStatus gives the state as "status --format json" prints it.
func (d *desk) apiStatus(w http.ResponseWriter, r *http.Request) error {
	return d.pass(w, r, "status", "--feeds", "--format=json")
}

func (d *desk) pass(w http.ResponseWriter, r *http.Request, args ...string) error {
	var out bytes.Buffer
	if err := d.Ask(r.Context(), &out, args...); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = out.WriteTo(w)
	return nil
}

// exports are the formats that a browser can download, and what they are.
var exports = []struct{ Format, Type, Says string }{
	{"jsonl", "application/jsonl", "one tagged article a line, with text and offsets"},
	{"csv", "text/csv; charset=utf-8", "a row for each entity and measure, for spreadsheets"},
	{"ftm", "application/jsonl", "FollowTheMoney entities"},
	{"graphml", "application/xml", "a graph of articles and entities"},
	{"parquet", "application/vnd.apache.parquet", "a row for each entity and measure, for data tools"},
}

// export shows the form or, asked for a format, sends the file.
func (d *desk) export(w http.ResponseWriter, r *http.Request) error {
	q, err := parseQuery(r.URL.Query())
	if err != nil {
		return err
	}
	format := r.URL.Query().Get("format")
	if format == "" {
		return show(w, http.StatusOK, "export", frame{Title: "Export", Here: "export", Query: q, Page: exports})
	}
	for _, e := range exports {
		if e.Format != format {
			continue
		}
		args := []string{"export", "--format=" + format}
		if q.Since != "" {
			args = append(args, "--since="+q.Since)
		}
		if q.Until != "" {
			args = append(args, "--until="+q.nextDay())
		}
		name := strings.Join(strings.Fields("tagwire "+q.Since+" "+q.Until), "-") + "." + format
		out := &download{w: w, contentType: e.Type, name: name}
		if err := d.Ask(r.Context(), out, args...); err != nil {
			if out.begun {
				panic(http.ErrAbortHandler) // the reader must not take half a file for a whole one
			}
			return err
		}
		if !out.begun {
			_, _ = out.Write(nil)
		}
		return nil
	}
	return badRequest{fmt.Errorf("%q is no format of export", format)}
}

// download sends a file's headers with its first bytes, so that what fails
// before can still be told.
type download struct {
	w                 http.ResponseWriter
	contentType, name string
	begun             bool
}

func (d *download) Write(b []byte) (int, error) {
	if !d.begun {
		d.begun = true
		d.w.Header().Set("Content-Type", d.contentType)
		d.w.Header().Set("Content-Disposition", `attachment; filename="`+d.name+`"`)
	}
	return d.w.Write(b)
}
