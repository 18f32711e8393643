package gold

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/article"
)

// ParseAnnotations reads an .ann file: annotations of articles whose texts are
// kept elsewhere, keyed by their addresses.
//
//	# a comment
//	https://www.example.org/release
//	p Ivo Orlan | Orlan
//	o? Department of State
//	l Executive Order 14059 = E.O. 14059
//	> Ivo Orlan | E.O. 14059 | Department of State | 2026-10-14
//
// The letters are those of the markup, "?" makes an entity optional, forms
// follow after "|". A line that starts with ">" is a designation, as in a
// .gold file. Errors are [*ParseError].
func ParseAnnotations(file, src string) (map[string]Record, error) {
	records := make(map[string]Record)
	p := &parser{file: file}
	var address string
	set := new(entitySet)
	flush := func() {
		if address == "" {
			return
		}
		r := p.a.Record()
		r.ID = path.Base(strings.TrimSuffix(address, "/"))
		r.Entities = nonNil(set.list)
		records[address] = r
	}
	for line := range strings.SplitSeq(src, "\n") {
		p.line++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "http://"), strings.HasPrefix(line, "https://"):
			flush()
			if _, again := records[line]; again {
				return nil, p.errorf("%s is annotated twice", line)
			}
			address, p.a = line, Article{}
			set = &entitySet{index: make(map[entityKey]int)}
		case address == "":
			return nil, p.errorf("%q before the first address", clip(line))
		case strings.HasPrefix(line, ">"):
			if err := p.designation(strings.TrimSpace(line[1:]), set); err != nil {
				return nil, err
			}
		default:
			if err := p.entity(line, set); err != nil {
				return nil, err
			}
		}
	}
	flush()
	return records, nil
}

// entity reads "o? Name | form | form = canonical".
func (p *parser) entity(line string, set *entitySet) error {
	letter, rest, ok := strings.Cut(line, " ")
	letter, optional := strings.CutSuffix(letter, "?")
	typ, known := types[letter]
	if !ok || !known || typ == "" {
		return p.errorf("%q: want p, o, c or l, then a name", clip(line))
	}
	rest, canonical, _ := strings.Cut(rest, " = ")
	e := Entity{Type: typ, Optional: optional, Canonical: canonical}
	for i, form := range strings.Split(rest, "|") {
		if form = strings.TrimSpace(form); form == "" {
			return p.errorf("%q: an empty name", clip(line))
		}
		if i == 0 {
			e.Name = form
		} else {
			e.Forms = append(e.Forms, form)
		}
	}
	if typ == tagging.LegalAuthority && canonical == "" {
		e.Canonical = e.Name
	}
	for _, f := range append([]string{e.Name, e.Canonical}, e.Forms...) {
		key := entityKey{typ, normalize(f)}
		if _, taken := set.index[key]; !taken {
			set.index[key] = len(set.list)
		}
	}
	set.list = append(set.list, e)
	return nil
}

// annotated reads the .ann files of a folder and joins them with their texts:
// a file of one JSON object a line (url, title, published, html or text),
// gzipped or not. Annotations whose text is not in it are left out.
func annotated(dir, texts string) ([]Case, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.ann"))
	if err != nil || len(files) == 0 {
		return nil, err
	}
	records := make(map[string]Record)
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		some, err := ParseAnnotations(file, string(src))
		if err != nil {
			return nil, err
		}
		for address, r := range some {
			records[address] = r
		}
	}
	if info, err := os.Stat(texts); err != nil || info.IsDir() {
		return nil, fmt.Errorf("%s annotates articles by address; name the JSONL file that holds them with --texts (%s is none)", dir, texts)
	}
	f, err := os.Open(texts)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(texts, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("%s: %w", texts, err)
		}
	}
	return join(records, in, texts)
}

// join pairs annotations with the articles of a JSONL stream, in its order.
func join(records map[string]Record, in io.Reader, name string) ([]Case, error) {
	var cases []Case
	for dec := json.NewDecoder(bufio.NewReader(in)); ; {
		var line struct {
			URL, Title, HTML, Text string
			Published              time.Time
		}
		if err := dec.Decode(&line); err == io.EOF {
			return cases, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		r, ok := records[line.URL]
		if !ok {
			continue
		}
		delete(records, line.URL)
		p := article.Page{
			URL: line.URL, FinalURL: line.URL, ContentType: "text/html; charset=utf-8", Body: []byte(line.HTML), Fetched: line.Published,
			Hint: article.Hint{Title: line.Title, Language: "en", Published: line.Published},
		}
		if line.HTML == "" {
			p.ContentType, p.Body = "text/plain; charset=utf-8", []byte(line.Text)
		}
		cases = append(cases, Case{Record: r, Page: p})
	}
}
