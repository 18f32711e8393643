package model

import (
	"unicode/utf8"

	"github.com/tagwire/tagwire/extractor/token"
)

// Features are hashed to a bucket and a fingerprint. A bucket belongs to one
// feature of the training text, whose fingerprint it keeps: a feature never met
// in training finds another's fingerprint there and counts for nothing.
const (
	bucketBits = 19
	numBuckets = 1 << bucketBits
	printBits  = 8
	// row is a bucket's bytes: the fingerprint and one weight for each label.
	row = 1 + numLabels
)

// attr is what the model knows of one token, computed once for a document.
type attr struct {
	word   uint64 // hash in lower case
	pre    [3]uint64
	suf    [4]uint64
	shape  uint64
	class  Class
	group  Cluster
	clue   uint16
	flags  uint16 // sentence start, space before, all-capitals sentence …
	capped bool   // begins with a capital, or has no case and is a letter
	// The run of capitalized tokens that the token stands in, and the words
	// around it.
	runLen                uint8
	runAt                 uint8
	runFirst, runLast     uint64
	runBefore, runAfter   uint64
	runClass              Class // classes of all words of the run
	beforeClass, afClass  Class
	beforeGroup, afGroup  Cluster
	firstGroup, lastGroup Cluster
	// candidate tokens may be part of a name; all others are outside for sure.
	candidate bool
}

// Clues are what the rest of the document tells of a word: bits gathered over
// all its occurrences.
const (
	clueGivenBefore uint16 = 1 << iota
	clueTitleBefore
	clueSpeech
	clueLegalAfter
	clueOrgAfter
	clueInBefore
	clueLower
	clueInside // capitalized within a sentence
	clueFamilyAfter
	cluePersonRun // in a run with a given name
	clueOrgRun    // in a run with a word of organizations
	clueBrackets  // alone in brackets, as acronyms are introduced
	cluePossessive
)

const edge = 0x9e3779b97f4a7c15 // stands for the token beyond a sentence

// flags of attr.
const (
	flagStart uint16 = 1 << iota
	flagNoSpace
	flagCapsSentence
	flagTitleSentence
	flagQuoteBefore
)

// describe fills attrs for every token of a document.
func (s *scratch) describe(d *token.Document, lex *Lexicon) {
	s.attrs = grow(s.attrs, len(d.Tokens))
	for i := range d.Tokens {
		s.attrs[i] = lookAt(d, i, lex)
	}
	for _, sent := range d.Sentences {
		s.capitalRuns(d, sent)
		s.sentenceFlags(d, sent)
	}
	s.gatherClues(d)
	s.findCandidates(d)
}

func lookAt(d *token.Document, i int, lex *Lexicon) attr {
	w := d.Word(i)
	t := &d.Tokens[i]
	a := attr{word: lowerHash(w), shape: shapeOf(w)}
	known := lex.of(a.word)
	a.class, a.group = known.Class, known.Cluster
	a.capped = t.Kind == token.Word && (t.Case == token.Title || t.Case == token.Upper || t.Case == token.Mixed || t.Case == token.NoCase)
	if t.Kind == token.Word {
		affixes(w, &a)
	}
	if !t.Space {
		a.flags |= flagNoSpace
	}
	return a
}

// affixes hashes prefixes of two to four and suffixes of one to four code
// points, in lower case.
func affixes(w string, a *attr) {
	end := 0
	for k := 0; k < 4 && end < len(w); k++ {
		_, size := utf8.DecodeRuneInString(w[end:])
		end += size
		if k >= 1 {
			a.pre[k-1] = lowerHash(w[:end]) ^ 0x1111
		}
	}
	start := len(w)
	for k := 0; k < 4 && start > 0; k++ {
		_, size := utf8.DecodeLastRuneInString(w[:start])
		start -= size
		a.suf[k] = lowerHash(w[start:]) ^ 0x2222
	}
}

// shapeOf hashes the pattern of a word: upper, lower, digit and other
// characters, runs of one kind cut at two.
func shapeOf(w string) uint64 {
	h := uint64(14695981039346656037)
	var lastKind byte
	run := 0
	for i := 0; i < len(w); {
		c := w[i]
		size := 1
		var k byte
		switch {
		case c >= 'A' && c <= 'Z':
			k = 'X'
		case c >= 'a' && c <= 'z':
			k = 'x'
		case c >= '0' && c <= '9':
			k = '0'
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(w[i:])
			size = n
			k = wideKind(r)
		default:
			k = c
		}
		i += size
		if k == lastKind {
			if run++; run > 2 {
				continue
			}
		} else {
			lastKind, run = k, 1
		}
		h = (h ^ uint64(k)) * 1099511628211
	}
	return mix(h)
}

// capitalRuns finds runs of capitalized tokens, joined by hyphens, "of", "and", "the"
// and the like between two capitals.
func (s *scratch) capitalRuns(d *token.Document, sent token.Sentence) {
	for i := sent.First; i < sent.Last; {
		if !s.attrs[i].capped {
			i++
			continue
		}
		j := i + 1
		for j < sent.Last {
			if s.attrs[j].capped {
				j++
				continue
			}
			if j+1 < sent.Last && s.attrs[j+1].capped && joins(d.Word(j)) {
				j += 2
				continue
			}
			if j+2 < sent.Last && s.attrs[j+2].capped && joins(d.Word(j)) && joins(d.Word(j+1)) {
				j += 3
				continue
			}
			break
		}
		s.fillRun(d, sent, i, j)
		i = j
	}
}

func (s *scratch) fillRun(d *token.Document, sent token.Sentence, i, j int) {
	before, after := uint64(edge), uint64(edge)
	var bc, ac Class
	var bg, ag Cluster
	if i > sent.First {
		before, bc, bg = s.attrs[i-1].word, s.attrs[i-1].class, s.attrs[i-1].group
	}
	if j < sent.Last {
		after, ac, ag = s.attrs[j].word, s.attrs[j].class, s.attrs[j].group
	}
	var all Class
	for k := i; k < j; k++ {
		all |= s.attrs[k].class
	}
	for k := i; k < j; k++ {
		a := &s.attrs[k]
		a.runLen, a.runAt = uint8(min(j-i, 12)), uint8(min(k-i, 12))
		a.runFirst, a.runLast = s.attrs[i].word, s.attrs[j-1].word
		a.runBefore, a.runAfter = before, after
		a.beforeClass, a.afClass, a.runClass = bc, ac, all
		a.beforeGroup, a.afGroup = bg, ag
		a.firstGroup, a.lastGroup = s.attrs[i].group, s.attrs[j-1].group
	}
}

// joins reports whether a word in lower case, or a mark, stands between
// capitalized words of one name.
func joins(w string) bool {
	switch w {
	case "-", "–", "of", "the", "for", "and", "&", "'", "’", "'s", "’s",
		"al", "el", "bin", "ibn", "bint", "ul", "ud", "wal",
		"de", "del", "della", "dello", "dei", "degli", "delle", "da", "do", "dos", "das", "di", "du", "des", "la", "le", "les", "los", "las", "y", "e", "et",
		"van", "von", "der", "den", "dem", "het", "ter", "zu", "zur", "und", "en", "für", "voor", "och", "og",
		"ni", "we", "na", "wa", "za", "i", "dan", "ve":
		return true
	}
	return false
}

func (s *scratch) sentenceFlags(d *token.Document, sent token.Sentence) {
	upper, lower, title := 0, 0, 0
	for i := sent.First; i < sent.Last; i++ {
		switch d.Tokens[i].Case {
		case token.Upper:
			upper++
		case token.Lower:
			lower++
		case token.Title, token.Mixed:
			title++
		}
	}
	var f uint16
	if upper > 2 && upper > 3*(lower+title) {
		f |= flagCapsSentence
	}
	if title > 3 && title > 3*lower {
		f |= flagTitleSentence
	}
	for i := sent.First; i < sent.Last; i++ {
		s.attrs[i].flags |= f
	}
	// A quotation mark or a bullet does not hide the sentence's start.
	i := sent.First
	for i < sent.Last-1 && d.Tokens[i].Kind == token.Punct {
		s.attrs[i].flags |= flagStart
		i++
	}
	s.attrs[i].flags |= flagStart
}

// gatherClues joins for every capitalized word what all its occurrences tell.
func (s *scratch) gatherClues(d *token.Document) {
	clear(s.clues)
	for i := range s.attrs {
		a := &s.attrs[i]
		if d.Tokens[i].Kind != token.Word {
			continue
		}
		if !a.capped {
			s.clues[a.word] |= clueLower
			continue
		}
		s.clues[a.word] |= s.cluesAt(d, i)
	}
	for i := range s.attrs {
		if a := &s.attrs[i]; d.Tokens[i].Kind == token.Word {
			a.clue = s.clues[a.word]
		}
	}
}

func (s *scratch) cluesAt(d *token.Document, i int) (c uint16) {
	a := &s.attrs[i]
	if a.flags&(flagStart|flagCapsSentence|flagTitleSentence) == 0 {
		c |= clueInside
	}
	sent := d.Sentences[d.Tokens[i].Sentence]
	if i > sent.First {
		p := &s.attrs[i-1]
		if p.capped && p.class&Given != 0 {
			c |= clueGivenBefore
		}
		if p.class&Title != 0 {
			c |= clueTitleBefore
		}
		switch d.Word(i - 1) {
		case "in", "near", "at", "from":
			c |= clueInBefore
		case "(":
			if i+1 < sent.Last && d.Word(i+1) == ")" {
				c |= clueBrackets
			}
		}
	}
	if i+1 < sent.Last {
		n := &s.attrs[i+1]
		if n.class&Speech != 0 {
			c |= clueSpeech
		}
		if n.class&Legal != 0 && n.capped {
			c |= clueLegalAfter
		}
		if n.class&OrgWord != 0 && n.capped {
			c |= clueOrgAfter
		}
		if n.class&Family != 0 && n.capped {
			c |= clueFamilyAfter
		}
		if w := d.Word(i + 1); w == "'s" || w == "’s" {
			c |= cluePossessive
		}
	}
	if a.runLen > 1 && a.runLen < 5 && a.runClass&Given != 0 && a.runClass&(OrgWord|Legal) == 0 {
		c |= cluePersonRun
	}
	if a.runLen > 1 && a.runClass&(OrgWord|Legal) != 0 {
		c |= clueOrgRun
	}
	return c
}
