package listing_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/internal/listing"
	"github.com/tagwire/tagwire/store"
	"github.com/tagwire/tagwire/store/storetest"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares got with testdata/name.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s:\n%s", name, diff)
	}
}

var sentences = []string{
	"The council named three banks of the region on Monday, two of which had been named before.",
	"Its spokesman said that the banks had moved money for a shipping company that sells oil.",
	"The banks did not answer questions that were sent to them in the afternoon.",
	"A fourth bank, which the first draft had named, was left out at the request of its owners.",
	"Traders in the port said that payments had become slow in the spring and stopped in June.",
	"The measures take effect when they are printed in the official gazette, which is on Thursday.",
}

func write(url, title string, fetched time.Time, sentences ...string) tagging.Tagging {
	b := storetest.New(url, title, storetest.Day)
	for i, s := range sentences {
		if i%2 == 0 && i > 0 {
			b.Paragraph()
		}
		b.Say(s)
	}
	t := b.Tagging()
	t.Fetched = fetched
	return t
}

func newStore(t *testing.T, ts ...tagging.Tagging) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), store.FileName), store.Options{
		NoSync: true, Now: func() time.Time { return storetest.Day.Add(time.Hour) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for _, one := range ts {
		if _, err := s.PutTaggings(t.Context(), []tagging.Tagging{one}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestRevisions(t *testing.T) {
	const url = "https://gazette.example/banks"
	corrected := append([]string{}, sentences...)
	corrected[0] = "The council named four banks of the region on Monday, two of which had been named before."
	corrected = append(corrected[:3], corrected[4:]...)
	first := write(url, "Council names banks", storetest.Day, sentences...)
	again := first
	again.Tagger.Version = "test-2"
	s := newStore(t, first, again,
		write(url, "Council names four banks", storetest.Day.Add(2*time.Hour), corrected...),
		write(url, "Council names four banks", storetest.Day.Add(3*time.Hour), append(corrected, "-- With reporting by the desk in the port.")...),
	)
	id := article.NewID(url, "")
	var text, data bytes.Buffer
	if err := listing.ShowRevisions(t.Context(), s, &text, console.Page{Width: 72}, "text", id[:6]); err != nil {
		t.Fatal(err)
	}
	golden(t, "revisions.txt", text.String())
	if err := listing.ShowRevisions(t.Context(), s, &data, console.Page{}, "json", id); err != nil {
		t.Fatal(err)
	}
	var revisions []listing.Revision
	if err := json.Unmarshal(data.Bytes(), &revisions); err != nil || len(revisions) != 3 {
		t.Fatalf("%d revisions, %v", len(revisions), err)
	}
	if r := revisions[2]; !r.Current || r.Taggings != 1 || r.Changes[len(r.Changes)-1].Kind != "added" {
		t.Errorf("the last revision: %+v", r)
	}
	if err := listing.ShowRevisions(t.Context(), s, &text, console.Page{}, "text", "nothing"); err == nil || !strings.Contains(err.Error(), `no article is stored under "nothing"`) {
		t.Errorf("got %v", err)
	}
}

func TestShowNamesTheCopies(t *testing.T) {
	copied := append([]string{}, sentences...)
	copied[5] = "The measures take effect on Thursday."
	cut := write("https://cut.example/banks", "Council names banks", storetest.Day, sentences...)
	cut.Paywalled = true
	s := newStore(t,
		write("https://gazette.example/banks", "Council names banks", storetest.Day, sentences...),
		write("https://herald.example/2025/banks", "Banks named by council", storetest.Day, copied...),
		write("https://other.example/grain", "Grain prices fall", storetest.Day,
			"Grain became cheaper on Monday after rain in the south had raised hopes for the harvest.", "Millers said that they would wait before they bought more of it."),
		cut,
	)
	var text, data bytes.Buffer
	id := article.NewID("https://gazette.example/banks", "")
	if err := listing.Show(t.Context(), s, &text, console.Page{Width: 72}, "text", id); err != nil {
		t.Fatal(err)
	}
	golden(t, "copies.txt", text.String())
	if err := listing.Show(t.Context(), s, &data, console.Page{}, "json", id); err != nil {
		t.Fatal(err)
	}
	var rec listing.ArticleRecord
	if err := json.Unmarshal(data.Bytes(), &rec); err != nil || len(rec.Copies) != 2 || rec.Story == "" || rec.ID != id {
		t.Errorf("%v: %d copies, story %q, id %q", err, len(rec.Copies), rec.Story, rec.ID)
	}
	data.Reset()
	if err := listing.Show(t.Context(), s, &data, console.Page{}, "json", article.NewID("https://other.example/grain", "")); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(data.String(), "copies") {
		t.Errorf("a story of its own has copies: %s", data.String())
	}
	text.Reset()
	if err := listing.Print(&text, console.Page{Width: 100}, "text", s.Published(t.Context(), time.Time{}, time.Time{}), 0, listing.Articles()); err != nil {
		t.Fatal(err)
	}
	golden(t, "list.txt", text.String())
}
