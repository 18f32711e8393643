package clean

import (
	"strings"
	"unicode"

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

// plainLine is the form in which rules see a line.
func plainLine(s string) string {
	s = strings.ToLower(strings.TrimSpace(plain.Replace(s)))
	s = strings.TrimLeft(s, "•*▪►▶»›→·|-–—#>[(✅🔴📢📌➡👉⬇ ")
	return strings.Join(strings.Fields(s), " ")
}

var plain = strings.NewReplacer("’", "'", "‘", "'", "“", "\"", "”", "\"", "–", "-", "—", "-", "\u00a0", " ", "…", "...")

// match reports whether a line falls under the rule.
func (r *rule) match(line string, words int) bool {
	if r.max > 0 && words > r.max {
		return false
	}
	if len(r.whole) > 0 {
		bare := strings.Trim(line, " .:!-|»›→>])")
		for _, w := range r.whole {
			if bare == w {
				return true
			}
		}
		if len(r.starts) == 0 && len(r.has) == 0 && len(r.ends) == 0 {
			return false
		}
	}
	if len(r.starts) > 0 && !anyStart(line, r.starts) {
		return false
	}
	if len(r.has) > 0 && !anyHas(line, r.has) {
		return false
	}
	if len(r.ends) > 0 && !anyEnd(line, r.ends) {
		return false
	}
	return len(r.starts)+len(r.has)+len(r.ends) > 0
}

// labels reports whether a line begins with a label of the rule, "Read:".
func (r *rule) labels(line string) bool {
	for _, s := range r.starts {
		if s[len(s)-1] == ':' && strings.HasPrefix(line, s) {
			return true
		}
	}
	return false
}

func anyStart(line string, starts []string) bool {
	for _, s := range starts {
		if strings.HasPrefix(line, s) && (len(line) == len(s) || !isWordByte(line[len(s)]) || !isWordByte(s[len(s)-1])) {
			return true
		}
	}
	return false
}

func isWordByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80 }

func anyHas(line string, has []string) bool {
	for _, s := range has {
		if strings.Contains(line, s) {
			return true
		}
	}
	return false
}

func anyEnd(line string, ends []string) bool {
	line = strings.TrimRight(line, " .!»›→>")
	for _, s := range ends {
		if strings.HasSuffix(line, s) {
			return true
		}
	}
	return false
}

// ruleFor returns the name of the first rule that a line falls under, and
// whether it heads a block of links.
func ruleFor(text string) (name string, heads bool) {
	if len(text) > 1200 {
		return "", false
	}
	line := plainLine(text)
	words := strings.Count(line, " ") + 1
	if name := byForm(text, line, words); name != "" {
		return name, false
	}
	prose, told := proseLike(text, words), narrated(line, words)
	for i := range rules {
		r := &rules[i]
		if label := r.labels(line); (r.sure || label || !prose) && (label || !told) && r.match(line, words) {
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
func narrated(line string, words int) bool {
	if words < 5 {
		return false
	}
	for _, w := range strings.Fields(line) {
		switch strings.Trim(w, ".,;:\"'()") {
		case "pursuant", "e.o", // a notice that cites its ground is part of a release
			"he", "she", "said", "says", "told", "asked", "noted", "argues", "argued", "urged", "shouted", "promised", "warned", "claimed", "replied", "insisted", "police", "prosecutors", "minister":
			return true
		}
	}
	return false
}

// byForm recognizes lines by their form alone.
func byForm(text, line string, words int) string {
	letters, digits := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
		} else if unicode.IsDigit(r) {
			digits++
		}
	}
	switch {
	case letters+digits == 0:
		if strings.ContainsAny(text, "*#_-=~•·") && len(text) > 0 {
			return "separator"
		}
		return ""
	case words == 1 && strings.Count(text, "-") >= 3 && strings.ToLower(text) == text && !strings.Contains(text, "--"):
		return "url-slug"
	case words == 1 && (strings.HasPrefix(line, "http://") || strings.HasPrefix(line, "https://") || strings.HasPrefix(line, "www.")):
		return "bare-url"
	case words <= 3 && counter(line):
		return "counter"
	case words >= 3 && words <= 9 && strings.HasPrefix(line, "by ") && namesOnly(text):
		return "byline"
	case words <= 5 && digits > 4 && isDate(line):
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
