package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/internal/config"
)

func newInitCommand(a *app) *cobra.Command {
	var force bool
	c := &cobra.Command{
		Use:   "init [FILE]",
		Short: "Write a commented configuration file",
		Long:  "Writes a configuration with every key, its meaning and its default, to FILE\n(default " + config.DefaultFile + "); \"-\" is standard output. An existing file is kept.",
		Example: `  tagwire init
  tagwire init --force /etc/tagwire/tagwire.yaml`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			path := config.DefaultFile
			if len(args) == 1 {
				path = args[0]
			}
			if path == "-" {
				return config.WriteTemplate(a.stdout, cmd.Root())
			}
			mode := os.O_CREATE | os.O_WRONLY | os.O_EXCL
			if force {
				mode = os.O_CREATE | os.O_WRONLY | os.O_TRUNC
			}
			f, err := os.OpenFile(path, mode, 0o644)
			if errors.Is(err, fs.ErrExist) {
				return fmt.Errorf("%s exists; --force replaces it", path)
			}
			if err != nil {
				return err
			}
			if err := errors.Join(config.WriteTemplate(f, cmd.Root()), f.Close()); err != nil {
				return err
			}
			fmt.Fprintf(a.stderr, "wrote %s\n", path)
			return nil
		},
	}
	c.Flags().BoolVar(&force, "force", false, "replace an existing file")
	return c
}
