// Package gazetteer finds cities in a text and says which places they are, and
// knows countries, their peoples and their first-level divisions.
//
// In goes a tokenized text and what other recognizers propose, out come
// candidates of type City, each with a probability and a place of GeoNames.
// The steps:
//
//  1. scan: the longest names at each capitalized word, looked up in a data
//     file that lies in the binary (cities.bin: GeoNames' places of 2,000
//     inhabitants and more, seats of divisions, places that addresses of
//     sanctions lists name; their alternates in English spelling; countries,
//     demonyms, divisions). Nothing is allocated for a token.
//  2. context: of which countries and divisions the text speaks, and what
//     stands in "City, Country".
//  3. weigh: each name collects evidence for and against being meant as a
//     city (how open text uses the name, inhabitants, the words around it,
//     capitals, what the sequence model took it for) in log odds; weights.tsv
//     holds the weights, set by hand and checked one by one against annotated
//     news. All hits of a name in an article share a part of their evidence.
//  4. resolve: among the places of a name the one that fits population, the
//     countries and divisions of the text, and the other places in it; "Paris,
//     Texas" decides at once. One name means one place in an article, unless
//     the text says otherwise.
//
// A capital that stands for its government is a city all the same. Countries,
// divisions and regions are none, even where a town bears their name.
//
// The data file is made by package build from GeoNames dumps (CC BY 4.0) and
// word counts of open corpora; internal/index describes its format.
package gazetteer
