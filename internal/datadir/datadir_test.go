package datadir_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/internal/datadir"
)

func TestSecondLockNamesTheHolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	release, err := datadir.Lock(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = datadir.Lock(dir)
	if !errors.Is(err, datadir.ErrInUse) || !strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) {
		t.Errorf("got %v, want the holder's number", err)
	}
	release()
	release, err = datadir.Lock(dir)
	if err != nil {
		t.Fatalf("after release: %v", err)
	}
	release()
}
