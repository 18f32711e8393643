package sanction

import "github.com/tagwire/tagwire/extractor/tagging"

// countReach is how many sentences behind its group a name may stand to be
// counted in.
const countReach = 10

// count closes an open group: where the names of a type that are new since
// the group are exactly as many as it has, they are its members, wherever in
// their sentences they stand: "four individuals and three entities".
func (f *finder) count() {
	g := &f.group
	if g.claim.t == nil || g.persons <= 0 && g.orgs <= 0 {
		return
	}
	var persons, orgs []int
	spoken := map[int]bool{}
	d := f.in.Doc
	for s := g.sentence + 1; s <= g.sentence+countReach && s < len(d.Sentences); s++ {
		v := f.view(s)
		if v.block-g.block > 8 {
			break
		}
		end := v.predicate()
		out := v.speaks(end) || v.outsider(0, end) || v.spared() || v.says("interview")
		for k := range v.n {
			n := v.at(k)
			if !n.canBeTarget() || f.seen[n.ent] <= g.sentence || f.claimed(int(n.ent)) {
				continue
			}
			e := int(n.ent)
			if out || v.reported(k) || outside[v.at(k-1).word] || outside[v.at(k-2).word] || v.at(k-1).word == "president" || v.at(k+1).word == ":" || v.at(k).body != nil || n.typ == tagging.Organization && publicBody(n.word) {
				spoken[e] = true
				continue
			}
			if n.typ == tagging.Person {
				persons = once(persons, e)
			} else {
				orgs = once(orgs, e)
			}
		}
	}
	f.counted(persons, g.persons, spoken)
	f.counted(orgs, g.orgs, spoken)
}

func once(list []int, e int) []int {
	for _, x := range list {
		if x == e {
			return list
		}
	}
	return append(list, e)
}

func (f *finder) counted(names []int, room int, spoken map[int]bool) {
	kept := names[:0]
	for _, e := range names {
		if !spoken[e] {
			kept = append(kept, e)
		}
	}
	if room < 1 || room+len(f.group.named) < 2 || len(kept) != room {
		return
	}
	for _, e := range kept {
		v := f.view(f.seen[e])
		for k := range v.n {
			if int(v.n[k].ent) != e {
				continue
			}
			c := f.group.claim
			c.heads, c.i, c.from, c.to, c.rule = []int{k}, k, 0, len(v.n), "as many names as targets"
			c.logit = min(c.logit, 2) - 1.2
			f.write(v, c, f.group.auths, f.group.date)
			break
		}
	}
}

// says reports whether the sentence holds a word.
func (v *view) says(word string) bool {
	for k := range v.n {
		if v.n[k].word == word {
			return true
		}
	}
	return false
}
