package config

import (
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// WriteTemplate writes a commented configuration with every key of every
// command below root at its default, all commented out but "sources".
func WriteTemplate(w io.Writer, root *cobra.Command) error {
	type key struct {
		flag     *pflag.Flag
		commands []string
	}
	keys := make(map[string]*key)
	collect := func(name string, set *pflag.FlagSet) {
		set.VisitAll(func(fl *pflag.Flag) {
			if fl.Hidden || skipped[fl.Name] {
				return
			}
			k := keys[fl.Name]
			if k == nil {
				k = &key{flag: fl}
				keys[fl.Name] = k
			}
			k.commands = append(k.commands, name)
		})
	}
	collect("every command", root.PersistentFlags())
	var walk func(*cobra.Command, string)
	walk = func(parent *cobra.Command, path string) {
		for _, c := range parent.Commands() {
			if !c.Hidden && c.Name() != "help" && c.Name() != "completion" {
				collect(path+c.Name(), c.LocalNonPersistentFlags())
				walk(c, path+c.Name()+" ")
			}
		}
	}
	walk(root, "")
	names := make([]string, 0, len(keys))
	for n := range keys {
		names = append(names, n)
	}
	sort.Strings(names)

	var b strings.Builder
	b.WriteString("# tagwire's configuration. Every key is also a flag (--key) and an environment\n" +
		"# variable (TAGWIRE_KEY); the command line wins, then the environment.\n\n" +
		"# What run and fetch read when no source is given: feeds, pages, files, folders.\n" +
		"sources: []\n#  - https://example.org/feed.xml\n")
	for _, n := range names {
		k := keys[n]
		fmt.Fprintf(&b, "\n# %s (%s)\n#%s: %s\n", firstLine(k.flag.Usage), strings.Join(k.commands, ", "), n, yamlDefault(k.flag))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// skipped are the flags that make sense on a command line only.
var skipped = map[string]bool{"help": true, "version": true, "config": true}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

func yamlDefault(fl *pflag.Flag) string {
	switch fl.Value.Type() {
	case "string":
		return fmt.Sprintf("%q", fl.DefValue)
	default:
		return fl.DefValue
	}
}
