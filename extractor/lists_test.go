package extractor_test

import (
	"context"
	"sync"
	"testing"

	"github.com/tagwire/tagwire/extractor"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
	"github.com/tagwire/tagwire/fetcher/article"
)

// smallList is a list of one invented person.
func smallList(date string) *watchlist.Index {
	return watchlist.Build(source.List{Name: "sample", Date: date, Entries: []source.Entry{
		{UID: "1", Kind: source.Person, Names: []source.Name{{Text: "OSTROVENKO, Grigori Maksimovich"}}, Programs: []string{"TEST"}},
	}})
}

// TestListsSwap swaps the lists while articles are tagged: every tagging is
// made with one of them, whole, and carries its date.
func TestListsSwap(t *testing.T) {
	h := watchlist.NewHolder(nil)
	x, err := extractor.New(extractor.WithLists(h))
	if err != nil {
		t.Fatal(err)
	}
	a := article.Article{ID: "a", Text: "The Treasury sanctioned Grigori Ostrovenko on Monday for arming militias."}
	tag := func() tagging.Tagging {
		out, err := x.Tag(context.Background(), a)
		if err != nil {
			t.Error(err)
		}
		return out
	}
	if out := tag(); len(out.Tagger.Lists) != 0 || len(person(t, out).Listed) != 0 {
		t.Errorf("without lists: %+v", out)
	}
	h.Swap(smallList("2024-01-01"))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				out := tag()
				if d := out.Tagger.Lists["sample"]; d != "2024-01-01" && d != "2024-02-02" {
					t.Errorf("list of date %q", d)
				}
				if l := person(t, out).Listed; len(l) != 1 || l[0].UID != "1" {
					t.Errorf("listed %+v", l)
				}
			}
		})
	}
	h.Swap(smallList("2024-02-02"))
	wg.Wait()
	if d := tag().Tagger.Lists["sample"]; d != "2024-02-02" {
		t.Errorf("after the swap the list is of %q", d)
	}
}

func person(t *testing.T, out tagging.Tagging) tagging.Entity {
	t.Helper()
	for _, e := range out.Entities {
		if e.Type == tagging.Person {
			return e
		}
	}
	t.Error("no person found")
	return tagging.Entity{}
}
