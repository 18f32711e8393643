package clean

import (
	"math"
	"math/rand/v2"
)

// Labelled is a page to learn from: its blocks and which of them are the story.
type Labelled struct {
	rows   [][]uint32
	story  []bool
	weight []float32
}

// Label cuts a page and asks want which of its blocks' texts belong to the
// story.
func Label(html []byte, want func(text string) bool) *Labelled {
	v, _ := parse(html)
	l := &Labelled{}
	for i := range v.nodes {
		l.rows = append(l.rows, v.features(i, nil))
		l.story = append(l.story, want(v.nodes[i].text))
		// A block counts by its words, but a long one not without bound.
		l.weight = append(l.weight, float32(math.Sqrt(float64(min(max(v.nodes[i].words, 2), 100))))/3)
	}
	return l
}

// Learn fits a classifier to labelled pages: stochastic gradient steps
// (AdaGrad) on the conditional likelihood of each page's labelling. It is the
// mean of several, each with its own seed. The same pages and settings give the
// same classifier.
func Learn(pages []*Labelled, set Settings) *Classifier {
	mean := &Classifier{weights: make([]float32, numWeights)}
	for k := range set.Seeds {
		c := learn(pages, set.Epochs, set.Rate, set.Drop, uint64(k)+1)
		share := 1 / float32(set.Seeds)
		for i, w := range c.weights {
			mean.weights[i] += share * w
		}
		for a := range c.trans {
			mean.start[a] += share * c.start[a]
			for b := range c.trans[a] {
				mean.trans[a][b] += share * c.trans[a][b]
			}
		}
	}
	return mean
}

// Settings of the training.
type Settings struct {
	Epochs int     // passes over the pages
	Rate   float64 // AdaGrad's step
	Drop   float64 // share of features dropped in each step
	Seeds  int     // classifiers whose mean is taken
}

func learn(pages []*Labelled, epochs int, rate, drop float64, seed uint64) *Classifier {
	t := &learner{c: &Classifier{weights: make([]float32, numWeights)}, squares: make([]float32, numWeights), rate: float32(rate), drop: drop, rng: rand.New(rand.NewPCG(seed, 11))}
	order := make([]int, len(pages))
	for i := range order {
		order[i] = i
	}
	for range epochs {
		t.rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.step(pages[i])
		}
	}
	return t.c
}

type learner struct {
	c       *Classifier
	squares []float32
	headSq  [headWeights]float32
	rate    float32
	drop    float64
	rng     *rand.Rand
}

// step takes one gradient step on a page.
func (t *learner) step(p *Labelled) {
	n := len(p.rows)
	if n == 0 {
		return
	}
	keep := make([][]bool, n)
	score := make([]float64, n)
	scale := 1 / (1 - t.drop)
	for i, row := range p.rows {
		keep[i] = make([]bool, len(row))
		for k, f := range row {
			if keep[i][k] = t.rng.Float64() >= t.drop; keep[i][k] {
				score[i] += float64(t.c.weights[f]) * scale
			}
		}
	}
	alpha, beta, logZ := t.sums(score)
	for i, row := range p.rows {
		prob := math.Exp(alpha[i][1] + beta[i][1] - logZ)
		g := -prob
		if p.story[i] {
			g++
		}
		g *= float64(p.weight[i]) * scale
		if math.Abs(g) > 1e-4 {
			for k, f := range row {
				if keep[i][k] {
					t.move(&t.c.weights[f], &t.squares[f], float32(g))
				}
			}
		}
	}
	t.moveHead(p, score, alpha, beta, logZ)
}

func (t *learner) move(w, sq *float32, g float32) {
	g -= 1e-5 * *w
	*sq += g * g
	*w += t.rate * g / (float32(math.Sqrt(float64(*sq))) + 0.1)
}

// sums runs forward and backward in logarithms.
func (t *learner) sums(score []float64) (alpha, beta [][2]float64, logZ float64) {
	n := len(score)
	alpha, beta = make([][2]float64, n), make([][2]float64, n)
	alpha[0] = [2]float64{float64(t.c.start[0]), float64(t.c.start[1]) + score[0]}
	for i := 1; i < n; i++ {
		for b := range 2 {
			alpha[i][b] = logAdd(alpha[i-1][0]+float64(t.c.trans[0][b]), alpha[i-1][1]+float64(t.c.trans[1][b]))
		}
		alpha[i][1] += score[i]
	}
	for i := n - 2; i >= 0; i-- {
		for a := range 2 {
			beta[i][a] = logAdd(float64(t.c.trans[a][0])+beta[i+1][0], float64(t.c.trans[a][1])+score[i+1]+beta[i+1][1])
		}
	}
	return alpha, beta, logAdd(alpha[n-1][0], alpha[n-1][1])
}

func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	return a + math.Log1p(math.Exp(b-a))
}

// moveHead moves the transitions and the start.
func (t *learner) moveHead(p *Labelled, score []float64, alpha, beta [][2]float64, logZ float64) {
	var g [headWeights]float64
	for b := range 2 {
		g[4+b] -= math.Exp(alpha[0][b] + beta[0][b] - logZ)
	}
	g[4+truth(p.story[0])]++
	for i := 1; i < len(score); i++ {
		for a := range 2 {
			for b := range 2 {
				s := alpha[i-1][a] + float64(t.c.trans[a][b]) + beta[i][b] - logZ
				if b == 1 {
					s += score[i]
				}
				g[2*a+b] -= math.Exp(s)
			}
		}
		g[2*truth(p.story[i-1])+truth(p.story[i])]++
	}
	for k := range g {
		w := &t.c.start[max(0, k-4)]
		if k < 4 {
			w = &t.c.trans[k/2][k%2]
		}
		t.move(w, &t.headSq[k], float32(g[k]))
	}
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// HTMLWith cleans a page with a classifier of the caller's, for measuring.
func HTMLWith(c *Classifier, body []byte, url string) (string, error) {
	v, sc := parse(decode(body, "text/html"))
	s, err := readPage(c, v, sc, url)
	if err != nil {
		return "", err
	}
	var b []byte
	for _, x := range s.blocks {
		if x.rule == "" {
			b = append(append(b, x.text...), "\n\n"...)
		}
	}
	return string(b), nil
}

// Oracle is the text of exactly the blocks that belong to the story: the best
// that any labelling of blocks can do.
func Oracle(html []byte, want func(text string) bool) string {
	v, _ := parse(html)
	var b []byte
	for i := range v.nodes {
		if want(v.nodes[i].text) {
			b = append(append(b, v.nodes[i].text...), "\n\n"...)
		}
	}
	return string(b)
}

// RuledOut returns the blocks of a page's story that fall under a rule, each
// with the rule's name, and the number of sentences of the story.
func RuledOut(html []byte, want func(text string) bool) (lost map[string]string, sentences int) {
	v, _ := parse(html)
	lost = make(map[string]string)
	for i := range v.nodes {
		text := v.nodes[i].text
		if !want(text) {
			continue
		}
		sentences += Sentences(text)
		if name, _ := ruleFor(text); name != "" {
			lost[text] = name
		}
	}
	return lost, sentences
}

// Sentences counts the sentences of a block, at least one.
func Sentences(text string) int {
	n := 1
	for i := 1; i+1 < len(text); i++ {
		if text[i] == ' ' && (text[i-1] == '.' || text[i-1] == '?' || text[i-1] == '!') && text[i+1] >= 'A' && text[i+1] <= 'Z' {
			n++
		}
	}
	return n
}
