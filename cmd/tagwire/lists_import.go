package main

import (
	"github.com/spf13/cobra"
)

func newListsImportCommand(a *app) *cobra.Command {
	var take takeFlags
	c := &cobra.Command{
		Use:   "import FILE…",
		Short: "Take lists from files",
		Long: `Takes lists from files, without a network. What a file is, its content says, not
its name; files may be gzipped or in zip archives. Known are OFAC's csv set and
its sdn, advanced and enhanced XML, the UN's XML, the EU's csv and XML, the UK's
csv lists, the Swiss XML, the US Consolidated Screening List's csv, and
OpenSanctions' targets.simple.csv and entities.ftm.json.

OFAC's csv files come in a set: name all of them, or only the primary one if the
others lie beside it.`,
		Example: `  tagwire lists import sdn.csv
  tagwire lists import downloads.zip eu.csv.gz
  tagwire lists import --force consolidated.xml`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			check, err := take.check()
			if err != nil {
				return err
			}
			folder := a.lists()
			folder.Keep = take.keep
			done, err := folder.Import(args, check)
			for _, o := range done {
				a.report(o)
			}
			if err != nil && len(done) > 0 {
				return partialError("%w", err)
			}
			return err
		},
	}
	take.register(c)
	return c
}
