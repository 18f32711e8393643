package clean

import "errors"

// What cleaning says of a document that holds no story. Callers decide on
// these with errors.Is: all of them mean that trying again will not help.
var (
	// ErrEmpty: the document has no bytes, or nothing but white space.
	ErrEmpty = errors.New("document is empty")
	// ErrBinary: the document is an image, a PDF, an archive or other bytes
	// that are not text.
	ErrBinary = errors.New("document is not text")
	// ErrScriptOnly: the page is a shell that a script fills in a browser; the
	// bytes hold no story.
	ErrScriptOnly = errors.New("page is an empty shell that needs a browser's scripts")
	// ErrFrames: the page only frames other pages.
	ErrFrames = errors.New("page is a frame set; the story is in one of its frames")
	// ErrNotArticle: the document is text, but cleaning found no story in it.
	ErrNotArticle = errors.New("no story found in the document")
	// ErrGone: the page says that there is no story at its address, whatever the
	// status that came with it, or is the site's front page in place of a story.
	ErrGone = errors.New("page says that there is nothing at its address")
	// ErrTooLarge: the document is larger than MaxBytes, or has more blocks of
	// text than any story.
	ErrTooLarge = errors.New("document is too large to clean")
)

// MaxBytes bounds the documents that cleaning takes, before decoding.
const MaxBytes = 32 << 20
