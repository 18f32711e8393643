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
//     that is banned, lists that names are put on or struck off (others.go,
//     places.go, lifts.go).
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
//  6. Some names are targets by their part in the story alone: the lead
//     sanctions "a banker and two firms", the story tells what X, Y and Z did.
//     A log-linear model (story.go; its evidence in signs.go, part.go and
//     crowd.go; weights.txt) weighs what speaks for and against each name that
//     no rule claims, and drops claims of rules that the evidence does not
//     carry.
//  7. What an article tells as its own news completes itself: authority,
//     agency and day are carried between the statements of one imposer
//     (carry.go).
//  8. Statements of one measure on one target are merged, and each gets its
//     confidence (settle.go, surety.go).
//
// Two decisions are worth knowing. A country alone ("the United States") is
// an imposer but no agency. And a relative day ("on Wednesday") is resolved
// only against the article's own date: a dateline or date line in the text,
// or else the metadata's.
//
// # Parts of speech
//
// prose's tagger is asked at one place: a headline in which "sanctions" may be
// a noun or a verb and the word behind it does not tell ("US sanctions
// notorious arms dealer X", "US sanctions drive clients away"). It takes
// "sanctions" for a noun in both, but tags the word behind it well, and that
// is what decides (tagger.go). Of the 20 headlines in testdata/headlines.txt
// 19 are read right with it and 13 without; on the annotated articles and
// releases it changes no claim, and it takes less than a tenth of the finder's
// time. Asked for every unknown word behind a name, too, it changed no claim
// and took half of that time.
package sanction
