package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/internal/export"
	"github.com/tagwire/tagwire/store"
	"github.com/tagwire/tagwire/store/storetest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func sample(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), store.FileName), store.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	b := storetest.New("https://a.example/1", `A "quoted" <title> & more`, storetest.Day)
	span := b.Say("The Treasury designated Anton Zubov of Dubai under E.O. 14024 on Tuesday.")
	b.Designate(tagging.Person, "Anton Zubov", tagging.Designated, "E.O. 14024", "OFAC", "2025-03-04", span)
	b.Entity(tagging.Person, "Anton Zubov").Listed = []tagging.Listing{{List: "ofac-sdn", UID: "1", Name: "ZUBOV, Anton", Score: 0.9}}
	b.Entity(tagging.City, "Dubai").Place = &tagging.Place{GeonamesID: 292223, Name: "Dubai", Country: "AE"}
	b.Entity(tagging.LegalAuthority, "E.O. 14024")
	late := storetest.New("https://b.example/2", "Nothing named", storetest.Day.AddDate(0, 0, 3))
	late.Say("The weather was fine on the coast, and nobody was named by anyone.")
	if _, err := s.PutTaggings(t.Context(), []tagging.Tagging{b.Tagging(), late.Tagging()}); err != nil {
		t.Fatal(err)
	}
	return s
}

func write(t *testing.T, s *store.Store, format string, q export.Query) ([]byte, int) {
	t.Helper()
	var out bytes.Buffer
	n, err := export.Write(t.Context(), &out, s, format, q)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), n
}

func TestGolden(t *testing.T) {
	s := sample(t)
	for _, format := range []string{"jsonl", "csv", "ftm", "graphml"} {
		t.Run(format, func(t *testing.T) {
			got, n := write(t, s, format, export.Query{})
			if n != 2 {
				t.Errorf("%d articles, want 2", n)
			}
			path := filepath.Join("testdata", "sample."+format)
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestBounds(t *testing.T) {
	s := sample(t)
	if _, n := write(t, s, "jsonl", export.Query{Since: storetest.Day.AddDate(0, 0, 1)}); n != 1 {
		t.Errorf("%d articles since the next day, want 1", n)
	}
	if _, n := write(t, s, "jsonl", export.Query{Until: storetest.Day.Add(time.Second)}); n != 1 {
		t.Errorf("%d articles until the first, want 1", n)
	}
}

// TestReadBack reads each machine format with a parser that is not ours.
func TestReadBack(t *testing.T) {
	s := sample(t)
	want := storetest.Taggings(300, 4)
	if _, err := s.PutTaggings(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	jsonl, n := write(t, s, "jsonl", export.Query{})
	if got := bytes.Count(jsonl, []byte("\n")); got != n || n != 302 {
		t.Errorf("%d lines for %d articles, want 302", got, n)
	}
	last := bytes.Split(bytes.TrimSpace(jsonl), []byte("\n"))[n-1]
	var back tagging.Tagging
	if err := json.Unmarshal(last, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want[len(want)-1], back); diff != "" {
		t.Errorf("the last line is not the last article:\n%s", diff)
	}

	flat, _ := write(t, s, "csv", export.Query{})
	records, err := csv.NewReader(bytes.NewReader(flat)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	columnar, _ := write(t, s, "parquet", export.Query{})
	f, err := parquet.OpenFile(bytes.NewReader(columnar), int64(len(columnar)))
	if err != nil {
		t.Fatal(err)
	}
	if f.NumRows() != int64(len(records)-1) {
		t.Errorf("parquet has %d rows, CSV %d", f.NumRows(), len(records)-1)
	}
	var names []string
	for _, c := range f.Schema().Columns() {
		names = append(names, strings.Join(c, "."))
	}
	if diff := cmp.Diff(records[0], names); diff != "" {
		t.Errorf("columns differ:\n%s", diff)
	}

	graph, _ := write(t, s, "graphml", export.Query{})
	nodes := map[string]bool{}
	dec := xml.NewDecoder(bytes.NewReader(graph))
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		el, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range el.Attr {
			switch {
			case el.Name.Local == "node" && a.Name.Local == "id":
				if nodes[a.Value] {
					t.Fatalf("node %s stands twice", a.Value)
				}
				nodes[a.Value] = true
			case el.Name.Local == "edge" && a.Name.Local != "id" && !nodes[a.Value]:
				t.Fatalf("an edge to %s, which is no node", a.Value)
			}
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	if err := export.CheckFormat("xls"); err == nil || !strings.Contains(err.Error(), "parquet") {
		t.Errorf("got %v, want the list of formats", err)
	}
}
