package main

import (
	"context"
	"os"

	"golang.org/x/term"

	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/store"
)

// withStore opens the data folder's store for reading, runs f and closes it.
func (a *app) withStore(ctx context.Context, f func(*store.Store) error) error {
	return a.withStoreOpts(ctx, store.Options{ReadOnly: true}, f)
}

func (a *app) withStoreOpts(ctx context.Context, opts store.Options, f func(*store.Store) error) (err error) {
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

// page is how standard output is laid out.
func (a *app) page() console.Page {
	f, ok := a.stdout.(*os.File)
	return console.Page{Width: a.width(), Colour: a.colour(), Whole: !ok || !term.IsTerminal(int(f.Fd()))}
}

// usage makes an error of checking flags a usage error.
func usage(err error) error {
	if err == nil {
		return nil
	}
	return &exitError{exitUsage, err}
}
