// Package wholefile writes files that are there whole or not at all.
package wholefile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Write makes the file at path of what write gives it, in the place of one that
// is there. The file appears when it is complete and on disk; an error leaves
// what was there.
func Write(path string, perm fs.FileMode, write func(io.Writer) error) error {
	if err := replace(path, perm, true, write); err != nil {
		return err
	}
	return SyncFolder(filepath.Dir(path))
}

// WriteSoon is [Write] for what can be made again: it does not wait for the
// disk, so a power cut may cost the file.
func WriteSoon(path string, perm fs.FileMode, write func(io.Writer) error) error {
	return replace(path, perm, false, write)
}

func replace(path string, perm fs.FileMode, sync bool, write func(io.Writer) error) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // gone already after success
	err = write(tmp)
	if err == nil {
		err = tmp.Chmod(perm)
	}
	if err == nil && sync {
		err = tmp.Sync()
	}
	if err := errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

// SyncFolder makes new names in a folder durable, where folders can be synced.
func SyncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("sync folder %s: %w", dir, err)
	}
	return nil
}
