package digest

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/tagwire/tagwire/extractor/agency"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/store"
)

const (
	// recent is how long before its article appeared a measure may be dated
	// to be news; older ones are background.
	recent = 30 * 24 * time.Hour
	// sameEvent is how far apart two reports may be of which one gives no
	// date, to be of one measure.
	sameEvent = 10 * 24 * time.Hour
	// dateErrs is how far apart the dates of one measure may be in two reports.
	dateErrs = 2 * 24 * time.Hour
)

// measures fills in the designations, delistings and recalled measures.
func (b *builder) measures(d *Digest) error {
	targets := make([]string, 0, len(b.named))
	for _, id := range sortedKeys(b.named) {
		if b.entities[id].Claimed {
			targets = append(targets, id)
		}
	}
	claims, err := b.s.ClaimsOf(b.ctx, targets)
	if err != nil {
		return err
	}
	b.targets = make(map[string]bool)
	for _, id := range targets {
		fresh, known := b.split(claims[id])
		for _, g := range group(fresh) {
			b.place(d, b.measure(g), known)
		}
	}
	for _, list := range []*[]Measure{&d.Designations, &d.Delistings, &d.Recalled} {
		slices.SortStableFunc(*list, compareMeasures)
	}
	d.Counts.Designations, d.Counts.Delistings, d.Counts.Recalled = len(d.Designations), len(d.Delistings), len(d.Recalled)
	return nil
}

// claim is a store's claim with the regime of its agency.
type claim struct {
	store.Claim
	// regime is a short code of who stands behind the agency ("US", "EU"),
	// empty where that is not known.
	regime string
}

// regime is that of an agency as texts name it.
func (b *builder) regime(name string) string {
	if name == "" {
		return ""
	}
	r, ok := b.regimes[name]
	if !ok {
		if body := agency.Of(name); body != nil {
			r = body.Regime
		}
		b.regimes[name] = r
	}
	return r
}

// split parts the claims on a target into those first stated in the range by
// an article of the digest, and those known before.
func (b *builder) split(claims []store.Claim) (fresh, known []claim) {
	for i := range claims {
		c := claim{claims[i], b.regime(claims[i].Agency)}
		switch {
		case c.FirstSeq <= b.r.From:
			known = append(known, c)
		case c.FirstSeq <= b.r.To && b.byArticle[c.Article] != nil:
			fresh = append(fresh, c)
		}
	}
	return fresh, known
}

// place puts a measure into its section, or nowhere if it is known already.
func (b *builder) place(d *Digest, m reported, known []claim) {
	for i := range known {
		for k := range m.claims {
			if sameMeasure(&known[i], &m.claims[k]) {
				return
			}
		}
	}
	b.targets[m.ID] = true
	switch {
	case m.past():
		d.Recalled = append(d.Recalled, m.Measure)
	case m.Action == tagging.Delisted:
		d.Delistings = append(d.Delistings, m.Measure)
	default:
		d.Designations = append(d.Designations, m.Measure)
	}
}

// sameMeasure reports whether two claims on one target state the same measure:
// what both give is the same but for a day or two, and where a date is missing
// the articles are close in time. What two regimes do on one day is two measures.
func sameMeasure(a, b *claim) bool {
	if a.Action != b.Action || !compatible(a.Authority, b.Authority) || !compatible(a.regime, b.regime) {
		return false
	}
	if a.Date != "" && b.Date != "" {
		return sameDate(a.Date, b.Date)
	}
	// An undated mention of a measure long known tells nothing new.
	if b.Date == "" && a.Date != "" || a.Date == "" && b.Date == "" && a.Authority == b.Authority && a.Agency == b.Agency {
		return true
	}
	gap := a.Time.Sub(b.Time)
	return gap <= sameEvent && gap >= -sameEvent
}

// sameDate reports whether two dates may be of one act: reports that differ by
// a day or two err, and a month or a year holds its days.
func sameDate(a, b string) bool {
	if strings.HasPrefix(a, b) || strings.HasPrefix(b, a) {
		return true
	}
	x, xerr := time.Parse(time.DateOnly, a)
	y, yerr := time.Parse(time.DateOnly, b)
	gap := x.Sub(y)
	return xerr == nil && yerr == nil && gap <= dateErrs && gap >= -dateErrs
}

func compatible(a, b string) bool { return a == "" || b == "" || strings.EqualFold(a, b) }

// reported is a measure with the claims that report it.
type reported struct {
	Measure
	claims []claim
}

// group makes groups of claims on one target that state the same measure. The
// claims that say most come first, so that a vague one joins a precise one.
func group(claims []claim) [][]claim {
	slices.SortStableFunc(claims, func(a, b claim) int {
		return cmp.Or(cmp.Compare(precision(&b), precision(&a)), cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.FirstSeq, b.FirstSeq))
	})
	var groups [][]claim
next:
	for _, c := range claims {
		for i, g := range groups {
			if sameMeasure(&g[0], &c) {
				groups[i] = append(g, c)
				continue next
			}
		}
		groups = append(groups, []claim{c})
	}
	return groups
}

func precision(c *claim) int {
	n := 0
	if c.Date != "" {
		n += 2
	}
	if len(c.Date) == len(time.DateOnly) {
		n += 2
	}
	if c.Authority != "" {
		n++
	}
	if c.Agency != "" {
		n++
	}
	return n
}

// measure merges a group of claims. The evidence is that of the claim that
// says most.
func (b *builder) measure(g []claim) reported {
	best := &g[0]
	report := b.byArticle[best.Article]
	m := Measure{
		Target: best.Name, ID: best.Entity, Type: best.Type, Action: best.Action,
		Listed: b.entities[best.Entity].Listed, Checked: b.checked, Evidence: best.Evidence, Confidence: best.Confidence,
		Source: report.source(), Story: report.story,
	}
	articles := make(map[string]bool)
	for i := range g {
		c := &g[i]
		articles[c.Article] = true
		m.Authorities = with(m.Authorities, c.Authority)
		m.Agencies = with(m.Agencies, c.Agency)
		m.Regime = cmp.Or(m.Regime, c.regime)
		if !slices.ContainsFunc(m.Dates, func(d string) bool { return strings.HasPrefix(d, c.Date) }) {
			m.Dates = with(m.Dates, c.Date)
		}
		m.Outlets = with(m.Outlets, b.byArticle[c.Article].outlet)
		m.Confidence = max(m.Confidence, c.Confidence)
		for _, city := range c.Cities {
			m.Cities = with(m.Cities, city)
		}
	}
	m.Reports = len(articles)
	slices.Sort(m.Outlets)
	return reported{m, g}
}

// with adds a value that is not empty and not there yet.
func with(list []string, v string) []string {
	if v == "" || slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// past reports whether every report dates the measure long before itself.
func (m *reported) past() bool {
	for i := range m.claims {
		end, ok := endOf(m.claims[i].Date)
		if !ok || m.claims[i].Time.Sub(end) <= recent {
			return false
		}
	}
	return true
}

// endOf is the last day of a date, which may be a month or a year only.
func endOf(date string) (time.Time, bool) {
	if t, err := time.Parse(time.DateOnly, date); err == nil {
		return t, true
	}
	if t, err := time.Parse("2006-01", date); err == nil {
		return t.AddDate(0, 1, -1), true
	}
	if t, err := time.Parse("2006", date); err == nil {
		return t.AddDate(1, 0, -1), true
	}
	return time.Time{}, false
}

// compareMeasures orders by date, or that of the report where none is given,
// newest first, then keeps the targets of one event together, the most reported
// first.
func compareMeasures(a, b Measure) int {
	return cmp.Or(strings.Compare(dayOf(&b), dayOf(&a)), strings.Compare(a.Story, b.Story), strings.Compare(actKey(&a), actKey(&b)),
		cmp.Compare(b.Reports, a.Reports), strings.Compare(a.Source.Article, b.Source.Article), strings.Compare(a.Target, b.Target), strings.Compare(a.ID, b.ID))
}

func dayOf(m *Measure) string {
	if len(m.Dates) > 0 {
		return m.Dates[0]
	}
	return m.Source.Time.UTC().Format(time.DateOnly)
}
