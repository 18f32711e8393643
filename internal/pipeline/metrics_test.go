package pipeline_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/tagwire/tagwire/internal/pipeline"
)

func TestMetrics(t *testing.T) {
	b := openBus(t, t.TempDir())
	opt := options(t, b, newShelf())
	opt.Counters = new(pipeline.Counters)
	if err := pipeline.Run(t.Context(), opt, local(4, "unclean")); err != nil {
		t.Fatal(err)
	}
	handler := pipeline.MetricsHandler(opt)
	get := func(path string) (int, string) {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
		return w.Code, w.Body.String()
	}
	code, text := get("/metrics")
	if code != http.StatusOK {
		t.Fatalf("status %d: %s", code, text)
	}
	for _, line := range []string{
		"tagwire_pages_total 5", "tagwire_articles_tagged_total 4", "tagwire_taggings_stored_total 4",
		"tagwire_dead_letters_total 1", "tagwire_dead_letters 1", "tagwire_tag_seconds_count 4",
		`tagwire_queue_waiting{stage="extract"} 0`, `tagwire_queue_waiting{stage="store"} 0`,
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("no %q", line)
		}
	}
	if code, _ := get("/healthz"); code != http.StatusOK {
		t.Errorf("healthz %d", code)
	}
	if code, _ := get("/readyz"); code != http.StatusOK {
		t.Errorf("readyz %d", code)
	}
	b.Close()
	if code, _ := get("/readyz"); code != http.StatusServiceUnavailable {
		t.Errorf("readyz without a server: %d", code)
	}
}
