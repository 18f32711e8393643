package console_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tagwire/tagwire/internal/console"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                    "plain",
		"two\n lines\t and a tab":  "two lines and a tab",
		"red \x1b[31malert\x1b[0m": "red [31malert[0m",
		"right\u202eto left\u200f": "rightto left",
		"  ":                       "",
	} {
		if got := console.Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, tc := range []struct {
		in    string
		width int
		want  []string
	}{
		{"one two three", 8, []string{"one two", "three"}},
		{"https://example.org/a/long/address stays whole", 10, []string{"https://example.org/a/long/address", "stays", "whole"}},
		{"制裁 対象 企業", 9, []string{"制裁 対象", "企業"}},
		{"", 10, nil},
	} {
		if diff := cmp.Diff(tc.want, console.Wrap(tc.in, tc.width)); diff != "" {
			t.Errorf("Wrap(%q, %d):\n%s", tc.in, tc.width, diff)
		}
	}
}

func TestTable(t *testing.T) {
	var b strings.Builder
	rows := [][]string{{"Anton Zubov of the long name that goes on", "12"}, {"제재", "3"}}
	cols := []console.Column{{Title: "NAME", Flexible: true}, {Title: "N", Right: true}}
	if err := (console.Page{Width: 24}).Table(&b, cols, rows); err != nil {
		t.Fatal(err)
	}
	want := "NAME                   N\nAnton Zubov of the…   12\n제재                   3\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	for _, l := range strings.Split(strings.TrimSpace(b.String()), "\n") {
		if console.Width(l) > 24 {
			t.Errorf("%q is wider than the page", l)
		}
	}
}
