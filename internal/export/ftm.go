package export

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"strings"
	"time"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// ftmEntity is an entity of the FollowTheMoney model: a schema, and properties
// with any number of values each.
type ftmEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Caption    string              `json:"caption,omitempty"`
	Properties map[string][]string `json:"properties"`
}

// ftmSchemas are the types that FollowTheMoney has a schema for. Cities become
// addresses; a legal authority is the program of a sanction, not an entity.
var ftmSchemas = map[tagging.Type]string{
	tagging.Person:        "Person",
	tagging.Organization:  "Organization",
	tagging.City:          "Address",
	tagging.Vessel:        "Vessel",
	tagging.Aircraft:      "Airplane",
	tagging.CryptoAddress: "CryptoWallet",
}

// ftmCredits says which property of an article names an entity of a type.
var ftmCredits = map[tagging.Type]string{
	tagging.Person: "peopleMentioned", tagging.Organization: "companiesMentioned", tagging.City: "locationMentioned",
}

type ftmWriter struct{ enc *json.Encoder }

func newFTM(w io.Writer) writer {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return &ftmWriter{enc}
}

// write gives an article's entities once more for each article that names
// them: FollowTheMoney merges statements with the same id.
func (f *ftmWriter) write(t *tagging.Tagging) error {
	doc := ftmEntity{ID: ftmID("article", t.ID), Schema: "Article", Caption: t.Title, Properties: map[string][]string{}}
	doc.set("title", t.Title)
	doc.set("sourceUrl", t.URL)
	doc.set("publisher", t.Site)
	doc.set("author", t.Byline)
	doc.set("language", t.Language)
	if !t.Published.IsZero() {
		doc.set("publishedAt", t.Published.UTC().Format(time.RFC3339))
	}
	doc.set("bodyText", t.Text)
	for i := range t.Entities {
		if p := ftmCredits[t.Entities[i].Type]; p != "" {
			doc.set(p, t.Entities[i].Name)
		}
	}
	if err := f.enc.Encode(doc); err != nil {
		return err
	}
	text := []rune(t.Text)
	for i := range t.Entities {
		if err := f.entity(t, &t.Entities[i], text); err != nil {
			return err
		}
	}
	return nil
}

func (f *ftmWriter) entity(t *tagging.Tagging, e *tagging.Entity, text []rune) error {
	schema := ftmSchemas[e.Type]
	if schema == "" {
		return nil
	}
	out := ftmEntity{ID: ftmID(e.ID), Schema: schema, Caption: e.Name, Properties: map[string][]string{}}
	if e.Type == tagging.City {
		out.set("city", e.Name)
		out.set("full", e.Name)
		if e.Place != nil {
			out.set("country", strings.ToLower(e.Place.Country))
		}
	} else {
		out.set("name", e.Name)
		for _, alias := range e.Aliases {
			out.set("alias", alias)
		}
		if e.Sanctioned {
			out.set("topics", "sanction")
		}
		out.set("sourceUrl", t.URL)
	}
	if err := f.enc.Encode(out); err != nil {
		return err
	}
	for _, d := range e.Designations {
		if e.Type == tagging.City {
			break
		}
		s := ftmEntity{ID: ftmID("sanction", e.ID, string(d.Action), d.Authority, d.Agency, d.Date), Schema: "Sanction", Properties: map[string][]string{}}
		s.set("entity", out.ID)
		s.set("authority", d.Agency)
		s.set("program", d.Authority)
		if d.Action == tagging.Delisted {
			s.set("endDate", d.Date)
			s.set("status", "delisted")
		} else {
			s.set("startDate", d.Date)
		}
		s.set("reason", slice(text, d.Evidence))
		s.set("sourceUrl", t.URL)
		if err := f.enc.Encode(s); err != nil {
			return err
		}
	}
	return nil
}

func (f *ftmWriter) close() error { return nil }

// set adds a value that is not empty and not there yet.
func (e *ftmEntity) set(property, value string) {
	if value == "" {
		return
	}
	for _, v := range e.Properties[property] {
		if v == value {
			return
		}
	}
	e.Properties[property] = append(e.Properties[property], value)
}

func ftmID(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return "tagwire-" + hex.EncodeToString(sum[:12])
}
