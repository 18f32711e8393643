// Package sanction finds out who is sanctioned in an article, by whom, under
// which authority and when.
//
// In go the tokenized text, its blocks and the article's entities ([Input]);
// out come [Event]s: a target, an action, the authority, the agency, the day,
// the sentence that says so, a confidence and an explanation. Nothing is
// decided by the distance of a name to a keyword. The steps:
//
//  1. A sentence that holds a trigger becomes a row of nodes (view.go): words
//     with their classes (lexicon.go), and names as one unit each.
//  2. The trigger's row in the table (triggers.go) says how it takes its
//     arguments: a verb with an object or a passive subject (verbs.go), a noun
//     of measures with "on" or "of" (nouns.go), property that is frozen, entry
//     that is banned, lists that names are put on or struck off (others.go).
//  3. The target phrase is read as a coordination of noun phrases (list.go):
//     only a name that heads a phrase is a target; a name behind a
//     preposition, a possessive or a relative pronoun is not.
//  4. The claim must be a fact (real.go): no modal, negation, condition,
//     question, demand or plan governs it.
//  5. Agency (agent.go), authority and day (settle.go, date.go) come from the
//     same clause. Relative clauses, appositions and pronouns lead back to
//     their names (anaphor.go); continued lists, lists under an introduction
//     and authorities told in a sentence of their own are joined with what
//     they continue (discourse.go).
//  6. Statements of one measure on one target are merged, and each gets its
//     confidence (settle.go).
//
// Two decisions are worth knowing. A country alone ("the United States") is
// an imposer but no agency. And a relative day ("on Wednesday") is resolved
// only against the article's own date: a dateline or date line in the text,
// or else the metadata's.
//
// prose's part-of-speech tagger is asked only where the rules leave it open
// whether "sanctions" in a headline is a verb (tagger.go). Asked for every
// unknown word behind a name, too, it changed no claim on the annotated train
// and dev articles and took half of the finder's time.
package sanction
