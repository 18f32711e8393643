package clean

import (
	"slices"
	"strings"

	"github.com/tagwire/tagwire/fetcher/article"
)

// readText reads plain text, one block a line; lines wrapped by hand are joined
// again.
func readText(text string) (*story, error) {
	s := &story{}
	for _, line := range unwrap(strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")) {
		if t := strings.Join(strings.Fields(line), " "); t != "" {
			s.blocks = append(s.blocks, textBlock(t))
		}
	}
	if len(s.blocks) == 0 {
		return nil, ErrEmpty
	}
	removeByRule(s.blocks)
	s.takeTitle()
	s.takeSource()
	s.takeLines()
	return s, nil
}

// textBlock reads the marks of a list item.
func textBlock(t string) block {
	for _, mark := range []string{"• ", "- ", "* ", "– ", "▪ "} {
		if rest, ok := strings.CutPrefix(t, mark); ok && rest != "" {
			if name, _ := ruleFor(t); name == "" {
				return block{kind: article.ListItem, level: 1, text: rest}
			}
		}
	}
	return block{kind: article.Paragraph, text: t}
}

// wrapped is the range of line lengths that text wrapped by hand has.
const (
	wrapLeast = 50
	wrapMost  = 100
)

// unwrap joins the lines of paragraphs that were wrapped by hand: most lines
// are of one length, and empty lines stand between paragraphs.
func unwrap(lines []string) []string {
	full, empty, total := 0, 0, 0
	for _, l := range lines {
		n := len(strings.TrimSpace(l))
		switch {
		case n == 0:
			empty++
		case n >= wrapLeast && n <= wrapMost:
			full++
			total++
		default:
			total++
		}
	}
	if empty < 2 || total < 8 || full*3 < total*2 {
		return lines
	}
	var out []string
	open := false
	for _, l := range lines {
		t := strings.TrimSpace(l)
		if t == "" || !open {
			out = append(out, t)
			open = t != ""
			continue
		}
		out[len(out)-1] += " " + t
	}
	return out
}

// takeTitle takes the first line for the title where it reads like a headline.
// It stays in the text as a heading, since names may stand only there, unless
// the address's words above it show that it is a page's frame that was copied.
func (s *story) takeTitle() {
	first, next := -1, -1
	for i := range s.blocks {
		if s.blocks[i].rule != "" {
			continue
		}
		if first < 0 {
			first = i
		} else {
			next = i
			break
		}
	}
	if next < 0 {
		return
	}
	b := &s.blocks[first]
	words := strings.Count(b.text, " ") + 1
	if words < 3 || words > 28 || sentenceEnd(b.text) || strings.Count(s.blocks[next].text, " ")+1 <= words {
		return
	}
	b.kind, b.level = article.Heading, 1
	if slices.ContainsFunc(s.blocks[:first], func(b block) bool { return b.rule == "url-slug" }) {
		b.rule = "title"
	}
	s.meta.Title = b.text
	s.meta.from("title", "text")
}

// takeLines keeps the day and the byline of the lines that were taken out from
// around the headline: "March 31, 2025", "By Ada Lovelace".
func (s *story) takeLines() {
	kept := 0 // paragraphs of the story so far
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.rule == "" && b.kind != article.Heading {
			if kept++; kept > 1 {
				return
			}
		}
		if b.rule != "timestamp" && b.rule != "byline" && b.rule != "dateline" {
			continue
		}
		if s.meta.Published.IsZero() {
			if t, ok := findDate(b.text); ok {
				s.meta.Published = t
				s.meta.from("published", "text")
			}
		}
		if s.meta.Byline == "" {
			if name := bylineOf(b.text); name != "" {
				s.meta.Byline = name
				s.meta.from("byline", "text")
			}
		}
	}
}

// takeSource keeps what a "Source: …" line names as the site.
func (s *story) takeSource() {
	for i := range s.blocks {
		if s.blocks[i].rule != "source-line" || s.meta.Site != "" {
			continue
		}
		if _, name, ok := strings.Cut(s.blocks[i].text, ":"); ok && strings.HasPrefix(strings.ToLower(s.blocks[i].text), "source") {
			s.meta.Site = strings.TrimSpace(name)
			s.meta.from("site", "text")
		}
	}
}

// readMarkdown reads Markdown as text, its headings, lists and quotations as
// what they are and its emphasis and links without their marks.
func readMarkdown(text string) (*story, error) {
	s := &story{}
	var para []string
	flush := func() {
		if len(para) > 0 {
			s.blocks = append(s.blocks, block{kind: article.Paragraph, text: inlineMarks.Replace(unlink(strings.Join(para, " ")))})
			para = nil
		}
	}
	for _, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		t := strings.TrimSpace(line)
		level := len(t) - len(strings.TrimLeft(t, "#"))
		switch {
		case t == "":
			flush()
		case level > 0 && level <= 6 && strings.HasPrefix(t[level:], " "):
			flush()
			s.blocks = append(s.blocks, block{kind: article.Heading, level: level, text: inlineMarks.Replace(unlink(strings.TrimSpace(t[level:])))})
		case strings.HasPrefix(t, "> "):
			flush()
			s.blocks = append(s.blocks, block{kind: article.Quote, text: inlineMarks.Replace(unlink(t[2:]))})
		case strings.HasPrefix(t, "- ") || strings.HasPrefix(t, "* "):
			flush()
			s.blocks = append(s.blocks, block{kind: article.ListItem, level: 1, text: inlineMarks.Replace(unlink(t[2:]))})
		default:
			para = append(para, t)
		}
	}
	flush()
	if len(s.blocks) == 0 {
		return nil, ErrEmpty
	}
	if s.blocks[0].kind == article.Heading {
		s.meta.Title = s.blocks[0].text
		s.meta.from("title", "text")
	}
	removeByRule(s.blocks)
	return s, nil
}

var inlineMarks = strings.NewReplacer("**", "", "__", "", "`", "")

// unlink keeps the text of [text](address) and drops the address.
func unlink(s string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "](")
		if i < 0 {
			break
		}
		open := strings.LastIndexByte(s[:i], '[')
		end := strings.IndexByte(s[i:], ')')
		if open < 0 || end < 0 {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(strings.TrimSuffix(s[:open], "!"))
		b.WriteString(s[open+1 : i])
		s = s[i+end+1:]
	}
	b.WriteString(s)
	return b.String()
}
