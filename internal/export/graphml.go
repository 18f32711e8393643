package export

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// graphML writes articles and entities as nodes, and as edges which article
// names which entity. Measures are edges of their own kind.
type graphML struct {
	out   io.Writer
	begun bool
	seen  map[string]bool
	edges int
	err   error
}

func newGraphML(w io.Writer) writer { return &graphML{out: w, seen: make(map[string]bool)} }

const graphHead = xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="label" for="node" attr.name="label" attr.type="string"/>
<key id="type" for="node" attr.name="type" attr.type="string"/>
<key id="url" for="node" attr.name="url" attr.type="string"/>
<key id="published" for="node" attr.name="published" attr.type="string"/>
<key id="kind" for="edge" attr.name="kind" attr.type="string"/>
<key id="weight" for="edge" attr.name="weight" attr.type="int"/>
<key id="authority" for="edge" attr.name="authority" attr.type="string"/>
<key id="agency" for="edge" attr.name="agency" attr.type="string"/>
<key id="date" for="edge" attr.name="date" attr.type="string"/>
<graph id="tagwire" edgedefault="directed">
`

func (g *graphML) write(t *tagging.Tagging) error {
	g.begin()
	article := "article/" + t.ID
	published := ""
	if !t.Published.IsZero() {
		published = t.Published.UTC().Format(time.RFC3339)
	}
	g.node(article, t.Title, "article", "url", t.URL, "published", published)
	for i := range t.Entities {
		e := &t.Entities[i]
		g.node(e.ID, e.Name, string(e.Type))
		g.edge(article, e.ID, "names", "weight", strconv.Itoa(len(e.Mentions)))
		for _, d := range e.Designations {
			g.edge(article, e.ID, string(d.Action), "authority", d.Authority, "agency", d.Agency, "date", d.Date)
		}
	}
	return g.err
}

func (g *graphML) begin() {
	if !g.begun {
		g.begun = true
		g.print(graphHead)
	}
}

func (g *graphML) close() error {
	g.begin()
	g.print("</graph>\n</graphml>\n")
	return g.err
}

func (g *graphML) node(id, label, typ string, data ...string) {
	if g.seen[id] {
		return
	}
	g.seen[id] = true
	g.print(fmt.Sprintf("<node id=\"%s\">%s</node>\n", escaped(id), fields(append([]string{"label", label, "type", typ}, data...))))
}

func (g *graphML) edge(from, to, kind string, data ...string) {
	g.edges++
	g.print(fmt.Sprintf("<edge id=\"e%d\" source=\"%s\" target=\"%s\">%s</edge>\n", g.edges, escaped(from), escaped(to), fields(append([]string{"kind", kind}, data...))))
}

func fields(pairs []string) string {
	var b strings.Builder
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			fmt.Fprintf(&b, "<data key=\"%s\">%s</data>", pairs[i], escaped(pairs[i+1]))
		}
	}
	return b.String()
}

// escaped makes s fit for XML, characters that XML forbids replaced.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}

func (g *graphML) print(s string) {
	if g.err == nil {
		_, g.err = io.WriteString(g.out, s)
	}
}
