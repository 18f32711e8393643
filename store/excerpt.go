package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tagwire/tagwire/extractor/token"
)

// lead are the first sentences of a text that are sentences: of some length,
// with a stop at the end, not the like of a heading or a dateline.
func lead(text string) []string {
	if len(text) > leadScan {
		text = strings.ToValidUTF8(text[:leadScan], "")
	}
	doc := token.New(text)
	var out []string
	for i := range doc.Sentences {
		span := doc.SentenceSpan(i)
		s := oneLine(text[span.Start:span.End])
		n := utf8.RuneCountInString(s)
		if n < sentenceMin || n > sentenceMax || !stopped(s) {
			continue
		}
		out = append(out, s)
		if len(out) == leadSentences {
			break
		}
	}
	return out
}

// stopped reports whether s ends as a sentence does, closing quotes aside.
func stopped(s string) bool {
	s = strings.TrimRight(s, `"'”’»)]`)
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "。")
}

// excerpt is text[start:end] in code points, on one line, at most limit long.
func excerpt(text string, start, end, limit int) string {
	if start < 0 || end <= start {
		return ""
	}
	from, to, n := -1, len(text), 0
	for i := range text {
		if n == start {
			from = i
		}
		if n == end {
			to = i
			break
		}
		n++
	}
	if from < 0 {
		return ""
	}
	return clip(oneLine(text[from:to]), limit)
}

// oneLine makes every run of white space and control characters one space.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

// clip cuts s to at most n code points, at a space where one is near.
func clip(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	i, seen := 0, 0
	for i = range s {
		if seen == n-1 {
			break
		}
		seen++
	}
	cut := s[:i]
	if sp := strings.LastIndexByte(cut, ' '); sp > len(cut)*3/4 {
		cut = cut[:sp]
	}
	return cut + "…"
}

// countWords counts runs of letters and digits.
func countWords(s string) int {
	n, in := 0, false
	for _, r := range s {
		is := unicode.IsLetter(r) || unicode.IsDigit(r)
		if is && !in {
			n++
		}
		in = is
	}
	return n
}
