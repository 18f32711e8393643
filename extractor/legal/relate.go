package legal

// relate looks at the citations of the whole text together: which instrument
// amends which, and what a bare name means beside a section of the same act.
func (p *parser) relate(first int) {
	p.amendments(first)
	p.bareNames(first)
}

// amendments reads "X, as amended by Y".
func (p *parser) amendments(first int) {
	for k := first + 1; k < len(p.out); k++ {
		a, b := &p.out[k-1], &p.out[k]
		if b.First <= a.Last || b.First-a.Last > 6 {
			continue
		}
		ca, cb := a.Ref.(*Citation), b.Ref.(*Citation)
		if ca.Path != cb.Path && p.amended(a.Last, b.First) {
			cb.Amends = ca.Path
		}
	}
}

// amended reports whether tokens [from, to) say "as (further) amended by".
func (p *parser) amended(from, to int) bool {
	said := false
	for j := from; j < to; j++ {
		switch {
		case p.is(j, j, "amended") && p.is(j+1, j, "by"):
			said = true
		case !p.is(j, j, ",", "as", "amended", "further", "and", "by", "the", "(", "most", "recently"):
			return false
		}
	}
	return said
}

// bareNames gives the act's name alone ("CAATSA requires …") the citation of
// its section where the text cites exactly one: both name one authority. Where
// it cites several, the bare name stays an authority of its own.
func (p *parser) bareNames(first int) {
	sections := make(map[string]*Citation)
	for _, m := range p.out[first:] {
		c := m.Ref.(*Citation)
		if c.base == "" {
			continue
		}
		if s, ok := sections[c.base]; ok && (s == nil || s.Path != c.Path) {
			sections[c.base] = nil
		} else if !ok {
			sections[c.base] = c
		}
	}
	if len(sections) == 0 {
		return
	}
	for k := first; k < len(p.out); k++ {
		c := p.out[k].Ref.(*Citation)
		if s := sections[c.Path]; s != nil {
			same := *s
			same.Amends = c.Amends
			p.out[k].Ref = &same
		}
	}
}
