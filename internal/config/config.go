// Package config fills a command's flags from the environment and from a
// configuration file, so that every key exists once: as a flag.
//
// A flag that the command line does not set takes its value from the variable
// TAGWIRE_<FLAG> (dashes become underscores), else from the file, else keeps
// its default. The file is flat YAML whose keys are the flags' names; a list
// sets a flag that may be repeated. The one key that is not a flag is
// "sources", the list that run and fetch read when none is given.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sort"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// DefaultFile is read when it exists and no other file is named.
const DefaultFile = "tagwire.yaml"

// SourcesKey is the file's key for the list of sources.
const SourcesKey = "sources"

// File is a parsed configuration file.
type File struct {
	Path    string
	Sources []string
	values  map[string]value
}

type value struct {
	items []string
	list  bool
	line  int
}

// Read parses the file at path. With an empty path it reads DefaultFile, and
// returns an empty File where there is none.
func Read(path string) (*File, error) {
	named := path != ""
	if !named {
		path = DefaultFile
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return &File{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	return Parse(path, data)
}

// Parse reads a configuration from data; path is for messages.
func Parse(path string, data []byte) (*File, error) {
	f := &File{Path: path, values: make(map[string]value)}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, fmt.Errorf("configuration %s is not YAML: %w", path, err)
	}
	for _, doc := range tree.Docs {
		if doc.Body == nil {
			continue
		}
		m, ok := doc.Body.(ast.MapNode)
		if !ok {
			if _, null := doc.Body.(*ast.NullNode); null {
				continue
			}
			if _, comment := doc.Body.(*ast.CommentGroupNode); comment {
				continue
			}
			return nil, fmt.Errorf("%s:%d: want lines of the form \"key: value\"", path, line(doc.Body))
		}
		for it := m.MapRange(); it.Next(); {
			if err := f.set(it.Key().String(), it.Value(), line(it.KeyValue())); err != nil {
				return nil, err
			}
		}
	}
	return f, nil
}

func line(n ast.Node) int {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 0
}

func (f *File) set(key string, n ast.Node, at int) error {
	if _, twice := f.values[key]; twice {
		return fmt.Errorf("%s:%d: %q stands twice", f.Path, at, key)
	}
	v := value{line: at}
	switch n := n.(type) {
	case *ast.SequenceNode:
		v.list = true
		for _, item := range n.Values {
			s, ok := scalar(item)
			if !ok {
				return fmt.Errorf("%s:%d: %q wants plain values in its list", f.Path, line(item), key)
			}
			v.items = append(v.items, s)
		}
	default:
		s, ok := scalar(n)
		if !ok {
			return fmt.Errorf("%s:%d: %q wants a value or a list of values", f.Path, at, key)
		}
		v.items = []string{s}
	}
	if key == SourcesKey {
		f.Sources = v.items
		return nil
	}
	f.values[key] = v
	return nil
}

func scalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode:
		return n.GetToken().Value, true
	case *ast.NullNode:
		return "", true
	}
	return "", false
}

// Check reports the first key of the file that no command below root has as a
// flag, with the nearest thing to do about it.
func (f *File) Check(root *cobra.Command) error {
	known := make(map[string]bool)
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		c.Flags().VisitAll(func(fl *pflag.Flag) { known[fl.Name] = true })
		c.PersistentFlags().VisitAll(func(fl *pflag.Flag) { known[fl.Name] = true })
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(root)
	var unknown []string
	for key := range f.values {
		if !known[key] {
			unknown = append(unknown, key)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	sort.Slice(unknown, func(i, j int) bool { return f.values[unknown[i]].line < f.values[unknown[j]].line })
	key := unknown[0]
	return fmt.Errorf("%s:%d: unknown key %q; keys are the commands' flags, see \"%s init\" for all of them",
		f.Path, f.values[key].line, key, root.Name())
}

// Apply fills the flags of cmd that the command line left unset, from env (as
// os.LookupEnv does) and then from the file.
func (f *File) Apply(cmd *cobra.Command, env func(string) (string, bool)) error {
	var first error
	cmd.Flags().VisitAll(func(fl *pflag.Flag) {
		if first != nil || fl.Changed || fl.Name == "help" || fl.Name == "version" {
			return
		}
		if s, ok := env(Variable(fl.Name)); ok {
			if err := cmd.Flags().Set(fl.Name, s); err != nil {
				first = fmt.Errorf("%s=%q: %w", Variable(fl.Name), s, err)
			}
			return
		}
		v, ok := f.values[fl.Name]
		if !ok {
			return
		}
		if v.list {
			slice, ok := fl.Value.(pflag.SliceValue)
			if !ok {
				first = fmt.Errorf("%s:%d: %q takes one value, not a list", f.Path, v.line, fl.Name)
				return
			}
			if err := slice.Replace(v.items); err != nil {
				first = fmt.Errorf("%s:%d: %q: %w", f.Path, v.line, fl.Name, err)
			}
			fl.Changed = true
			return
		}
		if err := cmd.Flags().Set(fl.Name, v.items[0]); err != nil {
			first = fmt.Errorf("%s:%d: %q: %w", f.Path, v.line, fl.Name, err)
		}
	})
	return first
}

// Variable is the environment variable of a flag.
func Variable(flag string) string {
	return "TAGWIRE_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}
