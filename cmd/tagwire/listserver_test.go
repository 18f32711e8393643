package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// serveLists serves the files of a script's folder www at $LISTS, well and
// badly: the first part of the path says how.
//
//	/ok/FILE        the file, with validators
//	/moved/FILE     a redirect to the file
//	/cut/FILE       half of the file that was announced
//	/broken/FILE    status 500
func serveLists(env *testscript.Env) error {
	www := filepath.Join(env.WorkDir, "www")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		how, file, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		data, err := os.ReadFile(filepath.Join(www, filepath.Base(file)))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		switch how {
		case "ok":
			tag := fmt.Sprintf("%q", fmt.Sprint(len(data)))
			w.Header().Set("ETag", tag)
			w.Header().Set("Last-Modified", "Thu, 01 Jan 2026 10:00:00 GMT")
			if r.Header.Get("If-None-Match") == tag {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			_, _ = w.Write(data)
		case "moved":
			http.Redirect(w, r, "/ok/"+file, http.StatusFound)
		case "cut":
			w.Header().Set("Content-Length", fmt.Sprint(len(data)))
			_, _ = w.Write(data[:len(data)/2])
		default:
			w.WriteHeader(http.StatusInternalServerError)
		}
	}))
	env.Defer(server.Close)
	env.Setenv("LISTS", server.URL)
	return nil
}
