// Package corpus reads annotated text for the name model: two-column CoNLL
// files, re-cut by tagwire's own tokenizer, so that the model learns from the
// tokens it will see.
package corpus

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/model"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// types maps the corpora's tags; MISC is left out.
var types = map[string]tagging.Type{"PER": tagging.Person, "ORG": tagging.Organization, "LOC": mention.Location}

// ReadFile reads one CoNLL file.
func ReadFile(path string) ([]model.Example, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out, err := Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}

// Corpora of unrelated sentences come as one long document; what one of its
// sentences says of a word means nothing to another. A file with more than
// manySentences a document is cut into documents of one sentence.
const manySentences = 150

// Read reads CoNLL lines: token, tab, IOB2 tag; an empty line ends a sentence,
// -DOCSTART- a document.
func Read(r io.Reader) ([]model.Example, error) {
	lines, unrelated, err := readLines(r)
	if err != nil {
		return nil, err
	}
	var b builder
	for n, text := range lines {
		switch {
		case strings.HasPrefix(text, docStart):
			b.flush()
		case strings.TrimSpace(text) == "":
			b.endSentence()
			if unrelated {
				b.flush()
			}
		default:
			word, tag, ok := strings.Cut(text, "\t")
			if !ok {
				return nil, fmt.Errorf("line %d: want token, tab, tag; have %q", n+1, text)
			}
			b.word(word, tag)
		}
	}
	b.flush()
	return b.out, nil
}

const docStart = "-DOCSTART-"

// readLines returns all lines, and whether their sentences are unrelated.
func readLines(r io.Reader) (lines []string, unrelated bool, err error) {
	docs, sentences := 0, 0
	in := bufio.NewScanner(r)
	for in.Scan() {
		text := in.Text()
		if strings.HasPrefix(text, docStart) {
			docs++
		} else if strings.TrimSpace(text) == "" {
			sentences++
		}
		lines = append(lines, text)
	}
	return lines, sentences > manySentences*max(docs, 1), in.Err()
}

// builder joins tokens to text and remembers where names stand in it.
type builder struct {
	out    []model.Example
	text   strings.Builder
	names  []span
	open   *span
	fresh  bool // at the start of a sentence
	quoted bool // inside straight quotes
	glue   bool // no space before the next token
}

type span struct {
	start, end int
	typ        tagging.Type
}

func (b *builder) word(w, tag string) {
	if b.text.Len() > 0 && !b.fresh && !b.glue && !tight(w, b.quoted) {
		b.text.WriteByte(' ')
	}
	b.glue = opens(w) || w == "\"" && !b.quoted || w == "-" && !b.fresh
	if w == "\"" {
		b.quoted = !b.quoted
	}
	b.fresh = false
	start := b.text.Len()
	b.text.WriteString(w)
	end := b.text.Len()
	kind, typ, _ := strings.Cut(tag, "-")
	if kind == "I" && b.open != nil {
		b.open.end = end
		return
	}
	b.close()
	if t, ok := types[typ]; ok && kind != "O" {
		b.open = &span{start, end, t}
	}
}

func (b *builder) close() {
	if b.open != nil {
		b.names = append(b.names, *b.open)
		b.open = nil
	}
}

// tight reports whether a token stands close to the one before it.
func tight(w string, quoted bool) bool {
	switch w {
	case ",", ".", ";", ":", "!", "?", ")", "]", "%", "'s", "’s", "n't", "'re", "'ve", "'ll", "'m", "'d", "”", "’", "''":
		return true
	case "\"":
		return quoted
	case "-": // corpora cut "Jong-un" in three; a dash is written as such
		return true
	}
	return false
}

func opens(w string) bool {
	return w == "(" || w == "[" || w == "$" || w == "“" || w == "``" || w == "£" || w == "#"
}

func (b *builder) endSentence() {
	b.close()
	if b.text.Len() == 0 || b.fresh {
		return
	}
	b.text.WriteByte('\n')
	b.fresh, b.glue, b.quoted = true, false, false
}

func (b *builder) flush() {
	b.close()
	if b.text.Len() > 0 {
		b.out = append(b.out, example(b.text.String(), b.names))
	}
	*b = builder{out: b.out}
}

// example tokenizes text and moves the names onto its tokens. A name whose
// ends fall inside tokens is widened to them.
func example(text string, names []span) model.Example {
	d := token.New(text)
	ex := model.Example{Doc: d}
	for _, n := range names {
		first, last := d.At(n.start), d.At(n.end-1)+1
		if first < last && last <= len(d.Tokens) {
			ex.Names = append(ex.Names, model.Name{First: first, Last: last, Type: n.typ})
		}
	}
	return ex
}
