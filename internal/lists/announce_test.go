package lists

import (
	"context"
	"errors"
	"testing"
)

func TestAnnounce(t *testing.T) {
	ctx := context.Background()
	f := &Folder{Dir: t.TempDir()}
	var got []uint64
	broken := false
	publish := func(_ context.Context, c *Changes) error {
		if broken {
			return errors.New("broken")
		}
		got = append(got, c.Seq)
		return nil
	}
	imported(t, f, simple(30, "2026-01-01"))
	imported(t, f, simple(31, "2026-02-01"))
	for range 2 { // the second time there is nothing left
		if err := f.Announce(ctx, publish); err != nil {
			t.Fatal(err)
		}
	}
	imported(t, f, simple(32, "2026-03-01"))
	broken = true
	if err := f.Announce(ctx, publish); err == nil {
		t.Fatal("a failure went unnoticed")
	}
	broken = false
	if err := f.Announce(ctx, publish); err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || got[0] != 1 || got[1] != 2 || got[2] != 3 {
		t.Errorf("announced %v", got)
	}
}
