package lists

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"time"
)

// Announce hands the changes that were not announced yet to publish, version
// by version in their order, and notes each after publish has returned: after a
// crash between the two the version comes again, and none is left out. One
// process at a time may announce.
func (f *Folder) Announce(ctx context.Context, publish func(context.Context, *Changes) error) error {
	state, err := f.State()
	if err != nil || state.Seq == 0 {
		return err
	}
	done, err := f.announced()
	if err != nil {
		return err
	}
	changes, err := f.ChangesAfter(done, state.Seq)
	if err != nil {
		return err
	}
	for i := range changes {
		if err := publish(ctx, &changes[i]); err != nil {
			return err
		}
		if err := replaceFile(f.announcedPath(), []byte(strconv.FormatUint(changes[i].Seq, 10)+"\n")); err != nil {
			return err
		}
	}
	return nil
}

func (f *Folder) announcedPath() string { return f.path("announced") }

func (f *Folder) announced() (uint64, error) {
	data, err := os.ReadFile(f.announcedPath())
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(strings.TrimSpace(string(data)), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%s: %w; it holds the number of the last version that was announced", f.announcedPath(), err)
	}
	return n, nil
}

// AnnounceAll announces at once and then every so often, until ctx is done.
// What fails is logged and tried again.
func (f *Folder) AnnounceAll(ctx context.Context, publish func(context.Context, *Changes) error, every time.Duration, log *slog.Logger) {
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		if err := f.Announce(ctx, publish); err != nil && ctx.Err() == nil {
			log.Warn("changes of the lists were not announced; trying again", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}
