package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/term"

	"github.com/tagwire/tagwire/internal/config"
	"github.com/tagwire/tagwire/internal/console"
)

// app is what every command gets: the streams, the state folder, the logger
// and the configuration file. Commands use its fields after flags are parsed.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer

	// dataDir holds all state.
	dataDir string
	log     *slog.Logger
	// logged says that what is said goes to log alone, for programs that read it.
	logged bool
	config *config.File

	// held is what the process that holds the data folder has open, where this
	// is a command that it runs for another process; terminal is how that
	// process's standard output is laid out.
	held     *bench
	terminal *console.Page
	// configured says that the flags are as they should be: the desk runs a
	// command of its own process.
	configured bool
}

// path is a file or folder in the state folder.
func (a *app) path(elem ...string) string {
	return filepath.Join(append([]string{a.dataDir}, elem...)...)
}

// page is how standard output is laid out.
func (a *app) page() console.Page {
	if a.terminal != nil {
		return *a.terminal
	}
	f, ok := a.stdout.(*os.File)
	return console.Page{Width: a.width(), Colour: a.colour(), Whole: !ok || !term.IsTerminal(int(f.Fd()))}
}

// interactive reports whether stderr is a terminal: progress shows only there.
func (a *app) interactive() bool {
	f, ok := a.stderr.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// colour reports whether stdout is a terminal that wants colour.
func (a *app) colour() bool {
	if a.terminal != nil {
		return a.terminal.Colour
	}
	f, ok := a.stdout.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// width is the terminal's width in columns, or 80.
func (a *app) width() int {
	if a.terminal != nil {
		return a.terminal.Width
	}
	if f, ok := a.stdout.(*os.File); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			return w
		}
	}
	return 80
}

// Exit statuses, as every command promises them.
const (
	exitFailed  = 1
	exitUsage   = 2
	exitPartial = 3
)

// exitError carries an exit status other than 1. An empty error text prints
// nothing: everything has been said.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// usageError is a mistake on the command line: exit status 2.
func usageError(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Errorf(format, args...)}
}

// partialError says that some inputs failed, each already named: status 3.
func partialError(format string, args ...any) error {
	return &exitError{exitPartial, fmt.Errorf(format, args...)}
}

// execute runs the command line args and returns the exit status.
func execute(ctx context.Context, a *app, args []string) int {
	root := newRootCommand(a)
	root.SetArgs(args)
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		return 0
	}
	var exit *exitError
	switch {
	case errors.As(err, &exit):
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		exit = &exitError{exitFailed, errors.New("interrupted; what was accepted is kept, run it again to go on")}
	case strings.HasPrefix(err.Error(), "unknown command"):
		exit = &exitError{exitUsage, err}
	default:
		exit = &exitError{exitFailed, err}
	}
	if msg := exit.Error(); msg != "" && a.logged {
		a.log.Error(msg)
	} else if msg != "" {
		fmt.Fprintf(a.stderr, "tagwire: %s\n", msg)
	}
	if exit.code == exitUsage && exit.err != nil {
		fmt.Fprintf(a.stderr, "See %q.\n", cmd.CommandPath()+" --help")
	}
	return exit.code
}
