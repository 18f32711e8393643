package pipeline

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/fetcher/article"
)

// panicError is a panic of a stage's function, with the stack it left.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v", e.value) }

// caught turns a panic into an error.
func caught(err *error) {
	if v := recover(); v != nil {
		*err = &panicError{v, debug.Stack()}
	}
}

func safeClean(clean Cleaner, p article.Page) (a article.Article, err error) {
	defer caught(&err)
	a, err = clean(p)
	if err == nil && (a.ID == "" || a.Revision == "") {
		err = fmt.Errorf("cleaning %s gave an article without id or revision", pageKey(p))
	}
	return a, err
}

func safeTag(ctx context.Context, t Tagger, a article.Article) (tg tagging.Tagging, err error) {
	defer caught(&err)
	return t.Tag(ctx, a)
}

// pageKey names a page among dead letters.
func pageKey(p article.Page) string {
	switch {
	case p.URL != "":
		return p.URL
	case p.Source != "":
		return p.Source
	}
	return "document"
}
