//go:build !unix

package datadir

import "os"

// lockFile leaves it to the store, whose own file lock works everywhere.
func lockFile(*os.File) error { return nil }
