package lists

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
	"github.com/tagwire/tagwire/internal/lists/starter"
	"github.com/tagwire/tagwire/internal/wholefile"
)

// Load returns the index of all lists in force. It is read as it was saved, or
// built from the lists' files and then saved; a folder that cannot be written
// to is no error. Where no list is held, it is the index of the bundled
// sample.
func (f *Folder) Load(log *slog.Logger) (*watchlist.Index, error) {
	state, err := f.State()
	if err != nil {
		return nil, err
	}
	names := state.Names()
	if len(names) == 0 {
		sample, err := starter.List()
		if err != nil {
			return nil, err
		}
		return watchlist.Build(*sample), nil
	}
	path := f.path("index", state.key()+".idx")
	x, err := watchlist.Open(path)
	if err == nil {
		return x, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		log.Info("the lists' index is built anew", "err", err)
	}
	all, err := f.readAll(state, names)
	if err != nil {
		return nil, err
	}
	x = watchlist.Build(all...)
	if err := f.saveIndex(path, x); err != nil {
		log.Info("the lists' index was not saved", "err", err)
	}
	return x, nil
}

// readAll reads the versions in force, several at a time.
func (f *Folder) readAll(state *State, names []string) ([]source.List, error) {
	all := make([]source.List, len(names))
	errs := make([]error, len(names))
	var wait sync.WaitGroup
	for i, name := range names {
		wait.Go(func() {
			l, err := f.read(name, state.Lists[name].Current())
			if err != nil {
				errs[i] = fmt.Errorf("%w; \"tagwire lists update %s\" or \"lists import\" brings it anew", err, name)
				return
			}
			all[i] = *l
		})
	}
	wait.Wait()
	return all, errors.Join(errs...)
}

func (f *Folder) saveIndex(path string, x *watchlist.Index) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	old, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*.idx"))
	if err != nil {
		return err
	}
	err = wholefile.Write(path, 0o600, func(w io.Writer) error { _, err := x.WriteTo(w); return err })
	if err != nil {
		return err
	}
	for _, o := range old {
		if o != path {
			err = errors.Join(err, os.Remove(o))
		}
	}
	return err
}

// key tells sets of versions in force apart.
func (s *State) key() string {
	sum := sha256.New()
	for _, n := range s.Names() {
		v := s.Lists[n].Current()
		fmt.Fprintln(sum, n, v.Seq, v.Date)
		for _, file := range v.Files {
			fmt.Fprintln(sum, file.SHA256)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// Watch looks every so often whether other versions are in force, and swaps
// their index into h, until ctx is done. What fails is logged; h then keeps
// what it has.
func (f *Folder) Watch(ctx context.Context, h *watchlist.Holder, every time.Duration, log *slog.Logger) {
	key := func() string {
		s, err := f.State()
		if err != nil {
			log.Warn("the lists' state cannot be read", "err", err)
			return ""
		}
		return s.key()
	}
	have := key()
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		now := key()
		if now == "" || now == have {
			continue
		}
		x, err := f.Load(log)
		if err != nil {
			log.Warn("new lists cannot be used; the old ones stay", "err", err)
			continue
		}
		have = now
		h.Swap(x)
		log.Info("new lists are in force", "entries", x.Len())
	}
}
