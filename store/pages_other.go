//go:build !linux

package store

func releasePages(_, _ uintptr) {}
