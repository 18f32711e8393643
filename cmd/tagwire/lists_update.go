package main

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/fetcher"
	"github.com/tagwire/tagwire/internal/lists"
)

func newListsUpdateCommand(a *app) *cobra.Command {
	var take takeFlags
	var sources []string
	var tries int
	var timeout time.Duration
	var private bool
	c := &cobra.Command{
		Use:   "update [LIST…]",
		Short: "Download lists from their publishers",
		Long: `Asks the publishers of the lists for new versions, of those named or of
ofac-sdn, ofac-cons, un, eu, uk and seco; us-csl and opensanctions, which repeat
much of them, come when they are named. A new version is read whole before it
takes the old one's place: an answer that is cut short, of another format, an
error page, or has far fewer entries changes nothing.

--list-source replaces a list's address or adds a list, in any format that
import knows: "un=https://mirror.example/un.xml"; several files of one list are
separated by blanks.

Exit status 0: every list is up to date; 3: some; 1: none.`,
		Example: `  tagwire lists update
  tagwire lists update ofac-sdn us-csl
  tagwire lists update --list-source "un=https://mirror.example/un.xml"`,
		RunE: func(cmd *cobra.Command, args []string) error {
			check, err := take.check()
			if err != nil {
				return err
			}
			catalogue, err := lists.Override(lists.Catalogue(), sources)
			if err != nil {
				return usage(err)
			}
			chosen, err := lists.Select(catalogue, args)
			if err != nil {
				return usage(err)
			}
			client := fetcher.NewClient(fetcher.Options{AllowPrivate: private, Timeout: timeout, MaxBody: 512 << 20})
			defer client.Close()
			how := lists.Fetch{Client: client, Tries: tries, Wait: 2 * time.Second, AllowHTTP: private}
			folder := a.lists()
			folder.Keep = take.keep
			failed := 0
			for _, o := range chosen {
				if a.interactive() {
					a.say("%s: asking %s", o.Name, o.Publisher)
				}
				out := folder.Update(cmd.Context(), o, how, check)
				a.report(out)
				if out.Err != nil {
					failed++
				}
				if err := cmd.Context().Err(); err != nil {
					return err
				}
			}
			return someFailed(failed, len(chosen), "lists")
		},
	}
	take.register(c)
	f := c.Flags()
	f.StringArrayVar(&sources, "list-source", nil, "address of a list, as NAME=ADDRESS; may be repeated")
	f.IntVar(&tries, "list-tries", 3, "times that a list's address is asked before it counts as failed")
	f.DurationVar(&timeout, "list-timeout", 10*time.Minute, "longest time for one file of a list")
	f.BoolVar(&private, "allow-private", false, "permit loopback and private addresses, and http, for a mirror of one's own")
	return c
}

// someFailed turns a number of failures, each already named, into an exit
// status.
func someFailed(failed, all int, what string) error {
	switch {
	case failed == 0:
		return nil
	case failed < all:
		return partialError("%d of %d %s failed", failed, all, what)
	}
	return &exitError{exitFailed, nil}
}
