package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/internal/config"
	"github.com/tagwire/tagwire/internal/desk"
)

// TestServe reads the bundled demo over the desk, which asks the program itself,
// and ends it as a signal would.
func TestServe(t *testing.T) {
	a := &app{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, dataDir: t.TempDir(), config: new(config.File), log: slog.New(slog.DiscardHandler)}
	ctx, stop := context.WithCancel(t.Context())
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- a.serve(ctx, l, desk.Options{Ask: a.askSelf, Pipeline: a.pipelineMetrics}) }()
	get := func(path string) (int, string) {
		t.Helper()
		res, err := http.Get("http://" + l.Addr().String() + path)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(body)
	}

	if status, body := get("/"); status != http.StatusServiceUnavailable || !strings.Contains(body, "no store") {
		t.Errorf("without a store: %d\n%s", status, body)
	}
	var said bytes.Buffer
	run := &app{stdin: strings.NewReader(""), stdout: io.Discard, stderr: &said, dataDir: a.dataDir}
	if status := execute(t.Context(), run, []string{"run", "--once", "--demo", "--data", a.dataDir}); status != 0 && status != exitPartial {
		t.Fatalf("run: status %d\n%s", status, said.String())
	}
	for path, want := range map[string]string{
		"/?q=tanker":                     "US blacklists tanker manager",
		"/?q=--help":                     "No article fits",
		"/sanctioned":                    "Leventis Kormas",
		"/entity/person/leventis-kormas": "E.O. 13902",
		"/status":                        "<dt>Articles</dt>",
		"/export?format=csv":             "Leventis Kormas",
		"/api/articles?sanctioned=1":     `"articles":[{`,
		"/metrics":                       "tagwire_desk_store_up 1",
		"/readyz":                        "ready",
	} {
		if status, body := get(path); status != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: status %d, without %q", path, status, want)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("ended with %v", err)
	}
}
