package main

import (
	"context"
	"fmt"

	"github.com/tagwire/tagwire/store"
)

// withStore opens the data folder's store for reading, runs f and closes it.
// Where this process has it open already, f gets that.
func (a *app) withStore(ctx context.Context, f func(*store.Store) error) error {
	return a.withStoreOpts(ctx, store.Options{ReadOnly: true}, f)
}

func (a *app) withStoreOpts(ctx context.Context, opts store.Options, f func(*store.Store) error) (err error) {
	if a.held != nil && a.held.file == nil {
		return fmt.Errorf("%s: %w here; this folder is a fetching process's", a.dataDir, store.ErrNoStore)
	}
	if a.held != nil {
		return f(a.held.file)
	}
	s, err := store.Open(ctx, a.path(store.FileName), opts)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := s.Close(); err == nil {
			err = cerr
		}
	}()
	return f(s)
}

// usage makes an error of checking flags a usage error.
func usage(err error) error {
	if err == nil {
		return nil
	}
	return &exitError{exitUsage, err}
}
