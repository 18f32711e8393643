// Package cleantrain measures the cleaning of pages against labelled ones, and
// trains the block classifier from them.
//
// It reads the layout of WCXB, the Web Content eXtraction Benchmark: html/ID.html.gz
// with ground-truth/ID.json beside it. A page's score is the F1 of its words,
// as multisets of runs of letters and digits in lower case; a set's score is
// the mean over its pages.
package cleantrain

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode"
)

// Page is one labelled page.
type Page struct {
	ID   string
	URL  string
	HTML []byte
	Truth
}

// Truth is what a correct extraction has.
type Truth struct {
	Text    string   `json:"main_content"`
	Title   string   `json:"title"`
	Author  string   `json:"author"`
	Date    string   `json:"publish_date"`
	With    []string `json:"with"`
	Without []string `json:"without"`
}

// Load reads the pages of a folder, in the order of their ids.
func Load(dir string) ([]Page, error) {
	files, err := filepath.Glob(filepath.Join(dir, "ground-truth", "*.json"))
	if err != nil {
		return nil, err
	}
	sort.Strings(files)
	out := make([]Page, 0, len(files))
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		var g struct {
			URL   string `json:"url"`
			Truth Truth  `json:"ground_truth"`
		}
		if err := json.Unmarshal(data, &g); err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		id := strings.TrimSuffix(filepath.Base(f), ".json")
		page, err := unzip(filepath.Join(dir, "html", id+".html.gz"))
		if err != nil {
			return nil, err
		}
		out = append(out, Page{ID: id, URL: g.URL, HTML: page, Truth: g.Truth})
	}
	return out, nil
}

func unzip(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return io.ReadAll(z)
}

// Words are the runs of letters, digits and underscores of a text, in lower
// case.
func Words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && !unicode.Is(unicode.Mn, r)
	})
}

// F1 compares two texts as multisets of words.
func F1(got, want string) (precision, recall, f1 float64) {
	g, w := Words(got), Words(want)
	if len(g) == 0 && len(w) == 0 {
		return 1, 1, 1
	}
	count := make(map[string]int, len(w))
	for _, x := range w {
		count[x]++
	}
	hit := 0
	for _, x := range g {
		if count[x] > 0 {
			count[x]--
			hit++
		}
	}
	if hit == 0 {
		return 0, 0, 0
	}
	precision, recall = float64(hit)/float64(len(g)), float64(hit)/float64(len(w))
	return precision, recall, 2 * precision * recall / (precision + recall)
}

// Story returns a function that says whether a block of text belongs to the
// truth's story: it stands there as a whole, or most of its word pairs do.
func Story(t Truth) func(string) bool {
	joined := " " + strings.Join(Words(t.Text), " ") + " "
	lines := make(map[string]bool)
	for _, l := range strings.Split(t.Text, "\n") {
		lines[strings.Join(Words(l), " ")] = true
	}
	pairs := make(map[string]bool)
	all := Words(t.Text)
	for i := 1; i < len(all); i++ {
		pairs[all[i-1]+" "+all[i]] = true
	}
	return func(text string) bool {
		w := Words(text)
		key := strings.Join(w, " ")
		switch {
		case len(w) == 0:
			return false
		case lines[key]:
			return true
		case len(w) < 4:
			return len(w) > 1 && strings.Contains(joined, " "+key+" ")
		case strings.Contains(joined, " "+key+" "):
			return true
		}
		hit := 0
		for i := 1; i < len(w); i++ {
			if pairs[w[i-1]+" "+w[i]] {
				hit++
			}
		}
		return hit*10 > (len(w)-1)*7
	}
}
