package sanction

// The confidence of a claim is the probability that its target is one and that
// its authority is the right one, none included. It comes from the odds of the
// target and from where the authority was told; the weights stand with those
// of the signs.

// ground is one thing that the confidence of a claim rests on.
type ground int

const (
	always         ground = iota
	targetOdds            // of the target, from -3 to 6
	byStory               // no rule claims the target
	ownAuthority          // told in the claim's own clause
	farAuthority          // told elsewhere in the article
	twoAuthorities        // so, and the news is told with several
	noAuthority           // none, although the article names one
	asideAuthority        // so, and the claim is background
	background            // the claim is no part of the news
	divided               // several agencies act in the news
	grounds
)

var groundNames = [grounds]string{
	"right", "right-odds", "right-by-story", "right-own-authority", "right-far-authority", "right-two-authorities",
	"right-no-authority", "right-aside", "right-background", "right-divided",
}

// caution is taken off every claim's log-odds: the weights were fitted on
// articles that the rules were written with, and on others claims are right
// less often.
const caution = 0.5

type surety [grounds]float64

func (s *surety) score() float64 {
	w := groundWeights()
	z := -caution
	for i, x := range s {
		z += x * w[i]
	}
	return z
}

// surety gathers what the confidence of an event rests on.
func (f *finder) surety(ev *Event) surety {
	var s surety
	s[always] = 1
	s[targetOdds] = max(-3, min(6, f.odds[ev.Target]))
	if ev.Explanation.Rule == storyRule {
		s[byStory] = 1
	}
	legal := f.instruments
	switch {
	case ev.Authority == "" && legal > 0:
		s[noAuthority] = 1
		if !ev.current {
			s[asideAuthority] = 1
		}
	case ev.Authority == "":
	case ev.carried:
		s[farAuthority] = 1
		if legal > 1 {
			s[twoAuthorities] = 1
		}
	default:
		s[ownAuthority] = 1
	}
	if !ev.current {
		s[background] = 1
	}
	if f.divided {
		s[divided] = 1
	}
	return s
}
