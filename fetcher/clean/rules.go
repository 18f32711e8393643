package clean

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/tagwire/tagwire/fetcher/article"
)

// A rule names a kind of line that news sites put between or after the
// paragraphs of a story and that is no part of it. It looks at one line, in
// lower case with white space folded, apostrophes and dashes made plain.
//
// All conditions that are set must hold: the line begins with one of starts
// (followed by the end, a blank or punctuation), contains one of has, ends
// with one of ends, is one of whole; it has at most max words. A line that
// reads like a sentence of the story (see proseLike) is spared unless the rule
// is sure.
type rule struct {
	name   string
	starts []string
	has    []string
	ends   []string
	whole  []string
	max    int
	sure   bool
	// heads says that the line heads a block of links that goes with it.
	heads bool
	// example is a line that the rule removes, counter one like it that stays.
	example, counter string
}

// ruleIndex finds the rules that a line may fall under by its words, so that a
// paragraph costs one look at each of its words and not one at each phrase.
type ruleIndex struct {
	rules   []rule
	starts  map[string][]phraseOf // by the phrase's first word
	has     map[string][]phraseOf
	hasWord wordFilter // the words of has
	whole   map[string][]int
	widest  int                 // bytes of the longest of whole
	ends    map[byte][]phraseOf // by the phrase's last byte
	longest int                 // words of the longest line that a rule takes
}

// phraseOf is a phrase of a rule.
type phraseOf struct {
	text string
	skip int // bytes of text before its first word
	rule int
}

// indexed is built once.
var indexed = sync.OnceValue(func() *ruleIndex { return newRuleIndex(rules) })

func newRuleIndex(rules []rule) *ruleIndex {
	ix := &ruleIndex{rules: rules, starts: map[string][]phraseOf{}, has: map[string][]phraseOf{}, whole: map[string][]int{}, ends: map[byte][]phraseOf{}}
	for i := range rules {
		r := &rules[i]
		file := func(m map[string][]phraseOf, phrases []string) {
			for _, p := range phrases {
				skip, end := firstWord(p)
				m[p[skip:end]] = append(m[p[skip:end]], phraseOf{p, skip, i})
			}
		}
		file(ix.starts, r.starts)
		// Where the beginning of a line decides first, the rest is looked for
		// only then.
		if len(r.starts) == 0 {
			file(ix.has, r.has)
		}
		for _, w := range r.whole {
			ix.whole[w] = append(ix.whole[w], i)
			ix.widest = max(ix.widest, len(w))
		}
		for _, e := range r.ends {
			last := e[len(e)-1]
			ix.ends[last] = append(ix.ends[last], phraseOf{text: e, rule: i})
		}
		ix.longest = max(ix.longest, r.max)
	}
	for w := range ix.has {
		ix.hasWord.add(w)
	}
	return ix
}

// wordFilter holds a set of words by their ends and length: most words of a
// story it tells to be none of them without hashing them.
type wordFilter [64]uint64

func (f *wordFilter) add(w string) {
	i := filterBit(w)
	f[i>>6] |= 1 << (i & 63)
}

func (f *wordFilter) maybe(w []byte) bool {
	i := filterBit(w)
	return f[i>>6]&(1<<(i&63)) != 0
}

func filterBit[T string | []byte](w T) uint32 {
	n := len(w)
	if n == 0 {
		return 0
	}
	h := uint32(w[0]) | uint32(w[n/2])<<8 | uint32(w[n-1])<<16 | uint32(n)<<24
	return h * 0x9e3779b1 >> 20
}

// firstWord returns the bytes of the first word of a phrase; none makes it
// empty, at its end.
func firstWord[T string | []byte](p T) (start, end int) {
	for start < len(p) && !isWordByte(p[start]) {
		start++
	}
	for end = start; end < len(p) && isWordByte(p[end]); end++ {
	}
	return start, end
}

// line is one line as rules see it: in lower case, white space folded,
// apostrophes and dashes plain, without the bullet in front.
type line struct {
	text  []byte
	words int
}

const bullets = "•*▪►▶»›→·|-–—#>[(✅🔴📢📌➡👉⬇ "

// plainLine makes a line of a text; it is held in buf.
func plainLine(s string, buf []byte) line {
	s = strings.TrimLeft(strings.TrimSpace(s), bullets)
	t, words := buf[:0], 1
	gap := false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			if space(c) || c == '\v' {
				gap = true
				continue
			}
			if gap && len(t) > 0 {
				t = append(t, ' ')
				words++
			}
			gap = false
			if c >= 'A' && c <= 'Z' {
				c |= 0x20
			}
			t = append(t, c)
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if unicode.IsSpace(r) {
			gap = true
			continue
		}
		if gap && len(t) > 0 {
			t = append(t, ' ')
			words++
		}
		gap = false
		switch r {
		case '’', '‘':
			t = append(t, '\'')
		case '“', '”':
			t = append(t, '"')
		case '–', '—':
			t = append(t, '-')
		case '…':
			t = append(t, "..."...)
		default:
			t = utf8.AppendRune(t, unicode.ToLower(r))
		}
	}
	return line{t, words}
}

// met are the parts of rules that a line meets.
type met struct{ starts, labels, has, whole, ends ruleSet }

// ruleSet is a set of rules by their index.
type ruleSet [4]uint64

func (s *ruleSet) add(i int)      { s[i>>6] |= 1 << (i & 63) }
func (s *ruleSet) has(i int) bool { return s[i>>6]&(1<<(i&63)) != 0 }
func (s *ruleSet) any() bool      { return *s != ruleSet{} }

// framing is how many bytes of signs may stand around a line that is one of a
// rule's whole lines.
const framing = 40

// meet looks up a line's words.
func (ix *ruleIndex) meet(l line) (m met) {
	t := l.text
	_, end := firstWord(t)
	for _, p := range ix.starts[string(t[:end])] {
		ix.meetStart(&m, t, p)
	}
	if start, end := firstWord(t); start > 0 { // "(c) 2026"
		for _, p := range ix.starts[string(t[start:end])] {
			ix.meetStart(&m, t, p)
		}
	}
	for i := 0; i < len(t); {
		start, end := firstWord(t[i:])
		start, end = i+start, i+end
		var phrases []phraseOf
		if ix.hasWord.maybe(t[start:end]) {
			phrases = ix.has[string(t[start:end])]
		}
		for _, p := range phrases {
			if at := start - p.skip; at >= 0 && bytes.HasPrefix(t[at:], []byte(p.text)) {
				m.has.add(p.rule)
			}
		}
		if end == start {
			break
		}
		i = end
	}
	if len(t) <= ix.widest+framing {
		for _, i := range ix.whole[string(bytes.Trim(t, " .:!-|»›→>])"))] {
			m.whole.add(i)
		}
	}
	bare := t
	if c := t[max(0, len(t)-1):]; len(c) == 0 || !isWordByte(c[0]) || c[0] >= utf8.RuneSelf {
		bare = bytes.TrimRight(t, " .!»›→>")
	}
	if len(bare) > 0 {
		for _, p := range ix.ends[bare[len(bare)-1]] {
			if len(bare) >= len(p.text) && string(bare[len(bare)-len(p.text):]) == p.text {
				m.ends.add(p.rule)
			}
		}
	}
	return m
}

// meetStart marks a rule whose phrase the line begins with, followed by the end,
// a blank or punctuation.
func (ix *ruleIndex) meetStart(m *met, t []byte, p phraseOf) {
	n := len(p.text)
	if len(t) < n || string(t[:n]) != p.text || n < len(t) && isWordByte(t[n]) && isWordByte(p.text[n-1]) {
		return
	}
	m.starts.add(p.rule)
	if p.text[n-1] == ':' {
		m.labels.add(p.rule)
	}
}

func isWordByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80 }

// match reports whether a line that meets m falls under rule i.
func (ix *ruleIndex) match(i int, m *met, l line) bool {
	r := &ix.rules[i]
	if r.max > 0 && l.words > r.max {
		return false
	}
	if m.whole.has(i) {
		return true
	}
	return len(r.starts)+len(r.has)+len(r.ends) > 0 &&
		(len(r.starts) == 0 || m.starts.has(i)) && (len(r.ends) == 0 || m.ends.has(i)) &&
		(len(r.has) == 0 || m.has.has(i) || len(r.starts) > 0 && slices.ContainsFunc(r.has, func(p string) bool { return bytes.Contains(l.text, []byte(p)) }))
}

// longestRuled is the length in bytes from which no text falls under a rule.
const longestRuled = 1200

// ruleFor returns the name of the first rule that a text falls under, and
// whether it heads a block of links.
func ruleFor(text string) (name string, heads bool) {
	if len(text) > longestRuled {
		return "", false
	}
	var buf [longestRuled + 64]byte
	l := plainLine(text, buf[:])
	if name := byForm(text, l); name != "" {
		return name, false
	}
	ix := indexed()
	if l.words > ix.longest {
		return "", false
	}
	m := ix.meet(l)
	if !m.starts.any() && !m.has.any() && !m.whole.any() && !m.ends.any() {
		return "", false
	}
	prose, told := proseLike(text, l.words), narrated(l)
	for i := range ix.rules {
		r, label := &ix.rules[i], m.labels.has(i)
		if (r.sure || label || !prose) && (label || !told) && ix.match(i, &m, l) {
			return r.name, r.heads
		}
	}
	return "", false
}

// proseLike reports whether a line reads like the story: quoted speech, or two
// sentences and more of some length.
func proseLike(text string, words int) bool {
	if words >= 12 && (strings.ContainsAny(text, "“\"") && (strings.Contains(text, " said") || strings.Contains(text, " told") || strings.Contains(text, " says"))) {
		return true
	}
	if words < 28 {
		return false
	}
	stops := 0
	for i := 0; i+2 < len(text); i++ {
		if (text[i] == '.' || text[i] == '?' || text[i] == '!') && text[i+1] == ' ' && text[i+2] >= 'A' && text[i+2] <= 'Z' {
			stops++
		}
	}
	return stops >= 1 && words > 40
}

// narrated reports whether a line tells who said or did something: pleas and
// labels never do.
func narrated(l line) bool {
	if l.words < 5 {
		return false
	}
	for rest := l.text; len(rest) > 0; {
		var w []byte
		w, rest, _ = bytes.Cut(rest, []byte(" ")) // a sequence of fields would move l to the heap
		switch string(bytes.Trim(w, ".,;:\"'()")) {
		case "pursuant", "e.o", // a notice that cites its ground is part of a release
			"he", "she", "said", "says", "told", "asked", "noted", "argues", "argued", "urged", "shouted", "promised", "warned", "claimed", "replied", "insisted", "police", "prosecutors", "minister":
			return true
		}
	}
	return false
}

// byForm recognizes lines by their form alone.
func byForm(text string, l line) string {
	if l.words > 9 {
		return ""
	}
	letters, digits := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
		} else if unicode.IsDigit(r) {
			digits++
		}
	}
	words := l.words
	switch {
	case letters+digits == 0:
		if strings.ContainsAny(text, "*#_-=~•·") && len(text) > 0 {
			return "separator"
		}
		return ""
	case words == 1 && strings.Count(text, "-") >= 3 && strings.ToLower(text) == text && !strings.Contains(text, "--"):
		return "url-slug"
	case words == 1 && (startsWith(l.text, "http://") || startsWith(l.text, "https://") || startsWith(l.text, "www.")):
		return "bare-url"
	case words <= 3 && digits > 0 && counter(string(l.text)):
		return "counter"
	case words >= 3 && words <= 9 && startsWith(l.text, "by ") && namesOnly(text):
		return "byline"
	case words <= 5 && digits > 4 && isDate(string(l.text)):
		return "timestamp"
	}
	return ""
}

// namesOnly reports whether all words of a line behind its first are
// capitalized, but for the small words of a byline.
func namesOnly(text string) bool {
	for _, w := range strings.Fields(text)[1:] {
		switch w {
		case "and", "for", "in", "of", "de", "van", "von", "bin", "al", "&", "|", "-", "–", "at", "the":
			continue
		}
		if c := []rune(w)[0]; !unicode.IsUpper(c) {
			return false
		}
	}
	return true
}

// counter reads "503 views", "12 comments", "3.4k shares".
func counter(line string) bool {
	num, unit, ok := strings.Cut(line, " ")
	if !ok {
		return false
	}
	num = strings.TrimRight(num, "km+")
	if num == "" || strings.Trim(num, "0123456789.,") != "" {
		return false
	}
	switch strings.Trim(unit, ". ") {
	case "views", "view", "comments", "comment", "shares", "share", "likes", "like", "reads", "read", "replies", "reactions", "votes", "downloads", "followers", "subscribers", "min read", "minute read", "minutes read", "mins read", "minutes", "retweets", "reposts", "claps", "people", "hits":
		return true
	}
	return false
}

// removeByRule marks the blocks that fall under a rule. A heading of a block of
// links takes the links with it: short lines without a full stop, up to the
// next paragraph of the story. What follows a line that ends the story
// (comments, more news) goes too where nothing but short lines follows.
func removeByRule(blocks []block) {
	for i := 0; i < len(blocks); i++ {
		b := &blocks[i]
		if b.rule != "" {
			continue
		}
		name, heads := ruleFor(b.text)
		if name == "" {
			continue
		}
		b.rule = name
		if heads {
			i = takeLinks(blocks, i, name)
		}
	}
	headless(blocks)
}

// takeLinks marks the links under the heading at i and returns the last.
func takeLinks(blocks []block, i int, name string) int {
	last := i
	for j := i + 1; j < len(blocks) && j-i < 40; j++ {
		t := blocks[j].text
		words := strings.Count(t, " ") + 1
		if n, _ := ruleFor(t); n != "" {
			blocks[j].rule = n
			last = j
			continue
		}
		if words > 24 || sentenceEnd(t) && words > 6 || blocks[j].kind == article.Heading && blocks[j].level > 0 && j > i+1 && blocks[i].level >= blocks[j].level {
			break
		}
		blocks[j].rule = name
		last = j
	}
	// A list that runs into the story was no list of links.
	if last == len(blocks)-1 || last-i >= 2 || blocks[i].kind == article.Heading || last == i {
		return last
	}
	if n, _ := ruleFor(blocks[last].text); n == "" && !titleLike(blocks[last].text) {
		blocks[last].rule = ""
		return last - 1
	}
	return last
}

// titleLike reports whether a line looks like a headline: most of its words
// are capitalized, or it is short and has no verb-like end.
func titleLike(t string) bool {
	f := strings.Fields(t)
	up := 0
	for _, w := range f {
		if w[0] >= 'A' && w[0] <= 'Z' {
			up++
		}
	}
	return up*2 >= len(f)
}

func sentenceEnd(t string) bool {
	t = strings.TrimRight(t, "\"”’') ")
	return strings.HasSuffix(t, ".")
}

// headless removes trailing headings that head nothing.
func headless(blocks []block) {
	for i := len(blocks) - 1; i > 0; i-- {
		if blocks[i].rule != "" {
			continue
		}
		if blocks[i].kind != article.Heading || blocks[i].level < 2 {
			return
		}
		blocks[i].rule = "heading-of-nothing"
	}
}
