package resolve

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tagwire/tagwire/extractor/mention"
)

// orgForm is one way in which the article writes an organization's name.
type orgForm struct {
	name     orgName
	mentions []int
	typo     string // key of a bucket of names of much the same spelling
}

type orgCluster struct {
	name     orgName // of the fullest form
	mentions []int
	unsorted bool
}

// inOrder returns the mentions in text order.
func (c *orgCluster) inOrder() []int {
	if c.unsorted {
		slices.Sort(c.mentions)
		c.unsorted = false
	}
	return c.mentions
}

// orgIndex groups the mentions of organizations.
type orgIndex struct {
	clusters []orgCluster
	byBase   map[string][]int // base key
	byHead   map[string][]int // first word of the base
	byShort  map[string][]int // initials
	byTypo   map[string][]int
	byCore   map[string][]int // the word that sets it apart
	byKind   map[string][]int // what kind of body it is
}

// groupOrganizations returns groups of indexes into ms, all of organizations.
func groupOrganizations(lx *lexicon, ms []mention.Mention, which []int) [][]int {
	ix := &orgIndex{
		byBase: map[string][]int{}, byHead: map[string][]int{},
		byShort: map[string][]int{}, byTypo: map[string][]int{}, byKind: map[string][]int{}, byCore: map[string][]int{},
	}
	for _, f := range orgForms(lx, ms, which) {
		ix.add(f)
	}
	out := make([][]int, 0, len(ix.clusters))
	for _, c := range ix.clusters {
		out = append(out, c.mentions)
	}
	return out
}

// orgForms lists the distinct forms, those that say most first.
func orgForms(lx *lexicon, ms []mention.Mention, which []int) []*orgForm {
	byKey := make(map[string]*orgForm, 16)
	bySurface := make(map[string]*orgForm, 16) // most mentions repeat
	forms := make([]*orgForm, 0, 16)
	for _, i := range which {
		written := lx.d.Text[ms[i].Start:ms[i].End]
		if f := bySurface[written]; f != nil {
			f.mentions = append(f.mentions, i)
			continue
		}
		n := parseOrg(lx, ms[i].First, ms[i].Last)
		k := strings.Join(n.full, " ")
		f := byKey[k]
		if f == nil {
			f = &orgForm{name: n, typo: typoKey(n.base)}
			byKey[k] = f
			forms = append(forms, f)
		} else if f.name.acronym == "" {
			f.name.acronym = n.acronym
		}
		bySurface[written] = f
		f.mentions = append(f.mentions, i)
	}
	slices.SortStableFunc(forms, func(a, b *orgForm) int {
		return cmp.Or(
			cmp.Compare(len(b.name.base), len(a.name.base)),
			cmp.Compare(rich(b.name), rich(a.name)),
		)
	})
	return forms
}

// rich counts what a form says beyond its base.
func rich(o orgName) int {
	n := 0
	if o.owner != "" {
		n++
	}
	if o.form != "" {
		n++
	}
	return n
}

// typoKey is equal for long names that differ late or early in their spelling:
// the number of words and what they begin with.
func typoKey(base []string) string {
	n := 0
	var b strings.Builder
	for _, w := range base {
		n += len(w)
		b.WriteByte(w[0])
	}
	if n < 10 {
		return ""
	}
	return b.String()
}

// add files a form with the organization it names, or opens one.
func (ix *orgIndex) add(f *orgForm) {
	fits := ix.fits(f)
	if len(fits) == 0 {
		ix.open(f)
		return
	}
	for _, m := range f.mentions {
		to := fits[0]
		if len(fits) > 1 {
			to = nearest(fits, m, func(c int) []int { return ix.clusters[c].inOrder() })
		}
		c := &ix.clusters[to]
		c.unsorted = c.unsorted || m < c.mentions[len(c.mentions)-1]
		c.mentions = append(c.mentions, m)
	}
	if len(fits) == 1 {
		ix.index(fits[0], f)
	}
}

// fits returns the organizations that f can name, the surest kind of evidence
// alone: the same base, then initials, then a name cut short, then a typo.
func (ix *orgIndex) fits(f *orgForm) []int {
	var out []int
	take := func(ids []int, ok func(*orgCluster) bool) bool {
		for _, c := range recent(ids) {
			if !slices.Contains(out, c) && agreeable(ix.clusters[c].name, f.name) && ok(&ix.clusters[c]) {
				out = append(out, c)
			}
		}
		return len(out) > 0
	}
	any := func(*orgCluster) bool { return true }
	if take(ix.byBase[f.name.key()], any) {
		return out
	}
	if len(f.name.full) == 1 && heads[f.name.full[0]] {
		take(ix.byKind[f.name.full[0]], any)
		return out
	}
	if a := f.name.acronym; len(a) > 2 && take(ix.byShort[a], any) {
		return out
	}
	if take(ix.byHead[f.name.base[0]], func(c *orgCluster) bool { return extends(c.name.base, f.name.base, c.name.form) }) {
		return out
	}
	// A company is named whole before one word of its name can stand for it.
	if len(f.name.full) == 1 && take(ix.byCore[f.name.full[0]], func(c *orgCluster) bool { return c.inOrder()[0] < f.mentions[0] }) {
		return out
	}
	if f.typo != "" {
		take(ix.byTypo[f.typo], func(c *orgCluster) bool { return misspelled(c.name.base, f.name.base) })
	}
	return out
}

// agreeable reports whether owners and legal forms of two names do not
// contradict.
func agreeable(a, b orgName) bool {
	return (a.owner == "" || b.owner == "" || a.owner == b.owner) &&
		(a.form == "" || b.form == "" || a.form == b.form)
}

// misspelled reports whether two long names differ in one letter of one word.
// Numbers, and short words, are meant as they stand.
func misspelled(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	wrong := 0
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		if len(a[i]) < 5 || len(b[i]) < 5 || strings.ContainsAny(a[i]+b[i], "0123456789") || !oneEdit(a[i], b[i]) {
			return false
		}
		wrong++
	}
	return wrong == 1
}

func (ix *orgIndex) open(f *orgForm) {
	c := len(ix.clusters)
	ix.clusters = append(ix.clusters, orgCluster{name: f.name, mentions: slices.Clone(f.mentions)})
	ix.index(c, f)
}

// index makes cluster c findable by form f.
func (ix *orgIndex) index(c int, f *orgForm) {
	file := func(m map[string][]int, k string) {
		if k != "" && !slices.Contains(recent(m[k]), c) {
			m[k] = append(m[k], c)
		}
	}
	base := f.name.base
	file(ix.byBase, f.name.key())
	file(ix.byHead, base[0])
	file(ix.byTypo, f.typo)
	file(ix.byCore, core(base, f.name.form))
	if len(f.name.full) > 1 {
		for _, w := range f.name.full {
			if heads[w] {
				file(ix.byKind, w)
			}
		}
	}
	if len(base) > 1 {
		for _, words := range [...][]string{base, f.name.full} {
			short, long := initials(words)
			file(ix.byShort, short)
			file(ix.byShort, long)
		}
	}
	if f.name.owner != "" && ix.clusters[c].name.owner == "" {
		ix.clusters[c].name.owner = f.name.owner
	}
	if f.name.form != "" && ix.clusters[c].name.form == "" {
		ix.clusters[c].name.form = f.name.form
	}
}
