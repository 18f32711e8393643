package main

import (
	"cmp"
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/internal/config"
)

// commands are the constructors of every command, in the order of the help.
func commands() []func(*app) *cobra.Command {
	return []func(*app) *cobra.Command{
		newRunCommand,
		newFetchCommand,
		newExtractCommand,
		newStoreCommand,
		newDeadCommand,
		newCleanCommand,
		newBackupCommand,
		newRestoreCommand,
		newNatsCommand,
		newTagCommand,
		newListsCommand,
		newScreenCommand,
		newRetagCommand,
		newTrainCommand,
		newEvalCommand,
		newDigestCommand,
		newListCommand,
		newShowCommand,
		newSearchCommand,
		newExportCommand,
		newStatusCommand,
		newServeCommand,
		newInitCommand,
	}
}

func newRootCommand(a *app) *cobra.Command {
	var configPath, logFormat, logLevel string
	root := &cobra.Command{
		Use:   "tagwire",
		Short: "Read the news about sanctions: fetch, clean, tag, search, digest",
		Long: `tagwire follows news feeds, cleans each article down to its story, tags the
persons, organizations, cities and legal authorities that it names, and says
who is sanctioned, by whom, under which authority, when, and in which sentence.

Data goes to standard output, talk to standard error. Exit status: 0 done,
1 failed, 2 wrong usage, 3 done in part (each failed input is named).`,
		Example: `  tagwire run --once https://example.org/feed.xml   # the whole pipeline, once
  tagwire tag article.html                         # just one file, no store
  tagwire digest                                   # what is new since last time`,
		Version:       buildVersion(),
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if a.held == nil && !a.configured { // else the asking process has done it
				err = a.configure(cmd, configPath)
			}
			if err == nil {
				a.log, err = newLogger(a, logFormat, logLevel)
				a.logged = logFormat == "json"
			}
			return err
		},
	}
	p := root.PersistentFlags()
	p.StringVar(&a.dataDir, "data", cmp.Or(a.dataDir, "./tagwire-data"), "folder that holds all state")
	p.StringVar(&configPath, "config", "", "configuration file (default tagwire.yaml, if there)")
	p.StringVar(&logFormat, "log", "text", "log format: text or json")
	p.StringVar(&logLevel, "log-level", "warn", "least level that is logged: debug, info, warn or error")
	root.SetVersionTemplate("tagwire {{.Version}}\n")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &exitError{exitUsage, err} })
	root.CompletionOptions.HiddenDefaultCmd = true
	for _, c := range commands() {
		sub := c(a)
		strictArgs(sub)
		root.AddCommand(sub)
	}
	return root
}

// configure reads the configuration and fills the command's flags from it.
func (a *app) configure(cmd *cobra.Command, path string) error {
	f, err := config.Read(path)
	if err != nil {
		return err
	}
	if err := f.Check(cmd.Root()); err != nil {
		return err
	}
	if err := f.Apply(cmd, os.LookupEnv); err != nil {
		return &exitError{exitUsage, err}
	}
	a.config = f
	return nil
}

// strictArgs makes wrong numbers of arguments usage errors.
func strictArgs(c *cobra.Command) {
	if check := c.Args; check != nil {
		c.Args = func(cmd *cobra.Command, args []string) error {
			if err := check(cmd, args); err != nil {
				return &exitError{exitUsage, err}
			}
			return nil
		}
	}
	for _, sub := range c.Commands() {
		strictArgs(sub)
	}
}

func newLogger(a *app, format, level string) (*slog.Logger, error) {
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		return nil, usageError("--log-level %q: want debug, info, warn or error", level)
	}
	opts := &slog.HandlerOptions{Level: l}
	switch format {
	case "text":
		return slog.New(slog.NewTextHandler(a.stderr, opts)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(a.stderr, opts)), nil
	}
	return nil, usageError("--log %q: want text or json", format)
}

// buildVersion is the linked version, or what the build recorded of its commit.
func buildVersion() string {
	if version != "dev" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	rev, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			rev = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "-dirty"
		}
	}
	if rev == "" {
		return version
	}
	return fmt.Sprintf("dev-%s%s", rev, dirty)
}
