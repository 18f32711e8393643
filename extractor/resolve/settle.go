package resolve

import (
	"cmp"
	"math"
	"slices"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

const (
	// minScore is the score below which no candidate becomes a mention.
	minScore = 0.35
	// minCity is the same for cities, whose score is a verdict already.
	minCity = 0.45
	// floor is what a candidate must be worth beyond nothing: its weight is
	// counted from here, so that two poor readings do not outweigh a good one.
	floor = 0.30
	// echo is how much of its remaining doubt a candidate loses when another
	// recognizer proposes the same span and type; nearly the same span counts
	// half. Recognizers read the same words, so their errors go together.
	echo = 0.5
)

// legalWeight makes an instrument's citation outweigh the names in it
// ("Iran Sanctions Act", "UN Security Council Resolution 1718"): the grammar
// of citations errs far less than the recognizers of names.
const legalWeight = 1.6

// Settle chooses mentions among candidates: those it returns do not overlap
// (legal authorities may overlap one another, as their grammar says), are in
// text order, and have scores raised where recognizers agreed. cands may be
// reordered.
func Settle(d *token.Document, cands []mention.Mention) []mention.Mention {
	cands = slices.DeleteFunc(cands, func(m mention.Mention) bool {
		return m.First < 0 || m.Last <= m.First || m.Last > len(d.Tokens) || !(m.Score > 0)
	})
	tidy(d, cands)
	sortMentions(cands)
	n := len(cands)
	if cands = joinNicknames(d, cands); len(cands) > n {
		sortMentions(cands)
	}
	share(d, cands)
	cands = agree(cands)
	cands = slices.DeleteFunc(cands, func(m mention.Mention) bool {
		return m.Score < minScore || m.Type == tagging.City && m.Score < minCity
	})
	out := schedule(group(cands))
	sortMentions(out)
	return out
}

// inOrder sorts by place, then by everything else that can differ, so that
// the order in which recognizers ran does not matter.
func inOrder(a, b *mention.Mention) int {
	if a.First != b.First {
		return cmp.Compare(a.First, b.First)
	}
	if a.Last != b.Last {
		return cmp.Compare(b.Last, a.Last)
	}
	return cmp.Or(
		cmp.Compare(a.Type, b.Type),
		cmp.Compare(b.Score, a.Score),
		cmp.Compare(a.Source, b.Source),
		cmp.Compare(a.Start, b.Start),
	)
}

// sortMentions puts ms in order. Mentions are large, so their indexes are
// sorted and each mention moves once.
func sortMentions(ms []mention.Mention) {
	sorted := true
	for i := 1; i < len(ms) && sorted; i++ {
		sorted = inOrder(&ms[i-1], &ms[i]) <= 0
	}
	if sorted {
		return
	}
	order := make([]int32, len(ms))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(inOrder(&ms[a], &ms[b]), cmp.Compare(a, b))
	})
	old := slices.Clone(ms)
	for i, from := range order {
		ms[i] = old[from]
	}
}

// agree folds candidates of one span and type into one and raises the score of
// those that another recognizer supports. cands are in order.
func agree(cands []mention.Mention) []mention.Mention {
	out := cands[:0]
	for i := 0; i < len(cands); {
		best := cands[i]
		j := i + 1
		for ; j < len(cands) && same(cands[i], cands[j]); j++ {
			c := cands[j]
			if best.Ref == nil {
				best.Ref = c.Ref
			}
			if c.Source != best.Source && c.Type != tagging.LegalAuthority {
				best.Score += (1 - best.Score) * c.Score * echo
			}
		}
		out = append(out, best)
		i = j
	}
	support(out)
	return out
}

func same(a, b mention.Mention) bool {
	return a.First == b.First && a.Last == b.Last && a.Type == b.Type &&
		(a.Type != tagging.LegalAuthority || identity(a.Ref) == identity(b.Ref))
}

// share divides what can be believed of a span between a city and the model's
// readings of it. The gazetteer has heard the model before it gave its score,
// so the model's readings keep what it leaves: a place that is surely a city is
// no "location" beside it.
func share(d *token.Document, ms []mention.Mention) {
	for i := 0; i < len(ms); {
		j := i + 1
		for j < len(ms) && ms[j].First == ms[i].First && ms[j].Last == ms[i].Last {
			j++
		}
		city := float32(-1)
		for _, m := range ms[i:j] {
			if m.Type == tagging.City && m.Source == "gazetteer" {
				city = m.Score
			}
		}
		if city >= 0 {
			for k := i; k < j; k++ {
				if ms[k].FromModel() && ms[k].Type != tagging.City {
					ms[k].Score = min(ms[k].Score, 1-city)
				}
			}
		}
		i = j
	}
	// "Washington, DC" is a city and what it lies in, not one longer place.
	for i := range ms {
		for j := i + 1; j < len(ms) && j <= i+window && ms[j].First == ms[i].First; j++ {
			l, c := &ms[i], ms[j]
			if l.Type == mention.Location && l.FromModel() && c.Type == tagging.City && c.Last < l.Last && d.Tokens[c.Last].Kind == token.Punct {
				l.Score = min(l.Score, 1-c.Score)
			}
		}
	}
}

// window bounds how many neighbours are looked at for overlaps, so that a
// text with absurdly many candidates at one place stays linear.
const window = 12

// support raises the scores of candidates that contain, or lie in, a candidate
// of the same type from another source.
func support(ms []mention.Mention) {
	gain := make([]float32, len(ms))
	for i := range ms {
		for j := i + 1; j < len(ms) && j <= i+window && ms[j].First < ms[i].Last; j++ {
			a, b := &ms[i], &ms[j]
			if a.Type != b.Type || a.Source == b.Source || a.Type == tagging.LegalAuthority || b.Last > a.Last {
				continue
			}
			gain[i] = max(gain[i], b.Score*echo/2)
			gain[j] = max(gain[j], a.Score*echo/2)
		}
	}
	for i := range ms {
		ms[i].Score += (1 - ms[i].Score) * gain[i]
	}
}

// interval is what the scheduler takes or leaves as a whole: one mention, or a
// run of legal authorities that share words.
type interval struct {
	first, last int
	weight      float64
	members     []mention.Mention
}

// group makes intervals of candidates that are in order.
func group(ms []mention.Mention) []interval {
	out := make([]interval, 0, len(ms))
	legal := -1 // the open interval of legal authorities
	for i := range ms {
		m := &ms[i]
		if m.Type == tagging.LegalAuthority && legal >= 0 && m.First < out[legal].last {
			g := &out[legal]
			g.last = max(g.last, m.Last)
			g.weight = max(g.weight, weight(*m, g.last-g.first))
			g.members = append(g.members[:len(g.members):len(g.members)], *m)
			continue
		}
		if m.Type == tagging.LegalAuthority {
			legal = len(out)
		}
		out = append(out, interval{m.First, m.Last, weight(*m, m.Last-m.First), ms[i : i+1 : i+1]})
	}
	return out
}

// weight values a candidate of n tokens.
func weight(m mention.Mention, n int) float64 {
	w := (float64(m.Score) - floor) * math.Sqrt(float64(n))
	if m.Type == tagging.LegalAuthority {
		w *= legalWeight
	}
	return w
}

// schedule returns the members of the intervals of greatest total weight that
// do not overlap.
func schedule(all []interval) []mention.Mention {
	slices.SortStableFunc(all, func(a, b interval) int {
		return cmp.Or(cmp.Compare(a.last, b.last), cmp.Compare(a.first, b.first))
	})
	best := make([]float64, len(all)+1) // best[k]: the first k intervals
	prev := make([]int, len(all))       // intervals that end before i starts
	for i, iv := range all {
		prev[i], _ = slices.BinarySearchFunc(all[:i], iv.first, func(x interval, first int) int {
			if x.last <= first {
				return -1
			}
			return 1
		})
		best[i+1] = max(best[i], best[prev[i]]+iv.weight)
	}
	var out []mention.Mention
	for i := len(all); i > 0; {
		if best[i] > best[i-1] {
			out = append(out, all[i-1].members...)
			i = prev[i-1]
		} else {
			i--
		}
	}
	return out
}
