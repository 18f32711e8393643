package sanction

import (
	"strings"
	"time"

	"github.com/tagwire/tagwire/extractor/agency"
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// finder is the work on one article.
type finder struct {
	in     Input
	views  []*view
	starts []start        // by token: the mention that starts there
	bodies []*agency.Body // by entity
	first  []int          // by entity: first mention's token
	events []Event
	// claims are, by entity, the events in its last sentence with any.
	claims []claims
	own    time.Time
	ctx    context
	// measures says that a noun of measures stood somewhere so far.
	measures bool
	// instruments is how many legal authorities the text names.
	instruments int
	// divided says that several agencies act in the news.
	divided bool
	// carries are the statements of an authority for what is told around them.
	carries []carried
	listing listing
	// headless are the news that name no target themselves.
	headless []news
	// lastAuths is what "the same order" means.
	lastAuths []int
	group     group
	// told are the measures that are news, in order.
	told []toldNews
	// masked leaves what the rules claim out of the evidence, to learn from the
	// rest of the story.
	masked bool
	// mates are pairs of names that are coordinated.
	mates [][2]int
	// odds are the log-odds of each entity to be a target, once weighed.
	odds []float64
	// seen is the first sentence that names each entity.
	seen []int
	// legal marks the sentences that name a legal authority.
	legal []bool
}

// toldLimit bounds the news that names are compared with: an article tells a
// handful, a list of thousands needs no story.
const toldLimit = 32

type start struct{ ent, last int32 }

// claims are the events of one entity in the last sentence that has any.
type claims struct{ sentence, events int32 }

// repeats bounds the events of one entity in one sentence: what says more of
// it than that says the same again and again.
const repeats = 8

// context is what a later sentence may continue: "They are A and B."
type context struct {
	open     bool
	sentence int
	claim    claim
	dates    []dateHit
	auths    []int
	targets  []int
}

// news is what a claim without named targets says for those named elsewhere.
type news struct {
	date  string
	agent agent
}

// carried is a sentence such as "These sanctions were imposed under E.O.
// 13382".
type carried struct {
	sentence int
	auths    []int
	agency   string // who invokes it, "" if not said
}

// agent is the imposing body of a claim.
type agent struct {
	body *agency.Body
	ent  int // entity or -1
	name string
	// other says that the subject's penalties are no measures: a court, a
	// league.
	other bool
}

// claim is what a rule found in one sentence.
type claim struct {
	t      *trigger
	i      int // the trigger's node
	rule   string
	action tagging.Action
	heads  []int
	// plain are the targets that pronouns and descriptions stand for.
	plain []int
	agent agent
	logit float64
	// from and to bound the clause.
	from, to int
	pro, con []string
	// gfrom and gto bound the phrase that tells the targets, named or not.
	gfrom, gto int
	// past says that the measure is told as background, not as news.
	past bool
}

func newFinder(in Input) *finder {
	d := in.Doc
	f := &finder{in: in, views: make([]*view, len(d.Sentences)), starts: make([]start, len(d.Tokens)), bodies: make([]*agency.Body, len(in.Entities)), first: make([]int, len(in.Entities))}
	for e := range in.Entities {
		ent := &in.Entities[e]
		switch ent.Type {
		case tagging.Person, tagging.Organization, tagging.City, tagging.Country, mention.Location:
			f.bodies[e] = agency.Of(ent.Name)
			for _, a := range ent.Aliases {
				if f.bodies[e] != nil {
					break
				}
				f.bodies[e] = agency.Of(a)
			}
		}
		for k, m := range ent.Mentions {
			first, last := m.First, m.Last
			if last <= first || last > len(d.Tokens) || int(d.Tokens[first].Start) != m.Start {
				first = d.At(m.Start)
				last = first
				for last < len(d.Tokens) && int(d.Tokens[last].Start) < m.End {
					last++
				}
			}
			if first >= len(d.Tokens) || last <= first {
				continue
			}
			if k == 0 {
				f.first[e] = first
			}
			if old := f.starts[first]; int(old.last) < last {
				f.starts[first] = start{int32(e), int32(last)}
			}
		}
	}
	f.seen = make([]int, len(in.Entities))
	f.claims = make([]claims, len(in.Entities))
	f.legal = make([]bool, len(d.Sentences))
	for e := range in.Entities {
		f.seen[e] = int(^uint(0) >> 1)
		if in.Entities[e].Type == tagging.LegalAuthority && len(in.Entities[e].Mentions) > 0 {
			f.instruments++
		}
		for _, m := range in.Entities[e].Mentions {
			if k := d.At(m.Start); k < len(d.Tokens) {
				s := int(d.Tokens[k].Sentence)
				f.seen[e] = min(f.seen[e], s)
				f.legal[s] = f.legal[s] || in.Entities[e].Type == tagging.LegalAuthority
			}
		}
	}
	f.own = f.ownDate()
	return f
}

// triggerHere reports whether sentence s holds a trigger word.
func (f *finder) triggerHere(s int) bool {
	d := f.in.Doc
	sen := d.Sentences[s]
	for i := sen.First; i < sen.Last; i++ {
		t := &d.Tokens[i]
		if t.Kind != token.Word || t.End-t.Start < 3 || t.End-t.Start > 15 {
			continue
		}
		if anyCase[d.Text[t.Start:t.End]] {
			return true
		}
	}
	return false
}

// anyCase holds the triggers in lower, title and upper case.
var anyCase = func() map[string]bool {
	m := map[string]bool{}
	for w := range triggers {
		m[w] = true
		m[strings.ToUpper(w[:1])+w[1:]] = true
		m[strings.ToUpper(w)] = true
	}
	return m
}()

// read takes one sentence in.
func (f *finder) read(s int) {
	hot := f.triggerHere(s)
	if f.listing.on {
		f.item(s)
	}
	if !hot {
		if f.ctx.open && s-f.ctx.sentence <= 3 && f.continued(f.view(s)) {
			return
		}
		if f.group.open {
			f.member(f.view(s))
		}
		if f.group.open || len(f.told) > 0 {
			f.groupList(s)
		}
		if (f.ctx.open || len(f.told) > 0) && f.legal[s] {
			f.authorityOnly(f.view(s), false)
		}
		return
	}
	v := f.view(s)
	f.measures = f.measures || v.measure
	n := len(f.events)
	if !f.continued(v) {
		for i := range v.n {
			if v.n[i].ent >= 0 || v.n[i].body != nil {
				continue
			}
			if t := triggers[v.n[i].word]; t != nil {
				f.apply(v, i, t)
			}
		}
	}
	if f.group.open && !f.news(n) {
		f.member(v)
	}
	f.authorityOnly(v, len(f.events) > n)
	f.intro(v)
}

// news reports whether an event from n on is the article's own news.
func (f *finder) news(n int) bool {
	for _, ev := range f.events[n:] {
		if ev.current {
			return true
		}
	}
	return false
}

func (f *finder) apply(v *view, i int, t *trigger) {
	if v.n[i].is(cListN) && f.onList(v, i) {
		return
	}
	switch t.role {
	case verb:
		f.readVerb(v, i, t)
	case noun:
		f.readNoun(v, i, t)
	case freeze:
		f.readFreeze(v, i, t)
	case entry:
		f.readEntry(v, i, t)
	case place:
		f.readPlace(v, i, t)
	case lift:
		f.readLift(v, i, t)
	case barred:
		f.readBarred(v, i, t)
	case against:
		f.readAgainst(v, i, t)
	case takes:
		f.readTakes(v, i, t)
	case moves:
		f.readMoves(v, i, t)
	case enter:
		f.readNoEntry(v, i, t)
	case dealings:
		f.readDealings(v, i, t)
	case same:
		f.readSame(v, i, t)
	}
}

// emit turns a claim into events.
func (f *finder) emit(v *view, c claim) {
	if c.agent.other {
		return
	}
	if len(c.plain) > 0 {
		v = f.stand(v, &c)
	}
	if v.sports && c.agent.body == nil {
		c.logit -= 2.5
		c.con = append(c.con, "the sentence speaks of sport")
	}
	if c.agent.body == nil {
		if r := v.reporter(c.heads); r.body != nil {
			c.agent = f.name(r)
		}
	} else if c.agent.name == "" {
		if r := v.reporter(c.heads); r.body != nil && r.body.Kind == agency.Imposer {
			switch r = f.name(r); r.body.Regime {
			case c.agent.body.Regime:
				c.agent = r
			case "": // "South Korea imposed …, the foreign ministry said"
				c.agent.ent, c.agent.name = r.ent, r.name
			}
		}
	}
	if c.agent.body != nil {
		c.logit += 0.4
		c.pro = append(c.pro, "imposed by "+c.agent.body.Name)
	}
	auths := f.authorities(v, &c)
	date, dates := f.date(v, &c)
	if c.agent.body != nil || len(c.heads) > 0 {
		c.past = c.past || v.elsewhen(&c) || date != "" && !f.recent(date)
	}
	if c.past && f.ctx.open && !f.ctx.claim.past && v.s-f.ctx.sentence <= 3 {
		f.ctx.sentence = v.s // what follows goes on with the news
	} else {
		f.ctx = context{open: true, sentence: v.s, claim: c, dates: dates, auths: auths}
	}
	f.measures = true
	if !c.past && (len(c.heads) == 0 || strings.Contains(c.rule, "pronoun")) {
		f.headless = append(f.headless, news{date, c.agent})
		if len(auths) > 0 {
			f.carries = append(f.carries, carried{v.s, auths, c.agent.name})
		}
	}
	f.openGroup(v, &c, date, auths)
	if !c.past && c.logit > 0 && len(f.told) < toldLimit {
		f.told = append(f.told, f.newsOf(v, &c, date, auths))
	}
	for _, h := range c.heads {
		f.ctx.targets = append(f.ctx.targets, int(v.n[h].ent))
	}
	f.write(v, c, auths, date)
}

// write appends the events of a claim whose authorities and date are known.
func (f *finder) write(v *view, c claim, auths []int, date string) {
	if len(auths) == 0 {
		auths = []int{-1}
	}
	for _, h := range c.heads {
		e := int(v.n[h].ent)
		if c := &f.claims[e]; int(c.sentence) != v.s {
			*c = claims{sentence: int32(v.s)}
		}
		for _, a := range auths {
			if f.claims[e].events++; f.claims[e].events > repeats {
				break
			}
			ev := Event{Target: e, Action: c.action, AuthorityEntity: a, AgencyEntity: c.agent.ent, Agency: c.agent.name, Date: date, Sentence: v.s,
				Sanctioned: true, logit: c.logit, order: len(f.events), current: !c.past,
				Explanation: tagging.Explanation{Trigger: v.at(c.i).word, Rule: c.rule, Clause: f.clause(v, &c, h), For: c.pro, Against: c.con}}
			if c.agent.body != nil {
				ev.regime = c.agent.body.Regime
			} else {
				ev.AgencyEntity = -1
			}
			if a >= 0 {
				ev.Authority = f.canonical(a)
			}
			f.events = append(f.events, ev)
		}
	}
}

// clause is the text from the claim's first to its last node that matters for
// target h.
func (f *finder) clause(v *view, c *claim, h int) string {
	lo, hi := min(c.from, c.i, h), max(c.to, c.i+1, h+1)
	lo, hi = max(lo, 0), min(hi, len(v.n))
	if lo >= hi {
		return ""
	}
	d := f.in.Doc
	return d.Text[d.Tokens[v.n[lo].first].Start:d.Tokens[v.n[hi-1].last-1].End]
}

func (f *finder) canonical(e int) string {
	if f.in.Canonical != nil {
		return f.in.Canonical(&f.in.Entities[e])
	}
	return f.in.Entities[e].Name
}

// name completes an agent: a government alone is no agency.
func (f *finder) name(a agent) agent {
	if a.body == nil || a.body.Kind != agency.Imposer {
		a.ent, a.name = -1, ""
		return a
	}
	if a.ent >= 0 {
		a.name = f.in.Entities[a.ent].Name
	}
	return a
}
