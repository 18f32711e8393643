package gold

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/tagwire/tagwire/extractor/tagging"
)

// Task is one thing that is measured.
type Task string

// The tasks, in the order in which they are reported. Entities is the sum of
// the four types; Date and Agency are recall on the designations that were
// found; Boilerplate, Body and Offset are recall too.
const (
	Entities    Task = "entities"
	Sanctioned  Task = "sanctioned"
	Designated  Task = "designation"
	Date        Task = "date"
	Agency      Task = "agency"
	Boilerplate Task = "boilerplate"
	Body        Task = "body"
	Offset      Task = "offset"
)

// Tasks lists every task in the order in which they are reported.
var Tasks = []Task{
	Entities, Task(tagging.Person), Task(tagging.Organization), Task(tagging.City), Task(tagging.LegalAuthority),
	Sanctioned, Designated, Date, Agency, Boilerplate, Body, Offset,
}

var entityTypes = []tagging.Type{tagging.Person, tagging.Organization, tagging.City, tagging.LegalAuthority}

// Tally counts hits, false alarms and misses.
type Tally struct{ Hit, Extra, Missed int }

// Add adds another tally.
func (t *Tally) Add(o Tally) { t.Hit += o.Hit; t.Extra += o.Extra; t.Missed += o.Missed }

func (t *Tally) outcome(ok bool) {
	if ok {
		t.Hit++
	} else {
		t.Missed++
	}
}

// Precision is 1 where nothing was claimed.
func (t Tally) Precision() float64 { return ratio(t.Hit, t.Hit+t.Extra) }

// Recall is 1 where there was nothing to find.
func (t Tally) Recall() float64 { return ratio(t.Hit, t.Hit+t.Missed) }

// F1 is the harmonic mean of precision and recall.
func (t Tally) F1() float64 {
	p, r := t.Precision(), t.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// Round rounds a figure to the four decimals in which it is reported.
func Round(f float64) float64 {
	f, _ = strconv.ParseFloat(strconv.FormatFloat(f, 'f', 4, 64), 64)
	return f
}

// Scores are the tallies of one article or the sum of many.
type Scores map[Task]Tally

// Add adds the scores of another article.
func (s Scores) Add(o Scores) {
	for task, t := range o {
		sum := s[task]
		sum.Add(t)
		s[task] = sum
	}
}

// Score compares a tagging with its annotation. The errors explain every miss
// and false alarm.
func Score(want Record, got tagging.Tagging) (Scores, []Error) {
	s, c := compare(want, got)
	return s, c.errors
}

func compare(want Record, got tagging.Tagging) (Scores, *comparison) {
	c := newComparison(want, got)
	c.entities()
	c.sanctioned()
	c.designations()
	c.text()
	s := make(Scores, len(c.tallies)+1)
	for task, t := range c.tallies {
		s[task] = *t
	}
	var all Tally
	for _, t := range entityTypes {
		all.Add(s[Task(t)])
	}
	s[Entities] = all
	return s, c
}

// comparison is the state of one scoring.
type comparison struct {
	want    Record
	got     tagging.Tagging
	forms   []map[string]bool // of want.Entities
	matches []match
	claimed map[int]bool
	index   map[string]int // form to the first entity of any type that has it
	tallies map[Task]*Tally
	errors  []Error
	// bets are the designations that were claimed.
	bets Bets
}

// match is a tagged entity with the annotated ones that share a name with it.
type match struct {
	entity *tagging.Entity
	hits   []int
}

func newComparison(want Record, got tagging.Tagging) *comparison {
	c := &comparison{want: want, got: got, claimed: make(map[int]bool), index: make(map[string]int), tallies: make(map[Task]*Tally)}
	for _, t := range Tasks {
		if t != Entities {
			c.tallies[t] = new(Tally)
		}
	}
	for i, e := range want.Entities {
		f := make(map[string]bool)
		addForms(f, e.Name, e.Canonical)
		addForms(f, e.Forms...)
		c.forms = append(c.forms, f)
		for n := range f {
			if _, taken := c.index[n]; !taken {
				c.index[n] = i
			}
		}
	}
	return c
}

func addForms(set map[string]bool, names ...string) {
	for _, n := range names {
		if n = normalize(n); n != "" {
			set[n] = true
		}
	}
}

func (c *comparison) note(kind ErrorKind, task Task, format string, args ...any) {
	c.errors = append(c.errors, Error{Article: c.want.ID, Task: task, Kind: kind, Detail: fmt.Sprintf(format, args...)})
}

// entities matches tagged entities with annotated ones by name.
func (c *comparison) entities() {
	for k := range c.got.Entities {
		e := &c.got.Entities[k]
		if !slices.Contains(entityTypes, e.Type) {
			continue
		}
		task := Task(e.Type)
		names := taggedForms(e)
		var hits, required []int
		for i, g := range c.want.Entities {
			if g.Type != e.Type || !intersects(names, c.forms[i]) {
				continue
			}
			hits = append(hits, i)
			if !g.Optional {
				required = append(required, i)
			}
		}
		c.matches = append(c.matches, match{e, hits})
		switch {
		case len(hits) == 0:
			c.tallies[task].Extra++
			c.note(c.invention(e, names), task, "%q", e.Name)
		case len(required) == 0:
			// Optional: neither hit nor false alarm.
		default:
			free := slices.IndexFunc(required, func(i int) bool { return !c.claimed[i] })
			if free < 0 {
				c.tallies[task].Extra++
				c.note(Split, task, "%q is %q again", e.Name, c.want.Entities[required[0]].Name)
				continue
			}
			c.claimed[required[free]] = true
			c.tallies[task].Hit++
		}
	}
	for i, g := range c.want.Entities {
		if !g.Optional && !c.claimed[i] {
			c.tallies[Task(g.Type)].Missed++
			c.note(c.omission(i), Task(g.Type), "%q", g.Name)
		}
	}
}

func taggedForms(e *tagging.Entity) map[string]bool {
	names := make(map[string]bool)
	addForms(names, e.Name)
	addForms(names, e.Aliases...)
	for _, m := range e.Mentions {
		addForms(names, m.Text)
	}
	return names
}

func intersects(a, b map[string]bool) bool {
	for n := range a {
		if b[n] {
			return true
		}
	}
	return false
}

// sanctioned compares who is flagged; optional entities do not count.
func (c *comparison) sanctioned() {
	t := c.tallies[Sanctioned]
	flagged := make(map[int]bool)
	optional := func(i int) bool { return c.want.Entities[i].Optional }
	for _, m := range c.matches {
		if !m.entity.Sanctioned {
			continue
		}
		var right []int
		for _, i := range m.hits {
			if c.want.Entities[i].Sanctioned {
				right = append(right, i)
			}
		}
		switch free := slices.IndexFunc(right, func(i int) bool { return !flagged[i] }); {
		case slices.ContainsFunc(right, optional):
		case free >= 0:
			flagged[right[free]] = true
			t.Hit++
		case len(right) > 0:
			t.Extra++
			c.note(Split, Sanctioned, "%q is flagged twice", m.entity.Name)
		case !slices.ContainsFunc(m.hits, optional):
			t.Extra++
			c.note(Invented, Sanctioned, "%q is flagged", m.entity.Name)
		}
	}
	for i, g := range c.want.Entities {
		if g.Sanctioned && !g.Optional && !flagged[i] {
			t.Missed++
			c.note(Missed, Sanctioned, "%q is not flagged", g.Name)
		}
	}
}

// claim is a designation as it is compared: who, and under what.
type claim struct{ target, authority string }

func (c *comparison) claim(target, authority string) claim {
	key := claim{target: normalize(target), authority: normalize(authority)}
	if i, ok := c.index[key.target]; ok {
		key.target = "#" + strconv.Itoa(i)
	}
	return key
}

// designations compares (target, authority) pairs, then date and agency of
// the pairs that were found.
func (c *comparison) designations() {
	want := make(map[claim]Designation)
	for _, d := range c.want.Designations {
		want[c.claim(d.Target, string(d.Authority))] = d
	}
	type found struct {
		tagging.Designation
		target string
	}
	have := make(map[claim]found)
	for _, m := range c.matches {
		target := m.entity.Name
		if len(m.hits) > 0 {
			target = c.want.Entities[m.hits[0]].Name
		}
		for _, d := range m.entity.Designations {
			key := c.claim(target, d.Authority)
			if _, ok := have[key]; !ok {
				have[key] = found{d, target}
			}
		}
	}
	t := c.tallies[Designated]
	byName := func(a, b claim) int { return strings.Compare(a.target+"|"+a.authority, b.target+"|"+b.authority) }
	for _, key := range slices.SortedFunc(maps.Keys(have), byName) {
		h := have[key]
		w, ok := want[key]
		c.bets = append(c.bets, Bet{h.Confidence, ok})
		switch {
		case ok:
			t.Hit++
			c.details(w, h.Designation)
		case len(want) > 0 || !c.want.OptionalDesignations:
			t.Extra++
			c.note(Invented, Designated, "%q under %q", h.target, h.Authority)
		}
	}
	for _, key := range slices.SortedFunc(maps.Keys(want), byName) {
		if _, ok := have[key]; !ok {
			t.Missed++
			c.note(Missed, Designated, "%q under %q", want[key].Target, want[key].Authority)
		}
	}
}

// details compares date and agency of a designation where the annotation
// states them.
func (c *comparison) details(want Designation, have tagging.Designation) {
	if want.Date != "" {
		ok := have.Date == string(want.Date)
		c.tallies[Date].outcome(ok)
		if !ok {
			c.note(Wrong, Date, "%q: %q, not %q", want.Target, want.Date, have.Date)
		}
	}
	if want.Agency != "" {
		ok := c.sameAgency(string(want.Agency), have.Agency)
		c.tallies[Agency].outcome(ok)
		if !ok {
			c.note(Wrong, Agency, "%q: %q, not %q", want.Target, want.Agency, have.Agency)
		}
	}
}

// sameAgency accepts any form of the entity that the annotation names.
func (c *comparison) sameAgency(want, have string) bool {
	if have == "" {
		return false
	}
	w, h := normalize(want), normalize(have)
	if w == h {
		return true
	}
	return slices.ContainsFunc(c.forms, func(f map[string]bool) bool { return f[w] && f[h] })
}

// text checks what cleaning kept, and that offsets point at what they say.
func (c *comparison) text() {
	text := normalize(c.got.Text)
	for _, s := range c.want.Boilerplate {
		ok := !strings.Contains(text, normalize(s))
		c.tallies[Boilerplate].outcome(ok)
		if !ok {
			c.note(Kept, Boilerplate, "%q", s)
		}
	}
	for _, s := range c.want.Body {
		ok := strings.Contains(text, normalize(s))
		c.tallies[Body].outcome(ok)
		if !ok {
			c.note(Lost, Body, "%q", s)
		}
	}
	runes := []rune(c.got.Text)
	for _, e := range c.got.Entities {
		for _, m := range e.Mentions {
			there := ""
			if 0 <= m.Start && m.Start <= m.End && m.End <= len(runes) {
				there = string(runes[m.Start:m.End])
			}
			c.tallies[Offset].outcome(there == m.Text)
			if there != m.Text {
				c.note(Wrong, Offset, "%q points at %q", m.Text, there)
			}
		}
	}
}
