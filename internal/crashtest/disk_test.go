//go:build linux

package crashtest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// smallDisk mounts a file system of so many bytes; the test is skipped where
// that is not allowed.
func smallDisk(t *testing.T, size int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d,mode=0700", size)); err != nil {
		t.Skipf("a small file system cannot be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	return dir
}

// ballast takes all of a file system but so many bytes.
func ballast(t *testing.T, dir string, leave int64) (file string) {
	t.Helper()
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(dir, "ballast")
	size := int64(fs.Bavail)*fs.Bsize - leave
	if size <= 0 {
		return file
	}
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := syscall.Fallocate(int(f.Fd()), 0, 0, size); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestFullDisk lets the disk run full at another moment each round, under the
// streams, the store or both. The run must end with an error of its own, and
// when there is room again nothing is lost and nothing is there twice.
func TestFullDisk(t *testing.T) {
	dir := smallDisk(t, 64<<20)
	data := filepath.Join(dir, "data")
	site := newGrowing()
	defer site.Close()
	full, finished := 0, 0
	for round := range max(rounds(t)/10, 3) {
		site.pages.Add(80)
		leave := rand.IntN(64 << 10) // never enough
		if round%2 == 1 {
			leave = rand.IntN(1 << 20) // perhaps
		}
		file := ballast(t, dir, int64(leave))
		out, err := runUntil(t, data, site.URL, time.Minute)
		if err != nil {
			full++
			t.Logf("full: %.160s", out)
		} else {
			finished++
		}
		if err := os.Remove(file); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	if out, err := runUntil(t, data, site.URL, 5*time.Minute); err != nil {
		t.Fatalf("with room again: %v\n%s", err, out)
	}
	t.Logf("%d runs met a full disk, %d did not", full, finished)
	if full == 0 {
		t.Error("the disk was never full: nothing was tested")
	}
	verify(t, data, site.URL, int(site.pages.Load()))
}
