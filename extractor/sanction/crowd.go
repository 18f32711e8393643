package sanction

import "strings"

// corporateWords are legal forms and trades of companies.
var corporateWords = set("ltd llc inc co corp corporation company limited gmbh sa sarl sal jsc ooo ojsc pjsc plc ag fze fzco fzc dmcc bv nv oy ab kft doo trading shipping logistics holding holdings group bank exchange petroleum energy industries technology technologies electronics marine maritime aviation airlines international enterprises import export general trade gold mining steel chemical pharmaceutical bhd pte pty sdn srl spa")

// corporateName reports a name with a company's legal form or trade.
func corporateName(name string) bool {
	for _, w := range words(lower(name)) {
		if corporateWords[strings.Trim(w, ".,()")] {
			return true
		}
	}
	return false
}

// crowd notes what the names and the news as a whole say of each.
func (f *finder) crowd(ev []*evidence, count []int, targets map[int]bool) {
	persons, orgs := 0, 0
	for e, x := range ev {
		if x == nil || x[storied] == 0 || f.seen[e] <= f.told[0].sentence || x[speaker]+x[outsider]+x[public]+x[spared]+x[told]+x[modifier] > 0 {
			continue
		}
		if x[storyPerson] > 0 {
			persons++
		} else {
			orgs++
		}
	}
	unnamed, weak := false, true
	for i := range f.told {
		unnamed = unnamed || len(f.told[i].claim.heads) == 0
		weak = weak && f.told[i].weak
	}
	for e, x := range ev {
		if x == nil || x[storied] == 0 {
			continue
		}
		room, new := 0, orgs
		if x[storyPerson] > 0 {
			new = persons
		}
		for i := range f.told {
			if x[storyPerson] > 0 {
				room = max(room, f.told[i].persons)
			} else {
				room = max(room, f.told[i].orgs)
			}
		}
		switch {
		case room <= 0:
			x.set(roomless)
		default:
			x.set(roomy)
			if room == new {
				x.set(exact)
			}
		}
		if count[e] == 1 {
			x.set(single)
		} else if count[e] > 2 {
			x.set(often)
		}
		if len(targets) == 0 {
			x.set(solo)
		} else if len(targets) > 2 {
			x.set(crowded)
		}
		if unnamed {
			x.set(unnamedNews)
		}
		if strings.Contains(f.in.Title, f.in.Entities[e].Name) {
			x.set(inTitle)
		}
		if weak {
			x.set(weakNews)
		}
		if x[speaker]+x[outsider]+x[public]+x[spared]+x[told]+x[modifier]+x[victim]+x[inReasonOf] > 0 {
			continue
		}
		x.set(clean)
		for _, c := range [...]struct {
			has  float64
			sign sign
		}{
			{x[storyPerson], cleanPerson}, {x[corporate], cleanFirm}, {x[opener], cleanOpener}, {x[withOther] + x[withTarget], cleanMate},
			{x[acting], cleanActing}, {x[weakNews], cleanWeak}, {x[beside] + x[next] + x[near], cleanNear}, {x[unnamedNews], cleanUnnamed},
		} {
			if c.has > 0 {
				x.set(c.sign)
			}
		}
	}
}

// nouns returns the common nouns of [from, to) that can introduce a target.
func (v *view) nouns(from, to int) []string {
	var out []string
	for k := max(from, 0); k < min(to, len(v.n)) && k < from+40; k++ {
		n := v.at(k)
		if n.ent < 0 && n.body == nil && n.is(cLower) && v.nounOfTarget(k) && n.word != "head" && n.word != "member" && n.word != "official" && n.word != "company" && n.word != "group" {
			out = append(out, n.word)
		}
	}
	return out
}
