package digest

import (
	"fmt"
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// How many items of a section are printed; the rest is counted. JSON has all.
const (
	showNames   = 25
	showMovers  = 10
	showStories = 30
	showSources = 4
)

// section is a part of the printed digest, the same for every format: the
// writers only set it. Its texts are as strangers wrote them; a writer makes
// them safe.
type section struct {
	Title string
	// Count is the number behind the title: as many things as Items hold, with
	// those that Note and More count.
	Count int
	// Note stands before the items and counts Above of them elsewhere.
	Note  string
	Above int
	Items []item
	// More says what is left out, Hidden counts it.
	More   string
	Hidden int
}

// item is one entry of a section: exactly one of its fields is set.
type item struct {
	Act   *act
	Name  *nameItem
	Story *storyItem
	Line  string
}

// nameItem is a name with what there is to say of it.
type nameItem struct {
	Name, Facts string
	// Entry is the address of the name's entry on a list, or empty.
	Entry  string
	Source Source
}

// storyItem is a story with its lines in words.
type storyItem struct {
	*Story
	// Outlets names a few, When is the time of its reports.
	Outlets, When string
	// Conflicts are its disagreements in words.
	Conflicts []string
	// Voices are the first reports of its first outlets, Rest counts the other
	// outlets.
	Voices []Source
	Rest   int
}

// things is how many things an item stands for.
func (it *item) things() int {
	if it.Act == nil {
		return 1
	}
	n := 0
	for i := range it.Act.Findings {
		n += len(it.Act.Findings[i].Targets)
	}
	return n
}

// sections are the parts of the digest that have something to say, in order.
// Whoever adds one adds it here and nowhere else.
func (d *Digest) sections() []section {
	all := []section{
		d.measuresSection("New designations", d.Counts.Designations, d.Designations),
		d.measuresSection("Delistings", d.Counts.Delistings, d.Delistings),
		d.firstSeenSection(),
		namesSection("Watchlisted names in the news", d.Counts.Watchlisted, d.Watchlisted),
		d.listSection(),
		d.moversSection(),
		d.storiesSection(),
		d.measuresSection("Earlier measures recalled", d.Counts.Recalled, d.Recalled),
		d.operationsSection(),
	}
	shown := all[:0]
	for _, s := range all {
		if s.Count > 0 {
			shown = append(shown, s)
		}
	}
	return shown
}

func (d *Digest) measuresSection(title string, n int, measures []Measure) section {
	s := section{Title: title, Count: n}
	if len(measures) > 0 && !measures[0].Checked {
		s.Note = "Not checked against official lists, as none are held."
	}
	found := d.acts(measures)
	for i := range found {
		s.Items = append(s.Items, item{Act: &found[i]})
	}
	return s
}

func (d *Digest) firstSeenSection() section {
	s := namesSection("Names seen for the first time", d.Counts.FirstSeen, d.FirstSeen)
	if s.Above = d.Counts.FirstSeenAbove; s.Above > 0 {
		s.Note = fmt.Sprintf("%d of them are targets of the measures here and not named again.", s.Above)
		if len(d.FirstSeen) == 0 {
			s.Note = "All of them are targets of the measures here."
		}
	}
	return s
}

func namesSection(title string, n int, names []Name) section {
	s := section{Title: title, Count: n}
	for i := range names[:min(len(names), showNames)] {
		s.Items = append(s.Items, item{Name: names[i].item("")})
	}
	s.cut(len(names)-len(s.Items), "")
	return s
}

// cut notes that so many things are not shown.
func (s *section) cut(hidden int, with string) {
	if hidden <= 0 {
		return
	}
	s.Hidden = hidden
	s.More = fmt.Sprintf("and %d more%s; the JSON format has all", hidden, with)
}

func (n *Name) item(extra string) *nameItem {
	facts := []string{typeName(n.Type), plural(n.Articles, "article") + extra}
	if n.Sanctioned {
		facts = append(facts, "called sanctioned")
	}
	if len(n.Listed) > 0 {
		facts = append(facts, onLists(n.Listed))
	}
	return &nameItem{n.Name, strings.Join(facts, ", "), entryAddress(n.Listed), n.Source}
}

func (d *Digest) moversSection() section {
	s := section{Title: "More in the news than usual", Count: d.Counts.Movers}
	for i := range d.Movers[:min(len(d.Movers), showMovers)] {
		m := &d.Movers[i]
		s.Items = append(s.Items, item{Name: m.Name.item(fmt.Sprintf(" (usually %.1f)", m.Baseline))})
	}
	s.cut(len(d.Movers)-len(s.Items), "")
	return s
}

func (d *Digest) storiesSection() section {
	s := section{Title: "Stories", Count: d.Counts.Stories}
	articles := 0
	for i := range d.Stories {
		if i < showStories {
			s.Items = append(s.Items, item{Story: d.storyItem(&d.Stories[i])})
		} else {
			articles += d.Stories[i].Articles
		}
	}
	s.cut(len(d.Stories)-len(s.Items), " with "+plural(articles, "article"))
	return s
}

func (d *Digest) storyItem(st *Story) *storyItem {
	it := &storyItem{Story: st, Outlets: outletList(st.Outlets, st.Articles), When: d.span(st), Voices: voices(st)}
	it.Rest = len(st.Outlets) - len(it.Voices)
	if st.Continued {
		it.When += ", continued"
	}
	for i := range st.Conflicts {
		it.Conflicts = append(it.Conflicts, conflictText(&st.Conflicts[i]))
	}
	return it
}

func (d *Digest) operationsSection() section {
	s := section{Title: "What did not come in", Count: len(d.Operations)}
	for _, o := range d.Operations {
		s.Items = append(s.Items, item{Line: o.What + ": " + o.Detail})
	}
	return s
}

// facts are what there is to say of a measure's target beside its name.
func (m *Measure) facts(cities []string) string {
	facts := append([]string{typeName(m.Type)}, cities...)
	if s := sure(m.Confidence); s != "" {
		facts = append(facts, s)
	}
	if m.Action != tagging.Delisted {
		if s := m.lists(); s != "" {
			facts = append(facts, s)
		}
	} else if len(m.Listed) > 0 {
		facts = append(facts, "still on "+entries(m.Listed))
	}
	return strings.Join(facts, ", ")
}

// voices are the first reports of the first few outlets of a story.
func voices(st *Story) []Source {
	var out []Source
	seen := make(map[string]bool)
	for _, s := range st.Sources {
		if !seen[s.Site] && len(out) < showSources {
			seen[s.Site] = true
			out = append(out, s)
		}
	}
	return out
}
