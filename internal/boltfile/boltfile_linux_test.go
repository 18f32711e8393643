package boltfile_test

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/tagwire/tagwire/internal/boltfile"
)

// TestFullDisk leaves room for some, but not all, of a new file's pages: there
// must be either no file or one that opens.
func TestFullDisk(t *testing.T) {
	for pages := range 6 {
		dir := t.TempDir()
		room := fmt.Sprintf("size=%d,mode=0700", (8+pages)*os.Getpagesize())
		if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, room); err != nil {
			t.Skipf("a small file system cannot be mounted here: %v", err)
		}
		t.Cleanup(func() {
			if err := syscall.Unmount(dir, 0); err != nil {
				t.Errorf("unmount: %v", err)
			}
		})
		if err := os.WriteFile(filepath.Join(dir, "ballast"), make([]byte, 8*os.Getpagesize()), 0o600); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "x.db")
		err := boltfile.Make(path)
		if (pages >= 4) != (err == nil) {
			t.Errorf("room for %d pages: %v", pages, err)
		}
		if entries, _ := os.ReadDir(dir); err != nil && len(entries) != 1 {
			t.Errorf("room for %d pages: %v was left", pages, entries)
		}
	}
}
