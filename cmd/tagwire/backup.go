package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/internal/backup"
	"github.com/tagwire/tagwire/internal/datadir"
)

func newBackupCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the store to a file, also while the pipeline runs",
		Long: `Writes a consistent copy of the store, with what is remembered of the crawl, to
a new FILE. Messages that are under way at that moment are not in it.`,
		Example: `  tagwire backup backups/$(date +%F).db`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			size, err := backup.Take(cmd.Context(), a.dataDir, args[0])
			if err == nil {
				fmt.Fprintf(a.stderr, "%s: %d bytes\n", args[0], size)
			}
			return err
		},
	}
}

func newRestoreCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "Put a backup in the place of the store",
		Long: `Checks the backup and puts a copy of it in the place of the store, which is kept
beside it under another name. The pipeline must not be running.`,
		Example: `  tagwire restore backups/2026-11-20.db`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			release, err := datadir.Lock(a.dataDir)
			if err != nil {
				return err
			}
			defer release()
			kept, err := backup.Restore(cmd.Context(), args[0], a.dataDir)
			if err == nil && kept != "" {
				fmt.Fprintf(a.stderr, "the store that was there is kept as %s\n", kept)
			}
			return err
		},
	}
}
