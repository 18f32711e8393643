package wholefile_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/tagwire/tagwire/internal/wholefile"
)

func TestWrite(t *testing.T) {
	for name, write := range map[string]func(string, fs.FileMode, func(io.Writer) error) error{"durable": wholefile.Write, "soon": wholefile.WriteSoon} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x")
			for _, want := range []string{"old", "new"} {
				if err := write(path, 0o640, func(w io.Writer) error { _, err := io.WriteString(w, want); return err }); err != nil {
					t.Fatal(err)
				}
				if have, err := os.ReadFile(path); err != nil || string(have) != want {
					t.Errorf("%q, %v, want %q", have, err, want)
				}
			}
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
				t.Errorf("%v, %v", info, err)
			}
			broken := errors.New("broken")
			err := write(path, 0o640, func(w io.Writer) error { _, _ = io.WriteString(w, "half"); return broken })
			if !errors.Is(err, broken) {
				t.Errorf("got %v", err)
			}
			if have, _ := os.ReadFile(path); string(have) != "new" {
				t.Errorf("a failed write left %q", have)
			}
			if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 1 {
				t.Errorf("the folder holds %v", entries)
			}
		})
	}
}
