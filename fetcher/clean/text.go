package clean

import (
	"strings"

	"github.com/tagwire/tagwire/fetcher/article"
)

func readText(text string) (*story, error) {
	s := &story{}
	for _, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		if t := strings.Join(strings.Fields(line), " "); t != "" {
			s.blocks = append(s.blocks, block{kind: article.Paragraph, text: t})
		}
	}
	if len(s.blocks) == 0 {
		return nil, ErrEmpty
	}
	removeByRule(s.blocks)
	return s, nil
}

func readMarkdown(text string) (*story, error) { return readText(text) }

func removeByRule(blocks []block) {}
