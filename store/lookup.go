package store

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
)

// maxMatches is how many ids an [AmbiguousError] names.
const maxMatches = 10

// ResolveArticle returns the id of the one article whose id begins with
// prefix: [ErrNotFound] where there is none, an [*AmbiguousError] where there
// are several. A full id is always itself.
func (s *Store) ResolveArticle(ctx context.Context, prefix string) (string, error) {
	return s.resolve(ctx, bucketHeads, prefix)
}

// ResolveEntity does the same for entities, by prefix of their id or, where no
// id fits, by their name in any spelling of case and accents.
func (s *Store) ResolveEntity(ctx context.Context, prefix string) (string, error) {
	id, err := s.resolve(ctx, bucketEntities, prefix)
	if err == nil || Fold(prefix) == "" {
		return id, err
	}
	ids, nameErr := s.EntitiesNamed(ctx, prefix)
	if nameErr != nil {
		return "", nameErr
	}
	switch len(ids) {
	case 0:
		return "", err
	case 1:
		return ids[0], nil
	}
	return "", &AmbiguousError{prefix, ids[:min(len(ids), maxMatches)]}
}

func (s *Store) resolve(ctx context.Context, bucket []byte, prefix string) (string, error) {
	if prefix == "" {
		return "", fmt.Errorf("an empty id: %w", ErrNotFound)
	}
	var matches []string
	err := s.view(ctx, func(tx *bolt.Tx) error {
		b := tx.Bucket(bucket)
		if b.Get(join(prefix)) != nil {
			matches = []string{prefix}
			return nil
		}
		cur := b.Cursor()
		for k, _ := cur.Seek([]byte(prefix)); bytes.HasPrefix(k, []byte(prefix)) && len(matches) < maxMatches; k, _ = cur.Next() {
			matches = append(matches, string(k))
		}
		return nil
	})
	switch {
	case err != nil:
		return "", err
	case len(matches) == 0:
		return "", fmt.Errorf("%q: %w", prefix, ErrNotFound)
	case len(matches) > 1:
		return "", &AmbiguousError{prefix, matches}
	}
	return matches[0], nil
}

// EntitiesNamed returns the ids of the entities that bear this name or alias,
// compared as [Fold] sees them.
func (s *Store) EntitiesNamed(ctx context.Context, name string) ([]string, error) {
	var ids []string
	folded := Fold(name)
	if folded == "" {
		return nil, nil
	}
	err := s.view(ctx, func(tx *bolt.Tx) error {
		prefix := under(folded)
		cur := tx.Bucket(bucketNames).Cursor()
		for k, _ := cur.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = cur.Next() {
			ids = append(ids, string(k[len(prefix):]))
		}
		return nil
	})
	return ids, err
}

// Hit is an article that a search found.
type Hit struct {
	Brief
	// Where says in what the words were found: "title", "name" or "text".
	Where string `json:"where"`
	// Excerpt is the text around the first find, on one line; empty for a
	// find in the title.
	Excerpt string `json:"excerpt,omitempty"`
}

// excerptMargin is how many bytes of text a hit shows on either side.
const excerptMargin = 80

// Search yields the current articles whose title, entities or text contain
// every one of the words as a substring, whatever the case, newest first.
func (s *Store) Search(ctx context.Context, words []string) iter.Seq2[Hit, error] {
	needles := lowered(words)
	return func(yield func(Hit, error) bool) {
		if len(needles) == 0 {
			return
		}
		for b, err := range s.Published(ctx, time.Time{}, time.Time{}) {
			if err != nil {
				yield(Hit{}, err)
				return
			}
			hit, ok, err := s.match(ctx, b, needles)
			if err != nil {
				yield(Hit{}, err)
				return
			}
			if ok && !yield(hit, nil) {
				return
			}
		}
	}
}

func (s *Store) match(ctx context.Context, b Brief, needles []string) (Hit, bool, error) {
	if containsAll(strings.ToLower(b.Title), needles) {
		return Hit{Brief: b, Where: "title"}, true, nil
	}
	for _, e := range b.Entities {
		if containsAll(strings.ToLower(e.Name), needles) {
			return Hit{Brief: b, Where: "name", Excerpt: e.Name}, true, nil
		}
	}
	text, err := s.text(ctx, b.ID, b.Revision)
	if err != nil {
		return Hit{}, false, err
	}
	flat := oneLine(text)
	lower := strings.ToLower(flat)
	if !containsAll(lower+" "+strings.ToLower(b.Title), needles) {
		return Hit{}, false, nil
	}
	at := strings.Index(lower, needles[0])
	if at < 0 || len(lower) != len(flat) {
		// The word is in the title only, or lower case shifted the bytes.
		return Hit{Brief: b, Where: "text", Excerpt: clip(flat, 2*excerptMargin)}, true, nil
	}
	return Hit{Brief: b, Where: "text", Excerpt: around(flat, at, at+len(needles[0]))}, true, nil
}

func (s *Store) text(ctx context.Context, id, revision string) (string, error) {
	var text string
	err := s.view(ctx, func(tx *bolt.Tx) error {
		b, err := unseal(tx.Bucket(bucketTexts).Get(join(id, revision)))
		text = string(b)
		return err
	})
	return text, err
}

func containsAll(s string, needles []string) bool {
	for _, n := range needles {
		if !strings.Contains(s, n) {
			return false
		}
	}
	return true
}

// around is s[start:end] with some words on either side.
func around(s string, start, end int) string {
	from, to := max(0, start-excerptMargin), min(len(s), end+excerptMargin)
	head, tail := "", ""
	if from > 0 {
		if i := strings.IndexByte(s[from:start], ' '); i >= 0 {
			from += i + 1
		}
		head = "…"
	}
	if to < len(s) {
		if i := strings.LastIndexByte(s[end:to], ' '); i >= 0 {
			to = end + i
		}
		tail = "…"
	}
	return head + strings.ToValidUTF8(s[from:to], "") + tail
}

// Matches reports whether a search for the words would find the article.
func (s *Store) Matches(ctx context.Context, b Brief, words []string) (bool, error) {
	needles := lowered(words)
	if len(needles) == 0 {
		return true, nil
	}
	_, ok, err := s.match(ctx, b, needles)
	return ok, err
}

func lowered(words []string) []string {
	needles := make([]string, 0, len(words))
	for _, w := range words {
		if w = strings.ToLower(oneLine(w)); w != "" {
			needles = append(needles, w)
		}
	}
	return needles
}
