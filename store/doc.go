// Package store keeps tagged articles in one bbolt file and answers questions
// about them.
//
// What goes in is a batch of taggings ([Store.PutTaggings]). Each new one gets
// the next insertion sequence number, the only clock that the rest of tagwire
// trusts: an article that arrives late or is tagged again has a new number,
// whatever its date of publication says. The same article, revision and tagger
// twice change nothing, so a message may be delivered as often as it likes.
//
// What is kept for good is two buckets:
//
//	texts     article id, NUL, revision → the article's text
//	taggings  sequence number           → all else: metadata, entities, tagger
//
// Older revisions and superseded taggings stay, so that any past state can be
// looked at again: a digest of a range of sequence numbers is the same today
// and in a year. Everything else is derived from these two by one function,
// replayed in sequence order, and [Store.Rebuild] does just that:
//
//	heads      article id → its revisions, their taggings, which is current
//	later      sequence → that of the article's next tagging, where it has one
//	published  time, article id → nothing; articles in order of publication
//	briefs     sequence → headline, opening sentences, entity names
//	sketches   sequence → features by which stories are told apart
//	entities   entity id → name, first sequence, counts
//	names      folded name, NUL, entity id → nothing
//	postings   entity id, NUL, article id → sequence, first sequence, time
//	claims     entity id, NUL, measure, NUL, article id → a designation
//	members    article id → its story, and why
//	stories    story id, NUL, article id → sequence
//
// A third kind of bucket belongs to users of the store: subscriptions keeps
// the digest's watermarks, frozen what is being delivered, and store/crawl keeps its own through [Store.DB].
//
// Every value carries a CRC-32C of its bytes, because bbolt itself hands
// flipped bits back without a word. A file that is shorter than its header
// says is refused before it is mapped into memory: touching the missing part
// would end the process. See [Store.Check].
package store
