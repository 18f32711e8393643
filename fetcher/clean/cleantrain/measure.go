package cleantrain

import (
	"strings"

	"github.com/tagwire/tagwire/fetcher/clean"
)

// Result is the measure of a set of pages.
type Result struct {
	Pages                 int
	Precision, Recall, F1 float64 // means over pages
	With, Without         float64 // shares of snippets kept and of those gone
	Failed                int     // pages that gave an error, counted as empty
}

// Extract gives the text of a page.
type Extract func(p Page) (string, error)

// Clean is the extraction that tagwire ships.
func Clean(p Page) (string, error) {
	a, err := clean.HTML(p.HTML, p.URL)
	return a.Text, err
}

// Measure runs an extraction over pages; each, if not nil, sees every page's
// text and F1.
func Measure(pages []Page, extract Extract, each func(p Page, text string, f1 float64)) Result {
	r := Result{Pages: len(pages)}
	var with, kept, without, gone int
	for _, p := range pages {
		text, err := extract(p)
		if err != nil {
			r.Failed++
		}
		pr, rc, f := F1(text, p.Text)
		r.Precision += pr
		r.Recall += rc
		r.F1 += f
		flat := " " + strings.Join(Words(text), " ") + " "
		for _, s := range p.With {
			with++
			if strings.Contains(flat, strings.Join(Words(s), " ")) {
				kept++
			}
		}
		for _, s := range p.Without {
			without++
			if !strings.Contains(flat, strings.Join(Words(s), " ")) {
				gone++
			}
		}
		if each != nil {
			each(p, text, f)
		}
	}
	n := float64(max(1, len(pages)))
	r.Precision, r.Recall, r.F1 = r.Precision/n, r.Recall/n, r.F1/n
	r.With, r.Without = float64(kept)/float64(max(1, with)), float64(gone)/float64(max(1, without))
	return r
}

// Train learns a classifier from pages.
func Train(pages []Page, set clean.Settings) *clean.Classifier {
	return clean.Learn(Label(pages), set)
}

// Label cuts pages into blocks and marks those of the story.
func Label(pages []Page) []*clean.Labelled {
	labelled := make([]*clean.Labelled, 0, len(pages))
	for _, p := range pages {
		labelled = append(labelled, clean.Label(p.HTML, Story(p.Truth)))
	}
	return labelled
}
