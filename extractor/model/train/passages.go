package train

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/tagwire/tagwire/extractor/model"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// Passages reads the short annotated passages of the text files under dir: the
// names stand in brackets, each with a letter for its type behind it, and an
// empty line ends a passage.
func Passages(dir string) ([]model.Example, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("%s: no passages (*.txt)", dir)
	}
	var out []model.Example
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		line := 1
		for text := range strings.SplitSeq(string(data), "\n\n") {
			ex, err := passage(text)
			if err != nil {
				return nil, fmt.Errorf("%s: passage at line %d: %w", path, line, err)
			}
			out = append(out, ex)
			line += strings.Count(text, "\n") + 2
		}
	}
	return out, nil
}

// letters are the types of names in passages.
var letters = map[byte]tagging.Type{'p': tagging.Person, 'o': tagging.Organization, 'c': tagging.City}

func passage(marked string) (model.Example, error) {
	var text strings.Builder
	type span struct {
		start, end int
		typ        tagging.Type
	}
	var spans []span
	for rest := strings.TrimSpace(marked); rest != ""; {
		before, after, found := strings.Cut(rest, "[")
		text.WriteString(before)
		if !found {
			break
		}
		name, tail, closed := strings.Cut(after, "]")
		if !closed || tail == "" || letters[tail[0]] == "" || name == "" {
			return model.Example{}, fmt.Errorf("want a name and its type's letter, as in [Kyiv]c: %.30q", "["+after)
		}
		spans = append(spans, span{text.Len(), text.Len() + len(name), letters[tail[0]]})
		text.WriteString(name)
		rest = tail[1:]
	}
	ex := model.Example{Doc: token.New(text.String()), Weight: passageWeight}
	taken := make([]bool, len(ex.Doc.Tokens))
	for _, s := range spans {
		first, last := ex.Doc.At(s.start), ex.Doc.At(s.end-1)+1
		for k := first; k < last; k++ {
			taken[k] = true
		}
		ex.Names = append(ex.Names, model.Name{First: first, Last: last, Type: s.typ})
	}
	ex.Names = append(ex.Names, countries(ex.Doc, taken)...)
	return ex, nil
}

// passageWeight is how much a passage counts: its names stand closer together
// than in an article.
const passageWeight = 2
