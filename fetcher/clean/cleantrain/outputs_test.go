package cleantrain_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/fetcher/clean"
)

var outputs = flag.String("outputs", "", "write what cleaning makes of each labelled page to this file, one JSON object a line")

// TestWriteOutputs writes what cleaning makes of every page, so that two
// versions of the code can be compared with cmp or diff: a change that is to be
// faster and nothing else leaves the file as it is.
func TestWriteOutputs(t *testing.T) {
	if *outputs == "" {
		t.Skip("-outputs FILE writes")
	}
	f, err := os.Create(*outputs)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	lines := json.NewEncoder(w)
	for _, p := range pages(t) {
		var line struct {
			ID, Error string
			Article   article.Article
		}
		line.ID = p.ID
		if line.Article, err = clean.HTML(p.HTML, p.URL); err != nil {
			line.Error = err.Error()
		}
		if err := lines.Encode(line); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
}
