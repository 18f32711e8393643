package gold

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/article"
)

// Case is one annotated article as it is put to a tagger.
type Case struct {
	Record Record
	// Page is the article as it would be fetched, with the metadata that a
	// feed would give. Its Body is nil where no text was found.
	Page article.Page
}

// Case returns the article as it is put to a tagger.
func (a *Article) Case() Case {
	return Case{Record: a.Record(), Page: article.Page{
		URL: a.URL, FinalURL: a.URL, ContentType: "text/plain; charset=utf-8", Body: []byte(a.Raw), Fetched: a.Published,
		Hint: article.Hint{Title: a.Title, Site: a.Site, Language: "en", Published: a.Published},
	}}
}

// Cases reads the annotated articles of a folder: .gold files anywhere below
// it; or .ann files, whose articles are in the JSONL file texts; or ID.json
// records with their texts, ID.txt, in the folder texts.
func Cases(goldDir, texts string) ([]Case, error) {
	articles, err := Load(goldDir)
	if err != nil {
		return nil, err
	}
	var cases []Case
	for i := range articles {
		cases = append(cases, articles[i].Case())
	}
	if len(cases) > 0 {
		return cases, nil
	}
	if cases, err = annotated(goldDir, texts); err != nil || len(cases) > 0 {
		return cases, err
	}
	records, err := LoadRecords(goldDir)
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		body, err := os.ReadFile(filepath.Join(texts, r.ID+".txt"))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		cases = append(cases, Case{Record: r, Page: article.Page{ContentType: "text/plain; charset=utf-8", Body: body, Fetched: time.Unix(0, 0).UTC()}})
	}
	if len(cases) == 0 {
		return nil, fmt.Errorf("%s holds neither .gold files nor .json or .ann annotations", goldDir)
	}
	return cases, nil
}

// ErrNoOutput says that there is no tagging of an article: all its entities
// count as missed.
var ErrNoOutput = errors.New("no output")

// Source gives the tagging of a case.
type Source func(context.Context, Case) (tagging.Tagging, error)

// Tagged reads existing taggings, DIR/ID.json.
func Tagged(dir string) Source {
	return func(_ context.Context, c Case) (tagging.Tagging, error) {
		path := filepath.Join(dir, c.Record.ID+".json")
		src, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return tagging.Tagging{}, fmt.Errorf("%s: %w", path, ErrNoOutput)
		}
		if err != nil {
			return tagging.Tagging{}, err
		}
		var t tagging.Tagging
		if err := json.Unmarshal(src, &t); err != nil {
			return tagging.Tagging{}, fmt.Errorf("%s: not a tagging: %w", path, err)
		}
		return t, nil
	}
}

// Evaluate scores the taggings that a source gives for the cases.
func Evaluate(ctx context.Context, cases []Case, source Source) (*Report, error) {
	r := &Report{Scores: make(Scores), ByRegime: make(map[string]Scores)}
	for _, c := range cases {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		t, err := source(ctx, c)
		switch {
		case errors.Is(err, ErrNoOutput):
			r.Missing++
		case err != nil:
			return nil, fmt.Errorf("%s: %w", c.Record.ID, err)
		}
		r.add(c.Record, t)
	}
	SortErrors(r.Errors)
	return r, nil
}
