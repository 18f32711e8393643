package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/tagwire/tagwire/internal/backup"
	"github.com/tagwire/tagwire/internal/config"
	"github.com/tagwire/tagwire/internal/console"
	"github.com/tagwire/tagwire/internal/pipeline"
	"github.com/tagwire/tagwire/internal/remote"
)

// metricsPath is where the process that holds the data folder has its metrics
// for other processes.
const metricsPath = "/metrics"

// answer lets other processes run askable commands in this one, which holds
// the data folder, and take backups.
func (a *app) answer(b *bench) (stop func(), err error) {
	mux := http.NewServeMux()
	if b.file != nil {
		mux.Handle("GET "+backup.Path, backup.Handler(b.file.DB()))
	}
	mux.Handle("GET "+metricsPath, pipeline.MetricsHandler(b.Options))
	mux.Handle("POST "+remote.CommandPath, remote.Commands(func(ctx context.Context, c remote.Command, stdout, stderr io.Writer) int {
		asked := &app{
			stdin: strings.NewReader(""), stdout: stdout, stderr: stderr, dataDir: a.dataDir, config: new(config.File), held: b,
			terminal: &console.Page{Width: c.Width, Colour: c.Colour, Whole: c.Whole},
		}
		return execute(ctx, asked, c.Args)
	}))
	return remote.Listen(a.dataDir, mux)
}

// askable makes c a command that the process holding the data folder runs, where
// there is one: it alone can read the store then. Flags named by files are made
// absolute, for that process has another working directory.
func askable(a *app, c *cobra.Command, files ...string) *cobra.Command {
	run := c.RunE
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if a.held != nil {
			return run(cmd, args)
		}
		err := a.ask(cmd, args, a.stdout, files)
		if errors.Is(err, remote.ErrNobody) {
			return run(cmd, args)
		}
		return err
	}
	return c
}

// ask has the process that holds the data folder run a command.
func (a *app) ask(cmd *cobra.Command, args []string, stdout io.Writer, files []string) error {
	page := a.page()
	line, err := commandLine(cmd, args, files)
	if err != nil {
		return err
	}
	status, err := remote.Ask(cmd.Context(), a.dataDir, remote.Command{
		Args: line, Width: page.Width, Colour: page.Colour, Whole: page.Whole,
	}, stdout, a.stderr)
	if err == nil && status != 0 {
		err = &exitError{code: status} // it said why
	}
	return err
}

// ownFlags concern the asking process alone.
var ownFlags = []string{"data", "config", "help", "version"}

// commandLine writes a command out with the flags that the command line, the
// environment and the configuration set.
func commandLine(cmd *cobra.Command, args, files []string) (line []string, err error) {
	line = strings.Fields(cmd.CommandPath())[1:]
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Changed || slices.Contains(ownFlags, f.Name) {
			return
		}
		value := f.Value.String()
		if _, list := f.Value.(pflag.SliceValue); list {
			value = strings.TrimSuffix(strings.TrimPrefix(value, "["), "]")
		}
		if slices.Contains(files, f.Name) && value != "" && value != "-" {
			path, perr := filepath.Abs(value)
			err = errors.Join(err, perr)
			value = path
		}
		line = append(line, "--"+f.Name+"="+value)
	})
	return append(append(line, "--"), args...), err
}
