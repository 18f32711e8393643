package desk

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// errNoPage is for addresses that are none of the desk's.
var errNoPage = errors.New("there is no such page")

// badRequest is a mistake in an address's parameters.
type badRequest struct{ error }

// statusOf says which HTTP status an error is.
func statusOf(err error) int {
	var bad badRequest
	switch {
	case errors.As(err, &bad):
		return http.StatusBadRequest
	case errors.Is(err, ErrUnavailable), errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable
	case errors.Is(err, errNoPage), strings.Contains(err.Error(), "nothing is stored under"), strings.Contains(err.Error(), "fits several"):
		return http.StatusNotFound
	}
	return http.StatusInternalServerError
}

// measured serves a page: it bounds its time, shows its error and counts it.
func (d *desk) measured(name string, serve func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		ctx := r.Context()
		if name != "export" { // it may take as long as it takes
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, askTimeout)
			defer cancel()
		}
		status := http.StatusOK
		if err := serve(w, r.WithContext(ctx)); err != nil && r.Context().Err() == nil {
			status = statusOf(err)
			if status == http.StatusInternalServerError {
				d.Log.Error("serve page", "path", r.URL.Path, "err", err)
			}
			d.fail(w, r, status, err)
		}
		d.requests.WithLabelValues(name, strconv.Itoa(status)).Observe(time.Since(start).Seconds())
	})
}

// fail shows an error as the caller reads it: as a page, or as JSON.
func (d *desk) fail(w http.ResponseWriter, r *http.Request, status int, err error) {
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "10")
	}
	if strings.HasPrefix(r.URL.Path, "/api/") {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		writeJSON(w, map[string]string{"error": err.Error()})
		return
	}
	title := map[int]string{
		http.StatusNotFound: "Not found", http.StatusBadRequest: "That cannot be asked",
		http.StatusServiceUnavailable: "Not now", http.StatusInternalServerError: "Something went wrong",
	}[status]
	_ = show(w, status, "error", frame{Title: title, Page: err.Error()})
}
