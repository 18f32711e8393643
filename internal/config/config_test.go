package config_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/tagwire/tagwire/internal/config"
)

func tree() (root, run *cobra.Command) {
	root = &cobra.Command{Use: "tagwire"}
	root.PersistentFlags().String("data", "./tagwire-data", "folder that holds all state")
	run = &cobra.Command{Use: "run", Run: func(*cobra.Command, []string) {}}
	run.Flags().Duration("delay", time.Second, "pause between two requests to one host")
	run.Flags().StringSlice("header", nil, "extra header")
	run.Flags().Int("workers", 4, "fetchers")
	root.AddCommand(run)
	return root, run
}

func TestPrecedence(t *testing.T) {
	root, run := tree()
	f, err := config.Parse("t.yaml", []byte("# comment\ndelay: 3s\nworkers: 9\ndata: /from/file\nheader: [a, b]\nsources:\n  - https://x.org/feed\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Check(root); err != nil {
		t.Fatal(err)
	}
	if err := run.ParseFlags([]string{"--workers", "2"}); err != nil {
		t.Fatal(err)
	}
	env := func(k string) (string, bool) { return "/from/env", k == "TAGWIRE_DATA" }
	if err := f.Apply(run, env); err != nil {
		t.Fatal(err)
	}
	for flag, want := range map[string]string{"delay": "3s", "workers": "2", "data": "/from/env", "header": "[a,b]"} {
		if got := run.Flag(flag).Value.String(); got != want {
			t.Errorf("%s is %s, want %s", flag, got, want)
		}
	}
	if len(f.Sources) != 1 || f.Sources[0] != "https://x.org/feed" {
		t.Errorf("sources %q", f.Sources)
	}
}

func TestErrorsNameTheLine(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"unknown key", "data: x\nwrokers: 3\n", `t.yaml:2: unknown key "wrokers"`},
		{"bad value", "\ndelay: soon\n", `t.yaml:2: "delay"`},
		{"list for one value", "delay: [1s, 2s]\n", `t.yaml:1: "delay" takes one value`},
		{"nested", "delay:\n  a: 1\n", `t.yaml:`},
		{"a list at the top", "- a\n", `t.yaml:1: want lines`},
		{"not YAML", "a: [1\n", "is not YAML"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root, run := tree()
			f, err := config.Parse("t.yaml", []byte(c.file))
			if err == nil {
				err = f.Check(root)
			}
			if err == nil {
				_ = run.ParseFlags(nil)
				err = f.Apply(run, func(string) (string, bool) { return "", false })
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
		})
	}
}

func TestTemplateIsValid(t *testing.T) {
	root, run := tree()
	var b bytes.Buffer
	if err := config.WriteTemplate(&b, root); err != nil {
		t.Fatal(err)
	}
	// With every comment of a key taken away it still parses and applies.
	plain := strings.NewReplacer("\n#data", "\ndata", "\n#delay", "\ndelay", "\n#workers", "\nworkers", "\n#header", "\nheader").Replace(b.String())
	for _, text := range []string{b.String(), plain} {
		f, err := config.Parse("t.yaml", []byte(text))
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if err := f.Check(root); err != nil {
			t.Error(err)
		}
		_ = run.ParseFlags(nil)
		if err := f.Apply(run, func(string) (string, bool) { return "", false }); err != nil {
			t.Error(err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("a: 1\nsources: [x]\n"))
	f.Fuzz(func(t *testing.T, data []byte) { _, _ = config.Parse("f", data) })
}
