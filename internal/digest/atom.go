package digest

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"github.com/tagwire/tagwire/internal/console"
)

// The Atom feed has an entry for the digest and one for each of its new
// designations and delistings. Ids are stable: a reader that has seen one
// knows it again.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	ID      string         `xml:"id"`
	Title   string         `xml:"title"`
	Updated string         `xml:"updated"`
	Links   []atomLink     `xml:"link"`
	Tags    []atomCategory `xml:"category"`
	Content atomContent    `xml:"content"`
}

type atomLink struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr,omitempty"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	Body string `xml:",chardata"`
}

func renderAtom(d *Digest) (string, error) {
	f, err := newFeed(d)
	if err != nil {
		return "", err
	}
	return f.String()
}

func (f *atomFeed) String() (string, error) {
	b, err := xml.MarshalIndent(f, "", " ")
	if err != nil {
		return "", err
	}
	return xml.Header + string(b) + "\n", nil
}

func newFeed(d *Digest) (*atomFeed, error) {
	name := d.Subscription
	if name == "" {
		name = "digest"
	}
	f := &atomFeed{ID: "urn:tagwire:feed:" + name, Title: "tagwire: " + name, Updated: stamp(d.End), Author: atomAuthor{"tagwire"}}
	if d.Empty() {
		return f, nil
	}
	body, err := renderHTML(d)
	if err != nil {
		return nil, err
	}
	f.Entries = append(f.Entries, atomEntry{
		ID: "urn:tagwire:digest:" + d.ID, Title: d.Subject(), Updated: stamp(d.End),
		Tags: []atomCategory{{"digest"}}, Content: atomContent{"html", body},
	})
	for _, list := range [][]Measure{d.Designations, d.Delistings} {
		for i := range list {
			f.Entries = append(f.Entries, d.measureEntry(&list[i]))
		}
	}
	return f, nil
}

func (d *Digest) measureEntry(m *Measure) atomEntry {
	e := atomEntry{
		ID:      fmt.Sprintf("urn:tagwire:measure:%s:%s:%s", strings.ReplaceAll(m.ID, " ", "-"), m.Action, m.Source.Article),
		Title:   fmt.Sprintf("%s %s – %s", console.Clean(m.Target), m.Action, console.Clean(d.heading(m, m.Agencies))),
		Updated: stamp(d.End), Tags: []atomCategory{{string(m.Action)}, {string(m.Type)}},
		Content: atomContent{"text", console.Clean(m.Evidence + " (" + strings.Trim(outletList(m.Outlets, m.Reports)+"; "+m.lists(), "; ") + ")")},
	}
	if u := webAddress(m.Source.URL); u != "" {
		e.Links = []atomLink{{u, "alternate"}}
	}
	return e
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// feedKeep is how many entries a feed's file keeps.
const feedKeep = 500

// mergeFeed puts the digest's entries before those of the feed that old has,
// which may be empty, and returns the new feed.
func mergeFeed(d *Digest, old []byte) (string, error) {
	f, err := newFeed(d)
	if err != nil {
		return "", err
	}
	var before atomFeed
	if len(bytes.TrimSpace(old)) > 0 {
		if err := xml.Unmarshal(old, &before); err != nil {
			return "", fmt.Errorf("the file there is no Atom feed of ours: %w; move it away", err)
		}
	}
	seen := make(map[string]bool)
	for _, e := range f.Entries {
		seen[e.ID] = true
	}
	for _, e := range before.Entries {
		if !seen[e.ID] && len(f.Entries) < feedKeep {
			f.Entries = append(f.Entries, e)
		}
	}
	if d.Empty() && before.Updated != "" {
		f.Updated = before.Updated
	}
	return f.String()
}
