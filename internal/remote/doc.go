// Package remote lets the process that holds a data folder answer other
// processes: bbolt gives a file that is written to to one process at a time, so
// whoever else wants to know something has to ask that one.
//
// The holder listens on a socket in its data folder ([Listen]) that only its
// own user can open. Over it go plain HTTP requests and, at [CommandPath],
// whole commands: the asker sends its command line ([Ask]), the holder runs it
// ([Commands]) and sends back what it prints, as it prints it. Each piece is
// acknowledged when the asker has written it out, so for the command a write is
// as good as one to its own standard output: it fails when the asker's fails,
// and a digest is delivered when it was printed and not before.
//
// The conversation of a command, after the HTTP answer "101 Switching
// Protocols":
//
//	holder → asker  kind (1 byte), length (4 bytes, big endian), bytes
//	                kinds: 'o' standard output, 'e' standard error,
//	                'x' the exit status, one byte, which ends it
//	asker → holder  one byte for each 'o' and 'e': 1 written, 0 not
//
// An asker that goes away ends its command.
package remote
