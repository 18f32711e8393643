package story_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tagwire/tagwire/extractor"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/article"
	"github.com/tagwire/tagwire/internal/gold"
	"github.com/tagwire/tagwire/store"
)

// labelled is an article whose event is known.
type labelled struct {
	event, outlet string
	published     time.Time
	title, text   string
}

func (l labelled) name() string { return l.event + "/" + l.outlet }

// readEvents reads a file of testdata in order of publication; the head of
// events.txt explains the format.
func readEvents(t *testing.T, file string) []labelled {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	var all []labelled
	blocks := strings.Split("\n"+string(data), "\n== ")
	for _, block := range blocks[1:] {
		head, body, _ := strings.Cut(block, "\n")
		name, at, _ := strings.Cut(head, " ")
		var l labelled
		l.event, l.outlet, _ = strings.Cut(name, "/")
		if l.published, err = time.Parse("2006-01-02T15:04Z", at); err != nil {
			t.Fatalf("%s: %v", head, err)
		}
		body = strings.TrimSpace(body)
		if from, edits, ok := strings.Cut(body, "\n"); ok && strings.HasPrefix(from, "copy: ") {
			body = edited(t, all, strings.TrimPrefix(from, "copy: "), edits)
		}
		l.title, l.text, _ = strings.Cut(body, "\n")
		l.text = strings.TrimSpace(l.text)
		all = append(all, l)
	}
	slices.SortStableFunc(all, func(a, b labelled) int { return a.published.Compare(b.published) })
	return all
}

// edited is another article's text with changes.
func edited(t *testing.T, all []labelled, from, edits string) string {
	t.Helper()
	i := slices.IndexFunc(all, func(l labelled) bool { return l.name() == from })
	if i < 0 {
		t.Fatalf("copy of %s, which is not there", from)
	}
	paragraphs := append([]string{all[i].title}, strings.Split(all[i].text, "\n\n")...)
	body := strings.Join(paragraphs, "\n\n")
	for _, line := range strings.Split(edits, "\n") {
		switch verb, rest, _ := strings.Cut(line, " "); verb {
		case "-":
			old, now, _ := strings.Cut(rest, " -> ")
			if !strings.Contains(body, old) {
				t.Fatalf("copy of %s: no %q in it", from, old)
			}
			body = strings.Replace(body, old, now, 1)
		case "drop":
			n, err := strconv.Atoi(rest)
			if err != nil {
				t.Fatal(err)
			}
			body = strings.Join(slices.Delete(strings.Split(body, "\n\n"), n, n+1), "\n\n")
		case "add:":
			body += "\n\n" + rest
		default:
			t.Fatalf("copy of %s: %q", from, line)
		}
	}
	return body
}

// grouped tags and stores the articles in the order of their publication and
// returns the story of each.
func grouped(t *testing.T, all []labelled) (stories []string) {
	t.Helper()
	tagger, err := extractor.New()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), store.FileName), store.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	var batch []tagging.Tagging
	for _, l := range all {
		url := "https://" + l.outlet + ".example/" + l.event
		a := article.Article{
			ID: article.NewID(url, l.text), URL: url, Title: l.title, Site: l.outlet, Language: "en",
			Published: l.published, Fetched: l.published.Add(time.Hour), Text: l.text, Revision: article.NewRevision(l.title, l.text),
		}
		tagged, err := tagger.Tag(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		batch = append(batch, tagged)
	}
	if _, err := s.PutTaggings(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	byID := make(map[string]string)
	for b, err := range s.Briefs(t.Context(), 0, 0) {
		if err != nil {
			t.Fatal(err)
		}
		byID[b.ID] = b.Story
	}
	for i := range batch {
		stories = append(stories, byID[batch[i].ID])
	}
	return stories
}

// agreement of a grouping with the events.
type agreement struct{ pairP, pairR, cubeP, cubeR float64 }

func f1(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// agree measures pairs (Rand, 1971) and B-cubed (Bagga and Baldwin, 1998).
func agree(all []labelled, stories []string) agreement {
	var a agreement
	var both, inStory, inEvent float64
	for i := range all {
		var same, story, event float64
		for k := range all {
			s, e := stories[i] == stories[k], all[i].event == all[k].event
			if s {
				story++
			}
			if e {
				event++
			}
			if s && e {
				same++
			}
		}
		a.cubeP += same / story / float64(len(all))
		a.cubeR += same / event / float64(len(all))
		both, inStory, inEvent = both+same-1, inStory+story-1, inEvent+event-1
	}
	a.pairP, a.pairR = both/inStory, both/inEvent
	return a
}

// The least that grouping must reach, below what it does.
const (
	leastPairs = 0.92
	leastCubed = 0.94
)

// TestEvents groups articles whose events are known, in several orders of
// arrival.
func TestEvents(t *testing.T) {
	all := readEvents(t, "events.txt")
	for _, order := range []string{"as published", "newest first", "by outlet"} {
		t.Run(order, func(t *testing.T) {
			list := slices.Clone(all)
			switch order {
			case "newest first":
				slices.Reverse(list)
			case "by outlet":
				slices.SortStableFunc(list, func(a, b labelled) int { return strings.Compare(a.outlet, b.outlet) })
			}
			measure(t, list)
		})
	}
}

// TestUnseenEvents does so with articles on which nothing was set.
func TestUnseenEvents(t *testing.T) { measure(t, readEvents(t, "unseen.txt")) }

// measure groups articles in their order and fails below the floor.
func measure(t *testing.T, list []labelled) {
	t.Helper()
	stories := grouped(t, list)
	a := agree(list, stories)
	t.Logf("%d articles: pairs P %.3f R %.3f F1 %.3f; B-cubed P %.3f R %.3f F1 %.3f", len(list),
		a.pairP, a.pairR, f1(a.pairP, a.pairR), a.cubeP, a.cubeR, f1(a.cubeP, a.cubeR))
	if f1(a.pairP, a.pairR) < leastPairs || f1(a.cubeP, a.cubeR) < leastCubed {
		t.Errorf("below the floor of %.2f for pairs or %.2f for B-cubed", leastPairs, leastCubed)
	}
	if testing.Verbose() {
		t.Log(mistakes(list, stories))
	}
}

// TestDistinctEventsStayApart: the annotated articles, all of them news of
// sanctions or near it, tell an event each.
func TestDistinctEventsStayApart(t *testing.T) {
	articles, err := gold.Load(filepath.Join("..", "..", "fixtures", "gold", "dev"))
	if err != nil {
		t.Fatal(err)
	}
	var all []labelled
	for i, a := range articles {
		at := time.Date(2025, 3, 4, 0, i, 0, 0, time.UTC)
		all = append(all, labelled{event: "dev-" + strconv.Itoa(i), outlet: "wire", published: at, title: a.Title, text: a.Text})
	}
	stories := grouped(t, all)
	if told := mistakes(all, stories); told != "" {
		t.Error(told)
	}
}

// mistakes names each event that is split and each story that is mixed.
func mistakes(all []labelled, stories []string) string {
	var b strings.Builder
	events, mixed := make(map[string][]string), make(map[string][]string)
	for i, l := range all {
		if !slices.Contains(events[l.event], stories[i]) {
			events[l.event] = append(events[l.event], stories[i])
		}
		mixed[stories[i]] = append(mixed[stories[i]], l.name())
	}
	for _, l := range all {
		if list := events[l.event]; len(list) > 1 {
			fmt.Fprintf(&b, "%s is in %d stories:\n", l.event, len(list))
			for _, s := range list {
				fmt.Fprintf(&b, "   %s: %s\n", s, strings.Join(mixed[s], " "))
			}
			delete(events, l.event)
		}
	}
	for s, names := range mixed {
		first, _, _ := strings.Cut(names[0], "/")
		if slices.ContainsFunc(names, func(n string) bool { return !strings.HasPrefix(n, first+"/") }) {
			fmt.Fprintf(&b, "%s mixes %s\n", s, strings.Join(names, " "))
		}
	}
	return b.String()
}
