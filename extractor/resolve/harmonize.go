package resolve

import (
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

// votes are the scores that a name's mentions give to its types.
type votes struct {
	total    map[tagging.Type]float32
	mentions []int
	ref      map[tagging.Type]any
}

// harmonize gives mentions of the same words one type: the one with the most
// score in the article. A word that is part of a person's full name in the
// article ("Nelson" with "Brian Nelson") counts as a person where its own
// mentions do not firmly say otherwise. ms are in order.
func harmonize(lx *lexicon, ms []mention.Mention) {
	byWords := map[string]*votes{}
	var names []*votes
	family := map[string]float32{} // last words of full persons' names
	for i := range ms {
		if !contested(ms[i].Type) {
			continue
		}
		words := lx.words(ms[i].First, ms[i].Last)
		if len(words) == 0 {
			continue
		}
		if ms[i].Type == tagging.Person && len(words) > 1 {
			n := parsePerson(words)
			for _, p := range n.parts {
				if n.rank(p) == 3 && len(n.parts) > 1 {
					family[p] = max(family[p], ms[i].Score)
				}
			}
		}
		k := strings.Join(words, " ")
		v := byWords[k]
		if v == nil {
			v = &votes{total: map[tagging.Type]float32{}, ref: map[tagging.Type]any{}}
			byWords[k] = v
			names = append(names, v)
		}
		v.total[ms[i].Type] += ms[i].Score
		v.mentions = append(v.mentions, i)
		if v.ref[ms[i].Type] == nil {
			v.ref[ms[i].Type] = ms[i].Ref
		}
	}
	for _, v := range names {
		first := &ms[v.mentions[0]]
		if words := lx.words(first.First, first.Last); len(words) == 1 && family[words[0]] > 0 {
			v.total[tagging.Person] += family[words[0]]
		}
		v.decide(ms)
	}
}

// order breaks ties between types.
var order = [...]tagging.Type{tagging.Organization, tagging.Person, tagging.City, mention.Location}

func (v *votes) decide(ms []mention.Mention) {
	if len(v.total) < 2 {
		return
	}
	winner := order[0]
	for _, t := range order[1:] {
		if v.total[t] > v.total[winner] {
			winner = t
		}
	}
	for _, i := range v.mentions {
		m := &ms[i]
		// A city and the region around it are both named in one article.
		place := (m.Type == tagging.City || m.Type == mention.Location) &&
			(winner == tagging.City || winner == mention.Location)
		if m.Type == winner || place || m.Score >= firm && v.total[winner] < 3*m.Score {
			continue
		}
		m.Type = winner
		m.Ref = v.ref[winner]
	}
}
