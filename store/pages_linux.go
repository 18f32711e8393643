package store

import "golang.org/x/sys/unix"

// releasePages drops a file's mapped pages from the process. It is advice: that
// it may fail changes nothing but the memory in use.
func releasePages(start, size uintptr) {
	_, _, _ = unix.Syscall(unix.SYS_MADVISE, start, size, unix.MADV_DONTNEED)
}
