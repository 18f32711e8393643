package link_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/extractor"
	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/fetcher/clean"
)

const shared = "../../../../shared/"

var full = flag.Bool("full", false, "list the links in ordinary texts, to be judged by reading")

// TestOrdinaryTexts links texts that are not about sanctions against the lists
// of OFAC, the UN, the EU and the UK. Who is named there may well be listed:
// with -full the links are printed, to be judged by reading. The bound holds
// whatever they are.
func TestOrdinaryTexts(t *testing.T) {
	if !*full {
		t.Skip("read what it prints with -full")
	}
	var lists []source.List
	for _, f := range []string{"ofac-sdn/sdn.csv", "ofac-cons/cons_prim.csv", "un/consolidated.xml", "eu/eu_fsf_2024-01.csv.gz", "uk/ConList_2024-01.csv.gz"} {
		l, err := source.ReadFile(shared + "lists/" + f)
		if err != nil {
			t.Skip("no copies of the official lists here")
		}
		lists = append(lists, *l)
	}
	x, err := extractor.New(extractor.WithLists(watchlist.NewHolder(watchlist.Build(lists...))))
	if err != nil {
		t.Fatal(err)
	}
	texts, linked := 0, 0
	for _, a := range ordinary(t) {
		out, err := x.Tag(context.Background(), a)
		if err != nil {
			t.Fatal(err)
		}
		texts++
		any := 0
		for _, e := range out.Entities {
			if len(e.Listed) > 0 {
				l := e.Listed[0]
				t.Logf("%s: %s %q is %s %s %q (%q) %.2f %v", a.ID, e.Type, e.Name, l.List, l.UID, l.Name, l.Matched, l.Score, l.Reasons)
				any = 1
			}
		}
		linked += any
	}
	t.Logf("%d texts, %d with a link", texts, linked)
	if linked*100 > texts*5 {
		t.Errorf("links in %d of %d ordinary texts", linked, texts)
	}
}

// ordinary are press releases that are not about sanctions, and annotated
// corpora's texts.
func ordinary(t *testing.T) (out []article.Article) {
	f, err := os.Open(shared + "corpora/releases/other.jsonl.gz")
	if err != nil {
		t.Skip("no corpora here")
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var r struct{ URL, HTML string }
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		if a, err := clean.HTML([]byte("<html><body><article>"+r.HTML+"</article></body></html>"), r.URL); err == nil {
			a.ID = r.URL
			out = append(out, a)
		}
	}
	for _, c := range strings.Fields("gum-news gum uner-ewt wikigold btc wnut17 crossner-literature crossner-music crossner-science crossner-ai") {
		files, _ := filepath.Glob(shared + "corpora/ner/" + c + "/*.conll")
		for _, name := range files {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range documents(string(b)) {
				out = append(out, article.Article{ID: c, Text: text})
			}
		}
	}
	return out
}

// documents puts the texts of a file of tagged tokens together again, in
// pieces of about 3,000 bytes.
func documents(s string) (out []string) {
	var b strings.Builder
	flush := func() {
		if b.Len() > 200 {
			out = append(out, b.String())
		}
		b.Reset()
	}
	for line := range strings.Lines(s) {
		w, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		switch {
		case w == "-DOCSTART-":
			flush()
		case w == "":
			b.WriteString("\n")
			if b.Len() > 3000 {
				flush()
			}
		default:
			if b.Len() > 0 && !strings.ContainsAny(w[:1], ".,;:!?)'") {
				b.WriteByte(' ')
			}
			b.WriteString(w)
		}
	}
	flush()
	return out
}
