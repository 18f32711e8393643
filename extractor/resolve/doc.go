// Package resolve turns what the recognizers propose into the entities of an
// article. In go candidates that overlap and contradict one another, out come
// entities, each once, with every mention of it.
//
// Three steps, each a pure function:
//
//  1. [Settle] chooses the mentions. Recognizers that agree raise a
//     candidate's score; then the set of candidates that do not overlap and
//     together weigh most is found by weighted interval scheduling. Weight
//     grows with score and, more slowly, with length, so that "Bank of
//     Dandong" beats the "Dandong" in it and two names joined by a comma beat
//     the span that swallows both.
//  2. [Propagate] gives a name back where the recognizers missed it: later
//     occurrences of a settled name, surnames of persons named in full, and
//     acronyms that the text introduces in brackets.
//  3. [Merge] groups mentions into entities. Persons are compared by the parts
//     of their names ("Nelson" is the "Brian E. Nelson" named last before it),
//     organizations by a key without country, legal form and word order
//     ("Treasury Department" is the "U.S. Department of the Treasury"),
//     cities by their place, legal authorities by their citation. Only
//     mentions of one type meet; where one name was given several types in one
//     article, the type with the most score wins first.
//
// Everything here is deterministic and close to linear in the number of
// candidates: comparisons are made through indexes whose buckets are bounded.
package resolve
