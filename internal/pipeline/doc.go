// Package pipeline runs the stages that carry an article from its site to the
// store:
//
//	fetcher ─ clean ─▶ TAGWIRE_ARTICLES ─ tag ─▶ TAGWIRE_TAGGINGS ─ put ─▶ store
//
// Each stage is a pure function ([Cleaner], [Tagger]) or a small interface
// ([Store]) in a worker that owns its input and output. [Run] runs all of them
// in this process over an embedded or external message server; [Fetch],
// [Extract] and [Keep] run one, for several processes against one server.
//
// The rule that makes delivery exact is the same everywhere: a worker lets go
// of its input only when its output is durable. The fetcher remembers a visit
// after the article is in its stream; the tagger acknowledges an article after
// the tagging is in its; the keeper acknowledges after the store's commit. A
// process may be killed anywhere and repeats some work, which the store
// recognizes, and loses none.
//
// What cannot be done becomes a dead letter with its reason and the input, so
// that whatever a source offered ends in the store or among the dead letters. A
// panic of a stage is such a failure. Errors of the machinery itself, a full
// disk or a lost server, end the run with everything accepted still in place.
//
// Memory does not grow with what waits: messages wait on disk, pulls are
// bounded in count and bytes, and when more than [Options.MaxBacklog] articles
// wait to be tagged, the fetcher waits too.
package pipeline
