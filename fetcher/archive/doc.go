// Package archive keeps every fetched page as WARC and reads it back.
//
// A [Writer] writes gzipped WARC 1.1 files: for each exchange a request and a
// response record, and after the last of a visit a metadata record of ours
// that holds what the crawl knew besides (which feed led there and what it
// said of the page). [Read] hands the pages of such a file over again exactly
// as the fetcher did, so that replaying a day gives the same taggings byte for
// byte. Files of others, as Common Crawl's, have no such metadata: there, each
// good answer that is a document and not a feed is a page.
//
// The record format is github.com/internetarchive/gowarc's business; limits,
// and what a record means to us, are this package's.
package archive
