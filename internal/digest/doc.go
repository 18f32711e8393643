// Package digest says what is new in the store, the way an analyst would: new
// designations first, then delistings, names never seen before, watchlisted
// names in the news, names in the news more than usual, and the day's stories.
//
// What goes in is a range of insertion sequence numbers (or of times) and a
// filter; out comes a [Digest], plain data that the renderers of this package
// print as text, Markdown, HTML, JSON or Atom, and that [Deliverer] brings to
// its subscribers.
//
// Steps of [Build]:
//
//  1. The briefs of the range that pass the filter.
//  2. Their measures: reports of one measure on one target become one entry.
//     A measure is new if no tagging before the range stated it and it is not
//     long past when the article appeared; else it is recalled, not new.
//  3. Names: first seen in the range, watchlisted, or far above their own
//     baseline of the four weeks before.
//  4. Stories: articles of the range grouped by the store's stories, each with
//     one summary sentence taken from its articles, never written anew, and
//     with the figures in which they disagree.
//
// Every article of the range that passes the filter is in exactly one story, so
// the counts add up. The range decides what is in a digest: built again tomorrow,
// after more articles came, it has the same items, though lists and baselines may
// have moved. What is being delivered is kept, and does not change at all.
//
// [Digest.sections] lays the digest out for people, once for all formats; a new
// section is a field of [Digest] and a line there.
package digest
