package resolve

import (
	"slices"
	"strings"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
)

// firm is the score from which a mention keeps its type although the article
// mostly gives its name another.
const firm = 0.92

// contested are the types that recognizers confuse.
func contested(t tagging.Type) bool {
	return t == tagging.Person || t == tagging.Organization || t == tagging.City || t == mention.Location
}

// order breaks ties between types.
var order = [...]tagging.Type{tagging.Organization, tagging.Person, tagging.City, mention.Location}

// votes are the scores that a name's mentions give to its types, by their
// place in order.
type votes struct {
	total    [len(order)]float32
	ref      [len(order)]any
	mentions []int
}

func (v *votes) add(ms []mention.Mention, i int) {
	t := slices.Index(order[:], ms[i].Type)
	v.total[t] += ms[i].Score
	v.mentions = append(v.mentions, i)
	if v.ref[t] == nil {
		v.ref[t] = ms[i].Ref
	}
}

// noteFamily notes the words of a full name that can stand for the person.
func noteFamily(family map[string]float32, n personName, score float32) {
	if len(n.parts) < 2 {
		return
	}
	for _, p := range n.parts {
		if n.rank(p) == 3 {
			family[p] = max(family[p], score)
		}
	}
}

// harmonize gives mentions of the same words one type: the one with the most
// score in the article. A word that is part of a person's full name in the
// article ("Nelson" with "Brian Nelson") counts as a person where its own
// mentions do not firmly say otherwise. ms are in order.
func harmonize(lx *lexicon, ms []mention.Mention) {
	byWords := map[string]*votes{}
	bySurface := map[string]*votes{} // most mentions repeat
	var names []*votes
	family := map[string]float32{} // last words of full persons' names
	for i := range ms {
		if !contested(ms[i].Type) {
			continue
		}
		written := lx.d.Text[ms[i].Start:ms[i].End]
		v := bySurface[written]
		if v == nil {
			words := lx.words(ms[i].First, ms[i].Last)
			if len(words) == 0 {
				continue
			}
			k := strings.Join(words, " ")
			if v = byWords[k]; v == nil {
				v = &votes{}
				byWords[k] = v
				names = append(names, v)
			}
			bySurface[written] = v
			if ms[i].Type == tagging.Person && len(words) > 1 {
				noteFamily(family, parsePerson(words), ms[i].Score)
			}
		}
		v.add(ms, i)
	}
	for _, v := range names {
		first := &ms[v.mentions[0]]
		if words := lx.words(first.First, first.Last); len(words) == 1 && family[words[0]] > 0 {
			v.total[1] += family[words[0]] // a vote for the person
		}
		v.decide(ms)
	}
}

func (v *votes) decide(ms []mention.Mention) {
	best := 0
	for t := range order {
		if v.total[t] > v.total[best] {
			best = t
		}
	}
	winner := order[best]
	for _, i := range v.mentions {
		m := &ms[i]
		// A city and the region around it are both named in one article.
		place := (m.Type == tagging.City || m.Type == mention.Location) &&
			(winner == tagging.City || winner == mention.Location)
		if m.Type == winner || place || m.Score >= firm && v.total[best] < 3*m.Score {
			continue
		}
		m.Type = winner
		m.Ref = v.ref[best]
	}
}
