// Package token cuts text into tokens, sentences and blocks, once, for every
// recognizer. All positions are byte offsets into the text it was given.
//
// The rules that matter to those who read the tokens:
//   - A hyphen or dash between letters is a token of its own ("Dalian-based"
//     is three tokens), so that a name can end at it; [Token.Space] tells
//     whether white space stood before a token.
//   - A possessive is its own token ("Nelson" + "'s"); other apostrophes stay
//     inside their word ("O'Brien", "Sana'a").
//   - Dotted acronyms, initials and known abbreviations keep their full stop
//     ("U.S.", "E.O.", "E.", "Ltd.").
//   - Numbers keep inner commas and points ("13,382", "3.5"); a slash is a
//     token.
//   - A sentence never crosses a line break; a run of hundreds of tokens
//     without an end is cut.
package token

// Span is a range of bytes of a text, End exclusive.
type Span struct{ Start, End int }

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps reports whether two spans share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Contains reports whether o lies within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Kind is the class of a token.
type Kind uint8

// The kinds of tokens.
const (
	Word Kind = iota
	Number
	Punct
	Symbol
	URL // an http(s) address or an e-mail address
)

// Case is the letter case of a word.
type Case uint8

// The cases. NoCase is for tokens without cased letters (Punct, Arabic, …).
const (
	NoCase Case = iota
	Lower
	Title // first letter upper, the rest lower: "Kim"; also a single initial "E."
	Upper // two or more letters, all upper: "OFAC", "U.S."
	Mixed // "McDonald", "iPhone"
)

// Token is one token of a document. Start and End are byte offsets.
type Token struct {
	Start, End uint32
	Sentence   uint32 // index into Document.Sentences
	Kind       Kind
	Case       Case
	// Space says that white space (or the text's start) precedes the token.
	Space bool
}

// Sentence is a run of tokens [First, Last).
type Sentence struct {
	First, Last int
	// Block counts paragraphs: sentences of one block share it.
	Block int
}

// Document is a tokenized text.
type Document struct {
	Text      string
	Tokens    []Token
	Sentences []Sentence
}

// Word returns the text of token i.
func (d *Document) Word(i int) string {
	t := &d.Tokens[i]
	return d.Text[t.Start:t.End]
}

// Span returns the bytes that tokens [first, last) cover.
func (d *Document) Span(first, last int) Span {
	return Span{int(d.Tokens[first].Start), int(d.Tokens[last-1].End)}
}

// SentenceSpan returns the bytes of sentence i.
func (d *Document) SentenceSpan(i int) Span {
	s := d.Sentences[i]
	return d.Span(s.First, s.Last)
}

// At returns the index of the first token that ends after byte offset off, or
// len(Tokens).
func (d *Document) At(off int) int {
	lo, hi := 0, len(d.Tokens)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if int(d.Tokens[m].End) > off {
			hi = m
		} else {
			lo = m + 1
		}
	}
	return lo
}

// Runes converts ascending byte offsets of a text to code-point offsets. It is
// made for one pass: calls must come with non-decreasing offsets, or it starts
// over.
type Runes struct {
	text       string
	byteOff, n int
}

// NewRunes returns a converter for text.
func NewRunes(text string) *Runes { return &Runes{text: text} }

// At returns the number of code points before byte offset off.
func (r *Runes) At(off int) int {
	if off < r.byteOff {
		r.byteOff, r.n = 0, 0
	}
	for r.byteOff < off {
		c := r.text[r.byteOff]
		switch {
		case c < 0x80:
			r.byteOff++
		default:
			// Continuation bytes do not count; lead bytes do.
			r.byteOff++
			for r.byteOff < len(r.text) && r.text[r.byteOff]&0xC0 == 0x80 {
				r.byteOff++
			}
		}
		r.n++
	}
	return r.n
}
