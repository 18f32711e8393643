package listing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/store"
)

// EntityRecord is all that the store knows of an entity.
type EntityRecord struct {
	store.Entity
	Claims   []store.Claim   `json:"claims,omitempty"`
	Mentions []store.Mention `json:"mentions"`
}

// Show prints the article or entity that id names: an id, the beginning of
// one, or an entity's name.
func Show(ctx context.Context, s *store.Store, w io.Writer, page console.Page, format, id string) error {
	if err := CheckFormat(format, "text", "json"); err != nil {
		return err
	}
	article, err := s.ResolveArticle(ctx, id)
	if err == nil {
		rec, err := articleRecord(ctx, s, article)
		if err != nil {
			return err
		}
		if format == "json" {
			return printJSON(w, rec)
		}
		_, err = io.WriteString(w, articleText(page, rec))
		return err
	}
	var many *store.AmbiguousError
	if !errors.Is(err, store.ErrNotFound) && !errors.As(err, &many) {
		return err
	}
	entity, entityErr := s.ResolveEntity(ctx, id)
	switch {
	case entityErr == nil:
		return showEntity(ctx, s, w, page, format, entity)
	case errors.Is(entityErr, store.ErrNotFound) && many == nil:
		return fmt.Errorf("nothing is stored under %q; \"tagwire list articles\" and \"tagwire search %s\" show ids", id, id)
	case errors.Is(entityErr, store.ErrNotFound):
		entityErr = many
	}
	if errors.As(entityErr, &many) {
		return fmt.Errorf("%q fits several: %s; give more of the id", id, strings.Join(many.Matches, ", "))
	}
	return entityErr
}

func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(v)
}

func showEntity(ctx context.Context, s *store.Store, w io.Writer, page console.Page, format, id string) error {
	e, err := s.Entity(ctx, id)
	if err != nil {
		return err
	}
	rec := EntityRecord{Entity: e}
	if rec.Claims, err = s.Claims(ctx, id); err != nil {
		return err
	}
	if rec.Mentions, err = s.Mentions(ctx, id); err != nil {
		return err
	}
	if format == "json" {
		return printJSON(w, rec)
	}
	if _, err := io.WriteString(w, entityText(page, &rec)); err != nil {
		return err
	}
	rows := make([][]string, 0, len(rec.Mentions))
	for _, m := range rec.Mentions {
		b, err := s.Brief(ctx, m.Seq)
		if err != nil {
			return err
		}
		rows = append(rows, []string{m.Article, Day(m.Time), Title(b), strconv.Itoa(m.Count)})
	}
	return page.Table(w, []console.Column{{Title: "ARTICLE"}, {Title: "DATE"}, {Title: "TITLE", Flexible: true}, {Title: "MENTIONS", Right: true}}, rows)
}

// typeNames are the types as people say them.
var typeNames = map[tagging.Type]string{
	tagging.LegalAuthority: "legal authority", tagging.CryptoAddress: "crypto address",
}

// TypeName is a type as people say it.
func TypeName(t tagging.Type) string {
	if n := typeNames[t]; n != "" {
		return n
	}
	return string(t)
}

func entityText(page console.Page, r *EntityRecord) string {
	var b strings.Builder
	b.WriteString(page.Bold(console.Clean(r.Name)) + "  " + page.Dim(TypeName(r.Type)+" · "+r.ID) + "\n")
	facts := []string{plural(r.Articles, "article")}
	if !r.First.IsZero() {
		facts = append(facts, "first "+Day(r.First), "last "+Day(r.Last))
	}
	if r.Sanctioned > 0 {
		facts = append(facts, fmt.Sprintf("sanctioned, say %s", plural(r.Sanctioned, "article")))
	}
	if r.Place != nil {
		facts = append(facts, fmt.Sprintf("%s, %.2f %.2f, GeoNames %d", r.Place.Country, r.Place.Latitude, r.Place.Longitude, r.Place.GeonamesID))
	}
	b.WriteString(page.Block("  ", "  ", strings.Join(facts, " · ")))
	for _, l := range r.Listed {
		b.WriteString(page.Block("  on ", "     ", fmt.Sprintf("%s as %s (%s), %s", l.List, l.Name, l.UID, strings.Join(l.Programs, ", "))))
	}
	for _, c := range r.Claims {
		head := "  " + page.Yellow(Measure(c.Action, c.Authority, c.Agency, c.Date))
		if !c.Current {
			head += page.Dim(" (no longer in the article)")
		}
		b.WriteString("\n" + head + "\n")
		b.WriteString(page.Block("    “", "    ", c.Evidence+"” — article "+c.Article))
	}
	b.WriteByte('\n')
	return b.String()
}

// Measure says a measure in words: "designated under E.O. 13382 by OFAC on
// 2023-06-15".
func Measure(action tagging.Action, authority, agency, date string) string {
	s := string(action)
	if authority != "" {
		s += " under " + authority
	}
	if agency != "" {
		s += " by " + agency
	}
	if date != "" {
		s += " on " + date
	}
	return console.Clean(s)
}

func articleText(page console.Page, it *ArticleRecord) string {
	var b strings.Builder
	title := it.Title
	if title == "" {
		title = "(untitled)"
	}
	for _, l := range console.Wrap(console.Clean(title), page.Columns()) {
		b.WriteString(page.Bold(l) + "\n")
	}
	var facts []string
	for _, f := range []string{it.Byline, it.Site, Day(it.Published), it.Language, "id " + it.ID} {
		if f != "" {
			facts = append(facts, f)
		}
	}
	if it.Paywalled {
		facts = append(facts, "paywalled: this is only a part of the story")
	}
	b.WriteString(page.Dim(strings.TrimRight(page.Block("", "", strings.Join(facts, " · ")), "\n")) + "\n")
	if it.URL != "" {
		b.WriteString(console.Clean(it.URL) + "\n")
	}
	b.WriteByte('\n')
	b.WriteString(copiesText(page, it))
	for _, e := range it.Entities {
		for _, d := range e.Designations {
			b.WriteString(page.Block("  ! ", "    ", e.Name+": "+Measure(d.Action, d.Authority, d.Agency, d.Date)))
		}
	}
	for _, typ := range []tagging.Type{tagging.Person, tagging.Organization, tagging.City, tagging.LegalAuthority} {
		var names []string
		for _, e := range it.Entities {
			if e.Type == typ {
				names = append(names, e.Name)
			}
		}
		if len(names) > 0 {
			label := console.Pad(TypeName(typ)+":", 17)
			b.WriteString(page.Block("  "+label, strings.Repeat(" ", 19), strings.Join(names, "; ")))
		}
	}
	for _, paragraph := range strings.Split(it.Text, "\n\n") {
		b.WriteString("\n" + page.Block("", "", paragraph))
	}
	return b.String()
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
