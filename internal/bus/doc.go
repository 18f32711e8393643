// Package bus carries messages between the stages over NATS JetStream.
//
// There is one way to speak to it, whether the server runs inside this process
// over a folder ([Options.Dir]) or somewhere else ([Options.URL]). Three
// streams hold what is under way:
//
//	TAGWIRE_ARTICLES  tagwire.article.>  cleaned articles, waiting to be tagged
//	TAGWIRE_TAGGINGS  tagwire.tagging.>  tagged articles, waiting to be stored
//	TAGWIRE_DEAD      tagwire.dead.>     what failed, with its reason
//
// What the package promises:
//
//   - A message is accepted when [Bus.Publish] returns nil for it: the stream
//     has it on disk, synced where [Options.Sync] says always.
//   - A message is handed out again until it is acknowledged, so a consumer
//     acknowledges only what the next stage has. Handling twice is possible
//     (acknowledgements are saved some ten times a second), losing is not.
//   - A message that fails is published to the dead letters before it is
//     terminated, so it is always in one of the two.
//   - A stream that reaches its size limit refuses new messages; it never
//     forgets old ones that were not handled. [Consumer.Trim] drops what every
//     stage is done with.
//
// The streams keep messages by limits and not as work queues: a work queue
// forgets the ids it has seen when the server restarts. Even so the ids only
// save work; whether an article is new is for the store to say.
package bus
