// Package lists keeps copies of official sanctions lists in a folder, brings
// them up to date, and says what changed.
//
// A list comes as one or several files, by [Folder.Update] from its publisher
// or by [Folder.Import] from disk. Either way it is read whole by package
// source before it counts: the files go into a folder of their own, are synced,
// and then state.json, which names the version in force of every list, is
// replaced in one rename. Whatever fails or is killed before that rename leaves
// the lists as they were.
//
//	state.json            the versions that are kept, newest last
//	<list>/<seq>/…        a version's files, as they came
//	changes/<seq>.json    what version seq changed
//	index/<key>.idx       the index made of the versions in force
//	announced             the last version whose changes were published
//
// Versions of all lists share one sequence of numbers, never used twice, so
// that a reader of changes needs to remember one number only.
package lists
