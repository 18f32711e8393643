// Package storetest makes taggings for tests and benchmarks: invented sanctions
// news of invented people, the same for the same seed.
package storetest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/article"
)

// Day is the day on which the generated articles appear, unless told.
var Day = time.Date(2025, 3, 4, 6, 0, 0, 0, time.UTC)

// Builder writes the text of a tagging sentence by sentence and notes where
// each name stands.
type Builder struct {
	t    tagging.Tagging
	n    int // code points so far
	text strings.Builder
	at   map[string]int // entity id → index
}

// New begins an article with this address and title.
func New(url, title string, published time.Time) *Builder {
	b := &Builder{at: make(map[string]int)}
	b.t.URL, b.t.Title, b.t.Published, b.t.Fetched = url, title, published, published.Add(20*time.Minute)
	b.t.Site, b.t.Language = hostOf(url), "en"
	b.t.Tagger = tagging.Tagger{Version: "test-1", Lists: map[string]string{"ofac-sdn": "2025-03-01"}}
	return b
}

func hostOf(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}

// Say adds a sentence and returns its span in code points.
func (b *Builder) Say(sentence string) tagging.Span {
	if b.n > 0 {
		b.text.WriteByte(' ')
		b.n++
	}
	start := b.n
	b.text.WriteString(sentence)
	b.n += utf8.RuneCountInString(sentence)
	return tagging.Span{Start: start, End: b.n}
}

// Paragraph ends the paragraph.
func (b *Builder) Paragraph() {
	b.text.WriteString("\n")
	b.n++
}

// Entity returns the entity with this name, new if need be. Its mentions are
// found when the tagging is done.
func (b *Builder) Entity(typ tagging.Type, name string) *tagging.Entity {
	id := string(typ) + "/" + slug(name)
	i, ok := b.at[id]
	if !ok {
		i = len(b.t.Entities)
		b.at[id] = i
		b.t.Entities = append(b.t.Entities, tagging.Entity{ID: id, Type: typ, Name: name, Confidence: 0.9})
	}
	return &b.t.Entities[i]
}

// Designate states a measure on an entity, with its evidence.
func (b *Builder) Designate(typ tagging.Type, name string, action tagging.Action, authority, agency, date string, evidence tagging.Span) {
	e := b.Entity(typ, name)
	e.Sanctioned = e.Sanctioned || action != tagging.Delisted
	e.Designations = append(e.Designations, tagging.Designation{
		Action: action, Authority: authority, Agency: agency, Date: date, Evidence: evidence, Confidence: 0.9,
	})
}

// Tagging is the finished article.
func (b *Builder) Tagging() tagging.Tagging {
	t := b.t
	t.Text = b.text.String()
	t.ID = article.NewID(t.URL, t.Text)
	t.Revision = article.NewRevision(t.Title, t.Text)
	for i := range t.Entities {
		e := &t.Entities[i]
		if at := strings.Index(t.Text, e.Name); at >= 0 {
			start := utf8.RuneCountInString(t.Text[:at])
			e.Mentions = []tagging.Mention{{Start: start, End: start + utf8.RuneCountInString(e.Name), Text: e.Name}}
		}
	}
	return t
}

func slug(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return r != '_' && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
}

var (
	first    = strings.Fields("Anton Bela Cyril Dana Emil Farid Goran Hamid Ivo Jalal Kira Lev Mira Nasser Oleg Pavel Rosa Salim Tarek Ulla Viktor Yara Zoran")
	last     = strings.Fields("Abadi Bergmann Cernik Dragov Ermolin Fahmy Gerges Horvat Ismat Jurić Karimov Lozan Markov Nuri Ostrov Petran Qasem Reznik Sabbagh Tomic Ustin Vasko Wardak Zubov")
	trade    = strings.Fields("Shipping Trading Holding Energy Logistics Petrochemicals Exchange Aviation Metals Electronics")
	cities   = strings.Fields("Dubai Ankara Limassol Beirut Vienna Harare Caracas Yangon Minsk Tbilisi Singapore Nairobi")
	agencies = []struct{ agency, authority string }{
		{"OFAC", "E.O. 14024"}, {"OFAC", "E.O. 13382"}, {"Council of the European Union", "Council Decision (CFSP) 2014/512"},
		{"Foreign, Commonwealth & Development Office", "Sanctions and Anti-Money Laundering Act 2018"}, {"SECO", ""}, {"UN Security Council", "UNSCR 1718"},
	}
	words = strings.Fields(`port summer bank harvest minister council winter road bridge vote school engine price grain copper
		permit court judge summit border coast tunnel station archive museum festival budget deficit loan fund steel cargo
		market contract tender auction mayor region village river dam power grid signal cable satellite rocket vaccine clinic
		union strike wage pension tax customs levy quota tariff treaty accord visa embassy envoy talks delay protest march
		storm flood drought fire quake rescue crew pilot captain convoy depot factory plant mill mine quarry forest farm
		office report study survey figure record decline growth rise fall share bond rate credit debt audit inquiry leak`)
	verbs = strings.Fields("raised cut delayed reopened questioned doubled welcomed rejected mentioned replaced reviewed lost found kept")
)

// Taggings makes n articles of one day: about one in five reports a measure,
// one in four is a copy of another outlet's story with small changes, the rest
// is ordinary news.
func Taggings(n int, seed uint64) []tagging.Tagging { return taggings(n, seed, 18) }

// Short makes articles of a few sentences, for tests that store thousands.
func Short(n int, seed uint64) []tagging.Tagging { return taggings(n, seed, 1) }

func taggings(n int, seed uint64, sentences int) []tagging.Tagging {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]tagging.Tagging, 0, n)
	var copied []func(outlet int) tagging.Tagging
	for i := range n {
		if len(copied) > 0 && r.IntN(4) == 0 {
			out = append(out, copied[r.IntN(len(copied))](i))
			continue
		}
		seed2 := r.Uint64()
		write := func(outlet int) tagging.Tagging { return story(seed2, outlet, sentences) }
		if len(copied) < 50 {
			copied = append(copied, write)
		} else {
			copied[r.IntN(len(copied))] = write
		}
		out = append(out, write(i))
	}
	return out
}

func story(seed uint64, outlet, sentences int) tagging.Tagging {
	r := rand.New(rand.NewPCG(seed, 2))
	pick := func(s []string) string { return s[r.IntN(len(s))] }
	person := pick(first) + " " + pick(last)
	company := fmt.Sprintf("%s %s %d", pick(last), pick(trade), r.IntN(900)+100)
	city := pick(cities)
	a := agencies[r.IntN(len(agencies))]
	sanctions := r.IntN(5) == 0
	title := fmt.Sprintf("%s of %s questioned over %s deals", person, company, city)
	if sanctions {
		title = fmt.Sprintf("%s sanctions %s and its owner", a.agency, company)
	}
	published := Day.Add(time.Duration(r.IntN(16*60)) * time.Minute).Add(time.Duration(outlet%90) * time.Second)
	b := New(fmt.Sprintf("https://outlet%d.example/%x/%d", outlet%37, seed, outlet), title, published)
	b.Entity(tagging.City, city)
	if sanctions {
		span := b.Say(fmt.Sprintf("%s on Tuesday sanctioned %s, a company in %s, and its owner %s.", a.agency, company, city, person))
		day := published.Format(time.DateOnly)
		b.Designate(tagging.Organization, company, tagging.Designated, a.authority, a.agency, day, span)
		b.Designate(tagging.Person, person, tagging.Designated, a.authority, a.agency, day, span)
		if a.authority != "" {
			b.Entity(tagging.LegalAuthority, a.authority)
			b.Say("The action was taken under " + a.authority + ".")
		}
	} else {
		b.Say(fmt.Sprintf("Police in %s questioned %s, who runs %s, about a series of deals.", city, person, company))
		b.Entity(tagging.Organization, company)
		b.Entity(tagging.Person, person)
	}
	for i := range sentences {
		if i%4 == 3 {
			b.Paragraph()
		}
		b.Say(fmt.Sprintf("The %s %s the %s of the %s before the %s, while the %s and the %s %s a %s.", pick(words), pick(verbs),
			pick(words), pick(words), pick(words), pick(words), pick(words), pick(verbs), pick(words)))
		if r.IntN(3) == 0 {
			other := pick(first) + " " + pick(last)
			b.Entity(tagging.Person, other)
			b.Say(other + " said that the numbers were wrong.")
		}
	}
	if outlet%2 == 1 {
		b.Say(fmt.Sprintf("With reporting by desk %d.", outlet%7))
	}
	return b.Tagging()
}
