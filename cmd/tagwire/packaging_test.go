package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestUnitsRunCommandsThatExist parses the command lines of the systemd units
// and of the crontab as the program would.
func TestUnitsRunCommandsThatExist(t *testing.T) {
	files, err := filepath.Glob("../../packaging/*")
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)/usr/local/bin/tagwire (.*)$`)
	checked := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range line.FindAllStringSubmatch(string(text), -1) {
			checked++
			root := newRootCommand(&app{stdout: os.Stdout, stderr: os.Stderr})
			cmd, args, err := root.Find(strings.Fields(m[1]))
			if err == nil {
				err = cmd.ParseFlags(args)
			}
			if err == nil && cmd == root {
				t.Errorf("%s: no command in %q", filepath.Base(file), m[1])
			}
			if err == nil && cmd.Args != nil {
				err = cmd.Args(cmd, cmd.Flags().Args())
			}
			if err != nil {
				t.Errorf("%s: %q: %v", filepath.Base(file), m[1], err)
			}
		}
	}
	if checked < 6 {
		t.Errorf("%d command lines found", checked)
	}
}
