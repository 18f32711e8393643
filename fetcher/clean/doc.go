// Package clean makes a story of a document: an HTML page, Markdown or plain
// text becomes an [article.Article], the paragraphs of the story with what the
// document says of itself, without menus, related links, pleas and captions.
//
// [Page] goes through these steps, each a file or a few:
//
//   - sniff.go and decode.go find out what the bytes are and make UTF-8 of them;
//   - scan.go reads a page in one pass into blocks of text (blocks.go), closing
//     what HTML closes by itself (implied.go) and passing over what is no text
//     (raw.go), with what its elements and head say (attributes.go); text.go
//     reads lines instead;
//   - features.go and cues.go describe each block and classify.go chooses those
//     that are the story, by weights that learn.go and package cleantrain make;
//   - rules.go strikes out lines of the kinds in rules_table.go;
//   - metadata.go, linkeddata.go and dates.go read title, authors and dates;
//   - story.go puts the article together, and stub.go says of pages that show
//     no story, or only its beginning, what they are.
//
// The errors in errors.go say why a document gave no story.
package clean
